"""The baselines by name."""

from collections.abc import Callable, Iterable

from quoth_eval.document import Document
from quoth_eval.errors import InputError

RULES = "rules"
BY_HEART = "by-heart"
GLOSSES = {
    RULES: "word lists and rules that know no corpus: the tagger that ships with Quoth",
    BY_HEART: "labels again which words were labelled in other articles (--train); events have no arguments",
}


def labeller(name: str, train: Iterable[Document]) -> Callable[[Document], Document]:
    """The baseline that has this name, ready to label documents with a text.

    Args:
        name: one of :data:`GLOSSES`.
        train: what it may learn from.

    Raises:
        InputError: no such baseline, nothing to learn from, or something for one that does not learn.
    """
    if name not in GLOSSES:
        raise InputError(f"no baseline {name}; known are {', '.join(GLOSSES)}")
    known = [d for d in train if d.text is not None]
    if name == RULES:
        if known:
            raise InputError(f"the baseline {RULES} learns nothing; leave --train out")
        from quoth.tagger import tag

        return tag
    if not known:
        raise InputError(f"the baseline {name} learns from articles with a text; name some with --train")
    from quoth.baselines.by_heart import Labeller
    from quoth.baselines.lexicon import learn

    return Labeller(learn(known))
