"""What the kernel refuses: steps that need root or a capability, signals and tracers across users."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from podlint.diagnostic import Evidence, Finding, Severity
from podlint.pod.identity import User, may, pod_flag, privileged, user
from podlint.pod.model import Container
from podlint.pod.shell.effects import Command
from podlint.pod.steps import is_felt, told
from podlint.subject import Subject
from podlint.text import Span

_NEED_ROOT = frozenset(
    ("apt-get", "apt", "apk", "yum", "dnf", "microdnf", "useradd", "groupadd", "adduser", "addgroup", "usermod"),
)  # fmt: skip
_CHANGES_PACKAGES = frozenset(("install", "add", "update", "upgrade"))
_FIREWALLS = frozenset(("iptables", "ip6tables", "iptables-restore", "nft"))
_TRACERS = frozenset(("strace", "gdb", "ltrace", "perf", "py-spy", "gcore", "rbspy"))
_SENDERS = frozenset(("pkill", "killall"))


class _Need(NamedTuple):
    """What a command needs that its container withholds, and whether the manifest itself says so."""

    what: str
    told_by: User | None


def init_lacks_privilege(subject: Subject) -> Iterator[Finding]:
    """Hold steps of init containers that need root or a capability against their security context."""
    for container in subject.pod.containers:
        if container.stage != "init":
            continue
        process = subject.running.process(container)
        for command in process.behaviour.commands:
            if not command.certain or "sudo" in command.wrappers or not is_felt(process.behaviour, command):
                continue
            need = _missing(subject, container, command)
            if need is not None:
                node = None if need.told_by is None else need.told_by.node
                yield Finding(
                    process.span(command.word, command.start, command.end),
                    f'{container.label} runs "{told(command)}" {need.what}: it fails, and the pod never starts',
                    evidence=() if node is None else (Evidence(node.span, "not root"),),
                    severity=Severity.INFO if need.told_by is not None and node is None else None,
                )
                break


def _missing(subject: Subject, container: Container, command: Command) -> _Need | None:
    if privileged(container):
        return None
    name = command.name
    who = user(subject.pod, container, subject.running.process(container).image)
    if name == "chown" or (name in _NEED_ROOT and _changes(command)):
        if who.not_root and not (name == "chown" and _to_itself(command, who.uid)):
            return _Need(f"as user {who.uid}" if who.uid is not None else "without being root", who)
        if name == "chown" and not may(container, "CHOWN", by_default=True):
            return _Need("with CHOWN dropped", None)
    if name == "sysctl" and any(word.text in {"-w", "--write"} or "=" in word.text for word in command.words[1:]):
        return _Need("without being privileged", None)
    if name == "mount" and len(command.words) > 2 and not may(container, "SYS_ADMIN", by_default=False):
        return _Need("without being privileged", None)
    if name in _FIREWALLS and not may(container, "NET_ADMIN", by_default=False):
        return _Need("without the capability NET_ADMIN", None)
    return None


def _changes(command: Command) -> bool:
    installers = {"apt-get", "apt", "apk", "yum", "dnf", "microdnf"}
    return command.name not in installers or any(word.text in _CHANGES_PACKAGES for word in command.words[1:3])


def _to_itself(command: Command, uid: int | None) -> bool:
    """Whether the files are given to the user who runs the command, or to one that is not known."""
    owner = next((word for word in command.words[1:] if not word.text.startswith("-")), None)
    name = "" if owner is None or not owner.known else owner.text.partition(":")[0].partition(".")[0]
    return not name.isdigit() or uid is None or int(name) == uid


class _Line(NamedTuple):
    """A command of a container or of its hooks and probes, with its place."""

    container: Container
    command: Command
    span: Span


def _lines(subject: Subject) -> Iterator[_Line]:
    for container in subject.pod.containers:
        process = subject.running.process(container)
        for command in process.behaviour.commands:
            yield _Line(container, command, process.span(command.word, command.start, command.end))
        for handler in (*container.hooks, *container.probes):
            if handler.action is not None and handler.action.command:
                handling = subject.running.handling(container, handler)
                for command in handling.behaviour.commands:
                    yield _Line(container, command, handling.span(command.word, command.start, command.end))


def signal_across_users(subject: Subject) -> Iterator[Finding]:
    """Take signals by name to a sibling's program, by a user who is neither root nor the target's."""
    pod = subject.pod
    if not pod.share_process_namespace:
        return
    for line in _lines(subject):
        if line.command.name not in _SENDERS:
            continue
        name = line.command.words[-1].text
        sibling = next((c for c in pod.long_running if c is not line.container and _runs(subject, c, name)), None)
        if sibling is None or _runs(subject, line.container, name):
            continue
        sender = user(pod, line.container, subject.running.process(line.container).image)
        target = user(pod, sibling, subject.running.process(sibling).image)
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


def _runs(subject: Subject, container: Container, name: str) -> bool:
    """Whether a container is known to run a program, by its command line or its image."""
    process = subject.running.process(container)
    if any(command.name == name and command.name not in _SENDERS for command in process.behaviour.commands):
        return True
    image = process.image
    if image is None or not process.runs_default_program:
        return False
    return name in {image.entrypoint, image.name.rpartition("/")[2]}


def tracing_capability_missing(subject: Subject) -> Iterator[Finding]:
    """Take tracers that attach to another process without the capability for it."""
    if len(subject.pod.containers) < 2 or not any(map(_names_tracer, subject.pod.containers)):
        return
    for line in _lines(subject):
        attaches = line.command.name in _TRACERS and any(
            word.text in {"-p", "--pid"} or word.text.startswith(("-p", "--pid=", "--attach"))
            for word in line.command.words[1:]
        )
        if attaches and not may(line.container, "SYS_PTRACE", by_default=False):
            shared = subject.pod.share_process_namespace or pod_flag(subject.pod, "hostPID")
            also = "" if shared else " and shareProcessNamespace: true"
            yield Finding(
                line.span,
                f"{line.container.label} attaches {line.command.name} to another process without the capability for it: "
                f'the kernel refuses ("operation not permitted"); did you mean capabilities: {{add: [SYS_PTRACE]}}{also}?',
            )


def _names_tracer(container: Container) -> bool:
    """Whether a tracer's name stands anywhere in the texts that are run in a container."""
    texts = [*container.words]
    for handler in (*container.hooks, *container.probes):
        texts += () if handler.action is None else handler.action.command
    return any(tracer in text.value for text in texts for tracer in _TRACERS)
