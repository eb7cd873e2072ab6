"""The commands of ``quoth``, one module each; what they need is imported when they run."""
