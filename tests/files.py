"""Documents as files, as people have them: JSON lines, and annotation sets of a corpus."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson

from quoth_eval.annotation_lines import format_lines
from quoth_eval.corpus import Article, article_line
from quoth_eval.document import ANNOTATION_LAYERS, Document


def as_json(document: Document, **more: Any) -> dict[str, Any]:
    """The document as a JSON object; layers that are not annotated are left out."""
    whole = {k: v for k, v in asdict(document).items() if not (k in ANNOTATION_LAYERS and v is None)}
    return {**whole, **more}


def write_lines(path: Path, documents: Iterable[Document], **more: Any) -> Path:
    """A JSONL file; ``more`` keys stand in every document."""
    path.write_bytes(b"".join(orjson.dumps(as_json(d, **more)) + b"\n" for d in documents))
    return path


def write_corpus(root: Path, sets: Mapping[str, Iterable[Document]]) -> Path:
    """A corpus with these annotation sets; an article for every document in any of them."""
    named = {name: list(found) for name, found in sets.items()}
    articles = {d.id: d for found in named.values() for d in found}
    for folder in ("text", *(f"annotations/{name}" for name in named)):
        (root / folder).mkdir(parents=True, exist_ok=True)
    lines = [article_line(Article(d.id, publisher="Valley Herald")) for d in articles.values()]
    (root / "articles.jsonl").write_bytes(b"".join(lines))
    for document in articles.values():
        (root / "text" / f"{document.id}.txt").write_text(document.text or "", encoding="utf-8")
    for name, found in named.items():
        for document in found:
            (root / "annotations" / name / f"{document.id}.jsonl").write_bytes(format_lines(document))
    return root
