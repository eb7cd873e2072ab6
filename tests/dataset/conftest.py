"""A small corpus that has one of everything, and a place without network to load datasets in."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from quoth.dataset.build import build
from quoth.dataset.items import Item
from quoth.notation import read
from quoth.schema import load
from quoth_eval.document import Document, Section, Span
from quoth_eval.integrity import hash_of
from quoth_eval.tokens import tokenize

RAID = """
= “Raiders shelled Lida,” Otto Berg told OTV, the Herald wrote.
m Raiders : ORG NOM raiders
m Lida : GPE NAM lida Q7
m Otto Berg : PER NAM berg
m OTV : MEDIA NAM otv
m Herald : MEDIA NAM herald
a wrote : source=Herald; content=“Raiders ... told OTV
a told : source=Otto Berg; to=OTV; content=“Raiders ... Lida,”
e shelled : Strike raid; agent=Raiders; patient=Lida
= The raiders said — and said it twice — that nobody had shelled the town of Lida.
m raiders : ORG NOM raiders
m town of Lida : GPE NOM lida
m Lida : GPE NAM lida
a said~1 | said it twice : source=raiders; content=nobody ... Lida; stance=denies
e shelled : Strike raid; patient=Lida
= It was reported on Monday that Lida had been shelled.
m Lida : GPE NAM lida
m Monday : TIME NAM monday
a reported : content=Lida ... shelled
e shelled : Strike raid; patient=Lida
= Two people died; as quoted by OTV, “three died”, he said.
m he : PER PRO berg
m OTV : MEDIA NAM otv
a said #a8 : source=he; content=“three died”
a as quoted by : source=OTV; content=“three died”; relays=#a8
e died~1 : Die
e died~2 : Die; polarity=negative
"""
QUIET = """
= Otto Berg slept.
m Otto Berg : PER NAM berg
= 🙂 So did Żaneta.
m Żaneta : PER NAM zaneta
"""
HIDDEN = """
= Nobody but Mira Holm knows that Berg left.
m Mira Holm : PER NAM holm
m Berg : PER NAM berg Q9
a knows : source=Mira Holm; content=Berg left; attitude=knowledge
e left : Withdraw; agent=Berg
"""


def laid_out(name: str, notation: str) -> Document:
    """A document with its layout, one sentence a line."""
    document = read(notation)
    text = document.text or ""
    ends = [n for n, c in enumerate(text) if c == "\n"] + [len(text)]
    starts = [0, *(n + 1 for n in ends[:-1])]
    sentences = tuple(Span(s, e) for s, e in zip(starts, ends, strict=True) if s < e)
    return replace(
        document,
        id=name,
        text_sha256=hash_of(text),
        title=name.title(),
        publisher="The Herald",
        published="2031-05-23T10:00:00+02:00",
        language="en",
        license="CC-BY-4.0",
        sections=(Section(sentences[0].start, sentences[0].end, "headline"),),
        sentences=sentences,
        tokens=tokenize(text),
    )


def withheld(document: Document) -> Document:
    """What may be shown of an article whose text may not."""
    named = tuple(replace(e, name=None) for e in document.entities or ())
    return replace(document, text=None, license=None, entities=named)


@pytest.fixture(scope="session")
def items() -> list[Item]:
    """Three articles: one dense, one without reports and events, one withheld."""
    return [
        Item(laid_out("raid", RAID), "train", "round-up", "shelling"),
        Item(laid_out("quiet", QUIET), "test", "local report"),
        Item(withheld(laid_out("secret", HIDDEN)), "test", withheld=True),
    ]


@pytest.fixture(scope="session")
def dataset(items: list[Item], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset of these articles, built once."""
    folder = tmp_path_factory.mktemp("built") / "dataset"
    build(items, load(), folder)
    return folder


Opener = Callable[..., Any]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Opener:
    """``load_dataset`` offline, with a cache of its own and any attempt to connect an error."""
    import socket

    import datasets

    def refuse(*_: object) -> None:
        raise AssertionError("tried to connect")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(datasets.config, "HF_HUB_OFFLINE", True)
    return partial(_load, datasets.load_dataset, str(tmp_path / "cache"))


def _load(load: Opener, cache: str, folder: Path | str, *rest: str, **named: str) -> Any:
    return load(str(folder), *rest, cache_dir=cache, **named)
