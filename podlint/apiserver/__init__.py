"""What the API server would refuse: its decoding aside, everything it says of an object on creation.

Defaulting, the strategies' preparation and the validation of Kubernetes are followed for one minor; what the
published schema says already (types, unknown, repeated and required fields) is the schema layer's.
"""

from __future__ import annotations

from podlint.apiserver.inquiry import Inquiry
from podlint.apiserver.metadata import object_metadata
from podlint.apiserver.template import pod_template
from podlint.diagnostic import Finding
from podlint.manifest import Manifest


def judge(manifest: Manifest, minor: int) -> dict[str, list[Finding]]:
    """What the API server of a minor refuses or warns of in an object, by rule."""
    if manifest.fragment is not None or (manifest.api_version, manifest.kind) != ("v1", "Pod"):
        return {}
    inquiry = Inquiry(manifest, minor)
    object_metadata(inquiry, manifest.node, "metadata", "Pod")
    pod_template(inquiry, manifest.node, "", "Pod")
    return inquiry.findings
