"""Process 1 of a container: shells that keep the signal to themselves, and supervisors of several services."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence, Finding, Fix, Severity
from podlint.pod.lifecycle import DEFAULT_GRACE, grace, restarts
from podlint.pod.processes import INITS, Effect, Process
from podlint.pod.shell.effects import Command
from podlint.subject import Subject
from podlint.text import Edit, Span

_SUPERVISORS = frozenset(("supervisord", "runsvdir", "s6-svscan", "monit", "systemd", "circusd", "honcho", "foreman"))
_HOLDS = frozenset(("sleep", "tail", "wait", "cat", "read", "watch", "sh", "bash", "ash", "dash"))
_FORKS = frozenset(("dash",))
"""Shells that fork even for the last command of `-c`; bash and ash let it take their place."""
_DEAF = frozenset(("sleep", "tail", "watch", "nc", "inotifyd"))
_LOOPS = frozenset(("while", "until", "for"))
_REAPERS = frozenset(("tini", "dumb-init", "catatonit"))
_SHORT_GRACE = 5
_STATEFUL = frozenset(("database", "queue", "cache", "object-store", "coordination"))


def shell_keeps_the_signal(subject: Subject) -> Iterator[Finding]:
    """Take servers that a shell which forks for its last command starts without `exec`."""
    for container in subject.pod.long_running if restarts(subject.pod) == "Always" else ():
        process = subject.running.process(container)
        last = process.behaviour.last
        if last is None or not _stays_below_shell(process, last):
            continue
        stateful = process.image is not None and process.image.role in _STATEFUL
        patient = any(hook.kind == "preStop" for hook in container.hooks) or grace(subject.pod) > DEFAULT_GRACE
        yield Finding(
            process.span(last.word, last.start, last.end),
            f"{container.label} starts {last.name} below a shell, which stays process 1 and does not pass TERM on: "
            f'{last.name} is killed when the grace period of {grace(subject.pod)} s is over; did you mean "exec '
            f'{last.words[0].text}"?',
            fix=_with_exec(process, last),
            severity=None if stateful or patient else Severity.INFO,
        )


def _stays_below_shell(process: Process, last: Command) -> bool:
    from podlint.pod.shell.table import BUILTINS

    behaviour = process.behaviour
    if behaviour.form != "shell" or behaviour.exec is not None or behaviour.traps or process.ends is True:
        return False
    shell = behaviour.shell if behaviour.shell != "sh" else None if process.image is None else process.image.shell
    if shell not in _FORKS:
        return False
    if last.name in _HOLDS or last.name in BUILTINS or last.background or last.loops or last.stages > 1:
        return False
    return last.place == "script" and last.certain and not last.conditions and not last.redirects


def _with_exec(process: Process, last: Command) -> Fix | None:
    first = last.words[0]
    if last.wrappers:
        return None
    place = process.span(first.nth, first.start, first.end)
    return Fix("let it take the shell's place", (Edit(Span(place.start, place.start), "exec "),), safe=True)


def supervisor_inside_container(subject: Subject) -> Iterator[Finding]:
    """Take supervisors of services, and scripts that send several servers to the background and then just stay."""
    for container in subject.pod.long_running:
        if container.command is None and container.args is None:
            continue
        process = subject.running.process(container)
        supervisor = next((c for c in process.behaviour.commands if _supervises(c)), None)
        if supervisor is not None:
            yield Finding(
                process.span(supervisor.word, supervisor.start, supervisor.end),
                f"{container.label} runs its services under {supervisor.name}: when one of them dies, the kubelet sees only "
                f"{supervisor.name} run on and restarts nothing; did you mean a container for each?",
            )
            continue
        started = [c for c in process.behaviour.commands if _starts_service(c)]
        endless = next((e for e in process.effects if e.kind == "never-ends" and e.target in {"tail", "sleep"}), None)
        waits = any(c.name == "wait" for c in process.behaviour.commands) or process.behaviour.traps
        if len({_service(c) for c in started}) > 1 and endless is not None and process.ends is False and not waits:
            names = " and ".join(dict.fromkeys(_service(c) for c in started[:3]))
            yield Finding(
                process.span(started[0].word, started[0].start, started[0].end),
                f"{container.label} starts {names} in the background and then only stays ({endless.how}): when one of them "
                "dies, the container runs on and nobody restarts it; did you mean a container for each?",
                evidence=(Evidence(endless.span, "this keeps the container running"),),
                severity=None if all(map(_is_server, started)) else Severity.INFO,
            )


def _supervises(command: Command) -> bool:
    if command.place != "script" or not command.certain:
        return False
    return command.name in _SUPERVISORS or command.words[0].text in INITS


def _starts_service(command: Command) -> bool:
    if command.loops or not command.certain or command.place != "script":
        return False
    if command.name == "service":
        return len(command.words) > 2 and command.words[2].text == "start"
    return command.background and (_is_server(command) or command.words[0].text.startswith("/"))


def _is_server(command: Command) -> bool:
    """Whether it surely stays: it listens, or is told to outlive its shell."""
    listens = any(effect.kind == "listen" for effect in command.effects)
    return listens or command.name == "service" or "nohup" in command.wrappers


def _service(command: Command) -> str:
    return command.words[1].text if command.name == "service" else command.name


def sidecar_ignores_stop_signal(subject: Subject) -> Iterator[Finding]:
    """Take containers whose process 1 has no handler for TERM, beside others that stop faster."""
    pod = subject.pod
    if len(pod.long_running) < 2 or pod.share_process_namespace or grace(pod) <= _SHORT_GRACE:
        return
    deaf = [(c, found) for c in pod.long_running if (found := _without_handler(subject.running.process(c)))]
    if len(deaf) == len(pod.long_running):
        return
    for container, (name, effect) in deaf:
        in_job = container.stage == "native" and pod.kind in {"Job", "CronJob"}
        yield Finding(
            effect.span,
            f"{container.label} runs {name} as process 1, which has no handler for TERM: every stop of the pod takes the "
            f"whole grace period of {grace(pod)} s, until it is killed; did you mean \"trap 'exit 0' TERM; … & wait\"?",
            severity=None if in_job else Severity.INFO,
        )


def _without_handler(process: Process) -> tuple[str, Effect] | None:
    """The program that is process 1 without a handler, and what says that it stays."""
    behaviour = process.behaviour
    if behaviour.traps or not _REAPERS.isdisjoint(behaviour.wrappers) or process.ends is not False:
        return None
    stays = next((e for e in process.effects if e.kind == "never-ends" and e.certain and e.why == "command"), None)
    if stays is None:
        return None
    if behaviour.exec is not None:
        first = behaviour.exec.name
    elif stays.target in _LOOPS:
        first = "a shell loop"
    else:
        first = stays.target
    is_python = first.startswith("python") and stays.how.endswith("http.server")
    return (first, stays) if first in _DEAF or is_python or first == "a shell loop" else None
