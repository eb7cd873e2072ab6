"""The ``datasets.Features`` of a configuration; importing ``datasets`` takes seconds, so only when asked."""

from typing import TYPE_CHECKING, Any

from quoth.dataset.types import Configuration, Labels, ListOf, Plain, Struct, Type

if TYPE_CHECKING:
    from datasets import Features


def features_of(configuration: Configuration) -> "Features":
    """The features that the Parquet files are written with and the card states.

    ``List`` throughout: ``Sequence`` turns a list of records into a record of lists, and ``Json`` makes the
    repository unreadable for datasets 3.
    """
    from datasets import Features

    return Features({c.name: _feature(c.type) for c in configuration.columns})


def _feature(type_: Type) -> Any:
    from datasets import ClassLabel, List, Value

    match type_:
        case Plain(dtype):
            return Value(dtype)
        case Labels(names):
            return ClassLabel(names=list(names))
        case ListOf(item):
            return List(_feature(item))
        case Struct(columns):
            return {c.name: _feature(c.type) for c in columns}
