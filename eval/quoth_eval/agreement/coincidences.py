"""Coincidences of segments, the tables that the unitizing alphas of 2016 are computed from."""

from dataclasses import dataclass

import numpy as np

from quoth_eval.statistics.sums import FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """Sums of ``unitizing_statistics`` as tables, and the coefficients of them; shapes have ``...`` in
    front.

    Attributes:
        length: ``(V+1, V+1)``, the coincidences l_ck; position 0 is phi.
        self_pairs: ``(V+1,)``, W_c.
        inner_self_pairs: ``(V,)``, W*_c.
    """

    length: FloatArray
    self_pairs: FloatArray
    inner_self_pairs: FloatArray

    @classmethod
    def of(cls, sums: FloatArray, n_labels: int) -> "Tables":
        """The tables of sums of shape ``(..., k)``."""
        side = n_labels + 1
        length, self_pairs, inner = np.split(sums, [side**2, side**2 + side], axis=-1)
        return cls(length.reshape(*sums.shape[:-1], side, side), self_pairs, inner)

    @property
    def inner(self) -> FloatArray:
        """``(V, V)``: the coincidences of units with units, without phi."""
        return self.length[..., 1:, 1:]

    def u(self) -> FloatArray:
        """u, ``(...)``, NaN where undefined."""
        return _alpha(self.length, self.self_pairs)

    def binary(self) -> FloatArray:
        """\\|u\\|, ``(...)``, NaN where undefined."""
        gaps, rest = self.length[..., :1, :].sum(axis=-2), self.length[..., 1:, :].sum(axis=-2)
        rows = np.stack([gaps, rest], axis=-2)
        table = np.stack([rows[..., 0], rows[..., 1:].sum(axis=-1)], axis=-1)
        alone = np.stack([self.self_pairs[..., 0], self.self_pairs[..., 1:].sum(axis=-1)], axis=-1)
        return _alpha(table, alone)

    def cu(self) -> FloatArray:
        """cu, ``(...)``, NaN where undefined."""
        return _alpha(self.inner, self.inner_self_pairs)

    def ku(self) -> FloatArray:
        """(k)u of each label, ``(..., V)``, NaN where undefined."""
        margin = self.inner.sum(axis=-1)
        total = margin.sum(axis=-1, keepdims=True)
        differing = margin - np.diagonal(self.inner, axis1=-2, axis2=-1)
        # both sides of the quotient without the factor that they share
        with np.errstate(divide="ignore", invalid="ignore"):
            observed = differing / margin
            return _corrected(
                observed, margin * (total - margin), margin * total - self.inner_self_pairs, margin * total
            )

    def label_coverage(self) -> FloatArray:
        """The share of the units of each label that meets another coder's units, ``(..., V)``."""
        with np.errstate(divide="ignore", invalid="ignore"):
            share = self.inner.sum(axis=-1) / self.length[..., 1:, :].sum(axis=-1)
        return np.asarray(np.nan_to_num(share))


def _alpha(length: FloatArray, self_pairs: FloatArray) -> FloatArray:
    """1 - D_o / D_e of coincidences ``(..., v, v)``, both summed over unequal labels so that agreement gives
    exactly 1."""
    margin = length.sum(axis=-1)
    total = margin.sum(axis=-1)
    off = ~np.eye(length.shape[-1], dtype=bool)
    observed = (length * off).sum(axis=(-1, -2))
    chance = (margin[..., :, None] * margin[..., None, :] * off).sum(axis=(-1, -2))
    with np.errstate(divide="ignore", invalid="ignore"):
        return _corrected(observed / total, chance, total**2 - self_pairs.sum(axis=-1), total**2)


def _corrected(observed: FloatArray, chance: FloatArray, pairs: FloatArray, scale: FloatArray) -> FloatArray:
    """1 - observed / (chance / pairs), NaN unless chance has something, and the pairs more than rounding."""
    defined = (chance > 0) & (pairs > 1e-9 * scale)
    return np.where(defined, 1 - observed / (chance / pairs), np.nan)
