"""Quoth: import articles, label them in Label Studio, check the labels, release them as a dataset."""

from quoth_eval import __version__ as __version__
