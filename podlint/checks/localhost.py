"""The pod's own network: ports that two containers bind, and calls to localhost that nobody answers."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence, Finding, Severity
from podlint.pod.flags import PROXY_VARIABLES
from podlint.pod.model import Container
from podlint.pod.ports import Call, Listener
from podlint.pod.running import Running
from podlint.pod.understanding import unanswered, understood
from podlint.subject import Subject

_WEB = frozenset((80, 443, 3000, 4200, 5000, 8000, 8080, 8081, 8443, 9000))


def port_clash_inferred(subject: Subject) -> Iterator[Finding]:
    """Join the proven listeners of all long-running containers by port; what both declare is another rule's."""
    if len(subject.pod.containers) < 2:
        return
    first: dict[tuple[int, str], Listener] = {}
    reported: set[tuple[int, int]] = set()
    for listener in subject.running.network.listeners:
        if not listener.proven or not listener.certain or not listener.container.long_running:
            continue
        other = first.setdefault((listener.port, listener.protocol), listener)
        key = (id(listener.container), listener.port)
        if other.container is listener.container or key in reported or not _overlap(listener, other):
            continue
        if _declares(listener.container, listener.port) and _declares(other.container, other.port):
            continue
        by_default = "image" in {listener.why, other.why}
        if by_default and _told_apart(listener.container, other.container):
            continue
        reported.add(key)
        yield Finding(
            listener.span,
            f"{listener.container.label} listens on port {listener.port} ({_why(listener)}), which "
            f"{other.container.label} binds too ({_why(other)}): they share one network, so the second to start fails",
            evidence=(Evidence(other.span, f"{other.container.label}: {_why(other)}", other.source),),
            severity=Severity.WARNING if by_default else None,
            source=listener.source,
        )


def _told_apart(one: Container, other: Container) -> bool:
    """Whether two containers of one image differ in what they are told, which may move a default port."""
    if one.image is None or other.image is None or one.image.value != other.image.value:
        return False
    told = [
        (
            [(v.name.value, v.value.value) for v in c.env if v.name is not None and v.value is not None],
            [word.value for word in (c.command or c.args or ())],
        )
        for c in (one, other)
    ]
    return told[0] != told[1]


def _overlap(one: Listener, other: Listener) -> bool:
    return "any" in {one.reach, other.reach} or one.reach == other.reach == "loopback"


def _declares(container: Container, port: int) -> bool:
    return any(declared.number == port for declared in container.ports)


def _why(listener: Listener) -> str:
    return {
        "command": "its command says so",
        "flag": "a flag says so",
        "env": "a variable says so",
        "config": "its configuration says so",
        "image": "the image's default",
    }.get(listener.why, listener.why)


def localhost_nobody_listens(subject: Subject) -> Iterator[Finding]:
    """Join calls over loopback with all listeners of the pod, where every long-running sibling is understood."""
    for call in unanswered(subject.running):
        image = subject.running.process(call.container).image
        if call.name.lower() in PROXY_VARIABLES or not _is_told(subject.running, call):
            continue
        if image is not None and image.role == "adapter":
            continue  # told by adapter-target-not-served
        yield Finding(
            call.span,
            f"{call.container.label} is told to reach localhost:{call.port}{_by(call)}, but no container of the pod "
            f"listens there: the connection is refused{_opened(subject.running)}",
            source=call.source,
        )


def proxy_env_nobody_listens(subject: Subject) -> Iterator[Finding]:
    """Take proxy variables that name a loopback port without a listener; an opaque sibling only weakens them."""
    for call in unanswered(subject.running, strict=False):
        if call.why == "env" and call.name.lower() in PROXY_VARIABLES:
            opaque = any(
                not understood(subject.running, c) for c in subject.pod.long_running if c is not call.container
            )
            yield Finding(
                call.span,
                f"{call.container.label} sends everything through localhost:{call.port}{_by(call)}, where no container "
                f"of the pod listens: every outgoing request fails{_opened(subject.running)}",
                severity=Severity.WARNING if opaque else None,
            )


def _is_told(running: Running, call: Call) -> bool:
    """Whether a call is surely one to a sibling: the caller's own ports are known, or the port is no web server's."""
    if call.why in {"command", "config"} and call.certain:
        return True
    own = any(listener.container is call.container for listener in running.network.listeners)
    return call.certain and (own or call.port not in _WEB)


def _by(call: Call) -> str:
    if call.why == "env":
        return f" by {call.name}"
    return f" by {call.name}" if call.why in {"flag", "command"} and call.name else ""


def _opened(running: Running) -> str:
    ports = sorted({
        listener.port for listener in running.network.listeners if listener.container.long_running and listener.proven
    })  # fmt: skip
    return f"; the pod opens {', '.join(map(str, ports[:6]))}" if ports else ""


def loopback_listener_probed(subject: Subject) -> Iterator[Finding]:
    """Hold each probe's port against listeners of its container that are bound to loopback only."""
    pod = subject.pod
    if pod.host_network:
        return
    for container in pod.containers:
        for probe in container.probes:
            action = probe.action
            if action is None or action.port is None or action.kind == "exec" or action.host is not None:
                continue
            number = _number_of(container, action.port.value)
            listeners = [] if number is None else subject.running.network.on(number)
            proven = [listener for listener in listeners if listener.proven and listener.certain]
            if proven and all(listener.reach == "loopback" for listener in proven):
                yield Finding(
                    action.port.span,
                    f"{container.label} is probed on port {number}, which is open on loopback only: the kubelet asks the "
                    f"pod's address, so the {probe.kind} always fails; did you mean to listen on 0.0.0.0?",
                    evidence=(Evidence(proven[0].span, "listens on loopback", proven[0].source),),
                )


def _number_of(container: Container, port: str) -> int | None:
    if port.isdigit():
        return int(port)
    named = next((own for own in container.ports if own.name is not None and own.name.value == port), None)
    return None if named is None else named.number


def proxy_loops_to_itself(subject: Subject) -> Iterator[Finding]:
    """Take containers whose upstream over loopback is a port that they open themselves."""
    for call in subject.running.network.calls:
        if not call.local or call.port is None or call.why not in {"flag", "env", "config"}:
            continue
        words = call.name.lower()
        if not any(word in words for word in ("upstream", "servers", "backend", "target", "twemproxy", "haproxy")):
            continue
        own = [
            listener
            for listener in subject.running.network.on(call.port)
            if listener.container is call.container and listener.proven and listener.certain and listener.why != "image"
        ]
        others = [other for other in subject.running.network.on(call.port) if other.container is not call.container]
        if own and not others:
            yield Finding(
                call.span,
                f"{call.container.label} passes requests on to localhost:{call.port}, where it listens itself: each request "
                "goes round until it runs out of connections",
                evidence=(Evidence(own[0].span, "listens here", own[0].source),),
                source=call.source,
            )


def one_shot_netcat_server(subject: Subject) -> Iterator[Finding]:
    """Take `nc -l` outside a loop in long-running containers: it serves one connection and ends."""
    for container in subject.pod.containers:
        if not container.long_running or subject.pod.kind in {"Job", "CronJob"}:
            continue
        process = subject.running.process(container)
        for command in process.behaviour.commands:
            words = {word.text for word in command.words}
            flags = [text for text in words if text.startswith("-") and not text.startswith("--")]
            listens = command.name in {"nc", "ncat", "netcat"} and any("l" in text for text in flags)
            stays = any("k" in text or "ll" in text for text in flags) or "--keep-open" in words
            if listens and not stays and not command.loops and command.place == "script":
                yield Finding(
                    process.span(command.word, command.start, command.end),
                    f"{container.label} serves one connection with {command.name} -l and ends: after the first probe or "
                    "request it is restarted; did you mean a loop around it?",
                )


def compose_style_hostname(subject: Subject) -> Iterator[Finding]:
    """Take hosts that are a sibling's container name while no Service of the input has that name."""
    pod = subject.pod
    if len(pod.containers) < 2:
        return
    names = {container.name for container in pod.containers}
    for call in subject.running.network.calls:
        if call.host not in names or call.host == call.container.name or call.port is None:
            continue
        known = subject.objects.find("Service", call.host, subject.manifest) is not None
        if (
            known
            or pod.node.get("hostAliases")
            or pod.manifest.name == call.host
            or pod.node.text("hostname") == call.host
        ):
            continue
        sibling = next(container for container in pod.containers if container.name == call.host)
        answers = any(listener.container is sibling for listener in subject.running.network.on(call.port))
        if not answers:
            continue
        yield Finding(
            call.span,
            f'{call.container.label} calls its sibling by the name "{call.host}", which no DNS knows: containers of a pod '
            "share one address; did you mean localhost?",
            evidence=(Evidence(sibling.at, "a container name is no host name"),),
            source=call.source,
        )
