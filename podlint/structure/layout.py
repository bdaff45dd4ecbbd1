"""Mistakes of layout that show as many problems and are one, lost indentation above all.

Each explanation takes the problems it explains out of the report, with what the API server says of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from podlint.diagnostic import Finding, Fix, Refusal
from podlint.manifest import Manifest
from podlint.structure.definitions import LIST, MAP, STRUCTURE, Structures, Type
from podlint.structure.missing import missing_names
from podlint.structure.rebuild import indentation, lost, read_flat
from podlint.structure.reindent import indent, line_start
from podlint.structure.report import Findings, Report
from podlint.structure.selectors import explain_selectors
from podlint.structure.shallow import explain_shallow_items
from podlint.structure.walk import Problem
from podlint.structure.ways import listed
from podlint.syntax.nodes import Mapping, Node, Scalar, Sequence
from podlint.text import Span

_PLACEHOLDER = re.compile(r"<?(str|string|int|integer|int32|int64|bool|boolean|number|float|object|array|map)>?")
_HANDLED = frozenset(("Probe", "LifecycleHandler"))
"""Structures that are refused as a whole when none of their handlers is left."""
_ENOUGH = 3
"""So many values that are names of types make a text a field reference."""


def explain(manifest: Manifest, root: Type, base: int, structures: Structures, problems: list[Problem]) -> Findings:
    """The findings for an object's problems: one in place of the many that one slip of layout causes.

    `root` is the type of the node that `base` steps lead to from the object.
    """
    report = Report(manifest, root, base, structures, problems)
    if not _field_reference(report) and not _flush_left(report):
        explain_shallow_items(report)
        _emptied_keys(report)
        explain_selectors(report)
    return report.rest()


def _field_reference(report: Report) -> bool:
    """A text whose values are names of types is documentation, not a manifest."""
    named = [value for value in _scalars(report.manifest.node) if not value.style and _is_type_name(value.value)]
    if len(named) < _ENOUGH or len({value.value for value in named}) < 2:
        return False
    api = report.take(report.problems)
    message = (
        f'{report.title} is a field reference, not a manifest: its values are names of types like "{named[0].value}"'
    )
    report.add("placeholder-manifest", Finding(named[0].span, message, api=api))
    return True


def _is_type_name(text: str) -> bool:
    return _PLACEHOLDER.fullmatch(text) is not None


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars(item)
    else:
        for _, value in node.entries:
            yield from _scalars(value)


def _flush_left(report: Report) -> bool:
    """The whole object at one level: `metadata:` and `spec:` are empty, and their content follows beside them."""
    node, root = report.manifest.node, report.root
    if report.base:
        return False
    empty = [key for key, _, _ in _empty_before_own(node, root, 3) if key.value in ("metadata", "spec", "template")]
    if not empty:
        return False
    api = report.take([problem for problem in report.problems if problem.inside is node])
    flat = read_flat(report.manifest.source, node.span, report.structures)
    fix = None if flat is None else indentation(flat)
    report.add("lost-indentation", lost(report.title, [(key.value, key.span) for key in empty], fix, api))
    return True


def _empty_before_own(node: Mapping, wanted: Type, depth: int) -> Iterator[tuple[Scalar, Type, list[Scalar]]]:
    """Keys without a value that are followed by keys of their own which the mapping does not know."""
    for index, (key, value) in enumerate(node.entries):
        if not isinstance(key, Scalar) or not isinstance(value, Scalar) or not value.is_null:
            continue
        child = wanted.field(key.value)
        if child is None or child.inner.form != STRUCTURE or child.form == MAP:
            continue
        own = list(_followers(node, index, wanted, child.inner, depth))
        if own and any(wanted.field(name.value) is None for name in own):
            yield key, child, own


def _followers(node: Mapping, index: int, wanted: Type, child: Type, depth: int) -> Iterator[Scalar]:
    """The keys right behind an entry that its type knows, and the mapping does not, or has already."""
    seen = {key.value for key, _ in node.entries[: index + 1] if isinstance(key, Scalar)}
    for key, _ in node.entries[index + 1 :]:
        if not isinstance(key, Scalar) or not _knows(child, key.value, depth):
            return
        if wanted.field(key.value) is not None and key.value not in seen:
            return
        yield key


def _knows(wanted: Type, name: str, depth: int) -> bool:
    """Whether a structure or those so many levels below it have a field."""
    if wanted.field(name) is not None:
        return True
    children = (wanted.field(field) for field in wanted.names if field != "status") if depth > 1 else ()
    return any(
        child is not None and child.inner.form == STRUCTURE and _knows(child.inner, name, depth - 1)
        for child in children
    )


def _emptied_keys(report: Report) -> None:
    """A key that lost its content to its own level: `hostPath:` with `path` beside it."""
    for node, wanted in _troubled(report):
        for key, child, own in _empty_before_own(node, wanted, 1):
            names = {name.value for name in own}
            verb = "belongs" if len(names) == 1 else "belong"
            where = "in an item below it" if child.form == LIST else "below it"
            message = (
                f'{report.way(node).label}: "{key.value}" is empty: {listed(name.value for name in own)} {verb} {where}'
            )
            fix = None if child.form == LIST else _indent(report, node, own)
            api = report.take(list(_explained(report, node, wanted, {key.value, *names}, {name.span for name in own})))
            if wanted.name in _HANDLED:
                api = (*api, Refusal("Required", report.way(node).field))
            report.add("misplaced-field", Finding(key.span, message, fix=fix, api=api))


def _explained(report: Report, node: Mapping, wanted: Type, names: set[str], spans: set[Span]) -> Iterator[Problem]:
    """The problems that keys at the level of their parent make: themselves, and what the parent lacks."""
    for problem in report.problems:
        if problem.inside is not node:
            continue
        if problem.what == "missing":
            if names.issuperset(missing_names(node, wanted)):
                yield problem
        elif isinstance(problem.key, Scalar) and problem.key.span in spans:
            yield problem


def _troubled(report: Report) -> list[tuple[Mapping, Type]]:
    """The mappings that have keys they do not know or have twice."""
    found = {
        id(problem.inside): (problem.inside, problem.type)
        for problem in report.problems
        if problem.what in ("unknown", "duplicate") and problem.type.form == STRUCTURE
    }
    return [(node, wanted) for node, wanted in found.values() if isinstance(node, Mapping)]


def _indent(report: Report, node: Mapping, keys: list[Scalar]) -> Fix | None:
    """Move the entries of some neighbouring keys below the key before them."""
    if node.flow:
        return None
    source = report.manifest.source
    last = next(value for key, value in node.entries if key is keys[-1])
    start = line_start(source, keys[0].start)
    if source.text[start : keys[0].start].strip():
        return None
    return Fix("indent it", indent(source, Span(start, max(last.end, keys[-1].end)), 2))
