"""Rules about attributions: their parts, and how they hold one another."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from quoth.validation.rule import Case, Hit, named, rule
from quoth_eval.document import Attribution, Span
from quoth_eval.errors import InputError
from quoth_eval.nesting import CycleError
from quoth_eval.reporting import Reporting

_NO_CONTENT = "declined"


@rule("attribution-empty", "error", "An attribution has a cue or a content.", "ATT-05")
def _attribution_empty(case: Case) -> Iterator[Hit]:
    for a in case.attributions:
        if not a.cue and not a.content:
            yield Hit("has neither cue nor content", named(a))


@rule(
    "cue-without-content",
    "warning",
    "A cue has a content, unless the source declines to say anything.",
    "ATT-30",
)
def _cue_without_content(case: Case) -> Iterator[Hit]:
    for a in case.attributions:
        if a.cue and not a.content and a.attitude != _NO_CONTENT:
            yield Hit("has a cue but no content", named(a), a.cue, "content")


@rule("fragments-overlap", "error", "The fragments of a cue do not overlap, nor do those of a content.")
def _fragments_overlap(case: Case) -> Iterator[Hit]:
    for a in case.attributions:
        for name, spans in (("cue", a.cue), ("content", a.content)):
            for one, following in pairwise(sorted(spans)):
                if following.start < one.end:
                    yield Hit("two fragments overlap", named(a), (one, following), name)


@rule("cue-in-content", "warning", "The content leaves out the cue that introduces it.", "ATT-07")
def _cue_in_content(case: Case) -> Iterator[Hit]:
    for a in case.attributions:
        shared = [c for c in a.cue for x in a.content if c.start < x.end and x.start < c.end]
        if shared:
            yield Hit("the content covers words of its own cue", named(a), tuple(shared), "content")


@rule("duplicate-attribution", "error", "No two attributions have the same cue, content and sources.")
def _duplicate_attribution(case: Case) -> Iterator[Hit]:
    first: dict[tuple[object, ...], str] = {}
    for a in case.attributions:
        key = (tuple(sorted(a.cue)), tuple(sorted(a.content)), tuple(sorted(a.sources)))
        if key in first:
            yield Hit(f"is the same as attribution {first[key]}", named(a), _anchor(a))
        first.setdefault(key, a.id)


@rule("relay-cycle", "error", "No attribution relays itself, through others or directly.", "ATT-10")
def _relay_cycle(case: Case) -> Iterator[Hit]:
    seen: set[str] = set()
    for ring in _relay_rings(case):
        if not seen.intersection(ring):
            a = next(x for x in case.attributions if x.id == ring[0])
            yield Hit(f"relays itself: {' > '.join((*ring, ring[0]))}", named(a), _anchor(a), "relays")
        seen.update(ring)


def _relay_rings(case: Case) -> Iterator[tuple[str, ...]]:
    relays = {a.id: a.relays for a in case.attributions}
    for start in relays:
        path = [start]
        while (inner := relays.get(path[-1])) is not None and inner not in path:
            path.append(inner)
        if inner == start:
            yield tuple(path)


@rule("parent-cycle", "error", "No two attributions hold each other.", "ATT-09")
def _parent_cycle(case: Case) -> Iterator[Hit]:
    if any(True for _ in _relay_rings(case)) or not case.attributions:
        return
    try:
        Reporting(case.document).chain(case.attributions[0])
    except CycleError as error:
        ring = [case.attributions[i] for i in error.members]
        names = " > ".join(a.id for a in (*ring, ring[0]))
        yield Hit(f"is its own ancestor: {names}", named(ring[0]), _anchor(ring[0]))
    except InputError:
        return  # a dangling relay, which has a rule of its own


@rule("relayed-twice", "error", "An attribution is relayed by one other at most.", "ATT-10")
def _relayed_twice(case: Case) -> Iterator[Hit]:
    relayers = defaultdict[str, list[str]](list)
    for a in case.attributions:
        if a.relays is not None:
            relayers[a.relays].append(a.id)
    for a in case.attributions:
        if len(by := relayers[a.id]) > 1:
            yield Hit(f"is relayed by {', '.join(by)}", named(a), _anchor(a))


@rule(
    "source-outside-sentence",
    "warning",
    "A source stands in a sentence of the cue (or of the content).",
    "ATT-11",
)
def _source_outside_sentence(case: Case) -> Iterator[Hit]:
    for a in case.attributions if case.document.sentences else ():
        near = case.sentences_of(_anchor(a))
        for source in (case.mention[i] for i in a.sources if i in case.mention):
            if not near & case.sentences_of((source.span,)):
                yield Hit(
                    f"its source, {named(source)}, is in another sentence",
                    named(a),
                    (source.span,),
                    "sources",
                )


def _anchor(attribution: Attribution) -> tuple[Span, ...]:
    return attribution.cue or attribution.content
