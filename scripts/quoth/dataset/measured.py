"""Figures that the card shows: what ``quoth agree`` and ``quoth baseline`` printed, kept beside the corpus.

The YAML of ``corpus/README.md`` names the files (by their path in the corpus folder), in the order in which
the card shows them::

    agreement:
    - title: Round 1
      guidelines: version 1
      result: measured/agreement-1.json
    baselines:
    - title: Rules
      result: measured/baseline-rules.json
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from quoth_eval.corpus import Corpus
from quoth_eval.errors import InputError

Tree = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a command printed with ``--json``.

    Attributes:
        title: how the card calls it.
        file: where it is kept, in the corpus folder.
        result: the whole object.
    """

    title: str
    file: str
    result: Tree

    @property
    def options(self) -> dict[str, str]:
        """What the signature says, by name: ``bootstrap``, ``seed``, ``version``, ..."""
        parts = (part.partition(":") for part in str(self.result["signature"]).split("|"))
        return {name: value for name, _, value in parts}

    @property
    def repeat(self) -> str:
        """The options of the command that make it print the same again."""
        found = self.options
        drawn = f" --bootstrap {found['bootstrap']} --seed {found['seed']}" if "bootstrap" in found else ""
        return f"{drawn} --json > corpus/{self.file}"


@dataclass(frozen=True, slots=True)
class Round(Measurement):
    """One round of labelling twice: the guidelines that were in force, the articles that all sets have."""

    guidelines: str
    articles: tuple[str, ...]

    @property
    def sets(self) -> list[str]:
        """The annotation sets that were compared."""
        return list(self.result["annotators"])

    @property
    def command(self) -> str:
        """What gives the same figures again."""
        return f"quoth agree {' '.join(self.sets)}{self.repeat}"


@dataclass(frozen=True, slots=True)
class Baseline(Measurement):
    """What a simple system scored."""

    @property
    def command(self) -> str:
        """What gives the same figures again."""
        train = f" --train {self.result['train']}" if self.result["train"] else ""
        return f"quoth baseline {self.result['baseline']} {self.result['gold']}{train}{self.repeat}"


@dataclass(frozen=True, slots=True)
class Measured:
    """All that was measured, in the order of the card."""

    agreement: tuple[Round, ...] = ()
    baselines: tuple[Baseline, ...] = ()


def measured(values: dict[str, Any], card: Path) -> Measured:
    """What the YAML of a card names; its keys ``agreement`` and ``baselines`` are taken out of ``values``.

    Raises:
        InputError: an entry without title or result, a file that cannot be read or that another command
            wrote, an annotation set that is not there.
    """
    rounds, baselines = (
        list(_entries(values.pop(k, None) or [], k, card)) for k in ("agreement", "baselines")
    )
    return Measured(
        tuple(_round(entry, card) for entry in rounds), tuple(_baseline(entry, card) for entry in baselines)
    )


def _entries(found: Any, key: str, card: Path) -> Iterator[dict[str, str]]:
    for entry in found if isinstance(found, list) else [None]:
        if not (isinstance(entry, dict) and {"title", "result"} <= entry.keys()):
            raise InputError(f"{card}: {key} must be a list of entries with title and result")
        yield {name: str(value) for name, value in entry.items()}


def _round(entry: Mapping[str, str], card: Path) -> Round:
    result = _result(entry["result"], card, ("annotators", "coverage", "signature"))
    corpus = Corpus(card.parent)
    first, *others = (set(corpus.assigned(name)) for name in result["annotators"])
    shared = tuple(sorted(first.intersection(*others)))
    return Round(entry["title"], entry["result"], result, entry.get("guidelines", ""), shared)


def _baseline(entry: Mapping[str, str], card: Path) -> Baseline:
    result = _result(entry["result"], card, ("baseline", "gold", "train", "documents", "signature"))
    return Baseline(entry["title"], entry["result"], result)


def _result(file: str, card: Path, keys: tuple[str, ...]) -> Tree:
    """A file of the corpus folder that has these keys."""
    import orjson

    path = PurePosixPath(file)
    if path.is_absolute() or ".." in path.parts:
        raise InputError(f"{card}: {file} must be a path inside {card.parent}")
    try:
        found = orjson.loads((card.parent / path).read_bytes())
    except (OSError, orjson.JSONDecodeError) as error:
        raise InputError(f"{card}: cannot read {file}: {error}") from None
    if not isinstance(found, dict) or not set(keys) <= found.keys():
        command = "quoth agree" if "annotators" in keys else "quoth baseline"
        raise InputError(f"{card}: {file} is not what {command} --json prints")
    return found
