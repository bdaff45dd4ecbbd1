"""Label selectors: well formed or not, and which labels they match.

Source: ValidateLabelSelector of apimachinery's meta/v1/validation, LabelSelectorAsSelector.
"""

from __future__ import annotations

from podlint.apiserver import formats
from podlint.apiserver.choices import meant
from podlint.apiserver.inquiry import Inquiry, Titled
from podlint.apiserver.values import absent, elements, items, text
from podlint.syntax.nodes import Mapping, Node

RULE = "label-selector"
OPERATORS = ("In", "NotIn", "Exists", "DoesNotExist")
STRICT = frozenset(("Deployment", "ReplicaSet", "StatefulSet"))
"""The kinds for which a flaw in the selector makes the whole selector one, and hides the template from the server; a
DaemonSet and a Job name the flaw only."""


def label_selector(inquiry: Inquiry, node: Mapping, path: str, who: Titled | None = None) -> bool:
    """Judge a selector; whether it is well formed."""
    whole = True
    for key, value in node.fields.items():
        if key == "matchLabels" and value.__class__ is Mapping:
            whole &= match_labels(inquiry, RULE, value, f"{path}.matchLabels", who)
        elif key == "matchExpressions":
            for index, expression in items(value):
                whole &= _expression(inquiry, expression, f"{path}.matchExpressions[{index}]", who)
    return whole


def match_labels(inquiry: Inquiry, rule: str, node: Mapping, path: str, who: Titled | None = None) -> bool:
    """Judge keys and values of labels, which are all reported on the map that holds them."""
    whole = True
    for key, value in node.entries:
        name, content = text(key), text(value)
        flaw = None if name is None else formats.qualified_name(name)
        if flaw is not None:
            message = f'{(who or inquiry).title}: label key "{name}" {flaw}'
            inquiry.refuse(rule, "Invalid", path, key.span, message)
            whole = False
        flaw = formats.label_value(content) if content else None
        if flaw is not None:
            message = f'{(who or inquiry).title}: value "{content}" of label "{name}" {flaw}'
            inquiry.refuse(rule, "Invalid", path, value.span, message)
            whole = False
    return whole


def _expression(inquiry: Inquiry, node: Mapping, path: str, who: Titled | None) -> bool:
    whole = requirement(inquiry, RULE, node, path, OPERATORS, who)
    for index, value in enumerate(elements(node.fields.get("values"))):
        content = text(value)
        flaw = formats.label_value(content) if content else None
        if flaw is not None:
            message = f'{(who or inquiry).title}: label value "{content}" {flaw}'
            inquiry.refuse(RULE, "Invalid", f"{path}.values[{index}]", value.span, message)
            whole = False
    return whole


def requirement(
    inquiry: Inquiry, rule: str, node: Mapping, path: str, operators: tuple[str, ...], who: Titled | None
) -> bool:
    """Judge key, operator and number of values of one expression."""
    title = (who or inquiry).title
    key, operator, values = (node.fields.get(name) for name in ("key", "operator", "values"))
    word = text(operator)
    whole = not absent(key) and not absent(operator)
    wrong = _wrong_values(word or "", len(elements(values)))
    if wrong is not None:
        at = inquiry.above(node if values is None else values)
        inquiry.refuse(rule, wrong[0], f"{path}.values", at, f"{title}: {wrong[1]}")
        whole = False
    if operator is not None and word is not None and not absent(operator) and word not in operators:
        message = f'{title}: operator cannot be "{word}"{meant(word, operators)}'
        inquiry.refuse(rule, "Invalid", f"{path}.operator", operator.span, message)
        whole = False
    name = text(key)
    flaw = None if name is None or absent(key) else formats.qualified_name(name)
    if key is not None and flaw is not None:
        inquiry.refuse(rule, "Invalid", f"{path}.key", key.span, f'{title}: key "{name}" {flaw}')
        whole = False
    return whole


def _wrong_values(operator: str, count: int) -> tuple[str, str] | None:
    if operator in ("In", "NotIn") and not count:
        return "Required", f'operator "{operator}" needs at least one value'
    if operator in ("Exists", "DoesNotExist") and count:
        return "Forbidden", f'operator "{operator}" takes no values'
    if operator in ("Gt", "Lt") and count != 1:
        return "Required", f'operator "{operator}" needs exactly one value'
    return None


def is_empty(node: Mapping) -> bool:
    """Whether a selector has no conditions."""
    return not any(_count(node.fields.get(name)) for name in ("matchLabels", "matchExpressions"))


def _count(node: Node | None) -> int:
    if node.__class__ is Mapping:
        return len(node.entries)
    return len(elements(node))


def matches(node: Mapping, labels: dict[str, str]) -> bool:
    """Whether labels satisfy a well-formed selector."""
    wanted = node.mapping("matchLabels")
    for key, value in wanted.fields.items() if wanted is not None else ():
        if labels.get(key) != (text(value) or ""):
            return False
    return all(_holds(expression, labels) for _, expression in items(node.fields.get("matchExpressions")))


def _holds(node: Mapping, labels: dict[str, str]) -> bool:
    key, operator = text(node.fields.get("key")) or "", text(node.fields.get("operator"))
    if operator == "Exists":
        return key in labels
    if operator == "DoesNotExist":
        return key not in labels
    listed = {text(value) or "" for value in elements(node.fields.get("values"))}
    if operator == "In":
        return key in labels and labels[key] in listed
    return key not in labels or labels[key] not in listed


def keys_of(node: Mapping | None) -> set[str]:
    """The label keys that a selector speaks of."""
    if node is None:
        return set()
    wanted = node.mapping("matchLabels")
    found = set(wanted.fields) if wanted is not None else set()
    return found | {text(item.fields.get("key")) or "" for _, item in items(node.fields.get("matchExpressions"))}
