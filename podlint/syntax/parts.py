"""Where documents begin: a text is cut at its `---` lines, as kubectl does before it decodes anything.

A line `...` ends a document in YAML, but kubectl does not look for it: what follows one belongs to the same part.
Source: k8s.io/apimachinery/pkg/util/yaml, `YAMLReader.Read`.
"""

from __future__ import annotations

from collections.abc import Iterator

_BREAKS = ("\n---", "\r---")


def parts(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each part of a text between markers; a part with nothing but directives joins the next."""
    start = 0
    if "\n---" in text or ("\r" in text and "\r---" in text):
        for marker in _markers(text):
            if not _only_directives(text, start, marker):
                yield start, marker
                start = marker
    yield start, len(text)


def _markers(text: str) -> Iterator[int]:
    """Where the lines begin that are a marker, the first line left out."""
    found = sorted(place for pattern in _BREAKS for place in _places(text, pattern))
    for place in found:
        if text[place + 4 : place + 5] in ("", " ", "\t", "\n", "\r"):
            yield place + 1


def _places(text: str, pattern: str) -> Iterator[int]:
    place = text.find(pattern)
    while place >= 0:
        yield place
        place = text.find(pattern, place + 1)


def _only_directives(text: str, start: int, end: int) -> bool:
    if "%" not in text[start:end]:
        return False
    lines = [line for line in text[start:end].splitlines() if line.strip() and not line.startswith("#")]
    return all(line.startswith("%") for line in lines)
