"""What kind of mistakes predictions make: every gold item and every predicted one has one verdict.

The verdicts of a layer add up to the counts of its strictest score: what is not ``correct`` on the gold side
are its misses, on the predicted side its false alarms.
"""
