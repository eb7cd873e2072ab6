"""The scores, one file each: a metric counts by document; every figure is a function of the sums."""
