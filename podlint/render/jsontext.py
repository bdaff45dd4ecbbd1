"""JSON as all machine formats write it: UTF-8, one item of a long list a line, nothing that steers a display."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from podlint.escape import valid_unicode

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


def dump(value: Json) -> str:
    """JSON in UTF-8's characters, but for those that steer a display, cannot be encoded or command a build log."""
    text = json.dumps(value, ensure_ascii=False)
    if "##" in text:
        text = re.sub(r"(##\w*)\[", r"\1\\u005b", text)
    if text.isascii() and "\x7f" not in text:
        return text
    return re.sub(r"[^ -~]", _character, valid_unicode(text))


def _character(match: re.Match[str]) -> str:
    char = match[0]
    if char.isprintable():
        return char
    return "\\u007f" if char == "\x7f" else json.dumps(char)[1:-1]


def listed(items: Iterable[dict[str, Json]]) -> str:
    """A JSON array with each item on a line of its own: read by people, compared line by line, written fast."""
    lines = ",\n  ".join(map(dump, items))
    return f"[\n  {lines}\n]" if lines else "[]"
