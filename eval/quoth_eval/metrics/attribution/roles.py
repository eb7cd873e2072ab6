"""Whole units and their roles: the same tokens, or how many of them."""

import numpy as np

from quoth_eval.columns import Ints
from quoth_eval.joins import keys
from quoth_eval.metrics.attribution.alignment import Aligned
from quoth_eval.metrics.attribution.outcomes import Outcome
from quoth_eval.metrics.attribution.units import ROLES
from quoth_eval.runs import shared


def same_units(both: Aligned) -> tuple[Ints, Ints]:
    """Units whose tokens are the same in all roles, one to one, copy by copy: rows of both sides."""
    sides = (both.gold, both.pred)
    ours, theirs = keys(*([u.document, *(u.same[r] for r in ROLES), u.copy] for u in sides))
    _, g, p = np.intersect1d(ours, theirs, assume_unique=True, return_indices=True)
    return g, p


def whole(both: Aligned) -> Outcome:
    """Units that are the same in cue, source and content, as multisets: an exact copy is a false alarm."""
    ones = [np.ones(u.size, np.int64) for u in (both.gold, both.pred)]
    return Outcome(_flags(same_units(both)[0], both.gold.size), ones[0], ones[1])


def exact(role: str, both: Aligned) -> Outcome:
    """Aligned units that have the same tokens in the role; a unit that has none in it does not count."""
    same = both.gold.same[role][both.ours] == both.pred.same[role][both.theirs]
    gold, pred = ((~u.lacks(role)).astype(np.int64) for u in (both.gold, both.pred))
    return Outcome(_flags(both.ours[same], both.gold.size) * gold, gold, pred)


def by_token(role: str, both: Aligned) -> Outcome:
    """Tokens that aligned units share in the role, of all that units have; one left over counts in full."""
    gold, pred = both.gold.tokens[role], both.pred.tokens[role]
    matched: Ints = np.zeros(both.gold.size, np.int64)
    matched[both.ours] = shared(gold, pred, both.ours, both.theirs)
    return Outcome(matched, gold.sizes, pred.sizes)


def _flags(rows: Ints, size: int) -> Ints:
    flags: Ints = np.zeros(size, np.int64)
    flags[rows] = 1
    return flags
