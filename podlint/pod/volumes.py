"""Who has which path on which volume: a container's path, seen from the volume that is mounted there.

Two containers mean the same file only when both paths lead to the same volume and the same path below its root.
"""

from typing import Literal, NamedTuple

from podlint.pod.model import Container, Mount, Pod, Volume

Lifetime = Literal["container", "pod", "node", "claim"]
"""How long a file lives: until its container restarts, until the pod ends, as long as the node, beyond the pod."""

_LIFETIMES: dict[str, Lifetime] = {
    "emptyDir": "pod",
    "ephemeral": "pod",
    "configMap": "pod",
    "secret": "pod",
    "downwardAPI": "pod",
    "projected": "pod",
    "image": "pod",
    "csi": "pod",
    "gitRepo": "pod",
    "hostPath": "node",
    "local": "node",
}


class Place(NamedTuple):
    """Where a container's path really is; without a volume it is in the container's own file system.

    `path` is below the volume's root, with the mount's subPath in front, and "" for the root itself.
    """

    volume: Volume | None
    mount: Mount | None
    path: str
    lifetime: Lifetime

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written there, by the mount's word or the volume's kind."""
        if self.mount is None or self.volume is None:
            return False
        return self.mount.declared_read_only or self.volume.read_only_kind

    def same_file(self, other: "Place") -> bool:
        """Whether both are the same file, or one is a folder's content (`/*`) that the other lies in."""
        if self.volume is None or self.volume is not other.volume:
            return False
        return _covers(self.path, other.path) or _covers(other.path, self.path)


def _covers(pattern: str, path: str) -> bool:
    if pattern == path:
        return True
    if not pattern.endswith("*"):
        return False
    folder = pattern[:-1]
    return path.startswith(folder) or path == folder.rstrip("/")


def lifetime_of(volume: Volume) -> Lifetime:
    """How long files on a volume live; a source that is not listed is storage outside the pod."""
    return _LIFETIMES.get(volume.kind, "claim")


def resolve(pod: Pod, container: Container, path: str) -> Place:
    """Where a container's absolute path is: the longest mount path that it lies below wins."""
    best, best_length = None, -1
    for mount in container.mounts:
        if mount.path is None or mount.volume is None or mount.device:
            continue
        base = mount.path.value.rstrip("/")
        inside = path == base or path.startswith(base + "/")
        if inside and len(base) > best_length:
            best, best_length = mount, len(base)
    volume = None if best is None else pod.volume_of(best)
    if best is None or volume is None:
        return Place(None, best, path, "container")
    below = path[best_length:].strip("/") if path[best_length:] != "/*" else "*"
    prefix = "" if best.sub_path is None else best.sub_path.value.strip("/")
    if best.sub_path_expr is not None:
        prefix = best.sub_path_expr.value.strip("/")
    return Place(volume, best, "/".join(part for part in (prefix, below) if part), lifetime_of(volume))
