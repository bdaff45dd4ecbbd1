"""The kinds that hold pods: what each of them demands beside its pod template.

`KINDS` has a validator for each. Jobs, CronJobs and StatefulSets have modules of their own, loaded when one comes. Source:
pkg/apis/apps/validation and ValidateReplicationController of pkg/apis/core/validation.
"""

from __future__ import annotations

from collections.abc import Callable

from podlint.apiserver.controllers import controller, count, empty_spec, number_annotation, template
from podlint.apiserver.inquiry import Inquiry
from podlint.apiserver.metadata import template_metadata
from podlint.apiserver.strategies import daemon_set_strategy, deployment_strategy
from podlint.apiserver.template import pod_template
from podlint.apiserver.values import absent, integer, texts
from podlint.diagnostic import Evidence
from podlint.syntax.nodes import Mapping

_PROGRESS_DEADLINE = 600


def _pod(inquiry: Inquiry, node: Mapping) -> None:
    pod_template(inquiry, node, "", "Pod")


def _pod_template(inquiry: Inquiry, node: Mapping) -> None:
    inner = node.mapping("template")
    if inner is None:
        if absent(node.fields.get("template")):
            empty_spec(inquiry, node, "template", ("template.spec.containers",))
        return
    template_metadata(inquiry, inner.fields.get("metadata"), "template")
    pod_template(inquiry, inner, "template", "PodTemplate")


def _deployment(inquiry: Inquiry, node: Mapping) -> None:
    number_annotation(inquiry, node, "deprecated.deployment.rollback.to", "spec.rollback.version")
    spec = controller(inquiry, node, "Deployment")
    if spec is None:
        return
    fields = spec.fields
    for name in ("replicas", "minReadySeconds", "revisionHistoryLimit"):
        if name in fields:
            count(inquiry, fields[name], f"spec.{name}")
    _progress_deadline(inquiry, spec)
    strategy = fields.get("strategy")
    if strategy.__class__ is Mapping:
        deployment_strategy(inquiry, strategy, "spec.strategy")


def _progress_deadline(inquiry: Inquiry, spec: Mapping) -> None:
    """The deadline, 600 seconds by default, must leave room for pods to count as ready."""
    given, ready = spec.fields.get("progressDeadlineSeconds"), spec.fields.get("minReadySeconds")
    deadline = integer(given)
    if given is None or absent(given):
        deadline = _PROGRESS_DEADLINE
    if deadline is None:
        return
    minimum = integer(ready) or 0
    at = given if given is not None and not absent(given) else ready
    if (deadline >= 0 and deadline > minimum) or at is None:
        return
    path = "spec.progressDeadlineSeconds"
    if deadline < 0:
        count(inquiry, at, path)
        return
    what = "progressDeadlineSeconds" if at is given else "the default of progressDeadlineSeconds"
    message = f"{inquiry.title}: {what} is {deadline}, it must be greater than minReadySeconds ({minimum})"
    evidence = (Evidence(ready.span, "minReadySeconds"),) if ready is not None and at is given else ()
    inquiry.refuse("progress-deadline", "Invalid", path, at.span, message, evidence)


def _replica_set(inquiry: Inquiry, node: Mapping) -> None:
    spec = controller(inquiry, node, "ReplicaSet")
    for name in ("replicas", "minReadySeconds"):
        if spec is not None and name in spec.fields:
            count(inquiry, spec.fields[name], f"spec.{name}")


def _daemon_set(inquiry: Inquiry, node: Mapping) -> None:
    number_annotation(inquiry, node, "deprecated.daemonset.template.generation", None)
    spec = controller(inquiry, node, "DaemonSet")
    if spec is None:
        return
    for name in ("minReadySeconds", "revisionHistoryLimit"):
        if name in spec.fields:
            count(inquiry, spec.fields[name], f"spec.{name}")
    strategy = spec.fields.get("updateStrategy")
    if strategy.__class__ is Mapping:
        daemon_set_strategy(inquiry, strategy, "spec.updateStrategy")


def _replication_controller(inquiry: Inquiry, node: Mapping) -> None:
    """Its selector is a plain map, which the labels of the template stand in for."""
    spec = node.mapping("spec")
    if spec is None:
        if absent(node.fields.get("spec")):
            empty_spec(inquiry, node, "spec", ("spec.selector", "spec.template"))
        return
    for name in ("replicas", "minReadySeconds"):
        if name in spec.fields:
            count(inquiry, spec.fields[name], f"spec.{name}")
    inner = spec.mapping("template")
    selector = spec.mapping("selector")
    labels = _template_labels(inner)
    if (selector is None or not selector.entries) and not labels:
        at = inquiry.above(selector or spec)
        message = f"{inquiry.title} has no selector, and its template has no labels"
        inquiry.refuse("workload-selector", "Required", "spec.selector", at, message)
    if inner is None:
        if absent(spec.fields.get("template")):
            message = f"{inquiry.title} has no template"
            inquiry.refuse("missing-template", "Required", "spec.template", inquiry.above(spec), message)
        return
    wanted = texts(selector)
    wrong = next((key for key, value in wanted.items() if labels.get(key) != value), None)
    if wrong is not None and selector is not None:
        message = f'{inquiry.title}: the template lacks the label "{wrong}: {wanted[wrong]}" of the selector'
        evidence = (Evidence(selector.fields[wrong].span, "the selector"),)
        path = "spec.template.metadata.labels"
        inquiry.refuse("workload-selector", "Invalid", path, inquiry.above(inner), message, evidence)
    template(inquiry, node, inner, "spec.template", "ReplicationController")


def _template_labels(node: Mapping | None) -> dict[str, str]:
    metadata = node.mapping("metadata") if node is not None else None
    return texts(metadata.mapping("labels") if metadata is not None else None)


def _stateful_set(inquiry: Inquiry, node: Mapping) -> None:
    from podlint.apiserver.statefulsets import stateful_set

    stateful_set(inquiry, node)


def _job(inquiry: Inquiry, node: Mapping) -> None:
    from podlint.apiserver.jobs import job

    job(inquiry, node)


def _cron_job(inquiry: Inquiry, node: Mapping) -> None:
    from podlint.apiserver.cronjobs import cron_job

    cron_job(inquiry, node)


KINDS: dict[tuple[str, str], Callable[[Inquiry, Mapping], None]] = {
    ("v1", "Pod"): _pod,
    ("v1", "PodTemplate"): _pod_template,
    ("v1", "ReplicationController"): _replication_controller,
    ("apps/v1", "Deployment"): _deployment,
    ("apps/v1", "ReplicaSet"): _replica_set,
    ("apps/v1", "DaemonSet"): _daemon_set,
    ("apps/v1", "StatefulSet"): _stateful_set,
    ("batch/v1", "Job"): _job,
    ("batch/v1", "CronJob"): _cron_job,
}
"""What judges an object, by apiVersion and kind."""
