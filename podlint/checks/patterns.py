"""Patterns gone wrong: ambassadors that are passed by, adapters that read from nobody, helpers with no tie to the app.

What each container is for is told by `podlint.patterns`; only parts that are at least of medium confidence count here.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence, Finding, Fix, Severity
from podlint.objects import service_ports
from podlint.patterns.base import Match, Role
from podlint.pod.model import Container
from podlint.pod.ports import Call, Listener
from podlint.pod.understanding import unanswered, understood
from podlint.subject import Subject
from podlint.syntax.nodes import Scalar
from podlint.text import Edit, Span

_DEFAULT = "kubectl.kubernetes.io/default-container"
_SERVERS = frozenset(("web-server", "database", "cache", "queue"))
_CARRIERS = frozenset(("log-shipper", "sync", "reloader"))


def _parts(subject: Subject, *roles: Role) -> list[Match]:
    """The containers that surely play one of these parts beside others that run as long."""
    if len(subject.pod.long_running) < 2:
        return []
    return [match for match in subject.matches.of_role(*roles) if match.confidence != "low"]


def ambassador_bypass(subject: Subject) -> Iterator[Finding]:
    """Compare the hosts that an ambassador calls with those that its siblings call themselves."""
    calls = subject.running.network.calls if len(subject.pod.long_running) > 1 else ()
    if len({call.container.name for call in calls if not call.local}) < 2:
        return
    for match in _parts(subject, "ambassador"):
        if match.function == "mesh-proxy":
            continue
        own = {listener.port for listener in _listeners(subject, match.container)}
        upstreams = {call.host: call for call in calls if call.container is match.container and _is_remote(call)}
        users = {id(call.container) for call in calls if call.local and call.port in own}
        for call in calls:
            upstream = upstreams.get(call.host)
            if upstream is None or call.container is match.container or id(call.container) in users:
                continue
            if call.container.long_running:
                meant = f"; did you mean localhost:{min(own)}?" if len(own) == 1 else ""
                yield Finding(
                    call.span,
                    f"{call.container.label} calls {call.host} itself, past {match.container.label}, which relays to it from "
                    f"localhost{meant}",
                    evidence=(Evidence(upstream.span, "relays to the same host", upstream.source),),
                    source=call.source,
                )


def _is_remote(call: Call) -> bool:
    return not call.local and call.host not in {"0.0.0.0", "*"} and any(char.isalpha() for char in call.host)  # noqa: S104


def _listeners(subject: Subject, container: Container) -> list[Listener]:
    return [listener for listener in subject.running.network.listeners if listener.container is container]


def ambassador_unused(subject: Subject) -> Iterator[Finding]:
    """Look for ambassadors that no sibling calls, where all siblings are understood and no Service leads to them."""
    for match in _parts(subject, "ambassador"):
        helper = match.container
        ports = {listener.port for listener in _listeners(subject, helper)}
        siblings = [c for c in subject.pod.long_running if c is not helper]
        if match.function == "mesh-proxy" or match.confidence != "high" or not ports:
            continue
        if any(call.port in ports for call in subject.running.network.calls if call.local):
            continue
        seen = all(_is_seen(subject, container) for container in siblings)
        if seen and not subject.objects.services_of(subject.pod) and not helper.ports and not _redirects(subject):
            yield Finding(
                helper.at,
                f"{helper.label} relays connections, but no container of the pod calls it: it only costs, or the app talks "
                "past it",
                evidence=tuple(Evidence(c.at, "does not call it") for c in siblings[:2]),
            )


def _is_seen(subject: Subject, container: Container) -> bool:
    """Whether all that a container calls is known: a server of which nothing is told that may call somebody."""
    facts = subject.running.process(container).image
    serves = facts is not None and facts.role in _SERVERS
    return serves and understood(subject.running, container) and not container.env_from


def _redirects(subject: Subject) -> bool:
    return any(match.function == "iptables" for match in subject.matches.matches)


def adapter_target_not_served(subject: Subject) -> Iterator[Finding]:
    """Hold what an exporter reads over loopback, by its settings or by default, against the ports of the pod."""
    if len(subject.pod.long_running) < 2:
        return
    for call in unanswered(subject.running):
        image = subject.running.process(call.container).image
        if image is not None and image.role == "adapter" and call.certain:
            by = f" by {call.name}" if call.name else ""
            yield Finding(
                call.span,
                f"{call.container.label} reads localhost:{call.port}{by}, where no container of the pod listens: it runs, "
                f"and publishes nothing{_opened(subject, call.container)}",
                source=call.source,
            )
    yield from _default_targets(subject)


def _default_targets(subject: Subject) -> Iterator[Finding]:
    """Exporters that are told no target and read their default one."""
    running, pod = subject.running, subject.pod
    for container in pod.long_running:
        facts = running.process(container).image
        if facts is None or facts.role != "adapter" or not facts.upstreams or pod.host_network:
            continue
        told = [*facts.upstream_env, *(flag.lstrip("-") for flag in facts.upstream_flags)]
        words = " ".join(word.value for word in container.words)
        if container.env_from or any(name in words or name in _variables(container) for name in told):
            continue
        host, _, port = facts.upstreams[0].rpartition(":")
        others = [other for other in pod.long_running if other is not container]
        known = others and all(understood(running, other) for other in others)
        if known and host in {"localhost", "127.0.0.1"} and port.isdigit() and not running.network.on(int(port)):
            yield Finding(
                container.at,
                f"{container.label} is told no target and reads localhost:{port}, {facts.name}'s default, where no container "
                f"of the pod listens{_opened(subject, container)}",
                evidence=(Evidence(container.image.span, "the image"),) if container.image is not None else (),
            )


def _variables(container: Container) -> set[str]:
    return {variable.name.value for variable in container.env if variable.name is not None}


def _opened(subject: Subject, reader: Container) -> str:
    ports = sorted({
        listener.port for listener in subject.running.network.listeners
        if listener.container is not reader and listener.container.long_running and listener.proven
    })  # fmt: skip
    return f"; its siblings open {', '.join(map(str, ports[:6]))}" if ports else ""


def helper_not_first_or_not_last(subject: Subject) -> Iterator[Finding]:
    """Look at the first main container, which kubectl takes where no annotation names another: a helper or the app."""
    mains = subject.pod.mains
    if len(mains) < 2 or _DEFAULT in subject.pod.annotations:
        return
    first = mains[0]
    if any(hook.kind == "postStart" for hook in first.hooks):
        return
    helpers = {id(match.container): match for match in _parts(subject, "sidecar", "ambassador", "adapter", "elector")}
    if id(first) not in helpers or helpers[id(first)].confidence != "high":
        return
    apps = [container for container in mains if id(container) not in helpers]
    if len(apps) != 1 or apps[0].name is None:
        return
    app = apps[0]
    yield Finding(
        first.at,
        f"{first.label} stands first, so kubectl logs and kubectl exec take it for the app, which is {app.label}",
        evidence=(Evidence(app.at, "the app"),),
        fix=_annotate(subject, app.name or ""),
    )


def _annotate(subject: Subject, name: str) -> Fix | None:
    """Name the default container in the pod template's annotations."""
    metadata = subject.pod.template.metadata
    notes = None if metadata is None else metadata.mapping("annotations")
    mapping = metadata if notes is None else notes
    if notes is None and metadata is not None and "annotations" in metadata.fields:
        return None
    if mapping is None or not mapping.entries or mapping.flow or subject.manifest.source.text[mapping.start] in "{&*":
        return None
    first = mapping.entries[0][0].span.start
    text = subject.manifest.source.text
    end = "\r\n" if text.find("\r\n", first) >= 0 else "\n"
    indent = end + " " * (subject.manifest.source.position(first).column - 1)
    value = name if Scalar.of(name, "", None, 0, 0).kind == "str" else f'"{name}"'
    line = f"{_DEFAULT}: {value}{indent}"
    edit = Edit(Span(first, first), line if notes is not None else f"annotations:{indent}  {line}")
    return Fix("name the default container", (edit,), safe=True)


def helper_shares_nothing(subject: Subject) -> Iterator[Finding]:
    """Look for carriers of files, by their image, that have no volume, port or process in common with a sibling."""
    pod = subject.pod
    if len(pod.long_running) < 2 or pod.share_process_namespace:
        return
    for container in pod.long_running:
        facts = subject.running.process(container).image
        if facts is None or facts.role not in _CARRIERS or facts.upstreams or _is_tied(subject, container):
            continue
        if facts.role == "log-shipper" and (facts.ports or subject.running.unseen_configuration(container)):
            continue  # it may take logs over the network
        yield Finding(
            container.at,
            f"{container.label} has no volume in common with another container and calls none: what it is to carry never "
            "reaches it, or never leaves it; did you mean to mount a shared volume?",
            evidence=(Evidence(container.image.span, "the image"),) if container.image is not None else (),
        )


def _is_tied(subject: Subject, container: Container) -> bool:
    """Whether anything ties a container to a sibling, to the node, or to an object that it may write itself."""
    pod, network = subject.pod, subject.running.network
    if container.command or container.env_from or container.ports:
        return True
    for mount in container.mounts:
        volume = pod.volume_of(mount)
        if volume is None or volume.kind in {"hostPath", "persistentVolumeClaim", "csi", "nfs"}:
            return True
        if any(other.mounts_of(volume) for other in pod.containers if other is not container):
            return True
    return any(call.container is container and call.local for call in network.calls)


def loopback_listener_published(subject: Subject) -> Iterator[Finding]:
    """Hold listeners that are surely bound to loopback against declared ports, Services and scrape annotations."""
    pod = subject.pod
    if pod.host_network:
        return
    for listener in subject.running.network.listeners:
        if (
            listener.reach != "loopback"
            or not listener.proven
            or not listener.certain
            or not listener.container.long_running
        ):
            continue
        same = subject.running.network.on(listener.port, listener.protocol)
        if any(other.proven and other.reach != "loopback" for other in same):
            continue
        published = _published(subject, listener)
        if published is not None:
            evidence, severity, by = published
            yield Finding(
                listener.span,
                f"{listener.container.label} listens on port {listener.port} on loopback only, but {by}: from outside the pod "
                "every connection is refused",
                evidence=(evidence,),
                severity=severity,
                source=listener.source,
            )


def _published(subject: Subject, listener: Listener) -> tuple[Evidence, Severity | None, str] | None:
    port = str(listener.port)
    declared = [own for own in listener.container.ports if own.number == listener.port]
    names = {port, *(own.name.value for own in declared if own.name is not None)}
    for service in subject.objects.services_of(subject.pod):
        for entry in service_ports(service):
            target = entry.scalar("targetPort") or entry.scalar("port")
            if target is not None and target.value in names:
                return (
                    Evidence(target.span, "leads there", service.source),
                    None,
                    f'Service "{service.name}" leads there',
                )
    if subject.pod.annotations.get("prometheus.io/port") == port:
        metadata = subject.pod.template.metadata
        notes = None if metadata is None else metadata.mapping("annotations")
        at = None if notes is None else notes.scalar("prometheus.io/port")
        if at is not None:
            return Evidence(at.span, "scraped here"), None, "Prometheus is to scrape it"
    if declared:
        return Evidence(declared[0].at, "declared here"), Severity.INFO, "declares it"
    return None
