"""``quoth show``: one article with everything that is annotated in it."""

from quoth_eval.document import ANNOTATION_LAYERS, Document
from quoth_eval.errors import InputError
from quoth_eval.pages.article import all_marks, paragraphs
from quoth_eval.pages.facts import Facts
from quoth_eval.pages.look import Look
from quoth_eval.pages.rendering import page


def show_page(document: Document, look: Look | None = None, origin: str = "") -> str:
    """The article as one self-contained HTML page.

    Args:
        document: the article with its annotations; a layer that is ``None`` is said to be missing.
        look: colours and explanations of labels.
        origin: what is shown (``set gold``, a file), for the heading.

    Raises:
        InputError: there is no text.
    """
    if document.text is None:
        raise InputError(f"{document.id}: there is no text; put it back with quoth hydrate")
    look = look or Look()
    document = document.canonical()
    facts = Facts(document)
    return page(
        "show.html",
        document=document,
        origin=origin,
        facts=facts,
        look=look,
        paragraphs=paragraphs(document, all_marks(document, facts.keys, look)),
        missing=[name for name in ANNOTATION_LAYERS if getattr(document, name) is None],
        types=sorted({m.type for m in document.mentions or () if m.type}),
        links=links(facts),
    )


def links(facts: Facts) -> dict[str, object]:
    """What the page's script connects: role and far end of each annotation's links, entities of mentions."""
    document, keys = facts.document, facts.keys
    found: dict[str, list[tuple[str, str]]] = {}
    for a in document.attributions or ():
        ends = [("source", keys.mention[i]) for i in a.sources]
        ends += [("addressee", keys.mention[i]) for i in a.addressees]
        ends += [("relays", keys.attribution[a.relays])] if a.relays in keys.attribution else []
        found[keys.attribution[a.id]] = ends
    for e in document.events or ():
        found[keys.event[e.id]] = [(arg.role, keys.mention[arg.mention]) for arg in e.arguments]
    same = {
        m: keys.entity[name] for name, ms in keys.by_entity.items() for m in (keys.mention[x.id] for x in ms)
    }
    chains = {t.key: [link.key for link in t.chain] for t in facts.claims}
    chains |= {r.link.key: [link.key for link in r.chain] for r in facts.reported}
    return {"links": found, "entity": same, "chains": chains}
