"""Agreement on units: every measure of section 6 for entities, cues, contents and triggers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from quoth_eval.agreement.coefficient import Coefficient
from quoth_eval.agreement.coincidences import Tables
from quoth_eval.agreement.continuum import Continuum
from quoth_eval.agreement.figures import ByName, Figure, Tree, explained, pooled, statistic_at
from quoth_eval.agreement.gamma import gamma, gamma_cat_of, gamma_of
from quoth_eval.agreement.nominal import nominal_alpha, nominal_alpha_of, nominal_statistics
from quoth_eval.agreement.pairs import Compared, Couple, summed
from quoth_eval.agreement.panel import Panel
from quoth_eval.agreement.unitizing import alpha_u
from quoth_eval.agreement.unitizing2016 import u_alpha, unitizing_statistics
from quoth_eval.agreement.unitizing_sums import alpha_u_sums
from quoth_eval.agreement.units import Kind, as_mentions, continuum
from quoth_eval.agreement.words import Words, by_label, shared, values
from quoth_eval.columns import Bools, Ints, Pair
from quoth_eval.errors import InputError
from quoth_eval.metrics import entities
from quoth_eval.metrics.measure import PRF, Floats, Measure, Statistics
from quoth_eval.metrics.metric import Options
from quoth_eval.statistics.resampling import Estimate

READINGS = ("strict", "exact", "type")
"""The readings of F1 that the scores of entities have."""


@dataclass(frozen=True, slots=True, eq=False)
class Agreement:
    """What agreement on one kind of units comes to.

    Attributes:
        figures: by measure, as the report has them.
        documents: strict counts of each document, all pairs together: ``(documents, 3)`` for F1.
        labels: the same of each label, ``(3,)``.
    """

    figures: Tree
    documents: Floats
    labels: Mapping[str, Floats]


def agreement(panel: Panel, pairs: Sequence[Couple], kind: Kind, seed: int) -> Agreement:
    """Every measure of agreement on one kind of units; ``seed`` is for the sampling of gamma.

    Raises:
        InputError: attributions that report each other in a circle.
    """
    given = panel.given(kind.layer)
    compared = Compared(pairs, given, f"no document has {kind.layer} from two annotators")
    c = continuum(panel, pairs, kind)
    f1 = _strict_to_type(compared, kind, c.labels)
    words = Words.of(panel.tokens, c.offsets)
    covered = list(by_label(words, c))
    trees = {name: tree for name, (tree, _, _) in f1.items()}
    figures = {
        "f1": {**trees, "token": _by_token(compared, words, covered)},
        "token_alpha": _token_alpha(words, values(words, c, iter(covered)), len(given)),
        "alpha_u": _alpha_u(c),
        "u_alpha": _u_alpha(c),
        "gamma": _gamma(c, seed),
    }
    _, documents, labels = f1["strict"]
    return Agreement(figures if compared.any else explained(figures, compared.missing), documents, labels)


_F1 = tuple[Tree, Floats, dict[str, Floats]]


def _strict_to_type(compared: Compared, kind: Kind, labels: Sequence[str]) -> dict[str, _F1]:
    """The scores of mentions, for all units and for those of each label alone."""
    whole = compared.counts(_counting(kind, None))
    single = {label: compared.counts(_counting(kind, label)) for label in labels} if len(labels) > 1 else {}
    out: dict[str, _F1] = {}
    for name in READINGS:
        measure = PRF(("entities", name))
        estimates = compared.estimates(measure, whole)
        each = {
            label: pooled(list(compared.estimates(measure, single.get(label, whole)).values()))
            for label in labels
        }
        tree = {**summed(estimates), "labels": ByName({k: Figure.of(e) for k, e in each.items()})}
        rows = {label: e.rows.sum(axis=0) for label, e in each.items()}
        out[name] = tree, pooled(list(estimates.values())).rows, rows
    return out


def _counting(kind: Kind, label: str | None) -> Callable[[Pair], Statistics]:
    return lambda pair: entities.statistics(as_mentions(pair, kind, label), Options())


def _by_token(compared: Compared, words: Words, covered: Sequence[tuple[str, Bools]]) -> Tree:
    """Labelled tokens: a token counts once for each label whose units cover it."""
    measure: Measure = PRF(("token",))
    each: dict[str, Estimate] = {}
    found = {couple.name: {measure: np.zeros((len(compared.given), 3))} for couple in compared.pairs}
    for label, mask in covered:
        rows = {
            couple.name: {measure: shared(words, mask, *couple.places, len(compared.given))}
            for couple in compared.pairs
        }
        for couple in compared.pairs:
            rows[couple.name][measure] *= couple.among(compared.given)[:, None]
            found[couple.name][measure] += rows[couple.name][measure]
        each[label] = pooled(list(compared.estimates(measure, rows).values()))
    return {
        **summed(compared.estimates(measure, found)),
        "labels": ByName({label: Figure.of(e) for label, e in each.items()}),
    }


def _token_alpha(words: Words, codes: Ints, documents: int) -> Tree:
    """Krippendorff's alpha over tokens; a value is the set of the labels that cover the token."""
    rows = nominal_statistics(codes, words.document, documents)
    return {"value": Figure(nominal_alpha(codes), Estimate(rows, nominal_alpha_of))}


def _alpha_u(c: Continuum) -> Tree:
    found = alpha_u(c)
    sums = alpha_u_sums(c)
    labels = {
        name: Figure(value, Estimate(sums.rows, partial(sums.value, label=name)))
        for name, value in found.labels.items()
    }
    return {
        "value": Figure(found.overall, Estimate(sums.rows, sums.value)),
        "labels": ByName(labels),
        "layers": found.layers,
    }


def _u_alpha(c: Continuum) -> Tree:
    found, rows, size = u_alpha(c), unitizing_statistics(c), len(c.labels)

    def figure(value: Coefficient, statistic: Callable[[Tables], Floats]) -> Figure:
        return Figure(value, Estimate(rows, lambda sums: statistic(Tables.of(sums, size))))

    ku = {
        name: Figure(value, Estimate(rows, statistic_at(lambda sums: Tables.of(sums, size).ku(), at)))
        for at, (name, value) in enumerate(found.ku.items())
    }
    return {
        "u": figure(found.u, Tables.u),
        "binary": figure(found.binary, Tables.binary),
        "cu": figure(found.cu, Tables.cu),
        "ku": ByName(ku),
        "coverage": found.coverage,
        "label_coverage": found.label_coverage,
        "layers": found.layers,
    }


def _gamma(c: Continuum, seed: int) -> Tree:
    """Gamma; ``sampling95`` is how far another seed might move it, and says nothing of the documents."""
    try:
        found = gamma(c, seed=seed)
    except InputError as error:  # too many coders' units in too many combinations
        why = Figure(Coefficient(None, str(error)))
        return {"value": why, "cat": why}
    return {
        "value": Figure(found.value, Estimate(found.documents, gamma_of)),
        "cat": Figure(found.cat, Estimate(found.pairs, gamma_cat_of)),
        "sampling95": [found.low, found.high],
        "samples": found.samples,
        "seed": found.seed,
    }
