"""The one kind of error that a user can mend: the command line shows its message and ends with code 2."""


class InputError(ValueError):
    """What was given cannot be used; the message names what is wrong, where, and how to mend it."""
