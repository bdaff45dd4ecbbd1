"""Patterns of paths in the syntax of .gitignore; pathspec, which knows it, is imported when there is a pattern."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


def matches(patterns: tuple[str, ...], path: str) -> bool:
    """Whether patterns name a path that is relative to their folder; what lies outside of it they never name."""
    return bool(patterns) and not path.startswith("../") and _spec(patterns).match_file(path)


@cache
def _spec(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns)
