"""Document to notation."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from quoth.notation import reading
from quoth.notation.anchors import Anchors
from quoth.notation.entities import entity
from quoth.notation.forms import form
from quoth.notation.references import References
from quoth.notation.syntax import NOTHING, escaped
from quoth_eval.document import Attribution, Document, Event, Mention, Span
from quoth_eval.errors import InputError
from quoth_eval.quotes import quoted


def write(document: Document, *, inline: bool = False) -> str:
    """The annotations of ``document`` as notation, block by block in text order; ``read`` gives them back.

    With ``inline`` the text goes along as ``=`` lines; without, ``@`` lines refer to it and a comment shows
    each line. Two things cannot be told: that a layer is absent (it comes back empty), and that an entity
    which mentions name is not listed (it comes back listed).

    Raises:
        InputError: the document has no text.
    """
    if document.text is None:
        raise InputError(f"{document.id}: without its text nothing can be written by its words")
    writer = _Writer(document.canonical(), document.text)
    blocks = writer.statements()
    lines: list[str] = []
    for number, line in enumerate(document.text.split("\n"), start=1):
        if inline:
            lines.append(f"= {line}" if line else "=")
        elif number in blocks:
            lines += [f"@{number}", f"# {line}"]
        lines += blocks.get(number, [])
    return "\n".join((*lines, *writer.entities(), ""))


class _Writer:
    def __init__(self, document: Document, text: str) -> None:
        self._document, self._text = document, text
        self._anchors, self._marks = Anchors(text), quoted(text)
        self._mentions = {m.id: m for m in document.mentions or ()}
        self._references = References(self._anchors, self._mentions.values())

    def statements(self) -> Mapping[int, list[str]]:
        """The statements of every line that has any."""
        blocks: dict[int, list[str]] = defaultdict(list)
        for count, mention in enumerate(self._mentions.values(), start=1):
            block = self._anchors.line_of(mention.start)
            blocks[block].append(self._mention(mention, block, f"m{count}"))
        for count, attribution in enumerate(self._document.attributions or (), start=1):
            block = self._anchors.line_of(
                next((s.start for s in (*attribution.cue, *attribution.content)), 0)
            )
            blocks[block].append(self._attribution(attribution, block, f"a{count}"))
        for count, event in enumerate(self._document.events or (), start=1):
            block = self._anchors.line_of(event.start)
            blocks[block].append(self._event(event, block, f"v{count}"))
        return blocks

    def entities(self) -> Iterable[str]:
        """A statement for each entity that its mentions do not give as it is."""
        groups: dict[str | None, list[Mention]] = defaultdict(list)
        for mention in self._mentions.values():
            groups[mention.entity].append(mention)
        for given in self._document.entities or ():
            derived = entity(given.id, groups.get(given.id, ()), self._text)
            fields = {
                name: _word(getattr(given, name))
                for name in ("type", "kb")
                if getattr(given, name) != getattr(derived, name)
            }
            if given.name != derived.name:
                fields["name"] = NOTHING if given.name is None else escaped(given.name)
            if fields or given.id not in groups:
                yield _statement("k", [_word(given.id)], [], fields)

    def _mention(self, mention: Mention, block: int, default: str) -> str:
        words = [_word(mention.type), _word(mention.level), _word(mention.entity)]
        head = [self._anchors.describe(mention.span, block), *_id(mention.id, default)]
        return _statement("m", head, words, {})

    def _attribution(self, attribution: Attribution, block: int, default: str) -> str:
        fields = {
            "source": self._references_to(attribution.sources, block),
            "to": self._references_to(attribution.addressees, block),
            "content": self._spans(attribution.content, block),
            "relays": "" if attribution.relays is None else f"#{_word(attribution.relays)}",
        }
        defaults = {
            "attitude": reading.ATTITUDE,
            "form": form(attribution.cue, attribution.content, self._text, self._marks),
            "stance": reading.STANCE,
            "modality": reading.MODALITY,
        }
        head = [self._spans(attribution.cue, block) or NOTHING, *_id(attribution.id, default)]
        return _statement("a", head, [], {**fields, **_unusual(attribution, defaults)})

    def _event(self, event: Event, block: int, default: str) -> str:
        words = [_word(event.type)] if event.type is not None or event.cluster != event.id else []
        words += [_word(event.cluster)] if event.cluster != event.id else []
        roles: dict[str, list[str]] = defaultdict(list)
        for argument in event.arguments:
            roles[argument.role].append(argument.mention)
        fields = {role: self._references_to(ids, block) for role, ids in roles.items()}
        defaults = {"polarity": reading.POLARITY, "modality": reading.MODALITY}
        head = [self._anchors.describe(event.span, block), *_id(event.id, default)]
        return _statement("e", head, words, {**fields, **_unusual(event, defaults)})

    def _spans(self, spans: Iterable[Span], block: int) -> str:
        return " | ".join(self._anchors.describe(s, block) for s in spans)

    def _references_to(self, ids: Iterable[str], block: int) -> str:
        return " | ".join(self._references.describe(self._mentions[i], block) for i in ids)


def _statement(kind: str, head: list[str], words: list[str], fields: Mapping[str, str]) -> str:
    said = [" ".join(words)] if words else []
    said += [f"{name}={value}" for name, value in fields.items() if value]
    return f"{kind} {' '.join(head)}" + (f" : {'; '.join(said)}" if said else "")


def _unusual(item: Attribution | Event, defaults: Mapping[str, str]) -> dict[str, str]:
    return {n: _word(getattr(item, n)) for n, default in defaults.items() if getattr(item, n) != default}


def _id(ident: str, default: str) -> list[str]:
    return [] if ident == default else [f"#{_word(ident)}"]


def _word(value: str | None) -> str:
    return NOTHING if value is None else escaped(value, word=True)
