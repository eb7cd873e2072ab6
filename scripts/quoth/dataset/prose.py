"""The hand-written part of the card, ``corpus/README.md``.

It may start with YAML of its own (``pretty_name``, ``license``, ``annotations_creators``, ...), to which a
build adds configurations, features and sizes. What stands there under ``croissant`` (``version``,
``datePublished``, ``citeAs``, ``url``, ...) goes into the Croissant description instead; ``agreement`` and
``baselines`` name files with figures, see :mod:`quoth.dataset.measured`.

A line ``<!-- quoth:statistics -->`` is replaced by that generated section, likewise ``summary``, ``usage``,
``structure``, ``labels``, ``texts``, ``agreement`` and ``baselines``. Sections without such a line follow at
the end under headings of their own, if there is something in them; ``summary`` only where there is no prose
at all.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quoth.dataset.front_matter import split
from quoth.dataset.measured import Measured, measured
from quoth_eval.errors import InputError


@dataclass(frozen=True, slots=True)
class Prose:
    """What was written by hand: YAML for the card, for Croissant, and Markdown; ``place`` is for messages.

    ``measured`` are the figures that the YAML names.
    """

    metadata: dict[str, Any] = field(default_factory=dict)
    croissant: dict[str, Any] = field(default_factory=dict)
    body: str = ""
    place: str = "README.md"
    measured: Measured = field(default_factory=Measured)


def read(path: Path | None) -> Prose:
    """The prose in a file; none where there is no such file.

    Raises:
        InputError: no UTF-8, broken YAML, a key ``croissant`` that holds no mapping, or figures that cannot
            be read.
    """
    if path is None or not path.exists():
        return Prose()
    try:
        values, body = split(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read {path}: {error}") from None
    croissant = values.pop("croissant", {})
    if not isinstance(croissant, dict):
        raise InputError(f"{path}: croissant must hold `key: value` lines")
    return Prose(values, croissant, body, str(path), measured(values, path))
