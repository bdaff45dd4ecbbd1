"""What the API server would refuse: its decoding aside, everything it says of an object on creation.

Defaulting, the strategies' preparation and the validation of Kubernetes are followed for one minor; what the
published schema says already (types, unknown, repeated and required fields) is the schema layer's.
"""

from __future__ import annotations

from podlint.apiserver.inquiry import Inquiry
from podlint.apiserver.metadata import object_metadata
from podlint.apiserver.workloads import KINDS
from podlint.diagnostic import Finding
from podlint.manifest import Manifest

_FORMERLY = {"apps/v1beta1": "apps/v1", "apps/v1beta2": "apps/v1", "batch/v1beta1": "batch/v1"}
"""Versions that Kubernetes still converts, although it serves them no more: the same rules hold for them."""


def judge(manifest: Manifest, minor: int) -> dict[str, list[Finding]]:
    """What the API server of a minor refuses or warns of in an object, by rule."""
    api_version, kind = manifest.api_version, manifest.kind
    if manifest.fragment is not None or api_version is None or kind is None:
        return {}
    check = KINDS.get((_FORMERLY.get(api_version, api_version), kind))
    if check is None:
        return {}
    inquiry = Inquiry(manifest, minor)
    object_metadata(inquiry, manifest.node, "metadata", kind)
    check(inquiry, manifest.node)
    return inquiry.findings
