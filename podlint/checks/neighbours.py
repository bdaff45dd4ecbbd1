"""Containers that should not be neighbours: apps of different tiers, two databases, stores that multiply, idle tools."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence, Finding
from podlint.objects import scales
from podlint.pod.lifecycle import replicas, restarts
from podlint.pod.model import Container
from podlint.subject import Subject

_TIERS = {"database": "a database", "queue": "a queue", "object-store": "an object store"}
_FRONT_TIERS = frozenset(("app", "app-server", "web-server"))
_SCALED = frozenset(("Deployment", "ReplicaSet", "ReplicationController", "DeploymentConfig"))
_LASTING = _SCALED | {"StatefulSet", "DaemonSet", "Pod"}
_MEMORIES = frozenset(("redis", "valkey", "keydb", "dragonfly", "redis-stack-server"))
_CLUSTERS = frozenset(("elasticsearch", "opensearch"))
"""Their nodes that hold no data, or find each other, are often replicas of a Deployment."""
_TOOLS = frozenset(("toolbox", "base", "tool"))
_WAITS = frozenset(("sleep", "tail", "pause", "wait"))
_IDLE = frozenset(("sleep", "tail", "sh", "bash", "ash", "cat", "trap", "wait", "true", "pause", "echo", ":"))


def _role(subject: Subject, container: Container) -> str | None:
    """What a container's image is, where its own program runs; a store in memory is a cache until given storage."""
    process = subject.running.process(container)
    facts = process.image
    if facts is None:
        return None
    if facts.name.rpartition("/")[2] in _MEMORIES and not _lasts(subject, container):
        return "cache"
    runs = process.runs_default_program or any(c.name == facts.entrypoint for c in process.behaviour.commands)
    return facts.role if runs else None


def unrelated_apps_in_one_pod(subject: Subject) -> Iterator[Finding]:
    """Look for a store and an app of another tier, both meant to last, in one workload."""
    mains = subject.pod.mains
    if len(mains) < 2 or subject.pod.kind not in _LASTING or restarts(subject.pod) == "Never":
        return
    roles = [(container, _role(subject, container)) for container in mains]
    stores = [(container, role) for container, role in roles if role in _TIERS]
    if len(stores) != 1:
        return
    store, role = stores[0]
    clients = _clients(subject, store)
    apps = [container for container, role in roles if role in _FRONT_TIERS or id(container) in clients]
    if not apps:
        return
    helpers = {id(m.container) for m in subject.matches.of_role("sidecar", "ambassador", "adapter", "elector")}
    apps = [app for app in apps if id(app) not in helpers]
    if apps and id(store) not in helpers:
        yield Finding(
            store.at,
            f"{store.label} is {_TIERS[role or '']} in the pod of its client {apps[0].label}: they are scheduled, scaled and "
            "restarted only together; did you mean a workload for each, joined by a Service?",
            evidence=(Evidence(apps[0].at, "an app of another tier"),),
        )


def _clients(subject: Subject, store: Container) -> set[int]:
    """The containers that call a port of the store over loopback."""
    network = subject.running.network
    ports = {listener.port for listener in network.listeners if listener.container is store and listener.proven}
    return {id(call.container) for call in network.calls if call.local and call.port in ports} - {id(store)}


def two_databases_in_one_pod(subject: Subject) -> Iterator[Finding]:
    """Count the databases of different products whose own program runs in the pod."""
    mains = subject.pod.mains
    if len(mains) < 2:
        return
    found: dict[str, Container] = {}
    for container in mains:
        facts = subject.running.process(container).image
        if facts is not None and _role(subject, container) == "database":
            found.setdefault(facts.name.rpartition("/")[2], container)
    if len(found) > 1:
        (name, first), (other_name, other), *_ = found.items()
        yield Finding(
            other.at,
            f"{other.label} runs {other_name} beside {name} in {first.label}: they compete for the same memory and disk, "
            "and fail, move and are upgraded together",
            evidence=(Evidence(first.at, f"runs {name}"),),
        )


def stateful_member_in_scaled_deployment(subject: Subject) -> Iterator[Finding]:
    """Look where databases and queues of scaled workloads keep their data: each replica has its own below an emptyDir."""
    pod = subject.pod
    count = replicas(pod) if pod.kind in _SCALED else None
    if count is None:
        return
    scaler = next((s for s in subject.objects.of_kind("HorizontalPodAutoscaler") if scales(s, subject.manifest)), None)
    if count < 2 and scaler is None:
        return
    spec = pod.manifest.node.mapping("spec")
    field = None if spec is None else spec.scalar("replicas")
    for container in pod.containers:
        facts = subject.running.process(container).image
        if container.stage != "main" or facts is None or _role(subject, container) not in {"database", "queue"}:
            continue
        if _lasts(subject, container) or facts.name.rpartition("/")[2] in _CLUSTERS:
            continue
        data = [path for path in facts.data if path.startswith("/")]
        where = f" at {data[0]}" if data else ""
        many = f"{count} replicas" if count > 1 else "its autoscaler's replicas"
        evidence = [] if field is None or count < 2 else [Evidence(field.span, "so many replicas")]
        evidence += [Evidence(scaler.node.span, "scales it", scaler.source)] if scaler is not None and count < 2 else []
        yield Finding(
            container.at,
            f"{container.label} runs {facts.name}, and each of {many} keeps data of its own{where}: what one was "
            "told, the others do not know; did you mean a StatefulSet, or one replica?",
            evidence=tuple(evidence),
        )


def _lasts(subject: Subject, container: Container) -> bool:
    """Whether a container mounts anything that outlives the pod, where its data may have been moved to."""
    names = {mount.volume.value for mount in container.mounts if mount.volume is not None}
    volumes = [volume for name, volume in subject.pod.volumes_by_name.items() if name in names]
    return any(volume.kind not in {"emptyDir", "configMap", "secret", "projected", "downwardAPI"} for volume in volumes)


def debug_container_in_template(subject: Subject) -> Iterator[Finding]:
    """Look for tools that only wait, without a part in any volume, beside a container that works."""
    pod = subject.pod
    mains = pod.mains
    if len(mains) < 2 or pod.kind == "Pod" or pod.kind not in _LASTING:
        return
    idle = [container for container in mains if _only_waits(subject, container)]
    if not idle or len(idle) == len(mains):
        return
    apps = {id(match.container) for match in subject.matches.of_role("app")}
    for container in idle:
        if apps == {id(container)}:
            continue  # people work in it, and the others serve it
        if any(
            _is_shared(subject, container, mount.volume.value) for mount in container.mounts if mount.volume is not None
        ):
            continue
        at = container.image.span if container.image is not None else container.at
        yield Finding(
            container.at,
            f"{container.label} only waits with tools at hand, in every replica: it costs, and lets people in; did you mean "
            "kubectl debug, which adds such a container when it is needed?",
            evidence=(Evidence(at, "tools"),),
        )


def _only_waits(subject: Subject, container: Container) -> bool:
    process = subject.running.process(container)
    if process.image is None or process.image.role not in _TOOLS or container.ports or container.probes:
        return False
    if not process.words:
        return container.tty and container.stdin
    programs = {command.name for command in process.behaviour.commands}
    waits = programs <= _IDLE and process.behaviour.form in {"exec", "shell"} and process.transparent
    reads = any(
        effect.kind in {"read", "write", "append"} and effect.target != "/dev/null" for effect in process.effects
    )
    return waits and not reads and bool(programs & _WAITS)


def _is_shared(subject: Subject, container: Container, name: str) -> bool:
    return any(
        other is not container
        and any(mount.volume is not None and mount.volume.value == name for mount in other.mounts)
        for other in subject.pod.containers
    )
