"""What pull found broken, repaired or assumed in the labels."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

Level = Literal["error", "warning", "note"]

GUIDELINES: Mapping[str, str] = {
    "choice-on-content": "ATT-05",
    "content-alone": "ATT-05",
    "cue-without-content": "ATT-30",
    "cue-without-source": "ATT-13",
    "entity-conflict": "ENT-12",
    "half-possessive": "ENT-03",
    "half-word": "ENT-04",
    "key-missing": "ENT-15",
    "level-guessed": "ENT-10",
    "link-on-content": "ATT-05",
    "possessive-inside": "ENT-03",
    "relays-itself": "ATT-10",
    "similar-keys": "ENT-15",
    "two-relays": "ATT-10",
}
"""The rule of the guidelines that a finding is about, for those that annotators can do something about."""


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

    @property
    def guideline(self) -> str | None:
        """The rule of the guidelines that says more, where there is one: ``ATT-13``."""
        return GUIDELINES.get(self.rule)

    def record(self) -> dict[str, Any]:
        """The finding as a JSON object."""
        return asdict(self) | {"guideline": self.guideline}

    @property
    def line(self) -> str:
        """The finding in one line.

        >>> Finding("self-link", "error", "linked to itself", "a", "r1", 3, 7, "said").line
        'error self-link a 3-7 “said”: linked to itself'
        >>> Finding("two-relays", "error", "relays two", "a", "r1", 3, 7, "said").line
        'error two-relays a 3-7 “said”: relays two (ATT-10)'
        """
        place = "" if self.start is None else f" {self.start}-{self.end} “{_short(self.surface or '')}”"
        more = f" ({self.guideline})" if self.guideline else ""
        where = f" ({self.url})" if self.url else ""
        return f"{self.level} {self.rule} {self.document}{place}: {self.message}{more}{where}"


def _short(surface: str) -> str:
    flat = " ".join(surface.split())
    return flat if len(flat) <= 40 else f"{flat[:37]}..."
