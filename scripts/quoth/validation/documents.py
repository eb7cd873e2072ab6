"""Rules about the document as a whole: that it holds together, and that it is what was labelled."""

from collections.abc import Iterator
from itertools import pairwise

from quoth.importing.normalise import normalise
from quoth.validation.rule import Annotation, Case, Check, Hit, Level, named, rule, spans_of
from quoth_eval.annotation_lines import surface
from quoth_eval.errors import InputError

_INTEGRITY: dict[str, tuple[Level, str]] = {
    "bad-document-id": (
        "error",
        "An id has 1 to 100 of A-Z a-z 0-9 . _ - and begins with a letter or digit.",
    ),
    "hash-mismatch": ("error", "The text has the SHA-256 that the article states."),
    "empty-span": ("error", "Every span ends after it starts."),
    "span-outside-text": ("error", "Every span lies inside the text."),
    "dangling-entity": ("error", "The entity that a mention refers to is listed."),
    "dangling-source": ("error", "Every source is a mention of the document."),
    "dangling-addressee": ("error", "Every addressee is a mention of the document."),
    "dangling-relay": ("error", "The attribution that another relays is there."),
    "dangling-argument": ("error", "Every argument is a mention of the document."),
}


def _integrity_check(rule_id: str) -> Check:
    def check(case: Case) -> Iterator[Hit]:
        found = (p for p in case.problems if p.rule == rule_id)
        yield from (Hit(p.message, p.annotation, p.spans, p.field) for p in found)

    return check


for _id, (_level, _says) in _INTEGRITY.items():
    rule(_id, _level, _says)(_integrity_check(_id))


@rule(
    "duplicate-id",
    "error",
    "No two mentions, attributions or events share an id, nor two entities.",
)
def _duplicate_id(case: Case) -> Iterator[Hit]:
    namespaces: tuple[tuple[Annotation, ...], ...] = (case.regions, case.entities)
    for items in namespaces:
        first: dict[str, str] = {}
        for item in items:
            if item.id in first:
                message = f"the id is taken by {first[item.id]} already"
                yield Hit(message, named(item), spans_of(item), "id")
            first.setdefault(item.id, named(item))


@rule(
    "text-not-normalised", "error", "The text is NFC, with \\n line ends and no padding, as import makes it."
)
def _text_not_normalised(case: Case) -> Iterator[Hit]:
    if case.text is None:
        return
    try:
        if normalise(case.text) != case.text:
            yield Hit("differs from its normal form; import it again")
    except InputError as error:
        yield Hit(str(error))


@rule("layout-overlap", "error", "Sections do not overlap one another, nor do sentences or tokens.")
def _layout_overlap(case: Case) -> Iterator[Hit]:
    for name in ("sections", "sentences", "tokens"):
        parts = sorted((p.start, p.end) for p in getattr(case.document, name))
        for n, (one, following) in enumerate(pairwise(parts)):
            if following[0] < one[1]:
                yield Hit(f"number {n + 2} begins at {following[0]}, before {one[1]}", field=name)


@rule("sentence-crosses-section", "error", "Every sentence lies in one section.")
def _sentence_crosses_section(case: Case) -> Iterator[Hit]:
    sections = case.document.sections
    for n, s in enumerate(case.document.sentences if sections else ()):
        if not any(p.start <= s.start and s.end <= p.end for p in sections):
            yield Hit("lies in no single section", spans=(s,), field=f"sentences[{n}]")


@rule("surface-mismatch", "error", "The words that a line shows are those at its offsets.")
def _surface_mismatch(case: Case) -> Iterator[Hit]:
    for item, stated in case.surfaces:
        if case.text is not None and (found := surface(item, case.text)) != stated:
            yield Hit(f"the line says {stated!r}, the text {found!r}", named(item), spans_of(item), "text")


@rule("surface-withheld", "error", "The lines of a withheld article show no words of it.")
def _surface_withheld(case: Case) -> Iterator[Hit]:
    for item, _ in case.surfaces if case.withheld else ():
        yield Hit("shows words of a text that may not be passed on", named(item), spans_of(item), "text")
