"""How fast events are scored, against a plain scorer over Python sets and the json module, in one run.

    python tests/bench/bench_events.py [--scale 1.0]

20,000 documents of 20 events with 3 arguments each; one event in six has another type or trigger in the
predictions, one argument in six another role or mention. Both read the same JSON lines.
"""

import json
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pyarrow.json as pj
import pyarrow.parquet as pq
from measuring import compared, result, say, scale, timed

DOCUMENTS, EVENTS, ARGUMENTS, MENTIONS = 20_000, 20, 3, 30
TYPES = ["Clash", "Strike", "Assault", "Seize", "Die", "Injure", "Detain", "Meet"]
ROLES = ["agent", "patient", "opponent", "instrument", "place", "time"]
KEYS = (
    "trigger_id",
    "trigger_cls",
    "argument_id",
    "argument_cls",
    "argument_attached_id",
    "argument_attached_cls",
)


def write(folder: Path, size: int) -> None:
    """Documents of both sides as JSON lines and Parquet."""
    rng = np.random.default_rng(11)
    with (folder / "gold.jsonl").open("wb") as gold, (folder / "pred.jsonl").open("wb") as pred:
        for number in range(size):
            found = made_up(rng)
            gold.write(_line(number, found))
            pred.write(_line(number, _noisy(found, rng)))
    for side in ("gold", "pred"):
        pq.write_table(pj.read_json(folder / f"{side}.jsonl"), folder / f"{side}.parquet")


Events = list[dict[str, Any]]


def made_up(rng: np.random.Generator) -> Events:
    """The events of one document."""
    kinds, roles = rng.integers(len(TYPES), size=EVENTS), rng.integers(len(ROLES), size=(EVENTS, ARGUMENTS))
    mentions = rng.integers(MENTIONS, size=(EVENTS, ARGUMENTS))
    return [
        {
            "id": f"v{n}",
            "start": 200 * n,
            "end": 200 * n + 6,
            "type": TYPES[kinds[n]],
            "polarity": "positive",
            "arguments": [
                {"role": ROLES[r], "mention": f"m{m}"} for r, m in zip(roles[n], mentions[n], strict=True)
            ],
        }
        for n in range(EVENTS)
    ]


def _noisy(events: Events, rng: np.random.Generator) -> Events:
    out = []
    for event, draw in zip(events, rng.random(len(events)), strict=True):
        changed = {**event, "arguments": [_other_argument(a, rng) for a in event["arguments"]]}
        if draw < 1 / 12:
            changed["type"] = TYPES[int(rng.integers(len(TYPES)))]
        elif draw < 1 / 6:
            changed["start"] += 1
        out.append(changed)
    return out


def _other_argument(argument: dict[str, str], rng: np.random.Generator) -> dict[str, str]:
    draw = rng.random()
    if draw < 1 / 12:
        return {**argument, "role": ROLES[int(rng.integers(len(ROLES)))]}
    return {**argument, "mention": f"m{int(rng.integers(MENTIONS))}"} if draw < 1 / 6 else argument


def _line(number: int, events: Events) -> bytes:
    mentions = [{"id": f"m{i}", "start": 130 * i, "end": 130 * i + 9} for i in range(MENTIONS)]
    return orjson.dumps({"id": f"d{number:06}", "mentions": mentions, "events": events}) + b"\n"


def plain(gold: Path, pred: Path) -> dict[str, tuple[int, int, int]]:
    """The six scores as anybody would write them: sets of tuples, and the accuracy of an attribute."""
    ours, theirs = _sets(gold), _sets(pred)
    return {
        key: (len(ours[key] & theirs[key]), len(theirs[key] - ours[key]), len(ours[key] - theirs[key]))
        for key in KEYS
    }


def _sets(path: Path) -> dict[str, set[tuple[Any, ...]]]:
    out: dict[str, set[tuple[Any, ...]]] = defaultdict(set)
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            name = document["id"]
            spans = {m["id"]: (m["start"], m["end"]) for m in document["mentions"]}
            for event in document["events"]:
                trigger, kind = (event["start"], event["end"]), event["type"]
                out["trigger_id"].add((name, trigger))
                out["trigger_cls"].add((name, trigger, kind))
                for argument in event["arguments"]:
                    span, role = spans[argument["mention"]], argument["role"]
                    out["argument_id"].add((name, kind, span))
                    out["argument_cls"].add((name, kind, span, role))
                    out["argument_attached_id"].add((name, trigger, kind, span))
                    out["argument_attached_cls"].add((name, trigger, kind, span, role))
    return out


def main() -> None:
    size = max(5, int(DOCUMENTS * scale(__doc__)))
    say(f"{size:,} documents of {EVENTS} events with {ARGUMENTS} arguments each")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, size)
        theirs, expected = timed(lambda: plain(folder / "gold.jsonl", folder / "pred.jsonl"))
        for kind in ("jsonl", "parquet"):
            paths = [folder / f"{side}.{kind}" for side in ("gold", "pred")]
            ours, found = timed(lambda paths=paths: result(*paths, "events")["events"], 3)  # type: ignore[misc]
            compared(f"all event scores from {kind}", ours, "sets and json", theirs, 10)
            same = {key: tuple(found[key][n] for n in ("tp", "fp", "fn")) for key in KEYS}
            say(f"    the same counts: {same == expected}")


if __name__ == "__main__":
    main()
