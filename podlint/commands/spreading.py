"""How a long run is judged: in how many processes, and with a line at a terminal that tells how far it is."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence

from podlint.diagnostic import Diagnostic
from podlint.errors import UsageError
from podlint.linter import Each, Judge, one_by_one
from podlint.parallel import can_fork, forked
from podlint.text import Source

_WORTH_IT = 6_000_000
"""From how many characters on a second process saves time: about two seconds of work."""
_MOST = 4
_PATIENCE = 1.0
_PAUSE = 0.1


def each_of(found: Sequence[Source], jobs: str, *, quiet: bool) -> Each:
    """How the texts of a run are judged; `jobs` is "auto" or a number."""
    count = _jobs(found, jobs)

    def spread(judge: Judge, sources: Sequence[Source]) -> Iterator[list[Diagnostic]]:
        number = min(count, len(sources))
        parts = forked(judge, sources, number) if number > 1 else one_by_one(judge, sources)
        return parts if quiet or not sys.stderr.isatty() else watched(parts, len(sources))

    return spread


def _jobs(found: Sequence[Source], jobs: str) -> int:
    if jobs == "auto":
        worth_it = sum(len(source.text) for source in found) > _WORTH_IT
        return min(_processors(), _MOST) if worth_it and can_fork() else 1
    if not jobs.isdecimal() or int(jobs) < 1:
        raise UsageError(f'--jobs is a number from 1 on, or auto, not "{jobs}"')
    return int(jobs) if can_fork() else 1


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def watched(parts: Iterator[list[Diagnostic]], total: int) -> Iterator[list[Diagnostic]]:
    """The same parts; a run of more than a second tells on standard error how far it is, and wipes that in the end."""
    due, told = time.monotonic() + _PATIENCE, False
    try:
        for number, part in enumerate(parts, 1):
            yield part
            if time.monotonic() >= due:
                due, told = time.monotonic() + _PAUSE, True
                sys.stderr.write(f"\rpodlint: {number} of {total} files")
                sys.stderr.flush()
    finally:
        if told:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
