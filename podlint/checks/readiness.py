"""Readiness: who answers for the pod, and who should."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence, Finding, Severity
from podlint.manifest import Manifest
from podlint.objects import service_ports
from podlint.pod.lifecycle import probe
from podlint.pod.model import Container, Handler
from podlint.subject import Subject
from podlint.syntax.nodes import Mapping

_SHIPPERS = frozenset(("log-shipper", "log-tailer", "data-sync", "git-sync", "backup"))
_HELPERS = _SHIPPERS | {"metrics-exporter", "telemetry-agent", "config-reloader", "log-format"}


def readiness_on_wrong_container(subject: Subject) -> Iterator[Finding]:
    """Compare who serves the Service's port with who has a readinessProbe, where the other one is a helper."""
    pod = subject.pod
    if len(pod.long_running) < 2:
        return
    probed = [(c, found) for c in pod.long_running if (found := probe(c, "readinessProbe")) is not None]
    services = subject.objects.services_of(pod) if probed else ()
    if not services:
        return
    served = list(_served(subject, services))
    serving = {id(container) for container, _, _ in served}
    silent = [
        (container, service, entry) for container, service, entry in served if not _asked(container, pod.containers)
    ]
    for helper, found in probed:
        function = _function(subject, helper)
        if id(helper) in serving or function is None or _asks_all(found):
            continue
        if silent and len(silent) == len(served):
            app, service, entry = silent[0]
            yield Finding(
                found.node.span,
                f'{helper.label} has a readinessProbe, but {app.label}, which Service "{service.name}" leads to, has none: '
                f"the pod gets requests before {app.name or 'it'} is ready",
                evidence=(
                    Evidence(app.at, "serves, and is not asked"),
                    Evidence(entry.span, "the port", service.source),
                ),
            )
        elif function in _SHIPPERS:
            yield Finding(
                found.node.span,
                f"{helper.label} only carries {'logs' if function.startswith('log') else 'data'} along, but its readinessProbe "
                "takes the whole pod out of its Service when what it talks to is down",
                severity=Severity.INFO,
            )


def _served(subject: Subject, services: tuple[Manifest, ...]) -> Iterator[tuple[Container, Manifest, Mapping]]:
    """The containers that Services lead to, as declared ports and proven listeners tell."""
    listeners = subject.running.network.listeners
    for service in services:
        for entry in service_ports(service):
            target = entry.text("targetPort") or entry.text("port") or ""
            for container in subject.pod.long_running:
                opens = any(
                    listener.container is container and listener.proven and str(listener.port) == target
                    for listener in listeners
                )
                if opens or _declares(container, target):
                    yield container, service, entry


def _declares(container: Container, target: str) -> bool:
    return any(
        str(port.number) == target or (port.name is not None and port.name.value == target) for port in container.ports
    )


def _asked(container: Container, containers: tuple[Container, ...]) -> bool:
    """Whether its readiness is asked for, by its own probe or by one of a sibling that names its port."""
    if probe(container, "readinessProbe") is not None:
        return True
    own = {str(port.number) for port in container.ports}
    for other in containers:
        found = probe(other, "readinessProbe")
        action = None if found is None else found.action
        if action is not None and action.port is not None and action.port.value in own:
            return True
    return False


def _asks_all(found: Handler) -> bool:
    """Whether the probe runs a command, which may ask for anything: the app too."""
    return found.action is None or found.action.kind == "exec"


def _function(subject: Subject, container: Container) -> str | None:
    """What a helper's image is known to do that is in nobody's way; None for apps and for proxies."""
    image = subject.running.process(container).image
    return image.function if image is not None and image.function in _HELPERS else None
