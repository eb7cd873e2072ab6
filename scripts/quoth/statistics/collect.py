"""All statistics of a corpus as one record."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from quoth.dataset.items import Item, splits
from quoth.statistics.attributions import Attributions, attributions
from quoth.statistics.claims import Claims, claims
from quoth.statistics.labels import UNSET, Counts, label_counts, ordered
from quoth.statistics.sizes import Sizes, sizes


@dataclass(frozen=True, slots=True)
class Statistics:
    """What is in a corpus; a part that was not annotated is ``None``."""

    sizes: Sizes
    splits: dict[str, Sizes]
    genres: dict[str, Sizes]
    publishers: Counts
    licenses: Counts
    languages: Counts
    labels: dict[str, Counts]
    attributions: Attributions | None
    claims: Claims | None

    def record(self) -> dict[str, Any]:
        """As one JSON object; the keys of ``depth`` are strings there, as JSON wants it."""
        whole: dict[str, Any] = _keyed(asdict(self))
        return whole


def collect(items: Sequence[Item]) -> Statistics:
    """The statistics over all the items (:func:`~quoth.dataset.items.checked` ones)."""
    genres = sorted({i.genre or UNSET for i in items})
    documents = [i.document for i in items]
    return Statistics(
        sizes=sizes(items),
        splits={name: sizes(members) for name, members in splits(items).items()},
        genres={g: sizes([i for i in items if (i.genre or UNSET) == g]) for g in genres},
        publishers=ordered(Counter(d.publisher or UNSET for d in documents)),
        licenses=ordered(Counter(d.license or UNSET for d in documents)),
        languages=ordered(Counter(d.language or UNSET for d in documents)),
        labels=label_counts(items),
        attributions=attributions(items),
        claims=claims(items),
    )


def _keyed(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(k): _keyed(v) for k, v in value.items()}
    return [_keyed(v) for v in value] if isinstance(value, list) else value
