"""Steps that run twice: each init step is judged by how long what it makes, moves or adds to lives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from podlint.diagnostic import Evidence, Finding, Fix, Severity
from podlint.pod.model import Container, Volume
from podlint.pod.processes import Process
from podlint.pod.shell.effects import Command, Effect
from podlint.pod.steps import is_felt, told
from podlint.pod.volumes import Place, resolve
from podlint.subject import Subject
from podlint.text import Edit

_MAKES = frozenset(
    ("mkdir", "mkfifo", "mknod", "ln", "unzip", "ssh-keygen", "initdb", "gzip", "gunzip", "bzip2", "bunzip2", "xz",
     "unxz", "zstd", "keytool"),
)  # fmt: skip
_TAKES = frozenset(("mv", "rm", "rmdir", "unlink"))
_FLAGS = {"mkdir": "-p", "rm": "-f", "unzip": "-o", "gzip": "-f", "gunzip": "-f", "ln": "-fn"}
_FORMATS = ("bookieformat", "metaformat", "-format", "--format")
_FORCES = ("-force", "--force", "-f")


class _Step(NamedTuple):
    """A command that does not do the same the second time, and the place where it leaves or finds its result."""

    container: Container
    process: Process
    command: Command
    effect: Effect
    path: str
    place: Place


def init_step_not_idempotent(subject: Subject) -> Iterator[Finding]:
    """Take commands that fail on their own result, where that outlives the container and the failure is felt."""
    yield from _formats(subject)
    for step in _steps(subject, _is_step):
        program = step.command.name
        flag = _FLAGS.get(program)
        with_flag = f'; did you mean "{program} {flag}"?' if flag is not None else ""
        takes = program in _TAKES
        state = f'"{step.path}" is gone' if takes else f'"{step.path}" is there already'
        yield Finding(
            step.process.span(step.effect.word, step.effect.start, step.effect.end),
            f'{step.container.label} runs "{told(step.command)}" without a guard: {_when(step)} {state}, '
            f"{program} fails and {_stuck(step.container)}{with_flag}",
            evidence=_outlives(step),
            fix=_with_flag(step, flag),
            severity=Severity.INFO if step.place.lifetime == "pod" else None,
        )


def _is_step(effect: Effect) -> bool:
    return effect.kind == "unrepeatable" and effect.target.partition(" ")[0] in _MAKES | _TAKES


def _steps(subject: Subject, wanted: Callable[[Effect], bool]) -> Iterator[_Step]:
    """The certain commands outside loops with such an effect, whose result outlives the container."""
    if not subject.pod.volumes:
        return
    for container in subject.pod.containers:
        if container.stage == "ephemeral" or not container.mounts:
            continue
        process = subject.running.process(container)
        for command in process.behaviour.commands:
            effect = next((effect for effect in command.effects if wanted(effect)), None)
            if command.name in _TAKES and container.stage != "init":
                continue
            if effect is None or command.loops or not command.certain or not is_felt(process.behaviour, command):
                continue
            found = _result(subject, container, command)
            if found is not None and not _made_anew(subject, container, command, found):
                yield _Step(container, process, command, effect, *found)


def _result(subject: Subject, container: Container, command: Command) -> tuple[str, Place] | None:
    """The path that the second run stumbles over: what is made or, for moves and removals, what is taken away."""
    kind = "delete" if command.name in _TAKES else "write"
    for effect in command.effects:
        if effect.kind == kind and effect.certain and not effect.repeatable and effect.target.startswith("/"):
            place = resolve(subject.pod, container, effect.target.removesuffix("/*") or "/")
            if place.lifetime != "container":
                return effect.target.removesuffix("/*") or "/", place
    return None


def _made_anew(subject: Subject, container: Container, command: Command, found: tuple[str, Place]) -> bool:
    """Whether somebody puts the place back as the first run found it: an earlier init container, which runs again too.

    What is taken away may come from any container; an opaque one that mounts the volume is trusted to do it.
    """
    _, place = found
    takes = command.name in _TAKES
    for use in subject.running.file_uses:
        if takes and use.effect.kind in {"write", "append", "wait"} and use.place.same_file(place):
            return True
        earlier = use.container is not container and use.container.stage == "init"
        if earlier and use.effect.kind == "delete" and use.place.same_file(place):
            return True
    if takes:
        return _unseen(subject, subject.pod.containers, place)
    before = subject.pod.containers[: subject.pod.containers.index(container)]
    return _unseen(subject, (other for other in before if other.stage == "init"), place)


def _unseen(subject: Subject, containers: Iterable[Container], place: Place) -> bool:
    """Whether one of the containers has the place's volume and may do anything there."""
    volume = place.volume
    if volume is None:
        return False
    return any(subject.running.process(other).opaque and other.mounts_of(volume) for other in containers)


def _when(step: _Step) -> str:
    if step.place.lifetime == "pod":
        return "when it runs again in the same pod"
    return "for the next pod" if step.container.stage == "init" else "at the next start"


def _stuck(container: Container) -> str:
    return "the pod never starts" if container.stage == "init" else "the container never starts again"


def _outlives(step: _Step) -> tuple[Evidence, ...]:
    volume = step.place.volume
    if volume is None:
        return ()
    life = {"pod": "lives as long as the pod", "node": "lives as long as the node"}.get(
        step.place.lifetime, "outlives the pod"
    )
    return (Evidence(volume.at, f'volume "{volume.name}" {life}'),)


def _with_flag(step: _Step, flag: str | None) -> Fix | None:
    """In a script a flag is put behind the program's name."""
    program = step.command.words[0]
    if flag is None or step.process.behaviour.form != "shell" or program.end - program.start != len(program.text):
        return None
    place = step.process.span(program.nth, program.start, program.end)
    after = place._replace(start=place.end)
    return Fix(f'run "{program.text} {flag}"', (Edit(after, f" {flag}"),))


def _formats(subject: Subject) -> Iterator[Finding]:
    """Forced formatting in an init container wipes at every start what outlives the pod."""
    for container in subject.pod.containers:
        if container.stage != "init" or not container.mounts or not subject.pod.volumes:
            continue
        words = [
            (at, scalar.value) for at, (_, scalar) in enumerate(subject.running.process(container).words) if scalar
        ]
        found = next(((at, text) for at, text in words if text in _FORMATS), None)
        if found is None or not any(text in _FORCES for _, text in words):
            continue
        kept = next((v for v in subject.pod.volumes if _lasting(subject, container, v)), None)
        if kept is not None:
            yield Finding(
                subject.running.process(container).span(found[0], 0, len(found[1])),
                f'{container.label} formats by force ("{found[1]}") at every start of the pod: what volume '
                f'"{kept.name}" kept from the pod before is wiped',
                evidence=(Evidence(kept.at, f'volume "{kept.name}" outlives the pod'),),
            )


def _lasting(subject: Subject, container: Container, volume: Volume) -> bool:
    return any(
        mount.path is not None
        and not mount.declared_read_only
        and resolve(subject.pod, container, mount.path.value).lifetime in {"node", "claim"}
        for mount in container.mounts_of(volume)
    )


def init_git_clone_existing(subject: Subject) -> Iterator[Finding]:
    """Take `git clone` into a directory that outlives the container, without a look whether it is there."""
    for step in _steps(subject, lambda effect: effect.kind == "unrepeatable" and effect.target == "git clone"):
        again = "the next pod" if step.place.lifetime != "pod" else "a second run in the same pod"
        yield Finding(
            step.process.span(step.effect.word, step.effect.start, step.effect.end),
            f'{step.container.label} clones into "{step.path}", which {again} finds filled: git fails with "already '
            f'exists and is not an empty directory" and {_stuck(step.container)}; did you mean to clone only when '
            f'"{step.path.rstrip("/")}/.git" is missing?',
            evidence=_outlives(step),
            fix=_clone_once(step),
        )


def _clone_once(step: _Step) -> Fix | None:
    """In a script, where the command begins a list of its own."""
    commands = step.process.behaviour.commands
    at = next((n for n, c in enumerate(commands) if (c.word, c.start) == (step.command.word, step.command.start)), 0)
    joined = at > 0 and commands[at - 1].joined in {"&&", "||"}
    if step.process.behaviour.form != "shell" or step.command.wrappers or joined or step.command.stages > 1:
        return None
    guard = f"[ -d {step.path.rstrip('/')}/.git ] || "
    place = step.process.span(step.command.word, step.command.start, step.command.end)
    return Fix("clone only when it is not there", (Edit(place._replace(end=place.start), guard),))


def init_append_duplicates(subject: Subject) -> Iterator[Finding]:
    """Take appends and edits in place by init containers to files that outlive them and are not made anew first."""
    for container in subject.pod.containers:
        if container.stage != "init" or not container.mounts:
            continue
        process = subject.running.process(container)
        seen: set[str] = set()
        for command in process.behaviour.commands:
            for effect in command.effects:
                if effect.target in seen or not _adds(effect) or not command.certain:
                    continue
                place = resolve(subject.pod, container, effect.target)
                if place.lifetime == "container" or _is_log(effect.target):
                    continue
                if _made_first(subject, container, command, effect, place):
                    continue
                seen.add(effect.target)
                step = _Step(container, process, command, effect, effect.target, place)
                yield _again(step)


def _adds(effect: Effect) -> bool:
    if not effect.certain or effect.repeatable or effect.guard or not effect.target.startswith("/"):
        return False
    return effect.kind == "append" or (effect.kind == "write" and effect.how == "sed -i")


def _is_log(path: str) -> bool:
    return path.endswith(".log") or "/log/" in path or "/logs/" in path


def _made_first(subject: Subject, container: Container, command: Command, effect: Effect, place: Place) -> bool:
    """Whether the file is written anew before: further up in the script, or by an init container before this one."""
    for other in subject.running.process(container).behaviour.commands:
        if (other.word, other.start) >= (command.word, command.start):
            break
        if any(e.kind == "write" and e.target == effect.target and _is_whole(e.how) for e in other.effects):
            return True
    earlier = subject.pod.containers[: subject.pod.containers.index(container)]
    return any(
        use.container in earlier
        and use.effect.kind in {"write", "delete"}
        and _is_whole(use.effect.how)
        and use.place.same_file(place)
        for use in subject.running.file_uses
    ) or _unseen(subject, earlier, place)


def _is_whole(how: str) -> bool:
    return not how.startswith(("sed -i", "touch", "chmod", "chown", "chgrp", "mkdir", "perl", "yq -i"))


def _again(step: _Step) -> Finding:
    adds = step.effect.kind == "append"
    outcome = "adds the same lines once more" if adds else "changes it once more"
    meant = '; did you mean ">"?' if adds and step.effect.how.endswith(">>") else ""
    verb = "adds to" if adds else "edits"
    life = "outlives the container" if step.place.lifetime == "pod" else "outlives the pod"
    return Finding(
        step.process.span(step.effect.word, step.effect.start, step.effect.end),
        f'{step.container.label} {verb} "{step.path}" by {step.effect.how}, but the file {life}: each further run '
        f"{outcome}{meant}",
        evidence=_outlives(step),
        fix=_overwrite(step) if meant and not step.command.loops else None,
    )


def _overwrite(step: _Step) -> Fix | None:
    """The first `>>` on a file becomes `>`."""
    text = step.process.words[step.effect.word][0] or ""
    at = text.rfind(">>", 0, step.effect.start)
    if at < 0 or text[at + 2 : step.effect.start].strip(" \t\"'"):
        return None
    return Fix("begin the file anew", (Edit(step.process.span(step.effect.word, at, at + 2), ">"),))
