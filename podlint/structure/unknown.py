"""Keys that a structure does not know: misspelt, of another minor, or at home somewhere near."""

from __future__ import annotations

from podlint.diagnostic import Finding, Fix, Refusal
from podlint.structure.definitions import Structures, Type
from podlint.structure.homes import home_of
from podlint.structure.ways import Way
from podlint.suggest import folded, nearest
from podlint.syntax.nodes import Mapping, Scalar
from podlint.text import Edit, Source

_NATIVE_SIDECARS_SINCE = 29


def unknown_key(
    key: Scalar, node: Mapping, way: Way, wanted: Type, types: list[Type | None], structures: Structures
) -> tuple[str, Finding, str | None]:
    """The rule and the finding for a key that the type of its parent does not have, and the key it stands for."""
    api = (Refusal("UnknownField", way.below(key.value)),)
    if key.value == "type" and wanted.name.endswith("Lifecycle"):
        return "lifecycle-type-sidecar", _sidecar_type(key, way, api, structures.minor), None
    minors = structures.minors_of(wanted.name, key.value)
    if minors:
        message = f"{_without(way, key)} {_when(minors, structures.minor)}"
        return "unknown-field", Finding(key.span, message, api=api), None
    meant = nearest(key.value, wanted.names)
    if meant is None or folded(meant) != folded(key.value):
        home = home_of(key.value, node, way, types)
        if home is not None:
            message = f'{way.label}: "{key.value}" belongs {home}'
            return "misplaced-field", Finding(key.span, message, api=api), key.value
    if meant is None:
        return "unknown-field", Finding(key.span, _without(way, key), api=api), None
    message = f'{_without(way, key)}; did you mean "{meant}"?'
    fix = _rename(way.manifest.source, key, meant, node)
    return "unknown-field", Finding(key.span, message, fix=fix, api=api), meant


def _sidecar_type(key: Scalar, way: Way, api: tuple[Refusal, ...], minor: int) -> Finding:
    """The field of a design that was dropped before it shipped (KEP-753 took its place)."""
    message = f'{way.label} has no "type": sidecars of this form never shipped, and the container is an ordinary one'
    if minor >= _NATIVE_SIDECARS_SINCE:
        message += "; did you mean an init container with restartPolicy: Always?"
    return Finding(key.span, message, api=api)


def _without(way: Way, key: Scalar) -> str:
    return f'{way.label} has no field "{key.value}"'


def _when(minors: str, minor: int) -> str:
    """Which minors have the field: `27-`, `-25`, `35-35`."""
    first, _, last = minors.partition("-")
    if first and minor < int(first):
        return f"before Kubernetes 1.{first}"
    return f"since Kubernetes 1.{int(last) + 1}"


def _rename(source: Source, key: Scalar, meant: str, node: Mapping) -> Fix | None:
    """Write the key right; safe where only case, dashes and underscores differ and the right key is absent."""
    if meant in node.fields or key.value not in source.slice(key.span):
        return None
    text = meant if not key.style else f"{key.style}{meant}{key.style}"
    same = folded(meant) == folded(key.value)
    return Fix(f'rename to "{meant}"', (Edit(key.span, text),), safe=same)
