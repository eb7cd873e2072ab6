"""Values as codes over one sorted vocabulary that several columns share."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from quoth_eval.columns import Ints


def coded(arrays: Sequence[pa.Array | pa.ChunkedArray]) -> tuple[list[Ints], list[str]]:
    """Codes of the strings in several arrays over one sorted vocabulary, and that; -1 is null.

    >>> coded([pa.array(["b", None]), pa.array(["a"])])
    ([array([ 1, -1]), array([0])], ['a', 'b'])
    """
    codes, vocabulary = ranked(arrays)
    return codes, vocabulary.to_pylist()


def ranked(arrays: Sequence[pa.Array | pa.ChunkedArray]) -> tuple[list[Ints], pa.Array]:
    """The same for values of any one type that can be sorted (strings, byte strings, numbers)."""
    chunks = [c for a in arrays for c in (a.chunks if isinstance(a, pa.ChunkedArray) else [a])]
    encoded = pc.dictionary_encode(pa.concat_arrays(chunks) if chunks else pa.array([], pa.string()))
    order = pc.sort_indices(encoded.dictionary).to_numpy()
    rank = np.empty(len(order) + 1, np.int64)
    rank[order] = np.arange(len(order))
    rank[-1] = -1
    codes = rank[pc.fill_null(encoded.indices, len(order)).to_numpy()]
    cuts = np.cumsum([len(a) for a in arrays])[:-1]
    return np.split(codes, cuts), encoded.dictionary.take(pa.array(order))
