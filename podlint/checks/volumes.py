"""Volumes and mounts as they are declared: unused, never written, hidden, or mounted for a write that cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence, Finding, Severity
from podlint.pod.model import Container, Mount, Pod, Volume
from podlint.subject import Subject
from podlint.suggest import nearest
from podlint.syntax.nodes import Mapping

_BLOCKS_START = {
    "configMap": "the pod does not start before the ConfigMap exists",
    "secret": "the pod does not start before the Secret exists",
    "persistentVolumeClaim": "the pod does not start before the claim is bound and attached",
}


def unused_volume(subject: Subject) -> Iterator[Finding]:
    """Take the volumes that no container of any list mounts."""
    pod = subject.pod
    if not pod.volumes or not _complete(pod):
        return
    used = {
        mount.volume.value for container in pod.containers for mount in container.mounts if mount.volume is not None
    }
    unknown = used - set(pod.volumes_by_name)
    for volume in pod.volumes:
        if volume.name is None or volume.name in used or _named_by_annotation(pod, volume.name):
            continue
        if any(nearest(name, [volume.name]) for name in unknown):
            continue  # a slip in the mount's name, which is reported there
        consequence = None if _is_optional(volume) else _BLOCKS_START.get(volume.kind)
        yield Finding(
            volume.at,
            f'volume "{volume.name}" is mounted by no container' + (f", yet {consequence}" if consequence else ""),
            severity=None if consequence else Severity.INFO,
        )


def _complete(pod: Pod) -> bool:
    """Whether the pod is written out, not a patch or fragment whose other half is elsewhere."""
    return pod.whole and bool(pod.containers) and all(container.image is not None for container in pod.containers)


def _named_by_annotation(pod: Pod, name: str) -> bool:
    return any(name in value for value in pod.annotations.values())


def _is_optional(volume: Volume) -> bool:
    return isinstance(volume.source, Mapping) and volume.source.text("optional") == "true"


def volume_never_written(subject: Subject) -> Iterator[Finding]:
    """Take the emptyDir volumes whose every mount is read-only."""
    pod = subject.pod
    if not _complete(pod):
        return
    for volume in pod.volumes:
        if volume.kind != "emptyDir" or volume.name is None:
            continue
        mounts = [(container, mount) for container in pod.containers for mount in container.mounts_of(volume)]
        if mounts and all(mount.declared_read_only for _, mount in mounts) and not _is_written(subject, volume):
            yield Finding(
                volume.at,
                f'volume "{volume.name}" starts empty and every mount of it is read-only: it stays empty, '
                "so its readers find nothing",
                evidence=tuple(
                    Evidence(mount.read_only.span, f"read-only in {container.label}")
                    for container, mount in mounts
                    if mount.read_only is not None
                ),
            )


def _is_written(subject: Subject, volume: Volume) -> bool:
    """Whether a command tries to write there: then its read-only mount is the mistake, and is reported."""
    return any(use.effect.kind in {"write", "append"} for use in subject.running.uses_of(volume))


def mount_shadows_mount(subject: Subject) -> Iterator[Finding]:
    """Take the mounts inside a configuration volume's folder that lie over files the volume is known to hold.

    The kubelet makes their mount points itself (`MakeNestedMountpoints`), so nesting alone is no mistake.
    """
    for container in subject.pod.containers:
        if len(container.mounts) > 1:
            for outer in container.mounts:
                yield from _hidden_by_others(subject, container, outer)


def _hidden_by_others(subject: Subject, container: Container, outer: Mount) -> Iterator[Finding]:
    if outer.path is None or outer.volume is None or outer.sub_path is not None or outer.sub_path_expr is not None:
        return
    volume = subject.pod.volumes_by_name.get(outer.volume.value)
    if volume is None or not volume.read_only_kind:
        return
    base = outer.path.value.rstrip("/") + "/"
    inner = [mount for mount in container.mounts if mount.path is not None and mount.path.value.startswith(base)]
    for mount in inner:
        below = "" if mount.path is None else mount.path.value[len(base) :].strip("/")
        hidden = next((path for path in _files(subject, volume) if path == below or path.startswith(below + "/")), None)
        if below and hidden is not None and mount.path is not None and mount.sub_path is None:
            yield Finding(
                mount.path.span,
                f'{container.label} mounts "{mount.path.value}" over what volume "{volume.name}" has there: '
                f'its file "{hidden}" is hidden in this container',
                evidence=(Evidence(outer.path.span, f'volume "{volume.name}" is mounted here'),),
            )


def _files(subject: Subject, volume: Volume) -> Iterator[str]:
    """The files that a configMap, secret, downwardAPI or projected volume is known to hold, as relative paths."""
    if not isinstance(volume.source, Mapping):
        return
    parts = [(volume.kind, volume.source)]
    for source in volume.source.mappings("sources"):
        parts += [(kind, part) for kind, part in source.fields.items() if isinstance(part, Mapping)]
    for kind, part in parts:
        listed = [path for item in part.mappings("items") if (path := item.text("path")) is not None]
        yield from listed
        if not listed and kind == "configMap":
            found = subject.objects.find("ConfigMap", part.text("name") or "", subject.manifest)
            for name in ("data", "binaryData"):
                data = None if found is None else found.node.mapping(name)
                yield from () if data is None else data.fields


def config_volume_mounted_writable(subject: Subject) -> Iterator[Finding]:
    """Take mounts that say `readOnly: false` of a volume kind that is mounted read-only all the same."""
    pod = subject.pod
    for container in pod.containers:
        for mount in container.mounts:
            if mount.read_only is None or mount.read_only.kind != "bool" or mount.declared_read_only:
                continue
            volume = pod.volume_of(mount)
            if volume is not None and volume.read_only_kind:
                yield Finding(
                    mount.read_only.span,
                    f'{container.label} mounts volume "{volume.name}" with readOnly: false, but a {volume.kind} volume '
                    "is always read-only: writes fail whatever is said here",
                    evidence=(Evidence(volume.at, f"a {volume.kind} volume"),),
                )
