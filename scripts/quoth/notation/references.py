"""Mentions by surface: which mention does ``source=the governor`` mean, and how is one written?"""

from collections import defaultdict
from collections.abc import Iterable

from quoth.notation.anchors import Anchors
from quoth.notation.syntax import escaped, plain
from quoth_eval.document import Mention, Span
from quoth_eval.errors import InputError


class References:
    """The labelled mentions of one text, by id, by place and by surface and line."""

    def __init__(self, anchors: Anchors, mentions: Iterable[Mention]) -> None:
        self._anchors = anchors
        self._ids: set[str] = set()
        self._at: dict[Span, list[str]] = defaultdict(list)
        self._called: dict[tuple[int, str], list[str]] = defaultdict(list)
        for mention in mentions:
            self._ids.add(mention.id)
            self._at[mention.span].append(mention.id)
            self._called[self._name(mention)].append(mention.id)

    def find(self, reference: str, block: int) -> str:
        """The id of the mention that a (shielded) reference in a block means.

        Raises:
            InputError: no such mention, or several.
        """
        if reference.startswith("#"):
            return self._by_id(plain(reference[1:]))
        if "~" not in reference and "..." not in reference and not reference.startswith("@"):
            found = self._called.get((block, plain(reference)), [])
            if found:
                return self._single(found, reference)
        found = self._at.get(self._anchors.find(reference, block), [])
        if not found:
            raise InputError(f"{plain(reference)!r} is no labelled mention")
        return self._single(found, reference)

    def describe(self, mention: Mention, block: int) -> str:
        """How the mention is written in a block; :meth:`find` gives its id back."""
        if len(self._at[mention.span]) > 1:
            return f"#{escaped(mention.id)}"
        surface = mention.span.of(self._anchors.text)
        alike = self._called[self._name(mention)]
        if len(alike) == 1 and self._anchors.line_of(mention.start) == block and "..." not in surface:
            return escaped(surface)
        written = self._anchors.describe(mention.span, block)
        return written if "~" in written or len(alike) == 1 else f"#{escaped(mention.id)}"

    def _name(self, mention: Mention) -> tuple[int, str]:
        return self._anchors.line_of(mention.start), mention.span.of(self._anchors.text)

    def _by_id(self, ident: str) -> str:
        if ident not in self._ids:
            raise InputError(f"no mention has the id {ident}")
        return ident

    @staticmethod
    def _single(found: list[str], reference: str) -> str:
        if len(found) > 1:
            known = ", ".join(f"#{i}" for i in found)
            raise InputError(
                f"{len(found)} mentions are called {plain(reference)!r}; number it with ~, or say {known}"
            )
        return found[0]
