"""The baseline: findings that a project lives with for now, so that only new ones are reported.

A finding is known by its rule, path, object and its way by names, never by lines: what moves stays known. Reading and
writing the file is left to the command.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from podlint.diagnostic import Diagnostic, Report
from podlint.errors import ConfigError

VERSION = 1


class Entry(NamedTuple):
    """What the baseline knows a finding by; `path` is relative to the baseline's folder."""

    path: str
    object: str
    at: str
    rule: str


Baseline = Counter[Entry]
"""How many findings are known of each entry."""


def entry(diagnostic: Diagnostic, folder: str) -> Entry:
    """The entry that a finding belongs to."""
    return Entry(_relative(diagnostic.source.path, folder), _object(diagnostic), _at(diagnostic), diagnostic.rule)


def baseline(report: Report, folder: str) -> Baseline:
    """All findings of a report as entries."""
    return Counter(entry(diagnostic, folder) for diagnostic in report.diagnostics)


def unknown(report: Report, known: Baseline, folder: str) -> Report:
    """The report without what the baseline knows; of more equal findings than it counts, the last are new."""
    left = known.copy()
    new = []
    for diagnostic in report.diagnostics:
        its = entry(diagnostic, folder)
        if left[its] > 0:
            left[its] -= 1
        else:
            new.append(diagnostic)
    return Report(report.counts, tuple(new))


def vanished(report: Report, known: Baseline, folder: str, looked_for: Callable[[Entry], bool]) -> Baseline:
    """The entries that were looked for in this run and not found, or found less often."""
    gone = known - baseline(report, folder)
    return Counter({its: count for its, count in gone.items() if looked_for(its)})


def loads(text: str, path: str) -> Baseline:
    """The baseline in a file's text; another text is a ConfigError."""
    import json

    try:
        data = json.loads(text)
        if data["version"] != VERSION:
            raise ConfigError(f"{path}: a baseline of version {data['version']}; podlint knows {VERSION}")
        return Counter({_entry(item): int(item["count"]) for item in data["findings"]})
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"{path}: no baseline as podlint writes it ({error})") from error


def dumps(known: Baseline) -> str:
    """The baseline as a file's text: one finding a line, in order, so that version control merges it well."""
    import json

    lines = [
        "    " + json.dumps({**its._asdict(), "count": count}, ensure_ascii=False)
        for its, count in sorted(known.items())
        if count > 0
    ]
    body = ",\n".join(lines)
    return f'{{\n  "version": {VERSION},\n  "findings": [{chr(10) if body else ""}{body}{chr(10) + "  " if body else ""}]\n}}\n'


def _entry(item: dict[str, object]) -> Entry:
    return Entry(*(str(item[name]) for name in Entry._fields))


def _relative(path: str, folder: str) -> str:
    if path.startswith("<"):
        return path
    return os.path.relpath(os.path.abspath(path), folder).replace(os.sep, "/")


def _object(diagnostic: Diagnostic) -> str:
    """`group/kind/namespace/name`, without the version: a newer one of the same group is the same object."""
    its = diagnostic.object
    if its.kind is None and its.name is None:
        return ""
    group = (its.api_version or "").rpartition("/")[0]
    return "/".join((group, its.kind or "", its.namespace or "", its.name or ""))


def _at(diagnostic: Diagnostic) -> str:
    """The way as text: `spec.containers[name=app].image`."""
    text = ""
    for step in diagnostic.way:
        item = step.startswith("name=") or step.isdigit()
        text += f"[{step}]" if item else f".{step}" if text else step
    return text
