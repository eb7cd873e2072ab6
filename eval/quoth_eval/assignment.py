"""Who labels which article: the lines of ``corpus/assignments.jsonl``.

    {"id": "wire-0001", "annotators": ["ada", "ben"], "training": false}

An annotator's name is that of their annotation set. Assigned and left empty is data, not assigned is missing.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from quoth_eval.errors import InputError
from quoth_eval.integrity import ID_RULE, valid_id

if TYPE_CHECKING:
    from pydantic import TypeAdapter

GOLD = "gold"
"""The adjudicated set; nobody is called so."""

_TAKEN = {
    GOLD: "the adjudicated labels are called so",
    "adjudication": "its project would be the adjudication's",
}


@dataclass(frozen=True, slots=True)
class Assignment:
    """The annotators of one article. ``training`` articles are everybody's, and no data.

    Only a training article may have no annotators: those that it had have left.
    """

    id: str
    annotators: tuple[str, ...]
    training: bool = False


def name_problem(name: str) -> str | None:
    """Why an annotator cannot be called so; ``None`` when they can.

    >>> name_problem("ada"), name_problem("../ada")[:25]
    (None, "'../ada' is no annotator'")
    """
    if not valid_id(name):
        return f"{name!r} is no annotator's name: expected {ID_RULE}"
    if why := _TAKEN.get(name.lower()):
        return f"{name!r} is no annotator's name: {why}; take another"
    return None


def parse_assignments(data: bytes, place: str, articles: Collection[str]) -> dict[str, Assignment]:
    """The assignments by article, as they stand in a file.

    Args:
        data: the file's bytes.
        place: the file, for messages.
        articles: the ids of the articles that there are.

    Raises:
        InputError: no JSON, a wrong type, an unknown or doubled article, a bad name; it names file and line.

    >>> line = b'{"id": "a", "annotators": ["ada"], "training": false}'
    >>> parse_assignments(line, "assignments.jsonl", {"a"})["a"].annotators
    ('ada',)
    """
    found: dict[str, Assignment] = {}
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.strip():
            where = f"{place}:{number}"
            one = _parse(line, where)
            if one.id in found:
                raise InputError(f"{where}: article {one.id} is assigned twice; remove one line")
            if one.id not in articles:
                raise InputError(f"{where}: no article {one.id}; import it, or remove the line")
            found[one.id] = one
    _refuse_look_alikes(found.values(), place)
    return found


def assignment_lines(assignments: Iterable[Assignment]) -> bytes:
    """The canonical file: a line an article, sorted by its id.

    >>> assignment_lines([Assignment("a", ("ben", "ada"))])
    b'{"id":"a","annotators":["ada","ben"],"training":false}\\n'
    """
    import orjson

    ordered = sorted(assignments, key=lambda a: a.id)
    return b"".join(
        orjson.dumps({"id": a.id, "annotators": sorted(a.annotators), "training": a.training}) + b"\n"
        for a in ordered
    )


def _parse(line: bytes, where: str) -> Assignment:
    from pydantic import ValidationError

    try:
        found = _adapter().validate_json(line, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(map(str, first["loc"]))
        raise InputError(f"{where}: {f'field {field}: ' if field else ''}{first['msg']}") from None
    none = not found.annotators and not found.training
    if none or len(set(found.annotators)) < len(found.annotators):
        raise InputError(f"{where}: field annotators: expected one name or more, each once")
    if problem := next(filter(None, map(name_problem, found.annotators)), None):
        raise InputError(f"{where}: field annotators: {problem}")
    return found


def _refuse_look_alikes(assignments: Iterable[Assignment], place: str) -> None:
    """Names that differ only in case would share a folder on some machines."""
    seen: dict[str, str] = {}
    for name in (n for a in assignments for n in a.annotators):
        if (other := seen.setdefault(name.lower(), name)) != name:
            raise InputError(f"{place}: {other} and {name} differ only in case; call them by one name")


@cache
def _adapter() -> "TypeAdapter[Assignment]":
    from pydantic import TypeAdapter

    return TypeAdapter(Assignment)
