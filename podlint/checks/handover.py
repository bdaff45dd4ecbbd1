"""What init containers hand to those after them: files that are lost on the way, and failures that nobody hears of."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence, Finding, Severity
from podlint.pod.model import Container
from podlint.pod.processes import Process
from podlint.pod.running import FileUse
from podlint.pod.shell.effects import Command
from podlint.pod.steps import is_felt, told
from podlint.pod.volumes import resolve
from podlint.subject import Subject
from podlint.text import Span

_SCRATCH = ("/tmp", "/var/tmp", "/run/", "/var/run/", "/dev/", "/proc/", "/sys/", "/etc/hosts", "/etc/resolv.conf",  # noqa: S108 - paths of a container
            "/etc/passwd", "/etc/group", "/var/cache", "/var/lib/apt", "/root/", "/home/")  # fmt: skip
_TRIVIAL = frozenset(
    ("echo", "printf", "chmod", "chown", "ls", "cat", "true", ":", "exit", "date", "mkdir", "touch", "set")
)
_CANNOT_FAIL = frozenset(("echo", "printf", "true", ":", "date", "exit", "sleep"))
_NOT_CONTENT = ("mkdir", "touch", "chmod", "chown", "chgrp", "install -d")


def init_output_not_on_volume(subject: Subject) -> Iterator[Finding]:
    """Take files that an init container leaves where nobody after it can find them, and who looks for them there."""
    containers = subject.pod.containers
    if not containers or containers[0].key != "initContainers":
        return
    reported: set[tuple[int, str]] = set()
    for use in subject.running.file_uses:
        if use.container.stage != "init" or not _is_output(use) or not _is_lost(subject, use):
            continue
        folder = use.effect.target.removesuffix("/*")
        key = (id(use.container), folder.rpartition("/")[0])
        reader = _reader(subject, use, folder)
        if key in reported or (reader is None and not _ends_with(subject, use)):
            continue
        reported.add(key)
        where = "in its own file system, which is gone when it ends"
        if use.place.volume is not None:
            where = f'on volume "{use.place.volume.name}", which no main container mounts'
        missing = "no later container finds it" if reader is None else f"{reader[0].label} does not find it there"
        yield Finding(
            use.effect.span,
            f'{use.container.label} writes "{folder}" {where}: {missing}; did you mean a volume at '
            f'"{key[1] or "/"}" in both?',
            evidence=() if reader is None else (Evidence(reader[1], f"{reader[0].label} looks for it"),),
            severity=Severity.WARNING if reader is None else None,
        )


def _is_output(use: FileUse) -> bool:
    effect = use.effect
    return (
        effect.kind in {"write", "append"}
        and effect.certain
        and effect.why == "command"
        and not effect.how.startswith(_NOT_CONTENT)
        and not effect.target.startswith(_SCRATCH)
    )


def _is_lost(subject: Subject, use: FileUse) -> bool:
    """Whether the file is in the container's own file system, or on an emptyDir of init containers only."""
    place = use.place
    if place.volume is None:
        slipped = "volumeMounts" in use.container.node.fields and not use.container.mounts
        return place.mount is None and not slipped
    return place.volume.kind == "emptyDir" and not any(
        container.mounts_of(place.volume) for container in subject.pod.containers if container.stage != "init"
    )


def _reader(subject: Subject, use: FileUse, path: str) -> tuple[Container, Span] | None:
    """A later container that reads the path, or is told of it, where it is not the same file."""
    after = subject.pod.containers[subject.pod.containers.index(use.container) + 1 :]
    for other in subject.running.file_uses:
        same = other.effect.target == use.effect.target or (use.effect.target.endswith("/*") and
                                                            other.effect.target.startswith(f"{path}/"))  # fmt: skip
        if (
            other.container in after
            and other.effect.kind in {"read", "wait"}
            and same
            and other.effect.why == "command"
        ):
            return None if other.place.volume is not None or _writes_itself(subject, other) else (
                other.container, other.effect.span)  # fmt: skip
    for container in after:
        told = (*container.words, *(v.value for v in container.env if v.value))
        named = next((word for word in told if word.value == path or word.value.endswith(f"={path}")), None)
        if named is not None and "/" in path[1:] and _is_bare(subject, container, path):
            return container, named.span
    return None


def _is_bare(subject: Subject, container: Container, path: str) -> bool:
    """Whether a container has nothing at a path but what it makes itself: no volume, or an empty one of its own."""
    place = resolve(subject.pod, container, path)
    volume = place.volume
    if volume is None or volume.kind != "emptyDir":
        return place.mount is None
    return not any(other.mounts_of(volume) for other in subject.pod.containers if other is not container)


def _writes_itself(subject: Subject, reader: FileUse) -> bool:
    return any(
        use.container is reader.container
        and use.effect.kind in {"write", "append"}
        and use.effect.target == reader.effect.target
        for use in subject.running.file_uses
    )


def _ends_with(subject: Subject, use: FileUse) -> bool:
    """Whether the script is understood and does nothing with the file afterwards, so that it is its result."""
    process = subject.running.process(use.container)
    if use.place.volume is not None or not process.transparent:
        return False
    after = [c for c in process.behaviour.commands if (c.word, c.start) > (use.effect.word, use.effect.start)]
    return all(command.name in _TRIVIAL for command in after)


def init_masks_failure(subject: Subject) -> Iterator[Finding]:
    """Take steps that make what a later container reads, whose failure the script does not tell."""
    for use in _outputs(subject):
        process = subject.running.process(use.container)
        behaviour = process.behaviour
        step = next((c for c in behaviour.commands if (c.word == use.effect.word and c.start <= use.effect.start
                                                       and use.effect.end <= c.end) ), None)  # fmt: skip
        last = behaviour.last
        if (
            step is None
            or last is None
            or not _may_fail(step)
            or is_felt(behaviour, step)
            or last.name not in _CANNOT_FAIL
        ):
            continue
        if _is_seen_later(process, step, use.effect.target):
            continue
        yield Finding(
            use.effect.span,
            f'{use.container.label} succeeds even when "{told(step)}" fails, since only its last command counts '
            f'("{told(last)}"): the pod starts without "{use.effect.target}"; did you mean to begin with "set -e"?',
            evidence=(Evidence(process.span(last.word, last.start, last.end), "this one decides"),),
        )


def _outputs(subject: Subject) -> Iterator[FileUse]:
    """The writes of scripts of init containers to files that a later container is known to read or be told of."""
    for use in subject.running.file_uses if subject.pod.containers[:1] and subject.pod.volumes else ():
        if use.container.stage != "init" or use.place.volume is None or not _is_output(use):
            continue
        if subject.running.process(use.container).behaviour.form != "shell":
            continue
        others = [other for other in subject.running.file_uses if other.container is not use.container]
        read = any(other.effect.kind in {"read", "wait"} and other.place.same_file(use.place) for other in others)
        if read or any(_is_told(subject, container, use) for container in subject.pod.containers):
            yield use


def _is_told(subject: Subject, container: Container, use: FileUse) -> bool:
    """Whether a main container has the file in its command line or environment."""
    if container.stage == "init":
        return False
    for word in (*container.words, *(v.value for v in container.env if v.value)):
        path = word.value.rpartition("=")[2]
        if path.startswith("/") and " " not in path and resolve(subject.pod, container, path).same_file(use.place):
            return True
    return False


def _may_fail(step: Command) -> bool:
    """Whether the step's failure is lost by chance: not asked about, not shrugged off, and no plain text."""
    if step.name in _TRIVIAL or step.place in {"condition", "trap"} or step.loops or not step.certain:
        return False
    return step.joined != "||" and not step.tolerated and step.stages == 1


def _is_seen_later(process: Process, step: Command, path: str) -> bool:
    after = [c for c in process.behaviour.commands if (c.word, c.start) > (step.word, step.start)]
    return any(path in word.text for command in after for word in command.words) or any(
        path in effect.target or effect.target.rstrip("*").rstrip("/") in path
        for command in after
        for effect in command.effects
        if effect.kind in {"read", "wait", "write", "delete"} and effect.target.startswith("/")
    )
