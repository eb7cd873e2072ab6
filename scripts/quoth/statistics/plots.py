"""Statistics as plots: labels, chains, sources, density, contradicting claims."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from quoth.statistics.claims import Contradiction
from quoth.statistics.collect import Statistics
from quoth.statistics.drawing import COLOURS, available, bars, svg, tidy
from quoth.statistics.labels import UNSET
from quoth_eval.errors import InputError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BLUE, ORANGE = COLOURS
TITLES = {
    "labels": "How often each type of mention and of event occurs",
    "chains": "How many sources a report or a claim goes through",
    "sources": "What kinds of sources are reported",
    "density": "Words per attribution, by kind of article",
    "contradictions": "Claims about events that one source affirms and another denies",
}


def plots(statistics: Statistics) -> dict[str, bytes]:
    """The plots as SVG, by name; one without anything to show is left out.

    The same statistics give the same bytes.

    Raises:
        InputError: matplotlib is not there.
    """
    if not available():
        raise InputError("plots need matplotlib: pip install 'quoth[plot]'")
    drawn = {name: draw(statistics) for name, draw in _PLOTS.items()}
    return {name: found for name, found in drawn.items() if found is not None}


def _labels(statistics: Statistics) -> bytes | None:
    mentions, events = (statistics.labels.get(kind, {}) for kind in ("mention_type", "event_type"))
    panels = {"Mentions": mentions, "Events": events}
    return _panels({title: counts for title, counts in panels.items() if counts})


def _chains(statistics: Statistics) -> bytes | None:
    depths = {
        "Attributions": statistics.attributions and statistics.attributions.depth,
        "Claims": statistics.claims and statistics.claims.depth,
    }
    named = {
        title: {_depth(n): counts[n] for n in sorted(counts)} for title, counts in depths.items() if counts
    }
    return _panels(named)


def _depth(sources: int) -> str:
    """
    >>> _depth(0), _depth(1), _depth(3)
    ('the article', '1 source', 'chain of 3')
    """
    return {0: "the article", 1: "1 source"}.get(sources, f"chain of {sources}")


def _sources(statistics: Statistics) -> bytes | None:
    found = statistics.attributions
    return _panels({"Sources": found.sources}) if found and found.total else None


def _density(statistics: Statistics) -> bytes | None:
    """The densest kind of article first; nothing where articles have no kinds."""
    sizes = {name: s.words_per_attribution for name, s in statistics.genres.items() if name != UNSET}
    known = {name: value for name, value in sizes.items() if value is not None}
    ordered = dict(sorted(known.items(), key=lambda pair: (pair[1], pair[0])))
    return _panels({"Words per attribution": ordered}, "{:.1f}") if ordered else None


def _panels(panels: Mapping[str, Mapping[str, float]], form: str = "{:,.0f}") -> bytes | None:
    """Bars, one panel for each title."""
    if not panels:
        return None

    def draw(axes: Sequence["Axes"]) -> None:
        for one, (title, values), colour in zip(axes, panels.items(), COLOURS, strict=False):
            bars(one, values, title, colour, form)
            one.set_ylim(most - 0.4, -0.6)  # bars of all panels are equally thick

    most = max(map(len, panels.values()))
    return svg(draw, (4.2 * len(panels) + (2 if len(panels) == 1 else 0), 0.7 + 0.21 * most), len(panels))


def _contradictions(statistics: Statistics) -> bytes | None:
    """For each event claims that it did not happen to the left, claims that it did to the right."""
    found = statistics.claims.contradictions if statistics.claims else []
    if not found:
        return None

    def draw(axes: Sequence["Axes"]) -> None:
        names = [f"{c.document}: {c.cluster}" for c in found]
        for side, colour, label in ((False, ORANGE, "it did not"), (True, BLUE, "it happened")):
            counts = [_said(c, side) for c in found]
            drawn = axes[0].barh(
                names, [n if side else -n for n in counts], color=colour, label=label, height=0.7
            )
            axes[0].bar_label(drawn, list(map(str, counts)), padding=3, fontsize=8)
        axes[0].axvline(0, color="black", linewidth=0.8)
        axes[0].margins(x=0.12)
        tidy(axes[0], "Claims that it happened, and that it did not", len(found))
        axes[0].spines["left"].set_visible(False)
        axes[0].legend(frameon=False, loc="upper left", bbox_to_anchor=(1, 1))

    return svg(draw, (8.4, 0.7 + 0.21 * len(found)))


def _said(contradiction: Contradiction, holds: bool) -> int:
    return sum(side.holds is holds for side in contradiction.claims)


_PLOTS: Mapping[str, Callable[[Statistics], bytes | None]] = {
    "labels": _labels,
    "chains": _chains,
    "sources": _sources,
    "density": _density,
    "contradictions": _contradictions,
}
