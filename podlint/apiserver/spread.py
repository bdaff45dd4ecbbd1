"""Topology spread constraints.

Source: validateTopologySpreadConstraints of pkg/apis/core/validation.
"""

from __future__ import annotations

from podlint.apiserver.affinity import no_selector
from podlint.apiserver.choices import filled, one_of, within
from podlint.apiserver.inquiry import Inquiry
from podlint.apiserver.label_keys import clashing_label_keys, label_key, label_keys
from podlint.apiserver.node_labels import deprecated_node_label
from podlint.apiserver.pod import Pod
from podlint.apiserver.selectors import keys_of, label_selector
from podlint.apiserver.values import absent, items, text
from podlint.diagnostic import Evidence
from podlint.syntax.nodes import Mapping, Node, Sequence

RULE = "spread-constraint"
_ACTIONS = ("DoNotSchedule", "ScheduleAnyway")
_POLICIES = ("Honor", "Ignore")


def spread_constraints(inquiry: Inquiry, node: Node, path: str, pod: Pod) -> None:
    """Each constraint, and that no two have the same topology key and action."""
    seen: dict[tuple[str, str], tuple[int, Mapping]] = {}
    for index, constraint in reversed(list(items(node))):
        fields = constraint.fields
        pair = (text(fields.get("topologyKey")) or "", text(fields.get("whenUnsatisfiable")) or "")
        if pair in seen:
            later = seen[pair][1]
            message = f'{inquiry.title}: two spread constraints have topologyKey "{pair[0]}" and the same action'
            evidence = (Evidence(inquiry.above(constraint), "the first one"),)
            field = f"{path}[{index}].{{topologyKey, whenUnsatisfiable}}"
            inquiry.refuse(RULE, "Duplicate", field, inquiry.above(later), message, evidence)
        seen[pair] = (index, constraint)
    for index, constraint in items(node):
        _constraint(inquiry, constraint, f"{path}[{index}]", pod)


def _constraint(inquiry: Inquiry, node: Mapping, path: str, pod: Pod) -> None:
    fields = node.fields
    skew, action = fields.get("maxSkew"), fields.get("whenUnsatisfiable")
    if skew is not None and not absent(skew):
        within(inquiry, RULE, skew, f"{path}.maxSkew", (1, None))
    if not text(fields.get("topologyKey")):
        filled(inquiry, RULE, node, path, "topologyKey")
    else:
        deprecated_node_label(inquiry, text(fields["topologyKey"]) or "", fields["topologyKey"])
    if action is not None and not absent(action):
        one_of(inquiry, RULE, action, f"{path}.whenUnsatisfiable", _ACTIONS)
    _min_domains(inquiry, node, f"{path}.minDomains")
    for name in ("nodeAffinityPolicy", "nodeTaintsPolicy"):
        policy = fields.get(name)
        if policy is not None and not absent(policy) and inquiry.minor >= 26:
            one_of(inquiry, RULE, policy, f"{path}.{name}", _POLICIES)
    _selector(inquiry, node, path, pod)


def _min_domains(inquiry: Inquiry, node: Mapping, path: str) -> None:
    domains = node.fields.get("minDomains")
    if domains is None or absent(domains):
        return
    sound = within(inquiry, RULE, domains, path, (1, None))
    if sound and text(node.fields.get("whenUnsatisfiable")) != "DoNotSchedule":
        message = f'{inquiry.title}: minDomains needs whenUnsatisfiable "DoNotSchedule"'
        inquiry.refuse(RULE, "Invalid", path, domains.span, message)


def _selector(inquiry: Inquiry, node: Mapping, path: str, pod: Pod) -> None:
    selector = node.fields.get("labelSelector")
    if selector.__class__ is Mapping:
        label_selector(inquiry, selector, f"{path}.labelSelector")
    elif absent(selector):
        no_selector(inquiry, node)
    if "matchLabelKeys" not in node.fields or inquiry.minor < 27:
        return
    if inquiry.minor >= 34:
        label_keys(inquiry, RULE, node, path)
        clashing_label_keys(inquiry, RULE, node, path, pod)
    else:
        _label_keys_before_merge(inquiry, node, path)


def _label_keys_before_merge(inquiry: Inquiry, node: Mapping, path: str) -> None:
    """Up to 1.33 a key may not be in the selector at all, whatever labels the pod has."""
    keys = node.fields.get("matchLabelKeys")
    if keys.__class__ is not Sequence or not keys.items:
        return
    if absent(node.fields.get("labelSelector")):
        message = f"{inquiry.title}: matchLabelKeys need a labelSelector"
        inquiry.refuse(RULE, "Forbidden", f"{path}.matchLabelKeys", inquiry.above(keys), message)
    selected = keys_of(node.mapping("labelSelector"))
    for index, key in enumerate(keys.items):
        label_key(inquiry, RULE, key, f"{path}.matchLabelKeys[{index}]")
        if text(key) in selected:
            message = f'{inquiry.title}: "{text(key)}" is in matchLabelKeys, but the selector has it already'
            inquiry.refuse(RULE, "Invalid", f"{path}.matchLabelKeys[{index}]", key.span, message)
