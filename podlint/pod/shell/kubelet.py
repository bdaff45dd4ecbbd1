"""The kubelet's own expansion of `$(NAME)` in command and args, done before any shell sees the text.

The source is `Expand` in k8s.io/kubernetes/third_party/forked/golang/expansion: `$$` is a dollar sign, a
reference to an unknown name stays as it is, and a reference reaches to the next parenthesis.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Expanded(NamedTuple):
    """A text as the program gets it; `origin` maps its characters (and its end) to the manifest's text."""

    text: str
    origin: list[int] | None


def expand(text: str, values: Mapping[str, str]) -> Expanded:
    """Expand the references to variables with known values; the others stay, as those to unknown names do."""
    if "$(" not in text and "$$" not in text:
        return Expanded(text, None)
    parts: list[str] = []
    origin: list[int] = []
    at = 0
    while (dollar := text.find("$", at)) >= 0:
        parts.append(text[at:dollar])
        origin.extend(range(at, dollar))
        piece, at = _reference(text, dollar, values)
        parts.append(piece)
        same = piece == text[dollar:at]
        origin.extend(range(dollar, at) if same else [dollar] * len(piece))
    parts.append(text[at:])
    origin.extend(range(at, len(text) + 1))
    return Expanded("".join(parts), origin)


def without_references(text: str, mark: str) -> str:
    """Put a mark in the place of each reference that is left."""
    if "$(" not in text:
        return text
    parts = text.split("$(")
    kept = [parts[0]]
    for part in parts[1:]:
        name, close, rest = part.partition(")")
        kept.append(f"{mark}{rest}" if close and name.isidentifier() else f"$({part}")
    return "".join(kept)


def _reference(text: str, dollar: int, values: Mapping[str, str]) -> tuple[str, int]:
    follower = text[dollar + 1 : dollar + 2]
    if follower == "$":
        return "$", dollar + 2
    if follower != "(":
        return "$", dollar + 1
    close = text.find(")", dollar)
    if close < 0:
        return "$(", dollar + 2
    name = text[dollar + 2 : close]
    return values.get(name, text[dollar : close + 1]), close + 1
