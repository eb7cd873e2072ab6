"""The CoNLL score: the mean F1 of MUC, B-cubed and CEAFe (Denis and Baldridge 2009; Pradhan et al. 2012)."""

import numpy as np

from quoth_eval.metrics.measure import Floats, Measure, Ratios, ratio


class Conll(Measure):
    """The mean of three F1 over summed counts.

    One that is undefined is left out: gold without any links (nothing but singletons) would else fall short
    of 1 against itself. Wherever the predictions have a link, MUC is defined, and counts as 0.
    """

    columns = tuple(f"{name}_{c}" for name in ("muc", "b3", "ceafe") for c in Ratios.columns)

    def values(self, sums: Floats) -> dict[str, Floats]:
        """``f1`` alone."""
        parts = [sums[..., i : i + 4] for i in (0, 4, 8)]
        f1 = np.stack([Ratios(self.path).values(part)["f1"] for part in parts], axis=-1)
        return {"f1": ratio(np.nan_to_num(f1).sum(-1), (~np.isnan(f1)).sum(-1))}
