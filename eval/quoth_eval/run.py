"""One scoring run, from the shards of both sides to the result with its signature."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from quoth_eval.errors import Side
from quoth_eval.execution import Done, Request, Resources, execute
from quoth_eval.grouping import groups
from quoth_eval.inputs.arrow import projected
from quoth_eval.inputs.shards import Shard
from quoth_eval.inputs.skipped import Skipped
from quoth_eval.intervals import add_intervals
from quoth_eval.metrics.catalogue import chosen, lists_read
from quoth_eval.metrics.metric import Metric, Options
from quoth_eval.results import figures
from quoth_eval.scoring import Counted
from quoth_eval.signature import signature
from quoth_eval.statistics.resampling import Resampling, as_options


@dataclass(frozen=True)
class Run:
    """What to score and how.

    Attributes:
        gold: the shards of gold.
        pred: the shards of the predictions.
        layers: the layers to score; all that both sides have when empty.
        options: what changes the numbers.
        lenient: leave broken documents out (of both sides) and say so, rather than raise them.
        resources: what the work may use.
        resampling: how to find intervals; none are found without it.
    """

    gold: Sequence[Shard]
    pred: Sequence[Shard]
    layers: tuple[str, ...] = ()
    options: Options = field(default_factory=Options)
    lenient: bool = False
    resources: Resources = field(default_factory=Resources)
    resampling: Resampling | None = None

    @cached_property
    def metrics(self) -> tuple[Metric, ...]:
        """The metrics of the layers.

        Raises:
            InputError: an unknown layer.
        """
        return chosen(self.layers)

    @property
    def counted(self) -> Counted:
        """The counts by document; computed once. Memory grows with the number of documents."""
        counted = self._by_document.counted
        assert isinstance(counted, Counted)  # noqa: S101 - that is what was asked for
        return counted

    @cached_property
    def groups(self) -> list[str] | None:
        """The group of each document that was counted, where whole groups are resampled.

        Raises:
            InputError: no gold document says what group it is in.
        """
        if self.resampling is None or self.resampling.cluster is None:
            return None
        return groups(self.gold, self.resampling.cluster, self.counted.ids)

    @property
    def skipped(self) -> dict[Side, Skipped]:
        """What a lenient run left out, by side (``gold``, ``pred``)."""
        return self._done.skipped

    @property
    def digests(self) -> dict[Side, list[str]]:
        """SHA-256 of the files of both sides."""
        return self._done.digests

    def result(self) -> dict[str, Any]:
        """The figures by name, what was left out and why, and the signature.

        Memory is bounded by a part of the input, unless :attr:`counted` was asked for before. Intervals are
        found from the counts by document, whose number it grows with.
        """
        counted = self.counted if self.resampling else self._done.counted
        found = figures(counted, self.metrics)
        if self.resampling:
            add_intervals(found, self.counted, self.metrics, self.resampling, self.groups)
        if self.lenient:
            found["documents"]["skipped"] = {side: s.count for side, s in self._done.skipped.items()}
            found["notes"] += _skipping(self._done.skipped)
        return {**found, "signature": self.signature()}

    def signature(self) -> str:
        """Version, options and the SHA-256 of both inputs in one line."""
        names = tuple(dict.fromkeys(m.layer for m in self.metrics))
        skipped = [f"{side}={s.count}" for side, s in self._done.skipped.items()]
        digests = {str(side): found for side, found in self.digests.items()}
        lenient = {"lenient": True, "skipped": skipped} if self.lenient else {}
        drawn = {} if self.resampling is None else as_options(self.resampling)
        return signature({"layers": names, **asdict(self.options), **lenient, **drawn}, digests)

    @property
    def _done(self) -> Done:
        """What was counted; by document if somebody has asked for that already."""
        return self._by_document if "_by_document" in self.__dict__ else self._summed

    @cached_property
    def _by_document(self) -> Done:
        if "_summed" in self.__dict__ and isinstance(self._summed.counted, Counted):
            return self._summed
        return execute(self._request(by_document=True), self.resources)

    @cached_property
    def _summed(self) -> Done:
        return execute(self._request(by_document=False), self.resources)

    def _request(self, by_document: bool) -> Request:
        return Request(
            inputs={"gold": self.gold, "pred": self.pred},
            schema=projected(lists_read(self.metrics, self.options)),
            layers=self.layers,
            options=self.options,
            lenient=self.lenient,
            by_document=by_document,
        )


def _skipping(skipped: dict[Side, Skipped]) -> list[str]:
    """What to know of documents that were left out."""
    count, unnamed = (sum(getattr(s, name) for s in skipped.values()) for name in ("count", "unnamed"))
    if not count:
        return []
    words = [f"{count} broken documents were skipped, and with them the same documents of the other side"]
    blind = f"{unnamed} of them had no legible id, so their partners count as missing or extra"
    return words + ([blind] if unnamed else [])
