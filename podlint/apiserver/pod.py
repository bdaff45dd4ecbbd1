"""The pod and the container that validators look at: what their rules need to know of their surroundings."""

from __future__ import annotations

from typing import NamedTuple

from podlint.apiserver.inquiry import Mark, Titled
from podlint.apiserver.values import integer, text, truth
from podlint.syntax.nodes import Mapping, Node


class Volumes(NamedTuple):
    """The volumes of a pod by name: the key of its source for a sound one, its finding for a broken one.

    A dropped one disappears before validation, together with its mounts, since its feature gate is off.
    """

    sources: dict[str, str]
    broken: dict[str, Mark]
    dropped: set[str]


class Pod:
    """A pod spec being judged: `bare` for a Pod itself, else a template's."""

    __slots__ = (
        "annotations", "bare", "claims", "host_network", "host_users", "kind", "metadata", "minor", "node",
        "os", "path", "restart_policy", "volumes",
    )  # fmt: skip

    def __init__(self, kind: str, metadata: Mapping | None, node: Mapping, path: str, minor: int) -> None:
        fields = node.fields
        self.kind = kind
        self.bare = kind == "Pod"
        self.metadata = metadata
        self.node = node
        self.path = path
        self.minor = minor
        self.annotations = metadata.mapping("annotations") if metadata is not None else None
        self.host_network = "hostNetwork" in fields and truth(fields["hostNetwork"]) is True
        self.host_users = not (minor >= 33 and "hostUsers" in fields and truth(fields["hostUsers"]) is False)
        self.restart_policy = text(fields.get("restartPolicy")) or "Always"
        self.os = _os(fields.get("os"))
        self.volumes = Volumes({}, {}, set())
        self.claims: set[str] = set()

    @property
    def grace(self) -> int:
        """The grace period after defaulting; a bare Pod's negative one counts as 1."""
        node = self.node.get("terminationGracePeriodSeconds")
        seconds = integer(node)
        if seconds is None:
            return 30
        return 1 if seconds < 0 and self.bare else seconds


def _os(node: Node | None) -> str | None:
    """The name of the operating system; empty when `os` is there without one."""
    if not isinstance(node, Mapping):
        return None
    return text(node.fields.get("name")) or ""


class Container(Titled):
    """A container being judged: `group` is the list it stands in, `path` its own."""

    __slots__ = ("fields", "group", "index", "name", "node", "path", "pod", "sidecar")

    def __init__(self, pod: Pod, group: str, index: int, node: Mapping) -> None:
        fields = node.fields
        self.pod = pod
        self.group = group
        self.index = index
        self.node = node
        self.fields = fields
        self.path = f"{pod.path}.{group}[{index}]"
        self.name = text(fields.get("name")) or ""
        self.sidecar = (
            group == "initContainers" and "restartPolicy" in fields and text(fields["restartPolicy"]) == "Always"
        )

    @property
    def title(self) -> str:
        """How messages begin that are about the container."""
        what = {"containers": "container", "initContainers": "init container"}.get(self.group, "ephemeral container")
        return f'{what} "{self.name}"' if self.name else f"{what} {self.index + 1}"
