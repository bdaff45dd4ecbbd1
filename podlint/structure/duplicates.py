"""Keys that stand twice in one mapping: strict decoding refuses them, a lenient decoder keeps the last."""

from __future__ import annotations

from podlint.diagnostic import Evidence, Finding, Fix, Refusal
from podlint.structure.reindent import line_start
from podlint.structure.ways import Way
from podlint.syntax.nodes import Mapping, Node, Scalar, Sequence
from podlint.text import Edit, Source, Span


def duplicate_key(way: Way, node: Mapping, key: Scalar) -> Finding:
    """A key that stands in its mapping before; the fix takes it out where both values are the same."""
    first_key, first = next(
        entry for entry in node.entries if isinstance(entry[0], Scalar) and entry[0].value == key.value
    )
    value = next(value for other, value in node.entries if other is key)
    fix = _delete(way.manifest.source, node, key, value) if same(first, value) else None
    return Finding(
        key.span,
        f'{way.label} has "{key.value}" twice',
        evidence=(Evidence(first_key.span, "first here"),),
        fix=fix,
        api=(Refusal("DuplicateKey", way.below(key.value)),),
    )


def same(one: Node, other: Node) -> bool:
    """Whether two nodes are the same value to Kubernetes; quotes do not count where the kind is the same."""
    if isinstance(one, Scalar) and isinstance(other, Scalar):
        return one.kind == other.kind and one.value == other.value
    if isinstance(one, Sequence) and isinstance(other, Sequence):
        return len(one.items) == len(other.items) and all(map(same, one.items, other.items))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return len(one.entries) == len(other.entries) and all(
            same(a, c) and same(b, d) for (a, b), (c, d) in zip(one.entries, other.entries, strict=True)
        )
    return False


def _delete(source: Source, node: Mapping, key: Scalar, value: Node) -> Fix | None:
    """Take the entry's own lines out; only of a block mapping, and never with a comment in it."""
    start, end = line_start(source, key.start), max(value.end, key.end)
    text = source.text
    stop = next((begin for begin in source.line_starts if begin >= end), len(text))
    between, rest = text[key.start : end], text[end:stop].strip()
    if node.flow or text[start : key.start].strip() or rest or "#" in between:
        return None
    return Fix(f'delete the second "{key.value}"', (Edit(Span(start, stop), ""),), safe=True)
