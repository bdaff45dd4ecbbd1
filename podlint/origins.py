"""Where rendered documents come from: what `helm template` prints, split by the `# Source:` comments in it.

Helm writes one comment above each document that it renders. The parts with the same comment become one text of that
name, as `helm template --output-dir` would write it: its lines are those of the rendered text, not of the template.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from podlint.text import Source

_MARK = "# Source: "


def split(source: Source) -> list[Source]:
    """The text as one source a `# Source:` comment; the text itself when no document begins with one."""
    if _MARK not in source.text:
        return [source]
    parts: dict[str, list[str]] = {}
    for path, part in _parts(source):
        parts.setdefault(path, []).append(part)
    return [Source(path, "".join(texts)) for path, texts in parts.items()]


def _parts(source: Source) -> Iterator[tuple[str, str]]:
    """The text cut before each document that names its origin, with that name; what is before the first keeps its own."""
    text = source.text
    marks = list(re.finditer(r"^(?:---[ \t]*\r?\n|\A)# Source: ([^\r\n]*\S)[ \t]*\r?$", text, re.MULTILINE))
    starts = [mark.start() for mark in marks]
    if not starts:
        yield source.path, text
        return
    before = text[: starts[0]]
    if before.strip():
        yield source.path, before
    for mark, end in zip(marks, [*starts[1:], len(text)], strict=True):
        yield mark[1], text[mark.start() : end]
