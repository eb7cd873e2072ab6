"""Notation to document."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from quoth.notation.anchors import Anchors
from quoth.notation.entities import entity
from quoth.notation.forms import form
from quoth.notation.references import References
from quoth.notation.syntax import NOTHING, Statement, at_line, parse, parts, plain
from quoth_eval.document import Argument, Attribution, Document, Entity, Event, Mention, Span
from quoth_eval.errors import InputError
from quoth_eval.quotes import quoted

LEVEL, ATTITUDE, STANCE, MODALITY, POLARITY = "NAM", "assertion", "affirms", "asserted", "positive"
_ATTRIBUTION = {"source", "content", "to", "relays", "attitude", "form", "stance", "modality"}
_ENTITY = {"type", "name", "kb"}
_LETTERS = {"m": "m", "a": "a", "e": "v", "k": "k"}
_T = TypeVar("_T")
_Place = tuple[tuple[tuple[int, int], ...], ...]


def read(
    notation: str,
    document: Document | None = None,
    *,
    id: str = "example",  # noqa: A002 (the field's name)
    place: str = "",
) -> Document:
    """The document that ``notation`` labels, in canonical order, all four layers present.

    ``document`` holds the text that ``@`` lines are about; its own annotations are replaced. Without it the
    text is that of the ``=`` lines and ``id`` names the new document. ``place`` (a file name) is told in
    errors. Annotations without an id get one in text order (``m3``, ``a1``, ``v2``).

    Raises:
        InputError: no statement, words that are not there or ambiguous, an unknown reference, field or
            escape, a doubled id, two identities for one entity; it names the line.
    """
    source = parse(notation, place)
    whole = _with_text(document or Document(id), source.text, place)
    text = whole.text or ""
    anchors = Anchors(text)
    each = _Each(_numbered(source.statements, anchors, place), place)
    mentions = each("m", lambda s, i: _mention(s, i, anchors))
    attributions = {ident for _, ident in each.numbered["a"]}
    context = _Context(anchors, References(anchors, mentions), quoted(text), attributions)
    return replace(
        whole,
        mentions=tuple(mentions),
        entities=_entities(each, mentions, text),
        attributions=tuple(each("a", lambda s, i: _attribution(s, i, context))),
        events=tuple(each("e", lambda s, i: _event(s, i, context))),
    ).canonical()


_Numbered = Mapping[str, list[tuple[Statement, str]]]


@dataclass(frozen=True, slots=True)
class _Each:
    """Makes the annotations of one kind; what goes wrong is told with its line."""

    numbered: _Numbered
    place: str

    def __call__(self, kind: str, make: Callable[[Statement, str], _T]) -> list[_T]:
        made = []
        for statement, ident in self.numbered[kind]:
            try:
                made.append(make(statement, ident))
            except InputError as error:
                raise at_line(statement.number, error, self.place) from None
        return made


@dataclass(frozen=True, slots=True)
class _Context:
    """What attributions and events refer to."""

    anchors: Anchors
    references: References
    marks: tuple[Span, ...]
    attributions: set[str]

    def spans(self, value: str, block: int) -> tuple[Span, ...]:
        return tuple(self.anchors.find(p, block) for p in parts(value))

    def mentions(self, value: str, block: int) -> tuple[str, ...]:
        return tuple(self.references.find(p, block) for p in parts(value))

    def relayed(self, value: str) -> str | None:
        if value == NOTHING:
            return None
        ident = plain(value.removeprefix("#"))
        if ident not in self.attributions or not value.startswith("#"):
            raise InputError(f"relays names an attribution by its id (#a1), and there is no {plain(value)}")
        return ident


def _with_text(document: Document, inline: str | None, place: str) -> Document:
    where = place or document.id
    if inline is not None and document.text is not None:
        raise InputError(f"{where}: '=' lines give a text, and the document has one already")
    if inline is None and document.text is None:
        raise InputError(f"{where}: no text to label; give '=' lines or a document with text")
    return document if inline is None else replace(document, text=inline)


def _numbered(statements: Iterable[Statement], anchors: Anchors, place: str) -> _Numbered:
    """The statements by kind in text order, each with its id: the given one or its number."""
    placed: dict[str, list[tuple[_Place, Statement]]] = {kind: [] for kind in _LETTERS}
    for statement in statements:
        try:
            placed[statement.kind].append((_place(statement, anchors), statement))
        except InputError as error:
            raise at_line(statement.number, error, place) from None
    numbered: dict[str, list[tuple[Statement, str]]] = {}
    for kind, group in placed.items():
        ordered = [s for _, s in sorted(group, key=lambda p: p[0])]
        numbered[kind] = [(s, s.id or f"{_LETTERS[kind]}{n}") for n, s in enumerate(ordered, start=1)]
        _refuse_doubled(numbered[kind], place)
    return numbered


def _place(statement: Statement, anchors: Anchors) -> _Place:
    """What orders a statement among those of its kind: the same as in a document's canonical order."""
    if statement.kind == "k":
        return ()
    if statement.kind != "a":
        span = anchors.find(statement.head, statement.block)
        return (((span.start, -span.end),),)
    cue, content = (
        tuple(sorted((s.start, s.end) for s in (anchors.find(p, statement.block) for p in parts(value))))
        for value in (statement.head, statement.fields.get("content", ""))
    )
    return (cue or content, content)


def _refuse_doubled(numbered: Iterable[tuple[Statement, str]], place: str) -> None:
    seen: set[str] = set()
    for statement, ident in numbered:
        if ident in seen:
            raise at_line(statement.number, f"the id {ident} is taken", place)
        seen.add(ident)


def _mention(statement: Statement, ident: str, anchors: Anchors) -> Mention:
    if len(statement.words) > 4 or statement.fields:
        raise InputError("a mention takes: TYPE LEVEL key kb")
    span = anchors.find(statement.head, statement.block)
    default = "-".join(span.of(anchors.text).lower().split())
    kind, level, key = (
        _value(w) for w in (*statement.words, *(NOTHING, LEVEL, default)[len(statement.words) :])[:3]
    )
    return Mention(ident, span.start, span.end, kind, level, key)


def _entities(each: _Each, mentions: Iterable[Mention], text: str) -> tuple[Entity, ...]:
    members: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.entity is not None:
            members[mention.entity].append(mention)
    known = {key: entity(key, group, text) for key, group in members.items()}
    each("m", lambda s, _: _identify(s, known))
    each("k", lambda s, _: _change(s, known))
    return tuple(known.values())


def _identify(statement: Statement, known: dict[str, Entity]) -> None:
    """Gives the entity the identity that a mention names."""
    match tuple(_value(w) for w in statement.words):
        case (_, _, str(key), str(kb)):
            if known[key].kb not in (None, kb):
                raise InputError(f"the entity {key} is {known[key].kb} elsewhere, not {kb}")
            known[key] = replace(known[key], kb=kb)


def _change(statement: Statement, known: dict[str, Entity]) -> None:
    _refuse_unknown(statement, _ENTITY)
    key = plain(statement.head)
    values = {name: _value(v) for name, v in statement.fields.items()}
    old = known.get(key, Entity(key))
    known[key] = Entity(
        key, values.get("type", old.type), values.get("name", old.name), values.get("kb", old.kb)
    )


def _attribution(statement: Statement, ident: str, context: _Context) -> Attribution:
    _refuse_unknown(statement, _ATTRIBUTION)
    fields, block = statement.fields, statement.block
    cue = context.spans(statement.head, block)
    content = context.spans(fields.get("content", ""), block)
    return Attribution(
        ident,
        cue,
        context.mentions(fields.get("source", ""), block),
        content,
        context.mentions(fields.get("to", ""), block),
        context.relayed(fields.get("relays", NOTHING)),
        _value(fields.get("attitude", ATTITUDE)),
        _value(fields.get("form") or form(cue, content, context.anchors.text, context.marks)),
        _value(fields.get("stance", STANCE)),
        _value(fields.get("modality", MODALITY)),
    )


def _event(statement: Statement, ident: str, context: _Context) -> Event:
    if len(statement.words) > 2:
        raise InputError("an event takes: Type cluster; role=MENTION; ...")
    words, roles = [_value(w) for w in statement.words], dict(statement.fields)
    polarity, modality = roles.pop("polarity", POLARITY), roles.pop("modality", MODALITY)
    span = context.anchors.find(statement.head, statement.block)
    return Event(
        ident,
        span.start,
        span.end,
        words[0] if words else None,
        _value(polarity),
        _value(modality),
        words[1] if len(words) > 1 else ident,
        tuple(Argument(role, m) for role, v in roles.items() for m in context.mentions(v, statement.block)),
    )


def _refuse_unknown(statement: Statement, known: set[str]) -> None:
    if statement.words:
        raise InputError(f"expected name=value, found {plain(' '.join(statement.words))!r}")
    for name in sorted(set(statement.fields) - known):
        raise InputError(f"unknown field {name}; expected one of {', '.join(sorted(known))}")


def _value(shielded: str) -> str | None:
    return None if shielded == NOTHING else plain(shielded)
