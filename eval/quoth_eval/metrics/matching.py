"""The largest one-to-one matching among pairs that may match."""

import numpy as np

from quoth_eval.columns import Ints


def partnered(left: Ints, right: Ints, lefts: int, rights: int) -> Ints:
    """The left rows that have a partner, where as many as possible have one (Hopcroft and Karp 1973); sorted.

    How many that are is certain; which of several possible rows they are is not.

    Args:
        left: shape (pairs,), rows that may be partners of ``right``; no pair comes twice.
        right: shape (pairs,).
        lefts: how many rows there are on the left.
        rights: how many on the right.

    >>> partnered(np.array([0, 1, 2]), np.array([0, 0, 1]), 3, 2).tolist()
    [0, 2]
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_bipartite_matching

    if not len(left):
        return np.zeros(0, np.int64)
    graph = csr_array((np.ones(len(left), np.int8), (left, right)), shape=(lefts, rights))
    return np.flatnonzero(maximum_bipartite_matching(graph, perm_type="column") >= 0)
