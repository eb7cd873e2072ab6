"""Each score in a line, for ``quoth score --help`` and whoever shows scores; imports nothing heavy."""

GLOSSES = {
    "documents.gold": "documents of gold",
    "documents.pred": "documents of the predictions",
    "documents.missing": "documents only gold has: all their annotations are missed",
    "documents.extra": "documents only the predictions have: all theirs are false alarms",
    "documents.duplicates": "repeated items that events and coreference count once, as their references do",
    "entities.strict": "mentions: same span and type",
    "entities.exact": "mentions: same span",
    "entities.type": "mentions: overlapping spans of the same type, one to one",
    "entities.partial": "mentions: 1 for the same span, 0.5 for an overlap, one to one",
    "entities.bio.default": "with --bio: what seqeval prints for the mentions as BIO tags",
    "entities.bio.strict": "with --bio: the same, in its strict IOB2 mode",
    "coref.mentions": "mention spans that belong to an entity",
    "coref.muc": "links that join each entity's mentions (Vilain et al. 1995)",
    "coref.b3": "for each mention, how much of its entity is right (Bagga and Baldwin 1998)",
    "coref.ceafm": "mentions in entities aligned one to one (Luo 2005)",
    "coref.ceafe": "similarity of entities aligned one to one (Luo 2005)",
    "coref.blanc": "coreferent and non-coreferent pairs, the mean of both (Recasens and Hovy 2011)",
    "coref.lea": "links of each entity, weighted by its size (Moosavi and Strube 2016)",
    "coref.conll": "the mean F1 of muc, b3 and ceafe",
    "linking": "mention span and the knowledge-base id of its entity",
    "attribution.unit": "attributions with the same cue, source spans and content",
    "attribution.cue.exact": "aligned attributions: the same tokens as cue",
    "attribution.cue.token": "aligned attributions: tokens of the cues",
    "attribution.source.exact": "aligned attributions: the same tokens as source",
    "attribution.source.token": "aligned attributions: tokens of the sources",
    "attribution.content.exact": "aligned attributions: the same tokens as content",
    "attribution.content.token": "aligned attributions: tokens of the contents",
    "attribution.source.entity": "aligned attributions: the source is the right entity, whichever mention",
    "attribution.edge": "which attribution is reported within which",
    "attribution.chain": "whole chains of sources as entities, outermost to innermost",
    "attribution.attitude": "aligned attributions: the same attitude, where both sides have one",
    "attribution.form": "aligned attributions: the same form",
    "attribution.stance": "aligned attributions: the same stance",
    "attribution.modality": "aligned attributions: the same modality",
    "events.trigger_id": "TextEE's TI: trigger span",
    "events.trigger_cls": "TextEE's TC: trigger span and event type",
    "events.argument_id": "TextEE's AI: event type and argument span",
    "events.argument_cls": "TextEE's AC: event type, argument span and role",
    "events.argument_attached_id": "TextEE's AI+: trigger span, event type and argument span",
    "events.argument_attached_cls": "TextEE's AC+: trigger span, event type, argument span and role",
    "events.polarity": "triggers matched with their type: the same polarity",
    "events.modality": "triggers matched with their type: the same modality",
    "events.coref": "clusters of events over trigger spans; the scores of coref",
    "claims": "who says that what happened: trigger, type, chain of sources, stance, polarity, modality",
    "claims.gold_events": "claims, over the events found with their type only",
}

FAMILIES = {
    "entities.per_type.T.strict": "entities.strict for each type T; their counts add up to the whole",
    "attribution.by_depth.N": "units and roles by depth of nesting in gold, 0 for the outermost",
    "attribution.by_form.F": "units and roles by form (direct, indirect, mixed)",
}
"""Scores that there is one of for each label that occurs."""


def gloss(name: str) -> str | None:
    """What a score counts as a match; for one of many under a heading, that of the heading.

    >>> gloss("events.coref.muc")
    'clusters of events over trigger spans; the scores of coref'
    """
    while name and name not in GLOSSES:
        name = name.rpartition(".")[0]
    return GLOSSES.get(name)


def listed() -> str:
    """All scores, one a line, aligned."""
    every = {**GLOSSES, **FAMILIES}
    width = max(len(name) for name in every)
    return "\n".join(f"{name:<{width}}  {words}" for name, words in every.items())
