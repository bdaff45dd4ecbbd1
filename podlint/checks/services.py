"""Services of the input and the pods they select: whether their port names lead anywhere."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence, Finding, Fix
from podlint.objects import service_ports
from podlint.pod.model import Container, Pod, Port
from podlint.subject import Subject
from podlint.suggest import nearest
from podlint.syntax.nodes import Mapping, Scalar
from podlint.text import Edit

SCOPE = "object"


def service_port_name_unresolved(subject: Subject) -> Iterator[Finding]:
    """Look each named target port up among the long-running containers of every selected pod."""
    pods = _selected(subject)
    if not pods:
        return
    for entry in service_ports(subject.manifest):
        target = _target_name(entry)
        if target is None or any(_ports_called(pod, target.value) for pod in pods):
            continue
        yield _unresolved(pods, target)


def _selected(subject: Subject) -> tuple[Pod, ...]:
    manifest = subject.manifest
    if manifest.kind != "Service" or manifest.group:
        return ()
    return subject.objects.pods_of(manifest)


def _target_name(entry: Mapping) -> Scalar | None:
    target = entry.scalar("targetPort")
    if target is None or target.kind != "str" or target.value.isdigit() or target.templated:
        return None
    return target


def _ports_called(pod: Pod, name: str) -> list[tuple[Container, Port]]:
    return [
        (container, port)
        for container in pod.long_running
        for port in container.ports
        if port.name is not None and port.name.value == name
    ]


def _unresolved(pods: tuple[Pod, ...], target: Scalar) -> Finding:
    pod = pods[0]
    names = {
        port.name.value: port.name
        for container in pod.long_running
        for port in container.ports
        if port.name is not None
    }
    owner = f'{pod.kind} "{pod.manifest.name}"'
    message = f'no container of {owner} declares a port "{target.value}": the Service has no endpoints there'
    meant = nearest(target.value, names) or (next(iter(names)) if len(names) == 1 else None)
    if meant is None:
        at = (pod.long_running or pod.containers)[0].at if pod.containers else pod.node.span
        evidence = Evidence(at, "the pod it selects", pod.manifest.source)
        return Finding(target.span, message, evidence=(evidence,))
    return Finding(
        target.span,
        f'{message}; did you mean "{meant}"?',
        evidence=(Evidence(names[meant].span, "declared here", pod.manifest.source),),
        fix=Fix(f'aim at "{meant}"', (Edit(target.span, meant),)),
    )
