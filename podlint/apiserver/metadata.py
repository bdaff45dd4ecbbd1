"""Metadata of objects and templates: names, labels, annotations, owners, finalizers.

What annotations mean to a pod is `pod_annotations`' business. Source: ValidateObjectMeta of
pkg/apis/core/validation and apimachinery's pkg/api/validation.
"""

from __future__ import annotations

from collections.abc import Callable

from podlint.apiserver import formats
from podlint.apiserver.choices import filled, one_of
from podlint.apiserver.inquiry import Inquiry, Titled
from podlint.apiserver.values import absent, integer, items, text, truth
from podlint.diagnostic import Fix
from podlint.syntax.nodes import Mapping, Node, Scalar, Sequence
from podlint.text import Edit

Validator = Callable[[Inquiry, Node, str], None]

_ANNOTATION_BYTES = 262144
_CRON_JOB_NAME = 52
_STANDARD_FINALIZERS = ("foregroundDeletion", "kubernetes", "orphan")
_IN_HOST_NAMES = frozenset(("Pod", "ReplicationController", "ReplicaSet", "Deployment", "Job", "CronJob"))
_RANDOM = "xxxxx"
_LONGEST_BASE = 58


def object_metadata(inquiry: Inquiry, owner: Mapping, path: str, kind: str) -> None:
    """The metadata of a whole object."""
    node = owner.fields.get("metadata")
    fields: dict[str, Node] = {}
    if node.__class__ is Mapping:
        fields = node.fields
        for key, value in fields.items():
            check = _FIELDS.get(key)
            if check is not None:
                check(inquiry, value, f"{path}.{key}")
        generation = fields.get("generation") if kind == "Pod" and inquiry.minor < 33 else None
        if generation is not None and (integer(generation) or 0) < 0:
            message = f"{inquiry.title}: generation is negative"
            inquiry.refuse("object-name", "Invalid", f"{path}.generation", generation.span, message)
    name, base = fields.get("name"), fields.get("generateName")
    if base is not None and text(base):
        _generate_name(inquiry, base, path, kind, alone=not text(name))
    if name is not None and text(name):
        _name(inquiry, name, f"{path}.name", kind)
    elif base is None or not text(base):
        given = name is not None and not absent(name)
        at = name.span if name is not None and given else inquiry.above(node or owner)
        message = f"{inquiry.manifest.kind} has an empty name" if given else f"{inquiry.manifest.kind} has no name"
        inquiry.refuse("object-name", "Required", f"{path}.name", at, message)


def _format(kind: str, minor: int) -> Callable[[str], str | None]:
    """The form that the name of an object has to have."""
    return formats.dns_label if kind == "StatefulSet" and minor >= 27 else formats.dns_subdomain


def _name_flaw(name: str, kind: str, minor: int) -> str | None:
    """What is wrong with the name of an object; that of a CronJob has its Jobs' names made of it."""
    flaw = _format(kind, minor)(name)
    if flaw is None and kind == "CronJob" and len(name) > _CRON_JOB_NAME:
        return f"is {len(name)} characters long; {_CRON_JOB_NAME} leave room for the names of its Jobs"
    return flaw


def generated_name(base: str) -> str:
    """A name as the server makes it of a generateName, with placeholders for the random characters."""
    return base[:_LONGEST_BASE] + _RANDOM


def _name(inquiry: Inquiry, node: Node, path: str, kind: str) -> None:
    value = text(node) or ""
    flaw = _name_flaw(value, kind, inquiry.minor)
    if flaw is None:
        _surprising(inquiry, node, value, kind)
        return
    repair = formats.as_label if kind == "StatefulSet" else formats.as_subdomain
    better = repair(value)
    hint = f'; did you mean "{better}"?' if better else ""
    fix = Fix(f'rename to "{better}"', (Edit(node.span, better),)) if better else None
    message = f'{inquiry.manifest.kind} "{value}": its name {flaw}{hint}'
    inquiry.refuse("object-name", "Invalid", path, node.span, message, (), fix)


def _generate_name(inquiry: Inquiry, node: Node, path: str, kind: str, *, alone: bool) -> None:
    """A base for names; what the server makes of it is checked as the name."""
    base = text(node) or ""
    own = kind != "ReplicationController" or inquiry.minor < 35
    flaw = _format(kind, inquiry.minor)(formats.masked(base)) if own else None
    name = generated_name(base)
    made = _name_flaw(name, kind, inquiry.minor) if alone else None
    fields = [(f"{path}.generateName", flaw), (f"{path}.name", made)]
    refused = [(field, wrong) for field, wrong in fields if wrong]
    if refused:
        message = f'{inquiry.manifest.kind}: generateName "{base}" {refused[0][1]}'
        inquiry.refuse("object-name", "Invalid", refused[0][0], node.span, message)
        for field, _ in refused[1:]:
            inquiry.also("Invalid", field)
    elif alone:
        _surprising(inquiry, node, name, kind)


def _surprising(inquiry: Inquiry, node: Node, name: str, kind: str) -> None:
    """Warn of names that become host names cut short or with dots."""
    if kind in _IN_HOST_NAMES and formats.dns_label(name) is not None:
        what = "has a dot" if "." in name else "is longer than 63 characters"
        message = f"{inquiry.title}: its name {what}, which surprises where it becomes a host name"
        inquiry.warn("name-as-host-name", node.span, message)


def _namespace(inquiry: Inquiry, node: Node, path: str) -> None:
    value = text(node)
    flaw = formats.dns_label(value) if value else None
    if flaw is not None:
        message = f'{inquiry.title}: namespace "{value}" {flaw}'
        inquiry.refuse("namespace-name", "Invalid", path, node.span, message)


def check_labels(inquiry: Inquiry, node: Node, path: str, who: Titled | None = None, copy: str | None = None) -> None:
    """Keys and values of labels; `copy` is where the server reports them once more."""
    if node.__class__ is not Mapping:
        return
    for key, value in node.entries:
        name, content = text(key), text(value)
        flaw = None if name is None else formats.qualified_name(name)
        if flaw is not None:
            _label(inquiry, key, path, f'{(who or inquiry).title}: label "{name}" {flaw}', copy)
        flaw = formats.label_value(content) if content else None
        if flaw is not None:
            message = f'{(who or inquiry).title}: value "{content}" of label "{name}" {flaw}'
            _label(inquiry, value, path, message, copy)


def copied_labels(owner: Mapping) -> str | None:
    """Where the labels of a template count once more: its owner gets them when it has none of its own."""
    metadata = owner.mapping("metadata")
    labels = metadata.mapping("labels") if metadata is not None else None
    return None if labels is not None and labels.entries else "metadata.labels"


def _label(inquiry: Inquiry, at: Node, path: str, message: str, copy: str | None) -> None:
    inquiry.refuse("label-format", "Invalid", path, at.span, message)
    if copy is not None:
        inquiry.also("Invalid", copy)


def check_annotations(inquiry: Inquiry, node: Node, path: str, who: Titled | None = None) -> None:
    """Keys of annotations, and how much all of them hold together."""
    if node.__class__ is not Mapping:
        return
    for key, _ in node.entries:
        name = text(key)
        flaw = None if name is None else formats.annotation_key(name)
        if flaw is not None:
            message = f'{(who or inquiry).title}: annotation "{name}" {flaw}'
            inquiry.refuse("annotation-format", "Invalid", path, key.span, message)
    if too_big(node):
        message = f"{(who or inquiry).title}: its annotations hold more than {_ANNOTATION_BYTES} bytes"
        inquiry.refuse("annotation-format", "TooLong", path, inquiry.above(node), message)


def too_big(node: Mapping) -> bool:
    """Whether keys and values together exceed what annotations may hold."""
    texts = [*node.fields, *(value.value for value in node.fields.values() if isinstance(value, Scalar))]
    if sum(map(len, texts)) * 4 <= _ANNOTATION_BYTES:
        return False
    return sum(len(content.encode()) for content in texts) > _ANNOTATION_BYTES


def template_metadata(inquiry: Inquiry, node: Node | None, path: str, copy: str | None = None) -> None:
    """Labels and annotations of a pod template, reported below the template without the word metadata."""
    if node.__class__ is not Mapping:
        return
    if "labels" in node.fields:
        check_labels(inquiry, node.fields["labels"], f"{path}.labels", None, copy)
    if "annotations" in node.fields:
        check_annotations(inquiry, node.fields["annotations"], f"{path}.annotations")


def _owners(inquiry: Inquiry, node: Node, path: str) -> None:
    controller = False
    for index, owner in items(node):
        at = path if inquiry.minor < 37 else f"{path}[{index}]"
        for name in ("apiVersion", "kind", "name", "uid"):
            _owner_field(inquiry, owner, at, name)
        if (text(owner.fields.get("apiVersion")), text(owner.fields.get("kind"))) in (
            ("v1", "Event"),
            ("/v1", "Event"),
        ):
            message = f"{inquiry.title}: an Event cannot own other objects"
            inquiry.refuse("owner-reference", "Invalid", at, inquiry.above(owner), message)
        if truth(owner.fields.get("controller")):
            if controller:
                message = f"{inquiry.title}: only one owner can be the controller"
                at_controller = owner.fields["controller"].span
                inquiry.refuse("owner-reference", "Invalid", path, at_controller, message)
            controller = True


def _owner_field(inquiry: Inquiry, owner: Mapping, path: str, name: str) -> None:
    node = owner.fields.get(name)
    if node is None or absent(node):
        return
    value = text(node)
    if value == "":
        if inquiry.minor >= 37:
            filled(inquiry, "owner-reference", owner, path, name)
        else:
            message = f"{inquiry.title}: {name} of its owner is empty"
            inquiry.refuse("owner-reference", "Invalid", f"{path}.{name}", node.span, message)
    elif value and name == "apiVersion" and (value.count("/") > 1 or value.endswith("/")):
        message = f'{inquiry.title}: apiVersion "{value}" of its owner is not "version" or "group/version"'
        inquiry.refuse("owner-reference", "Invalid", f"{path}.{name}", node.span, message)


def _finalizers(inquiry: Inquiry, node: Node, path: str) -> None:
    if node.__class__ is not Sequence:
        return
    names = [text(item) for item in node.items]
    for index, (item, name) in enumerate(zip(node.items, names, strict=True)):
        if name is None:
            continue
        flaw = formats.qualified_name(name)
        unknown = "/" not in name and name not in _STANDARD_FINALIZERS
        if flaw is None and not unknown:
            continue
        message = f'{inquiry.title}: finalizer "{name}" {flaw or "needs a domain and slash before its name"}'
        inquiry.refuse("finalizer", "Invalid", path if flaw else f"{path}[{index}]", item.span, message)
        if flaw and unknown:
            inquiry.also("Invalid", f"{path}[{index}]")
    if "orphan" in names and "foregroundDeletion" in names:
        message = f'{inquiry.title}: finalizers "orphan" and "foregroundDeletion" exclude each other'
        inquiry.refuse("finalizer", "Invalid", path, inquiry.above(node), message)


def _managed_fields(inquiry: Inquiry, node: Node, path: str) -> None:
    for index, entry in items(node):
        operation = entry.fields.get("operation")
        if operation is None or not text(operation):
            if absent(operation) or text(operation) == "":
                message = f"{inquiry.title}: an entry of managedFields has no operation"
                at = inquiry.above(entry)
                inquiry.refuse("managed-fields", "Required", f"{path}[{index}].operation", at, message)
        else:
            one_of(inquiry, "managed-fields", operation, f"{path}[{index}].operation", ("Apply", "Update"))


_FIELDS: dict[str, Validator] = {
    "namespace": _namespace,
    "labels": check_labels,
    "annotations": check_annotations,
    "ownerReferences": _owners,
    "finalizers": _finalizers,
    "managedFields": _managed_fields,
}
