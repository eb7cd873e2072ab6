"""From a template to one self-contained page."""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

if TYPE_CHECKING:
    from jinja2 import Environment

_PACKAGE = "quoth_eval.pages"


def page(template: str, **values: Any) -> str:
    """The page that a template in ``templates/`` makes of ``values``; every string in them is escaped.

    >>> page("plain.html", title="<script>", body="a & b").count("<script>")
    0
    """
    from quoth_eval import __version__

    return _environment().get_template(template).render(version=__version__, **values)


def asset(name: str) -> Markup:
    """A style sheet or script of the package, to stand inside a page as it is."""
    text = (files(_PACKAGE) / "templates" / name).read_text(encoding="utf-8")
    return Markup(text)  # noqa: S704 - it ships with the package; no user's text is in it


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader(_PACKAGE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["asset"] = asset
    environment.filters["figure"] = figure
    environment.filters["stored"] = stored
    return environment


def stored(html: str) -> Markup:
    """A string as JSON that nothing can end the surrounding ``script`` element with.

    >>> "<" in stored("</script><b>")
    False
    """
    import orjson

    return Markup(orjson.dumps(str(html)).decode().replace("<", "\\u003c"))  # noqa: S704 - no "<" is left


def figure(value: float | None, digits: int = 1) -> str:
    """A rate as a percentage, and a dash where it is undefined.

    >>> figure(0.5), figure(None)
    ('50.0', '–')
    """
    return "–" if value is None else f"{100 * value:.{digits}f}"
