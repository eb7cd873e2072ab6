"""Pages to look at: self-contained HTML made of documents, scores and disagreements.

Every page is one file: its styles, scripts and drawings are inside, and it never asks the network for
anything. Whatever comes from articles or predictions is escaped by Jinja2 or markupsafe; the only code in a
page is what ships in ``templates/``.
"""
