"""Saved web pages."""

import sys
from pathlib import Path

import pytest
from running import Quoth

from quoth_eval.corpus import Corpus

PAGE = """<!doctype html><html lang="en"><head><title>Storm closes harbour | Herald</title>
<meta property="og:site_name" content="The Eden Herald">
<meta property="og:title" content="Storm closes harbour at Eden Bay">
{date}
<link rel="canonical" href="https://herald.example/storm"></head>
<body><nav><a href="/">Home</a> <a href="/w">World</a></nav>
<article><h1>Storm closes harbour at Eden Bay</h1>
<p>The harbour of Eden Bay was closed on Sunday, the port office said, after a storm tore two ferries
from their moorings and flooded the quay.</p>
<p>“Nobody was hurt,” harbour master Ruth Aldous told the Herald. “It could have been much worse.”</p>
<h2>Ferries adrift</h2>
<p>One of the ferries ran aground near the lighthouse, according to the coastguard. The other was towed
back by a fishing boat before dawn.</p></article><footer>Imprint</footer></body></html>"""
META = '<meta property="article:published_time" content="2023-05-04T08:30:00+02:00">'


def test_a_page(quoth: Quoth, tmp_path: Path) -> None:
    (tmp_path / "storm.html").write_text(PAGE.format(date=META))
    quoth.good("import", "storm.html", "--license", "CC-BY-4.0")
    corpus = Corpus(tmp_path / "corpus")
    (found,) = corpus.articles()
    assert (found.title, found.publisher) == ("Storm closes harbour at Eden Bay", "The Eden Herald")
    assert (found.published, found.url) == ("2023-05-04T08:30:00+02:00", "https://herald.example/storm")
    assert [s.kind for s in found.sections] == ["headline", "lead", "body", "subheading", "body"]
    text = corpus.text(found) or ""
    assert "Home" not in text
    assert "two ferries from their moorings" in text
    assert len(found.sentences) == 7


def test_what_is_stated_wins(quoth: Quoth, tmp_path: Path) -> None:
    (tmp_path / "storm.html").write_text(PAGE.format(date=""))
    quoth.good("import", "storm.html", "--publisher", "OTV", "--published", "2031-05-04")
    (found,) = Corpus(tmp_path / "corpus").articles()
    assert (found.publisher, found.published) == ("OTV", "2031-05-04")


@pytest.mark.parametrize("page", ["", "<html><body></body></html>"])
def test_a_page_without_article(quoth: Quoth, tmp_path: Path, page: str) -> None:
    (tmp_path / "x.html").write_text(page)
    assert "no article found in this page" in quoth.bad("import", "x.html")


def test_without_trafilatura(quoth: Quoth, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    (tmp_path / "x.html").write_text(PAGE)
    assert "pip install 'quoth[html]'" in quoth.bad("import", "x.html")
