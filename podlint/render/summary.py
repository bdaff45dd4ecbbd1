"""The closing line of a run: what was read, what it was, what was found. The command line prints it."""

from __future__ import annotations

from podlint.diagnostic import Counts, Report, Severity


def summary_line(report: Report) -> str:
    """Files, documents by how they ended, findings by severity, and the fixes there are, in one line."""
    counts = report.counts
    files = f"{counted(counts.files, 'file')}, {counted(counts.documents, 'document')}"
    fates = ", ".join(_fates(counts))
    parts = [f"{files}: {fates}" if fates else files, _found(report), _fixes(report)]
    return "; ".join(part for part in parts if part)


def _fates(counts: Counts) -> list[str]:
    fates = [f"{counts.checked} checked"] if counts.documents else []
    if counts.not_kubernetes:
        fates.append(f"{counts.not_kubernetes} not Kubernetes")
    if counts.templates:
        fates.append(counted(counts.templates, "template"))
    if counts.broken:
        fates.append(f"{counts.broken} broken")
    return fates


def _found(report: Report) -> str:
    totals = [(report.total(severity), severity.word) for severity in sorted(Severity, reverse=True)]
    words = [str(total) + " info" if word == "info" else counted(total, word) for total, word in totals if total]
    return ", ".join(words) or "no findings"


def _fixes(report: Report) -> str:
    fixes = [diagnostic.fix for diagnostic in report.diagnostics if diagnostic.fix]
    safe = sum(1 for fix in fixes if fix.safe)
    words = [counted(safe, "safe fix")] if safe else []
    if len(fixes) > safe:
        words.append(counted(len(fixes) - safe, "unsafe fix"))
    return ", ".join(words)


def counted(count: int, noun: str) -> str:
    """A number with its noun: `1 fix`, `2 fixes`."""
    if count == 1:
        return f"1 {noun}"
    return f"{count} {noun}es" if noun.endswith("x") else f"{count} {noun}s"
