"""Mistakes of indentation: keys and dashes beside their siblings, keys below a value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from podlint.diagnostic import Evidence, Fix
from podlint.syntax.broken.case import Case, Diagnosis, short
from podlint.syntax.broken.lines import Line
from podlint.text import Edit, Span

_NAME = re.compile(r"- +name: *[\"']?([\w.-]+)")
_NEAR, _SLIP = 30, 3
"""How many lines above a dash its list is looked for, and by how many columns it may be off."""
_ITEMS = {
    "containers": "container",
    "initContainers": "init container",
    "ephemeralContainers": "ephemeral container",
    "volumes": "volume",
    "env": "variable",
    "ports": "port",
    "volumeMounts": "mount",
}


def beside_items(case: Case) -> Diagnosis | None:
    """A key at the column of the list's dashes, or between the dashes and the keys of their items."""
    line, key = case.line, case.line.key
    item = _item_above(case)
    if key is None or line.is_item or not _expects(case, "-", "key"):
        return None
    if item is None:
        return _among_items(case)
    owner = owner_of(case, item)
    place = Span(line.at, line.key_end)
    evidence = (Evidence(Span(item.at, item.end), "the item"),)
    needed = item.key_column - line.indent
    fix = _shift(case, needed, f'indent "{key}" by {needed}')
    if line.indent == item.indent:
        message = f'"{key}" stands beside the list\'s dashes; indent it by {needed} to belong to {owner}'
        return Diagnosis(place, message, evidence, fix)
    message = (
        f'"{key}" is indented by {columns(line.indent)}, the other keys of {owner} by {item.key_column}; align them'
    )
    return Diagnosis(place, message, evidence, fix)


def columns(number: int) -> str:
    """A number of columns in words."""
    return f"{number} column" if number == 1 else f"{number} columns"


def _among_items(case: Case) -> Diagnosis | None:
    """A key at the column of dashes whose items have no keys."""
    before = next((line for line in reversed(case.lines[: case.here]) if line.indent <= case.line.indent), None)
    if before is None or not before.is_item or before.indent != case.line.indent or "'-'" not in case.problem.text:
        return None
    message = f'"{case.line.key}" stands beside the dashes of a list, where only items can stand'
    evidence = (Evidence(Span(before.at, before.end), "the item before"),)
    return Diagnosis(Span(case.line.at, case.line.key_end), message, evidence)


def _expects(case: Case, *words: str) -> bool:
    return any(
        case.problem.text == f"did not find expected {word}"
        for word in ("'-' indicator" if w == "-" else w for w in words)
    )


def _item_above(case: Case) -> Line | None:
    """The item whose dash stands at this line's column or before, while its keys stand behind it."""
    for line in reversed(case.lines[: case.here]):
        if line.is_item and line.indent <= case.line.indent:
            return line if line.key is not None and line.key_column > case.line.indent else None
        if line.indent < case.line.indent and not line.is_item:
            return None
    return None


def owner_of(case: Case, item: Line) -> str:
    """What an item is called: `container "web"` where the list tells."""
    index = case.lines.index(item)
    above = next(
        (
            line
            for line in reversed(case.lines[:index])
            if line.key_column < item.indent or (line.key_column == item.indent and not line.is_item)
        ),
        None,
    )
    what = _ITEMS.get(above.key or "", "item") if above is not None else "item"
    named = _NAME.match(item.text) or _named(case, item, index)
    if named is not None:
        return f'{what} "{named[1]}"'
    return "the item above" if what == "item" else f"the {what} above"


def _named(case: Case, item: Line, index: int) -> re.Match[str] | None:
    """The item's name, where it is not its first key."""
    for line in case.lines[index + 1 : case.here]:
        if line.indent < item.key_column:
            return None
        if line.indent == item.key_column and line.key == "name":
            return re.match(r"name: *[\"']?([\w.-]+)", line.text)
    return None


def uneven_dash(case: Case) -> Diagnosis | None:
    """A dash that stands in no column of a list above, or among keys."""
    line = case.line
    if not line.is_item or not _expects(case, "-", "key"):
        return None
    at = Span(line.at, line.at + 1)
    bound = line.indent
    for above in reversed(case.lines[max(0, case.here - _NEAR) : case.here]):
        if above.is_item and 0 < abs(above.indent - line.indent) <= _SLIP:
            evidence = (Evidence(Span(above.at, above.at + 1), "the item before"),)
            message = f"this dash is indented by {columns(line.indent)}, the one before by {above.indent}; align them"
            return Diagnosis(at, message, evidence, _shift(case, above.indent - line.indent))
        bound = min(bound, above.indent)
        if above.key is not None and above.key_column == line.indent == bound and not above.is_item:
            evidence = (Evidence(Span(above.key_at, above.key_end), "the key before it"),)
            message = f'a list item stands among keys, beside "{above.key}"; indent it below the key it belongs to'
            return Diagnosis(at, message, evidence)
    return Diagnosis(at, "a list item cannot stand here: no list above has its dashes in this column")


def deeper(case: Case) -> Diagnosis | None:
    """A key that stands deeper than the one before, which has a value already; or one that fits no column."""
    line, key = case.line, case.line.key
    if case.before is None or key is None or line.is_item:
        return None
    above = next(
        (other for other in reversed(case.lines[: case.here]) if other.key and other.key_column < line.indent), None
    )
    place = Span(line.at, line.key_end)
    if above is not None and above.value and not above.value.startswith(("|", ">", "&", "!")):
        message = f'"{key}" is indented deeper than "{above.key}", which has a value already; align them'
        fix = _shift(case, above.key_column - line.indent, f'align "{key}" with "{above.key}"')
        return Diagnosis(place, message, (Evidence(Span(above.key_at, above.end), "has a value"),), fix)
    nearest = _nearest(case)
    if nearest is None or not _expects(case, "-", "key", "<document start>"):
        return None
    offset = nearest.key_column - line.indent
    message = f'"{key}" is indented by {columns(line.indent)}, its sibling "{nearest.key}" by {nearest.key_column}; align them'
    evidence = (Evidence(Span(nearest.key_at, nearest.key_end), "sets the column"),)
    return Diagnosis(place, message, evidence, _shift(case, offset, f'align "{key}" with "{nearest.key}"'))


def _nearest(case: Case) -> Line | None:
    """The key above that is nearest in column, without a deeper one of another branch between."""
    best, bound = None, len(case.lines) + 1_000_000
    line = case.line
    for above in reversed(case.lines[: case.here]):
        if above.key is None or above.key_column > bound:
            continue
        bound = above.key_column
        distance = abs(above.key_column - line.indent)
        if distance and (best is None or distance < abs(best.key_column - line.indent)):
            best = above
        if above.key_column < line.indent:
            break
    return best


def _shift(case: Case, offset: int, title: str = "align it") -> Fix | None:
    """Move a line and what stands below or beside it by some columns; comments go along."""
    line = case.line
    follower = case.lines[case.here + 1] if case.here + 1 < len(case.lines) else None
    if offset == 0 or (
        not line.is_item and follower is not None and follower.is_item and follower.indent == line.indent
    ):
        return None
    edits = []
    for moved in _block(case):
        if offset > 0:
            edits.append(Edit(Span(moved, moved), " " * offset))
        elif case.text[moved : moved - offset].strip(" "):
            return None
        else:
            edits.append(Edit(Span(moved, moved - offset), ""))
    return Fix(title, tuple(edits))


def _block(case: Case) -> Iterator[int]:
    """Where the lines begin that move with the line where the parser gave up."""
    line = case.line
    yield line.start
    end = case.span.end
    for start in case.source.line_starts[case.source.position(line.start).line :]:
        if start >= end:
            return
        raw = case.source.line(case.source.position(start).line)
        content = raw.lstrip(" ")
        if not content:
            continue
        indent = len(raw) - len(content)
        beside = indent == line.indent and content.startswith("- ") is line.is_item and not content.startswith("#")
        if indent <= line.indent and not beside:
            return
        yield start


def not_indented(case: Case) -> Diagnosis | None:
    """Plain text that swallows the key behind it, where its author meant something else."""
    if "mapping values are not allowed" not in case.problem.text or case.line.key is None:
        return None
    first = None
    for above in reversed(case.lines[max(0, case.here - _NEAR) : case.here]):
        if above.key is not None:
            break
        if not above.is_item and above.indent <= case.line.indent and above.text[0] not in "\"'[{":
            first = above
    if first is None:
        return None
    message = f'"{short(first.text)}" is plain text where a key is expected; remove it or add a colon'
    return Diagnosis(Span(first.at, first.end), message)
