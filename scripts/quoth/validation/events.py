"""Rules about events."""

from collections import Counter
from collections.abc import Iterator

from quoth.validation.rule import Case, Hit, named, rule


@rule("trigger-outside-sentence", "error", "A trigger lies in one sentence.", "EVT-02")
def _trigger_outside_sentence(case: Case) -> Iterator[Hit]:
    for e in case.events if case.document.sentences else ():
        if not any(s.start <= e.start and e.end <= s.end for s in case.document.sentences):
            yield Hit("lies in no single sentence", named(e), (e.span,))


@rule("argument-outside-sentence", "warning", "Arguments come from the trigger's own sentence.", "EVT-06")
def _argument_outside_sentence(case: Case) -> Iterator[Hit]:
    for e in case.events if case.document.sentences else ():
        own = case.sentences_of((e.span,))
        for n, argument in enumerate(e.arguments):
            m = case.mention.get(argument.mention)
            if m is not None and not own & case.sentences_of((m.span,)):
                message = f"its {argument.role}, {named(m)}, is in another sentence"
                yield Hit(message, named(e), (m.span,), f"arguments[{n}]")


@rule("duplicate-event", "error", "No two events have the same trigger and type.", "EVT-04")
def _duplicate_event(case: Case) -> Iterator[Hit]:
    first: dict[tuple[int, int, str | None], str] = {}
    for e in case.events:
        key = (e.start, e.end, e.type)
        if key in first:
            yield Hit(f"is the same as event {first[key]}", named(e), (e.span,))
        first.setdefault(key, e.id)


@rule("duplicate-argument", "error", "A mention fills a role of an event once.")
def _duplicate_argument(case: Case) -> Iterator[Hit]:
    for e in case.events:
        for argument, n in Counter(e.arguments).items():
            if n > 1:
                message = f"mention {argument.mention} is its {argument.role} {n} times"
                yield Hit(message, named(e), (e.span,), "arguments")


@rule("cluster-type-mismatch", "error", "The events of a cluster have one type.", "EVT-12")
def _cluster_type_mismatch(case: Case) -> Iterator[Hit]:
    first: dict[str, tuple[str, str]] = {}
    for e in case.events:
        if e.cluster is not None and e.type is not None:
            other, kind = first.setdefault(e.cluster, (e.id, e.type))
            if kind != e.type:
                message = f"is {e.type}, but event {other} of its cluster {e.cluster} is {kind}"
                yield Hit(message, named(e), (e.span,), "cluster")
