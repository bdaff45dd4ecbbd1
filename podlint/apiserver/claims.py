"""Claims that are made from templates: of ephemeral volumes, and of StatefulSets.

Source: ValidatePersistentVolumeClaimTemplate and ValidatePersistentVolumeClaimSpec of
pkg/apis/core/validation, and the warnings of pkg/api/persistentvolumeclaim.
"""

from __future__ import annotations

from podlint.apiserver import formats
from podlint.apiserver.choices import filled, one_of, shaped
from podlint.apiserver.inquiry import Inquiry, Titled
from podlint.apiserver.metadata import check_annotations, check_labels
from podlint.apiserver.quantities import of
from podlint.apiserver.selectors import label_selector
from podlint.apiserver.values import absent, elements, integer, text
from podlint.apiserver.volume import INCOMPLETE, Volume
from podlint.syntax.nodes import Mapping, Node, Sequence

RULE = "volume-claim-template"
ACCESS_MODES = ("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod")


def claim_template(inquiry: Inquiry, node: Mapping, path: str, volume: Volume) -> None:
    """The claim of an ephemeral volume: nothing but labels, annotations and a spec."""
    metadata = node.mapping("metadata")
    if metadata is not None:
        _metadata(inquiry, metadata, f"{path}.metadata", volume)
    spec = node.fields.get("spec")
    if spec is None or absent(spec):
        volume.sound = False
    elif spec.__class__ is Mapping:
        claim_spec(inquiry, spec, f"{path}.spec", volume)


def ephemeral(inquiry: Inquiry, volume: Volume, node: Mapping, path: str) -> None:
    """A claim that lives with the pod, and is named after pod and volume."""
    template = node.fields.get("volumeClaimTemplate")
    if template is None or absent(template):
        message = f"{volume.title}: ephemeral has no volumeClaimTemplate"
        inquiry.refuse(INCOMPLETE, "Required", f"{path}.volumeClaimTemplate", inquiry.above(node), message)
    elif template.__class__ is Mapping:
        claim_template(inquiry, template, f"{path}.volumeClaimTemplate", volume)
    metadata = volume.pod.metadata
    pod = text(metadata.fields.get("name")) if volume.pod.bare and metadata is not None else None
    name = volume.node.fields.get("name")
    if not pod or name is None:
        return
    flaw = formats.dns_subdomain(f"{pod}-{volume.name}")
    if flaw is not None and formats.dns_subdomain(pod) is None and formats.dns_label(volume.name) is None:
        message = f'{volume.title}: its claim would be called "{pod}-{volume.name}", which {flaw}'
        inquiry.refuse("volume-name", "Invalid", f"{volume.path}.name", name.span, message)
    elif flaw is not None and (mark := inquiry.mark_of("metadata.name")) is not None:
        inquiry.also("Invalid", f"{volume.path}.name", mark)
        inquiry.last = mark


def _metadata(inquiry: Inquiry, node: Mapping, path: str, who: Titled) -> None:
    for key, value in node.fields.items():
        if key == "labels":
            check_labels(inquiry, value, f"{path}.labels", who)
        elif key == "annotations":
            check_annotations(inquiry, value, f"{path}.annotations", who)
        elif _is_set(value) or (key == "deletionGracePeriodSeconds" and not absent(value)):
            message = f'{who.title}: the metadata of its claim may have labels and annotations, not "{key}"'
            field = f"{path}.{'uID' if key == 'uid' else key}"
            inquiry.refuse(RULE, "Forbidden", field, inquiry.above(value), message)


def _is_set(node: Node) -> bool:
    """Whether a field differs from its zero value."""
    if isinstance(node, Sequence):
        return bool(node.items)
    if isinstance(node, Mapping):
        return bool(node.entries)
    return not node.is_null and node.value != "" and integer(node) != 0


def claim_spec(inquiry: Inquiry, node: Mapping, path: str, who: Titled) -> None:
    """What a claim asks for: modes of access, size, class, source of its data."""
    fields = node.fields
    _access_modes(inquiry, node, f"{path}.accessModes", who)
    _storage(inquiry, node, f"{path}.resources[storage]", who)
    selector = fields.get("selector")
    if selector.__class__ is Mapping:
        label_selector(inquiry, selector, f"{path}.selector", who)
    mode = fields.get("volumeMode")
    if mode is not None and not absent(mode):
        one_of(inquiry, RULE, mode, f"{path}.volumeMode", ("Block", "Filesystem"), who)
    _class(inquiry, fields.get("storageClassName"), f"{path}.storageClassName", who)
    if inquiry.minor >= 34:
        _class(inquiry, fields.get("volumeAttributesClassName"), f"{path}.volumeAttributesClassName", who)
    for name in ("dataSource", "dataSourceRef"):
        source = fields.get(name)
        if source.__class__ is Mapping:
            _data_source(inquiry, source, f"{path}.{name}", who)
    _data_sources_agree(inquiry, node, path, who)


def _access_modes(inquiry: Inquiry, node: Mapping, path: str, who: Titled) -> None:
    given = node.fields.get("accessModes")
    modes = elements(given)
    if not modes:
        if absent(given) or given.__class__ is Sequence:
            at = inquiry.above(node if given is None else given)
            inquiry.refuse(RULE, "Required", path, at, f"{who.title}: its claim has no accessModes")
        return
    known = {text(mode) for mode in modes if one_of(inquiry, RULE, mode, path, ACCESS_MODES, who)}
    if "ReadWriteOncePod" in known and len(known) > 1 and given is not None:
        message = f"{who.title}: ReadWriteOncePod excludes every other access mode"
        inquiry.refuse(RULE, "Forbidden", path, inquiry.above(given), message)


def _storage(inquiry: Inquiry, node: Mapping, path: str, who: Titled) -> None:
    resources = node.mapping("resources")
    requests = resources.mapping("requests") if resources is not None else None
    size = requests.fields.get("storage") if requests is not None else None
    if size is None:
        message = f"{who.title}: its claim requests no storage"
        inquiry.refuse(RULE, "Required", path, inquiry.above(requests or resources or node), message)
        return
    quantity = of(size)
    if quantity is not None and quantity.nanos <= 0:
        message = f"{who.title}: its claim must request more storage than nothing"
        inquiry.refuse(RULE, "Invalid", path, size.span, message)


def fractional_storage(inquiry: Inquiry, node: Mapping | None, who: Titled) -> None:
    """Warn of a size that is no whole number of bytes."""
    resources = node.mapping("resources") if node is not None else None
    for name in ("requests", "limits"):
        amounts = resources.mapping(name) if resources is not None else None
        size = amounts.fields.get("storage") if amounts is not None else None
        quantity = of(size)
        if size is not None and quantity is not None and not quantity.whole:
            message = f"{who.title}: storage of its claim is no whole number of bytes"
            inquiry.warn("fractional-bytes", size.span, message)


def _class(inquiry: Inquiry, node: Node | None, path: str, who: Titled) -> None:
    if node is not None and text(node):
        shaped(inquiry, RULE, node, path, formats.dns_subdomain, who)


def _data_source(inquiry: Inquiry, node: Mapping, path: str, who: Titled) -> None:
    fields = node.fields
    filled(inquiry, RULE, node, path, "name", who)
    filled(inquiry, RULE, node, path, "kind", who)
    group, namespace = fields.get("apiGroup"), fields.get("namespace")
    if not text(group):
        kind = text(fields.get("kind")) or ""
        if kind != "PersistentVolumeClaim" and not absent(fields.get("kind")):
            what = path.rpartition(".")[2]
            message = f'{who.title}: {what} without apiGroup must be a PersistentVolumeClaim, not "{kind}"'
            inquiry.refuse(RULE, "Invalid", path, inquiry.above(node), message)
    elif group is not None:
        shaped(inquiry, RULE, group, f"{path}.apiGroup", formats.dns_subdomain, who)
    if namespace is not None and text(namespace) and path.endswith("Ref"):
        shaped(inquiry, RULE, namespace, f"{path}.namespace", formats.dns_label, who)


def _data_sources_agree(inquiry: Inquiry, node: Mapping, path: str, who: Titled) -> None:
    source, reference = node.mapping("dataSource"), node.mapping("dataSourceRef")
    if source is None or reference is None:
        return
    if text(reference.fields.get("namespace")):
        wrong = "dataSource excludes a dataSourceRef with a namespace"
    elif _identity(source) != _identity(reference):
        wrong = "dataSource and dataSourceRef differ"
    else:
        return
    inquiry.refuse(RULE, "Invalid", path, inquiry.above(source), f"{who.title}: {wrong}")


def _identity(node: Mapping) -> tuple[str | None, str, str]:
    fields = node.fields
    group = None if absent(fields.get("apiGroup")) else text(fields.get("apiGroup"))
    return group, text(fields.get("kind")) or "", text(fields.get("name")) or ""
