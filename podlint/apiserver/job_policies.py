"""When a Job's failures count and when it has succeeded: podFailurePolicy and successPolicy.

Source: validatePodFailurePolicy, validateSuccessPolicy and validateIndexesFormat of
pkg/apis/batch/validation.
"""

from __future__ import annotations

from podlint.apiserver import formats
from podlint.apiserver.choices import filled, one_of, shaped
from podlint.apiserver.inquiry import Inquiry
from podlint.apiserver.values import absent, atoi, elements, integer, items, text
from podlint.diagnostic import Evidence
from podlint.suggest import nearest
from podlint.syntax.nodes import Mapping, Node, Sequence

FAILURE = "pod-failure-policy"
SUCCESS = "success-policy"
_ACTIONS = ("Count", "FailIndex", "FailJob", "Ignore")
_MOST_RULES = 20
_MOST_VALUES = 255
_LONGEST_INDEXES = 65536


def failure_policy(inquiry: Inquiry, node: Mapping, path: str, spec: Mapping, *, per_index: bool) -> None:
    """Rules, each with an action and one kind of condition."""
    rules = node.fields.get("rules")
    _not_too_many(inquiry, FAILURE, rules, f"{path}.rules", _MOST_RULES)
    names = _container_names(spec)
    for index, rule in items(rules):
        at = f"{path}.rules[{index}]"
        _action(inquiry, rule, at, per_index=per_index)
        codes, conditions = rule.fields.get("onExitCodes"), rule.fields.get("onPodConditions")
        if codes.__class__ is Mapping:
            _exit_codes(inquiry, codes, f"{at}.onExitCodes", names)
        listed = bool(elements(conditions))
        if listed and conditions is not None:
            _conditions(inquiry, conditions, f"{at}.onPodConditions")
        if absent(codes) != listed:
            wrong = "both onExitCodes and onPodConditions" if listed else "neither onExitCodes nor onPodConditions"
            message = f"{inquiry.title}: rule {index + 1} of podFailurePolicy has {wrong}"
            inquiry.refuse(FAILURE, "Invalid", at, inquiry.above(rule), message)


def _container_names(spec: Mapping) -> list[str]:
    template = spec.mapping("template")
    pod = template.mapping("spec") if template is not None else None
    if pod is None:
        return []
    groups = ("containers", "initContainers")
    return [text(item.fields.get("name")) or "" for group in groups for _, item in items(pod.fields.get(group))]


def _not_too_many(inquiry: Inquiry, rule: str, node: Node | None, path: str, most: int) -> None:
    if node.__class__ is Sequence and len(node.items) > most:
        message = f"{inquiry.title}: {path.rpartition('.')[2]} has {len(node.items)} entries; at most {most} may be"
        inquiry.refuse(rule, "TooMany", path, inquiry.above(node), message)


def _action(inquiry: Inquiry, rule: Mapping, path: str, *, per_index: bool) -> None:
    node = rule.fields.get("action")
    if filled(inquiry, FAILURE, rule, path, "action") is None or node is None:
        return
    if one_of(inquiry, FAILURE, node, f"{path}.action", _ACTIONS) and text(node) == "FailIndex" and not per_index:
        message = f'{inquiry.title}: action "FailIndex" needs backoffLimitPerIndex'
        inquiry.refuse(FAILURE, "Invalid", f"{path}.action", node.span, message)


def _exit_codes(inquiry: Inquiry, node: Mapping, path: str, names: list[str]) -> None:
    operator, name = node.fields.get("operator"), node.fields.get("containerName")
    if filled(inquiry, FAILURE, node, path, "operator") is not None and operator is not None:
        one_of(inquiry, FAILURE, operator, f"{path}.operator", ("In", "NotIn"))
    if name is not None and not absent(name) and text(name) not in names:
        near = nearest(text(name) or "", names)
        hint = f'; did you mean "{near}"?' if near else ""
        message = f'{inquiry.title}: podFailurePolicy names container "{text(name)}", which does not exist{hint}'
        inquiry.refuse(FAILURE, "Invalid", f"{path}.containerName", name.span, message)
    values = node.fields.get("values")
    if values.__class__ is not Sequence:
        return
    if not values.items:
        message = f"{inquiry.title}: onExitCodes has no values"
        inquiry.refuse(FAILURE, "Invalid", f"{path}.values", values.span, message)
    _not_too_many(inquiry, FAILURE, values, f"{path}.values", _MOST_VALUES)
    _codes(inquiry, values, f"{path}.values", zero=text(operator) != "In")


def _codes(inquiry: Inquiry, node: Sequence, path: str, *, zero: bool) -> None:
    """Exit codes in ascending order, each once; 0 is no failure."""
    seen: dict[int, Node] = {}
    last: int | None = None
    ordered = True
    for index, item in enumerate(node.items):
        code = 0 if absent(item) else integer(item)
        if code is None:
            continue
        if code == 0 and not zero:
            message = f'{inquiry.title}: exit code 0 is no failure, so it cannot be "In" the values'
            inquiry.refuse(FAILURE, "Invalid", f"{path}[{index}]", item.span, message)
        if code in seen:
            evidence = (Evidence(seen[code].span, "the first one"),)
            message = f"{inquiry.title}: exit code {code} is listed twice"
            inquiry.refuse(FAILURE, "Duplicate", f"{path}[{index}]", item.span, message, evidence)
        seen.setdefault(code, item)
        ordered = ordered and (last is None or last <= code)
        last = code
    if not ordered:
        message = f"{inquiry.title}: exit codes must stand in ascending order"
        inquiry.refuse(FAILURE, "Invalid", path, inquiry.above(node), message)


def _conditions(inquiry: Inquiry, node: Node, path: str) -> None:
    _not_too_many(inquiry, FAILURE, node, path, _MOST_RULES)
    for index, condition in items(node):
        kind, status = condition.fields.get("type"), condition.fields.get("status")
        if kind is not None and not absent(kind):
            shaped(inquiry, FAILURE, kind, f"{path}[{index}].type", formats.qualified_name)
        word = text(status)
        if status is not None and word:
            one_of(inquiry, FAILURE, status, f"{path}[{index}].status", ("True", "False", "Unknown"))


def success_policy(inquiry: Inquiry, node: Mapping, path: str, completions: int | None) -> None:
    """Rules, each with indexes or a number of them, within the completions."""
    rules = node.fields.get("rules")
    if rules.__class__ is Sequence and not rules.items:
        message = f"{inquiry.title}: successPolicy has no rules"
        inquiry.refuse(SUCCESS, "Required", f"{path}.rules", inquiry.above(rules), message)
    _not_too_many(inquiry, SUCCESS, rules, f"{path}.rules", _MOST_RULES)
    for index, rule in items(rules):
        at = f"{path}.rules[{index}]"
        count, indexes = rule.fields.get("succeededCount"), rule.fields.get("succeededIndexes")
        if absent(count) and absent(indexes):
            message = f"{inquiry.title}: rule {index + 1} of successPolicy has no succeededIndexes or succeededCount"
            inquiry.refuse(SUCCESS, "Required", at, inquiry.above(rule), message)
        total = None
        if indexes is not None and not absent(indexes):
            total = _indexes(inquiry, indexes, f"{at}.succeededIndexes", completions)
        if count is not None and not absent(count):
            _succeeded(inquiry, count, f"{at}.succeededCount", completions, total)


def _indexes(inquiry: Inquiry, node: Node, path: str, completions: int | None) -> int:
    """How many indexes a text lists; 0 when it is wrong, as the server counts them."""
    value = text(node)
    if value is None:
        return 0
    if len(value.encode()) > _LONGEST_INDEXES:
        message = f"{inquiry.title}: succeededIndexes is longer than {_LONGEST_INDEXES} characters"
        inquiry.refuse(SUCCESS, "TooLong", path, node.span, message)
    total, flaw = _count_indexes(value, completions)
    if flaw is not None:
        message = f"{inquiry.title}: succeededIndexes {flaw}"
        inquiry.refuse(SUCCESS, "Invalid", path, node.span, message)
    return total


def _count_indexes(value: str, completions: int | None) -> tuple[int, str | None]:
    last: int | None = None
    total = 0
    for part in value.split(",") if value else ():
        ends = part.split("-")
        low, high = atoi(ends[0]), atoi(ends[-1])
        if len(ends) > 2 or low is None or high is None:
            return 0, f'holds "{part}", which is no index and no interval of two'
        if completions is not None and max(low, high) >= completions:
            return 0, f'holds "{part}", but indexes end before {completions}, the completions'
        if (len(ends) > 1 and low >= high) or (last is not None and low <= last):
            return 0, f'holds "{part}", which does not come after what stands before it'
        total += high - low + 1
        last = high
    return total, None


def _succeeded(inquiry: Inquiry, node: Node, path: str, completions: int | None, total: int | None) -> None:
    count = integer(node)
    if count is None:
        return
    most = min(limit for limit in (completions, total, count) if limit is not None)
    if count < 0 or count > most:
        wanted = "it cannot be negative" if count < 0 else f"but only {most} can succeed"
        message = f"{inquiry.title}: succeededCount is {count}, {wanted}"
        inquiry.refuse(SUCCESS, "Invalid", path, node.span, message)
