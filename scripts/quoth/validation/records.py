"""Whether the records of an adjudication (``corpus/adjudication/``) are still those of the gold."""

from collections.abc import Iterator

from quoth.adjudication.records import Record, parse_record, record_file
from quoth.validation.rule import Finding, Hit
from quoth_eval.assignment import GOLD
from quoth_eval.corpus import Corpus
from quoth_eval.document import Document
from quoth_eval.errors import InputError

STALE = "record-stale"
"""The rule that :func:`examine_record` guards."""

_SHOWN = 3


def examine_record(corpus: Corpus, gold: Document) -> Iterator[Finding]:
    """Whether the record of an article, if it has one, names all annotations of its gold and no others.

    What has the same id counts as the same. Gold without a record was not adjudicated, which is no fault.
    """
    file = record_file(corpus.root, gold.id)
    if not file.exists():
        return
    try:
        named = _named(parse_record(file.read_bytes(), str(file)))
    except InputError as error:
        yield Finding("unreadable", "error", gold.id, Hit(str(error)), GOLD, str(file))
        return
    for problem in _problems(named, _annotations(gold)):
        message = f"{file.parent.name}/{file.name} {problem}; `quoth pull --adjudicated` renews it"
        yield Finding(STALE, "warning", gold.id, Hit(message), GOLD, str(file))


def _problems(named: set[str], known: set[str]) -> Iterator[str]:
    if gone := sorted(named - known):
        yield f"names what is not there: {_some(gone)}"
    if new := sorted(known - named):
        yield f"does not say where these come from: {_some(new)}"


def _named(record: Record) -> set[str]:
    return {f"{o.kind} {o.id}" for o in record.origins if o.id is not None}


def _annotations(gold: Document) -> set[str]:
    """What a record has a line for: of entities those that are mentioned."""
    entities = {f"entity {m.entity}" for m in gold.mentions or () if m.entity is not None}
    kinds = {"mention": gold.mentions, "attribution": gold.attributions, "event": gold.events}
    return entities | {f"{kind} {item.id}" for kind, items in kinds.items() for item in items or ()}


def _some(names: list[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
