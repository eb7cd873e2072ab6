"""What pull found broken, repaired or assumed in the labels."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

Level = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know about a label.

    ``error``: something that was labelled is lost or contradicts itself; ``warning``: it was repaired or
    looks wrong; ``note``: something left open was filled in by rule. ``rule`` is stable. ``region`` is the
    id of the region in Label Studio, ``surface`` its text, ``url`` the task's page.
    """

    rule: str
    level: Level
    message: str
    document: str = ""
    region: str | None = None
    start: int | None = None
    end: int | None = None
    surface: str | None = None
    url: str | None = None

    def record(self) -> dict[str, Any]:
        """The finding as a JSON object."""
        return asdict(self)

    @property
    def line(self) -> str:
        """The finding in one line.

        >>> Finding("self-link", "error", "linked to itself", "a", "r1", 3, 7, "said").line
        'error self-link a 3-7 “said”: linked to itself'
        """
        place = "" if self.start is None else f" {self.start}-{self.end} “{_short(self.surface or '')}”"
        where = f" ({self.url})" if self.url else ""
        return f"{self.level} {self.rule} {self.document}{place}: {self.message}{where}"


def _short(surface: str) -> str:
    flat = " ".join(surface.split())
    return flat if len(flat) <= 40 else f"{flat[:37]}..."
