"""A pod template's nodes to the located pod; whatever has the wrong shape is passed over, the schema layer says so.

What is absent or null is decided here, once: None for a single value, an empty tuple for a list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from podlint.manifest import Manifest, PodTemplate
from podlint.pod.model import (
    CONTAINER_LISTS,
    Action,
    Container,
    EnvFrom,
    Handler,
    Mount,
    Pod,
    Port,
    Variable,
    Volume,
)
from podlint.syntax.nodes import Mapping, Node, Scalar, Sequence

_ACTIONS = ("httpGet", "tcpSocket", "exec", "grpc", "sleep")
_NOT_SOURCES = frozenset(("name",))


def read_pod(manifest: Manifest, template: PodTemplate) -> Pod:
    """The pod that a template describes."""
    pod = Pod(manifest, template)
    spec = template.spec
    pod.containers = tuple(_containers(spec))
    pod.long_running = tuple(container for container in pod.containers if container.long_running)
    pod.volumes = tuple(_volumes(manifest, spec))
    pod.volumes_by_name = {volume.name: volume for volume in reversed(pod.volumes) if volume.name is not None}
    pod.host_network = _is_true(spec, "hostNetwork")
    pod.share_process_namespace = _is_true(spec, "shareProcessNamespace")
    pod.restart_policy = spec.scalar("restartPolicy")
    if template.metadata is not None:
        pod.labels = _texts(template.metadata.mapping("labels"))
        pod.annotations = _texts(template.metadata.mapping("annotations"))
    return pod


def _is_true(node: Mapping, name: str) -> bool:
    value = node.fields.get(name)
    return value.__class__ is Scalar and value.value in {"true", "True", "TRUE"} and not value.style


def _texts(node: Mapping | None) -> dict[str, str]:
    if node is None:
        return {}
    return {name: value.value for name, value in node.fields.items() if value.__class__ is Scalar}


def _items(node: Node | None) -> Iterator[Mapping]:
    if node.__class__ is Sequence:
        for item in node.items:
            if item.__class__ is Mapping:
                yield item


def _scalar(node: Node) -> Scalar | None:
    return node if node.__class__ is Scalar and not node.is_null else None


def _containers(spec: Mapping) -> Iterator[Container]:
    for key in CONTAINER_LISTS:
        sequence = spec.fields.get(key)
        if sequence.__class__ is not Sequence:
            continue
        for index, item in enumerate(sequence.items):
            if item.__class__ is Mapping:
                yield _container(item, key, index)


def _container(node: Mapping, key: str, index: int) -> Container:
    container = Container(node, key, index)
    for name, value in node.fields.items():
        reader = _READERS.get(name)
        if reader is not None:
            reader(container, value)
    if key == "initContainers":
        policy = container.restart_policy
        container.stage = "native" if policy is not None and policy.value == "Always" else "init"
    elif key == "ephemeralContainers":
        container.stage = "ephemeral"
    return container


def _name(container: Container, value: Node) -> None:
    container.name_node = _scalar(value)
    container.name = None if container.name_node is None else container.name_node.value


def _image(container: Container, value: Node) -> None:
    container.image = _scalar(value)


def _working_dir(container: Container, value: Node) -> None:
    container.working_dir = _scalar(value)


def _restart_policy(container: Container, value: Node) -> None:
    container.restart_policy = _scalar(value)


def _target(container: Container, value: Node) -> None:
    container.target = _scalar(value)


def _command(container: Container, value: Node) -> None:
    container.command = _words(value)


def _args(container: Container, value: Node) -> None:
    container.args = _words(value)


def _words(value: Node) -> tuple[Scalar, ...] | None:
    if value.__class__ is not Sequence:
        return None
    return tuple(item for item in value.items if item.__class__ is Scalar)


def _env(container: Container, value: Node) -> None:
    container.env = tuple(
        Variable(item, item.scalar("name"), item.scalar("value"), item.mapping("valueFrom")) for item in _items(value)
    )


def _env_from(container: Container, value: Node) -> None:
    container.env_from = tuple(entry for item in _items(value) for entry in _env_sources(item))


def _env_sources(item: Mapping) -> Iterator[EnvFrom]:
    prefix = item.text("prefix") or ""
    config_map, secret = item.mapping("configMapRef"), item.mapping("secretRef")
    if config_map is not None:
        yield EnvFrom(item, "ConfigMap", config_map.scalar("name"), prefix)
    if secret is not None:
        yield EnvFrom(item, "Secret", secret.scalar("name"), prefix)


def _ports(container: Container, value: Node) -> None:
    container.ports = tuple(_port(item) for item in _items(value))


def _port(item: Mapping) -> Port:
    number = item.scalar("containerPort")
    is_number = number is not None and number.value.isascii() and number.value.isdigit()
    return Port(
        item,
        int(number.value) if number is not None and is_number and len(number.value) < 8 else None,
        number,
        item.scalar("name"),
        item.text("protocol") or "TCP",
        item.scalar("hostPort"),
        item.scalar("hostIP"),
    )


def _mounts(container: Container, value: Node) -> None:
    container.mounts += tuple(
        Mount(
            item,
            item.scalar("name"),
            item.scalar("mountPath"),
            item.scalar("readOnly"),
            item.scalar("subPath"),
            item.scalar("subPathExpr"),
            device=False,
        )
        for item in _items(value)
    )


def _devices(container: Container, value: Node) -> None:
    container.mounts += tuple(
        Mount(item, item.scalar("name"), item.scalar("devicePath"), None, None, None, device=True)
        for item in _items(value)
    )


def _probe(kind: str) -> Callable[[Container, Node], None]:
    def read(container: Container, value: Node) -> None:
        if value.__class__ is Mapping:
            container.probes = (*container.probes, Handler(kind, value, _action(value)))

    return read


def _lifecycle(container: Container, value: Node) -> None:
    if value.__class__ is not Mapping:
        return
    container.hooks = tuple(
        Handler(kind, hook, _action(hook))
        for kind in ("postStart", "preStop")
        if (hook := value.mapping(kind)) is not None
    )


def _action(node: Mapping) -> Action | None:
    for kind in _ACTIONS:
        action = node.fields.get(kind)
        if action.__class__ is Mapping:
            command = action.fields.get("command")
            return Action(
                kind,
                action,
                action.scalar("port"),
                action.scalar("host"),
                action.scalar("path"),
                () if command is None else _words(command) or (),
            )
    return None


def _security(container: Container, value: Node) -> None:
    container.security = value if value.__class__ is Mapping else None


def _resources(container: Container, value: Node) -> None:
    container.resources = value if value.__class__ is Mapping else None


def _stdin(container: Container, value: Node) -> None:
    container.stdin = value.__class__ is Scalar and value.value == "true"


def _tty(container: Container, value: Node) -> None:
    container.tty = value.__class__ is Scalar and value.value == "true"


_READERS: dict[str, Callable[[Container, Node], None]] = {
    "name": _name,
    "image": _image,
    "command": _command,
    "args": _args,
    "workingDir": _working_dir,
    "env": _env,
    "envFrom": _env_from,
    "ports": _ports,
    "volumeMounts": _mounts,
    "volumeDevices": _devices,
    "livenessProbe": _probe("livenessProbe"),
    "readinessProbe": _probe("readinessProbe"),
    "startupProbe": _probe("startupProbe"),
    "lifecycle": _lifecycle,
    "securityContext": _security,
    "resources": _resources,
    "restartPolicy": _restart_policy,
    "targetContainerName": _target,
    "stdin": _stdin,
    "tty": _tty,
}


def _volumes(manifest: Manifest, spec: Mapping) -> Iterator[Volume]:
    for item in _items(spec.fields.get("volumes")):
        name = item.scalar("name")
        kind, source = next(
            ((key, value) for key, value in item.fields.items() if key not in _NOT_SOURCES),
            ("emptyDir", None),
        )
        yield Volume(item, None if name is None else name.value, name, kind, source, claim_template=False)
    if manifest.kind == "StatefulSet":
        yield from _claims(manifest)


def _claims(manifest: Manifest) -> Iterator[Volume]:
    """A StatefulSet's claim templates are volumes of its pods (and win over volumes of the same name)."""
    spec = manifest.node.mapping("spec")
    for item in _items(None if spec is None else spec.fields.get("volumeClaimTemplates")):
        metadata = item.mapping("metadata")
        name = None if metadata is None else metadata.scalar("name")
        yield Volume(
            item,
            None if name is None else name.value,
            name,
            "persistentVolumeClaim",
            item,
            claim_template=True,
        )
