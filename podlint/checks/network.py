"""The pod seen from outside: Services that lead to closed ports, names that do not resolve on the host's network."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence, Finding, Fix, Severity
from podlint.objects import service_ports
from podlint.pod.model import Container
from podlint.pod.running import Running
from podlint.subject import Subject
from podlint.text import Edit, Span


def hostnetwork_without_cluster_dns(subject: Subject) -> Iterator[Finding]:
    """Take host-network pods that keep the default DNS policy and name hosts of the cluster."""
    pod = subject.pod
    if not pod.host_network:
        return
    policy = pod.node.scalar("dnsPolicy")
    if policy is not None and policy.value != "ClusterFirst":
        return
    for call in subject.running.network.calls:
        service = subject.objects.find("Service", call.host.split(".")[0], subject.manifest)
        if not call.host.endswith((".svc", ".cluster.local")) and service is None:
            continue
        key = pod.node.key("hostNetwork")
        fix = None
        if policy is not None:
            fix = Fix("resolve names of the cluster", (Edit(policy.span, "ClusterFirstWithHostNet"),), safe=True)
        yield Finding(
            call.span,
            f'{call.container.label} calls "{call.host}", but on the host\'s network names are looked up by the node: a '
            "Service is not found; did you mean dnsPolicy: ClusterFirstWithHostNet?",
            evidence=() if key is None else (Evidence(key.span, "the pod is on the host's network"),),
            fix=fix,
            source=call.source,
        )
        return


def service_target_port_unserved(subject: Subject) -> Iterator[Finding]:
    """Hold the target ports of Services that select this pod against everything its containers open."""
    services = subject.objects.services_of(subject.pod)
    if not services or not subject.pod.whole:
        return
    running = subject.running
    for service in services:
        spec = service.node.mapping("spec")
        headless = spec is not None and spec.text("clusterIP") == "None"
        for entry in service_ports(service):
            target = entry.scalar("targetPort") or entry.scalar("port")
            if target is None or not target.value.isdigit() or target.templated:
                continue
            number, protocol = int(target.value), entry.text("protocol") or "TCP"
            if running.network.on(number, protocol) or not _all_declare(running):
                continue
            declared = sorted({port.number for c in subject.pod.long_running for port in c.ports if port.number})
            yield Finding(
                target.span,
                f'Service "{service.name}" leads to port {number} of {subject.pod.kind} "{subject.manifest.name}", which no '
                f"container opens: connections are refused; its containers declare {', '.join(map(str, declared[:6]))}",
                evidence=(Evidence(_at(subject), "the pod it selects", subject.manifest.source),),
                severity=Severity.INFO if headless else None,
                source=service.source,
            )


def _at(subject: Subject) -> Span:
    return subject.pod.long_running[0].at


def _all_declare(running: Running) -> bool:
    """Whether every long-running container says which ports it has, or is known to have none."""
    containers = running.pod.long_running
    return bool(containers) and all(_tells_ports(running, container) for container in containers)


def _tells_ports(running: Running, container: Container) -> bool:
    if running.unseen_configuration(container):
        return False
    return bool(container.ports) or running.process(container).transparent


def port_env_vs_declared(subject: Subject) -> Iterator[Finding]:
    """Take containers that are told one port and declare another one, which a probe or a Service asks for."""
    for container in subject.pod.long_running:
        if not container.ports:
            continue
        told = [
            listener
            for listener in subject.running.network.listeners
            if listener.container is container and listener.why in {"env", "flag"}
        ]
        own = [listener for listener in told if listener.why == "env"]
        declared = {port.number for port in container.ports}
        if len(own) != 1 or any(listener.port in declared for listener in told) or len(declared) != 1:
            continue
        asked = [
            probe.action.port
            for probe in container.probes
            if probe.action is not None and probe.action.port is not None
            and (probe.action.port.value.isdigit() and int(probe.action.port.value) in declared)
        ]  # fmt: skip
        if asked:
            yield Finding(
                own[0].span,
                f"{container.label} is told to listen on port {own[0].port} but declares {container.ports[0].number} and is "
                f"probed there: the probe never succeeds; did you mean {container.ports[0].number}?",
                evidence=(Evidence(asked[0].span, "probed here"), Evidence(container.ports[0].at, "declared here")),
            )
