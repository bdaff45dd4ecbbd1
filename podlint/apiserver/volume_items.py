"""Files in volumes: the keys of Secrets and ConfigMaps, downward API files, their modes, paths that overlap.

Source: validateKeyToPath, validateDownwardAPIVolumeFile, and warningsForOverlappingVirtualPaths of pkg/api/pod.
"""

from __future__ import annotations

from collections.abc import Iterable

from podlint.apiserver import paths
from podlint.apiserver.choices import needed, shaped
from podlint.apiserver.downward import VOLUME_PATHS, field_ref, resource_field_ref
from podlint.apiserver.inquiry import Inquiry
from podlint.apiserver.values import absent, integer, items, text
from podlint.apiserver.volume import INCOMPLETE, Volume, fill
from podlint.diagnostic import Evidence, Fix
from podlint.syntax.nodes import Mapping, Node, Scalar
from podlint.text import Edit

REFERENCE = "volume-field-reference"


def files(inquiry: Inquiry, volume: Volume, node: Mapping, path: str, name: str) -> None:
    """A Secret or ConfigMap: its name, the file modes, the keys that become files."""
    fields = node.fields
    if not text(fields.get(name)):
        needed(inquiry, INCOMPLETE, node, path, name, volume)
    if "defaultMode" in fields:
        file_mode(inquiry, volume, fields["defaultMode"], f"{path}.defaultMode")
    if "items" in fields:
        key_items(inquiry, volume, fields["items"], f"{path}.items")


def downward(inquiry: Inquiry, volume: Volume, node: Mapping, path: str) -> None:
    """A downward API volume: the file modes, the facts that become files."""
    if "defaultMode" in node.fields:
        file_mode(inquiry, volume, node.fields["defaultMode"], f"{path}.defaultMode")
    downward_items(inquiry, volume, node.fields.get("items"), path)


def key_items(inquiry: Inquiry, volume: Volume, node: Node | None, path: str) -> None:
    """Which keys become files, where, and with which mode."""
    for index, item in items(node):
        at = f"{path}[{index}]"
        fill(inquiry, volume, item, at, "key", "path")
        item_path(inquiry, volume, item, at, "path")
        if "mode" in item.fields:
            file_mode(inquiry, volume, item.fields["mode"], f"{at}.mode")


def downward_items(inquiry: Inquiry, volume: Volume, node: Node | None, path: str) -> None:
    """Files with facts about the pod; the server names them all alike, without an index."""
    for _, item in items(node):
        fill(inquiry, volume, item, path, "path")
        item_path(inquiry, volume, item, path, "path")
        _origin(inquiry, volume, item, path)
        if "mode" in item.fields:
            file_mode(inquiry, volume, item.fields["mode"], f"{path}.mode")


def _origin(inquiry: Inquiry, volume: Volume, item: Mapping, path: str) -> None:
    field, resource = item.fields.get("fieldRef"), item.fields.get("resourceFieldRef")
    if field.__class__ is Mapping:
        volume.sound = volume.sound and not absent(field.fields.get("fieldPath"))
        field_ref(inquiry, REFERENCE, field, f"{path}.fieldRef", VOLUME_PATHS, volume)
    elif resource.__class__ is Mapping:
        _resource(inquiry, volume, resource, f"{path}.resourceFieldRef")
    if absent(field) == absent(resource):
        reason, wrong = ("Required", "neither") if absent(field) else ("Invalid", "both")
        joined = "nor" if wrong == "neither" else "and"
        message = f"{volume.title}: a downwardAPI item has {wrong} fieldRef {joined} resourceFieldRef"
        inquiry.refuse(REFERENCE, reason, path, inquiry.above(item), message)


def _resource(inquiry: Inquiry, volume: Volume, node: Mapping, path: str) -> None:
    volume.sound = volume.sound and not absent(node.fields.get("resource"))
    if needed(inquiry, REFERENCE, node, path, "containerName", volume) is not None:
        resource_field_ref(inquiry, REFERENCE, node, path, volume)


def item_path(inquiry: Inquiry, volume: Volume, node: Mapping, path: str, name: str) -> None:
    """A file's place inside the volume."""
    place = node.fields.get(name)
    if place is not None and text(place):
        shaped(inquiry, "volume-path", place, f"{path}.{name}", paths.item, volume)


def file_mode(inquiry: Inquiry, volume: Volume, node: Node, path: str) -> None:
    """Permission bits, 0 to 0777; digits that were meant as octal ones are offered so."""
    value = integer(node)
    if value is None or 0 <= value <= 0o777:
        return
    name = path.rpartition(".")[2]
    written = node.value if node.__class__ is Scalar else ""
    octal = f"0{written}" if len(written) == 3 and not written.strip("01234567") else ""
    hint = f'; did you mean "{octal}"?' if octal else ""
    fix = Fix(f"write {octal}", (Edit(node.span, octal),)) if octal else None
    message = f"{volume.title}: {name} is {value}, file modes go from 0 to 511 (0777 in octal){hint}"
    inquiry.refuse("volume-file-mode", "Invalid", path, node.span, message, (), fix)


def overlaps(inquiry: Inquiry, volume: Volume, places: Iterable[Node | None]) -> None:
    """Warn of files of which one has the path of another, or lies below it (since 1.31)."""
    seen: list[tuple[tuple[str, ...], Scalar]] = []
    for place in places:
        if place.__class__ is not Scalar or not (text(place) or "").rstrip("/"):
            continue
        elements = paths.clean(place.value)
        for others, earlier in seen:
            length = min(len(elements), len(others))
            if elements[:length] == others[:length]:
                message = f'{volume.title}: path "{place.value}" overlaps with "{earlier.value}"'
                evidence = (Evidence(earlier.span, "the other path"),)
                inquiry.warn("overlapping-volume-paths", place.span, message, evidence)
                break
        seen.append((elements, place))


def overlapping_items(inquiry: Inquiry, volume: Volume, node: Mapping) -> None:
    """The overlaps among the items of a Secret, ConfigMap or downward API volume."""
    if "items" in node.fields and inquiry.minor >= 31:
        overlaps(inquiry, volume, [item.fields.get("path") for _, item in items(node.fields["items"])])
