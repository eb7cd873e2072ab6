"""The steps of the demonstration; each does through Quoth's own parts what a team would do over weeks."""

from dataclasses import dataclass
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from quoth.notation import read as read_notation
from quoth.schema import load
from quoth.studio.client import Client
from quoth.studio.filing import Pulled
from quoth.studio.outgoing import to_results
from quoth.studio.projects import Track, task_states
from quoth.studio.pull import Wanted, choose_sets, pull
from quoth.studio.push import Pushed, push_project, push_tasks
from quoth_eval.corpus import Corpus
from quoth_eval.document import Document
from quoth_eval.errors import InputError

PROJECT = "quoth demo"
SET = "annotator"
_STATED = {"publisher": "Radio Hradnov English Section", "license": "CC-BY-4.0", "language": "en"}


@dataclass(frozen=True)
class Walk:
    """One run of the demonstration in a folder of its own; a second run there finds everything done.

    Attributes:
        folder: where corpus, dataset and predictions go.
        track: shows progress over a long list.
    """

    folder: Path
    track: Track

    @property
    def corpus(self) -> Corpus:
        """The demo's corpus, read afresh."""
        return Corpus(self.folder / "corpus")

    def bring_in(self) -> list[str]:
        """Import the shipped articles; their ids."""
        from quoth.importing.plan import Plan
        from quoth.importing.reading import files as found
        from quoth.importing.reading import read

        plan = Plan(self.corpus)
        with as_file(files("quoth.demo") / "articles") as folder:
            for path in found([folder]):
                plan.add(read(path, dict(_STATED), load()))
        if plan.problems:
            raise InputError(f"{self.folder}: {plan.problems[0].message}; delete the folder and start again")
        plan.carry_out()
        return [article.id for article in self.corpus.articles()]

    def push(self, client: Client) -> Pushed:
        """The articles to Label Studio."""
        report = Pushed()
        push_project(client, PROJECT, load(), None, report)
        articles = [self.corpus.document(a.id) for a in self.corpus.articles()]
        push_tasks(client, articles, {}, report, self.track)
        return report

    def submit(self, client: Client, project: int) -> int:
        """Submit the shipped labels through the API, where nothing was submitted yet; how many were."""
        done = {state.id for state in task_states(client, project) if state.works}
        todo = [t for t in client.tasks(project, ["id", "data"]) if t["id"] not in done]
        for task in self.track(todo, "submitting labels", len(todo)):
            labels = shipped_labels(self.corpus.document(task["data"]["id"]))
            client.create_annotation(task["id"], {"result": to_results(labels)})
        return len(todo)

    def pull(self, client: Client, project: int) -> Pulled:
        """The labels back, into the set :data:`SET`."""
        wanted = Wanted(partial(choose_sets, as_name=SET))
        return pull(client, project, self.corpus, load(), wanted, self.track)

    def unchanged(self) -> bool:
        """Whether what came back is what shipped, to the last offset."""
        pulled = self.corpus.documents(SET)
        return all(d.canonical() == shipped_labels(d).canonical() for d in pulled)

    def errors(self) -> tuple[int, int]:
        """How many errors and warnings the validator finds in the labels."""
        from quoth.validation.run import examine_set

        levels = [finding.level for finding in examine_set(self.corpus, SET, load())]
        return levels.count("error"), levels.count("warning")

    def build(self) -> dict[str, dict[str, int]]:
        """The dataset; its rows by configuration and split."""
        from quoth.dataset.build import build
        from quoth.dataset.items import items_of

        return build(items_of(self.corpus, SET), load(), self.folder / "dataset", SET).rows()

    def load(self) -> dict[str, list[str]]:
        """Open every configuration as a researcher would; its columns."""
        import datasets

        datasets.disable_progress_bars()
        cache = self.folder / ".quoth" / "datasets"
        open_ = partial(datasets.load_dataset, str(self.folder / "dataset"), cache_dir=str(cache))
        names = ("documents", "tokens", "attributions", "claims")
        return {name: list(open_(name, split="train").column_names) for name in names}

    def predict(self) -> Path:
        """The rule-based tagger's predictions; the file."""
        from quoth.store import write_atomic
        from quoth.tagger import tag
        from quoth_eval.serialize import dumps

        lines = [dumps(tag(document)) + b"\n" for document in self.corpus.documents()]
        file = self.folder / "predictions.jsonl"
        write_atomic(file, b"".join(lines))
        return file

    def score(self, predictions: Path) -> dict[str, Any]:
        """The predictions against the labels."""
        from quoth_eval.inputs.shards import resolve
        from quoth_eval.run import Run

        gold = resolve(SET, self.corpus.root)
        return Run(gold, resolve(str(predictions))).result()


def shipped_labels(document: Document) -> Document:
    """The article with the labels that ship for it."""
    notation = files("quoth.demo") / "labels" / f"{document.id}.txt"
    return read_notation(notation.read_text(encoding="utf-8"), document)
