"""The baseline half of `podlint check`: its file read and written, what it hides, and what vanished from it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from podlint import baseline
from podlint.baseline import Baseline, Entry
from podlint.commands.output import say, write
from podlint.diagnostic import Report
from podlint.errors import UsageError
from podlint.render.summary import counted

if TYPE_CHECKING:
    from podlint.fixer import Lint

_SHOWN = 10


class Known(NamedTuple):
    """A baseline, its file, and whether a run looked for what an entry names."""

    path: str
    entries: Baseline
    looked_for: Callable[[Entry], bool]

    @property
    def folder(self) -> str:
        """What its paths are relative to."""
        return os.path.dirname(os.path.abspath(self.path))

    def judging(self, judge: Lint) -> Lint:
        """The same judgement without what the baseline knows."""
        return lambda texts: baseline.unknown(judge(texts), self.entries, self.folder)

    def settled(self, everything: Report, options: Mapping[str, object]) -> Report:
        """What the baseline leaves of a report, after the file was written or updated as the options ask."""
        if options["write_baseline"] is not None:
            return self._rewritten(everything, quiet=bool(options["quiet"]))
        gone = baseline.vanished(everything, self.entries, self.folder, self.looked_for)
        new = baseline.unknown(everything, self.entries, self.folder)
        update = bool(options["update_baseline"])
        if update and gone:
            write(self.path, baseline.dumps(self.entries - gone).encode())
        if not options["quiet"]:
            say(f"{counted(len(everything.diagnostics) - len(new.diagnostics), 'finding')} known to the baseline")
            _tell(gone, updated=update)
        return new

    def _rewritten(self, everything: Report, *, quiet: bool) -> Report:
        """Write all findings of a run, and keep the entries that it did not look for."""
        kept = Counter({its: count for its, count in self.entries.items() if not self.looked_for(its)})
        found = baseline.baseline(everything, self.folder)
        write(self.path, baseline.dumps(kept + found).encode())
        if not quiet:
            say(f"{counted(sum(found.values()), 'finding')} written to {self.path}")
        return baseline.unknown(everything, found, self.folder)


def _tell(gone: Baseline, *, updated: bool) -> None:
    for its, count in sorted(gone.items())[:_SHOWN]:
        times = "" if count == 1 else f" ({count} times)"
        say(f"{'removed' if updated else 'no longer found'}: {its.rule} in {its.path}, {its.object} {its.at}{times}")
    if len(gone) > _SHOWN:
        say(f"and {len(gone) - _SHOWN} more")
    if gone and not updated:
        say("--update-baseline removes what is no longer found")


def read(path: str, looked_for: Callable[[str, str], bool], *, missing_is_empty: bool = False) -> Known:
    """The baseline in a file; `looked_for` says of a path and a rule whether this run looks there."""
    entries: Baseline = Counter()
    if not missing_is_empty or os.path.exists(path):
        try:
            with open(path, encoding="utf-8") as file:
                entries = baseline.loads(file.read(), path)
        except OSError as error:
            raise UsageError(f"{path}: {(error.strerror or 'unreadable').lower()}") from error
    folder = os.path.dirname(os.path.abspath(path))

    def looked(its: Entry) -> bool:
        if its.path.startswith("<"):
            return looked_for(its.path, its.rule)
        absolute = os.path.join(folder, its.path)
        return looked_for(os.path.relpath(absolute).replace(os.sep, "/"), its.rule) or not os.path.exists(absolute)

    return Known(path, entries, looked)
