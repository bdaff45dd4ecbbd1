"""Environment variables of a container: names, sources, and what the sources refer to.

Source: ValidateEnv, ValidateEnvFrom and validateFileKeyRefVolumes of pkg/apis/core/validation.
"""

from __future__ import annotations

from collections.abc import Callable

from podlint.apiserver import formats, paths
from podlint.apiserver.choices import filled, needed, shaped
from podlint.apiserver.downward import ENV_PATHS, field_ref, resource_field_ref
from podlint.apiserver.inquiry import Inquiry
from podlint.apiserver.pod import Container
from podlint.apiserver.values import absent, items, text
from podlint.diagnostic import Evidence
from podlint.syntax.nodes import Mapping, Node, Scalar

Source = Callable[[Inquiry, Mapping, str, Container], None]


def env(inquiry: Inquiry, node: Node, path: str, container: Container) -> None:
    """Each variable's name and source, and names given twice."""
    seen: dict[str, Node] = {}
    for index, variable in items(node):
        fields = variable.fields
        name = fields.get("name")
        if name.__class__ is Scalar:
            value = name.value
            if not value.isidentifier() or not value.isascii():
                _name(inquiry, variable, f"{path}[{index}]", container)
            if value in seen:
                _hides(inquiry, variable, name, seen[value], container)
            else:
                seen[value] = name
        origin = fields.get("valueFrom")
        if origin.__class__ is Mapping:
            _value_from(inquiry, variable, origin, f"{path}[{index}].valueFrom", container)


def _name(inquiry: Inquiry, variable: Mapping, path: str, container: Container) -> None:
    node = variable.fields["name"]
    if filled(inquiry, "env-name", variable, path, "name", container):
        shaped(inquiry, "env-name", node, f"{path}.name", name_flaw(inquiry.minor), container)


def name_flaw(minor: int) -> Callable[[str], str | None]:
    """What is wrong with a variable's name: since 1.32 nearly any printable ASCII passes."""
    return formats.env_name if minor < 32 else formats.relaxed_env_name


def _hides(inquiry: Inquiry, variable: Mapping, name: Scalar, earlier: Node, container: Container) -> None:
    value = text(variable.fields.get("value")) or ""
    reference = f"$({name.value})"
    if not absent(variable.fields.get("valueFrom")) or value == reference or reference not in value:
        message = f'{container.title}: "{name.value}" is set a second time, which hides the first'
        inquiry.warn("duplicate-env-name", name.span, message, (Evidence(earlier.span, "first set here"),))


def _value_from(inquiry: Inquiry, variable: Mapping, node: Mapping, path: str, container: Container) -> None:
    sources = 0
    for key, value in node.fields.items():
        check = SOURCES.get(key)
        if check is None or absent(value) or (key == "fileKeyRef" and inquiry.minor < 35):
            continue
        sources += 1
        if value.__class__ is Mapping:
            check(inquiry, value, f"{path}.{key}", container)
    wrong = None
    if sources == 0:
        wrong = "has a valueFrom without a source"
        if not absent(node.fields.get("fileKeyRef")):
            wrong = "has a fileKeyRef, which Kubernetes drops before 1.35, and no other source"
    elif text(variable.fields.get("value")):
        wrong = "has both value and valueFrom"
    elif sources > 1:
        wrong = "has more than one source in valueFrom"
    if wrong is not None:
        message = f'{container.title}: variable "{variable.text("name") or ""}" {wrong}'
        inquiry.refuse("env-source", "Invalid", path, inquiry.above(node), message)


def _field(inquiry: Inquiry, node: Mapping, path: str, container: Container) -> None:
    field_ref(inquiry, "env-field-path", node, path, ENV_PATHS, container)


def _resource(inquiry: Inquiry, node: Mapping, path: str, container: Container) -> None:
    resource_field_ref(inquiry, "env-field-path", node, path, container)


def _key_of_object(inquiry: Inquiry, node: Mapping, path: str, container: Container) -> None:
    """A ConfigMap's or Secret's key: the object's name may not be missing, unlike in a volume."""
    name = node.fields.get("name")
    if name is None or text(name) == "":
        message = f"{container.title}: {path.rpartition('.')[2]} has no name"
        at = inquiry.above(node) if name is None else name.span
        inquiry.refuse("env-reference", "Invalid", f"{path}.name", at, message)
    else:
        shaped(inquiry, "env-reference", name, f"{path}.name", formats.dns_subdomain, container)
    if filled(inquiry, "env-reference", node, path, "key", container):
        shaped(inquiry, "env-reference", node.fields["key"], f"{path}.key", formats.config_key, container)


def _file_key(inquiry: Inquiry, node: Mapping, path: str, container: Container) -> None:
    if filled(inquiry, "env-reference", node, path, "key", container):
        key = node.fields["key"]
        shaped(inquiry, "env-reference", key, f"{path}.key", name_flaw(inquiry.minor), container)
    if filled(inquiry, "env-reference", node, path, "path", container):
        shaped(inquiry, "env-reference", node.fields["path"], f"{path}.path", paths.no_backsteps, container)
    volume = f"{path}.volumeName"
    name = filled(inquiry, "env-reference", node, path, "volumeName", container)
    sound = name is not None and shaped(
        inquiry, "env-reference", node.fields["volumeName"], volume, formats.dns_label, container
    )
    if not sound:
        if name is None and absent(node.fields.get("volumeName")):
            return
        if name is None or name not in _volumes(container):
            inquiry.also("NotFound", volume)
    elif name is not None:
        _file_volume(inquiry, node.fields["volumeName"], name, volume, container)


def _file_volume(inquiry: Inquiry, node: Node, name: str, path: str, container: Container) -> None:
    volumes = _volumes(container)
    if name not in volumes:
        message = f'{container.title}: the pod has no volume "{name}"'
        inquiry.refuse("env-reference", "NotFound", path, node.span, message)
    elif absent(volumes[name].fields.get("emptyDir")) and _has_source(volumes[name]):
        message = f'{container.title}: volume "{name}" is no emptyDir, so no variable can come from it'
        inquiry.refuse("env-reference", "Invalid", path, node.span, message)


def _has_source(volume: Mapping) -> bool:
    """Whether a volume has a source, and so does not become an emptyDir."""
    return any(not absent(value) for key, value in volume.fields.items() if key != "name")


def _volumes(container: Container) -> dict[str, Mapping]:
    """All volumes of the pod by name, broken ones too; of two with one name the last."""
    volumes = container.pod.node.fields.get("volumes")
    return {text(volume.fields.get("name")) or "": volume for _, volume in items(volumes)}


SOURCES: dict[str, Source] = {
    "fieldRef": _field,
    "resourceFieldRef": _resource,
    "configMapKeyRef": _key_of_object,
    "secretKeyRef": _key_of_object,
    "fileKeyRef": _file_key,
}


def env_from(inquiry: Inquiry, node: Node, path: str, container: Container) -> None:
    """Each source of variables: its prefix, and exactly one object."""
    for index, source in items(node):
        fields = source.fields
        prefix = fields.get("prefix")
        if prefix is not None and text(prefix):
            shaped(inquiry, "env-name", prefix, f"{path}[{index}].prefix", name_flaw(inquiry.minor), container)
        given = [name for name in ("configMapRef", "secretRef") if not absent(fields.get(name))]
        for name in given:
            reference = fields[name]
            if reference.__class__ is Mapping:
                _object(inquiry, reference, f"{path}[{index}].{name}", container)
        if len(given) != 1:
            wrong = "both configMapRef and secretRef" if given else "neither configMapRef nor secretRef"
            message = f"{container.title}: envFrom {index + 1} has {wrong}"
            at = inquiry.above(source)
            inquiry.refuse("env-source", "Invalid", path, at, message)


def _object(inquiry: Inquiry, node: Mapping, path: str, container: Container) -> None:
    if needed(inquiry, "env-reference", node, path, "name", container):
        flaw = formats.dns_subdomain_prefix
        shaped(inquiry, "env-reference", node.fields["name"], f"{path}.name", flaw, container)
