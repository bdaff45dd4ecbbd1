"""Process namespaces: signals that reach nobody, or all of the pod, and namespaces shared in vain or to harm."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from podlint.diagnostic import Evidence, Finding, Fix, Severity
from podlint.pod.images import normalised, parse_reference
from podlint.pod.model import Container
from podlint.pod.processes import INITS, Places, Process
from podlint.pod.shell.effects import Behaviour, Command, Signal
from podlint.pod.volumes import Place, resolve
from podlint.subject import Subject
from podlint.text import Edit, Span

_ASKERS = frozenset(("pidof", "pgrep"))
_NAMED = frozenset(("pkill", "killall", "skill"))
_USES = _ASKERS | _NAMED | frozenset(
    ("kill", "ps", "top", "htop", "nsenter", "strace", "gdb", "perf", "lsof", "jcmd", "jstack", "jmap", "jps", "py-spy",
     "rbspy", "bpftrace", "killall5", "tcpdump", "nginx"),
)  # fmt: skip
_CONSUMERS = frozenset(("reloader", "telemetry-agent", "node-agent", "secrets-agent", "mesh-proxy", "sync"))
_FIRST_ONLY = ("linuxserver/", "homeassistant/", "home-assistant/")


class _Script(NamedTuple):
    """A command line of a container, its own or a hook's, with the places of its words."""

    container: Container
    behaviour: Behaviour
    places: Places | Process

    def span(self, at: Signal | Command) -> Span:
        return self.places.span(at.word, at.start, at.end)


def _scripts(subject: Subject) -> Iterator[_Script]:
    for container in subject.pod.containers:
        process = subject.running.process(container)
        yield _Script(container, process.behaviour, process)
        for handler in (*container.hooks, *container.probes):
            handling = subject.running.handling(container, handler)
            yield _Script(container, handling.behaviour, handling.places)


def kill_pid_1_under_shared_namespace(subject: Subject) -> Iterator[Finding]:
    """Take signals to process 1, and entries into its namespaces, where that is the pause process (KEP-495)."""
    if not subject.pod.share_process_namespace:
        return
    flag = subject.pod.node.key("shareProcessNamespace")
    evidence = () if flag is None else (Evidence(flag.span, "shared here"),)
    for script in _scripts(subject):
        for signal in script.behaviour.signals:
            if signal.target == "1" and signal.program == "kill" and signal.signal != "0":
                ends = signal.signal in {"TERM", "INT", "15", "2"}
                outcome = "the whole pod is taken down and started anew" if ends else "nothing happens"
                yield Finding(
                    script.span(signal),
                    f"{script.container.label} sends {signal.signal} to process 1, which in a shared process namespace is the "
                    f'pod\'s pause process and no server: {outcome}; did you mean "pkill -{signal.signal} -x NAME"?',
                    evidence=evidence,
                )
        for command in script.behaviour.commands:
            if command.name == "nsenter" and _target_is_first(command):
                yield Finding(
                    script.span(command),
                    f"{script.container.label} enters the namespaces of process 1, which in a shared process namespace is the "
                    "pod's pause process, with none of the programs and files that it looks for",
                    evidence=evidence,
                )


def _target_is_first(command: Command) -> bool:
    words = [word.text for word in command.words]
    apart = any(pair in {("-t", "1"), ("--target", "1")} for pair in pairwise(words))
    return apart or "--target=1" in words or "-t1" in words


def signal_sibling_without_shared_namespace(subject: Subject) -> Iterator[Finding]:
    """Look each process name that a container signals or asks for up among its own programs and its siblings'."""
    pod = subject.pod
    if pod.share_process_namespace or pod.node.text("hostPID") == "true" or len(pod.long_running) < 2:
        return
    reported: set[tuple[int, str]] = set()
    for script in _scripts(subject):
        process = subject.running.process(script.container)
        if process.opaque or not script.container.long_running:
            continue
        for at, name in _named(script.behaviour):
            found = _runs_elsewhere(subject, script.container, name)
            if found is None or (id(script.container), name) in reported:
                continue
            reported.add((id(script.container), name))
            sibling, certain = found
            yield Finding(
                script.span(at),
                f'{script.container.label} looks for the process "{name}", which runs in {sibling.label}: a container sees '
                "only its own processes, so none is found; did you mean shareProcessNamespace: true?",
                evidence=(Evidence(sibling.at, f'"{name}" runs here'),),
                fix=_share(subject),
                severity=None if certain else Severity.WARNING,
            )
        yield from _by_pid_file(subject, script)


def _named(behaviour: Behaviour) -> Iterator[tuple[Signal | Command, str]]:
    """The process names that signals go to, or that `pidof` and `pgrep` look for."""
    for signal in behaviour.signals:
        if signal.program in _NAMED and signal.target is not None:
            yield signal, _plain(signal.target)
    for command in behaviour.commands:
        if command.name in _ASKERS:
            operands = [word for word in command.words[1:] if word.known and not word.text.startswith("-")]
            if operands:
                yield command, _plain(operands[-1].text)


def _plain(text: str) -> str:
    """The program that a name, a path or the beginning of a command line (`-f`) stands for."""
    return text.partition(" ")[0].rstrip(":").rpartition("/")[2]


def _runs_elsewhere(subject: Subject, container: Container, name: str) -> tuple[Container, bool] | None:
    """The sibling that runs a program of this name, and whether that is certain; None where the container may itself."""
    if name in _programs(subject.running.process(container)) or name in _likely(container):
        return None
    for sibling in subject.pod.long_running:
        if sibling is not container and name in _programs(subject.running.process(sibling)):
            return sibling, True
    for sibling in subject.pod.long_running:
        if sibling is not container and name in _likely(sibling):
            return sibling, False
    return None


def _programs(process: Process) -> set[str]:
    """The programs that a container surely runs: those of its command line, or its image's own."""
    found = {command.name for command in process.behaviour.commands if command.name not in _USES - {"nginx"}}
    if process.runs_default_program and process.image is not None and process.image.entrypoint:
        found.add(process.image.entrypoint.rpartition("/")[2])
    return found


def _likely(container: Container) -> set[str | None]:
    """The names that its program may well have: the container's and the image's."""
    reference = None if container.image is None else parse_reference(container.image.value)
    leaf = None if reference is None else normalised(reference).rpartition("/")[2]
    return {container.name, leaf}


def _by_pid_file(subject: Subject, script: _Script) -> Iterator[Finding]:
    """`kill $(cat FILE)` with a number that a sibling wrote."""
    for signal in script.behaviour.signals:
        if signal.program != "kill" or signal.target is not None:
            continue
        for effect in script.behaviour.effects:
            inside = effect.word == signal.word and signal.start <= effect.start and effect.end <= signal.end
            if effect.kind != "read" or not inside:
                continue
            place = resolve(subject.pod, script.container, effect.target)
            sibling = _shares(subject, script.container, place)
            if sibling is not None and effect.target.endswith("pid"):
                yield Finding(
                    script.span(signal),
                    f'{script.container.label} signals the process whose number is in "{effect.target}", but there the number '
                    f"is one of {sibling.label}: here it means another process or none; did you mean "
                    "shareProcessNamespace: true?",
                    evidence=(Evidence(sibling.at, "has the same volume"),),
                    fix=_share(subject),
                    severity=Severity.WARNING,
                )


def _shares(subject: Subject, container: Container, place: Place) -> Container | None:
    """The one sibling that mounts the place's volume, unless the container itself writes there."""
    if place.volume is None:
        return None
    uses = subject.running.uses_of(place.volume)
    if any(use.container is container and use.effect.kind == "write" and use.place.same_file(place) for use in uses):
        return None
    others = [other for other in subject.pod.long_running if other is not container and other.mounts_of(place.volume)]
    return others[0] if len(others) == 1 else None


def _share(subject: Subject) -> Fix | None:
    node = subject.pod.node
    present, key = node.scalar("shareProcessNamespace"), node.key("containers")
    if present is not None:
        return Fix("share the process namespace", (Edit(present.span, "true"),))
    if key is None:
        return None
    text = subject.pod.manifest.source.text
    indent = text[text.rfind("\n", 0, key.start) + 1 : key.start]
    between = ", " if node.flow or indent.strip(" -") else "\n" + " " * len(indent)
    return Fix(
        "share the process namespace", (Edit(Span(key.start, key.start), f"shareProcessNamespace: true{between}"),)
    )


def shared_namespace_breaks_pid1_image(subject: Subject) -> Iterator[Finding]:
    """Take images and commands that must be process 1, where the pod's or the node's namespace has another one."""
    pod = subject.pod
    on_node = pod.node.text("hostPID") == "true"
    if not pod.share_process_namespace and not on_node:
        return
    flag = pod.node.key("hostPID" if on_node else "shareProcessNamespace")
    for container in pod.long_running:
        what = _first_only(container)
        if what is not None and container.image is not None and flag is not None:
            yield Finding(
                (container.image if container.command is None else container.command[0]).span,
                f"{container.label} starts {what}, which can only run as process 1: with {flag.value} it has another number, "
                "and the container ends at once",
                evidence=(Evidence(flag.span, "process 1 is another one"),),
            )


def _first_only(container: Container) -> str | None:
    if container.command is not None:
        first = container.command[0].value if container.command else ""
        return "systemd" if first in INITS else None
    reference = None if container.image is None else parse_reference(container.image.value)
    name = "" if reference is None else normalised(reference)
    if name.startswith(_FIRST_ONLY):
        return "s6-overlay"
    return "s6-overlay" if "/linuxserver/" in name or "/home-assistant/" in name else None


def shared_namespace_unused(subject: Subject) -> Iterator[Finding]:
    """Look for anybody who signals or inspects others, where every container is understood."""
    pod = subject.pod
    if not pod.share_process_namespace or len(pod.long_running) < 2:
        return
    if any(_may_use(subject, container) for container in pod.long_running):
        return
    if any(_USES & {tool.name for tool in script.behaviour.tools} or script.behaviour.signals or _looks_into(script)
           for script in _scripts(subject)):  # fmt: skip
        return
    flag = pod.node.key("shareProcessNamespace")
    if flag is not None:
        yield Finding(
            flag.span,
            "shareProcessNamespace is on, but no container of the pod signals or inspects another: each can read the "
            "others' environment and files, for nothing",
        )


def _may_use(subject: Subject, container: Container) -> bool:
    process = subject.running.process(container)
    capabilities = None if container.security is None else container.security.mapping("capabilities")
    added = None if capabilities is None else capabilities.sequence("add")
    if added is not None or container.stdin or container.tty:
        return True
    if process.image is not None and process.image.role in _CONSUMERS:
        return True
    return not process.transparent and (process.image is None or not process.runs_default_program)


def _looks_into(script: _Script) -> bool:
    """Whether it reads what /proc says of processes."""
    return any(effect.target.startswith("/proc/") for effect in script.behaviour.effects) or any(
        command.name in _USES or any(word.text.startswith("/proc/") for word in command.words)
        for command in script.behaviour.commands
    )
