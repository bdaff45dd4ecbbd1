"""Volumes and mounts as they are declared: unused, never written, hidden, or mounted for a write that cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence, Finding, Severity
from podlint.pod.model import READ_ONLY_KINDS, Container, Mount, Pod, Volume
from podlint.subject import Subject
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
    for volume in pod.volumes:
        if volume.name is None or volume.name in used or _named_by_annotation(pod, volume.name):
            continue
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
        mounts = [
            (container, mount)
            for container in pod.containers
            for mount in container.mounts
            if mount.volume is not None and mount.volume.value == volume.name
        ]
        if mounts and all(mount.declared_read_only for _, mount in mounts):
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


def mount_shadows_mount(subject: Subject) -> Iterator[Finding]:
    """Take the mounts whose mount point would have to be made inside a volume that is always read-only."""
    pod = subject.pod
    for container in pod.containers:
        outer = [mount for mount in container.mounts if _is_config_folder(pod, mount)]
        for parent in outer:
            for mount in container.mounts:
                if mount is not parent and not mount.device and mount.sub_path is None and mount.sub_path_expr is None:
                    yield from _point_inside(pod, container, parent, mount)


def _is_config_folder(pod: Pod, mount: Mount) -> bool:
    if mount.volume is None or mount.path is None or mount.sub_path is not None or mount.sub_path_expr is not None:
        return False
    volume = pod.volumes_by_name.get(mount.volume.value)
    return volume is not None and volume.kind in READ_ONLY_KINDS - {"image"}


def _point_inside(pod: Pod, container: Container, parent: Mount, mount: Mount) -> Iterator[Finding]:
    if mount.path is None or parent.path is None or parent.volume is None or mount.path.templated:
        return
    base = parent.path.value.rstrip("/") + "/"
    if not mount.path.value.startswith(base) or not mount.path.value[len(base) :].strip("/"):
        return
    volume = pod.volumes_by_name[parent.volume.value]
    first = mount.path.value[len(base) :].split("/")[0]
    if first in _folders(volume):
        return
    yield Finding(
        mount.path.span,
        f'{container.label} mounts "{mount.path.value}" inside "{parent.path.value}", a {volume.kind} volume that is '
        f'always read-only: "{first}" cannot be made there, so the container does not start',
        evidence=(Evidence(parent.path.span, f'volume "{volume.name}" is mounted here'),),
    )


def _folders(volume: Volume) -> set[str]:
    """The first components of paths with folders that the volume's items lay out; those of projected parts too."""
    if not isinstance(volume.source, Mapping):
        return set()
    parts = [volume.source]
    for source in volume.source.mappings("sources"):
        parts.extend(value for value in source.fields.values() if isinstance(value, Mapping))
    paths = [item.text("path") or "" for part in parts for item in part.mappings("items")]
    paths += [part.text("path") or "" for part in parts]
    return {path.split("/")[0] for path in paths if "/" in path}


def config_volume_mounted_writable(subject: Subject) -> Iterator[Finding]:
    """Take mounts that say `readOnly: false` of a volume kind that is mounted read-only all the same."""
    pod = subject.pod
    for container in pod.containers:
        for mount in container.mounts:
            if mount.read_only is None or mount.read_only.kind != "bool" or mount.declared_read_only:
                continue
            volume = None if mount.volume is None else pod.volumes_by_name.get(mount.volume.value)
            if volume is not None and volume.read_only_kind:
                yield Finding(
                    mount.read_only.span,
                    f'{container.label} mounts volume "{volume.name}" with readOnly: false, but a {volume.kind} volume '
                    "is always read-only: writes fail whatever is said here",
                    evidence=(Evidence(volume.at, f"a {volume.kind} volume"),),
                )
