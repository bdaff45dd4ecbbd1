"""Work spread over processes: forked after the texts were read, so that nothing but findings is sent between them.

Only where the system can fork; the order of the results, and so the report, is the same for any number of processes.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from podlint.diagnostic import Diagnostic
from podlint.linter import Judge
from podlint.text import Source


def can_fork() -> bool:
    """Whether the system has what it takes."""
    return hasattr(os, "fork")


def forked(judge: Judge, sources: Sequence[Source], jobs: int) -> Iterator[list[Diagnostic]]:
    """What `judge` finds in each text, in order; of n processes each takes every n-th text."""
    workers = [_start(judge, range(job, len(sources), jobs)) for job in range(jobs)]
    by_id = {id(source): source for source in sources}
    try:
        for number in range(len(sources)):
            yield _Reader(workers[number % jobs][1], by_id).load()
    except EOFError:
        sys.exit(2)  # the process that ended has said why on standard error
    finally:
        for process, pipe in workers:
            pipe.close()
            os.waitpid(process, 0)


def _start(judge: Judge, numbers: Iterable[int]) -> tuple[int, BinaryIO]:
    sys.stdout.flush()
    sys.stderr.flush()
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return process, os.fdopen(reading, "rb")
    os.close(reading)
    code = 1
    try:
        with os.fdopen(writing, "wb") as pipe:
            for number in numbers:
                _Writer(pipe).dump(judge(number))
        code = 0
    except (KeyboardInterrupt, BrokenPipeError):
        code = 130
    finally:
        if code == 1:
            sys.excepthook(*sys.exc_info())
        os._exit(code)


class _Writer(pickle.Pickler):
    """Sends texts as the numbers that both sides of a fork know them by."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)

    def persistent_id(self, obj: object) -> int | None:
        return id(obj) if obj.__class__ is Source else None


class _Reader(pickle.Unpickler):
    def __init__(self, file: BinaryIO, sources: dict[int, Source]) -> None:
        super().__init__(file)
        self._sources = sources

    def persistent_load(self, pid: int) -> Source:
        return self._sources[pid]
