"""Jobs around a pod: their spec, their deadline, how many pods one has and how they share the work."""

from __future__ import annotations

from podlint.pod.model import Pod
from podlint.syntax.nodes import Mapping, Scalar


def job_spec(pod: Pod) -> Mapping | None:
    """The spec of the Job whose pods these are, in a CronJob that of its template."""
    spec = pod.manifest.node.mapping("spec")
    if pod.kind == "Job":
        return spec
    if pod.kind == "CronJob" and spec is not None:
        template = spec.mapping("jobTemplate")
        return None if template is None else template.mapping("spec")
    return None


def deadline(pod: Pod) -> Scalar | None:
    """The `activeDeadlineSeconds` that ends the pod, its own or its Job's."""
    job = job_spec(pod)
    return pod.node.scalar("activeDeadlineSeconds") or (None if job is None else job.scalar("activeDeadlineSeconds"))


def number(spec: Mapping | None, name: str) -> int | None:
    """A count of a Job; None where it is absent or no number."""
    value = None if spec is None else spec.text(name)
    return int(value) if value is not None and value.isdigit() else None
