"""What one person did in one task, with the time that it took them."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from quoth.studio.client import Client, Json

WORK_FIELDS = (
    "id",
    "annotations",
    "completed_by",
    "was_cancelled",
    "lead_time",
    "created_at",
    "updated_at",
    "draft_exists",
)
"""What a task list has to include for :class:`OwnWork`."""


@dataclass(frozen=True, slots=True)
class OwnWork:
    """The submissions and skips of one user, by their number, in a task."""

    task: Json
    user: int | None

    @property
    def works(self) -> Sequence[Json]:
        """Their submissions and skips."""
        return [a for a in self.task["annotations"] if a.get("completed_by") == self.user]

    @property
    def done(self) -> bool:
        """Whether they submitted."""
        return any(not w.get("was_cancelled") for w in self.works)

    @property
    def skipped(self) -> bool:
        """Whether they skipped, and did not submit."""
        return bool(self.works) and not self.done

    @property
    def minutes(self) -> float | None:
        """The time over all submissions; ``None`` where none was counted."""
        seconds = [w["lead_time"] for w in self.works if not w.get("was_cancelled") and w.get("lead_time")]
        return sum(seconds) / 60 if seconds else None

    @property
    def moments(self) -> Sequence[str]:
        """When they submitted or skipped, or last changed it: ISO 8601, UTC."""
        return [str(w.get("updated_at") or w["created_at"]) for w in self.works]


def drafts(client: Client, task: Json) -> dict[str, str]:
    """When who last changed a draft of theirs in a task, by email address."""
    found: dict[str, str] = {}
    for draft in client.drafts(int(task["id"])) if task.get("draft_exists") else ():
        user = str(draft["user"])
        found[user] = max(found.get(user, ""), str(draft["updated_at"]))
    return found


def typical(minutes: Sequence[float | None]) -> float | None:
    """The median of the times that were counted, to a tenth of a minute.

    >>> typical([3.0, None, 4.25]), typical([None])
    (3.6, None)
    """
    counted = [m for m in minutes if m is not None]
    return round(median(counted), 1) if counted else None
