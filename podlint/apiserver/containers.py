"""The containers of a pod: what each may hold, and their names among each other.

Source: validateContainers, validateInitContainers, validateEphemeralContainers and validateContainerCommon of
pkg/apis/core/validation.
"""

from __future__ import annotations

from collections.abc import Callable

from podlint.apiserver import formats
from podlint.apiserver.choices import PULL_POLICIES, filled, needed, one_of, replace, shaped
from podlint.apiserver.env import env, env_from
from podlint.apiserver.inquiry import LATER, Inquiry
from podlint.apiserver.mounts import volume_devices, volume_mounts
from podlint.apiserver.pod import Container
from podlint.apiserver.ports import container_ports
from podlint.apiserver.probes import lifecycle, probe
from podlint.apiserver.resources import resize_policy, resources
from podlint.apiserver.restarts import restart_policy
from podlint.apiserver.security import container_context
from podlint.apiserver.values import absent, items, text
from podlint.diagnostic import Evidence
from podlint.syntax.nodes import Mapping, Node, Scalar

Field = Callable[[Inquiry, Node, str, Container], None]

MESSAGE_POLICIES = ("FallbackToLogsOnError", "File")
LIFE = ("lifecycle", "livenessProbe", "readinessProbe", "startupProbe")
EPHEMERAL = frozenset(
    (
        "name", "image", "command", "args", "workingDir", "envFrom", "env", "volumeMounts", "volumeDevices",
        "terminationMessagePath", "terminationMessagePolicy", "imagePullPolicy", "securityContext", "stdin",
        "stdinOnce", "tty", "targetContainerName",
    )
)  # fmt: skip
"""The fields that an ephemeral container may have (allowedEphemeralContainerFields)."""


def check_container(inquiry: Inquiry, container: Container) -> None:
    """A container by itself: the validators of the fields that it has."""
    fields = container.fields
    path = container.path
    for key, value in fields.items():
        check = FIELDS.get(key)
        if check is not None and not (value.__class__ is Scalar and value.is_null):
            check(inquiry, value, f"{path}.{key}", container)
    image = fields.get("image")
    if image is None or image.__class__ is not Scalar or not image.value or image.is_null:
        needed(inquiry, "container-image", container.node, path, "image", container)
    elif image.value != image.value.strip():
        _padded_image(inquiry, image, container)
    if container.group == "ephemeralContainers":
        _ephemeral(inquiry, container)
    elif "restartPolicy" in fields or "restartPolicyRules" in fields:
        restart_policy(inquiry, container)


def _padded_image(inquiry: Inquiry, image: Scalar, container: Container) -> None:
    """White space round an image: a Pod is refused, a template's Pods will be."""
    value = text(image)
    if value is None:
        return
    wrong = f'{container.title}: image "{value}" has white space round it'
    if container.pod.bare or container.group == "ephemeralContainers":
        path = f"{container.path}.image"
        inquiry.refuse("container-image", "Invalid", path, image.span, wrong, (), replace(image, value.strip()))
    else:
        inquiry.warn("pods-refused-later", image.span, wrong + LATER, (), replace(image, value.strip()))


def _name(inquiry: Inquiry, node: Node, path: str, container: Container) -> None:
    if filled(inquiry, "container-name", container.node, container.path, "name", container):
        shaped(inquiry, "container-name", node, path, formats.dns_label, container)


def _pull_policy(inquiry: Inquiry, node: Node, path: str, container: Container) -> None:
    if text(node):
        one_of(inquiry, "container-choice", node, path, PULL_POLICIES, container)


def _message_policy(inquiry: Inquiry, node: Node, path: str, container: Container) -> None:
    if text(node):
        one_of(inquiry, "container-choice", node, path, MESSAGE_POLICIES, container)


def _life(inquiry: Inquiry, node: Node, path: str, container: Container) -> None:
    """Hooks and probes: for regular containers and sidecars."""
    if container.group == "containers" or container.sidecar:
        check = lifecycle if path.endswith(".lifecycle") else probe
        check(inquiry, node, path, container)
    elif container.group == "initContainers" and not _only_stop_signal(inquiry, node):
        name = path.rpartition(".")[2]
        message = f"{container.title}: only a sidecar may have a {name}; did you mean to set restartPolicy: Always?"
        inquiry.refuse("init-forbidden-fields", "Forbidden", path, inquiry.above(node), message)


def _only_stop_signal(inquiry: Inquiry, node: Node) -> bool:
    """Whether hooks hold nothing but a stop signal, which is dropped and takes them with it."""
    if inquiry.minor < 33 or node.__class__ is not Mapping or absent(node.fields.get("stopSignal")):
        return False
    return absent(node.fields.get("postStart")) and absent(node.fields.get("preStop"))


def _ephemeral(inquiry: Inquiry, container: Container) -> None:
    """Fields that a container which is added to a running pod cannot have."""
    for key, value in container.fields.items():
        if key in EPHEMERAL or key not in KNOWN or absent(value) or _dropped(inquiry, key, value):
            continue
        if key == "resources" and value.__class__ is Mapping and not value.entries:
            continue
        message = f"{container.title}: an ephemeral container cannot have {key}"
        inquiry.refuse("ephemeral-container", "Forbidden", f"{container.path}.{key}", inquiry.above(value), message)
    for index, mount in items(container.fields.get("volumeMounts")):
        for key in ("subPath", "subPathExpr"):
            node = mount.fields.get(key)
            if node is not None and text(node):
                path = f"{container.path}.volumeMounts[{index}].{key}"
                message = f"{container.title}: an ephemeral container cannot mount a part of a volume"
                inquiry.refuse("ephemeral-container", "Forbidden", path, node.span, message)


def _dropped(inquiry: Inquiry, key: str, node: Node) -> bool:
    """Whether a field is taken away before the check, since its feature is off, or is not known yet."""
    if key == "lifecycle":
        return _only_stop_signal(inquiry, node)
    if key == "restartPolicyRules":
        return inquiry.minor < 35
    return (key == "resizePolicy" and inquiry.minor < 33) or (key == "restartPolicy" and inquiry.minor == 34)


FIELDS: dict[str, Field] = {
    "name": _name,
    "ports": container_ports,
    "env": env,
    "envFrom": env_from,
    "volumeMounts": volume_mounts,
    "volumeDevices": volume_devices,
    "resources": resources,
    "resizePolicy": resize_policy,
    "securityContext": container_context,
    "imagePullPolicy": _pull_policy,
    "terminationMessagePolicy": _message_policy,
    **dict.fromkeys(LIFE, _life),
}


KNOWN = frozenset((*FIELDS, "restartPolicy", "restartPolicyRules"))


def check_names(inquiry: Inquiry, containers: list[Container]) -> None:
    """No two containers of a pod, of whatever list, have one name."""
    seen: dict[str, Container] = {}
    for container in containers:
        if container.name in seen:
            _duplicate(inquiry, container, seen[container.name])
        elif container.name or container.group != "initContainers":
            seen[container.name] = container
    for container in containers:
        target = container.fields.get("targetContainerName")
        if container.group == "ephemeralContainers" and target is not None and text(target):
            other = seen.get(text(target) or "")
            if other is None or other.group == "ephemeralContainers":
                message = f'{container.title}: the pod has no container "{text(target)}" to look into'
                path = f"{container.path}.targetContainerName"
                inquiry.refuse("ephemeral-container", "NotFound", path, target.span, message)


def _duplicate(inquiry: Inquiry, container: Container, earlier: Container) -> None:
    node = container.fields.get("name")
    if node is None or not container.name:
        return
    message = f'{container.title}: the pod has another container "{container.name}"'
    seen = earlier.fields.get("name")
    evidence = (Evidence(seen.span, "the other container"),) if seen is not None else ()
    path = f"{container.path}.name"
    inquiry.refuse("duplicate-container-name", "Duplicate", path, node.span, message, evidence)
