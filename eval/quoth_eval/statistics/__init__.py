"""Is it luck: intervals and tests over documents, for any statistic of summed per-document counts."""
