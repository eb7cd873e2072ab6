"""What a push leaves in a project's description: which scheme is labelled with, since when, and which screen.

    Made by quoth push. Scheme: quoth 1.1. Screen: 1f0c9a2e. Instruction: 77ab01cd.
    Until 2031-01-01T10:00:00Z: quoth 1.0.

It is on the server, so that every machine that pulls can tell with which scheme a label was made.
"""

import re
from dataclasses import dataclass, replace
from hashlib import sha256

_STAMP = re.compile(
    r"Scheme: (?P<scheme>.+?)\. (?:Screen: (?P<screen>\w+)\. )?Instruction: (?P<instruction>\w+)\."
)
_EARLIER = re.compile(r"Until (?P<until>\S+): (?P<scheme>.+?)\.(?= |$)")

_PUSH = "Made by quoth push."
_ADJUDICATE = "Made by quoth adjudicate."


@dataclass(frozen=True, slots=True)
class Imprint:
    """The scheme (name and version), digests of the labelling screen and of the instruction.

    ``earlier`` are the schemes before, oldest first, each with the time (ISO 8601, UTC) until which it held.
    """

    scheme: str
    screen: str | None
    instruction: str
    earlier: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """The description; :func:`read_imprint` is the inverse.

        >>> Imprint("quoth 1.0", "ab", "cd").text
        'Made by quoth push. Scheme: quoth 1.0. Screen: ab. Instruction: cd.'
        """
        screen = f" Screen: {self.screen}." if self.screen else ""
        before = "".join(f" Until {until}: {scheme}." for until, scheme in self.earlier)
        return f"Made by quoth push. Scheme: {self.scheme}.{screen} Instruction: {self.instruction}.{before}"

    def after(self, former: "Imprint | None", now: str) -> "Imprint":
        """This imprint with the history of the one that it takes the place of at the time ``now``."""
        if former is None:
            return self
        ended = () if former.scheme == self.scheme else ((now, former.scheme),)
        return replace(self, earlier=former.earlier + ended)

    def scheme_at(self, moment: str) -> str:
        """The scheme that held at a time (ISO 8601, UTC).

        >>> Imprint("q 2", "ab", "cd", (("2031-01-01T10:00:00Z", "q 1"),)).scheme_at("2030-12-31T23:00:00.5Z")
        'q 1'
        """
        return next((scheme for until, scheme in self.earlier if moment < until), self.scheme)


def read_imprint(description: str | None) -> Imprint | None:
    """The imprint in a project's description; ``None`` when somebody rewrote it or push did not make it.

    >>> read_imprint("Made by quoth push. Scheme: quoth 1.0. Instruction: cd.").scheme
    'quoth 1.0'
    >>> read_imprint("my project") is None
    True
    """
    found = _STAMP.search(description or "")
    if not found:
        return None
    rest = (description or "")[found.end() :]
    earlier = tuple((e["until"], e["scheme"]) for e in _EARLIER.finditer(rest))
    return Imprint(found["scheme"], found["screen"], found["instruction"], earlier)


def digest(text: str) -> str:
    """A short fingerprint of a text."""
    return sha256(text.encode()).hexdigest()[:8]


def for_adjudication(description: str) -> str:
    """The description of a project in which labels are decided, not made; the imprint stays readable."""
    return description.replace(_PUSH, _ADJUDICATE, 1)


def is_adjudication(description: str | None) -> bool:
    """Whether a project is one of ``quoth adjudicate``.

    >>> is_adjudication(for_adjudication("Made by quoth push. Scheme: quoth 1.0.")), is_adjudication(None)
    (True, False)
    """
    return (description or "").startswith(_ADJUDICATE)
