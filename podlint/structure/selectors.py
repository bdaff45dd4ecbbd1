"""Labels that stand right in a label selector, as a Service writes them: they belong below `matchLabels`."""

from __future__ import annotations

from podlint.diagnostic import Finding, Fix, Refusal
from podlint.structure.reindent import indent
from podlint.structure.report import Report
from podlint.structure.walk import Problem
from podlint.structure.ways import listed
from podlint.syntax.nodes import Mapping, Scalar
from podlint.text import Edit, Source, Span

_REFUSING_EMPTY = frozenset(("DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"))
"""Kinds for which an empty selector is an error: so the server takes one with nothing but unknown fields."""


def explain_selectors(report: Report) -> None:
    """One finding for all labels of a selector that lacks `matchLabels`."""
    selectors: dict[int, list[Problem]] = {}
    for problem in report.problems:
        if problem.what == "unknown" and problem.type.name == "LabelSelector" and _is_label(problem):
            selectors.setdefault(id(problem.inside), []).append(problem)
    for problems in selectors.values():
        node = problems[0].inside
        if isinstance(node, Mapping) and "matchLabels" not in node.fields and _keys(problems):
            _explain(report, node, problems)


def _explain(report: Report, node: Mapping, problems: list[Problem]) -> None:
    keys = _keys(problems)
    names = listed(key.value for key in keys)
    message = f'{report.way(node).label}: {names} {"belongs" if len(keys) == 1 else "belong"} below "matchLabels"'
    fix = _wrap(report.manifest.source, node) if len(keys) == len(node.entries) else None
    api = report.take(problems)
    if (
        report.way(node).field == "spec.selector"
        and report.manifest.kind in _REFUSING_EMPTY
        and not _is_more(node, keys)
    ):
        api += (Refusal("Invalid", "spec.selector"),)
    report.add("misplaced-field", Finding(keys[0].span, message, fix=fix, api=api))


def _is_more(node: Mapping, keys: list[Scalar]) -> bool:
    """Whether a selector has something else beside the labels, which may be conditions."""
    return len(keys) < len(node.entries)


def _is_label(problem: Problem) -> bool:
    return isinstance(problem.value, Scalar) and isinstance(problem.key, Scalar)


def _keys(problems: list[Problem]) -> list[Scalar]:
    return [problem.key for problem in problems if isinstance(problem.key, Scalar)]


def _wrap(source: Source, node: Mapping) -> Fix:
    """Put a level with the key `matchLabels` between the selector and its labels."""
    column = source.position(node.start).column - 1
    if node.flow:
        before, after = Edit(Span(node.start, node.start), "{matchLabels: "), Edit(Span(node.end, node.end), "}")
        return Fix('put them below "matchLabels"', (before, after))
    first = Edit(Span(node.start, node.start), "matchLabels:\n" + " " * (column + 2))
    return Fix('put them below "matchLabels"', (first, *indent(source, Span(node.start, node.end), 2)))
