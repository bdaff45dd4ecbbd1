"""Affinity: terms that select nodes, and terms that select the neighbours of other pods.

Source: validateAffinity and its parts in pkg/apis/core/validation, mutatePodAffinity of the pod strategy.
"""

from __future__ import annotations

from podlint.apiserver import formats
from podlint.apiserver.choices import within
from podlint.apiserver.inquiry import Inquiry
from podlint.apiserver.label_keys import clashing_label_keys, label_keys
from podlint.apiserver.node_labels import deprecated_node_label
from podlint.apiserver.pod import Pod
from podlint.apiserver.selectors import OPERATORS, label_selector, requirement
from podlint.apiserver.values import absent, elements, items, text
from podlint.syntax.nodes import Mapping, Node, Sequence

RULE = "affinity-term"
REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"
PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution"
_OPERATORS = (*OPERATORS, "Gt", "Lt")


def affinity(inquiry: Inquiry, node: Node, path: str, pod: Pod) -> None:
    """The three kinds of affinity."""
    if node.__class__ is not Mapping:
        return
    for kind, value in node.fields.items():
        if value.__class__ is Mapping:
            if kind == "nodeAffinity":
                _node_affinity(inquiry, value, f"{path}.{kind}")
            elif kind in ("podAffinity", "podAntiAffinity"):
                _pod_affinity(inquiry, value, f"{path}.{kind}", pod)


def _node_affinity(inquiry: Inquiry, node: Mapping, path: str) -> None:
    required = node.mapping(REQUIRED)
    if required is not None:
        terms = required.fields.get("nodeSelectorTerms")
        at = f"{path}.{REQUIRED}.nodeSelectorTerms"
        if terms.__class__ is Sequence and not terms.items:
            message = f"{inquiry.title}: node affinity has no terms"
            inquiry.refuse(RULE, "Required", at, inquiry.above(terms), message)
        for index, term in items(terms):
            _node_term(inquiry, term, f"{at}[{index}]", required=True)
    for index, term in items(node.fields.get(PREFERRED)):
        at = f"{path}.{PREFERRED}[{index}]"
        _weight(inquiry, term, at)
        preference = term.mapping("preference")
        if preference is not None:
            _node_term(inquiry, preference, f"{at}.preference", required=False)


def _weight(inquiry: Inquiry, node: Mapping, path: str) -> None:
    weight = node.fields.get("weight")
    if weight is not None and not absent(weight):
        within(inquiry, RULE, weight, f"{path}.weight", (1, 100))


def _node_term(inquiry: Inquiry, node: Mapping, path: str, *, required: bool) -> None:
    for index, expression in items(node.fields.get("matchExpressions")):
        at = f"{path}.matchExpressions[{index}]"
        requirement(inquiry, RULE, expression, at, _OPERATORS, None)
        key = expression.fields.get("key")
        if key is not None:
            deprecated_node_label(inquiry, text(key) or "", key)
        _node_values(inquiry, expression, at, required=required)
    for index, field in items(node.fields.get("matchFields")):
        _node_field(inquiry, field, f"{path}.matchFields[{index}]")


def _node_values(inquiry: Inquiry, node: Mapping, path: str, *, required: bool) -> None:
    """Values of a required term are checked since 1.32, those of a preferred one give a warning since 1.31."""
    if inquiry.minor < (32 if required else 31):
        return
    for index, value in enumerate(elements(node.fields.get("values"))):
        content = text(value)
        flaw = formats.label_value(content) if content else None
        if flaw is None:
            continue
        message = f'{inquiry.title}: node label value "{content}" {flaw}'
        if required:
            inquiry.refuse(RULE, "Invalid", f"{path}.values[{index}]", value.span, message)
        else:
            inquiry.warn("preferred-node-label-value", value.span, message)


def _node_field(inquiry: Inquiry, node: Mapping, path: str) -> None:
    """A selection by a field of the node, of which there is only one: its name."""
    key, operator, values = (node.fields.get(name) for name in ("key", "operator", "values"))
    word = text(operator)
    if word in ("In", "NotIn") and len(elements(values)) != 1:
        at = inquiry.above(node if values is None else values)
        message = f'{inquiry.title}: operator "{word}" on a node field needs exactly one value'
        inquiry.refuse(RULE, "Required", f"{path}.values", at, message)
    elif operator is not None and word is not None and not absent(operator) and word not in ("In", "NotIn"):
        message = f'{inquiry.title}: operator of a node field cannot be "{word}", only "In" or "NotIn"'
        inquiry.refuse(RULE, "Invalid", f"{path}.operator", operator.span, message)
    name = text(key)
    if key is None or name is None or absent(key):
        return
    if name != "metadata.name":
        message = f'{inquiry.title}: node field "{name}" cannot be selected by, only "metadata.name"'
        inquiry.refuse(RULE, "Invalid", f"{path}.key", key.span, message)
        return
    for index, value in enumerate(elements(values)):
        content = text(value)
        flaw = None if content is None else formats.dns_subdomain(content)
        if flaw is not None:
            message = f'{inquiry.title}: node name "{content}" {flaw}'
            inquiry.refuse(RULE, "Invalid", f"{path}.values[{index}]", value.span, message)


def _pod_affinity(inquiry: Inquiry, node: Mapping, path: str, pod: Pod) -> None:
    for index, term in items(node.fields.get(REQUIRED)):
        _pod_term(inquiry, term, f"{path}.{REQUIRED}[{index}]", pod)
    for index, term in items(node.fields.get(PREFERRED)):
        at = f"{path}.{PREFERRED}[{index}]"
        _weight(inquiry, term, at)
        weighted = term.mapping("podAffinityTerm")
        if weighted is not None:
            _pod_term(inquiry, weighted, f"{at}.podAffinityTerm", pod)


def _pod_term(inquiry: Inquiry, node: Mapping, path: str, pod: Pod) -> None:
    fields = node.fields
    for name in ("labelSelector", "namespaceSelector"):
        selector = fields.get(name)
        if selector.__class__ is Mapping:
            label_selector(inquiry, selector, f"{path}.{name}")
    if absent(fields.get("labelSelector")):
        no_selector(inquiry, node)
    for namespace in elements(fields.get("namespaces")):
        _namespace(inquiry, namespace, f"{path}.namespace")
    _topology_key(inquiry, node, f"{path}.topologyKey")
    if inquiry.minor >= 31 and ("matchLabelKeys" in fields or "mismatchLabelKeys" in fields):
        label_keys(inquiry, RULE, node, path)
        clashing_label_keys(inquiry, RULE, node, path, pod)


def no_selector(inquiry: Inquiry, node: Mapping) -> None:
    """Warn of a term or constraint that matches nothing for want of a selector."""
    message = f"{inquiry.title}: without a labelSelector no pod matches"
    inquiry.warn("missing-label-selector", inquiry.above(node), message)


def _namespace(inquiry: Inquiry, node: Node, path: str) -> None:
    name = text(node)
    flaw = None if name is None else formats.dns_label(name)
    if flaw is not None:
        inquiry.refuse(RULE, "Invalid", path, node.span, f'{inquiry.title}: namespace "{name}" {flaw}')


def _topology_key(inquiry: Inquiry, node: Mapping, path: str) -> None:
    key = node.fields.get("topologyKey")
    name = text(key)
    flaw = None if name is None or absent(key) else formats.qualified_name(name)
    if key is None or flaw is None:
        return
    inquiry.refuse(
        RULE, "Invalid" if name else "Required", path, key.span, f'{inquiry.title}: topologyKey "{name}" {flaw}'
    )
    if not name:
        inquiry.also("Invalid", path)
