"""Init containers: steps that never end, and waits for what cannot be there yet."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence, Finding
from podlint.manifest import Manifest
from podlint.objects import Objects
from podlint.pod.addresses import is_loopback
from podlint.pod.model import Container, Pod
from podlint.pod.processes import Effect
from podlint.subject import Subject


def init_never_ends(subject: Subject) -> Iterator[Finding]:
    """Take init containers whose command surely never ends."""
    for container in subject.pod.containers:
        if container.stage != "init":
            continue
        process = subject.running.process(container)
        endless = next(
            (e for e in process.effects if e.kind == "never-ends" and e.certain and e.why == "command"), None
        )
        if process.ends is False and endless is not None:
            yield Finding(
                endless.span,
                f"{container.label} never ends ({endless.how}), so the pod stays in Init for ever; "
                "did you mean a native sidecar, with restartPolicy: Always?",
            )


def init_waits_for_own_pod(subject: Subject) -> Iterator[Finding]:
    """Hold each wait of an init container against what only later containers of the pod open or write."""
    for container, effect in _waits(subject):
        host, _, port = effect.target.rpartition(":")
        if port.isdigit() and is_loopback(host.strip("[]")):
            yield from _waits_for_port(subject, container, effect, int(port))
        elif effect.target.startswith("/"):
            yield from _waits_for_file(subject, container, effect)


def _waits(subject: Subject) -> Iterator[tuple[Container, Effect]]:
    for container in subject.pod.containers:
        if container.stage == "init":
            for effect in subject.running.process(container).effects:
                if effect.kind == "wait":
                    yield container, effect


def _waits_for_port(subject: Subject, container: Container, effect: Effect, port: int) -> Iterator[Finding]:
    listeners = [listener for listener in subject.running.network.listeners if listener.port == port]
    before = subject.pod.containers.index(container)
    if any(subject.pod.containers.index(listener.container) < before and listener.container.stage == "native"
           for listener in listeners):  # fmt: skip
        return
    later = next((listener for listener in listeners if listener.container.stage == "main"), None)
    if later is not None:
        yield Finding(
            effect.span,
            f"{container.label} waits for {effect.target}, which {later.container.label} opens only after all init "
            "containers have ended: the pod never starts",
            evidence=(Evidence(later.span, f"{later.container.label} listens here", later.source),),
        )


def _waits_for_file(subject: Subject, container: Container, effect: Effect) -> Iterator[Finding]:
    uses = subject.running.file_uses
    waiting = next((use for use in uses if use.effect is effect), None)
    if waiting is None or waiting.place.volume is None or waiting.place.volume.kind != "emptyDir":
        return
    writers = [use for use in uses if use.effect.kind in {"write", "append"} and use.place.same_file(waiting.place)]
    if writers and all(use.container.stage == "main" for use in writers):
        yield Finding(
            effect.span,
            f'{container.label} waits for "{effect.target}", which {writers[0].container.label} writes only after all '
            "init containers have ended: the pod never starts",
            evidence=(Evidence(writers[0].effect.span, f"{writers[0].container.label} writes it here"),),
        )


def init_waits_for_own_service(subject: Subject) -> Iterator[Finding]:
    """Hold each wait of an init container against the Services that select this pod alone."""
    for container, effect in _waits(subject):
        host = effect.target.rpartition(":")[0] or effect.target
        service = _service_of(subject.objects, subject.pod, host)
        if service is None:
            continue
        spec = service.node.mapping("spec")
        by_name_only = ":" not in effect.target and (spec is None or spec.text("clusterIP") != "None")
        if spec is None or spec.text("publishNotReadyAddresses") == "true" or by_name_only:
            continue
        selector = spec.key("selector")
        yield Finding(
            effect.span,
            f'{container.label} waits for Service "{service.name}", which leads to this pod itself: before the first '
            "pod is ready it leads nowhere, and the pod never starts",
            evidence=(Evidence((selector or spec).span, "selects this pod", service.source),),
        )


def _service_of(objects: Objects, pod: Pod, host: str) -> Manifest | None:
    name = host.split(".")[0]
    return next((service for service in objects.services_of(pod) if service.name == name), None)
