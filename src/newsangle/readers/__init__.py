"""Files of every kind → the articles in them, with what each file says of its articles."""

from newsangle.readers.decoding import DecodingError, decode
from newsangle.readers.files import read_file
from newsangle.readers.found import Found, LeftOut, ReadingError
from newsangle.readers.pages import Page, PageError, read_page

__all__ = ["DecodingError", "Found", "LeftOut", "Page", "PageError", "ReadingError", "decode", "read_file", "read_page"]
