"""What the head of the card tells machines: configurations, features, sizes, language, licence."""

from typing import Any

from quoth.dataset.contents import Contents
from quoth.dataset.features import features_of
from quoth.dataset.tables import File
from quoth.dataset.types import Configuration

TITLE = "Annotated news articles"
TAGS = ("attribution", "quotation", "events", "coreference", "news", "croissant", "quoth")
GENERATED = ("configs", "dataset_info", "size_categories")
_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))


def metadata(contents: Contents, own: dict[str, Any]) -> dict[str, Any]:
    """The metadata of the card.

    Args:
        contents: what the dataset holds.
        own: what was written by hand; it wins, except over what the files decide.
    """
    documents = [item.document for item in contents.items]
    derived = {
        "pretty_name": TITLE,
        "language": sorted({d.language for d in documents if d.language}),
        "license": _one_or_all(sorted({licence_tag(d.license) for d in documents if d.license})),
        "task_categories": ["token-classification"],
        "tags": list(TAGS),
    }
    return {
        **{key: value for key, value in derived.items() if value},
        **{key: value for key, value in own.items() if key not in GENERATED},
        "size_categories": [size_category(len(documents))],
        "configs": [_config(contents, c) for c in contents.configurations],
        "dataset_info": [_info(contents, c) for c in contents.configurations],
    }


def _one_or_all(names: list[str]) -> str | list[str]:
    return names[0] if len(names) == 1 else names


def licence_tag(licence: str) -> str:
    """The licence as dataset cards spell it.

    >>> licence_tag("CC-BY-4.0")
    'cc-by-4.0'
    """
    return licence.lower().replace(" ", "-")


def size_category(documents: int) -> str:
    """The size as dataset cards state it.

    >>> size_category(24)
    'n<1K'
    """
    return next((name for limit, name in _SIZES if documents < limit), "n>1M")


def _config(contents: Contents, configuration: Configuration) -> dict[str, Any]:
    head: dict[str, Any] = {"config_name": configuration.name}
    if configuration is contents.configurations[0]:
        head["default"] = True
    return head | {"data_files": [{"split": f.split, "path": f.path} for f in _own(contents, configuration)]}


def _info(contents: Contents, configuration: Configuration) -> dict[str, Any]:
    own = _own(contents, configuration)
    return {
        "config_name": configuration.name,
        "features": features_of(configuration)._to_yaml_list(),
        "splits": [{"name": f.split, "num_bytes": f.memory, "num_examples": f.rows} for f in own],
        "download_size": sum(len(f.data) for f in own),
        "dataset_size": sum(f.memory for f in own),
    }


def _own(contents: Contents, configuration: Configuration) -> list[File]:
    return [f for f in contents.files if f.configuration == configuration.name]
