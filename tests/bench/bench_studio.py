"""Pushing and pulling against one plain SDK call for the same data, on a Label Studio started for it.

    python tests/bench/bench_studio.py [--scale 1.0]

2,000 articles with pre-annotations are pushed, 5,000 annotated tasks pulled; an article has about 2,300
characters, 15 mentions, 5 attributions and 5 events, which are 16 kB as Label Studio has them. The peers are
``projects.import_tasks`` with all tasks in one request and ``projects.exports.as_json``, the SDK already
imported and its request already made up; ours are whole commands, from the start of the process to its end,
with reading, checking and converting every article. Ours may take 1.3 times as long. The second pull finds
one task changed; it asks about all of them, since all are younger than the two minutes that it looks back.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from made_up_labels import labelled
from measuring import say, scale

from quoth.schema import load
from quoth.store import write_articles
from quoth.studio.client import Client
from quoth.studio.connection import record
from quoth.studio.labelling import labelling_config
from quoth.studio.outgoing import to_results
from quoth.studio.projects import require_project
from quoth.studio.server import LocalStudio
from quoth.studio.tasks import task_data
from quoth_eval.corpus import Article, Corpus
from quoth_eval.document import Document
from quoth_eval.integrity import hash_of
from quoth_eval.serialize import dumps

_RUN = """
import resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run([sys.executable, "-m", "quoth.cli", *sys.argv[1:]], check=True, stdout=subprocess.DEVNULL)
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""
PUSHED, PULLED, TARGET, CHUNK = 2_000, 5_000, 1.3, 200


def corpus_of(folder: Path, documents: list[Document]) -> Corpus:
    """A corpus of these articles in a folder of its own."""
    root = folder / "corpus"
    items = ((Article(d.id, text_sha256=hash_of(d.text or "")), d.text) for d in documents)
    write_articles(root, items)
    return Corpus(root)


def clocked(work: Callable[[], Any]) -> float:
    """Seconds on the clock."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def command(corpus: Corpus, *arguments: str) -> tuple[float, float]:
    """Seconds and megabytes of the process that runs ``quoth ARGUMENTS``.

    It is started by a small one: a process counts as its own memory what the one had that started it.
    """
    words = [sys.executable, "-c", _RUN, *arguments, "--corpus", str(corpus.root)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    seconds, memory = done.stdout.splitlines()[-1].split()
    return float(seconds), float(memory)


def compared(what: str, ours: tuple[float, float], theirs: float) -> None:
    """Both times and their ratio, and the memory of our process."""
    seconds, memory = ours
    verdict = "" if seconds <= TARGET * theirs else "   ABOVE THE TARGET"
    ratio = f"ratio {seconds / theirs:.2f}{verdict}"
    say(f"{what:<36} {seconds:7.1f} s {memory:5.0f} MB   SDK {theirs:7.1f} s   {ratio}")


def sdk_project(sdk: Any, title: str) -> int:
    """A project made with the SDK."""
    return int(sdk.projects.create(title=title, label_config=labelling_config(load())).id)


def bench_push(server: LocalStudio, sdk: Any, folder: Path, size: int) -> None:
    """Articles with pre-annotations to the server."""
    documents = [labelled(n) for n in range(size)]
    corpus = corpus_of(folder / "push", documents)
    record(corpus.root, server.connection)
    file = folder / "tagger.jsonl"
    file.write_bytes(b"".join(dumps(d) + b"\n" for d in documents))
    tasks = [
        {"data": task_data(d), "predictions": [{"model_version": "tagger", "result": to_results(d)}]}
        for d in documents
    ]
    project = sdk_project(sdk, "sdk push")
    theirs = clocked(lambda: sdk.projects.import_tasks(project, request=tasks))
    ours = command(corpus, "push", "--project", "push", "--predictions", str(file))
    compared(f"push {size:,} articles with predictions", ours, theirs)


def bench_pull(server: LocalStudio, sdk: Any, folder: Path, size: int) -> None:
    """Labels from the server."""
    documents = [labelled(n) for n in range(size)]
    corpus = corpus_of(folder / "pull", documents)
    record(corpus.root, server.connection)
    project = sdk_project(sdk, "pull")
    with server.client() as client:
        author = client.whoami()["id"]
        for at in range(0, size, CHUNK):
            client.import_tasks(project, [_task(d, author) for d in documents[at : at + CHUNK]])
        theirs = clocked(lambda: sdk.projects.exports.as_json(project))
        ours = command(corpus, "pull", "--project", "pull", "-q")
        compared(f"pull {size:,} annotated tasks", ours, theirs)
        _check(corpus, documents)
        _submit_again(client)
    seconds, memory = command(corpus, "pull", "--project", "pull", "-q")
    say(f"{'pull again, one task changed':<36} {seconds:7.1f} s {memory:5.0f} MB")


def _task(document: Document, author: int) -> dict[str, Any]:
    result = to_results(document)
    return {
        "data": task_data(document),
        "predictions": [{"model_version": "tagger", "result": result}],
        "annotations": [{"result": result, "completed_by": author}],
    }


def _check(corpus: Corpus, documents: list[Document]) -> None:
    [name] = corpus.sets()
    for document in documents[:: max(1, len(documents) // 50)]:
        pulled = corpus.document(document.id, name)
        if (pulled.mentions, pulled.events) != (document.mentions, document.events):
            raise SystemExit(f"{document.id} came back changed")


def _submit_again(client: Client) -> None:
    """Change one annotation, as its author would."""
    project = require_project(client, "pull")
    task = next(iter(client.tasks(project, ["id", "annotations", "result"])))
    annotation = task["annotations"][0]
    client.update_labels("annotations", annotation["id"], annotation["result"])


def main() -> None:
    factor = scale(__doc__)
    from label_studio_sdk import LabelStudio

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with LocalStudio(folder / "server") as server:
            sdk = LabelStudio(base_url=server.url, api_key=server.credentials.token, timeout=3600)
            bench_push(server, sdk, folder, max(2, int(PUSHED * factor)))
            bench_pull(server, sdk, folder, max(2, int(PULLED * factor)))


if __name__ == "__main__":
    main()
