"""The four configurations of the dataset: every column with its type and its meaning."""

from quoth.dataset.types import (
    BOOL,
    INT,
    SPANS,
    STRING,
    STRINGS,
    Column,
    Configuration,
    Labels,
    ListOf,
    Plain,
    Struct,
)
from quoth.schema import Schema
from quoth_eval import bio


def configurations(schema: Schema) -> tuple[Configuration, ...]:
    """The configurations in their order, ``documents`` (the default) first; tags come from the scheme.

    >>> from quoth.schema import load
    >>> [c.name for c in configurations(load())]
    ['documents', 'tokens', 'attributions', 'claims']
    """
    return (DOCUMENTS, _tokens(schema), ATTRIBUTIONS, CLAIMS)


def _texts(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, STRING) for name in names)


def _span() -> tuple[Column, ...]:
    return Column("start", INT), Column("end", INT)


_MENTION = Struct((*_texts("id"), *_span(), *_texts("type", "level", "entity")))
_ENTITY = Struct(_texts("id", "type", "name", "kb"))
_ATTRIBUTION = Struct(
    (
        Column("id", STRING),
        Column("cue", SPANS),
        Column("sources", STRINGS),
        Column("content", SPANS),
        Column("addressees", STRINGS),
        *_texts("relays", "attitude", "form", "stance", "modality", "parent"),
    )
)
_EVENT = Struct(
    (
        Column("id", STRING),
        *_span(),
        *_texts("type", "polarity", "modality", "cluster"),
        Column("arguments", ListOf(Struct(_texts("role", "mention")))),
    )
)

DOCUMENTS = Configuration(
    "documents",
    "one article with its annotations",
    (
        Column("id", STRING, "the article's id"),
        Column("text", STRING, "the text that every offset points into; null where it is withheld"),
        Column("text_sha256", STRING, "SHA-256 of the text in UTF-8"),
        Column("title", STRING),
        Column("publisher", STRING),
        Column("published", STRING, "ISO 8601, as exact as it is known"),
        Column("url", STRING),
        Column("language", STRING),
        Column("license", STRING, "licence of the text (SPDX)"),
        Column("genre", STRING, "kind of article"),
        Column("story", STRING, "articles with the same story tell of the same events"),
        Column("sections", ListOf(Struct((*_span(), Column("kind", STRING)))), "headline, lead, body, …"),
        Column("sentences", SPANS),
        Column("tokens", SPANS, "no white space is in a token"),
        Column("mentions", ListOf(_MENTION), "spans that refer to an entity; they nest"),
        Column("entities", ListOf(_ENTITY), "what mentions refer to; the same key corefers"),
        Column(
            "attributions",
            ListOf(_ATTRIBUTION),
            "who (ids of mentions) says with which cue what content; `parent` is derived",
        ),
        Column("events", ListOf(_EVENT), "triggers with their arguments (ids of mentions)"),
    ),
)

_ATTRIBUTED = (
    Column("depth", INT, "length of the chain"),
    Column(
        "chain",
        STRINGS,
        "names of the sources, outermost first; joint ones with `; ` between them, null without a source",
    ),
    Column("chain_ids", STRINGS, "the attributions of the chain"),
)
_ARTICLE = (Column("publisher", STRING), Column("published", STRING))


def _mentions(role: str) -> tuple[Column, ...]:
    """Parallel lists that tell of the mentions in a role."""
    return (
        Column(f"{role}_texts", STRINGS, f"words of each {role}; null where the text is withheld"),
        Column(f"{role}_mentions", STRINGS, "ids of the mentions"),
        Column(f"{role}_entities", STRINGS, "keys of their entities"),
        Column(f"{role}_names", STRINGS, "names of the entities"),
        Column(f"{role}_types", STRINGS, "types of the mentions"),
        Column(f"{role}_kbs", STRINGS, "Wikidata or other ids of the entities"),
    )


ATTRIBUTIONS = Configuration(
    "attributions",
    "one attribution",
    (
        Column("document_id", STRING),
        Column("id", STRING),
        Column("cue", STRING, "the words that attribute, fragments joined by ` … `"),
        Column("content", STRING, "what is said, fragments joined by ` … `"),
        *_mentions("source"),
        Column("source_class", STRING, "named (the article names a source), unnamed, none (not expressed)"),
        *_mentions("addressee"),
        Column("attitude", STRING),
        Column("form", STRING),
        Column("stance", STRING),
        Column("modality", STRING),
        Column("parent", STRING, "the attribution that this one is reported in"),
        Column("relays", STRING, "the attribution that this one passes on (“as quoted by”)"),
        *_ATTRIBUTED,
        Column("quoted", STRINGS, "the parts of the content in quotation marks"),
        Column("cue_spans", SPANS),
        Column("content_spans", SPANS),
        *_ARTICLE,
    ),
)

CLAIMS = Configuration(
    "claims",
    "one event, with the chain of sources that says it",
    (
        Column("document_id", STRING),
        Column("id", STRING, "the event's id"),
        Column("trigger", STRING, "the word that says what happened"),
        Column("type", STRING),
        Column("polarity", STRING, "as worded in the content: nothing is flipped by a denial"),
        Column("modality", STRING, "as worded in the content"),
        Column("cluster", STRING, "events of one article with the same key are the same event"),
        Column("stance", STRING, "of the innermost attribution; null where the author says it"),
        *_ATTRIBUTED,
        Column("by_author", BOOL, "no attribution: the article itself says it"),
        Column("source_entities", STRINGS, "keys of the innermost sources' entities"),
        Column("argument_roles", STRINGS),
        *_mentions("argument"),
        Column("sentence", STRING, "the sentence of the trigger"),
        Column("start", INT),
        Column("end", INT),
        *_ARTICLE,
    ),
)


def _tags(names: tuple[str, ...]) -> ListOf:
    return ListOf(Labels(tuple(bio.labels(names))))


def _tokens(schema: Schema) -> Configuration:
    mention_types = tuple(t.name for t in schema.mention.types)
    event_types = tuple(t.name for t in schema.event.types)
    return Configuration(
        "tokens",
        "one sentence",
        (
            Column("document_id", STRING),
            Column("sentence", INT, "number of the sentence from 0; null for words between two sentences"),
            Column("tokens", STRINGS, "null where the text is withheld"),
            Column("entity_tags", _tags(mention_types), "BIO tags of mentions with their types"),
            Column("cue_tags", _tags((bio.CUE,)), "BIO tags of attribution cues, each fragment by itself"),
            Column("trigger_tags", _tags(event_types), "BIO tags of event triggers with their types"),
            Column("token_starts", ListOf(Plain("int32")), "offsets into the article's text"),
            Column("token_ends", ListOf(Plain("int32"))),
        ),
    )
