"""The one exception that means *the input or the way it was asked for is wrong*, never *the program is*."""


class InputError(ValueError):
    """Bad input or wrong use: one or two lines that name the place and say what to do.

    The command line prints the message and exits with status 2.
    """
