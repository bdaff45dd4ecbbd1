"""A Pod, and the pod template inside another object: the spec with the annotations beside it."""

from __future__ import annotations

from podlint.apiserver.annotations import pod_annotations
from podlint.apiserver.inquiry import Inquiry
from podlint.apiserver.pod import Pod
from podlint.apiserver.spec import pod_spec
from podlint.syntax.nodes import Mapping


def pod_template(inquiry: Inquiry, template: Mapping, path: str, kind: str) -> Pod:
    """Judge a pod template, or with an empty path a Pod itself; its labels are the workloads' business.

    `path` leads to the template: `spec.template`. What was read of the pod comes back.
    """
    metadata = template.mapping("metadata")
    spec = template.mapping("spec") or Mapping([], flow=True, start=template.start, end=template.end)
    pod = Pod(kind, metadata, spec, f"{path}.spec" if path else "spec", inquiry.minor)
    containers = pod_spec(inquiry, pod)
    if pod.annotations is not None:
        where = f"{path}.annotations" if path else "metadata.annotations"
        pod_annotations(inquiry, pod, pod.annotations, where, containers)
    return pod
