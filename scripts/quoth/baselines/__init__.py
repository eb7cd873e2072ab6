"""Simple systems that a model should beat, and what they score."""
