"""The lines of a text that is no YAML yet: their indentation, their key and what stands behind it."""

from __future__ import annotations

import re
from typing import NamedTuple

_KEY = re.compile(r"(?:- +)*(?P<key>\"[^\"]*\"|'[^']*'|[^\s:#\[\]{},\"'|>&*!%@`-][^:#\n]*?)\s*:(?=\s|$)")
_END = re.compile(r"\r\n|\n|\r")
_LONGEST_KEY = 1024
"""A key that needs no question mark is no longer (YAML 1.2, 7.4.2)."""


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

    def _match(self) -> re.Match[str] | None:
        return _KEY.match(self.text[:_LONGEST_KEY])

    @property
    def key(self) -> str | None:
        """The first key of the line, behind dashes; None where there is none."""
        match = self._match()
        return None if match is None else match["key"].strip("\"'")

    @property
    def key_at(self) -> int:
        """Where the first key begins, behind dashes; the line's text when it has none."""
        match = self._match()
        return self.at + (0 if match is None else match.start("key"))

    @property
    def key_end(self) -> int:
        """Where the first key ends, quotes included."""
        match = self._match()
        return self.at + (0 if match is None else match.end("key"))

    @property
    def key_column(self) -> int:
        """How far the first key is indented, behind dashes."""
        return self.key_at - self.start

    @property
    def value(self) -> str:
        """What stands behind the first key, without a comment."""
        match = self._match()
        rest = "" if match is None else self.text[match.end() :]
        return without_comment(rest).strip()

    @property
    def is_item(self) -> bool:
        """Whether the line begins with a dash."""
        return self.text == "-" or self.text.startswith("- ")


def without_comment(text: str) -> str:
    """A piece of a line up to a comment: a hash at its beginning or behind a blank, outside quotes."""
    quote = ""
    for place, char in enumerate(text):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'" and (place == 0 or text[place - 1] in " \t[{,:"):
            quote = char
        elif char == "#" and (place == 0 or text[place - 1] in " \t"):
            return text[:place]
    return text


def lines_of(text: str, start: int, end: int) -> list[Line]:
    """The lines of a part of a text that have content: blank ones, comments and markers are left out."""
    found = []
    at = start
    while at < end:
        match = _END.search(text, at, end)
        stop = match.start() if match is not None else end
        raw = text[at:stop]
        content = raw.lstrip(" ")
        if content.strip() and not content.startswith("#") and not raw.startswith("---"):
            found.append(Line(at, len(raw) - len(content), content.rstrip()))
        at = match.end() if match is not None else end
    return found
