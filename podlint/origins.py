"""Where rendered documents come from: what `helm template` and `kustomize build` print, split by what they say of it.

Helm writes a `# Source:` comment above each document, Kustomize an annotation into it when asked to. The parts with the
same origin become one text of that name, as `helm template --output-dir` would write it: its lines are those of the
rendered text, not of the template.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from podlint.text import Source

_MARK = "# Source: "
_ORIGIN = re.compile(
    r"^ +config\.kubernetes\.io/origin: \|\r?\n(?: +\w+: .*\n)*? +(?:path|configuredIn): (\S.*?)\r?$", re.MULTILINE
)
_PATH = re.compile(r"""^ +config\.kubernetes\.io/path: ["']?([^"'\r\n]+)["']?\r?$""", re.MULTILINE)


def split(source: Source) -> list[Source]:
    """The text as one source an origin; the text itself when no document names one."""
    cut = _by_comment if _MARK in source.text else _by_annotation
    parts: dict[str, list[str]] = {}
    for path, part in cut(source):
        parts.setdefault(path, []).append(part)
    if list(parts) == [source.path]:
        return [source]
    return [Source(path, "".join(texts)) for path, texts in parts.items()]


def _by_comment(source: Source) -> Iterator[tuple[str, str]]:
    """The text cut before each document that names its origin, with that name; what is before the first keeps its own."""
    text = source.text
    marks = list(re.finditer(r"^(?:---[ \t]*\r?\n|\A)# Source: ([^\r\n]*\S)[ \t]*\r?$", text, re.MULTILINE))
    if not marks:
        yield source.path, text
        return
    starts = [mark.start() for mark in marks]
    before = text[: starts[0]]
    if before.strip():
        yield source.path, before
    for mark, end in zip(marks, [*starts[1:], len(text)], strict=True):
        yield mark[1], text[mark.start() : end]


def _by_annotation(source: Source) -> Iterator[tuple[str, str]]:
    """The text cut before each document, with the name of its origin or its own."""
    text = source.text
    starts = [0, *(match.start() for match in re.finditer(r"(?<=\n)---[ \t]*\r?$", text, re.MULTILINE))]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        part = text[start:end]
        named = _ORIGIN.findall(part) or _PATH.findall(part)
        yield named[0] if len(named) == 1 else source.path, part
