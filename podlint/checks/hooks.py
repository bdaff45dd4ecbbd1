"""Life-cycle hooks: what they need that is not there, when they come too early, and whom they keep waiting."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence, Finding, Fix, Severity
from podlint.pod.addresses import loopback_port
from podlint.pod.model import Container, Handler
from podlint.pod.ports import Listener
from podlint.pod.processes import Handling
from podlint.pod.shell.effects import Command
from podlint.pod.steps import told
from podlint.pod.times import seconds, sleeps
from podlint.subject import Subject
from podlint.text import Edit, Span

SLEEP_ACTION_SINCE = 30
"""The minor that has the sleep action of hooks switched on (KEP-3960)."""
_LONG_HOOK = 60
_OUTCOMES = {
    "preStop": "the hook fails, only an event tells of it, and the container is stopped at once",
    "postStart": "the hook fails, and the container is killed and started again and again",
    "livenessProbe": "the probe never succeeds, and the container is restarted again and again",
    "startupProbe": "the probe never succeeds, and the container is restarted again and again",
    "readinessProbe": "the probe never succeeds, and the pod is never ready",
}
_OWN_CLIENTS = frozenset(
    ("rabbitmqctl", "nodetool", "psql", "mysql", "mysqladmin", "redis-cli", "mongo", "mongosh", "cqlsh")
)
_SERVERS = frozenset(("database", "queue", "cache", "coordination"))


def _exec_handlers(subject: Subject, *kinds: str) -> Iterator[tuple[Container, Handler]]:
    for container in subject.pod.containers:
        for handler in (*container.hooks, *container.probes):
            if handler.kind in kinds and handler.action is not None and handler.action.command:
                yield container, handler


def hook_needs_missing_shell(subject: Subject) -> Iterator[Finding]:
    """Look the programs of exec hooks and probes up in what is known of the container's image."""
    for container, handler in _exec_handlers(subject, *_OUTCOMES):
        image = subject.running.process(container).image
        tool = next(subject.running.missing_tools(container, handler), None)
        if tool is None or image is None or container.image is None:
            continue
        handling = subject.running.handling(container, handler)
        wait = _pure_sleep(handling) if handler.kind == "preStop" and subject.minor >= SLEEP_ACTION_SINCE else None
        yield Finding(
            handling.span(tool.word, tool.start, tool.end),
            f'the {handler.kind} of {container.label} runs "{tool.name}", which '
            f"{container.image.value.partition('@')[0]} does not have: {_OUTCOMES[handler.kind]}"
            + ("" if wait is None else f"; did you mean sleep: {{seconds: {wait}}}?"),
            evidence=(Evidence(container.image.span, "the image"),),
            fix=None if wait is None else _sleep_action(subject, handler, wait),
            severity=None if image.base in {"distroless", "busybox"} else Severity.WARNING,
        )


def _pure_sleep(handling: Handling) -> int | None:
    """The whole seconds of a hook that only sleeps."""
    commands = handling.behaviour.commands
    if len(commands) != 1 or commands[0].name != "sleep" or len(commands[0].words) != 2:
        return None
    length = seconds(commands[0].words[1].text)
    return int(length) if length is not None and length == int(length) else None


def _sleep_action(subject: Subject, handler: Handler, wait: int) -> Fix | None:
    """Put the sleep action in the place of `exec`, unless a comment stands in there."""
    key, value = handler.node.key("exec"), handler.node.mapping("exec")
    if key is None or value is None or "#" in subject.manifest.source.slice(Span(key.start, value.end)):
        return None
    return Fix("let the kubelet sleep", (Edit(Span(key.start, value.end), f"sleep: {{seconds: {wait}}}"),))


def poststart_races_entrypoint(subject: Subject) -> Iterator[Finding]:
    """Take postStart hooks that call the container's own server, or write what it reads, without waiting."""
    for container, hook in _exec_handlers(subject, "postStart"):
        handling = subject.running.handling(container, hook)
        commands = handling.behaviour.commands
        if any(command.loops or command.name == "sleep" or command.background for command in commands):
            continue
        found = next((c for c in commands if _calls_own(subject, container, c) and not c.tolerated and c.certain), None)
        if found is not None:
            yield Finding(
                handling.span(found.word, found.start, found.end),
                f'the postStart hook of {container.label} runs "{told(found)}" at once, while the server it calls is only '
                "starting: when it is refused, the container is killed and started again; did you mean to wait in a loop?",
            )
            continue
        yield from _writes_late(subject, container, handling)


def _calls_own(subject: Subject, container: Container, command: Command) -> bool:
    if any("retry" in word.text for word in command.words) or command.name.startswith(("wait", "dockerize")):
        return False
    calls = [effect.target for effect in command.effects if effect.kind == "connect"]
    for target in calls:
        port = loopback_port(target)
        if port is not None:
            return any(listener.container is container for listener in subject.running.network.on(port))
    process = subject.running.process(container)
    serves = process.image is not None and process.image.role in _SERVERS and process.runs_default_program
    return command.name in _OWN_CLIENTS and not calls and serves and not _only_asks(command)


def _only_asks(command: Command) -> bool:
    return any(
        word.text in {"await_startup", "--version", "--help", "-V", "await_online_nodes"} for word in command.words
    )


def _writes_late(subject: Subject, container: Container, handling: Handling) -> Iterator[Finding]:
    process = subject.running.process(container)
    read = {effect.target: effect for effect in process.effects if effect.kind == "read" and effect.why == "command"}
    for effect in handling.behaviour.effects:
        if effect.kind != "write" or not effect.certain or effect.how.startswith(("mkdir", "touch", "chmod", "chown")):
            continue
        word = next((scalar for text, scalar in process.words if text == effect.target and scalar is not None), None)
        reader = read[effect.target].span if effect.target in read else None if word is None else word.span
        if reader is not None:
            yield Finding(
                handling.span(effect.word, effect.start, effect.end),
                f'the postStart hook of {container.label} writes "{effect.target}", which its program reads: both start at '
                "the same time, so it may read it too early; did you mean an init container?",
                evidence=(Evidence(reader, "read here"),),
            )
            return


def poststart_blocks_siblings(subject: Subject) -> Iterator[Finding]:
    """Take postStart hooks that never end, or sleep long with containers behind them that wait for their start."""
    for container, handler in _exec_handlers(subject, "postStart"):
        handling = subject.running.handling(container, handler)
        behind = [
            c for c in subject.pod.containers[subject.pod.containers.index(container) + 1 :] if c.stage != "ephemeral"
        ]
        endless = next((e for e in handling.behaviour.effects if e.kind == "never-ends" and e.certain), None)
        waiting = f", and {behind[0].label} is not started" if behind else ""
        if handling.behaviour.ends is False and endless is not None:
            yield Finding(
                handling.span(endless.word, endless.start, endless.end),
                f"the postStart hook of {container.label} never ends ({endless.how}): the container does not become "
                f"Running{waiting}; did you mean a container of its own?",
            )
            continue
        length = sleeps(handling.behaviour)
        if behind and length >= _LONG_HOOK:
            yield Finding(
                handler.node.span if handler.action is None else handler.action.node.span,
                f"the postStart hook of {container.label} takes {length} s at least, and {behind[0].label} is not started "
                "before it has ended",
                severity=Severity.WARNING,
            )


def hook_http_unreachable(subject: Subject) -> Iterator[Finding]:
    """Hold the port of an httpGet hook, which the kubelet calls at the pod's IP, against who listens there and how."""
    pod = subject.pod
    for container in pod.containers:
        for hook in container.hooks:
            action = hook.action
            if action is None or action.kind != "httpGet" or action.host is not None or pod.host_network:
                continue
            if action.port is None or not action.port.value.isdigit():
                continue
            listeners = [lis for lis in subject.running.network.on(int(action.port.value)) if lis.why != "probe"]
            proven = [listener for listener in listeners if listener.proven and listener.certain]
            if proven and all(listener.reach == "loopback" for listener in proven):
                yield _refused(container, hook, proven[0], action.port.span)
            elif hook.kind == "preStop" and proven and all(_stops_first(container, lis.container) for lis in listeners):
                yield _gone(container, proven[0], action.port.span)


def _refused(container: Container, hook: Handler, listener: Listener, at: Span) -> Finding:
    return Finding(
        at,
        f"the {hook.kind} hook of {container.label} calls port {listener.port} at the pod's IP, but "
        f"{listener.container.label} listens there on loopback only: {_OUTCOMES[hook.kind]}",
        evidence=(Evidence(listener.span, "on loopback only", listener.source),),
    )


def _stops_first(container: Container, other: Container) -> bool:
    """Whether another main container gets its signal at once, since it has no hook of its own."""
    return other is not container and other.stage == "main" and not any(hook.kind == "preStop" for hook in other.hooks)


def _gone(container: Container, listener: Listener, at: Span) -> Finding:
    return Finding(
        at,
        f"the preStop hook of {container.label} calls {listener.container.label}, which is told to stop at the same "
        "time: when that is gone first, the hook fails and only an event tells of it",
        evidence=(Evidence(listener.span, f"{listener.container.label} listens here", listener.source),),
        severity=Severity.INFO,
    )
