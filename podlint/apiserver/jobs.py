"""Jobs, and the job templates of CronJobs: completions and indexes, retries, selectors that the server makes.

The policies of a Job are `job_policies`' business. Source: validateJobSpec and ValidateJobCreate of
pkg/apis/batch/validation, generateSelector of the job strategy.
"""

from __future__ import annotations

from collections.abc import Callable

from podlint.apiserver import formats
from podlint.apiserver.choices import one_of
from podlint.apiserver.controllers import count, empty_spec
from podlint.apiserver.inquiry import Inquiry
from podlint.apiserver.job_policies import failure_policy, success_policy
from podlint.apiserver.job_selectors import generated_selector, manual_selector
from podlint.apiserver.metadata import copied_labels, generated_name, template_metadata
from podlint.apiserver.template import pod_template
from podlint.apiserver.values import absent, integer, text, truth
from podlint.diagnostic import Fix
from podlint.syntax.nodes import Mapping, Node
from podlint.text import Edit, Span

COMPLETION = "job-completion"
_MOST_PARALLEL = 100_000
_MANY = 100_000
_FEW = 10_000
_LONGEST_MANAGER = 63
_PATH = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/-._~%!$&'()*+,;=:"
_COUNTS = {
    "parallelism": 0, "completions": 0, "activeDeadlineSeconds": 0, "backoffLimit": 0,
    "ttlSecondsAfterFinished": 0, "backoffLimitPerIndex": 29, "maxFailedIndexes": 29,
}  # fmt: skip
"""Numbers that may not be negative, with the minor from which on they are looked at."""


def job(inquiry: Inquiry, node: Mapping) -> None:
    """Judge a Job."""
    spec = node.mapping("spec")
    if spec is None:
        if absent(node.fields.get("spec")):
            empty_spec(inquiry, node, "spec", _MISSING)
            _name_without_spec(inquiry, node)
        return
    copy = copied_labels(node)
    facts = Facts(spec, inquiry.minor, defaults=True)
    job_spec(inquiry, facts, "spec", copy)
    name = _name(node.mapping("metadata"))
    if truth(spec.fields.get("manualSelector")):
        manual_selector(inquiry, spec)
    elif name is not None:
        generated_selector(inquiry, spec, *name, copy)
    if name is not None:
        _indexed_name(inquiry, facts, *name)
    elif facts.indexed and (facts.completions or 0) > 0:
        inquiry.also("Invalid", "metadata.name", inquiry.mark("object-name"))


def _name_without_spec(inquiry: Inquiry, node: Mapping) -> None:
    """The server labels even the pods that a Job says nothing of."""
    name = _name(node.mapping("metadata"))
    if name is not None:
        generated_selector(inquiry, Mapping([], flow=True, start=node.start, end=node.end), *name, None)


_MISSING = ("spec.template.spec.containers", "spec.template.spec.restartPolicy")


def _name(metadata: Mapping | None) -> tuple[str, Node] | None:
    """The name that a Job has or gets, and where it is written."""
    if metadata is None:
        return None
    name, base = metadata.fields.get("name"), metadata.fields.get("generateName")
    if name is not None and text(name):
        return text(name) or "", name
    if base is not None and text(base):
        return generated_name(text(base) or ""), base
    return None


def _alpha_too(minor: int) -> int:
    """A CronJob keeps fields of its template whose gates are off: it is as if they were on already."""
    return max(minor, 32 if minor >= 30 else 29 if minor >= 28 else 0)


class Facts:
    """The numbers of a Job after defaulting, which a CronJob's template does not get; the minor that counts."""

    __slots__ = ("completions", "indexed", "max_failed", "minor", "mode", "parallelism", "per_index", "spec")

    def __init__(self, spec: Mapping, minor: int, *, defaults: bool) -> None:
        fields = spec.fields
        self.spec = spec
        self.minor = minor if defaults else _alpha_too(minor)
        self.completions = integer(fields.get("completions"))
        self.parallelism = integer(fields.get("parallelism"))
        if defaults and absent(fields.get("parallelism")):
            if absent(fields.get("completions")):
                self.completions = 1
            self.parallelism = 1
        self.mode = text(fields.get("completionMode")) if not absent(fields.get("completionMode")) else None
        self.indexed = self.mode == "Indexed"
        kept = self.minor >= 29
        self.per_index = kept and not absent(fields.get("backoffLimitPerIndex"))
        self.max_failed = integer(fields.get("maxFailedIndexes")) if kept else None


def job_spec(inquiry: Inquiry, facts: Facts, path: str, copy: str | None = None) -> None:
    """Judge the spec of a Job, or of a CronJob's template; `copy` is where bad labels are reported again."""
    spec = facts.spec
    for key, value in spec.fields.items():
        if key in _COUNTS:
            if facts.minor >= _COUNTS[key]:
                count(inquiry, value, f"{path}.{key}")
        elif key in _FIELDS:
            _FIELDS[key](inquiry, value, f"{path}.{key}", facts)
    if facts.indexed:
        _indexed(inquiry, facts, path)
    elif facts.mode in (None, "NonIndexed"):
        _not_indexed(inquiry, facts, path)
    if facts.max_failed is not None and not facts.per_index:
        at = spec.fields["maxFailedIndexes"].span
        message = f"{inquiry.title}: maxFailedIndexes needs backoffLimitPerIndex"
        inquiry.refuse(COMPLETION, "Required", f"{path}.backoffLimitPerIndex", at, message)
    inner = spec.mapping("template")
    if inner is not None:
        template_metadata(inquiry, inner.fields.get("metadata"), f"{path}.template", copy)
        pod_template(inquiry, inner, f"{path}.template", "Job")
        _restart_policy(inquiry, spec, inner, f"{path}.template.spec.restartPolicy")


def _indexed(inquiry: Inquiry, facts: Facts, path: str) -> None:
    spec, completions = facts.spec, facts.completions
    if absent(spec.fields.get("completions")) and completions is None:
        at = spec.fields["completionMode"].span
        message = f'{inquiry.title}: completionMode "Indexed" needs completions'
        inquiry.refuse(COMPLETION, "Required", f"{path}.completions", at, message)
    many = completions is not None and completions > _MANY
    limit = _FEW if many and facts.per_index else _MOST_PARALLEL
    if facts.parallelism is not None and facts.parallelism > limit:
        _above(inquiry, spec, path, "parallelism", limit)
    elif many and facts.parallelism is not None and facts.parallelism > _FEW:
        message = f"{inquiry.title}: with so many completions and pods at once, failed indexes may get lost"
        inquiry.warn("untracked-indexes", spec.fields["parallelism"].span, message)
    if facts.max_failed is not None:
        if facts.max_failed > limit:
            _above(inquiry, spec, path, "maxFailedIndexes", limit)
        elif completions is not None and facts.max_failed > completions:
            _above(inquiry, spec, path, "maxFailedIndexes", completions)
    elif many and facts.per_index and absent(spec.fields.get("maxFailedIndexes")):
        at = spec.fields["completions"].span
        message = f"{inquiry.title}: more than {_MANY} completions with backoffLimitPerIndex need maxFailedIndexes"
        inquiry.refuse(COMPLETION, "Required", f"{path}.maxFailedIndexes", at, message)


def _above(inquiry: Inquiry, spec: Mapping, path: str, name: str, limit: int) -> None:
    node = spec.fields[name]
    message = f"{inquiry.title}: {name} is {integer(node)}, it cannot be more than {limit} here"
    inquiry.refuse(COMPLETION, "Invalid", f"{path}.{name}", node.span, message)


def _not_indexed(inquiry: Inquiry, facts: Facts, path: str) -> None:
    given = [name for name in ("backoffLimitPerIndex", "maxFailedIndexes") if not absent(facts.spec.fields.get(name))]
    for name in given if facts.minor >= 29 else ():
        message = f'{inquiry.title}: {name} needs completionMode "Indexed"'
        at = facts.spec.fields[name].span
        inquiry.refuse(COMPLETION, "Invalid", f"{path}.{name}", at, message)


def _indexed_name(inquiry: Inquiry, facts: Facts, name: str, at: Node) -> None:
    """Pods of an indexed Job are named after it and their index, which must give a host name."""
    if not facts.indexed or not facts.completions or facts.completions <= 0 or inquiry.minor < 27:
        return
    longest = f"{name}-{facts.completions - 1}"
    flaw = formats.dns_label(longest)
    if flaw is not None and formats.dns_subdomain(name) is None:
        message = f'{inquiry.title}: its last pod would have the host name "{longest}", which {flaw}'
        inquiry.refuse("object-name", "Invalid", "metadata.name", at.span, message)


def _mode(inquiry: Inquiry, node: Node, path: str, _: Facts) -> None:
    if not absent(node):
        one_of(inquiry, "workload-field-value", node, path, ("NonIndexed", "Indexed"))


def _managed_by(inquiry: Inquiry, node: Node, path: str, facts: Facts) -> None:
    """Who manages the Job: a domain, a slash and a path."""
    value = text(node)
    if facts.minor < 32 or value is None or absent(node):
        return
    if not value:
        inquiry.refuse("job-manager", "Required", path, node.span, f"{inquiry.title}: managedBy is empty")
        return
    domain, slash, rest = value.partition("/")
    flaw = None
    if not slash or not domain or not rest:
        flaw = "is not of the form example.com/name"
    elif (wrong := formats.dns_subdomain(domain)) is not None:
        flaw = f"has a domain that {wrong}"
    elif rest.strip(_PATH):
        flaw = f'contains "{rest.strip(_PATH)[0]}" after its slash'
    if flaw is not None:
        message = f'{inquiry.title}: managedBy "{value}" {flaw}'
        inquiry.refuse("job-manager", "Invalid", path, node.span, message)
    if len(value.encode()) > _LONGEST_MANAGER:
        message = f"{inquiry.title}: managedBy is longer than {_LONGEST_MANAGER} characters"
        inquiry.refuse("job-manager", "TooLong", path, node.span, message)


def _replacement(inquiry: Inquiry, node: Node, path: str, facts: Facts) -> None:
    if facts.minor < 29 or absent(node):
        return
    if absent(facts.spec.fields.get("podFailurePolicy")):
        one_of(inquiry, "workload-field-value", node, path, ("Failed", "TerminatingOrFailed"))
    elif text(node) not in ("Failed", None):
        message = f'{inquiry.title}: podReplacementPolicy can only be "Failed" beside a podFailurePolicy'
        inquiry.refuse("workload-field-value", "NotSupported", path, node.span, message)


def _failure(inquiry: Inquiry, node: Node, path: str, facts: Facts) -> None:
    if node.__class__ is Mapping:
        failure_policy(inquiry, node, path, facts.spec, per_index=facts.per_index)


def _success(inquiry: Inquiry, node: Node, path: str, facts: Facts) -> None:
    if facts.minor < 31 or node.__class__ is not Mapping:
        return
    if not facts.indexed:
        message = f'{inquiry.title}: successPolicy needs completionMode "Indexed"'
        inquiry.refuse("success-policy", "Invalid", path, inquiry.above(node), message)
    else:
        success_policy(inquiry, node, path, facts.completions)


_FIELDS: dict[str, Callable[[Inquiry, Node, str, Facts], None]] = {
    "completionMode": _mode,
    "managedBy": _managed_by,
    "podReplacementPolicy": _replacement,
    "podFailurePolicy": _failure,
    "successPolicy": _success,
}


def _restart_policy(inquiry: Inquiry, spec: Mapping, inner: Mapping, path: str) -> None:
    """Pods of a Job end, so the default, Always, is no choice."""
    pod = inner.mapping("spec")
    node = pod.fields.get("restartPolicy") if pod is not None else None
    word = text(node) or "Always"
    if word == "Always":
        given = node is not None and bool(text(node))
        at = node.span if node is not None and given else inquiry.above(pod or inner)
        what = 'cannot be "Always"' if given else 'is "Always" unless it is set'
        message = f'{inquiry.title}: restartPolicy of its pods {what}; did you mean "Never" or "OnFailure"?'
        fix = _restart_fix(inquiry, node, pod)
        inquiry.refuse("job-restart-policy", "Required", path, at, message, (), fix)
    elif word == "OnFailure" and node is not None and not absent(spec.fields.get("podFailurePolicy")):
        message = f'{inquiry.title}: podFailurePolicy needs restartPolicy "Never"'
        inquiry.refuse("job-restart-policy", "Invalid", path, node.span, message)


def _restart_fix(inquiry: Inquiry, node: Node | None, pod: Mapping | None) -> Fix | None:
    """Never, in place of what is there, or as the first field of the pod spec."""
    title = "never restart the pods"
    if node is not None:
        return Fix(title, (Edit(node.span, "Never" if node.span.start < node.span.end else " Never"),))
    if pod is None or not pod.entries:
        return None
    start = pod.entries[0][0].span.start
    if pod.flow:
        return Fix(title, (Edit(Span(start, start), "restartPolicy: Never, "),))
    indent = " " * (inquiry.manifest.source.position(start).column - 1)
    return Fix(title, (Edit(Span(start, start), f"restartPolicy: Never\n{indent}"),))
