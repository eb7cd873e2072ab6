"""A document that tries to break out of a page through every one of its fields."""

from playwright.sync_api import Page

from quoth_eval.document import Argument, Attribution, Document, Entity, Event, Mention, Section, Span

_SCRIPT = "<script>window.hit = 1</script>"
EVIL = f"""\"'></style></script></template>{_SCRIPT}<img src=x onerror="window.hit=1">{{{{7*7}}}}"""


def hostile(name: str = "evil") -> Document:
    """One mention, entity, attribution and event; all strings are markup (apart from the document's id)."""
    end = len(EVIL)
    return Document(
        name,
        f"{EVIL}\n{EVIL}",
        title=EVIL,
        publisher=EVIL,
        published=EVIL,
        url=f"javascript:{EVIL}",
        language=EVIL,
        license=EVIL,
        sections=(Section(0, end, EVIL),),
        mentions=(Mention(EVIL, 0, end, EVIL, EVIL, EVIL), Mention(f"{EVIL}2", 5, 9)),
        entities=(Entity(EVIL, EVIL, EVIL, EVIL),),
        attributions=(
            Attribution(
                EVIL,
                cue=(Span(0, 4),),
                sources=(EVIL,),
                content=(Span(5, end + 9),),
                addressees=(f"{EVIL}2",),
                attitude=EVIL,
                form=EVIL,
                stance=EVIL,
                modality=EVIL,
            ),
            Attribution(f"{EVIL}2", content=(Span(end + 12, end + 30),), relays=EVIL),
        ),
        events=(Event(EVIL, 7, end, EVIL, EVIL, EVIL, EVIL, (Argument(EVIL, EVIL),)),),
    )


def harmless(tab: Page, scripts: int) -> None:
    """Fail if anything of the hostile strings is alive in the open page."""
    assert tab.evaluate("window.hit") is None
    assert tab.locator("script").count() == scripts
    assert tab.locator("img, iframe, object, embed, base").count() == 0
    attributes = "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes].map(a => a.name))"
    assert not [name for name in tab.evaluate(attributes) if name.lower().startswith("on")]
    assert tab.locator("a[href^='javascript' i]").count() == 0
    assert "onerror=" in tab.locator("body").inner_text()
