"""XML that is well-formed whatever stands in it: what XML 1.0 forbids is shown as an escape."""

from __future__ import annotations

from html import escape

from podlint.escape import shown

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'


def xml(text: str) -> str:
    """The text on one line, for an attribute or between tags."""
    return escape(shown(text))


def tag(name: str, attributes: dict[str, str | int]) -> str:
    """The inside of a tag: its name and its attributes, escaped."""
    listed = "".join(f' {key}="{xml(str(value))}"' for key, value in attributes.items())
    return f"{name}{listed}"
