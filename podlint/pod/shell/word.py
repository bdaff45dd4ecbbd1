"""One argument of a command after expansion; what a word means to its program is left to `programs`."""

from collections.abc import Sequence
from typing import NamedTuple

UNKNOWN = "\ue000"
"""Stands in a text for each part that only run time knows; a private-use character, so no script holds it."""


class Word(NamedTuple):
    """An argument, with its place: offsets in code points inside one word of the container's command line."""

    text: str
    nth: int
    start: int
    end: int
    bare: bool = False
    """Unquoted somewhere: patterns in it match file names, and an unknown one may be several words."""

    @property
    def known(self) -> bool:
        """Whether every part of the text is certain."""
        return UNKNOWN not in self.text

    def with_text(self, text: str) -> "Word":
        """Return a part of the word, such as the value after `--flag=`, at the same place."""
        return Word(text, self.nth, self.start, self.end, self.bare)


class Origin(NamedTuple):
    """Where a text stands: in which word, from which character on, or character by character."""

    nth: int
    base: int = 0
    table: Sequence[int] | None = None
