"""The exceptions that mean *the input or the way it was asked for is wrong*, never *the program is*."""

from collections.abc import Mapping
from typing import Literal

Side = Literal["gold", "pred"]


class InputError(ValueError):
    """Bad input or wrong use: one or two lines that name the place and say what to do.

    The command line prints the message and exits with status 2.
    """


class DocumentError(InputError):
    """Whole documents that cannot be scored: doubled, with another text than their partner, and the like.

    Attributes:
        problems: what is wrong, by document id; not empty.
        side: whose documents they are.

    >>> print(DocumentError({"a": "occurs twice", "b": "occurs twice"}, "gold"))
    document a: occurs twice (and 1 more document)
    """

    def __init__(self, problems: Mapping[str, str], side: Side) -> None:
        self.problems = dict(problems)
        self.side = side
        (document, problem), *others = self.problems.items()
        more = f" (and {len(others)} more document{'s' * (len(others) > 1)})" if others else ""
        super().__init__(f"document {document}: {problem}{more}")

    def __reduce__(self) -> tuple[type["DocumentError"], tuple[dict[str, str], str]]:
        """Exceptions travel between processes; by default only their message would."""
        return type(self), (self.problems, self.side)
