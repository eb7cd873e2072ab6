"""What was measured, as sections of the card: tables with intervals, and commands that repeat them."""

from collections.abc import Mapping, Sequence

from quoth.dataset.measured import Baseline, Measured, Measurement, Round, Tree
from quoth.statistics.tables import NOTHING, Table, grid
from quoth_eval.intervals import too_few

AGREEMENT = {
    "mentions: span and type": "entities.f1.strict.pooled",
    "mentions: span": "entities.f1.exact.pooled",
    "mentions: gamma": "entities.gamma.value",
    "entity coreference: CoNLL F1": "coref.f1.conll.pooled",
    "attributions: cue": "cues.f1.exact.pooled",
    "attributions: content": "contents.f1.exact.pooled",
    "attributions: cue, source and content": "attribution.f1.unit.pooled",
    "attributions: chain of sources": "attribution.f1.chain.pooled",
    "attitude: kappa": "attribution.attitude.kappa",
    "form: kappa": "attribution.form.kappa",
    "stance: kappa": "attribution.stance.kappa",
    "attribution modality: kappa": "attribution.modality.kappa",
    "events: trigger and type": "triggers.f1.strict.pooled",
    "events: arguments with role, attached": "events.f1.argument_attached_cls.pooled",
    "polarity: kappa": "events.polarity.kappa",
    "event modality: kappa": "events.modality.kappa",
    "event coreference: CoNLL F1": "events.coref.f1.conll.pooled",
    "claims": "claims.f1.pooled",
}
"""What the card shows of ``quoth agree --json``; F1 where nothing else is said."""

SCORES = {
    "mentions: span and type": "entities.strict.f1",
    "mentions: span": "entities.exact.f1",
    "entity coreference: CoNLL F1": "coref.conll.f1",
    "attributions: cue": "attribution.cue.exact.f1",
    "attributions: source, as entity": "attribution.source.entity.f1",
    "attributions: content": "attribution.content.exact.f1",
    "attributions: content, by tokens": "attribution.content.token.f1",
    "attributions: cue, source and content": "attribution.unit.f1",
    "attributions: chain of sources": "attribution.chain.f1",
    "stance: accuracy where aligned": "attribution.stance.accuracy",
    "events: trigger and type": "events.trigger_cls.f1",
    "events: arguments with role, attached": "events.argument_attached_cls.f1",
    "event coreference: CoNLL F1": "events.coref.conll.f1",
    "claims": "claims.f1",
}
"""What the card shows of ``quoth baseline --json``; F1 where nothing else is said."""


def measured_sections(found: Measured) -> dict[str, tuple[str, str]]:
    """For each marker name the title of its section and its Markdown, which is empty without any figures."""
    return {
        "agreement": ("Agreement", _agreement(found.agreement)),
        "baselines": ("Baselines", _baselines(found.baselines)),
    }


def _agreement(rounds: Sequence[Round]) -> str:
    if not rounds:
        return ""
    about = "\n".join(f"- {_about(r)}" for r in rounds)
    return "\n\n".join([about, _table(rounds, AGREEMENT), _INTERVALS, _again(rounds)])


def _about(found: Round) -> str:
    sets = ", ".join(f"`{name}`" for name in found.sets)
    guidelines = f" (guidelines: {found.guidelines})" if found.guidelines else ""
    articles = f"{_articles(len(found.articles))} ({', '.join(found.articles)})"
    return f"**{found.title}**{guidelines}: {sets} on {articles}"


def _baselines(baselines: Sequence[Baseline]) -> str:
    if not baselines:
        return ""
    about = "\n".join(
        f"- **{b.title}** on {_articles(_size(b))} of `{b.result['gold']}`{_withheld(b)}" for b in baselines
    )
    return "\n\n".join([about, _table(baselines, SCORES), _INTERVALS, _again(baselines)])


def _articles(count: int) -> str:
    return f"{count} article{'' if count == 1 else 's'}"


def _withheld(found: Baseline) -> str:
    names = found.result.get("withheld") or ()
    return f" ({', '.join(names)} left out: the text is withheld)" if names else ""


_INTERVALS = (
    "F1 where nothing else is said. In brackets 95 % intervals, from a bootstrap over the articles; “–” is "
    "undefined."
)


def _table(found: Sequence[Measurement], rows: Mapping[str, str]) -> str:
    cells = tuple((name, *(_cell(m.result, path) for m in found)) for name, path in rows.items())
    return grid(Table("", ("", *(m.title for m in found)), cells))


def _again(found: Sequence[Round | Baseline]) -> str:
    """A warning where there are few articles, and how to get the figures again."""
    few: dict[str, list[str]] = {}
    for one in found:
        if words := too_few(_size(one)):
            few.setdefault(words, []).append(one.title)
    warnings = [f"{', '.join(titles)}: {words}." for words, titles in few.items()]
    commands = "\n".join(one.command for one in found)
    return "\n\n".join([*warnings, _REPEAT, f"```sh\n{commands}\n```"])


_REPEAT = "These commands give the same figures again, in the folder above `corpus/`, after `quoth build`:"


def _size(found: Round | Baseline) -> int:
    return len(found.articles) if isinstance(found, Round) else int(found.result["documents"]["gold"])


def _cell(result: Tree, path: str) -> str:
    """A figure with its interval.

    >>> _cell({"claims": {"f1": 0.25, "f1_ci95": [0.125, 0.5]}}, "claims.f1")
    '0.250 [0.125, 0.500]'
    """
    *node, last = path.split(".")
    for key in node:
        result = result.get(key) or {}
    value, bounds = result.get(last), result.get(f"{last}_ci95")
    if value is None:
        return NOTHING
    if bounds is None or None in bounds:
        return f"{value:.3f}"
    return f"{value:.3f} [{bounds[0]:.3f}, {bounds[1]:.3f}]"
