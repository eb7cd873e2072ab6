"""Plots of a report as static SVG that takes its colours from the page."""

import io
import re
from collections.abc import Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from quoth_eval.pages.report.scores import Row

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = ("#3b7dd8", "#d9772b", "#2f9e6e", "#b05cc6", "#c94f5d", "#7a7f87")
_INK = "#123456"  # stands for the page's own colour of text
_SETTINGS: dict[str, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "quoth",
    "text.parse_math": False,
    "text.color": _INK,
    "axes.edgecolor": _INK,
    "axes.labelcolor": _INK,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "font.size": 9,
    "font.family": "sans-serif",
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def available() -> bool:
    """Whether matplotlib is there (the extra ``plot``)."""
    return find_spec("matplotlib") is not None


def intervals(rows: Sequence[Row], systems: Sequence[str]) -> Markup:
    """Each score as a dot with its interval, one colour a system."""
    shown = [row for row in rows if any(s and s.value is not None for s in row.scores)]

    def draw(axes: "Axes") -> None:
        for n, name in enumerate(systems):
            offset = (n - (len(systems) - 1) / 2) * 0.6 / max(len(systems), 1)
            for y, row in enumerate(shown):
                score = row.scores[n]
                if score is None or score.value is None:
                    continue
                at, colour = y + offset, COLOURS[n % len(COLOURS)]
                if score.low is not None and score.high is not None:
                    axes.plot([score.low, score.high], [at, at], color=colour, linewidth=2, alpha=0.55)
                axes.plot(
                    [score.value], [at], "o", color=colour, markersize=5, label=None if y else _plain(name)
                )
        axes.set_yticks(range(len(shown)), [row.name for row in shown])
        axes.set_xlim(-0.02, 1.02)
        axes.invert_yaxis()
        axes.grid(axis="x", alpha=0.25)
        if len(systems) > 1:
            axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(1, 1))

    return _svg(draw, 7.2, 0.6 + 0.3 * len(shown), "Scores with 95 % intervals")


def spread(values: Sequence[tuple[str, Sequence[float]]], title: str) -> Markup:
    """How the figure of single documents is distributed, one strip of dots and a median a row."""

    def draw(axes: "Axes") -> None:
        import numpy as np

        random = np.random.default_rng(0)
        for y, (_, found) in enumerate(values):
            jitter = random.uniform(-0.22, 0.22, len(found))
            colour = COLOURS[y % len(COLOURS)]
            axes.plot(found, y + jitter, "o", color=colour, alpha=0.45, markersize=3, markeredgewidth=0)
            if found:
                axes.plot([np.median(found)] * 2, [y - 0.35, y + 0.35], color=_INK, linewidth=1.5)
        axes.set_yticks(range(len(values)), [_plain(name) for name, _ in values])
        axes.set_xlim(-0.02, 1.02)
        axes.set_ylim(len(values) - 0.5, -0.5)
        axes.grid(axis="x", alpha=0.25)

    return _svg(draw, 7.2, 0.5 + 0.5 * len(values), title)


def _svg(draw: Any, width: float, height: float, title: str) -> Markup:
    """A drawing as an ``svg`` element without colours of its own for text and axes."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context(_SETTINGS):  # type: ignore[arg-type]  # the keys are its own
        figure = Figure(figsize=(width, height), layout="constrained")
        axes = figure.add_subplot()
        draw(axes)
        out = io.StringIO()
        figure.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    drawn = out.getvalue()
    drawn = drawn[drawn.index("<svg") :].replace(_INK, "currentColor")
    drawn = re.sub(r"<metadata>.*?</metadata>", "", drawn, flags=re.S)
    named = Markup('<svg role="img" aria-label="{}" class="plot" ').format(title)
    return named + Markup(drawn.removeprefix("<svg"))  # noqa: S704 - matplotlib escapes the text in it


def _plain(name: str) -> str:
    """A name that fits, without what begins a hidden legend entry."""
    short = name if len(name) <= 28 else f"{name[:27]}…"
    return short.lstrip("_") or "-"
