"""Where gold comes from, in ``corpus/adjudication/ID.jsonl``: a line for the article, then one an origin.

    {"kind": "article", "id": "wire-0001", "annotators": ["ada", "ben"], "adjudicators": ["cy"]}
    {"kind": "mention", "id": "m1", "origin": "unanimous", "from": ["ada", "ben"]}
    {"kind": "event", "id": "v2", "origin": "chosen", "from": ["ada"],
     "decided": {"polarity": {"ada": true, "ben": false}}}
    {"kind": "mention", "id": null, "origin": "dropped", "from": ["ben"],
     "decided": {"whole": {"ada": true, "ben": false}}, "spans": [{"start": 10, "end": 17}]}

``decided`` holds what the annotators had differently and who was followed. No words of the text stand there.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from quoth.adjudication.origins import Origin
from quoth_eval.errors import InputError
from quoth_eval.integrity import valid_id

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Record:
    """How one article was decided: between whom, by whom, and where every annotation comes from."""

    article: str
    annotators: tuple[str, ...]
    adjudicators: tuple[str, ...]
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True)
class Followed:
    """How often one annotator was followed: of ``disputed`` decisions that they had a part in.

    ``rejected`` are annotations of theirs that the gold does not have.
    """

    disputed: int = 0
    followed: int = 0
    rejected: int = 0

    @property
    def share(self) -> float | None:
        """The part of the decisions; ``None`` when there were none."""
        return self.followed / self.disputed if self.disputed else None


@dataclass(frozen=True, slots=True)
class Summary:
    """All records of a corpus: how many annotations of each kind come from where, and who was followed."""

    articles: int
    origins: dict[str, dict[str, int]] = field(default_factory=dict)
    annotators: dict[str, Followed] = field(default_factory=dict)

    def record(self) -> dict[str, Any]:
        """As a JSON object."""
        people = {
            name: {
                "disputed": f.disputed,
                "followed": f.followed,
                "share": f.share,
                "rejected": f.rejected,
            }
            for name, f in self.annotators.items()
        }
        return {"articles": self.articles, "origins": self.origins, "annotators": people}


def record_file(root: Path, article: str) -> Path:
    """Where the record of an article is kept.

    Raises:
        InputError: a name that could not be a file name of ours.
    """
    if not valid_id(article):
        raise InputError(f"{article!r} cannot be the id of an article")
    return root / "adjudication" / f"{article}.jsonl"


def record_lines(record: Record) -> bytes:
    """The file of a record; :func:`parse_record` is the inverse."""
    head = {
        "kind": "article",
        "id": record.article,
        "annotators": record.annotators,
        "adjudicators": record.adjudicators,
    }
    return b"".join(orjson.dumps(x) + b"\n" for x in (head, *(o.record() for o in record.origins)))


def parse_record(data: bytes, place: str) -> Record:
    """The record in a file.

    Raises:
        InputError: it is broken; it names ``place`` and the line.
    """
    head, *rest = list(_parsed(data, place)) or [{}]
    try:
        if head.get("kind") != "article":
            raise InputError(f'{place}:1: expected a line with "kind": "article"')
        found = tuple(_origin(line) for line in rest)
        return Record(head["id"], tuple(head["annotators"]), tuple(head["adjudicators"]), found)
    except (KeyError, TypeError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{place}: no record of an adjudication: {error}; pull it again") from None


def records(root: Path) -> Iterator[Record]:
    """All records of a corpus, by article.

    Raises:
        InputError: one is broken.
    """
    for file in sorted((root / "adjudication").glob("*.jsonl")):
        yield parse_record(file.read_bytes(), str(file))


def summary(found: Iterable[Record]) -> Summary | None:
    """The counts over all records; ``None`` where there are none."""
    every = list(found)
    if not every:
        return None
    kinds: dict[str, Counter[str]] = {}
    for origin in (o for r in every for o in r.origins):
        kinds.setdefault(origin.kind, Counter())[origin.origin] += 1
    names = sorted({name for r in every for name in r.annotators})
    people = {name: _followed(name, [o for r in every for o in r.origins]) for name in names}
    return Summary(len(every), {k: dict(sorted(c.items())) for k, c in kinds.items()}, people)


def _followed(name: str, found: Sequence[Origin]) -> Followed:
    votes = [own[name] for o in found for own in (o.decided or {}).values() if name in own]
    rejected = sum(o.origin == "dropped" and name in o.names for o in found)
    return Followed(len(votes), sum(votes), rejected)


def _parsed(data: bytes, place: str) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.strip():
            try:
                yield dict(orjson.loads(line))
            except (TypeError, ValueError) as error:
                raise InputError(f"{place}:{number}: no JSON object: {error}") from None


def _origin(line: dict[str, Any]) -> Origin:
    named = {("names" if k == "from" else k): v for k, v in line.items()}
    return _adapter().validate_python(named)


@cache
def _adapter() -> "TypeAdapter[Origin]":
    from pydantic import TypeAdapter

    return TypeAdapter(Origin)
