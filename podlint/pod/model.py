"""The located pod: its containers, volumes, ports, mounts, variables, probes and hooks, as they are written.

Plain values with their nodes; `read.py` makes them. Where something is absent it is None or empty, decided there
once. What the containers do when they run is left to the modules beside this one.
"""

from typing import Literal, NamedTuple

from podlint.manifest import Manifest, PodTemplate
from podlint.syntax.nodes import Mapping, Node, Scalar
from podlint.text import Span

Stage = Literal["init", "native", "main", "ephemeral"]
"""When a container runs: before the others and to its end, from its place among the init containers on (KEP-753),
beside the other main ones, or put into the running pod."""

READ_ONLY_KINDS = frozenset(("configMap", "secret", "downwardAPI", "projected", "image"))
"""Volume kinds that are mounted read-only whatever the mount says (kubernetes/kubernetes#58720, KEP-4639)."""

CONTAINER_LISTS = {
    "initContainers": "init container",
    "containers": "container",
    "ephemeralContainers": "ephemeral container",
}
"""The three lists of containers in the order of a pod's life, and what messages call an entry of each."""


class Port(NamedTuple):
    """An entry of a container's `ports`."""

    node: Mapping
    number: int | None
    number_node: Scalar | None
    name: Scalar | None
    protocol: str
    host_port: Scalar | None
    host_ip: Scalar | None

    @property
    def at(self) -> Span:
        """Where the port is named best: its number, or the whole entry."""
        return (self.number_node or self.node).span


class Mount(NamedTuple):
    """An entry of a container's `volumeMounts` (or `volumeDevices`: then `device`)."""

    node: Mapping
    volume: Scalar | None
    path: Scalar | None
    read_only: Scalar | None
    sub_path: Scalar | None
    sub_path_expr: Scalar | None
    device: bool

    @property
    def declared_read_only(self) -> bool:
        """Whether the mount says `readOnly: true`."""
        return self.read_only is not None and self.read_only.value in {"true", "True", "TRUE"}


class Variable(NamedTuple):
    """An entry of a container's `env`."""

    node: Mapping
    name: Scalar | None
    value: Scalar | None
    source: Mapping | None


class EnvFrom(NamedTuple):
    """An entry of a container's `envFrom`: which object it takes over, with which prefix."""

    node: Mapping
    kind: Literal["ConfigMap", "Secret"]
    name: Scalar | None
    prefix: str


class Action(NamedTuple):
    """What a probe or a hook does: `kind` is httpGet, tcpSocket, exec, grpc or sleep."""

    kind: str
    node: Node
    port: Scalar | None
    host: Scalar | None
    path: Scalar | None
    command: tuple[Scalar, ...]

    @property
    def own_port(self) -> int | None:
        """The number of the port that is asked at the pod itself, where it is given as a number."""
        if self.port is None or self.host is not None or not self.port.value.isdigit():
            return None
        return int(self.port.value)


class Handler(NamedTuple):
    """A probe or a life-cycle hook; `kind` is its key, such as livenessProbe or preStop."""

    kind: str
    node: Mapping
    action: Action | None


class Container:
    """A container of any of the three lists, as it is written.

    `command` and `args` are None when absent or null; `env` keeps its order. `key` is the list's name.
    """

    __slots__ = (
        "args", "command", "env", "env_from", "hooks", "image", "index", "key", "mounts", "name", "name_node",
        "node", "ports", "probes", "resources", "restart_policy", "security", "stage", "stdin", "target", "tty",
        "working_dir",
    )  # fmt: skip

    def __init__(self, node: Mapping, key: str, index: int) -> None:
        self.node = node
        self.key = key
        self.index = index
        self.stage: Stage = "main"
        self.name: str | None = None
        self.name_node: Scalar | None = None
        self.image: Scalar | None = None
        self.command: tuple[Scalar, ...] | None = None
        self.args: tuple[Scalar, ...] | None = None
        self.working_dir: Scalar | None = None
        self.env: tuple[Variable, ...] = ()
        self.env_from: tuple[EnvFrom, ...] = ()
        self.ports: tuple[Port, ...] = ()
        self.mounts: tuple[Mount, ...] = ()
        self.probes: tuple[Handler, ...] = ()
        self.hooks: tuple[Handler, ...] = ()
        self.security: Mapping | None = None
        self.resources: Mapping | None = None
        self.restart_policy: Scalar | None = None
        self.target: Scalar | None = None
        self.stdin = False
        self.tty = False

    @property
    def label(self) -> str:
        """How messages call the container: its name, or its place when it has none."""
        kind = CONTAINER_LISTS[self.key]
        return f'{kind} "{self.name}"' if self.name is not None else f"{kind} {self.index + 1}"

    @property
    def at(self) -> Span:
        """Where the container is named: the value of its name, or its first key."""
        if self.name_node is not None:
            return self.name_node.span
        return self.node.entries[0][0].span if self.node.entries else self.node.span

    @property
    def words(self) -> tuple[Scalar, ...]:
        """The words of `command` and `args`, in this order."""
        return (*(self.command or ()), *(self.args or ()))

    def mounts_of(self, volume: "Volume") -> list[Mount]:
        """The container's mounts of a volume, in their order."""
        return [mount for mount in self.mounts if mount.volume is not None and mount.volume.value == volume.name]

    @property
    def long_running(self) -> bool:
        """Whether the container is meant to run as long as the pod: a main one or a native sidecar."""
        return self.stage == "main" or self.stage == "native"


class Volume(NamedTuple):
    """A volume that containers may mount: an entry of `volumes`, or a claim template of a StatefulSet.

    `kind` is the key of its source (emptyDir, configMap …), "persistentVolumeClaim" for a claim template, and
    "emptyDir" where no source is given, as the API server defaults it.
    """

    node: Mapping
    name: str | None
    name_node: Scalar | None
    kind: str
    source: Node | None
    claim_template: bool

    @property
    def at(self) -> Span:
        """Where the volume is named."""
        return (self.name_node or self.node).span

    @property
    def read_only_kind(self) -> bool:
        """Whether every mount of it is read-only, whatever the mount says."""
        return self.kind in READ_ONLY_KINDS


class Pod:
    """A pod template, or a pod: what runs together, as it is written.

    `containers` holds the init containers, then the main ones, then ephemeral ones, each in their order;
    `long_running` the main ones and native sidecars among them: what runs at the same time.
    `whole` is False for a fragment, which may lack what its rules would look for.
    """

    __slots__ = (
        "annotations", "containers", "host_network", "kind", "labels", "long_running", "manifest", "node",
        "restart_policy", "share_process_namespace", "template", "volumes", "volumes_by_name", "whole",
    )  # fmt: skip

    def __init__(self, manifest: Manifest, template: PodTemplate) -> None:
        self.manifest = manifest
        self.template = template
        self.node = template.spec
        self.kind = manifest.kind or ""
        self.whole = manifest.fragment is None
        self.containers: tuple[Container, ...] = ()
        self.long_running: tuple[Container, ...] = ()
        self.volumes: tuple[Volume, ...] = ()
        self.volumes_by_name: dict[str, Volume] = {}
        self.labels: dict[str, str] = {}
        self.annotations: dict[str, str] = {}
        self.host_network = False
        self.share_process_namespace = False
        self.restart_policy: Scalar | None = None

    def volume_of(self, mount: Mount) -> Volume | None:
        """The volume that a mount names, where the pod has it."""
        return None if mount.volume is None else self.volumes_by_name.get(mount.volume.value)

    @property
    def mains(self) -> tuple[Container, ...]:
        """The containers of `containers`, which start together."""
        return tuple(container for container in self.containers if container.stage == "main")
