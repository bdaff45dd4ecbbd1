"""Probes that cannot succeed, since what they look for is never there."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence, Finding
from podlint.pod.model import Container, Handler
from podlint.pod.processes import Effect
from podlint.pod.volumes import resolve
from podlint.subject import Subject

_MADE_BY_NOBODY = ("/tmp/", "/run/", "/var/run/", "/var/tmp/")  # noqa: S108 - folders that images keep empty
_LOOKS = frozenset(("cat", "test", "[", "ls", "stat"))
_OUTCOMES = {
    "livenessProbe": "the container is restarted again and again",
    "startupProbe": "the container is restarted again and again",
    "readinessProbe": "the pod is never ready",
}


def probe_file_never_made(subject: Subject) -> Iterator[Finding]:
    """Take exec probes that ask for a file in the container's own file system, which its whole command line never makes."""
    for container in subject.pod.containers:
        told = container.words
        if not told or not container.probes:
            continue
        for probe in container.probes:
            asked = _asked(subject, container, probe)
            if asked is None or not _understood(subject, container) or _made(subject, container, asked.target):
                continue
            yield Finding(
                asked.span,
                f'the {probe.kind} of {container.label} asks for "{asked.target}", which nothing in the container makes: it '
                f"never succeeds, and {_OUTCOMES[probe.kind]}",
                evidence=(Evidence(told[0].span, "all that runs in the container"),),
            )


def _asked(subject: Subject, container: Container, probe: Handler) -> Effect | None:
    """The file that a probe's success hangs on, where that is all it does."""
    if probe.action is None or not probe.action.command or probe.kind not in _OUTCOMES:
        return None
    if not any(word.value.find("/tmp/") >= 0 or "/run/" in word.value for word in probe.action.command):  # noqa: S108
        return None
    commands = subject.running.handling(container, probe).behaviour.commands
    if len(commands) > 1 or any(command.name not in _LOOKS for command in commands):
        return None
    reads = [e for e in subject.running.handler_effects(container, probe) if e.kind in {"read", "wait"} and e.certain]
    path = reads[0].target if len(reads) == 1 else ""
    if not path.startswith(_MADE_BY_NOBODY) or resolve(subject.pod, container, path).mount is not None:
        return None
    return reads[0]


def _understood(subject: Subject, container: Container) -> bool:
    """Whether all that runs in the container is known, down to the last program."""
    process = subject.running.process(container)
    return process.transparent and not process.behaviour.sources


def _made(subject: Subject, container: Container, path: str) -> bool:
    effects = [*subject.running.process(container).effects]
    for hook in container.hooks:
        if hook.action is None or hook.action.kind == "exec":
            effects += subject.running.handler_effects(container, hook)
    folder = path.rpartition("/")[0]
    return any(
        e.kind in {"write", "append"} and (e.target in {path, f"{folder}/*"} or "*" in e.target) for e in effects
    )
