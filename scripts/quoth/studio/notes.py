"""Collects the findings about one task's labels, with their places."""

from quoth.studio.findings import Finding, Level
from quoth.studio.regions import Region


class Notes:
    """The findings about the labels of one document, in the order in which they are met."""

    def __init__(self, document: str, text: str, url: str | None = None) -> None:
        self.document = document
        self.text = text
        self.url = url
        self.findings: list[Finding] = []

    def add(self, rule: str, level: Level, message: str, region: Region | None = None) -> None:
        """Note something about a region, or about the document as a whole."""
        if region is None:
            self.findings.append(Finding(rule, level, message, self.document, url=self.url))
            return
        surface = region.span.of(self.text)
        place = (self.document, region.id, region.start, region.end, surface, self.url)
        self.findings.append(Finding(rule, level, message, *place))

    def take(self, findings: list[Finding]) -> None:
        """Add findings that do not know yet where they were made."""
        from dataclasses import replace

        self.findings += [replace(f, document=self.document, url=self.url) for f in findings]
