"""The rule of the guidelines that decides a dispute of some kind, by layer."""

from collections.abc import Mapping

CITED: Mapping[str, Mapping[str, str]] = {
    "entities": {
        "mention": "ENT-02",
        "span": "ENT-07",
        "level": "ENT-10",
        "type": "ENT-13",
        "entity type": "ENT-12",
        "coreference": "ENT-15",
        "entity": "ENT-15",
        "kb": "ENT-17",
    },
    "attributions": {
        "attribution": "ATT-01",
        "cue": "ATT-04",
        "content": "ATT-07",
        "relays": "ATT-10",
        "source": "ATT-11",
        "addressee": "ATT-15",
        "attitude": "ATT-16",
        "form": "ATT-17",
        "stance": "ATT-18",
        "modality": "ATT-19",
    },
    "events": {
        "event": "EVT-01",
        "span": "EVT-02",
        "type": "EVT-04",
        "polarity": "EVT-11",
        "modality": "EVT-11",
        "coreference": "EVT-12",
        "place": "EVT-09",
        "origin": "EVT-09",
        "destination": "EVT-09",
        "time": "EVT-10",
    },
}
_ARGUMENTS = "EVT-06"


def guideline(layer: str, rule: str) -> str | None:
    """Where to read on when annotators have something differently; ``None`` where the guidelines are silent.

    >>> guideline("events", "type"), guideline("events", "patient"), guideline("entities", "name")
    ('EVT-04', 'EVT-06', None)
    """
    return CITED[layer].get(rule, _ARGUMENTS if layer == "events" else None)
