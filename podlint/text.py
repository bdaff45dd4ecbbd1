"""A text with its path, and places in it; the one place that knows lines, columns and encodings."""

import re
from bisect import bisect_right
from typing import NamedTuple

_WIDE_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


class Position(NamedTuple):
    """A point in a text: line and code-point column from 1, offset in code points from 0."""

    line: int
    column: int
    offset: int


class Span(NamedTuple):
    """A part of a text, as offsets in code points; the end is exclusive."""

    start: int
    end: int


class Edit(NamedTuple):
    """One text change: what stands in the span becomes the text."""

    span: Span
    text: str


class Source:
    """A text, where it came from, and its lines.

    The text has no byte-order mark: offsets count from the first character after it. Line ends are kept
    as they are; LF, CRLF and CR end a line, NEL, LS and PS do not (as in editors and git).
    """

    __slots__ = ("_starts", "bom", "encoding", "misdecoded", "path", "text")

    def __init__(
        self, path: str, text: str, *, bom: bool = False, misdecoded: int | None = None, encoding: str = "utf-8"
    ) -> None:
        self.path = path
        self.text = text
        self.bom = bom
        self.misdecoded = misdecoded
        self.encoding = encoding
        self._starts: list[int] | None = None

    @classmethod
    def decode(cls, path: str, data: bytes) -> "Source":
        """Read bytes as UTF-8, or UTF-16/32 by its mark; `misdecoded` is where the first bad byte stands."""
        if data.startswith(b"\xef\xbb\xbf"):
            return cls._utf8(path, data[3:], bom=True)
        for mark, encoding in _WIDE_BOMS:
            if data.startswith(mark):
                try:
                    return cls(path, data[len(mark) :].decode(encoding), bom=True, encoding=encoding)
                except UnicodeDecodeError:
                    text = data[len(mark) :].decode(encoding, "replace")
                    return cls(path, text, bom=True, misdecoded=max(text.find("\ufffd"), 0), encoding=encoding)
        return cls._utf8(path, data, bom=False)

    @classmethod
    def _utf8(cls, path: str, data: bytes, *, bom: bool) -> "Source":
        try:
            return cls(path, data.decode("utf-8"), bom=bom)
        except UnicodeDecodeError as error:
            good = len(data[: error.start].decode("utf-8"))
            return cls(path, data.decode("utf-8", "replace"), bom=bom, misdecoded=good)

    def encode(self) -> bytes:
        """The bytes of the text as they were read: same encoding, with the byte-order mark when there was one."""
        return f"{chr(0xFEFF) if self.bom else ''}{self.text}".encode(self.encoding)

    def with_text(self, text: str) -> "Source":
        """Another text in the same file."""
        return Source(self.path, text, bom=self.bom, encoding=self.encoding)

    @property
    def line_starts(self) -> list[int]:
        """The offset at which each line begins; at least one."""
        if self._starts is None:
            self._starts = [0, *(match.end() for match in re.finditer("\r\n|\n|\r", self.text))]
        return self._starts

    def position(self, offset: int) -> Position:
        """The line and column of an offset."""
        starts = self.line_starts
        line = bisect_right(starts, offset)
        return Position(line, offset - starts[line - 1] + 1, offset)

    def line(self, number: int) -> str:
        """The text of a line (from 1), without its end."""
        starts = self.line_starts
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")

    def slice(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span.start : span.end]
