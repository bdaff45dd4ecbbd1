"""Start, stop and restart: sidecars a version does not have, hooks that never run, grace that is used up."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence, Finding, Fix, Severity
from podlint.pod.lifecycle import NATIVE_SIDECARS_SINCE, grace
from podlint.pod.model import Container, Handler
from podlint.pod.moving import to_init
from podlint.pod.ports import Listener
from podlint.pod.running import FileUse
from podlint.pod.times import sleeps
from podlint.subject import Subject
from podlint.syntax.nodes import Mapping
from podlint.text import Edit, Span

_NO_TIME = 2
_REST = 15
_MOST_OF_IT = 0.8
_ALWAYS = frozenset(("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController"))


def native_sidecar_version(subject: Subject) -> Iterator[Finding]:
    """Compare the minor that is checked for with the one that switched native sidecars on (KEP-753)."""
    if subject.minor >= NATIVE_SIDECARS_SINCE:
        return
    for container in subject.pod.containers:
        if container.stage == "native" and container.restart_policy is not None:
            gated = subject.minor == NATIVE_SIDECARS_SINCE - 1
            yield Finding(
                container.restart_policy.span,
                f"{container.label} is a native sidecar, which Kubernetes 1.{subject.minor} "
                + ("has only behind the alpha gate SidecarContainers" if gated else "does not have")
                + ": without it this is an init container that never ends, and the pod never starts",
                severity=Severity.WARNING if gated else None,
            )


def tcpsocket_hook(subject: Subject) -> Iterator[Finding]:
    """Look for tcpSocket under a hook: the kubelet runs only exec, httpGet and sleep (`handlers.go`)."""
    for container in subject.pod.containers:
        for hook in container.hooks:
            if hook.action is not None and hook.action.kind == "tcpSocket":
                key = hook.node.key("tcpSocket")
                outcome = "the container is killed and started again" if hook.kind == "postStart" else "it does nothing"
                yield Finding(
                    (key or hook.node).span,
                    f"{container.label} has a tcpSocket {hook.kind} hook, which the kubelet does not run: {outcome}",
                )


def zero_grace_with_hook(subject: Subject) -> Iterator[Finding]:
    """Hold preStop hooks against a grace period of two seconds and less."""
    grace = subject.pod.node.scalar("terminationGracePeriodSeconds")
    if grace is None or grace.value not in {"0", "1", "2"}:
        return
    for container in subject.pod.containers:
        for hook in container.hooks:
            if hook.kind == "preStop":
                outcome = "it is not run at all" if grace.value == "0" else f"it has {grace.value} s before the kill"
                yield Finding(
                    grace.span,
                    f"a grace period of {grace.value} s leaves {container.label} no time for its preStop hook: "
                    f"{outcome}",
                    evidence=(Evidence(hook.node.span, "the hook"),),
                )


def prestop_eats_grace(subject: Subject) -> Iterator[Finding]:
    """Compare the seconds that a preStop hook sleeps at least with the pod's grace period."""
    given = subject.pod.node.scalar("terminationGracePeriodSeconds")
    whole = grace(subject.pod)
    if given is not None and (not given.value.isdigit() or whole <= _NO_TIME):
        return  # a hook that is given no time at all is another rule's
    for container in subject.pod.containers:
        for hook in container.hooks:
            if hook.kind != "preStop" or hook.action is None:
                continue
            length, at = _hook_time(subject, container, hook)
            refused = hook.action.kind == "sleep" and length > whole  # which hook-sleep tells
            if length <= whole * _MOST_OF_IT or refused:
                continue
            left = whole - length
            says = "none of them" if left <= 0 else f"{left} s"
            yield Finding(
                at,
                f"the preStop hook of {container.label} takes {length} of the {whole} seconds that the pod has to stop, "
                f"which leaves the program {says}: it is killed; did you mean a grace period of {length + _REST} s?",
                evidence=() if given is None else (Evidence(given.span, "the grace period"),),
                fix=_longer(subject, length + _REST),
                severity=None if left <= 0 else Severity.INFO,
            )


def _hook_time(subject: Subject, container: Container, hook: Handler) -> tuple[int, Span]:
    """What a hook takes at least, and where that is written."""
    action = hook.action
    if action is None:
        return 0, hook.node.span
    if action.kind == "sleep" and isinstance(action.node, Mapping):
        value = action.node.scalar("seconds")
        return (int(value.value), value.span) if value is not None and value.value.isdigit() else (0, hook.node.span)
    if action.kind != "exec" or not action.command:
        return 0, hook.node.span
    handling = subject.running.handling(container, hook)
    first = next((command for command in handling.behaviour.commands if command.name == "sleep"), None)
    at = hook.node.span if first is None else handling.span(first.word, first.start, first.end)
    return sleeps(handling.behaviour), at


def _longer(subject: Subject, wanted: int) -> Fix | None:
    """Set the grace period, or put it before the containers where they begin a line."""
    title = f"give the pod {wanted} s to stop"
    given, key = subject.pod.node.scalar("terminationGracePeriodSeconds"), subject.pod.node.key("containers")
    if given is not None:
        return Fix(title, (Edit(given.span, str(wanted)),))
    text = subject.manifest.source.text
    start = 0 if key is None else text.rfind("\n", 0, key.start) + 1
    if key is None or text[start : key.start].strip():
        return None
    line = f"terminationGracePeriodSeconds: {wanted}\n{text[start : key.start]}"
    return Fix(title, (Edit(Span(key.start, key.start), line),))


def finite_command_in_long_running_pod(subject: Subject) -> Iterator[Finding]:
    """Take main containers of workloads that restart them always, whose command surely ends at once."""
    pod = subject.pod
    if pod.kind not in _ALWAYS:
        return
    for container in pod.containers:
        if container.stage != "main":
            continue
        process = subject.running.process(container)
        commands = process.behaviour.commands
        if container.tty or container.stdin:
            continue  # it waits for what is typed
        if not process.ends or not commands or not process.transparent or any(c.name == "sleep" for c in commands):
            continue
        reader = _reader_of(subject, container)
        yield Finding(
            container.at,
            f"{container.label} ends at once, and a {pod.kind} starts it again each time: it goes round in "
            "CrashLoopBackOff and the pod is never ready; did you mean an init container?",
            evidence=()
            if reader is None
            else (Evidence(reader.effect.span, f"{reader.container.label} reads its result"),),
            fix=to_init(pod, container, native=False),
            severity=Severity.WARNING if reader is None else None,
        )


def _reader_of(subject: Subject, container: Container) -> FileUse | None:
    """The use of a file that the container writes by a sibling."""
    uses = subject.running.file_uses
    writes = [use for use in uses if use.container is container and use.effect.kind in {"write", "append"}]
    return next(
        (
            use
            for use in uses
            if use.effect.kind == "read"
            and use.container is not container
            and any(use.place.same_file(write.place) for write in writes)
        ),
        None,
    )


def classic_proxy_stops_before_app(subject: Subject) -> Iterator[Finding]:
    """Take apps that drain in a preStop hook, through a proxy beside them that stops at once."""
    pod = subject.pod
    if subject.minor < NATIVE_SIDECARS_SINCE or len(pod.containers) < 2:
        return
    for container in pod.containers:
        hook = next((hook for hook in container.hooks if hook.kind == "preStop"), None)
        if container.stage != "main" or hook is None:
            continue
        for call in subject.running.network.calls:
            if call.container is not container or not call.local or call.port is None:
                continue
            proxy = next((lis for lis in subject.running.network.on(call.port) if _stops_at_once(subject, lis)), None)
            if proxy is not None and proxy.container is not container:
                yield Finding(
                    proxy.container.at,
                    f"{proxy.container.label} is told to stop when {container.label} only begins to: what the app still "
                    "sends through it is lost; did you mean a native sidecar, which is stopped last?",
                    evidence=(
                        Evidence(call.span, "sends through it"),
                        Evidence(hook.node.span, "the app takes its time"),
                    ),
                    fix=to_init(pod, proxy.container, native=True),
                )
                break


def _stops_at_once(subject: Subject, listener: Listener) -> bool:
    """Whether a proxy of the pod is an ordinary container without a hook, and known not to drain by itself."""
    container = listener.container
    image = subject.running.process(container).image
    drains = image is None or image.role not in {"ambassador", "reverse-proxy"} or "envoy" in image.name
    return not drains and container.stage == "main" and not any(hook.kind == "preStop" for hook in container.hooks)
