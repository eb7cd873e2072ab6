"""Articles with labels for the benches of Label Studio: as long and as densely labelled as short news."""

import random

from quoth_eval.document import Argument, Attribution, Document, Event, Mention, Span

_PEOPLE = ("Ana Belo", "Ruth Aldous", "the mayor", "crews", "the governor", "Vila", "The Herald", "drones")
_TYPES = ("PER", "PER", "PER", "ORG", "PER", "GPE", "MEDIA", "WEA")
_LEVELS = ("NAM", "NAM", "NOM", "NOM", "NOM", "NAM", "NAM", "NOM")
_FILLER = ("yesterday", "near", "the", "old", "harbour", "after", "days", "of", "heavy", "rain", "along")
_SENTENCES = 5


def labelled(number: int) -> Document:
    """Document ``number``: the same number gives the same document."""
    draw = random.Random(number)  # noqa: S311 - no secrets
    text, mentions, attributions, events = "", [], [], []
    for n in range(_SENTENCES):
        source, agent, patient = (draw.randrange(len(_PEOPLE)) for _ in range(3))
        filler = " ".join(draw.choices(_FILLER, k=draw.randint(40, 110)))
        words = (_PEOPLE[source], " said that ", _PEOPLE[agent], " struck ", _PEOPLE[patient], f" {filler}")
        at = [len(text)]
        for word in words:
            at.append(at[-1] + len(word))
        text += "".join(words) + ".\n"
        for i, (who, place) in enumerate(((source, 0), (agent, 2), (patient, 4))):
            key = _PEOPLE[who].lower().replace(" ", "-")
            span = at[place], at[place + 1]
            mentions.append(Mention(f"m{3 * n + i}", *span, _TYPES[who], _LEVELS[who], key))
        cue = Span(at[1] + 1, at[1] + 5)
        attributions.append(
            Attribution(
                f"a{n}",
                (cue,),
                (f"m{3 * n}",),
                (Span(at[2], at[6]),),
                attitude="assertion",
                form="indirect",
                stance="affirms",
                modality="asserted",
            )
        )
        arguments = (Argument("agent", f"m{3 * n + 1}"), Argument("patient", f"m{3 * n + 2}"))
        trigger = at[3] + 1, at[3] + 7
        events.append(Event(f"v{n}", *trigger, "Strike", "positive", "asserted", None, arguments))
    return Document(
        f"made-up-{number:05}",
        text,
        mentions=tuple(mentions),
        attributions=tuple(attributions),
        events=tuple(events),
    ).canonical()
