"""Ids of articles from the names of their files."""

import re
import unicodedata
from pathlib import Path

from quoth_eval.errors import InputError

_PLAIN = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
)


def slug(name: str) -> str:
    """A name with what an id may not have taken out; empty where nothing is left.

    >>> slug("Raid – first report (2)"), slug("Łódź"), slug("../../etc")
    ('Raid-first-report-2', 'Lodz', 'etc')
    """
    plain = unicodedata.normalize("NFKD", name.translate(_PLAIN))
    ascii_only = "".join(c for c in plain if not unicodedata.combining(c))
    words = re.sub(r"[^A-Za-z0-9._]+", "-", ascii_only)
    return re.sub(r"^[^A-Za-z0-9]+", "", words)[:100].rstrip("-.")


def id_of(path: Path) -> str:
    """The id for a file: its name without the ending.

    Raises:
        InputError: no letter or digit of the name can stand in an id.
    """
    if name := slug(path.stem):
        return name
    raise InputError(f"{path}: no id can be made from this name; pass --id")
