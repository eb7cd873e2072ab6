"""The dataset's card: what was written by hand, with what a build generates."""

import re
from typing import Any

from quoth.dataset.contents import Contents
from quoth.dataset.front_matter import dump
from quoth.dataset.measured_sections import measured_sections
from quoth.dataset.prose import Prose
from quoth.dataset.sections import sections, summary
from quoth_eval.errors import InputError

_MARKER = re.compile(r"^<!--\s*quoth:(\w+)\s*-->[ \t]*$", re.MULTILINE)


def card(contents: Contents, metadata: dict[str, Any], prose: Prose) -> str:
    """The whole card; without any prose it consists of the generated sections.

    Args:
        contents: what the dataset holds.
        metadata: the YAML at its head.
        prose: the hand-written part, see :mod:`quoth.dataset.prose`.

    Raises:
        InputError: a marker that names no section.
    """
    body = prose.body if prose.body.strip() else f"# {metadata['pretty_name']}\n\n<!-- quoth:summary -->\n"
    return f"{dump(metadata)}\n{_filled(contents, body, prose).strip()}\n"


def _filled(contents: Contents, body: str, prose: Prose) -> str:
    """The body with every marker replaced, and the sections that no marker asked for."""
    generated = sections(contents) | measured_sections(prose.measured)
    texts = {"summary": summary(contents)} | {name: text for name, (_, text) in generated.items()}
    asked = _MARKER.findall(body)
    for name in asked:
        if name not in texts:
            raise InputError(f"{prose.place}: unknown section quoth:{name}; known are {', '.join(texts)}")
    filled = _MARKER.sub(lambda m: texts[m[1]], body).rstrip()
    rest = [
        f"## {title}\n\n{text}" for name, (title, text) in generated.items() if text and name not in asked
    ]
    return "\n\n".join([filled, *rest])
