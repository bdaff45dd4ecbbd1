"""What the API server refuses in the kinds that hold pods, and what it warns of.

The findings come from `podlint.apiserver`, which judges an object once for all rules.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Finding
from podlint.subject import Subject

SCOPE = "object"
RELAYS = "refusals"


def cron_schedule(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a schedule is none that cron understands."""
    yield from subject.refusals.get("cron-schedule", ())


def endless_revision_history(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a StatefulSet keeps all of its revisions."""
    yield from subject.refusals.get("endless-revision-history", ())


def job_completion(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: the numbers of a Job do not go with each other."""
    yield from subject.refusals.get("job-completion", ())


def job_manager(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: the manager of a Job is not named by a domain and a path."""
    yield from subject.refusals.get("job-manager", ())


def job_restart_policy(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: the pods of a Job are always restarted, so it could never end."""
    yield from subject.refusals.get("job-restart-policy", ())


def missing_template(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: an object that makes pods says nothing of them."""
    yield from subject.refusals.get("missing-template", ())


def pod_failure_policy(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a rule on failed pods could never apply."""
    yield from subject.refusals.get("pod-failure-policy", ())


def progress_deadline(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a Deployment gives up before its pods can count as ready."""
    yield from subject.refusals.get("progress-deadline", ())


def reserved_job_label(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: the pods of a Job have a label that the server sets itself."""
    yield from subject.refusals.get("reserved-job-label", ())


def success_policy(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a rule on when a Job has succeeded does not go with its indexes."""
    yield from subject.refusals.get("success-policy", ())


def template_deadline(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: the pods of a controller have a deadline."""
    yield from subject.refusals.get("template-deadline", ())


def time_zone(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: the time zone of a CronJob is unknown."""
    yield from subject.refusals.get("time-zone", ())


def untracked_indexes(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a Job has so many completions and pods at once that the server may lose track of them."""
    yield from subject.refusals.get("untracked-indexes", ())


def update_strategy(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: an update strategy is unknown, contradicts itself, or leaves no room to replace a pod."""
    yield from subject.refusals.get("update-strategy", ())


def workload_annotation(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: an annotation that stands for an old field of a workload is no whole number."""
    yield from subject.refusals.get("workload-annotation", ())


def workload_field_value(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a field of a workload has a value that it does not know."""
    yield from subject.refusals.get("workload-field-value", ())


def workload_number(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a number of a workload is negative."""
    yield from subject.refusals.get("workload-number", ())


def workload_restart_policy(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: the pods of a controller are not always restarted."""
    yield from subject.refusals.get("workload-restart-policy", ())


def workload_selector(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: the selector of a workload is empty or does not match the pods of its template."""
    yield from subject.refusals.get("workload-selector", ())
