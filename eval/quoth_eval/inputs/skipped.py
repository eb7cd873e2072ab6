"""The documents that a lenient run leaves out of one side, with the reasons."""

from dataclasses import dataclass, field

LISTED = 100
"""How many reasons are kept; a broken file may have millions."""


@dataclass
class Skipped:
    """What was left out.

    Attributes:
        count: broken documents.
        ids: the ids among them that could be made out.
        unnamed: how many had no legible id.
        reasons: what was wrong, of the first :data:`LISTED`.
    """

    count: int = 0
    ids: set[str] = field(default_factory=set)
    unnamed: int = 0
    reasons: list[str] = field(default_factory=list)

    def note(self, name: str | None, reason: str) -> None:
        """One more broken document, with its id if that could be made out."""
        self.add(Skipped(1, set() if name is None else {name}, int(name is None), [reason]))

    def add(self, other: "Skipped") -> None:
        """What was left out elsewhere on the same side."""
        self.count += other.count
        self.ids |= other.ids
        self.unnamed += other.unnamed
        self.reasons = [*self.reasons, *other.reasons][:LISTED]
