"""From the bytes of a file to its text."""


def decode(data: bytes) -> str:
    """Return the text of a file: decoded, without a byte order mark, with line feeds between lines."""
    return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
