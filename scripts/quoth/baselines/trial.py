"""What a baseline scores on labelled documents."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from quoth_eval.document import Document
from quoth_eval.errors import InputError
from quoth_eval.inputs.shards import resolve
from quoth_eval.run import Run
from quoth_eval.serialize import dumps
from quoth_eval.statistics.resampling import Resampling


@dataclass(frozen=True)
class Trial:
    """A system on the documents of gold that have a text: nobody can label one that is withheld.

    Attributes:
        gold: the labelled documents.
        label: what labels a document anew.
    """

    gold: Sequence[Document]
    label: Callable[[Document], Document]

    @property
    def withheld(self) -> list[str]:
        """The ids of those without a text, which are left out."""
        return [d.id for d in self.gold if d.text is None]

    @cached_property
    def predictions(self) -> bytes:
        """What the system says, as JSONL."""
        return _lines(self.label(d) for d in self._open)

    def run(self, folder: Path, how: Resampling | None) -> Run:
        """The scoring run over files that are written to ``folder``.

        Raises:
            InputError: there is nothing to label.
        """
        if not self._open:
            raise InputError("no document has a text, so there is nothing to label")
        sides = {"gold.jsonl": _lines(self._open), "pred.jsonl": self.predictions}
        for name, lines in sides.items():
            (folder / name).write_bytes(lines)
        gold, pred = (resolve(str(folder / name)) for name in sides)
        return Run(gold, pred, resampling=how)

    @property
    def _open(self) -> list[Document]:
        return sorted((d for d in self.gold if d.text is not None), key=lambda d: d.id)


def _lines(documents: Iterable[Document]) -> bytes:
    return b"".join(dumps(d) + b"\n" for d in documents)
