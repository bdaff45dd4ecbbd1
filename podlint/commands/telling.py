"""What `podlint check --verbose` tells on standard error: which configuration each file has, and where time goes."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import wraps

from podlint.catalogue import Catalogue, Check
from podlint.commands.output import say
from podlint.config import Configuration
from podlint.diagnostic import Finding
from podlint.text import Source

_SLOWEST = 10


class Clock:
    """Measures the phases of a run and the checks in it; what a layer finds for several rules counts for the first."""

    def __init__(self) -> None:
        self._began = time.perf_counter()
        self._phases: list[tuple[str, float]] = []
        self._rules: Counter[str] = Counter()

    def ends(self, phase: str) -> None:
        """Say that a phase is over, and the next begins."""
        now = time.perf_counter()
        self._phases.append((phase, now - self._began))
        self._began = now

    def timed(self, catalogue: Catalogue) -> Catalogue:
        """The same rules, with checks that are measured."""
        return {rule.id: rule._replace(check=self._measured(rule.id, rule.check)) for rule in catalogue.values()}

    def _measured(self, rule: str, check: Check) -> Check:
        @wraps(check)
        def measured(*arguments: object, **options: object) -> Iterable[Finding]:
            began = time.perf_counter()
            found = list(check(*arguments, **options))
            self._rules[rule] += int((time.perf_counter() - began) * 1e9)
            return found

        return measured

    def tell_files(self, everything: Iterable[Source], found: Iterable[Source], configuration: Configuration) -> None:
        """Print for each file which configuration holds for it, or that it is left out."""
        for line in _files(everything, found, configuration):
            say(line)
        self._began = time.perf_counter()

    def tell(self) -> None:
        """Print how long the phases took, and the slowest rules."""
        say(", ".join(f"{phase} {seconds * 1000:.1f} ms" for phase, seconds in self._phases))
        for rule, nanoseconds in self._rules.most_common(_SLOWEST):
            say(f"{nanoseconds / 1e6:8.2f} ms  {rule}")


def _files(everything: Iterable[Source], found: Iterable[Source], configuration: Configuration) -> Iterator[str]:
    kept = {id(source) for source in found}
    for source in everything:
        chosen = configuration.of(source.path)
        origin = "no configuration file" if chosen.origin is None else f"configuration {chosen.origin}"
        if id(source) not in kept:
            yield f"{source.path}: left out; {origin}"
        else:
            yield f"{source.path}: Kubernetes 1.{chosen.minor}, {len(chosen.severities)} rules; {origin}"
