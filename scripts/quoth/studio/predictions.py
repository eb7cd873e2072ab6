"""Predictions as pre-annotations: read, checked against our articles and the scheme, numbered anew."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import orjson

from quoth.schema import Attribute, Schema
from quoth.studio.keys import parse_key, slug
from quoth.studio.mentions import suggest_keys
from quoth.studio.outgoing import to_results
from quoth.studio.regions import Item
from quoth.studio.tasks import refuse_unstorable
from quoth_eval.corpus import Corpus
from quoth_eval.document import ANNOTATION_LAYERS, Attribution, Document, Entity, Event, Mention
from quoth_eval.errors import InputError
from quoth_eval.integrity import check, hash_of
from quoth_eval.naming import entity_name
from quoth_eval.serialize import parse


@dataclass(frozen=True, slots=True)
class PreAnnotation:
    """What a task opens with, as JSON (thousands of them wait at a time), and the model that says so."""

    document: str
    model: str
    json: bytes

    @property
    def items(self) -> list[Item]:
        """The ``result`` list."""
        found: list[Item] = orjson.loads(self.json)
        return found


def read_predictions(source: str, corpus: Corpus) -> Iterator[tuple[str, Document]]:
    """The documents of a JSONL or Parquet file, a folder, a set or standard input, each with its place.

    Raises:
        InputError: nothing by that name, or something in it does not parse.
    """
    from quoth_eval.inputs import arguments, lines

    with arguments.shards([source], corpus.root) as [found]:
        for shard in found:
            if shard.kind == "set":
                yield from ((f"set {shard.name}", d) for d in corpus.documents(shard.name))
            elif shard.kind == "parquet":
                yield from ((shard.name, d) for d in _parquet(shard.path))
            else:
                for first, chunk in lines.chunks(shard):
                    for n, line in lines.lines(chunk, first):
                        place = f"{shard.name}:{n}"
                        yield place, parse(line, place)


def pre_annotation(
    place: str, predicted: Document, article: Document, schema: Schema, model: str
) -> PreAnnotation:
    """A prediction made ready for its task.

    Mentions, attributions and events are numbered anew (m1, a1, v1, ...), so that ids are unique across
    layers; a mention without an entity gets the key that pull would give it.

    Raises:
        InputError: another text than the article's, a span outside it, a dangling or doubled id, a label that
            the scheme does not have; it names ``place`` and the annotation.
    """
    _require_same_text(place, predicted, article)
    layers = {layer: getattr(predicted, layer) for layer in ANNOTATION_LAYERS}
    whole = check(replace(article, **layers), place)
    if unknown := next(_unknown_labels(whole, schema), None):
        raise InputError(
            f"{place}: document {whole.id}, {unknown}, which the scheme {schema.name} does not have"
        )
    return PreAnnotation(whole.id, model, orjson.dumps(_converted(place, whole)))


def _converted(place: str, document: Document) -> list[Item]:
    try:
        items = to_results(renumbered(document))
        refuse_unstorable(document.id, items)
    except InputError as error:
        raise InputError(f"{place}: {error}") from None
    return items


def renumbered(document: Document) -> Document:
    """The document with ids that are unique over all its layers, and with a key for every mention."""
    document = _with_keys(document.canonical())
    mentions = {m.id: f"m{n}" for n, m in enumerate(document.mentions or (), 1)}
    anchors = {a.id: f"a{n}" for n, a in enumerate(document.attributions or (), 1)}
    return replace(
        document,
        mentions=tuple(replace(m, id=mentions[m.id]) for m in document.mentions or ()),
        attributions=tuple(_renumber(a, anchors, mentions) for a in document.attributions or ()),
        events=tuple(_renumber_event(e, f"v{n}", mentions) for n, e in enumerate(document.events or (), 1)),
    )


def _renumber(a: Attribution, anchors: dict[str, str], mentions: dict[str, str]) -> Attribution:
    return replace(
        a,
        id=anchors[a.id],
        sources=tuple(mentions[i] for i in a.sources),
        addressees=tuple(mentions[i] for i in a.addressees),
        relays=anchors[a.relays] if a.relays else None,
    )


def _renumber_event(e: Event, identity: str, mentions: dict[str, str]) -> Event:
    arguments = tuple(replace(x, mention=mentions[x.mention]) for x in e.arguments)
    return replace(e, id=identity, arguments=arguments)


def _with_keys(document: Document) -> Document:
    """Every mention with a key that can be typed; keys that cannot become slugs, each still its own."""
    mentions = suggest_keys(document.mentions or (), document.text or "")
    keys: dict[str, str] = {}
    for m in mentions:
        key = m.entity or ""
        keys.setdefault(
            key, key if _can_be_typed(key) else _unused(slug(key), set(keys) | set(keys.values()))
        )
    keyed = tuple(replace(m, entity=keys[m.entity or ""]) for m in mentions)
    given = {keys[e.id]: e for e in document.entities or () if e.id in keys}
    entities = (_entity(key, given.get(key), keyed, document.text or "") for key in keys.values())
    return replace(document, mentions=keyed, entities=tuple(entities))


def _entity(key: str, given: Entity | None, mentions: Sequence[Mention], text: str) -> Entity:
    """The entity with what was not predicted filled in; only ids that can be typed beside the key go out."""
    own = [m for m in mentions if m.entity == key]
    kind = (given and given.type) or next((m.type for m in own if m.type), None)
    name = (given and given.name) or entity_name(own, text, kind)
    kb = given.kb if given else None
    typed = parse_key(f"x {kb}") if kb else None
    return Entity(key, kind, name, kb if typed and typed.kb == kb else None)


def _can_be_typed(key: str) -> bool:
    found = parse_key(key)
    return found is not None and found.key == key


def _unused(key: str, taken: set[str]) -> str:
    n, name = 1, key
    while name in taken:
        n, name = n + 1, f"{key}-{n + 1}"
    return name


def _parquet(path: Path) -> Iterator[Document]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        for batch in pq.ParquetFile(path).iter_batches(500):
            yield from (parse(orjson.dumps(row), str(path)) for row in batch.to_pylist())
    except (OSError, pa.ArrowException) as error:
        raise InputError(f"{path}: no readable Parquet file: {error}") from None


def _require_same_text(place: str, predicted: Document, article: Document) -> None:
    text = article.text or ""
    other = predicted.text is not None and predicted.text != text
    if other or predicted.text_sha256 not in (None, hash_of(text)):
        raise InputError(f"{place}: document {article.id} was predicted on another text than the corpus has")


def _unknown_labels(document: Document, schema: Schema) -> Iterator[str]:
    types = {None, *(t.name for t in schema.mention.types)}
    levels = {None, *(v.name for v in schema.mention.levels)}
    kinds = {None, *(t.name for t in schema.event.types)}
    roles = frozenset(schema.role_names)
    for m in document.mentions or ():
        yield from (f"mention {m.id}: type {m.type}" for _ in (1,) if m.type not in types)
        yield from (f"mention {m.id}: level {m.level}" for _ in (1,) if m.level not in levels)
    for a in document.attributions or ():
        yield from (f"attribution {a.id}: {x}" for x in _unknown_values(a, schema.attribution.attributes))
    for e in document.events or ():
        yield from (f"event {e.id}: type {e.type}" for _ in (1,) if e.type not in kinds)
        yield from (f"event {e.id}: {x}" for x in _unknown_values(e, schema.event.attributes))
        yield from (f"event {e.id}: role {x.role}" for x in e.arguments if x.role not in roles)


def _unknown_values(item: object, attributes: Iterable[Attribute]) -> Iterator[str]:
    for attribute in attributes:
        value = getattr(item, attribute.name, None)
        if value not in (None, *(v.name for v in attribute.values)):
            yield f"{attribute.name} {value}"
