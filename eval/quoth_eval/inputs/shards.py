"""What GOLD and PRED on the command line stand for: the files behind a name, in a fixed order."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from quoth_eval.corpus import Corpus
from quoth_eval.errors import InputError

_JSONL = (".jsonl", ".jsonl.gz")
_PARQUET = (".parquet",)
_KINDS = "a .jsonl, .jsonl.gz or .parquet file, a folder of them, a dataset folder, an annotation set, or -"


@dataclass(frozen=True, slots=True)
class Shard:
    """One readable piece of an input.

    Attributes:
        path: the file; for an annotation set the corpus folder.
        kind: how to read it.
        name: how messages call it; for an annotation set its name.
    """

    path: Path
    kind: Literal["jsonl", "parquet", "set"]
    name: str

    def files(self) -> list[Path]:
        """The files whose bytes make up the shard."""
        if self.kind != "set":
            return [self.path]
        corpus = Corpus(self.path, hydrated=True)
        ids = corpus.assigned(self.name)
        texts = [corpus.text_file(corpus.article(i)) for i in ids]
        labels = [corpus.set_file(self.name, i) for i in ids]
        return [corpus.articles_file, *(t for t in texts if t.exists()), *labels]


def resolve(spec: str, corpus: Path | None = None) -> list[Shard]:
    """The shards that ``spec`` names, sorted by path.

    Args:
        spec: a JSONL file (also gzipped), a Parquet file, a folder of such files, a dataset folder that
            ``quoth build`` made (``DIR@test`` for one split), or an annotation set, by its name or folder.
        corpus: the corpus folder whose sets are meant.

    Raises:
        InputError: nothing by that name, or a file of an unknown kind; it says what is known.
    """
    path, split = _split_of(spec)
    if path.is_file():
        return [_shard(path)]
    if path.is_dir():
        _refuse_corpus(path)
        return [_set_at(path)] if _is_set(path) else [_shard(file) for file in _files(path, split)]
    if corpus is not None and spec in Corpus(corpus).sets():
        return [Shard(corpus, "set", spec)]
    raise InputError(
        f"{spec}: no such file, folder or annotation set{_known_sets(corpus)}; expected {_KINDS}"
    )


def _split_of(spec: str) -> tuple[Path, str | None]:
    whole = Path(spec)
    folder, at, split = spec.rpartition("@")
    return (Path(folder), split) if at and not whole.exists() else (whole, None)


def _shard(path: Path) -> Shard:
    if path.name.endswith(_JSONL):
        return Shard(path, "jsonl", str(path))
    if path.name.endswith(_PARQUET):
        return Shard(path, "parquet", str(path))
    raise InputError(f"{path}: unknown kind of file; expected {_KINDS}")


def _refuse_corpus(folder: Path) -> None:
    if (folder / "articles.jsonl").is_file() and (folder / "annotations").is_dir():
        known = ", ".join(Corpus(folder).sets())
        raise InputError(
            f"{folder} is a whole corpus; name one of its sets ({known}), with --corpus {folder}"
        )


def _is_set(folder: Path) -> bool:
    """Whether a folder is where a corpus keeps an annotation set (whose files hold no documents)."""
    return folder.parent.name == "annotations" and (folder.parent.parent / "articles.jsonl").is_file()


def _set_at(folder: Path) -> Shard:
    return Shard(folder.parent.parent, "set", folder.name)


def _files(folder: Path, split: str | None) -> list[Path]:
    """The files of a folder; of a dataset folder those of the configuration ``documents``.

    Of one split those that are called so: ``test.parquet``, ``test.jsonl``, ``test-00000-of-00002.parquet``.
    """
    documents = folder / "data" / "documents"
    found = sorted(f for f in (documents if documents.is_dir() else folder).iterdir() if _is_meant(f))
    chosen = [f for f in found if split is None or _called(f) == split]
    if not chosen:
        known = ", ".join(sorted({_called(f) for f in found}))
        what = f"no split {split}" if split else f"nothing to read in it, expected {_KINDS}"
        raise InputError(f"{folder}: {what}{f'; there are {known}' if known else ''}")
    return chosen


def _is_meant(file: Path) -> bool:
    """Whether a file in a folder is data; one that only looks so is refused later, never passed over."""
    data = any(kind in file.name for kind in (".jsonl", *_PARQUET))
    return data and not file.name.startswith((".", "_")) and file.is_file()


def _called(file: Path) -> str:
    return file.name.partition(".")[0].partition("-")[0]


def _known_sets(corpus: Path | None) -> str:
    names = Corpus(corpus).sets() if corpus else ()
    return f" (the corpus has the sets {', '.join(names)})" if names else ""
