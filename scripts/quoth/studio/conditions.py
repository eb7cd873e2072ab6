"""Conditions on tasks, as the data manager of Label Studio writes them."""

from collections.abc import Mapping
from typing import Any

Condition = Mapping[str, Any]


def condition(field: str, operator: str, kind: str, value: Any) -> Condition:
    """A condition for :meth:`quoth.studio.client.Client.tasks`.

    >>> condition("draft_exists", "equal", "Boolean", True)["filter"]
    'filter:tasks:draft_exists'
    """
    return {"filter": f"filter:tasks:{field}", "operator": operator, "type": kind, "value": value}


def changed_since(moment: str) -> Condition:
    """The condition that a task or what was done in it changed at this time (ISO 8601, UTC) or later."""
    return condition("updated_at", "greater_or_equal", "Datetime", moment)


def numbered(numbers: list[int]) -> Condition:
    """The condition that a task has one of these numbers."""
    return condition("id", "in_list", "Number", numbers)


def begun() -> Condition:
    """The condition that somebody has work in a task that was not submitted."""
    return condition("draft_exists", "equal", "Boolean", True)
