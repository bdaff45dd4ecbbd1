"""Native sidecars: started before the main containers and stopped after them (KEP-753), when they behave."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence, Finding, Severity
from podlint.pod.addresses import loopback_port
from podlint.pod.lifecycle import NATIVE_SIDECARS_SINCE, probe
from podlint.pod.lives import runs_once
from podlint.pod.model import Container, Handler
from podlint.pod.ports import Call, Listener
from podlint.pod.processes import Handling
from podlint.pod.shell.effects import Command
from podlint.pod.steps import told
from podlint.pod.times import seconds
from podlint.pod.volumes import resolve
from podlint.subject import Subject
from podlint.text import Span

_OFTEN = 30


def _natives(subject: Subject) -> list[Container]:
    """The native sidecars, where the minor has them: another rule tells where it has not."""
    if subject.minor < NATIVE_SIDECARS_SINCE:
        return []
    return [container for container in subject.pod.containers if container.stage == "native"]


def native_sidecar_terminates(subject: Subject) -> Iterator[Finding]:
    """Take native sidecars whose command surely ends, unless it sleeps between its runs."""
    for container in _natives(subject):
        process = subject.running.process(container)
        commands = process.behaviour.commands
        paced = any(c.name == "sleep" and any((seconds(w.text) or 0) >= _OFTEN for w in c.words[1:]) for c in commands)
        if paced or not (process.ends or (process.ends is None and runs_once(subject.running, container))):
            continue
        what = f'"{told(commands[-1])}"' if commands else "its program"
        at = container.restart_policy or container.name_node
        yield Finding(
            container.at if at is None else at.span,
            f"{container.label} is a native sidecar, but {what} ends: it is started again and again as long as the pod "
            "lives; did you mean an init container, without restartPolicy?",
        )


def native_sidecar_prestop_kills_itself(subject: Subject) -> Iterator[Finding]:
    """Take preStop hooks of native sidecars that make the sidecar's own process end."""
    for container in _natives(subject):
        for hook in container.hooks:
            if hook.kind != "preStop" or hook.action is None or not hook.action.command:
                continue
            handling = subject.running.handling(container, hook)
            commands = handling.behaviour.commands
            if any(command.loops for command in commands):
                continue
            own = "" if subject.pod.share_process_namespace else "1"
            command = next((c for c in commands if _stops_itself(c, handling, own)), None)
            if command is not None:
                yield Finding(
                    handling.span(command.word, command.start, command.end),
                    f'{container.label} is a native sidecar, and its preStop hook "{told(command)}" ends it when the pod '
                    "begins to stop: it is started again until the main containers are done; leave the hook out, the "
                    "kubelet stops native sidecars last",
                )


def _stops_itself(command: Command, handling: Handling, own: str) -> bool:
    """Whether a command ends the sidecar's process, whose number is `own` where it has a namespace of its own."""
    if any(("quitquitquit" in word.text or word.text.endswith("/quit")) for word in command.words):
        return command.name in {"curl", "wget"}
    ends = {"TERM", "QUIT", "INT", "KILL", "15", "9", "3", "2", "quit", "stop"}
    at = (command.word, command.start, command.end)
    return any(
        signal.signal in ends and (signal.target == own or signal.program in {"pkill", "killall", "nginx"})
        for signal in handling.behaviour.signals
        if signal.word == at[0] and at[1] <= signal.start < at[2]
    )


def native_sidecar_waits_for_main(subject: Subject) -> Iterator[Finding]:
    """Hold what a native sidecar's start waits for against what only main containers open or write."""
    for container in _natives(subject):
        startup = probe(container, "startupProbe")
        if startup is not None:
            yield from _waits_for_port(subject, container, startup)
            yield from _waits_for_file(subject, container, startup)
        for hook in container.hooks:
            if hook.kind == "postStart":
                yield from _waits_in_hook(subject, container, hook)


def _waits_for_port(subject: Subject, container: Container, startup: Handler) -> Iterator[Finding]:
    action = startup.action
    if action is None or action.port is None or action.own_port is None:
        return
    later = _only_in_mains(subject, container, action.own_port)
    if later is not None:
        yield _deadlock(container, action.port.span, f"its startupProbe asks for port {later.port}", later)


def _only_in_mains(subject: Subject, container: Container, port: int) -> Listener | None:
    """The listener of a main container on a port that nobody opens up to the sidecar itself."""
    listeners = [listener for listener in subject.running.network.on(port) if listener.why != "probe"]
    process = subject.running.process(container)
    if not listeners or any(listener.container.stage != "main" for listener in listeners):
        return None
    own = [listener for listener in subject.running.network.listeners if listener.container is container]
    known = (
        process.behaviour.form in {"shell", "exec"} or process.image is not None or any(o.why != "probe" for o in own)
    )
    return listeners[0] if known or container.ports else None


def _deadlock(container: Container, at: Span, wait: str, later: Listener) -> Finding:
    return Finding(
        at,
        f"{container.label} is a native sidecar and {wait}, which {later.container.label} opens only after the sidecar has "
        "started: the pod never starts; did you mean a readinessProbe?",
        evidence=(Evidence(later.span, f"{later.container.label} listens here", later.source),),
        severity=None if later.proven else Severity.WARNING,
    )


def _waits_for_file(subject: Subject, container: Container, startup: Handler) -> Iterator[Finding]:
    if startup.action is None or not startup.action.command:
        return
    for effect in subject.running.handler_effects(container, startup):
        if effect.kind not in {"read", "wait"} or not effect.target.startswith("/"):
            continue
        place = resolve(subject.pod, container, effect.target)
        writes = subject.running.writes_to(place)
        if writes and all(use.container.stage == "main" for use in writes):
            yield Finding(
                effect.span,
                f'{container.label} is a native sidecar and its startupProbe asks for "{effect.target}", which '
                f"{writes[0].container.label} writes only after the sidecar has started: the pod never starts; did you "
                "mean a readinessProbe?",
                evidence=(Evidence(writes[0].effect.span, f"{writes[0].container.label} writes it here"),),
            )
            return


def _waits_in_hook(subject: Subject, container: Container, hook: Handler) -> Iterator[Finding]:
    if hook.action is None or not hook.action.command:
        return
    for effect in subject.running.handler_effects(container, hook):
        port = loopback_port(effect.target)
        if effect.kind == "wait" and port is not None:
            later = _only_in_mains(subject, container, port)
            if later is not None:
                yield _deadlock(container, effect.span, f"its postStart hook waits for port {port}", later)
                return


def native_sidecar_without_startup_gate(subject: Subject) -> Iterator[Finding]:
    """Take calls at the start of a container to a native sidecar before it that nothing waits for."""
    if not _natives(subject):
        return
    told_of: set[tuple[int, int]] = set()
    for call in subject.running.network.calls:
        sidecar = _ungated(subject, call)
        if sidecar is None or _tries_again(subject, call.container):
            continue
        key = (id(call.container), id(sidecar.container))
        if key in told_of:
            continue
        told_of.add(key)
        yield Finding(
            sidecar.container.at,
            f"{sidecar.container.label} counts as started before it listens: {call.container.label} calls "
            f"localhost:{call.port} right at its start and may be refused; did you mean to give it a startupProbe?",
            evidence=(
                Evidence(call.span, "calls it here", call.source),
                Evidence(sidecar.span, "listens here", sidecar.source),
            ),
            severity=None if call.container.stage == "init" else Severity.INFO,
        )


def _ungated(subject: Subject, call: Call) -> Listener | None:
    """The listener of an earlier native sidecar without gate that a call surely reaches."""
    at_start = call.container.stage == "init" or (
        call.container.stage == "main" and call.why == "command" and call.certain
    )
    if not call.local or call.port is None or not at_start:
        return None
    containers = subject.pod.containers
    for listener in subject.running.network.on(call.port):
        sidecar = listener.container
        before = sidecar.stage == "native" and containers.index(sidecar) < containers.index(call.container)
        gated = probe(sidecar, "startupProbe") is not None or any(hook.kind == "postStart" for hook in sidecar.hooks)
        if before and not gated and listener.proven:
            return listener
    return None


def _tries_again(subject: Subject, container: Container) -> bool:
    """Whether the container waits, loops or sleeps before it calls, or asks again by itself."""
    process = subject.running.process(container)
    commands = process.behaviour.commands
    if any(effect.kind == "wait" for effect in process.effects) or any(c.loops or c.name == "sleep" for c in commands):
        return True
    return any("retry" in word.text or "wait" in word.text for command in commands for word in command.words)
