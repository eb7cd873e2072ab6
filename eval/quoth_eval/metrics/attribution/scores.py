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

    Raises:
        CycleError: attributions that report each other in a circle; it names the side, the document and them.
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
