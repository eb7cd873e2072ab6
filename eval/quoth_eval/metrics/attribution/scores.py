"""All attribution scores of a pair of inputs."""

from quoth_eval.columns import Pair
from quoth_eval.metrics.attribution import attributes, links, roles, slices, sources
from quoth_eval.metrics.attribution.alignment import aligned
from quoth_eval.metrics.attribution.outcomes import Outcome, counts
from quoth_eval.metrics.attribution.units import ATTRIBUTES
from quoth_eval.metrics.measure import PRF, Accuracy, Floats, Measure, Path, Statistics
from quoth_eval.metrics.metric import Options


def statistics(pair: Pair, options: Options) -> Statistics:
    """The counts of ``attribution``: units, roles, sources as entities, attributes, nesting, and slices.

    Whole units are compared as in PolNeAR (Newell, Margolin and Ruths 2018), but as sets of tokens; all else
    is over units aligned one to one (:func:`~quoth_eval.metrics.attribution.alignment.aligned`), as CEAF
    aligns entities (Luo 2005). A score is undefined (0/0) where neither side has anything to count. A unit
    without a token in any role counts only as a whole.

    Raises:
        CycleError: attributions that report each other in a circle; it names the side, the document and them.

    >>> from quoth_eval.inputs.arrow import SCHEMA
    >>> from quoth_eval.inputs.lines import table
    >>> from quoth_eval.pairing import pair
    >>> said = b'{"id": "a", "text": "Kyiv said it fell", "attributions": [{"id": "a1", "content": [%s]}]}'
    >>> gold, pred = said % b'{"start": 10, "end": 17}', said % b'{"start": 13, "end": 17}'
    >>> found = statistics(pair(table(gold, SCHEMA), table(pred, SCHEMA)), Options())
    >>> found[PRF(("attribution", "content", "token"))].tolist()
    [[1.0, 0.0, 1.0]]
    """
    both = pair.derived(aligned)
    whole: dict[Path, Outcome] = {slices.WHOLE: roles.whole(both)}
    for role in ("cue", "source", "content"):
        whole[role, "exact"] = roles.exact(role, both)
        whole[role, "token"] = roles.by_token(role, both)
    others: dict[Path, Outcome] = {
        ("source", "entity"): sources.as_entities(pair, both),
        ("edge",): links.edges(both),
        ("chain",): links.chains(pair, both),
    }
    found: dict[Measure, Floats] = {
        PRF(("attribution", *path)): counts(outcome, both) for path, outcome in {**whole, **others}.items()
    }
    for name in ATTRIBUTES:
        found[Accuracy(("attribution", name))] = attributes.agreement(name, both)
    return {**found, **slices.by_depth(both, whole), **slices.by_form(pair, both, whole)}
