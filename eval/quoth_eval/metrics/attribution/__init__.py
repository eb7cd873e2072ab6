"""Attribution scores: units, their roles, attributes and sources, and how they nest."""
