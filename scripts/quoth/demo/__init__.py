"""The whole way on articles that ship with Quoth: import, Label Studio, pull, validate, dataset, scores."""
