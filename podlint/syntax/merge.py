"""Merge keys as Kubernetes' decoder resolves them: `<<` acts at its place, and the last word counts.

So an inherited field gives way to one that follows, and replaces one that stands before (`decoder.merge` of
sigs.k8s.io/yaml/goyaml.v2 decodes into the same map); YAML's own rule would let the mapping's own fields win.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.syntax.nodes import Mapping, Node, Scalar, Sequence
from podlint.syntax.problem import Unfit

_MERGE_TAG = "tag:yaml.org,2002:merge"
Entry = tuple[Node, Node]


def merge(node: Mapping) -> None:
    """Put what `<<` brings at its place; duplicates that the mapping has of its own stay."""
    if any(_is_merge(key) for key, _ in node.entries):
        node.entries = _merged(node.entries)


def _merged(entries: list[Entry]) -> list[Entry]:
    kept: list[Entry | None] = []
    places: dict[str, list[int]] = {}
    inherited: set[str] = set()
    for key, value in entries:
        merging = _is_merge(key)
        for entry in _sources(value) if merging else [(key, value)]:
            name = entry[0].value if isinstance(entry[0], Scalar) else None
            if name is not None:
                if merging or name in inherited:
                    for place in places.pop(name, ()):
                        kept[place] = None
                    inherited.discard(name)
                if merging:
                    inherited.add(name)
                places.setdefault(name, []).append(len(kept))
            kept.append(entry)
    return [entry for entry in kept if entry is not None]


def _sources(value: Node) -> Iterator[Entry]:
    """The entries that a merge key's value brings: of a list of mappings the earlier ones have the last word."""
    for mapping in reversed(value.items) if isinstance(value, Sequence) else [value]:
        if not isinstance(mapping, Mapping):
            raise Unfit("a merge key (<<) needs a mapping or a list of mappings", mapping.start)
        yield from mapping.entries


def _is_merge(key: Node) -> bool:
    return isinstance(key, Scalar) and key.value == "<<" and (key.tag == _MERGE_TAG or not (key.style or key.tag))
