"""Where a container mounts volumes and block devices: known volumes, paths of its own, fitting options.

Source: ValidateVolumeMounts and ValidateVolumeDevices of pkg/apis/core/validation.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.apiserver import paths
from podlint.apiserver.choices import filled, one_of, replace
from podlint.apiserver.inquiry import Inquiry, Mark
from podlint.apiserver.pod import Container
from podlint.apiserver.values import absent, items, text, truth
from podlint.diagnostic import Evidence
from podlint.suggest import nearest
from podlint.syntax.nodes import Mapping, Node, Scalar

PROPAGATIONS = ("Bidirectional", "HostToContainer", "None")
RECURSIONS = ("Disabled", "Enabled", "IfPossible")


def volume_mounts(inquiry: Inquiry, node: Node, path: str, container: Container) -> None:
    """Each mount: its volume, its path, its options."""
    seen: dict[str, Node] = {}
    sources = container.pod.volumes.sources
    for index, mount in _kept(node, container):
        fields = mount.fields
        name = fields.get("name")
        if name.__class__ is not Scalar or name.value not in sources:
            _unknown_volume(inquiry, mount, f"{path}[{index}]", container)
        place = fields.get("mountPath")
        if place is None or absent(place):
            place, value = mount, ""
        else:
            value = text(place) or ""
        if not value:
            filled(inquiry, "mount-path", mount, f"{path}[{index}]", "mountPath", container)
        if value in seen:
            message = f'{container.title}: two mounts have the path "{value}"'
            seen_at = (Evidence(seen[value].span, "first mounted here"),)
            at = f"{path}[{index}].mountPath"
            inquiry.refuse("duplicate-mount-path", "Invalid", at, place.span, message, seen_at)
        else:
            seen[value] = place
        if len(fields) > 2:
            _options(inquiry, mount, path, index, container)


def _kept(node: Node, container: Container) -> Iterator[tuple[int, Mapping]]:
    """The mounts that are left once those of volumes with a gate that is off are gone."""
    dropped = container.pod.volumes.dropped
    if not dropped:
        return items(node)
    left = [mount for _, mount in items(node) if text(mount.fields.get("name")) not in dropped]
    return iter(enumerate(left))


def _unknown_volume(inquiry: Inquiry, mount: Mapping, path: str, container: Container) -> None:
    """A volume that does not exist, or that has a finding already, to which this is then added."""
    node = mount.fields.get("name")
    name = text(node)
    field = f"{path}.name"
    if node is None or name is None or absent(node):
        return
    if not name:
        filled(inquiry, "undefined-volume", mount, path, "name", container)
        inquiry.also("NotFound", field)
        return
    broken = container.pod.volumes.broken.get(name)
    if broken is not None:
        inquiry.also("NotFound", field, broken)
        return
    meant = nearest(name, container.pod.volumes.sources)
    message = f'{container.title}: the pod has no volume "{name}"'
    if meant is None:
        inquiry.refuse("undefined-volume", "NotFound", field, node.span, message)
        return
    seen = tuple(
        Evidence(volume.fields["name"].span, f'volume "{meant}"')
        for _, volume in items(container.pod.node.fields.get("volumes"))
        if text(volume.fields.get("name")) == meant
    )
    message += f'; did you mean "{meant}"?'
    inquiry.refuse("undefined-volume", "NotFound", field, node.span, message, seen, replace(node, meant))


def _options(inquiry: Inquiry, mount: Mapping, path: str, index: int, container: Container) -> None:
    fields = mount.fields
    sub_path, expression = fields.get("subPath"), fields.get("subPathExpr")
    if sub_path is not None:
        _sub_path(inquiry, sub_path, f"{path}.subPath", container)
    if expression is not None and text(expression):
        if text(sub_path):
            message = f"{container.title}: subPath and subPathExpr exclude each other"
            at = f"{path}[{index}].subPathExpr"
            inquiry.refuse("mount-path", "Invalid", at, expression.span, message)
        _sub_path(inquiry, expression, f"{path}.subPathExpr", container)
    if not absent(fields.get("mountPropagation")):
        _propagation(inquiry, fields["mountPropagation"], f"{path}.mountPropagation", container)
    if inquiry.minor >= 31 and not absent(fields.get("recursiveReadOnly")):
        _recursion(inquiry, mount, f"{path}.recursiveReadOnly", container)


def _sub_path(inquiry: Inquiry, node: Node, path: str, container: Container) -> None:
    value = text(node)
    flaw = paths.local(value) if value else None
    if flaw is not None:
        field = path.rpartition(".")[2]
        message = f'{container.title}: {field} "{value}" {flaw}'
        inquiry.refuse("mount-path", "Invalid", path, node.span, message)


def _propagation(inquiry: Inquiry, node: Node, path: str, container: Container) -> None:
    if not one_of(inquiry, "mount-option", node, path, PROPAGATIONS, container):
        return
    context = container.node.mapping("securityContext")
    privileged = context is not None and truth(context.fields.get("privileged")) is True
    if text(node) == "Bidirectional" and not privileged:
        message = f"{container.title}: only a privileged container may propagate mounts in both directions"
        inquiry.refuse("mount-option", "Forbidden", path, node.span, message)


def _recursion(inquiry: Inquiry, mount: Mapping, path: str, container: Container) -> None:
    node = mount.fields["recursiveReadOnly"]
    if not one_of(inquiry, "mount-option", node, path, RECURSIONS, container) or text(node) == "Disabled":
        return
    propagation = text(mount.fields.get("mountPropagation"))
    if truth(mount.fields.get("readOnly")) is not True:
        message = f"{container.title}: recursiveReadOnly needs readOnly: true"
        inquiry.refuse("mount-option", "Forbidden", path, node.span, message)
    if not absent(mount.fields.get("mountPropagation")) and propagation != "None":
        message = f"{container.title}: recursiveReadOnly excludes mountPropagation"
        inquiry.refuse("mount-option", "Forbidden", path, node.span, message)


def volume_devices(inquiry: Inquiry, node: Node, path: str, container: Container) -> None:
    """Each block device: a claim's volume, and a name and path that nothing else in the container has."""
    names: set[str] = set()
    places: set[str] = set()
    for index, device in items(node):
        at = f"{path}[{index}]"
        _device_volume(inquiry, device, at, container)
        name, place = text(device.fields.get("name")) or "", text(device.fields.get("devicePath")) or ""
        if not place:
            filled(inquiry, "volume-device", device, at, "devicePath", container)
        if name and name in names:
            _refuse(inquiry, device, at, "name", f'{container.title}: volume "{name}" is a device twice')
        if place in places:
            message = f'{container.title}: two devices have the path "{place}"'
            _refuse(inquiry, device, at, "devicePath", message)
        if paths.no_backsteps(place):
            message = f'{container.title}: devicePath "{place}" contains ".."'
            _refuse(inquiry, device, at, "devicePath", message)
        else:
            places.add(place)
        names.add(name)
    if "volumeMounts" in container.fields:
        for name in ("name", "Path"):
            _overlap(inquiry, container, node, name)


def _overlap(inquiry: Inquiry, container: Container, devices: Node, what: str) -> None:
    """What is both mounted and a device: the server says so at both, the user hears of it once."""
    mount_key, device_key = ("name", "name") if what == "name" else ("mountPath", "devicePath")
    mounts = container.fields["volumeMounts"]
    taken = _by_name(mounts, mount_key)
    marks: dict[str, Mark] = {}
    for index, device in items(devices):
        value = text(device.fields.get(device_key)) or ""
        if value in taken.values():
            message = f'{container.title}: "{value}" is the {what.lower()} of both a mount and a device'
            path = f"{container.path}.volumeDevices[{index}]"
            marks[value] = _refuse(inquiry, device, path, device_key, message)
    held = set(_by_name(devices, device_key).values())
    for index, mount in items(mounts):
        value = text(mount.fields.get(mount_key)) or ""
        if value in held and value in marks:
            inquiry.also("Invalid", f"{container.path}.volumeMounts[{index}].{mount_key}", marks[value])


def _by_name(node: Node, key: str) -> dict[str, str]:
    """A field by name, of two with one name the last, as the server keeps it."""
    return {text(item.fields.get("name")) or "": text(item.fields.get(key)) or "" for _, item in items(node)}


def _refuse(inquiry: Inquiry, device: Mapping, path: str, name: str, message: str) -> Mark:
    node = device.fields.get(name)
    at = inquiry.above(device) if node is None else node.span
    return inquiry.refuse("volume-device", "Invalid", f"{path}.{name}", at, message)


def _device_volume(inquiry: Inquiry, device: Mapping, path: str, container: Container) -> None:
    name = text(device.fields.get("name"))
    source = container.pod.volumes.sources.get(name or "")
    if source is None:
        _unknown_volume(inquiry, device, path, container)
    elif source not in ("persistentVolumeClaim", "ephemeral"):
        message = f'{container.title}: volume "{name}" is no claim, so it cannot be a block device'
        _refuse(inquiry, device, path, "name", message)
