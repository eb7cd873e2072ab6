"""A small rule-based baseline: it labels any text with what word lists and punctuation give away.

Names are capitalised words, cues and triggers stand in lists (``words/*.toml``), contents go by quotation
marks, "that" and commas, arguments are the nearest mention that the schema allows. It is meant to be honest
and fast, not good: the number that any model should beat.

>>> from quoth_eval.document import Document
>>> tagged = tag(Document("d", "“The bridge is ours,” Mayor Ana Lund told Radio Lida on Monday."))
>>> said = tagged.attributions[0]
>>> said.form, said.sources, said.addressees, said.content
('direct', ('m1',), ('m2',), (Span(start=0, end=21),))
"""

from quoth.tagger.tagging import tag as tag
