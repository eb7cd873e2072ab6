"""Labels from a lexicon: what was seen labelled is labelled again, the rest stays as it is.

Of words that overlap the longest from the left are taken. Mentions with the same words and type corefer.
The source of a cue is the nearest mention of its sentence that can be one, the content what is left of the
sentence on the side where that cue mostly has it. Events have no arguments.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quoth.baselines.lexicon import Cue, Gram, Label, Lexicon, run_of
from quoth.notation.entities import entity
from quoth.notation.forms import form
from quoth.tagger.page import Page, Run, page
from quoth.tagger.tagging import without_cycles
from quoth_eval.document import Attribution, Document, Event, Mention
from quoth_eval.errors import InputError


@dataclass(frozen=True)
class Labeller:
    """Labels documents with what a lexicon knows."""

    lexicon: Lexicon

    def __call__(self, document: Document) -> Document:
        """``document`` with its annotations replaced, in canonical order.

        Raises:
            InputError: the document has no text.
        """
        if document.text is None:
            raise InputError(f"{document.id}: there is no text to label")
        sheet = page(document)
        mentions = tuple(self._mentions(sheet))
        keys = sorted({m.entity for m in mentions if m.entity})
        labelled = replace(
            document,
            mentions=mentions,
            entities=tuple(entity(k, (m for m in mentions if m.entity == k), document.text) for k in keys),
            attributions=tuple(self._attributions(sheet, mentions)),
            events=tuple(self._events(sheet)),
        )
        return without_cycles(labelled).canonical()

    def _mentions(self, sheet: Page) -> Iterator[Mention]:
        for number, (run, name) in enumerate(_found(sheet, sheet.words, self.lexicon.names), start=1):
            span = sheet.span(run)
            key = f"{name.type or ''} {span.of(sheet.text).lower()}"
            yield Mention(f"m{number}", span.start, span.end, name.type, name.level, key)

    def _attributions(self, sheet: Page, mentions: Sequence[Mention]) -> Iterator[Attribution]:
        able = [m for m in mentions if m.type in self.lexicon.sources]
        for number, (run, cue) in enumerate(_found(sheet, sheet.lower, self.lexicon.cues), start=1):
            if (made := _attribution(sheet, run, cue, able)) is not None:
                yield replace(made, id=f"a{number}")

    def _events(self, sheet: Page) -> Iterator[Event]:
        for number, (run, known) in enumerate(_found(sheet, sheet.lower, self.lexicon.triggers), start=1):
            span = sheet.span(run)
            key = f"{known.type or ''} {span.of(sheet.text).lower()}"
            yield Event(f"v{number}", span.start, span.end, known.type, known.polarity, known.modality, key)


def _found(sheet: Page, words: Sequence[str], known: Mapping[Gram, Label]) -> Iterator[tuple[Run, Label]]:
    """Known words within the sentences, the longest from the left."""
    sizes = sorted({len(gram) for gram in known}, reverse=True)
    for sentence in sheet.sentences:
        at = sentence.first
        while at < sentence.last:
            fits = (n for n in sizes if at + n <= sentence.last and tuple(words[at : at + n]) in known)
            size = next(fits, 0)
            if size:
                yield Run(at, at + size), known[tuple(words[at : at + size])]
            at += size or 1


def _attribution(sheet: Page, run: Run, cue: Cue, able: Iterable[Mention]) -> Attribution | None:
    """The attribution of a cue; none where no content is left for it."""
    sentence = next(s for s in sheet.sentences if s.first <= run.first < s.last)
    runs = {m.id: run_of(sheet, m.span) for m in able}
    near = {i: r for i, r in runs.items() if sentence.first <= r.first and r.last <= sentence.last}
    source = min(near, key=lambda i: _distance(near[i], run, cue.before), default=None)
    content = _content(sheet, sentence, run, near.get(source or ""), cue.before)
    if content is None:
        return None
    spans, contents = (sheet.span(run),), (sheet.span(content),)
    return Attribution(
        "",
        spans,
        () if source is None else (source,),
        contents,
        attitude=cue.attitude,
        form=form(spans, contents, sheet.text, sheet.marks),
        stance=cue.stance,
        modality=cue.modality,
    )


def _distance(mention: Run, cue: Run, before: bool) -> tuple[bool, int, int]:
    """How far a mention is from being the cue's source: across the cue from the content comes first."""
    after = mention.first >= cue.last
    gap = mention.first - cue.last if after else cue.first - mention.last
    return after != before, abs(gap), mention.first


def _content(sheet: Page, sentence: Run, cue: Run, source: Run | None, before: bool) -> Run | None:
    """The rest of the sentence before or after the cue, without the source."""
    if before:
        end = source.first if source is not None and source.first < cue.first else cue.first
        return sheet.trim(sentence.first, end)
    start = source.last if source is not None and source.last > cue.last else cue.last
    return sheet.trim(start, sentence.last)
