"""CronJobs: schedule, time zone, history, and a job template without a selector of its own.

Source: validateCronJobSpec of pkg/apis/batch/validation.
"""

from __future__ import annotations

from podlint.apiserver import cron
from podlint.apiserver.choices import filled, one_of
from podlint.apiserver.controllers import SELECTOR, count, empty_spec
from podlint.apiserver.inquiry import Inquiry
from podlint.apiserver.jobs import Facts, job_spec
from podlint.apiserver.values import absent, text, truth
from podlint.suggest import nearest
from podlint.syntax.nodes import Mapping, Node

_JOB = "spec.jobTemplate.spec"
_COUNTS = ("startingDeadlineSeconds", "successfulJobsHistoryLimit", "failedJobsHistoryLimit")
_ZONE = "time-zone"


def cron_job(inquiry: Inquiry, node: Mapping) -> None:
    """Judge a CronJob."""
    spec = node.mapping("spec")
    if spec is None:
        return
    fields = spec.fields
    _schedule(inquiry, spec)
    for name in _COUNTS:
        if name in fields:
            count(inquiry, fields[name], f"spec.{name}")
    zone, policy, template = fields.get("timeZone"), fields.get("concurrencyPolicy"), spec.mapping("jobTemplate")
    if zone is not None and not absent(zone):
        _time_zone(inquiry, zone)
    if policy is not None and text(policy):
        words = ("Allow", "Forbid", "Replace")
        one_of(inquiry, "workload-field-value", policy, "spec.concurrencyPolicy", words)
    if template is not None:
        _job_template(inquiry, template)


def _job_template(inquiry: Inquiry, node: Mapping) -> None:
    spec = node.mapping("spec")
    if spec is None:
        if absent(node.fields.get("spec")):
            pod = f"{_JOB}.template.spec"
            empty_spec(inquiry, node, "spec in its jobTemplate", (f"{pod}.containers", f"{pod}.restartPolicy"))
        return
    job_spec(inquiry, Facts(spec, inquiry.minor, defaults=False), _JOB)
    selector, manual = spec.fields.get("selector"), spec.fields.get("manualSelector")
    if selector is not None and not absent(selector):
        message = f"{inquiry.title}: the selector of its Jobs is made by the server; leave it out"
        inquiry.refuse(SELECTOR, "Invalid", f"{_JOB}.selector", inquiry.above(selector), message)
    if manual is not None and truth(manual) is True:
        message = f"{inquiry.title}: its Jobs cannot have a manualSelector"
        inquiry.refuse(SELECTOR, "NotSupported", f"{_JOB}.manualSelector", manual.span, message)


def _schedule(inquiry: Inquiry, spec: Mapping) -> None:
    node = spec.fields.get("schedule")
    if node is None or not text(node):
        filled(inquiry, "cron-schedule", spec, "spec", "schedule")
        return
    schedule = text(node) or ""
    flaw = cron.wrong(schedule)
    if "TZ" in schedule and (inquiry.minor >= 29 or not absent(spec.fields.get("timeZone"))):
        flaw = "holds a time zone, which belongs in timeZone"
    if flaw is not None:
        message = f'{inquiry.title}: schedule "{schedule}" {flaw}'
        inquiry.refuse("cron-schedule", "Invalid", "spec.schedule", node.span, message)


def _time_zone(inquiry: Inquiry, node: Node) -> None:
    """A name out of the time zone database; letter case counts."""
    from podlint.apiserver import timezones

    zone = text(node)
    if zone is None or (zone and timezones.known(zone)):
        return
    if not zone:
        message = f"{inquiry.title}: timeZone is empty"
    elif zone.lower() == "local":
        message = f'{inquiry.title}: timeZone cannot be "{zone}", since every server has its own'
    else:
        near = nearest(zone, timezones.names())
        hint = f'; did you mean "{near}"?' if near else ""
        message = f'{inquiry.title}: timeZone "{zone}" is unknown{hint}'
    inquiry.refuse(_ZONE, "Invalid", "spec.timeZone", node.span, message)
