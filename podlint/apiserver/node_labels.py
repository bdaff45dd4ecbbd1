"""Labels of nodes that have a new name; the server warns where a pod selects by an old one.

Source: GetNodeLabelDeprecatedMessage of pkg/api/node.
"""

from __future__ import annotations

from podlint.apiserver.inquiry import Inquiry
from podlint.syntax.nodes import Node

DEPRECATED = {
    "beta.kubernetes.io/arch": ("is deprecated since Kubernetes 1.14", "kubernetes.io/arch"),
    "beta.kubernetes.io/os": ("is deprecated since Kubernetes 1.14", "kubernetes.io/os"),
    "beta.kubernetes.io/instance-type": (
        "is deprecated since Kubernetes 1.17", "node.kubernetes.io/instance-type",
    ),
    "failure-domain.beta.kubernetes.io/region": (
        "is deprecated since Kubernetes 1.17", "topology.kubernetes.io/region",
    ),
    "failure-domain.beta.kubernetes.io/zone": (
        "is deprecated since Kubernetes 1.17", "topology.kubernetes.io/zone",
    ),
    "app.kubernetes.io/created-by": ("is deprecated since Kubernetes 1.9", ""),
    "scheduler.alpha.kubernetes.io/preferAvoidPods": ("is deprecated since Kubernetes 1.22", "tolerations"),
    "node-role.kubernetes.io/master": ("is gone from newer nodes", "node-role.kubernetes.io/control-plane"),
}  # fmt: skip


def deprecated_node_label(inquiry: Inquiry, label: str, at: Node) -> None:
    """Warn of a label that nodes carry under another name today."""
    found = DEPRECATED.get(label)
    if found is None or (label == "node-role.kubernetes.io/master" and inquiry.minor < 31):
        return
    why, better = found
    hint = f'; use "{better}"' if better else ""
    inquiry.warn("deprecated-node-label", at.span, f'{inquiry.title}: node label "{label}" {why}{hint}')
