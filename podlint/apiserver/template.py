"""A Pod, and the pod template inside another object: the spec with the annotations beside it."""

from __future__ import annotations

from podlint.apiserver.annotations import pod_annotations
from podlint.apiserver.inquiry import Inquiry
from podlint.apiserver.pod import Pod
from podlint.apiserver.spec import no_container, pod_spec
from podlint.apiserver.values import absent
from podlint.syntax.nodes import Mapping


def pod_template(inquiry: Inquiry, template: Mapping, path: str, kind: str) -> None:
    """Judge a pod template, or with an empty path a Pod itself; its labels are the workloads' business.

    `path` leads to the template: `spec.template`.
    """
    metadata = template.mapping("metadata")
    place = f"{path}.spec" if path else "spec"
    spec = template.mapping("spec")
    if spec is None:
        spec = Mapping([], flow=True, start=template.start, end=template.end)
        if absent(template.fields.get("spec")):
            no_container(inquiry, place, template)
    pod = Pod(kind, metadata, spec, place, inquiry.minor)
    containers = pod_spec(inquiry, pod)
    if pod.annotations is not None:
        where = f"{path}.annotations" if path else "metadata.annotations"
        pod_annotations(inquiry, pod, pod.annotations, where, containers)
