"""Where a pod may run: node selectors, tolerations, gates; affinity and spread have modules of their own.

`FIELDS` has a validator for each of the pod spec's keys that are judged here. Source: ValidatePodSpec,
ValidateTolerations and validateSchedulingGates of pkg/apis/core/validation; warnings of pkg/api/pod.
"""

from __future__ import annotations

from collections.abc import Callable

from podlint.apiserver import formats
from podlint.apiserver.choices import meant
from podlint.apiserver.inquiry import Inquiry
from podlint.apiserver.node_labels import deprecated_node_label
from podlint.apiserver.pod import Pod
from podlint.apiserver.selectors import match_labels
from podlint.apiserver.values import absent, integer, items, text
from podlint.diagnostic import Evidence
from podlint.syntax.nodes import Mapping, Node

Field = Callable[[Inquiry, Node, str, Pod], None]
"""What judges a field of a pod spec."""

_TOLERATION = "toleration"
_OPERATORS = ("Equal", "Exists")
_EFFECTS = ("NoSchedule", "PreferNoSchedule", "NoExecute")
_GATE = "pod-gate"


def _node_selector(inquiry: Inquiry, node: Node, path: str, _: Pod) -> None:
    if node.__class__ is not Mapping:
        return
    match_labels(inquiry, "node-selector", node, path)
    for key in node.fields:
        deprecated_node_label(inquiry, key, node.key(key) or node)


def _tolerations(inquiry: Inquiry, node: Node, path: str, _: Pod) -> None:
    tolerations(inquiry, node, path)


def tolerations(inquiry: Inquiry, node: Node, path: str) -> None:
    """Each toleration: its key, and what operator, value, effect and seconds demand of each other."""
    for index, item in items(node):
        _toleration(inquiry, item, path, index)


def _toleration(inquiry: Inquiry, node: Mapping, path: str, index: int) -> None:
    fields = node.fields
    key, operator, effect = (text(fields.get(name)) or "" for name in ("key", "operator", "effect"))
    title = f"{inquiry.title}: toleration {index + 1}"
    flaw = formats.qualified_name(key) if key else None
    if flaw is not None:
        message = f'{title} has the key "{key}", which {flaw}'
        inquiry.refuse(_TOLERATION, "Invalid", f"{path}[{index}].key", fields["key"].span, message)
    if not key and operator != "Exists":
        at = fields["operator"].span if operator else inquiry.above(node)
        message = f'{title} has no key, which needs the operator "Exists"'
        inquiry.refuse(_TOLERATION, "Invalid", f"{path}[{index}].operator", at, message)
    _operator(inquiry, node, f"{path}[{index}].operator", operator, title)
    seconds = fields.get("tolerationSeconds")
    if seconds is not None and integer(seconds) is not None and effect != "NoExecute":
        message = f'{title} has tolerationSeconds, which need the effect "NoExecute"'
        inquiry.refuse(_TOLERATION, "Invalid", f"{path}[{index}].effect", seconds.span, message)
    if effect and effect not in _EFFECTS:
        message = f'{title}: effect cannot be "{effect}"{meant(effect, _EFFECTS)}'
        inquiry.refuse(_TOLERATION, "NotSupported", f"{path}[{index}].effect", fields["effect"].span, message)


def _operator(inquiry: Inquiry, node: Mapping, path: str, operator: str, title: str) -> None:
    """The operator, and the value that goes with it; the server reports both on the operator."""
    value = node.fields.get("value")
    content = text(value) or ""
    if operator and operator not in _OPERATORS:
        message = f'{title}: operator cannot be "{operator}"{meant(operator, _OPERATORS)}'
        inquiry.refuse(_TOLERATION, "NotSupported", path, node.fields["operator"].span, message)
    elif value is None or not content:
        return
    elif operator == "Exists":
        message = f'{title} has the operator "Exists", which takes no value'
        inquiry.refuse(_TOLERATION, "Invalid", path, value.span, message)
    elif (flaw := formats.label_value(content)) is not None:
        message = f'{title} has the value "{content}", which {flaw}'
        inquiry.refuse(_TOLERATION, "Invalid", path, value.span, message)


def _scheduling_gates(inquiry: Inquiry, node: Node, path: str, _: Pod) -> None:
    seen: dict[str, Node] = {}
    for index, gate in items(node):
        name = gate.fields.get("name")
        value = text(name)
        if name is None or value is None or absent(name):
            continue
        flaw = formats.qualified_name(value)
        if flaw is not None:
            message = f'{inquiry.title}: scheduling gate "{value}" {flaw}'
            inquiry.refuse(_GATE, "Invalid", f"{path}[{index}]", name.span, message)
        if value in seen:
            message = f'{inquiry.title}: scheduling gate "{value}" is listed twice'
            evidence = (Evidence(seen[value].span, "the first one"),)
            inquiry.refuse(_GATE, "Duplicate", f"{path}[{index}]", name.span, message, evidence)
        seen[value] = name


def _readiness_gates(inquiry: Inquiry, node: Node, path: str, _: Pod) -> None:
    for index, gate in items(node):
        name = gate.fields.get("conditionType")
        value = text(name)
        flaw = None if value is None or absent(name) else formats.qualified_name(value)
        if name is not None and flaw is not None:
            message = f'{inquiry.title}: readiness gate "{value}" {flaw}'
            inquiry.refuse(_GATE, "Invalid", f"{path}[{index}].conditionType", name.span, message)


def _affinity(inquiry: Inquiry, node: Node, path: str, pod: Pod) -> None:
    from podlint.apiserver.affinity import affinity

    affinity(inquiry, node, path, pod)


def _spread_constraints(inquiry: Inquiry, node: Node, path: str, pod: Pod) -> None:
    from podlint.apiserver.spread import spread_constraints

    spread_constraints(inquiry, node, path, pod)


def _dns_config(inquiry: Inquiry, node: Node, path: str, pod: Pod) -> None:
    from podlint.apiserver.dns import dns_config

    dns_config(inquiry, node, path, pod)


def _host_aliases(inquiry: Inquiry, node: Node, path: str, pod: Pod) -> None:
    from podlint.apiserver.dns import host_aliases

    host_aliases(inquiry, node, path, pod)


def _resource_claims(inquiry: Inquiry, node: Node, path: str, pod: Pod) -> None:
    from podlint.apiserver.pod_claims import resource_claims

    resource_claims(inquiry, node, path, pod)


def _priority(inquiry: Inquiry, node: Node, path: str, pod: Pod) -> None:
    from podlint.apiserver.admission import priority

    priority(inquiry, node, path, pod)


FIELDS: dict[str, Field] = {
    "nodeSelector": _node_selector,
    "affinity": _affinity,
    "tolerations": _tolerations,
    "topologySpreadConstraints": _spread_constraints,
    "schedulingGates": _scheduling_gates,
    "readinessGates": _readiness_gates,
    "dnsConfig": _dns_config,
    "hostAliases": _host_aliases,
    "resourceClaims": _resource_claims,
    "priority": _priority,
}
