"""From a text to a document with all layers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from quoth.notation.entities import entity
from quoth.notation.forms import form
from quoth.tagger import lexicon as words
from quoth.tagger.candidates import Candidate, Candidates
from quoth.tagger.happenings import Happening, happenings
from quoth.tagger.names import names
from quoth.tagger.page import Page, page
from quoth.tagger.phrases import noun_phrases, pronouns, times
from quoth.tagger.references import entity_keys
from quoth.tagger.reports import Report, reports
from quoth_eval.document import Argument, Attribution, Document, Event, Mention, Span
from quoth_eval.errors import InputError
from quoth_eval.nesting import CycleError
from quoth_eval.reporting import Reporting


def tag(document: Document) -> Document:
    """``document`` with its annotations replaced by those of the rules, in canonical order.

    It uses the document's sentences where it has them. The same text always gives the same labels, every span
    lies inside the text, every reference is there, and no attributions report each other in a circle.

    Raises:
        InputError: the document has no text.
    """
    if document.text is None:
        raise InputError(f"{document.id}: there is no text to tag")
    sheet, lexicon = page(document), words.load()
    named = (*names(sheet, lexicon), *times(sheet, lexicon))
    others = (*noun_phrases(sheet, lexicon, named), *pronouns(sheet, lexicon, named))
    candidates = Candidates(sheet, tuple(sorted({*named, *others}, key=_place)))
    told, happened = reports(sheet, lexicon, candidates), happenings(sheet, lexicon, candidates)
    keys = entity_keys(sheet, candidates.all)
    ids = {c: f"m{n}" for n, c in enumerate(_kept(candidates.all, keys, told, happened), start=1)}
    mentions = tuple(_mention(sheet, c, ids[c], keys[c]) for c in ids)
    tagged = replace(
        document,
        mentions=mentions,
        entities=tuple(
            entity(key, [m for m in mentions if m.entity == key], document.text)
            for key in sorted({m.entity for m in mentions if m.entity})
        ),
        attributions=tuple(_attributions(sheet, told, ids)),
        events=tuple(_event(sheet, h, f"v{n}", ids) for n, h in enumerate(happened, start=1)),
    )
    return without_cycles(tagged).canonical()


def without_cycles(document: Document) -> Document:
    """The document without attributions that report each other: of each circle the last one goes."""
    while document.attributions:
        try:
            Reporting(document).parent(document.attributions[0])
            break
        except CycleError as error:
            last = max(error.members)
            kept = tuple(a for i, a in enumerate(document.attributions) if i != last)
            document = replace(document, attributions=kept)
    return document


def _place(candidate: Candidate) -> tuple[int, int, str, str]:
    return candidate.first, -candidate.last, candidate.level, candidate.type


def _kept(
    candidates: Iterable[Candidate],
    keys: Mapping[Candidate, str],
    told: Iterable[Report],
    happened: Iterable[Happening],
) -> list[Candidate]:
    """Names and times; other phrases only where something links to them or to their entity."""
    used = {c for r in told for c in (r.source, r.addressee) if c is not None}
    used |= {c for h in happened for _, c in h.arguments}
    entities = {keys[c] for c in used}
    return [
        c for c in candidates if c.level == "NAM" or c in used or (c.level == "NOM" and keys[c] in entities)
    ]


def _mention(sheet: Page, candidate: Candidate, ident: str, key: str) -> Mention:
    first, last = sheet.tokens[candidate.first].start, sheet.tokens[candidate.last - 1].end
    return Mention(ident, first, last, candidate.type, candidate.level, key)


def _attributions(sheet: Page, told: Sequence[Report], ids: Mapping[Candidate, str]) -> Iterable[Attribution]:
    for number, report in enumerate(told, start=1):
        cue = () if report.cue is None else (sheet.span(report.cue),)
        content: tuple[Span, ...] = tuple(sorted({sheet.span(run) for run in report.content}))
        yield Attribution(
            f"a{number}",
            cue,
            () if report.source is None else (ids[report.source],),
            content,
            () if report.addressee is None else (ids[report.addressee],),
            None,
            report.attitude,
            form(cue, content, sheet.text, sheet.marks),
            report.stance,
            report.modality,
        )


def _event(sheet: Page, happening: Happening, ident: str, ids: Mapping[Candidate, str]) -> Event:
    span = sheet.tokens[happening.token]
    return Event(
        ident,
        span.start,
        span.end,
        happening.trigger.type,
        happening.polarity,
        happening.modality,
        f"{happening.trigger.type.lower()}-{happening.trigger.lemma}",
        tuple(Argument(role, ids[c]) for role, c in happening.arguments),
    )
