"""Marks in example manifests: `#! message` is a finding that begins on the line, `#~ note` a piece of evidence.

`#!^` and `#~^` on a line of their own speak of the line above. A first line `# kubernetes: 1.28` sets the minor,
`# schema: group kind {...}` a schema for a custom kind.
"""

from __future__ import annotations

import json
import re
from typing import NamedTuple

_MARK = re.compile(r"[ \t]*#([!~])(\^?) (.*?)(?=[ \t]+#[!~]\^? |$)")
_SCHEMA = re.compile(r"^# schema: (\S+) (\S+) (.*)$", re.MULTILINE)
_VERSION = re.compile(r"^# kubernetes: 1\.(\d+)$", re.MULTILINE)


class Marked(NamedTuple):
    """A text without its marks, and what they expect as (line, text) pairs."""

    text: str
    findings: tuple[tuple[int, str], ...]
    evidence: tuple[tuple[int, str], ...]
    minor: int | None
    schemas: dict[tuple[str, str], dict[str, object]]


def read_marks(text: str) -> Marked:
    lines: list[str] = []
    found: dict[str, list[tuple[int, str]]] = {"!": [], "~": []}
    for line in text.split("\n"):
        marks = list(_MARK.finditer(line))
        rest = line[: marks[0].start()] if marks else line
        if marks and not rest.strip() and all(mark[2] for mark in marks):
            number = len(lines)
        else:
            lines.append(rest)
            number = len(lines)
        for mark in marks:
            found[mark[1]].append((number, mark[3].strip()))
    version = _VERSION.search(text)
    schemas = {(match[1], match[2]): json.loads(match[3]) for match in _SCHEMA.finditer(text)}
    return Marked(
        "\n".join(lines), tuple(found["!"]), tuple(found["~"]), None if version is None else int(version[1]), schemas
    )
