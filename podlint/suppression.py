"""One suppression: what it names, what it covers, and whether it was of use."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from podlint.catalogue import Catalogue
from podlint.diagnostic import Diagnostic
from podlint.text import Span


class Name(NamedTuple):
    """A rule or `family/*` that a suppression names, and what to delete when it is not needed."""

    text: str
    removal: Span | None = None


class Suppression:
    """A comment or annotation that silences rules in spans; a `slip` says why it silences nothing."""

    __slots__ = ("at", "covers", "names", "slip", "used")

    def __init__(self, names: Iterable[Name], covers: Iterable[Span], at: Span, slip: str | None = None) -> None:
        self.names = tuple(names)
        self.covers = tuple(covers)
        self.at = at
        self.slip = slip
        self.used: set[str] = set()

    def silences(self, diagnostic: Diagnostic, catalogue: Catalogue) -> bool:
        """Whether the suppression names the diagnostic's rule and covers a part of its place."""
        family = f"{catalogue[diagnostic.rule].family}/*"
        named = [name.text for name in self.names if name.text in {diagnostic.rule, family}]
        start, end = diagnostic.start.offset, max(diagnostic.end.offset, diagnostic.start.offset + 1)
        if not named or not any(span.start < end and start < max(span.end, span.start + 1) for span in self.covers):
            return False
        self.used.update(named)
        return True
