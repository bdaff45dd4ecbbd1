"""References to the pod's own fields and resources, from variables and from downward API volumes.

Source: validateObjectFieldSelector and validateContainerResourceFieldSelector of pkg/apis/core/validation,
ConvertDownwardAPIFieldLabel of pkg/apis/core/pods.
"""

from __future__ import annotations

from podlint.apiserver import formats, quantities
from podlint.apiserver.choices import filled, meant
from podlint.apiserver.inquiry import Inquiry, Titled
from podlint.apiserver.values import absent, text
from podlint.syntax.nodes import Mapping

ENV_PATHS = frozenset(
    (
        "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.host",
        "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
    )
)  # fmt: skip
VOLUME_PATHS = frozenset(
    ("metadata.name", "metadata.namespace", "metadata.uid", "metadata.labels", "metadata.annotations")
)
_KNOWN = ENV_PATHS | VOLUME_PATHS | {"spec.restartPolicy", "spec.schedulerName", "status.phase"}
_SUBSCRIPTED = ("metadata.annotations", "metadata.labels")

_RESOURCES = frozenset(
    f"{list_}.{name}" for list_ in ("limits", "requests") for name in ("cpu", "memory", "ephemeral-storage")
)
_HUGE_PAGES = ("limits.hugepages-", "requests.hugepages-")
_CPU_DIVISORS = ("1m", "1")
_BYTE_DIVISORS = ("1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei")


def field_ref(
    inquiry: Inquiry, rule: str, node: Mapping, path: str, allowed: frozenset[str], who: Titled | None = None
) -> None:
    """A reference to a field of the pod: a path that Kubernetes knows and that is allowed here."""
    title = (who or inquiry).title
    version = node.fields.get("apiVersion")
    if filled(inquiry, rule, node, path, "fieldPath", who) is None:
        return
    target = node.fields["fieldPath"]
    value = text(target)
    if value is None or (value in allowed and version is None):
        return
    if version is not None and text(version) not in ("", None, "v1"):
        message = f'{title}: apiVersion of a fieldRef is always "v1", not "{text(version)}"'
        inquiry.refuse(rule, "Invalid", f"{path}.fieldPath", version.span, message)
        return
    base, opening, key = value[:-2].partition("['") if value.endswith("']") else (value, "", "")
    if opening and base in _SUBSCRIPTED:
        flaw = formats.qualified_name(key) if base == "metadata.labels" else formats.annotation_key(key)
        if flaw is not None:
            message = f'{title}: key "{key}" of the fieldPath {flaw}'
            inquiry.refuse(rule, "Invalid", path, target.span, message)
    elif opening or base not in _KNOWN:
        message = f'{title}: "{value}" is no field that a pod can refer to{meant(value, allowed)}'
        inquiry.refuse(rule, "Invalid", f"{path}.fieldPath", target.span, message)
    elif base not in allowed:
        where = "variable" if "spec.host" in allowed else "volume"
        message = f'{title}: field "{value}" cannot be read by a {where}{meant(value, allowed)}'
        inquiry.refuse(rule, "NotSupported", f"{path}.fieldPath", target.span, message)


def resource_field_ref(inquiry: Inquiry, rule: str, node: Mapping, path: str, who: Titled | None = None) -> None:
    """A reference to a request or limit of a container, and a divisor that suits the resource."""
    title = (who or inquiry).title
    resource = filled(inquiry, rule, node, path, "resource", who)
    if resource is None:
        return
    if resource not in _RESOURCES and not resource.startswith(_HUGE_PAGES):
        target = node.fields["resource"]
        message = f'{title}: resource cannot be "{resource}"{meant(resource, _RESOURCES)}'
        inquiry.refuse(rule, "NotSupported", f"{path}.resource", target.span, message)
        return
    given = node.fields.get("divisor")
    quantity = None if given is None or absent(given) else quantities.of(given)
    if given is None or quantity is None or quantity.nanos == 0:
        return
    allowed = _CPU_DIVISORS if resource.endswith(".cpu") else _BYTE_DIVISORS
    written = quantities.canonical(quantity)
    if written not in allowed:
        message = f'{title}: divisor of {resource} cannot be "{written}", only {", ".join(allowed)}'
        inquiry.refuse(rule, "Invalid", f"{path}.divisor", given.span, message)
