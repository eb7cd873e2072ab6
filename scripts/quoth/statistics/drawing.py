"""Drawing with matplotlib into SVG that is the same, byte by byte, for the same figures."""

import io
import re
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = ("#2f6fb5", "#d9772b")
_SETTINGS: dict[str, Any] = {
    "svg.fonttype": "path",  # an image in a page has no fonts of its own
    "svg.hashsalt": "quoth",
    "text.parse_math": False,
    "font.family": "DejaVu Sans",  # ships with matplotlib
    "font.size": 9,
    "axes.titlesize": 10,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
}
Draw = Callable[[Sequence["Axes"]], None]


def available() -> bool:
    """Whether matplotlib is there (the extra ``plot``)."""
    return find_spec("matplotlib") is not None


def svg(draw: Draw, size: tuple[float, float], columns: int = 1) -> bytes:
    """A drawing of some inches by some, on white, with its panels side by side."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context(_SETTINGS):  # type: ignore[arg-type]  # the keys are its own
        figure = Figure(figsize=size, layout="constrained", facecolor="white")
        draw(list(figure.subplots(1, columns, squeeze=False)[0]))
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    # What is left of the metadata and the comment at the head name the version of matplotlib.
    return re.sub(r"<metadata>.*?</metadata>\s*|<!--.*?-->\s*", "", out.getvalue(), flags=re.S).encode()


def bars(axes: "Axes", values: Mapping[str, float], title: str, colour: str, form: str) -> None:
    """One bar a name, the first on top, each with its figure."""
    drawn = axes.barh(list(values), list(values.values()), color=colour, height=0.75)
    axes.bar_label(drawn, [form.format(v) for v in values.values()], padding=3, fontsize=8)
    axes.margins(x=0.14)
    tidy(axes, title, len(values))


def tidy(axes: "Axes", title: str, rows: int) -> None:
    """A title, the first row on top, and no axis of values, as every bar has its figure."""
    axes.set_title(title)
    axes.set_ylim(rows - 0.4, -0.6)
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)
    axes.spines["left"].set_bounds(-0.6, rows - 0.4)
    axes.tick_params(axis="y", length=0)
