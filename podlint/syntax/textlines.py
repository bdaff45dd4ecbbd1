"""The lines of a text that is no YAML yet: their indentation, their key and what stands before them."""

import re
from typing import NamedTuple

_KEY = re.compile(r"(?:- +)*(?P<key>\"[^\"]*\"|'[^']*'|[^\s:#\[\]{},\"'|>&*!%@`-][^:#\n]*?)\s*:(?=\s|$)")
_SPACED = re.compile(r"\r\n|\n|\r")


class Line(NamedTuple):
    """A line of a text: where it begins, how far it is indented, and its text without indentation and line end."""

    start: int
    indent: int
    text: str

    @property
    def at(self) -> int:
        """Where the line's text begins."""
        return self.start + self.indent

    @property
    def end(self) -> int:
        """Where the line's text ends."""
        return self.at + len(self.text)

    @property
    def key(self) -> str | None:
        """The first key of the line, behind dashes; None where there is none."""
        match = _KEY.match(self.text)
        return None if match is None else match["key"].strip("\"'")

    @property
    def key_column(self) -> int:
        """How far the first key is indented, behind dashes."""
        match = _KEY.match(self.text)
        return self.indent + (0 if match is None else match.start("key"))

    @property
    def value(self) -> str:
        """What stands behind the first key, without a comment."""
        match = _KEY.match(self.text)
        rest = "" if match is None else self.text[match.end() :].strip()
        return "" if rest.startswith("#") else rest

    @property
    def is_item(self) -> bool:
        """Whether the line begins with a dash."""
        return self.text == "-" or self.text.startswith("- ")


def lines_of(text: str, start: int, end: int) -> list[Line]:
    """The lines of a part of a text that have content: blank ones, comments and markers are left out."""
    found = []
    at = start
    while at < end:
        match = _SPACED.search(text, at, end)
        stop = match.start() if match is not None else end
        raw = text[at:stop]
        content = raw.lstrip(" ")
        if content.strip() and not content.startswith("#") and not raw.startswith("---"):
            found.append(Line(at, len(raw) - len(content), content.rstrip()))
        at = match.end() if match is not None else end
    return found
