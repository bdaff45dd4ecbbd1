"""How a container restarts on its own terms: restartPolicy and restartPolicyRules, by version.

Before 1.34 only a sidecar has a policy; 1.34 drops what it does not know; 1.35 has rules.
Source: validateContainerRestartPolicy and validateInitContainerRestartPolicy of pkg/apis/core/validation.
"""

from __future__ import annotations

from podlint.apiserver.choices import RESTART_POLICIES, one_of
from podlint.apiserver.inquiry import Inquiry
from podlint.apiserver.pod import Container
from podlint.apiserver.values import absent, elements, items, text
from podlint.syntax.nodes import Mapping

RULE = "container-restart-policy-field"
_OPERATORS = ("In", "NotIn")
_MOST_RULES = 20
_MOST_CODES = 255


def restart_policy(inquiry: Inquiry, container: Container) -> None:
    """The restart policy of a regular or init container, and its rules."""
    if inquiry.minor >= 35:
        _with_rules(inquiry, container)
    elif inquiry.minor < 34:
        _sidecar_only(inquiry, container)


def _sidecar_only(inquiry: Inquiry, container: Container) -> None:
    node = container.fields.get("restartPolicy")
    if node is None or absent(node) or text(node) is None or container.sidecar:
        return
    path = f"{container.path}.restartPolicy"
    if container.group == "initContainers":
        message = f'{container.title}: restartPolicy "{text(node)}" needs Kubernetes 1.35; before only "Always"'
        inquiry.refuse(RULE, "NotSupported", path, node.span, message)
    else:
        message = f"{container.title}: a restartPolicy of its own needs Kubernetes 1.35"
        inquiry.refuse(RULE, "Forbidden", path, node.span, message)


def _with_rules(inquiry: Inquiry, container: Container) -> None:
    fields = container.fields
    node = fields.get("restartPolicy")
    rules = fields.get("restartPolicyRules")
    given = elements(rules)
    path = f"{container.path}.restartPolicy"
    if node is None or absent(node):
        if given and rules is not None:
            message = f"{container.title}: restartPolicyRules need a restartPolicy beside them"
            inquiry.refuse(RULE, "Required", path, inquiry.above(rules), message)
            if container.group == "initContainers":
                return
    else:
        one_of(inquiry, RULE, node, path, RESTART_POLICIES, container)
    if rules is None or not given:
        return
    if container.sidecar and inquiry.minor < 36:
        message = f"{container.title}: restartPolicyRules of a sidecar need Kubernetes 1.36"
        at = inquiry.above(rules)
        inquiry.refuse(RULE, "Forbidden", f"{container.path}.restartPolicyRules", at, message)
        return
    if len(given) > _MOST_RULES:
        message = f"{container.title}: {len(given)} restartPolicyRules; at most {_MOST_RULES} are allowed"
        at = inquiry.above(rules)
        inquiry.refuse(RULE, "TooMany", f"{container.path}.restartPolicyRules", at, message)
    for index, rule in items(rules):
        _rule(inquiry, rule, f"{container.path}.restartPolicyRules[{index}]", container)


def _rule(inquiry: Inquiry, rule: Mapping, path: str, container: Container) -> None:
    actions = ("Restart", "RestartAllContainers") if inquiry.minor >= 36 else ("Restart",)
    action = rule.fields.get("action")
    if action is not None and not absent(action):
        one_of(inquiry, RULE, action, f"{path}.action", actions, container)
    codes = rule.fields.get("exitCodes")
    if codes is None or absent(codes):
        message = f"{container.title}: a restartPolicyRule has no exitCodes"
        inquiry.refuse(RULE, "Required", f"{path}.exitCodes", inquiry.above(rule), message)
    if codes.__class__ is not Mapping:
        return
    operator = codes.fields.get("operator")
    if operator is not None and not absent(operator):
        one_of(inquiry, RULE, operator, f"{path}.exitCodes.operator", _OPERATORS, container)
    values = codes.fields.get("values")
    if values is not None and len(elements(values)) > _MOST_CODES:
        message = f"{container.title}: {len(elements(values))} exit codes; at most {_MOST_CODES} are allowed"
        inquiry.refuse(RULE, "TooMany", f"{path}.exitCodes.values", inquiry.above(values), message)
