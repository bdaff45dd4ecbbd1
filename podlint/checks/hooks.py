"""Life-cycle hooks: programs the image lacks, hooks that hold up the start, race with it or reach nobody."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence, Finding, Fix, Severity
from podlint.pod.addresses import is_loopback
from podlint.pod.durations import least_seconds, seconds
from podlint.pod.model import Container, Handler
from podlint.pod.ports import Listener
from podlint.pod.running import Handled
from podlint.pod.shell.effects import Command, Tool
from podlint.pod.steps import is_felt, told
from podlint.pod.volumes import resolve
from podlint.subject import Subject
from podlint.text import Edit, Span

_SLEEP_SINCE = 30
_LONG = 60
_PROVEN_BASES = frozenset(("distroless", "busybox", "busybox-based", "windows"))
_CLIENTS = frozenset(
    ("rabbitmqctl", "rabbitmq-plugins", "nodetool", "cqlsh", "psql", "createdb", "createuser", "mysql", "mariadb",
     "mysqladmin", "redis-cli", "mongo", "mongosh", "clickhouse-client"),
)  # fmt: skip
_SERVERS = frozenset(("database", "cache", "queue"))


def hook_needs_missing_shell(subject: Subject) -> Iterator[Finding]:
    """Hold the programs of exec hooks and probes against what the image is known not to have."""
    if not any(c.hooks or c.probes for c in subject.pod.containers):
        return
    for handled in subject.running.handled:
        tool = _missing_tool(subject, handled)
        if tool is None:
            continue
        container, image = handled.container, subject.running.process(handled.container).image
        proven = image is not None and image.base in _PROVEN_BASES
        yield Finding(
            handled.span(tool.word, tool.start, tool.end),
            f'{container.label} has no "{tool.name}" in its image: {_outcome(handled.handler)}',
            evidence=() if container.image is None else (Evidence(container.image.span, "the image"),),
            fix=_sleep_action(subject, handled),
            severity=None if proven else Severity.WARNING,
        )


def _missing_tool(subject: Subject, handled: Handled) -> Tool | None:
    image = subject.running.process(handled.container).image
    if image is None:
        return None
    for tool in handled.behaviour.tools:
        if tool.guarded or image.has_tool(tool.name) is not False:
            continue
        if "/" not in tool.text or resolve(subject.pod, handled.container, tool.text).mount is None:
            return tool
    return None


def _outcome(handler: Handler) -> str:
    if handler.kind == "preStop":
        return "the preStop hook fails at once, and the container is stopped without what it was to wait for"
    if handler.kind == "postStart":
        return "the postStart hook fails, and the container is killed and started again for ever"
    if handler.kind == "readinessProbe":
        return "the readinessProbe always fails, so the pod never gets ready"
    return f"the {handler.kind} always fails, and the container is restarted for ever"


def _sleep_action(subject: Subject, handled: Handled) -> Fix | None:
    """A hook that only sleeps can leave that to the kubelet (KEP-3960)."""
    last, node = handled.behaviour.last, handled.handler.node
    if subject.minor < _SLEEP_SINCE or handled.handler.kind != "preStop" or last is None or len(node.entries) != 1:
        return None
    whole = len(handled.behaviour.commands) == 1 and last.name == "sleep" and seconds(last).is_integer()
    if not whole or not seconds(last):
        return None
    key, value = node.entries[0]
    return Fix("let the kubelet sleep", (Edit(Span(key.start, value.end), f"sleep: {{seconds: {seconds(last):.0f}}}"),))


def poststart_blocks_siblings(subject: Subject) -> Iterator[Finding]:
    """Take postStart hooks that never end, and long ones that other containers wait for."""
    for handled in _post_starts(subject):
        container = handled.container
        after = [other for other in subject.pod.containers if _starts_after(other, container)]
        waits = f", and {after[0].label} is not even started" if after else ""
        endless = next((e for e in handled.effects() if e.kind == "never-ends" and e.certain), None)
        if handled.behaviour.ends is False and endless is not None:
            yield Finding(
                endless.span,
                f"{container.label} has a postStart hook that never ends ({endless.how}): it never counts as "
                f"running{waits}; did you mean a sidecar?",
            )
        elif after and least_seconds(handled.behaviour) >= _LONG:
            yield Finding(
                handled.handler.node.span,
                f"{container.label} has a postStart hook that takes {least_seconds(handled.behaviour):.0f} s and more: so "
                f"long it does not count as running, and {after[0].label} is not even started",
                evidence=(Evidence(after[0].at, "waits for the hook"),),
                severity=Severity.WARNING,
            )


def _post_starts(subject: Subject) -> Iterator[Handled]:
    if any(container.hooks for container in subject.pod.containers):
        for handled in subject.running.handled:
            if handled.handler.kind == "postStart":
                yield handled


def _starts_after(other: Container, container: Container) -> bool:
    if other.stage == "ephemeral":
        return False
    if other.key == container.key:
        return other.index > container.index
    return container.key == "initContainers"


def poststart_races_entrypoint(subject: Subject) -> Iterator[Finding]:
    """Take postStart hooks that ask their own container's server without waiting, or write what it reads at once."""
    for handled in _post_starts(subject):
        found = next(_races(subject, handled), None)
        if found is not None:
            yield found
    for container in subject.pod.containers:
        for hook in container.hooks:
            own = _own_http(subject, container, hook)
            if own is not None and hook.action is not None and hook.action.port is not None:
                yield Finding(
                    hook.action.port.span,
                    f"{container.label} is asked on port {own.port} as soon as its process is started (postStart): when it "
                    "does not listen yet, the hook fails and the container is killed",
                    evidence=(Evidence(own.span, "listens here, sooner or later", own.source),),
                )


def _own_http(subject: Subject, container: Container, hook: Handler) -> Listener | None:
    action = hook.action
    if hook.kind != "postStart" or action is None or action.kind != "httpGet" or action.port is None or action.host:
        return None
    number = _number(container, action.port.value)
    listeners = [] if number is None else subject.running.network.on(number)
    return next((listener for listener in listeners if listener.container is container), None)


def _races(subject: Subject, handled: Handled) -> Iterator[Finding]:
    container = handled.container
    for command in handled.behaviour.commands:
        if command.loops or command.name == "sleep" or any(effect.kind == "wait" for effect in command.effects):
            return
        if not is_felt(handled.behaviour, command) or not command.certain:
            continue
        if _asks_own_server(subject, container, command):
            yield Finding(
                handled.span(command.word, command.start, command.end),
                f'{container.label} runs "{told(command)}" in postStart, beside its own server\'s start and without '
                "waiting for it: when the server is not up yet, the hook fails and the container is killed; did you mean "
                "a loop around it?",
            )
    yield from _writes_what_is_read(subject, handled)


def _asks_own_server(subject: Subject, container: Container, command: Command) -> bool:
    if any(word.text.startswith(("--retry", "--wait", "await_startup")) for word in command.words[1:]):
        return False
    called = [effect.target.rpartition(":") for effect in command.effects if effect.kind == "connect"]
    process = subject.running.process(container)
    for host, _, port in called:
        if is_loopback(host.strip("[]")) and port.isdigit():
            return any(listener.container is container for listener in subject.running.network.on(int(port)))
    role = None if process.image is None else process.image.role
    return not called and command.name in _CLIENTS and role in _SERVERS and process.default


def _writes_what_is_read(subject: Subject, handled: Handled) -> Iterator[Finding]:
    effects = [e for e in subject.running.process(handled.container).effects if e.why == "command"]
    awaited = {effect.target for effect in effects if effect.kind == "wait"}
    reads = {effect.target: effect for effect in effects if effect.kind == "read" and effect.certain}
    for effect in handled.effects():
        read = reads.get(effect.target)
        if effect.kind == "write" and read is not None and not read.guard and effect.target not in awaited:
            yield Finding(
                effect.span,
                f'{handled.container.label} writes "{effect.target}" in postStart, while its own command reads it: they '
                "start together, so it may find no file or half of it; did you mean an init container?",
                evidence=(Evidence(read.span, "read here"),),
            )


def hook_http_unreachable(subject: Subject) -> Iterator[Finding]:
    """Hold the port of each httpGet hook against who listens there, on which address, and who stops first."""
    for container in subject.pod.containers:
        for hook in container.hooks:
            action = hook.action
            if action is None or action.kind != "httpGet" or action.port is None or subject.pod.host_network:
                continue
            if action.host is not None:
                if is_loopback(action.host.value):
                    yield Finding(
                        action.host.span,
                        f"{container.label} has its {hook.kind} hook call {action.host.value}, which for the kubelet is the "
                        "node and not the pod: nobody gets the request; did you mean no host at all?",
                    )
                continue
            number = _number(container, action.port.value)
            if number is not None:
                yield from _unreachable(subject, container, hook, action.port.span, number)


def _unreachable(subject: Subject, container: Container, hook: Handler, at: Span, number: int) -> Iterator[Finding]:
    listeners = subject.running.network.on(number)
    proven = [listener for listener in listeners if listener.proven and listener.certain]
    if proven and all(listener.reach == "loopback" for listener in proven):
        yield Finding(
            at,
            f"{container.label} has its {hook.kind} hook call port {number}, which is open on loopback only: the kubelet "
            "calls the pod's address and is refused; did you mean to listen on 0.0.0.0?",
            evidence=(Evidence(proven[0].span, "listens on loopback", proven[0].source),),
        )
    elif hook.kind == "preStop" and proven and len(proven) == len(listeners):
        other = proven[0].container
        stays = other.stage == "native" or any(hook.kind == "preStop" for hook in other.hooks)
        if all(listener.container is not container for listener in proven) and not stays:
            yield Finding(
                at,
                f"{container.label} has its preStop hook call port {number} of {other.label}, which is told to stop at the "
                "same moment: the request may find nobody",
                evidence=(Evidence(proven[0].span, f"{other.label} listens here", proven[0].source),),
            )


def _number(container: Container, port: str) -> int | None:
    if port.isdigit():
        return int(port)
    return next((own.number for own in container.ports if own.name is not None and own.name.value == port), None)
