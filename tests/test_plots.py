"""Plots: the same figures give the same bytes, and every figure is in them."""

from xml.etree import ElementTree

import pytest

from quoth.dataset.items import Item, checked
from quoth.notation import read
from quoth.statistics.collect import Statistics, collect
from quoth.statistics.plots import TITLES, plots
from quoth_eval.document import Document
from quoth_eval.errors import InputError

pytest.importorskip("matplotlib")

RAID = """
= Ana said: hit Bo. Cy said: hit Dee.
m Ana : PER NAM ana
m Cy : PER NAM cy
a said~1 : source=Ana; content=hit Bo
a said~2 : source=Cy; content=hit Dee
e hit~1 : Strike $x^2_<&
e hit~2 : Strike $x^2_<&; polarity=negative
"""


@pytest.fixture(scope="module")
def raid() -> Statistics:
    return collect(checked([Item(read(RAID), genre="report")]))


def test_every_plot_is_an_image(raid: Statistics) -> None:
    found = plots(raid)
    assert list(found) == list(TITLES)
    for drawing in found.values():
        assert ElementTree.fromstring(drawing).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314


def test_the_same_figures_give_the_same_bytes(raid: Statistics) -> None:
    again = collect(checked([Item(read(RAID), genre="report")]))
    assert plots(raid) == plots(again)


def test_nothing_tells_the_day_or_the_version(raid: Statistics) -> None:
    for drawing in plots(raid).values():
        assert b"atplotlib" not in drawing.replace(b"matplotlib.axis", b"")
        assert b"<dc:" not in drawing


def test_what_is_not_there_is_not_drawn() -> None:
    assert plots(collect([Item(Document("a", "One two"))])) == {}
    quiet = Document("a", "One", mentions=(), entities=(), attributions=(), events=())
    assert plots(collect([Item(quiet, genre="report")])) == {}


def test_without_matplotlib_it_says_what_to_do(raid: Statistics, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quoth.statistics.plots.available", lambda: False)
    with pytest.raises(InputError, match=r"pip install 'quoth\[plot\]'"):
        plots(raid)
