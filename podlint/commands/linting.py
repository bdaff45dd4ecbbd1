"""One run of `podlint check`: the texts it reads, how they are judged, mended and held against a baseline."""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import click

from podlint import files
from podlint.catalogue import Catalogue
from podlint.commands.output import say
from podlint.config import Configuration, is_excluded
from podlint.diagnostic import Report
from podlint.linter import Each, lint, one_by_one
from podlint.text import Source

if TYPE_CHECKING:
    from podlint.commands.baselining import Known
    from podlint.fixer import Lint

Options = Mapping[str, object]
"""The command's options by name, as click gives them."""
_MANY = 200


class Run(NamedTuple):
    """The rules and settings of a run, all texts that were read, those that are linted, and the name of stdin.

    `only` has the real paths of the files that are reported on; None is all of them.
    """

    catalogue: Catalogue
    configuration: Configuration
    everything: Sequence[Source]
    found: Sequence[Source]
    stdin: str | None
    only: set[str] | None
    each: Each = one_by_one

    def judge(self, texts: Iterable[Source]) -> Report:
        """Lint texts as one input, and keep what stands in files that are reported on."""
        report = lint(texts, self.catalogue, lambda source: self.configuration.of(source.path), self.each)
        if self.only is None:
            return report
        return Report(
            report.counts, tuple(found for found in report.diagnostics if self._reports_on(found.source.path))
        )

    def _reports_on(self, path: str) -> bool:
        return self.only is None or path == self.stdin or os.path.realpath(path) in self.only

    def known(self, options: Options) -> "Known | None":
        """The baseline that the options name."""
        path = options["write_baseline"] or options["baseline"]
        if path is None:
            if options["update_baseline"]:
                raise click.UsageError("--update-baseline needs --baseline FILE")
            return None
        from podlint.commands.baselining import read

        paths = {source.path for source in self.found if self._reports_on(source.path)}
        return read(
            str(path),
            lambda where, rule: where in paths and rule in self.configuration.of(where).severities,
            missing_is_empty=options["write_baseline"] is not None,
        )

    def mended(self, judge: "Lint", options: Options) -> Sequence[Source]:
        """The texts after fixing, written where they come from."""
        from podlint.commands.fixing import mend, summary

        result = mend(self.found, judge, unsafe=bool(options["unsafe_fixes"]), stdin=self.stdin)
        if not options["quiet"]:
            say(summary(self.found, result, written=True))
        return result.sources

    def ignored(self, found: Sequence[Source], judge: "Lint", options: Options) -> Sequence[Source]:
        """The texts with comments that suppress what is found, written where they come from."""
        from podlint.commands.ignoring import ignore

        if self.stdin is not None:
            raise click.UsageError("--add-ignores writes into files, not into standard input")
        return ignore(found, judge, lambda rule: self.catalogue[rule].family, quiet=bool(options["quiet"]))

    def diff(self, judge: "Lint", options: Options) -> int:
        """Show what fixing would change: 1 when it is something."""
        from podlint.commands.fixing import changes, show, summary

        result = show(self.found, judge, unsafe=bool(options["unsafe_fixes"]))
        if not options["quiet"]:
            say(summary(self.found, result, written=False))
        return int(changes(self.found, result) > 0)

    def pass_on(self) -> None:
        """Print a text from standard input that is left out: an editor that pipes it through --fix wants it back."""
        for source in self.everything:
            if source.path == self.stdin and source not in self.found:
                sys.stdout.buffer.write(source.encode())


def read(
    paths: tuple[str, ...], catalogue: Catalogue, configuration: Configuration, options: Options, *, whole: bool
) -> Run:
    """Read the texts that paths name; a `whole` text from standard input is not split by its documents' origins."""
    stdin = str(options["stdin_filename"] or "<stdin>") if "-" in paths else None
    everything = files.sources(paths or (".",), stdin)
    if stdin is not None and not whole:
        everything = list(_by_origin(everything, stdin))
    found = list(_kept(everything, paths, configuration, force=bool(options["force_exclude"])))
    only = None
    if options["changed_since"] is not None:
        from podlint.commands.changed import changed_since

        only = changed_since(str(options["changed_since"]))
    return Run(catalogue, configuration, everything, found, stdin, only, _each(found, options))


def _each(found: Sequence[Source], options: Options) -> Each:
    """How the texts are judged: few ones at once; where time is taken in this process."""
    jobs = str(options["jobs"])
    if options["verbose"] or (jobs == "auto" and len(found) < _MANY):
        return one_by_one
    from podlint.commands.spreading import each_of

    return each_of(found, jobs, quiet=bool(options["quiet"]))


def _by_origin(found: Iterable[Source], stdin: str) -> Iterator[Source]:
    """The texts, with standard input split by the origins that its documents name."""
    for source in found:
        if source.path == stdin and ("# Source: " in source.text or "config.kubernetes.io/" in source.text):
            from podlint.origins import split

            yield from split(source)
        else:
            yield source


def _kept(
    found: Iterable[Source], paths: tuple[str, ...], configuration: Configuration, *, force: bool
) -> Iterator[Source]:
    """The texts to lint; what a configuration excludes is left out of folders, and of named files by force."""
    named = set() if force else {os.path.normpath(path).replace(os.sep, "/") for path in paths}
    for source in found:
        if source.path in named or not is_excluded(source.path, configuration.of(source.path)):
            yield source
