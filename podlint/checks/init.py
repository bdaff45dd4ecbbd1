"""Init containers: steps that never end, and waits for what cannot be there yet."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence, Finding, Severity
from podlint.manifest import Manifest
from podlint.objects import Objects
from podlint.pod.addresses import loopback_port
from podlint.pod.lifecycle import NATIVE_SIDECARS_SINCE
from podlint.pod.model import Container, Pod
from podlint.pod.processes import Effect
from podlint.pod.running import FileUse
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
            native = subject.minor >= NATIVE_SIDECARS_SINCE
            yield Finding(
                endless.span,
                f"{container.label} never ends ({endless.how}), so the pod stays in Init for ever; did you mean "
                + ("a native sidecar, with restartPolicy: Always?" if native else "one of the containers?"),
            )


def init_waits_for_own_pod(subject: Subject) -> Iterator[Finding]:
    """Hold each wait of an init container against what only later containers of the pod open or write."""
    for container, effect in _waits(subject):
        port = loopback_port(effect.target)
        if port is not None:
            yield from _waits_for_port(subject, container, effect, port)
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
    waiting = next((use for use in subject.running.file_uses if use.effect is effect), None)
    if waiting is None or waiting.place.volume is None or waiting.place.volume.kind != "emptyDir":
        return
    writers = subject.running.writes_to(waiting.place)
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


def init_order_wrong(subject: Subject) -> Iterator[Finding]:
    """Hold what an init container reads or calls against what only a later init container writes or opens."""
    inits = [container for container in subject.pod.containers if container.key == "initContainers"]
    if len(inits) < 2:
        return
    uses = [use for use in subject.running.file_uses if use.container.key == "initContainers"]
    for use in uses:
        if use.container.stage == "init" and _needs_file(use):
            later = _only_later_writer(subject, use)
            if later is not None:
                yield Finding(
                    use.effect.span,
                    f'{use.container.label} needs "{use.effect.target}", which only {later.container.label} writes, and '
                    "that one runs after it: the pod never starts; did you mean the other order?",
                    evidence=(Evidence(later.effect.span, f"{later.container.label} writes it here"),),
                )
    yield from _calls_later_sidecar(subject)


def _needs_file(use: FileUse) -> bool:
    effect, volume = use.effect, use.place.volume
    if volume is None or volume.kind != "emptyDir" or not effect.certain or effect.guard or "*" in effect.target:
        return False
    changes = effect.kind == "write" and effect.how in {"chmod", "chown", "chgrp"}
    return effect.why == "command" and (effect.kind in {"read", "wait"} or changes)


def _only_later_writer(subject: Subject, use: FileUse) -> FileUse | None:
    """The later init container that makes a file which nobody before it makes, where all before are understood."""
    containers = subject.pod.containers
    at = containers.index(use.container)
    running = subject.running
    if use.place.path == "" or not running.process(use.container).transparent:
        return None
    writes = [
        other for other in running.writes_to(use.place) if not other.effect.how.startswith(("chmod", "chown", "chgrp"))
    ]
    if any(containers.index(other.container) <= at for other in writes):
        return None
    volume = use.place.volume
    for before in containers[:at]:
        if volume is not None and before.mounts_of(volume) and not running.process(before).transparent:
            return None
    return next((other for other in writes if other.container.key == "initContainers"), None)


def _calls_later_sidecar(subject: Subject) -> Iterator[Finding]:
    containers = subject.pod.containers
    if not any(container.stage == "native" for container in containers):
        return
    network = subject.running.network
    told: set[tuple[int, int]] = set()
    for call in network.calls:
        if (
            call.container.stage != "init"
            or not call.local
            or call.port is None
            or (id(call.container), call.port) in told
        ):
            continue
        at = containers.index(call.container)
        natives = [listener for listener in network.on(call.port) if listener.container.stage == "native"]
        later = [listener for listener in natives if containers.index(listener.container) > at]
        if later and len(later) == len(natives):
            told.add((id(call.container), call.port))
            yield Finding(
                call.span,
                f"{call.container.label} calls localhost:{call.port}, which {later[0].container.label} opens, and that one "
                "starts after it: the connection is refused and the pod never starts; did you mean the other order?",
                evidence=(Evidence(later[0].span, f"{later[0].container.label} listens here", later[0].source),),
                severity=None if call.why == "command" and call.certain else Severity.WARNING,
            )
