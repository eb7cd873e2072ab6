"""An annotated article as coloured text for a terminal."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from quoth_eval.document import Document
from quoth_eval.pages.facts import Facts, Link, Told
from quoth_eval.pages.look import Look

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

_WORDS = {"cue": "bold red", "event": "bold magenta"}
_CONTROL = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)), "�")


def terminal_view(document: Document, look: Look | None = None) -> "Iterator[RenderableType]":
    """The article and its claims, for :mod:`rich`.

    Mentions are underlined in the colour of their type, cues red, triggers magenta; contents stand between
    brackets, those of a denied one red. Control characters in the text cannot reach the terminal.
    """
    document = document.canonical()
    yield from _article(document, look or Look())
    yield _claims(Facts(document))


def print_view(document: Document, console: "Console", look: Look | None = None) -> None:
    """Print :func:`terminal_view`."""
    for part in terminal_view(document, look):
        console.print(part)


def _article(document: Document, look: Look) -> "Iterator[Text]":
    from rich.text import Text

    text = Text(harmless(document.text or ""))
    for m in document.mentions or ():
        text.stylize(f"underline {look.mention(m.type).colour}", m.start, m.end)
    for a in document.attributions or ():
        for span in a.cue:
            text.stylize(_WORDS["cue"], span.start, span.end)
    for e in document.events or ():
        text.stylize(_WORDS["event"], e.start, e.end)
    yield _bracketed(text, document)
    yield Text()


def _bracketed(text: "Text", document: Document) -> "Text":
    """The text with brackets around contents."""
    from rich.text import Text

    ends = sorted(_brackets(document))
    pieces = text.divide([at for at, *_ in ends])
    out = Text()
    for n, piece in enumerate(pieces):
        out.append_text(piece)
        if n < len(ends):
            _, _, bracket, style = ends[n]
            out.append(bracket, style)
    return out


def _brackets(document: Document) -> Iterator[tuple[int, int, str, str]]:
    """Place, order at that place (closing first, inner ones first), sign and style."""
    for a in document.attributions or ():
        style = "red" if a.stance == "denies" else "yellow"
        for span in a.content:
            size = span.end - span.start
            yield span.start, len(document.text or "") + 1 - size, "[", style
            yield span.end, size - len(document.text or "") - 1, "]", style


def _claims(facts: Facts) -> "Table":
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, title="Claims", title_justify="left", title_style="bold")
    for name in ("what happened", "who says so", "through whom", "how certain"):
        table.add_column(name, overflow="fold")
    for told in facts.claims:
        table.add_row(*(Text(harmless(cell)) for cell in _row(told)))
    return table


def _row(told: Told) -> tuple[str, str, str, str]:
    roles = "; ".join(f"{role} {one.words}" for role, one in told.roles)
    who = _who(told.chain[-1]) if told.chain else "the article itself"
    via = " › ".join(_who(link) for link in told.chain[:-1])
    return f"{told.words} ({told.type}) {roles}".strip(), who, via, _joined(told.certainty) or "as a fact"


def _who(link: Link) -> str:
    return _joined(one.words for one in link.who) or "no source named"


def _joined(words: Iterable[str]) -> str:
    return ", ".join(words)


def harmless(text: str) -> str:
    r"""The text without what a terminal would obey; as many characters as before.

    >>> harmless("a\x1b[31mb")
    'a�[31mb'
    """
    return text.translate(_CONTROL)
