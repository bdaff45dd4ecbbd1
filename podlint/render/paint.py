"""Terminal colours and links; where they are off, the text as it is."""

from __future__ import annotations

from podlint.diagnostic import Severity
from podlint.escape import web_link

BOLD = "1"
GUTTER = "1;34"
MARK = "34"
SEVERITY = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}


class Paint:
    """Colours text with SGR sequences, links it with OSC 8, or leaves it alone."""

    __slots__ = ("colour", "hyperlinks")

    def __init__(self, *, colour: bool, hyperlinks: bool) -> None:
        self.colour = colour
        self.hyperlinks = hyperlinks

    def __call__(self, text: str, style: str) -> str:
        """The text in a style."""
        return f"\x1b[{style}m{text}\x1b[0m" if self.colour and text else text

    def link(self, text: str, url: str | None) -> str:
        """The text as a link to the URL."""
        if not self.hyperlinks or web_link(url) is None:
            return text
        return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\"
