"""The evaluation half of Quoth: the document format, what derives from it, scores, agreement, statistics."""

__version__ = "0.1.0"
