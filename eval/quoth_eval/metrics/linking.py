"""Entity linking: the right entity of a knowledge base for the right mention."""

from quoth_eval.columns import Ints, Mentions, Pair
from quoth_eval.joins import tally
from quoth_eval.metrics.measure import PRF, Statistics
from quoth_eval.metrics.metric import Options


def statistics(pair: Pair, options: Options) -> Statistics:
    """Same span, and the mentions' entities have the same ``kb``; as multisets.

    This is the strong annotation match of GERBIL (Usbeck et al. 2015). Mentions without an entity, and those
    whose entity has no ``kb``, count on neither side; neither do types.
    """
    found = tally(_linked(pair.gold.mentions), _linked(pair.pred.mentions))
    return {PRF(("linking",)): found.by_document(pair.size)}


def _linked(mentions: Mentions) -> list[Ints]:
    keep = mentions.kb >= 0
    return [c[keep] for c in (mentions.document, mentions.start, mentions.end, mentions.kb)]
