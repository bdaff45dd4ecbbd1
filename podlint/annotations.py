"""Suppressions in annotations: they survive Helm and Kustomize, where comments often do not.

podlint.dev/ignore: "rule, family/*"      on an object, a Job template or a pod template: all that is in it
podlint.dev/ignore.web: "rule"            the container of that name in it
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.manifest import Manifest
from podlint.suggest import did_you_mean
from podlint.suppression import Name, Suppression
from podlint.syntax.nodes import Mapping, Node, Scalar, Sequence
from podlint.text import Span

_ANNOTATION = "podlint.dev/ignore"
_LISTS = ("initContainers", "containers", "ephemeralContainers")


def annotated(manifest: Manifest) -> Iterator[Suppression]:
    """The suppressions that an object carries in its own annotations and in those of its templates."""
    for holder in _holders(manifest):
        metadata = holder.mapping("metadata")
        own = None if metadata is None else metadata.mapping("annotations")
        for key, value in () if own is None else own.entries:
            if isinstance(key, Scalar) and isinstance(value, Scalar) and key.value.startswith(_ANNOTATION):
                yield from _read(key.value.removeprefix(_ANNOTATION), value, holder, manifest)


def _holders(manifest: Manifest) -> Iterator[Mapping]:
    """The object, and the mappings on the way to its pod templates, each once."""
    seen: dict[int, Mapping] = {id(manifest.node): manifest.node}
    for template in manifest.templates:
        node: Node | None = manifest.node
        for step in template.path:
            if isinstance(node, Mapping) and isinstance(step, str):
                node = node.fields.get(step)
            elif isinstance(node, Sequence) and isinstance(step, int):
                node = node.items[step]
            if isinstance(node, Mapping):
                seen.setdefault(id(node), node)
    yield from seen.values()


def _read(suffix: str, value: Scalar, holder: Mapping, manifest: Manifest) -> Iterator[Suppression]:
    names = [Name(name.strip()) for name in value.value.split(",") if name.strip()]
    if not suffix:
        yield Suppression(names, (holder.span,), value.span)
    elif suffix.startswith("."):
        containers = dict(_containers(holder, manifest))
        wanted = suffix[1:]
        if wanted in containers:
            yield Suppression(names, (containers[wanted],), value.span)
        else:
            slip = f'no container is called "{wanted}" here{did_you_mean(wanted, containers)}'
            yield Suppression((), (), value.span, slip)


def _containers(holder: Mapping, manifest: Manifest) -> Iterator[tuple[str, Span]]:
    for template in manifest.templates:
        if holder.start <= template.spec.start and template.spec.end <= holder.end:
            for part in _LISTS:
                for container in template.spec.mappings(part):
                    yield container.text("name") or "", container.span
