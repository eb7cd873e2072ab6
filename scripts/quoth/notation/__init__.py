r"""A notation for annotations that people can write: it names words, never offsets.

The guidelines' examples and the labels of the demo articles are written in it. One statement a line; empty
lines and lines that begin with ``#`` say nothing. ``@12`` starts the block of line 12 of a given text;
instead, ``= The mayor said ...`` is a line of the text itself. What follows is about that line:

>>> document = read('''
... = “We hold the bridge,” the mayor of Lida told OTV, adding that raiders had shelled it twice.
... m the bridge : FAC NOM bridge
... m mayor      : PER NOM mayor
... m Lida       : GPE NAM lida Q7
... m OTV        : MEDIA
... m raiders    : ORG NOM raiders
... m it         : FAC PRO bridge
... a told   : source=mayor; to=OTV; content=“We ... bridge,”
... a adding : source=mayor; content=raiders had shelled it twice
... e shelled : Strike; agent=raiders; patient=it
... ''')
>>> document.attributions[0].form, document.attributions[1].attitude
('direct', 'assertion')
>>> document.events[0].arguments
(Argument(role='agent', mention='m5'), Argument(role='patient', mention='m6'))

**Statements** have a head, a colon between spaces, and fields between semicolons:

- ``m SURFACE #id : TYPE LEVEL key kb``, a mention. By default it has no type, is ``NAM``, its entity's key is
  the surface in lower case (spaces as ``-``) and has no knowledge base id.
- ``a CUE | CUE #id : source=...; to=...; content=... | ...; relays=#id; attitude=...; form=...; stance=...;
  modality=...``, an attribution (one line); its cue is ``-`` when it has none. Sources and addressees are
  mentions. Defaults: ``assertion``, ``affirms``, ``asserted``, and the form that the quotation marks give.
- ``e TRIGGER #id : Type cluster; role=MENTION | MENTION; polarity=...; modality=...``, an event. Defaults: a
  cluster of its own (named by its id), ``positive``, ``asserted``.
- ``k key : type=...; name=...; kb=...``, what an entity's mentions do not say. By default it has the type of
  its first mention that has one, and the longest name that is no adjective.

``-`` is nothing (``attitude=-``; no entity key). An id is given where something refers to it; the others are
numbered in text order: ``m1``, ``a1``, ``v1``.

**Surfaces** stand for their only occurrence that begins in the block's line; whole words go first: ``he`` is
not looked for inside ``the`` where it is a word of its own. ``Lida~2`` is the second of several; ``Lida~~2``
is the second when occurrences inside words count as well. ``first words ... last words`` spans all that is
between; each end must be unique or numbered, the second counting from the first on. ``@14 Lida`` looks in
line 14. A mention is referred to by its surface in the same way, or as ``#id``.

A backslash takes away the meaning of the sign after it (``\;`` ``\|`` ``\~`` ``\#`` ``\@`` ``\:`` ``\-``
``\...``); ``\n``, ``\r`` and ``\t`` are control characters.

:func:`write` is the inverse:

>>> read(write(document, inline=True)) == document
True
>>> print(write(document, inline=True))
= “We hold the bridge,” the mayor of Lida told OTV, adding that raiders had shelled it twice.
m the bridge : FAC NOM bridge
m mayor : PER NOM mayor
m Lida : GPE NAM lida
m OTV : MEDIA NAM otv
m raiders : ORG NOM raiders
m it : FAC PRO bridge
a told : source=mayor; to=OTV; content=“We hold the bridge,”
a adding : source=mayor; content=raiders had shelled it twice
e shelled : Strike; agent=raiders; patient=it
k lida : kb=Q7
<BLANKLINE>
"""

from quoth.notation.reading import read as read
from quoth.notation.writing import write as write
