"""Log files that one container writes and another reads: relays that start too early, repeat themselves or collide."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence, Finding, Fix
from podlint.pod.model import Container
from podlint.pod.running import FileUse
from podlint.pod.shell.effects import Command
from podlint.subject import Subject
from podlint.text import Edit


def log_relay_starts_before_file(subject: Subject) -> Iterator[Finding]:
    """Take `tail -f` of a file on an emptyDir that no earlier container makes."""
    for container, command in _commands(subject, "tail"):
        flag = next((w for w in command.words if w.text in {"-f", "--follow"} or _short_follow(w.text)), None)
        retry = any(w.text in {"-F", "--retry"} or (w.text.startswith("-") and "F" in w.text) for w in command.words)
        if flag is None or retry or not container.long_running:
            continue
        use = next((u for u in _reads(subject, container, command) if not u.effect.target.endswith("*")), None)
        if use is None or use.place.volume is None or use.place.volume.kind != "emptyDir" or _made_before(subject, use):
            continue
        span = subject.running.process(container).span(flag.nth, flag.start, flag.end)
        fix = None
        if subject.manifest.source.slice(span) == flag.text and flag.text != "--follow":
            fix = Fix("wait for the file with -F", (Edit(span, flag.text.replace("f", "F")),), safe=True)
        yield Finding(
            span,
            f'{container.label} follows "{use.effect.target}" with {flag.text}, which fails while the file is not there yet: '
            "containers start together, so it is restarted until its sibling has written; did you mean -F?",
            evidence=(Evidence(use.place.volume.at, "the volume starts empty"),),
            fix=fix,
        )


def _short_follow(text: str) -> bool:
    return text.startswith("-") and not text.startswith("--") and "f" in text and text[1:].isalnum() and "F" not in text


def _commands(subject: Subject, name: str) -> Iterator[tuple[Container, Command]]:
    if len(subject.pod.containers) < 2:
        return
    for container in subject.pod.containers:
        for command in subject.running.process(container).behaviour.commands:
            if command.name == name:
                yield container, command


def _reads(subject: Subject, container: Container, command: Command) -> Iterator[FileUse]:
    span = subject.running.process(container).span(command.word, command.start, command.end)
    for use in subject.running.file_uses:
        inside = span.start <= use.effect.span.start and use.effect.span.end <= span.end
        if use.container is container and use.effect.kind == "read" and inside:
            yield use


def _made_before(subject: Subject, read: FileUse) -> bool:
    """Whether an init container, an earlier native sidecar, or the script itself makes or awaits the file."""
    for use in subject.running.file_uses:
        if use.effect.kind == "read" or not use.place.same_file(read.place):
            continue
        if use.container is read.container or use.container.stage != "main":
            return True
    behaviour = subject.running.process(read.container).behaviour
    first = behaviour.commands[0].name if behaviour.commands else ""
    return first in {"sleep", "until", "while", "test", "["}


def log_relay_recats_file(subject: Subject) -> Iterator[Finding]:
    """Take `cat` of a shared file inside an endless loop that never empties it."""
    for container, command in _commands(subject, "cat"):
        if not command.loops or command.redirects or command.stages > 1:
            continue
        uses = [u for u in _reads(subject, container, command) if u.place.volume is not None]
        logs = [u for u in uses if u.effect.target.endswith((".log", ".txt", ".out")) or "/log" in u.effect.target]
        ends = subject.running.process(container).ends
        if not logs or ends is not False or _is_emptied(subject, logs[0]):
            continue
        process = subject.running.process(container)
        yield Finding(
            process.span(command.word, command.start, command.end),
            f'{container.label} prints all of "{logs[0].effect.target}" again in every round, so each line is logged over '
            "and over; did you mean tail -n+1 -F?",
        )


def _is_emptied(subject: Subject, read: FileUse) -> bool:
    return any(
        use.container is read.container and use.effect.kind in {"write", "delete"} and use.place.same_file(read.place)
        for use in subject.running.file_uses
    )


def two_writers_one_file(subject: Subject) -> Iterator[Finding]:
    """Join the certain writes of all long-running containers by the file they really mean."""
    if len(subject.pod.containers) < 2:
        return
    first: dict[tuple[int, str], FileUse] = {}
    reported: set[tuple[int, str]] = set()
    for use in subject.running.file_uses:
        writes = use.effect.kind in {"write", "append"} and use.effect.why == "command" and use.effect.certain
        exact = use.place.volume is not None and not use.place.path.endswith("*") and use.place.path
        if not writes or not exact or not use.container.long_running or use.effect.how.split(" ")[0] in _TOUCHERS:
            continue
        key = (id(use.place.volume), use.place.path)
        other = first.setdefault(key, use)
        if other.container is not use.container and key not in reported:
            reported.add(key)
            yield Finding(
                use.effect.span,
                f'{use.container.label} writes "{use.effect.target}", the very file that {other.container.label} writes: '
                "their lines mix, or one overwrites the other",
                evidence=(Evidence(other.effect.span, f"{other.container.label} writes it here"),),
            )


_TOUCHERS = frozenset(("touch", "mkdir", "chown", "chmod", "ln", "mkfifo", "truncate"))


def reader_mount_writable(subject: Subject) -> Iterator[Finding]:
    """Take mounts of containers that are understood, read only, and share the volume with one that writes."""
    if len(subject.pod.containers) < 2:
        return
    running = subject.running
    for container in subject.pod.containers:
        if not container.long_running or not running.process(container).transparent:
            continue
        for mount in container.mounts:
            if mount.volume is None or mount.read_only is not None or mount.device:
                continue
            volume = subject.pod.volumes_by_name.get(mount.volume.value)
            if volume is None or volume.read_only_kind:
                continue
            uses = running.uses_of(volume)
            own = {use.effect.kind for use in uses if use.container is container}
            others = any(use.container is not container and use.effect.kind in {"write", "append"} for use in uses)
            if own and own <= {"read", "wait"} and others:
                yield Finding(
                    mount.volume.span,
                    f'{container.label} only reads from volume "{volume.name}" but may write to it: a slip in it can spoil '
                    "what the other container writes; did you mean readOnly: true?",
                )
