"""What admission refuses later although validation accepts it: priorities and overheads that classes decide.

The default admission plug-ins of a server refuse such pods with 403. Nothing of it is certain offline: a cluster may
have a default class, so these are warnings. Source: plugin/pkg/admission/priority and runtimeclass.
"""

from __future__ import annotations

from podlint.apiserver.inquiry import Inquiry
from podlint.apiserver.pod import Pod
from podlint.apiserver.values import integer, text
from podlint.syntax.nodes import Node

RULE = "class-decides"
_BUILT_IN = {"system-node-critical": 2000001000, "system-cluster-critical": 2000000000}


def priority(inquiry: Inquiry, node: Node, _path: str, pod: Pod) -> None:
    """The number of a priority class, 0 without one."""
    value = integer(node)
    name = text(pod.node.fields.get("priorityClassName")) or ""
    wanted = _BUILT_IN.get(name) if name else 0
    if value is None or wanted is None or value == wanted:
        return
    source = f'class "{name}" has' if name else "a pod without a priorityClassName has"
    message = f"{inquiry.title}: priority {value} is refused with the pod, since {source} {wanted}"
    inquiry.warn(RULE, node.span, message)


def preemption(inquiry: Inquiry, node: Node, pod: Pod) -> None:
    """The policy of a priority class, PreemptLowerPriority without one."""
    if text(node) == "Never" and not text(pod.node.fields.get("priorityClassName")):
        message = (
            f'{inquiry.title}: preemptionPolicy "Never" comes from a priority class; without one the pod is refused'
        )
        inquiry.warn(RULE, node.span, message)


def overhead_of_class(inquiry: Inquiry, node: Node, pod: Pod) -> None:
    """The overhead of a runtime class, none without one."""
    if not text(pod.node.fields.get("runtimeClassName")):
        message = f"{inquiry.title}: overhead comes from a runtime class; without one the pod is refused"
        inquiry.warn(RULE, inquiry.above(node), message)
