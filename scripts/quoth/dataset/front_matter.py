"""The YAML between ``---`` lines at the head of a card."""

import re
from collections.abc import Mapping
from typing import Any

import yaml  # type: ignore[import-untyped]

from quoth_eval.errors import InputError

_BLOCK = re.compile(r"\A---\n(.*?)^---[ \t]*$\n?", re.DOTALL | re.MULTILINE)


def split(page: str, place: str) -> tuple[dict[str, Any], str]:
    """The YAML of a page and what follows it; no YAML where the page does not start with ``---``.

    Raises:
        InputError: no valid YAML, or no mapping; it names ``place``.

    >>> split("---\\npretty_name: News\\n---\\n# News\\n", "README.md")
    ({'pretty_name': 'News'}, '# News\\n')
    """
    page = page.replace("\r\n", "\n").removeprefix("\ufeff")
    found = _BLOCK.match(page)
    if found is None:
        return {}, page
    try:
        values = yaml.safe_load(found[1]) or {}
    except yaml.YAMLError as error:
        reason = " ".join(str(error).split())
        raise InputError(f"{place}: the YAML at its head is broken: {reason}") from None
    if not isinstance(values, dict):
        raise InputError(f"{place}: the YAML at its head must have the form `key: value`")
    return values, page[found.end() :].lstrip("\n")


def dump(values: Mapping[str, Any]) -> str:
    """The values as a block with its ``---`` lines, keys in their order.

    >>> dump({"license": "cc-by-4.0"})
    '---\\nlicense: cc-by-4.0\\n---\\n'
    """
    block = yaml.safe_dump(dict(values), sort_keys=False, allow_unicode=True, width=10_000)
    return f"---\n{block}---\n"
