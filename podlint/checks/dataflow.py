"""Files between containers: writes that cannot be, readers of what nobody writes, and ends that do not meet."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence, Finding, Fix, Severity
from podlint.pod.model import Container, Volume
from podlint.pod.running import FileUse, Running
from podlint.subject import Subject
from podlint.text import Edit

_WRITES = frozenset(("write", "append", "delete"))
_SYSTEM = ("/proc/", "/sys/", "/dev/", "/bin/", "/usr/", "/lib", "/etc/os-release", "/etc/hosts", "/etc/resolv.conf")


def write_to_read_only_mount(subject: Subject) -> Iterator[Finding]:
    """Resolve each write of a command line to its mount, and look at the mount's `readOnly`."""
    for use in _writes(subject):
        mount, volume = use.place.mount, use.place.volume
        if mount is None or volume is None or volume.read_only_kind or mount.read_only is None:
            continue
        if not mount.declared_read_only:
            continue
        others = any(
            other is not mount for container in subject.pod.containers for other in container.mounts_of(volume)
        )
        yield Finding(
            use.effect.span,
            f'{_what(use)}, but volume "{volume.name}" is mounted read-only there: {_outcome(use.container)}',
            evidence=(Evidence(mount.read_only.span, "read-only here"),),
            fix=Fix(
                "let the mount be written", (Edit(mount.read_only.span, "false"),), safe=others and volume.kind != "csi"
            ),
            severity=None if use.effect.certain else Severity.WARNING,
        )


def write_to_config_volume(subject: Subject) -> Iterator[Finding]:
    """Resolve each write of a command line to its volume, and look at the volume's kind."""
    for use in _writes(subject):
        volume = use.place.volume
        if volume is None or not volume.read_only_kind:
            continue
        yield Finding(
            use.effect.span,
            f"{_what(use)}, but a {volume.kind} volume is always read-only: {_outcome(use.container)}",
            evidence=(Evidence(volume.at, f'volume "{volume.name}" is a {volume.kind}'),),
            severity=None if use.effect.certain else Severity.WARNING,
        )


def _writes(subject: Subject) -> Iterator[FileUse]:
    """The writes of command lines that are not shrugged off when they fail."""
    if any(mount.volume is not None for container in subject.pod.containers for mount in container.mounts):
        for use in subject.running.file_uses:
            if use.effect.kind in _WRITES and use.effect.why == "command" and use.effect.guard != "|| true":
                yield use


def _what(use: FileUse) -> str:
    verb = {"append": "appends to", "delete": "deletes"}.get(use.effect.kind, "writes")
    return f'{use.container.label} {verb} "{use.effect.target}" by {use.effect.how}'


def _outcome(container: Container) -> str:
    if container.stage == "init":
        return 'it fails with "read-only file system", and the pod never starts'
    return 'it fails with "read-only file system"'


def log_path_mismatch(subject: Subject) -> Iterator[Finding]:
    """Take files that a command reads on an emptyDir whose writers are all known, and write others only."""
    running = subject.running
    for volume in subject.pod.volumes:
        if volume.kind != "emptyDir" or not _written_by_known(running, volume):
            continue
        uses = running.uses_of(volume)
        writes = [use for use in uses if use.effect.kind in {"write", "append"}]
        for use in uses:
            if use.effect.kind != "read" or use.effect.why != "command" or not use.effect.certain:
                continue
            if not writes or use.place.path.endswith("*") or any(use.place.same_file(write.place) for write in writes):
                continue
            write = next((write for write in writes if write.container is not use.container), None)
            if write is None or any(write.container is use.container for write in writes):
                continue
            yield Finding(
                use.effect.span,
                f'{use.container.label} reads "{use.effect.target}", which nobody writes: {write.container.label} '
                f'writes "{write.effect.target}" on volume "{volume.name}"; did you mean "{_as_seen(use, write)}"?',
                evidence=(Evidence(write.effect.span, f"{write.container.label} writes here"),),
            )


def _as_seen(reader: FileUse, writer: FileUse) -> str:
    """The writer's file under the reader's mount path."""
    base = (
        reader.place.mount.path.value if reader.place.mount is not None and reader.place.mount.path is not None else ""
    )
    return f"{base.rstrip('/')}/{writer.place.path}"


def _written_by_known(running: Running, volume: Volume) -> bool:
    """Whether every container that can write to a volume is understood, so that nothing else is written there."""
    for container in running.pod.containers:
        can_write = not all(mount.declared_read_only for mount in container.mounts_of(volume))
        if can_write and not running.process(container).transparent:
            return False
    return True


def volume_not_shared(subject: Subject) -> Iterator[Finding]:
    """Take files that one container reads and another writes under the same path, which is no shared volume."""
    uses = subject.running.file_uses if len(subject.pod.containers) > 1 else ()
    writes = [
        use
        for use in uses
        if use.effect.kind in {"write", "append"}
        and not use.effect.target.endswith("*")
        and use.container.stage != "init"
    ]  # what an init container leaves nowhere is a rule of its own
    reported: set[tuple[int, str]] = set()
    for use in uses:
        if (
            use.effect.kind not in {"read", "wait"}
            or use.effect.why != "command"
            or use.effect.target.startswith(_SYSTEM)
        ):
            continue
        if any(write.container is use.container and write.effect.target == use.effect.target for write in writes):
            continue
        for write in writes:
            same_text = write.effect.target == use.effect.target and write.container is not use.container
            key = (id(use.container), use.effect.target)
            if same_text and not use.place.same_file(write.place) and key not in reported and _apart(use, write):
                reported.add(key)
                yield Finding(
                    use.effect.span,
                    f'{use.container.label} reads "{use.effect.target}" of its own file system, not what '
                    f"{write.container.label} writes there: they share no volume at that path",
                    evidence=(Evidence(write.effect.span, f"{write.container.label} writes here"),),
                    severity=None if use.effect.certain and write.effect.certain else Severity.INFO,
                )


def _apart(reader: FileUse, writer: FileUse) -> bool:
    """Whether the reader's side is surely not filled otherwise: no volume, or an emptyDir."""
    volume = reader.place.volume
    return (volume is None or volume.kind == "emptyDir") and (
        writer.place.volume is None or writer.place.volume.kind == "emptyDir"
    )
