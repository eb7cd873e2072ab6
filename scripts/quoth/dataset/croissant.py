"""The Croissant 1.0 description of the dataset (``croissant.json``), for the tools that read it.

Every configuration is a record set over its Parquet files. Croissant readers cannot unfold a list of records
inside a list of records (the fragments of a cue in ``documents``): those are left to the Parquet files, and
the field's description says so.
"""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import orjson

from quoth.dataset.contents import Contents
from quoth.dataset.sections import summary
from quoth.dataset.tables import File
from quoth.dataset.types import Column, Configuration, Labels, ListOf, Plain, Struct, Type

PARQUET = "application/x-parquet"
_TYPES = {"string": "sc:Text", "int32": "sc:Integer", "bool": "sc:Boolean"}
_JSON = {"@type": "@json"}
_CR = (
    "citeAs column dataBiases dataCollection extract field fileProperty fileObject fileSet format includes "
    "isLiveDataset jsonPath key md5 parentField path personalSensitiveInformation recordSet references regex "
    "repeated replace samplingRate separator source subField transform equivalentProperty"
)
CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", **_JSON},
    "examples": {"@id": "cr:examples", **_JSON},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    **{term: f"cr:{term}" for term in sorted(_CR.split())},
}


def croissant(contents: Contents, metadata: dict[str, Any], own: dict[str, Any]) -> bytes:
    """The description as JSON-LD.

    Args:
        contents: what the dataset holds.
        metadata: the YAML of the card, for name, licence and language.
        own: what was written by hand for this description (``version``, ``citeAs``, ...).
    """
    found = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": metadata["pretty_name"],
        "description": summary(contents),
        "license": metadata.get("license"),
        "inLanguage": metadata.get("language"),
        "keywords": metadata.get("tags"),
        **own,
        "distribution": [*map(_file_set, contents.configurations), *map(_file_object, contents.files)],
        "recordSet": [_record_set(c) for c in contents.configurations],
    }
    kept = {key: value for key, value in found.items() if value}
    return orjson.dumps(kept, option=orjson.OPT_INDENT_2) + b"\n"


def _file_set(configuration: Configuration) -> dict[str, Any]:
    return {
        "@type": "cr:FileSet",
        "@id": _files(configuration),
        "name": _files(configuration),
        "encodingFormat": PARQUET,
        "includes": f"data/{configuration.name}/*.parquet",
    }


def _file_object(file: File) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": file.path,
        "name": file.path,
        "contentUrl": file.path,
        "contentSize": f"{len(file.data)} B",
        "encodingFormat": PARQUET,
        "sha256": sha256(file.data).hexdigest(),
    }


def _record_set(configuration: Configuration) -> dict[str, Any]:
    fields = [_field(configuration, c) for c in configuration.columns]
    return {
        "@type": "cr:RecordSet",
        "@id": configuration.name,
        "name": configuration.name,
        "description": f"Each record is {configuration.row}.",
        "field": [_split(configuration), *fields],
    }


def _split(configuration: Configuration) -> dict[str, Any]:
    """The split, which only the name of the file tells."""
    source = {
        "fileSet": {"@id": _files(configuration)},
        "extract": {"fileProperty": "fullpath"},
        "transform": {"regex": f"^data/{configuration.name}/(.*)\\.parquet$"},
    }
    return _described(
        f"{configuration.name}/split", "train, dev or test", {"dataType": "sc:Text", "source": source}
    )


def _field(configuration: Configuration, column: Column) -> dict[str, Any]:
    name = f"{configuration.name}/{column.name}"
    inner = _inner(column.type)
    if not isinstance(inner, Struct):
        return _described(name, _gloss(column), _leaf(configuration, column.name, column.type))
    fields = list(_sub_fields(configuration, column.name, inner))
    left = [c.name for c in inner.columns if _nested(c.type)]
    note = f"{column.gloss} (more in the Parquet file: {', '.join(left)})" if left else column.gloss
    return _described(name, note, {"repeated": True, "subField": fields})


def _sub_fields(configuration: Configuration, column: str, struct: Struct) -> Iterator[dict[str, Any]]:
    for part in struct.columns:
        if not _nested(part.type):
            leaf = _leaf(configuration, column, part.type)
            leaf["source"]["transform"] = {"jsonPath": part.name}
            yield _described(f"{configuration.name}/{column}/{part.name}", part.gloss, leaf)


def _leaf(configuration: Configuration, column: str, type_: Type) -> dict[str, Any]:
    inner = _inner(type_)
    data_type = _TYPES[inner.dtype] if isinstance(inner, Plain) else "sc:Integer"
    source: dict[str, Any] = {"fileSet": {"@id": _files(configuration)}, "extract": {"column": column}}
    return {
        "dataType": data_type,
        **({"repeated": True} if isinstance(type_, ListOf) else {}),
        "source": source,
    }


def _described(identifier: str, description: str, rest: dict[str, Any]) -> dict[str, Any]:
    text = {"description": description} if description else {}
    return {"@type": "cr:Field", "@id": identifier, "name": identifier, **text, **rest}


def _gloss(column: Column) -> str:
    inner = _inner(column.type)
    if not isinstance(inner, Labels):
        return column.gloss
    numbers = ", ".join(f"{n} {name}" for n, name in enumerate(inner.names))
    return f"{column.gloss}; the numbers are {numbers}"


def _inner(type_: Type) -> Type:
    return type_.item if isinstance(type_, ListOf) else type_


def _nested(type_: Type) -> bool:
    return isinstance(_inner(type_), Struct)


def _files(configuration: Configuration) -> str:
    return f"{configuration.name}-files"
