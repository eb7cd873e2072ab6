"""Examples for the card that run as written: each looks at something that the dataset really holds."""

import json
from collections.abc import Iterator, Sequence

from quoth.dataset.items import Item, splits
from quoth_eval.document import Attribution
from quoth_eval.reporting import Claim

_LOAD = """\
The examples need nothing but `pip install datasets`. They run beside this folder, which they call `dataset`;
on the Hub, put the name of the dataset there instead.

```python
from datasets import load_dataset

documents = load_dataset("dataset", "documents")
print(documents)
```"""

_CLAIMS = """\
All claims about one event, by source:

```python
from datasets import load_dataset

by_source = {{}}
for claim in load_dataset("dataset", "claims", split="{split}"):
    if (claim["document_id"], claim["cluster"]) == ({document}, {cluster}):
        source = " > ".join(name or "(not expressed)" for name in claim["chain"]) or "the article itself"
        by_source.setdefault(source, []).append(claim)
for source, claims in by_source.items():
    print(source)
    for claim in claims:
        print("-", claim["stance"] or "says", claim["polarity"], f"({{claim['trigger']}})", claim["sentence"])
```"""

_CHAIN = """\
The chain of a quote, from the one who reports it last to the one who said it:

```python
from datasets import load_dataset

attributions = load_dataset("dataset", "attributions", split="{split}")
by_id = {{(a["document_id"], a["id"]): a for a in attributions}}
quote = by_id[{document}, {attribution}]
for link in quote["chain_ids"]:
    a = by_id[quote["document_id"], link]
    print(", ".join(a["source_names"]) or "(not expressed)", a["cue"], a["content"], sep=" | ")
```"""

_TAGS = """\
BIO tags for a tagger, and the sentence with the most different ones:

```python
from datasets import load_dataset

rows = load_dataset("dataset", "tokens", split="{split}")
names = rows.features["entity_tags"].feature.names
sentences = [(r["tokens"], [names[tag] for tag in r["entity_tags"]]) for r in rows if r["tokens"]]
words, tags = max(sentences, key=lambda sentence: len(set(sentence[1])))
for word, tag in zip(words, tags):
    print(word, tag)
```"""


def usage(items: Sequence[Item]) -> str:
    """How to load the dataset, then as many of the examples as it has something for."""
    return "\n\n".join([_LOAD, *_claims(items), *_chain(items), *_tags(items)])


def _claims(items: Sequence[Item]) -> Iterator[str]:
    """The event that is told in the most different ways."""
    ways: dict[tuple[str, str, str], set[tuple[str, ...]]] = {}
    for item in _open(items):
        for claim in item.reporting.claims() if item.document.attributions is not None else ():
            if claim.event.cluster:
                key = (item.split, item.document.id, claim.event.cluster)
                ways.setdefault(key, set()).add(_way(claim))
    if ways:
        split, document, cluster = min(ways, key=lambda key: (-len(ways[key]), key))
        yield _CLAIMS.format(split=split, document=_quoted(document), cluster=_quoted(cluster))


def _chain(items: Sequence[Item]) -> Iterator[str]:
    """The quote with the longest chain."""
    found = [(i, a) for i in _open(items) for a in i.document.attributions or ()]
    if found:
        item, attribution = min(found, key=lambda pair: _by_depth(*pair))
        document, name = _quoted(item.document.id), _quoted(attribution.id)
        yield _CHAIN.format(split=item.split, document=document, attribution=name)


def _tags(items: Sequence[Item]) -> Iterator[str]:
    for name in list(splits([i for i in _open(items) if i.document.mentions is not None]))[:1]:
        yield _TAGS.format(split=name)


def _quoted(name: str) -> str:
    """A Python literal, in double quotes."""
    return json.dumps(name, ensure_ascii=False)


def _open(items: Sequence[Item]) -> list[Item]:
    return [i for i in items if i.document.text is not None]


def _way(claim: Claim) -> tuple[str, ...]:
    return tuple(a.id for a in claim.chain)


def _by_depth(item: Item, attribution: Attribution) -> tuple[int, str, str]:
    return -len(item.reporting.chain(attribution)), item.document.id, attribution.id
