"""How long ``quoth agree`` and ``quoth compare`` take, as whole commands, on invented mentions.

python tests/bench/bench_agree_command.py
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DOCUMENTS, MENTIONS, LENGTH = 300, 100, 6_000
TYPES = ("PER", "ORG", "GPE", "LOC", "FAC")


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def write(path: Path, noise: float) -> None:
    """Documents with the same mentions in every file, but for some noise of its own."""
    same, own = random.Random(0), random.Random(noise)  # noqa: S311 - nothing here is secret
    with path.open("w", encoding="utf-8") as file:
        for d in range(DOCUMENTS):
            mentions = []
            for m in range(MENTIONS):
                start, size, kind = same.randrange(LENGTH - 40), same.randrange(3, 30), same.choice(TYPES)
                if own.random() < noise:
                    start, kind = start + own.randrange(3), own.choice(TYPES)
                mentions.append(
                    {"id": f"m{m}", "start": start, "end": start + size, "type": kind, "entity": f"e{m % 30}"}
                )
            file.write(
                json.dumps({"id": f"d{d}", "text": "word " * (LENGTH // 5), "mentions": mentions}) + "\n"
            )


def timed(*arguments: str) -> None:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "quoth.cli", *arguments], check=True, capture_output=True)
    say(f"  quoth {' '.join(Path(a).name for a in arguments)}    {time.perf_counter() - start:.2f} s")


if __name__ == "__main__":
    say(f"{DOCUMENTS} documents with {MENTIONS} mentions each")
    with tempfile.TemporaryDirectory() as folder:
        files = [str(Path(folder) / f"{name}.jsonl") for name in ("gold", "a", "b")]
        for at, name in enumerate(files):
            write(Path(name), 0.1 * at)
        timed("agree", *files[:2], "--json")
        timed("agree", *files[:2], "--bootstrap", "1000", "--json")
        timed("compare", *files, "--json")
