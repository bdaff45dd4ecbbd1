"""List items that stand one level too shallow: a mount read as a container, since its dash is off by two blanks."""

from __future__ import annotations

from podlint.diagnostic import Evidence, Finding, Fix, Refusal
from podlint.structure.definitions import LIST, Type
from podlint.structure.reindent import indent, line_start
from podlint.structure.report import Report
from podlint.structure.walk import Problem
from podlint.structure.ways import Way
from podlint.syntax.nodes import Mapping, Scalar, Sequence
from podlint.text import Span

_ITEM = {"volumeMounts": "a mount", "ports": "a port", "env": "a variable", "volumeDevices": "a device"}


def explain_shallow_items(report: Report) -> None:
    """Items that stand among the owners of the list they belong to: a mount read as a container."""
    for problem in list(report.problems):
        if problem.what != "unknown" or not isinstance(problem.inside, Mapping):
            continue
        way = report.way(problem.inside)
        if len(way.steps) < 2 or not isinstance(way.steps[-1].name, int) or way.steps[-1].name == 0:
            continue
        above = way.steps[-2].node
        if isinstance(above, Sequence) and any(other is problem for other in report.problems):
            _shallow_item(report, way, problem, above)


def _shallow_item(report: Report, way: Way, problem: Problem, owners: Sequence) -> None:
    item, position = problem.inside, int(way.steps[-1].name)
    if not isinstance(item, Mapping):
        return
    for index in range(position - 1, -1, -1):
        owner = owners.items[index]
        if not isinstance(owner, Mapping):
            return
        field = _emptied_list_for(owner, item, problem.type)
        if field is None:
            continue
        name = item.text("name") or item.text("containerPort")
        called = f'"{name}"' if name is not None else way.label
        what = _ITEM.get(field.value, f'an item of "{field.value}"')
        message = f'{called} is {what} of {report.way(owner).label}: indent it below "{field.value}"'
        api = report.take([other for other in report.problems if other.inside is item])
        if problem.type.name == "Container" and "image" not in item.fields:
            api = (*api, Refusal("Required", way.below("image")))  # the server takes it for a container
        evidence = (Evidence(field.span, "it belongs here"),)
        run = _run(owners, index, problem.type)
        fix = _indent_items(report, run, field) if run and run[0] is item and field is owner.entries[-1][0] else None
        report.add("misplaced-field", Finding(item.entries[0][0].span, message, evidence, fix, api=api))
        return


def _run(owners: Sequence, index: int, wanted: Type) -> list[Mapping]:
    """The items right behind an owner that belong to it: they can only move together."""
    owner, run = owners.items[index], []
    for item in owners.items[index + 1 :]:
        if not isinstance(owner, Mapping) or not isinstance(item, Mapping):
            break
        if all(isinstance(key, Scalar) and wanted.field(key.value) for key, _ in item.entries):
            break
        if _emptied_list_for(owner, item, wanted) is None:
            break
        run.append(item)
    return run


def _emptied_list_for(owner: Mapping, item: Mapping, wanted: Type) -> Scalar | None:
    """The key of an owner, a list without a value, whose items know all keys of an item."""
    for key, value in owner.entries:
        if not isinstance(key, Scalar) or not isinstance(value, Scalar) or not value.is_null:
            continue
        child = wanted.field(key.value)
        of = child.of if child is not None and child.form == LIST else None
        if of is not None and all(isinstance(name, Scalar) and of.field(name.value) for name, _ in item.entries):
            return key
    return None


def _indent_items(report: Report, items: list[Mapping], field: Scalar) -> Fix | None:
    source, first = report.manifest.source, items[0]
    start = line_start(source, first.start)
    dash = source.text[start : first.start]
    if first.flow or dash.strip() != "-":
        return None
    by = source.position(field.start).column - 1 - dash.index("-") + 2
    return Fix(f'indent it below "{field.value}"', indent(source, Span(start, items[-1].end), by)) if by > 0 else None
