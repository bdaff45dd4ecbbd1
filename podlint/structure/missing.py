"""Fields that the API definitions require and a manifest lacks, with what the API server says of each."""

from __future__ import annotations

from podlint.diagnostic import Finding, Refusal, Severity
from podlint.structure.definitions import Type
from podlint.structure.refused import refusals_of_missing
from podlint.structure.ways import Way, listed
from podlint.syntax.nodes import Mapping, Node
from podlint.text import Span


def missing_names(node: Mapping, wanted: Type) -> list[str]:
    """The required fields that a mapping lacks, or has as null."""
    return [name for name, (bit, _, _) in wanted.fields.items() if bit & wanted.required and node.get(name) is None]


def missing_fields(way: Way, node: Mapping, wanted: Type, names: list[str], minor: int) -> Finding:
    """One finding for all that a mapping lacks, on its key or, in a list, on its first entry.

    A warning where the definitions require what the API server does without.
    """
    unread = wanted.name == "ResourceFieldSelector" and ".downwardAPI.items[" in way.field
    api = () if unread and not node.text("containerName") else _refusals(way, way.field, wanted, names, minor)
    message = f"{way.label} lacks {listed(names)}"
    return Finding(anchor(way, node), message, severity=None if api else Severity.WARNING, api=api)


def null_item(way: Way, index: int, wanted: Type, item: Node, minor: int) -> Finding:
    """A list's item that is null: to the decoder an object that lacks all its required fields."""
    names = [name for name, (bit, _, _) in wanted.fields.items() if bit & wanted.required]
    api = _refusals(way, f"{way.field}[{index}]", wanted, names, minor)
    message = f"{way.label}: item {index + 1} is null, so it lacks {listed(names)}"
    return Finding(item.span, message, severity=None if api else Severity.WARNING, api=api)


def _refusals(way: Way, parent: str, wanted: Type, names: list[str], minor: int) -> tuple[Refusal, ...]:
    """What the server says of fields that the structure at a path lacks, by its count of the volumes."""
    said = [refusals_of_missing(wanted.name, name, parent, way.manifest.kind, minor) for name in names]
    api = tuple(dict.fromkeys(refusal for refusals in said for refusal in refusals))
    if not api:
        return api
    from podlint.apiserver.absence import as_counted

    return as_counted(way.manifest, api, minor)


def anchor(way: Way, node: Mapping) -> Span:
    """Where something that a mapping lacks is reported: its key, or its first entry in a list."""
    if way.steps and way.steps[-1].key is not None:
        return way.steps[-1].key.span
    return node.entries[0][0].span if node.entries else node.span
