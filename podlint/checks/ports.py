"""Ports that containers declare, and the names by which probes and hooks ask for them."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence, Finding, Fix
from podlint.pod.model import Action, Container, Port
from podlint.subject import Subject
from podlint.suggest import nearest
from podlint.syntax.nodes import Scalar
from podlint.text import Edit

_REPLICATED = frozenset(("Deployment", "StatefulSet", "ReplicaSet", "ReplicationController"))


def port_clash_declared(subject: Subject) -> Iterator[Finding]:
    """Group the declared ports of all long-running containers by number and protocol."""
    seen: dict[tuple[int, str], tuple[Container, Port]] = {}
    for container in subject.pod.containers:
        if not container.ports or not container.long_running:
            continue
        for port in container.ports:
            if port.number is None:
                continue
            first, other = seen.setdefault((port.number, port.protocol), (container, port))
            if first is not container:
                yield Finding(
                    port.at,
                    f"{container.label} declares port {port.number}/{port.protocol}, which {first.label} declares too: "
                    f"they share one network, so the second to bind it fails",
                    evidence=(Evidence(other.at, f"{first.label} declares it here"),),
                )


def hostport_clash_with_native_sidecar(subject: Subject) -> Iterator[Finding]:
    """Group host ports over native sidecars and main containers: the API server compares only the main ones."""
    seen: dict[tuple[str, str], tuple[Container, Scalar, str | None]] = {}
    for container in subject.pod.containers:
        if not container.long_running:
            continue
        for port in container.ports:
            if port.host_port is None or port.host_port.value == "0":
                continue
            address = None if port.host_ip is None or port.host_ip.value == "0.0.0.0" else port.host_ip.value  # noqa: S104 - compared, not bound
            key = (port.host_port.value, port.protocol)
            first, other, bound = seen.setdefault(key, (container, port.host_port, address))
            clash = bound is None or address is None or bound == address
            if first is not container and clash and "native" in {first.stage, container.stage}:
                yield Finding(
                    port.host_port.span,
                    f"{container.label} takes host port {port.host_port.value}/{port.protocol}, which {first.label} "
                    f"holds already when it starts",
                    evidence=(Evidence(other.span, f"{first.label} takes it here"),),
                )


def hostport_limits_replicas(subject: Subject) -> Iterator[Finding]:
    """Look for host ports in workloads of more than one replica; a DaemonSet has one pod a node anyway."""
    pod = subject.pod
    if pod.kind not in _REPLICATED:
        return
    spec = subject.manifest.node.mapping("spec")
    replicas = None if spec is None else spec.scalar("replicas")
    if replicas is None or not replicas.value.isdigit() or int(replicas.value) < 2:
        return
    for container in pod.long_running:
        for port in container.ports:
            if port.host_port is not None and port.host_port.value != "0":
                yield Finding(
                    port.host_port.span,
                    f"{container.label} takes host port {port.host_port.value}, so a node holds one of the "
                    f"{replicas.value} replicas: without as many nodes the others stay pending; "
                    "did you mean a Service or a DaemonSet?",
                    evidence=(Evidence(replicas.span, f"{replicas.value} replicas are asked for here"),),
                )


def probe_port_name_foreign(subject: Subject) -> Iterator[Finding]:
    """Look each port name of a probe or hook up among the ports of the same container, as the kubelet does."""
    for container in subject.pod.containers:
        for used in (*container.probes, *container.hooks):
            port = _named_port(used.action)
            if port is not None and all(own.name is None or own.name.value != port.value for own in container.ports):
                yield _unknown_name(subject, container, used.kind, port)


def _named_port(action: Action | None) -> Scalar | None:
    if action is None or action.port is None or action.port.templated:
        return None
    port = action.port
    return None if port.value.isdigit() or port.kind != "str" or not port.value else port


def _unknown_name(subject: Subject, container: Container, kind: str, port: Scalar) -> Finding:
    message = f'{container.label} declares no port "{port.value}", so its {kind} can never reach one'
    declared = {own.name.value: own.name for own in container.ports if own.name is not None}
    meant = nearest(port.value, declared)
    if meant is not None:
        return Finding(
            port.span,
            f'{message}; did you mean "{meant}"?',
            evidence=(Evidence(declared[meant].span, "declared here"),),
            fix=Fix(f'rename to "{meant}"', (Edit(port.span, meant),)),
        )
    siblings = [
        (sibling, other)
        for sibling in subject.pod.long_running
        for other in sibling.ports
        if sibling is not container and other.name is not None and other.name.value == port.value
    ]
    if not siblings:
        return Finding(port.span, message)
    sibling, other = siblings[0]
    fix = None
    if len(siblings) == 1 and other.number is not None:
        fix = Fix(f"ask for port {other.number}", (Edit(port.span, str(other.number)),), safe=True)
    return Finding(
        port.span,
        f"{message}: names are looked up in the container's own ports, and this one is {sibling.label}'s"
        + (f"; did you mean {other.number}?" if other.number is not None else ""),
        evidence=(Evidence(other.name.span if other.name else other.at, f"{sibling.label} declares it here"),),
        fix=fix,
    )
