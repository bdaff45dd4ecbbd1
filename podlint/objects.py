"""The objects of one run, and which of them a name in a pod means: the nearest, or none when in doubt.

Nearness: the same text, then the same folder, then the whole run; within one rank two candidates that differ
leave the name unknown. Objects meet only within one namespace.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from podlint.manifest import Manifest
from podlint.pod.model import Pod
from podlint.syntax.nodes import Mapping, Scalar
from podlint.text import Source, Span


class Objects:
    """The manifests and pods of a run, by kind and name, and by label."""

    __slots__ = ("_by_kind", "_folders", "_pods_by_label", "_services")

    def __init__(self, manifests: Iterable[Manifest] = (), pods: Iterable[Pod] = ()) -> None:
        self._pods_by_label: dict[tuple[str, str, str], list[Pod]] = {}
        for pod in pods:
            space = pod.manifest.namespace or "default"
            for name, value in pod.labels.items():
                self._pods_by_label.setdefault((space, name, value), []).append(pod)
        self._services: dict[tuple[str, str, str], list[Manifest]] = {}
        self._by_kind: dict[str, list[Manifest]] = {}
        self._folders: dict[str, str] = {}
        for manifest in manifests:
            if manifest.kind is not None:
                self._by_kind.setdefault(manifest.kind, []).append(manifest)
                if manifest.kind == "Service" and (key := _first_selector(manifest)) is not None:
                    self._services.setdefault(key, []).append(manifest)

    def of_kind(self, kind: str) -> tuple[Manifest, ...]:
        """All objects of a kind, in the order of the input."""
        return tuple(self._by_kind.get(kind, ()))

    def find(self, kind: str, name: str, near: Manifest) -> Manifest | None:
        """The object that a name means, seen from another object; None when there is none or no single one."""
        candidates = [
            manifest
            for manifest in self._by_kind.get(kind, ())
            if manifest.name == name and _same_namespace(manifest, near)
        ]
        nearest = list(self._nearest(candidates, near))
        if not nearest or any(_differs(nearest[0], other) for other in nearest[1:]):
            return None
        return nearest[0]

    def at(self, source: Source, span: Span) -> Manifest | None:
        """The object whose text a span lies in."""
        for manifests in self._by_kind.values():
            for manifest in manifests:
                if manifest.source is source and manifest.node.start <= span.start <= manifest.node.end:
                    return manifest
        return None

    def services_of(self, pod: Pod) -> tuple[Manifest, ...]:
        """The Services whose selector matches the pod's labels: those of the nearest rank that has any."""
        if not self._services or not pod.labels:
            return ()
        space = pod.manifest.namespace or "default"
        candidates = [s for label in pod.labels.items() for s in self._services.get((space, *label), ())]
        matching = [service for service in candidates if service.group == "" and _selects(service, pod.labels)]
        return tuple(self._nearest(matching, pod.manifest))

    def pods_of(self, service: Manifest) -> tuple[Pod, ...]:
        """The pods of the run that a Service selects: those of the nearest rank that has any."""
        key = _first_selector(service)
        candidates = () if key is None else self._pods_by_label.get(key, ())
        chosen = [pod for pod in candidates if _selects(service, pod.labels)]
        if len(chosen) < 2:
            return tuple(chosen)
        best = min(self._rank(pod.manifest, service) for pod in chosen)
        return tuple(pod for pod in chosen if self._rank(pod.manifest, service) == best)

    def _nearest(self, candidates: list[Manifest], near: Manifest) -> Iterator[Manifest]:
        if len(candidates) < 2:
            yield from candidates
            return
        ranks = [self._rank(candidate, near) for candidate in candidates]
        best = min(ranks)
        yield from (candidate for candidate, rank in zip(candidates, ranks, strict=True) if rank == best)

    def _rank(self, candidate: Manifest, near: Manifest) -> int:
        if candidate.source is near.source:
            return 0
        return 1 if self._folder(candidate) == self._folder(near) else 2

    def _folder(self, manifest: Manifest) -> str:
        path = manifest.source.path
        if path not in self._folders:
            self._folders[path] = os.path.dirname(path)
        return self._folders[path]


def _same_namespace(one: Manifest, other: Manifest) -> bool:
    return (one.namespace or "default") == (other.namespace or "default")


def _differs(one: Manifest, other: Manifest) -> bool:
    return one.source.slice(one.node.span) != other.source.slice(other.node.span)


def _first_selector(service: Manifest) -> tuple[str, str, str] | None:
    """The first label that a Service asks for, with its namespace: enough to look the few candidates up."""
    spec = service.node.mapping("spec")
    selector = None if spec is None else spec.mapping("selector")
    for name, value in () if selector is None else selector.fields.items():
        if isinstance(value, Scalar):
            return service.namespace or "default", name, value.value
    return None


def _selects(service: Manifest, labels: dict[str, str]) -> bool:
    spec = service.node.mapping("spec")
    selector = None if spec is None else spec.mapping("selector")
    if selector is None or not selector.entries:
        return False
    return all(isinstance(value, Scalar) and labels.get(name) == value.value for name, value in selector.fields.items())


def service_ports(service: Manifest) -> Iterator[Mapping]:
    """The entries of a Service's `spec.ports`."""
    spec = service.node.mapping("spec")
    if spec is not None:
        yield from spec.mappings("ports")


def scales(scaler: Manifest, target: Manifest) -> bool:
    """Whether an autoscaler is there for a workload."""
    spec = scaler.node.mapping("spec")
    reference = None if spec is None else spec.mapping("scaleTargetRef")
    if reference is None or (scaler.namespace or "default") != (target.namespace or "default"):
        return False
    return reference.text("kind") == target.kind and reference.text("name") == target.name
