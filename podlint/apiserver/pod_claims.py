"""Resource claims of a pod: names, and that each refers to one claim or one template.

Source: validatePodResourceClaims of pkg/apis/core/validation.
"""

from __future__ import annotations

from podlint.apiserver import formats
from podlint.apiserver.annotations import MIRROR
from podlint.apiserver.choices import shaped
from podlint.apiserver.inquiry import Inquiry
from podlint.apiserver.pod import Pod
from podlint.apiserver.values import absent, items, text
from podlint.diagnostic import Evidence
from podlint.syntax.nodes import Mapping, Node

RULE = "pod-resource-claim"
_REFERENCES = ("resourceClaimName", "resourceClaimTemplateName")


def resource_claims(inquiry: Inquiry, node: Node, path: str, pod: Pod) -> None:
    """Each claim; before 1.34 the server drops them all unread, and a mirror pod may have none at all."""
    mirror = pod.bare and pod.annotations is not None and MIRROR in pod.annotations.fields
    if inquiry.minor < 34 or mirror:
        return
    seen: dict[str, Node] = {}
    for index, claim in items(node):
        at = f"{path}[{index}]"
        _name(inquiry, claim, f"{at}.name", seen)
        given = [name for name in _REFERENCES if not absent(claim.fields.get(name))]
        if len(given) != 1:
            wrong = "both" if given else "neither"
            joined = "and" if given else "nor"
            message = f"{inquiry.title}: resource claim {index + 1} has {wrong} {f' {joined} '.join(_REFERENCES)}"
            inquiry.refuse(RULE, "Invalid", at, inquiry.above(claim), message)
        for name in given:
            shaped(inquiry, RULE, claim.fields[name], f"{at}.{name}", formats.dns_subdomain)


def _name(inquiry: Inquiry, claim: Mapping, path: str, seen: dict[str, Node]) -> None:
    node = claim.fields.get("name")
    name = text(node)
    if node is None or name is None or absent(node):
        return
    if not name:
        inquiry.refuse(RULE, "Required", path, node.span, f"{inquiry.title}: a resource claim has an empty name")
    elif name in seen:
        message = f'{inquiry.title}: resource claim "{name}" is listed twice'
        evidence = (Evidence(seen[name].span, "the first one"),)
        inquiry.refuse(RULE, "Duplicate", path, node.span, message, evidence)
    else:
        seen[name] = node
        shaped(inquiry, RULE, node, path, formats.dns_label)
