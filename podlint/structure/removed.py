"""API versions that Kubernetes served once: since which minor no more, and what replaces them.

Source: https://kubernetes.io/docs/reference/using-api/deprecation-guide/ and the release notes before 1.16.
Those that a bundled minor still served are in the bundle as well; this table knows the replacement.
"""

from __future__ import annotations

from typing import NamedTuple


class Removed(NamedTuple):
    """An apiVersion of a kind that is served no more: since a minor, with the apiVersion that replaces it."""

    since: int
    replacement: str | None


_WORKLOADS = ("Deployment", "DaemonSet", "ReplicaSet", "StatefulSet", "ControllerRevision")

REMOVED: dict[tuple[str, str], Removed] = {
    **{
        (version, kind): Removed(16, "apps/v1")
        for version in ("extensions/v1beta1", "apps/v1beta1", "apps/v1beta2")
        for kind in _WORKLOADS
    },
    ("extensions/v1beta1", "NetworkPolicy"): Removed(16, "networking.k8s.io/v1"),
    ("extensions/v1beta1", "PodSecurityPolicy"): Removed(16, None),
    ("extensions/v1beta1", "Ingress"): Removed(22, "networking.k8s.io/v1"),
    ("extensions/v1beta1", "Job"): Removed(6, "batch/v1"),
    ("extensions/v1beta1", "HorizontalPodAutoscaler"): Removed(6, "autoscaling/v2"),
    ("networking.k8s.io/v1beta1", "Ingress"): Removed(22, "networking.k8s.io/v1"),
    ("networking.k8s.io/v1beta1", "IngressClass"): Removed(22, "networking.k8s.io/v1"),
    ("batch/v2alpha1", "CronJob"): Removed(21, "batch/v1"),
    ("batch/v1beta1", "CronJob"): Removed(25, "batch/v1"),
    ("autoscaling/v2beta1", "HorizontalPodAutoscaler"): Removed(25, "autoscaling/v2"),
    ("autoscaling/v2beta2", "HorizontalPodAutoscaler"): Removed(26, "autoscaling/v2"),
    ("policy/v1beta1", "PodDisruptionBudget"): Removed(25, "policy/v1"),
    ("policy/v1beta1", "PodSecurityPolicy"): Removed(25, None),
    ("discovery.k8s.io/v1beta1", "EndpointSlice"): Removed(25, "discovery.k8s.io/v1"),
    ("events.k8s.io/v1beta1", "Event"): Removed(25, "events.k8s.io/v1"),
    ("node.k8s.io/v1beta1", "RuntimeClass"): Removed(25, "node.k8s.io/v1"),
    ("coordination.k8s.io/v1beta1", "Lease"): Removed(22, "coordination.k8s.io/v1"),
    ("scheduling.k8s.io/v1beta1", "PriorityClass"): Removed(22, "scheduling.k8s.io/v1"),
    ("scheduling.k8s.io/v1alpha1", "PriorityClass"): Removed(17, "scheduling.k8s.io/v1"),
    ("certificates.k8s.io/v1beta1", "CertificateSigningRequest"): Removed(22, "certificates.k8s.io/v1"),
    ("apiextensions.k8s.io/v1beta1", "CustomResourceDefinition"): Removed(22, "apiextensions.k8s.io/v1"),
    ("apiregistration.k8s.io/v1beta1", "APIService"): Removed(22, "apiregistration.k8s.io/v1"),
    ("authentication.k8s.io/v1beta1", "TokenReview"): Removed(22, "authentication.k8s.io/v1"),
    ("settings.k8s.io/v1alpha1", "PodPreset"): Removed(20, None),
    ("storage.k8s.io/v1beta1", "CSIDriver"): Removed(22, "storage.k8s.io/v1"),
    ("storage.k8s.io/v1beta1", "CSINode"): Removed(22, "storage.k8s.io/v1"),
    ("storage.k8s.io/v1beta1", "StorageClass"): Removed(22, "storage.k8s.io/v1"),
    ("storage.k8s.io/v1beta1", "VolumeAttachment"): Removed(22, "storage.k8s.io/v1"),
    ("storage.k8s.io/v1beta1", "CSIStorageCapacity"): Removed(27, "storage.k8s.io/v1"),
    **{
        ("admissionregistration.k8s.io/v1beta1", kind): Removed(22, "admissionregistration.k8s.io/v1")
        for kind in ("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration")
    },
    **{
        ("authorization.k8s.io/v1beta1", kind): Removed(22, "authorization.k8s.io/v1")
        for kind in (
            "LocalSubjectAccessReview", "SelfSubjectAccessReview", "SelfSubjectRulesReview", "SubjectAccessReview",
        )
    },
    **{
        (f"rbac.authorization.k8s.io/{version}", kind): Removed(since, "rbac.authorization.k8s.io/v1")
        for version, since in (("v1beta1", 22), ("v1alpha1", 23))
        for kind in ("ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding")
    },
    **{
        (f"flowcontrol.apiserver.k8s.io/{version}", kind): Removed(since, "flowcontrol.apiserver.k8s.io/v1")
        for version, since in (("v1alpha1", 21), ("v1beta1", 26), ("v1beta2", 29), ("v1beta3", 32))
        for kind in ("FlowSchema", "PriorityLevelConfiguration")
    },
}  # fmt: skip

STILL_DECODED = frozenset(("apps/v1beta1", "apps/v1beta2", "batch/v1beta1"))
"""Versions that the server's scheme still reads, though nothing serves them: their refusal is no decode error."""
