"""Processes across containers: who may see, signal and trace whom, and what process 1 then is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from podlint.diagnostic import Evidence, Finding, Fix, Severity
from podlint.pod.identity import may, pod_flag, user
from podlint.pod.model import Container
from podlint.pod.shell.effects import Command, Signal
from podlint.subject import Subject
from podlint.text import Edit, Span

_BY_NAME = frozenset(("pkill", "killall"))
_LOOKS_UP = frozenset(("pidof", "pgrep"))
_TOOLS = frozenset(("kill", "pkill", "killall", "killall5", "pidof", "pgrep", "ps", "top", "nsenter", "strace", "gdb",
                    "lsof", "jcmd", "jstack", "jmap", "perf", "py-spy", "gcore", "fuser", "tcpdump"))  # fmt: skip
_TRACERS = frozenset(("strace", "gdb", "ltrace", "perf", "py-spy", "gcore", "rbspy"))
_CONSUMERS = frozenset(
    ("reloader", "telemetry-agent", "secrets-agent", "policy-agent", "node-agent", "log-shipper", "sync", "vpn", "backup",
     "mesh-proxy", "monitoring"),
)  # fmt: skip
_INSISTS = ("linuxserver/", "home-assistant/", "homeassistant/", "hassio", "s6-overlay", "jlesage/")
_INITS = frozenset(("/sbin/init", "/usr/sbin/init", "systemd", "/lib/systemd/systemd", "s6-svscan", "/init"))
_SUPERVISORS = frozenset(("supervisord", "systemd", "runsvdir", "s6-svscan", "monit", "circusd"))


class _Line(NamedTuple):
    """A command of a container, its hooks or probes, with its place."""

    container: Container
    command: Command
    signals: tuple[Signal, ...]
    span: Span
    own: bool
    """Whether it is the container's own command line."""


def _lines(subject: Subject) -> Iterator[_Line]:
    running = subject.running
    for container in subject.pod.containers:
        process = running.process(container)
        for command in process.behaviour.commands:
            signals = tuple(s for s in process.behaviour.signals if _belongs(s, command))
            yield _Line(container, command, signals, process.span(command.word, command.start, command.end), own=True)
        for handler in (*container.hooks, *container.probes):
            if handler.action is None or not handler.action.command:
                continue
            handling = running.handling(container, handler)
            for command in handling.behaviour.commands:
                signals = tuple(s for s in handling.behaviour.signals if _belongs(s, command))
                span = handling.span(command.word, command.start, command.end)
                yield _Line(container, command, signals, span, own=False)


def _belongs(signal: Signal, command: Command) -> bool:
    if signal.word != command.word:
        return any(word.nth == signal.word for word in command.words)
    return command.start <= signal.start < max(command.end, command.start + 1)


def kill_pid_1_under_shared_namespace(subject: Subject) -> Iterator[Finding]:
    """Take signals to process 1, and looks into /proc/1, where that is the pause container's process."""
    if not subject.pod.share_process_namespace or pod_flag(subject.pod, "hostPID"):
        return
    flag = subject.pod.node.scalar("shareProcessNamespace")
    evidence = () if flag is None else (Evidence(flag.span, "all containers share one set of processes"),)
    for line in _lines(subject):
        sent = next((signal for signal in line.signals if signal.target == "1"), None)
        if sent is not None:
            yield Finding(
                line.span,
                f"{line.container.label} sends {sent.signal} to process 1, which with shareProcessNamespace is the pod's "
                f"pause process: {_fate(sent.signal)}; did you mean pkill -{sent.signal} -x NAME?",
                evidence=evidence,
            )


def _fate(signal: str) -> str:
    if signal in {"TERM", "INT", "QUIT", "15", "2", "3", "KILL", "9"}:
        return "the whole pod is torn down"
    return "it does nothing"


def signal_sibling_without_shared_namespace(subject: Subject) -> Iterator[Finding]:
    """Take signals by name to a program that only a sibling runs, in a pod where each sees its own processes only."""
    pod = subject.pod
    if pod.share_process_namespace or pod_flag(pod, "hostPID") or len(pod.containers) < 2:
        return
    reported: set[int] = set()
    for line in _lines(subject):
        name = _named(line)
        if name is None or id(line.container) in reported or _runs(subject, line.container, name) is not None:
            continue
        sibling, sure = _sibling(subject, line.container, name)
        if sibling is None or subject.running.process(line.container).opaque:
            continue
        reported.add(id(line.container))
        yield Finding(
            line.span,
            f'{line.container.label} looks for the process "{name}" of {sibling.label}, but each container sees only its '
            "own processes: nothing is found; did you mean shareProcessNamespace: true?",
            evidence=(Evidence(sibling.at, f'"{name}" runs here'),),
            fix=_shared(subject),
            severity=None if sure else Severity.WARNING,
        )


def _named(line: _Line) -> str | None:
    """The process name that a command signals or looks up."""
    command = line.command
    if command.name in _BY_NAME:
        return next((signal.target for signal in line.signals if signal.target is not None), None)
    if command.name in _LOOKS_UP:
        operands = [word for word in command.words[1:] if not word.text.startswith("-") and word.known]
        name = operands[-1].text if operands else None
        return name if name is not None and name.replace("-", "").replace("_", "").isalnum() else None
    return None


def _runs(subject: Subject, container: Container, name: str) -> str | None:
    """How a container is known to run a program: by its command line, its image, or None."""
    process = subject.running.process(container)
    names = {command.name for command in process.behaviour.commands if command.name not in _TOOLS}
    if name in names:
        return "command"
    image = process.image
    if image is not None and process.runs_default_program and name in {image.entrypoint, *image.name.split("/")[-1:]}:
        return "image"
    return None


def _sibling(subject: Subject, container: Container, name: str) -> tuple[Container | None, bool]:
    """The sibling that runs the program, and whether that is sure; its name alone makes it likely."""
    others = [other for other in subject.pod.long_running if other is not container]
    for other in others:
        if _runs(subject, other, name) is not None:
            return other, True
    for other in others:
        image = "" if other.image is None else other.image.value.partition("@")[0].rpartition("/")[2].partition(":")[0]
        if name in {other.name, image}:
            return other, False
    return None, False


def _shared(subject: Subject) -> Fix | None:
    """Put the field before the containers, where they begin a line."""
    given, key = subject.pod.node.scalar("shareProcessNamespace"), subject.pod.node.key("containers")
    title = "let the containers share their processes"
    if given is not None:
        return Fix(title, (Edit(given.span, "true"),))
    text = subject.manifest.source.text
    start = 0 if key is None else text.rfind("\n", 0, key.start) + 1
    if key is None or text[start : key.start].strip():
        return None
    return Fix(title, (Edit(Span(key.start, key.start), f"shareProcessNamespace: true\n{text[start : key.start]}"),))


def signal_across_users(subject: Subject) -> Iterator[Finding]:
    """Take signals to a sibling's process by a user that is neither root nor the target's."""
    if not subject.pod.share_process_namespace:
        return
    for line in _lines(subject):
        name = _named(line)
        if name is None or line.command.name in _LOOKS_UP or _runs(subject, line.container, name) is not None:
            continue
        sibling, sure = _sibling(subject, line.container, name)
        if sibling is None or not sure:
            continue
        sender = user(subject.pod, line.container, subject.running.process(line.container).image)
        target = user(subject.pod, sibling, subject.running.process(sibling).image)
        if sender.uid is None or target.uid is None or sender.uid in {0, target.uid}:
            continue
        if may(line.container, "KILL", by_default=False):
            continue
        yield Finding(
            line.span,
            f'{line.container.label} signals "{name}" of {sibling.label} as user {sender.uid}, which runs as user '
            f'{target.uid}: the signal is refused ("operation not permitted"); did you mean the same runAsUser?',
            evidence=() if sender.node is None else (Evidence(sender.node.span, "the user"),),
        )


def shared_namespace_breaks_pid1_image(subject: Subject) -> Iterator[Finding]:
    """Take images and commands whose init has to be process 1, in a pod where it is not."""
    pod = subject.pod
    if not (pod.share_process_namespace or pod_flag(pod, "hostPID")):
        return
    field = "shareProcessNamespace" if pod.share_process_namespace else "hostPID"
    flag = pod.node.scalar(field)
    for container in pod.containers:
        image = "" if container.image is None else container.image.value
        first = container.command[0].value if container.command else ""
        insists = container.command is None and any(part in image for part in _INSISTS)
        if container.image is not None and (insists or first in _INITS - {"/init"}):
            yield Finding(
                container.image.span if insists or not container.command else container.command[0].span,
                f"{container.label} has an init that must be process 1, and with {field} it is not: the container ends at "
                "once",
                evidence=() if flag is None else (Evidence(flag.span, "processes are shared"),),
            )


def shared_namespace_unused(subject: Subject) -> Iterator[Finding]:
    """Take pods that share their processes although every container is understood and none of them uses that."""
    pod = subject.pod
    flag = pod.node.scalar("shareProcessNamespace")
    if not pod.share_process_namespace or flag is None or len(pod.long_running) < 2:
        return
    running = subject.running
    for container in pod.containers:
        process = running.process(container)
        helper = process.image is not None and process.image.role in _CONSUMERS
        traces = may(container, "SYS_PTRACE", by_default=False)
        if process.opaque or helper or traces or container.stdin or container.tty:
            return
        if not process.transparent and process.image is None:
            return
    if any(_uses_processes(line) for line in _lines(subject)):
        return
    yield Finding(
        flag.span,
        "the containers share their processes, but none of them looks at another's: each can read the others' "
        "environment and files, and process 1 is none of theirs; leave the field out",
    )


def _uses_processes(line: _Line) -> bool:
    return line.command.name in _TOOLS or any("/proc/" in word.text for word in line.command.words)


def tracing_capability_missing(subject: Subject) -> Iterator[Finding]:
    """Take tracers that attach to another process without the capability for it."""
    if len(subject.pod.containers) < 2:
        return
    for line in _lines(subject):
        command = line.command
        attaches = command.name in _TRACERS and any(
            word.text in {"-p", "--pid", "-fp"} or word.text.startswith(("-p", "--pid=", "--attach"))
            for word in command.words[1:]
        )
        if attaches and not may(line.container, "SYS_PTRACE", by_default=False):
            shared = subject.pod.share_process_namespace or pod_flag(subject.pod, "hostPID")
            also = "" if shared else " and shareProcessNamespace: true"
            yield Finding(
                line.span,
                f"{line.container.label} attaches {command.name} to another process without the capability for it: the "
                f'kernel refuses ("operation not permitted"); did you mean capabilities: {{add: [SYS_PTRACE]}}{also}?',
            )


def supervisor_inside_container(subject: Subject) -> Iterator[Finding]:
    """Take containers that run a supervisor, or start several servers in the background and then keep themselves alive."""
    for container in subject.pod.containers:
        if not container.long_running or (container.command is None and container.args is None):
            continue
        process = subject.running.process(container)
        commands = process.behaviour.commands
        first = next((c for c in commands if c.name in _SUPERVISORS and c.certain), None)
        started = [c for c in commands if _starts_server(c)]
        if first is None and (len(started) < 2 or commands[-1].name not in {"tail", "sleep"}):
            continue
        found = first or started[0]
        what = f"runs under {found.name}" if first is not None else f"starts {len(started)} services in the background"
        yield Finding(
            process.span(found.word, found.start, found.end),
            f"{container.label} {what}: the kubelet watches only process 1, so nobody notices when one of them ends; did "
            "you mean a container for each?",
        )


def _starts_server(command: Command) -> bool:
    if command.name == "service":
        return any(word.text == "start" for word in command.words[1:])
    return command.background and any(effect.kind == "listen" for effect in command.effects)
