"""Several annotators, one gold: what they agree on is merged, the rest is said in words, and traced."""
