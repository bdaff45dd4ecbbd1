"""What the controllers of long-running pods have in common: a selector that matches the template they keep.

Source: ValidatePodTemplateSpecForReplicaSet and its like in pkg/apis/apps/validation.
"""

from __future__ import annotations

from podlint.apiserver.choices import RESTART_POLICIES, replace
from podlint.apiserver.inquiry import LATER, Inquiry
from podlint.apiserver.metadata import copied_labels, template_metadata
from podlint.apiserver.selectors import is_empty, label_selector, matches
from podlint.apiserver.template import pod_template
from podlint.apiserver.values import absent, atoi, integer, text, texts
from podlint.diagnostic import Evidence
from podlint.syntax.nodes import Mapping, Node, Scalar

SELECTOR = "workload-selector"


def controller(inquiry: Inquiry, node: Mapping, kind: str) -> Mapping | None:
    """Judge selector and template; the spec comes back if there is one."""
    spec = node.mapping("spec")
    if spec is None:
        return None
    inner = spec.mapping("template")
    sound = _selector(inquiry, spec, inner, kind)
    if inner is None:
        if kind == "ReplicaSet" and sound and absent(spec.fields.get("template")):
            _no_template(inquiry, spec)
        return spec
    if kind == "StatefulSet" and (not sound or inquiry.minor < 34):
        keep = ("spec.template.labels", "spec.template.annotations") if sound else ()
        hidden(inquiry, inner, kind, keep=keep)
        runs_for_ever(inquiry, inner, "spec.template", every=True)
    elif sound:
        template(inquiry, node, inner, "spec.template", kind)
    else:
        hidden(inquiry, inner, kind)
    return spec


def _no_template(inquiry: Inquiry, spec: Mapping) -> None:
    """A ReplicaSet without a template, which the schema allows."""
    selector = spec.mapping("selector")
    fields = ["spec.template.spec.containers"]
    if selector is None or not matches(selector, {}):
        fields.append("spec.template.metadata.labels")
    message = f"{inquiry.title} has no template"
    inquiry.refuse("missing-template", "Required", fields[0], inquiry.above(spec), message)
    for field in fields[1:]:
        inquiry.also("Invalid", field)


def empty_spec(inquiry: Inquiry, node: Mapping, name: str, fields: tuple[str, ...]) -> None:
    """An object without its main field: all that the server misses then is one finding."""
    message = f"{inquiry.title} has no {name}"
    inquiry.refuse("missing-template", "Required", fields[0], inquiry.above(node), message)
    for field in fields[1:]:
        inquiry.also("Required", field)


def _selector(inquiry: Inquiry, spec: Mapping, inner: Mapping | None, kind: str) -> bool:
    """Whether the server goes on to the template after looking at the selector."""
    selector = spec.mapping("selector")
    if selector is None:
        return True
    before = inquiry.last
    sound = label_selector(inquiry, selector, "spec.selector")
    if not sound:
        if kind == "DaemonSet":
            return True
        if inquiry.last is not before:
            inquiry.also("Invalid", "spec.selector")
        return False
    if is_empty(selector):
        if _is_flat(selector):
            return True
        message = f"{inquiry.title} has an empty selector"
        inquiry.refuse(SELECTOR, "Invalid", "spec.selector", inquiry.above(selector), message)
    elif inner is not None:
        mismatch(inquiry, selector, inner, "spec.template.metadata.labels")
    return True


def _is_flat(selector: Mapping) -> bool:
    """Whether labels stand right in a selector: empty to the server, misplaced to the schema layer, which says both."""
    return bool(selector.entries) and all(
        key != "matchLabels" and isinstance(value, Scalar) and not value.is_null
        for key, value in selector.fields.items()
    )


def mismatch(inquiry: Inquiry, selector: Mapping, inner: Mapping, path: str) -> None:
    """A selector that does not match the labels of the template."""
    metadata = inner.mapping("metadata")
    node = metadata.mapping("labels") if metadata is not None else None
    labels = texts(node)
    if matches(selector, labels):
        return
    wanted = selector.mapping("matchLabels")
    for key, value in wanted.fields.items() if wanted is not None else ():
        if labels.get(key) != (text(value) or ""):
            _differing_label(inquiry, key, value, node, inner, path)
            return
    at = inquiry.above(node or metadata or inner)
    message = f"{inquiry.title}: the selector does not match the labels of the template"
    evidence = (Evidence(inquiry.above(selector), "the selector"),)
    inquiry.refuse(SELECTOR, "Invalid", path, at, message, evidence)


def _differing_label(
    inquiry: Inquiry, key: str, value: Node, labels: Mapping | None, inner: Mapping, path: str
) -> None:
    wanted = text(value) or ""
    given = labels.fields.get(key) if labels is not None else None
    evidence = (Evidence(value.span, "the selector"),)
    if given is None:
        at = inquiry.above(labels or inner)
        message = f'{inquiry.title}: the template lacks the label "{key}: {wanted}" of the selector'
        inquiry.refuse(SELECTOR, "Invalid", path, at, message, evidence)
        return
    message = f'{inquiry.title}: label "{key}" of the template is "{text(given)}", the selector wants "{wanted}"'
    inquiry.refuse(SELECTOR, "Invalid", path, given.span, message, evidence, replace(given, wanted))


def template(inquiry: Inquiry, node: Mapping, inner: Mapping, path: str, kind: str) -> None:
    """Judge the template of pods that run for ever."""
    copy = copied_labels(node) if kind == "ReplicationController" else None
    template_metadata(inquiry, inner.fields.get("metadata"), path, copy)
    pod_template(inquiry, inner, path, kind)
    runs_for_ever(inquiry, inner, path)


def runs_for_ever(inquiry: Inquiry, inner: Mapping, path: str, *, every: bool = False) -> None:
    """Pods of such a controller are always restarted; `every` wrong word counts, not only the known ones."""
    spec = inner.mapping("spec")
    if spec is None:
        return
    policy, deadline = spec.fields.get("restartPolicy"), spec.fields.get("activeDeadlineSeconds")
    word = text(policy)
    if policy is not None and word and word != "Always" and (every or word in RESTART_POLICIES):
        message = f'{inquiry.title}: restartPolicy of its pods can only be "Always", not "{word}"'
        field = f"{path}.spec.restartPolicy"
        fix = replace(policy, "Always")
        inquiry.refuse("workload-restart-policy", "NotSupported", field, policy.span, message, (), fix)
    if deadline is not None and not absent(deadline):
        message = f"{inquiry.title}: its pods run for ever, so activeDeadlineSeconds cannot be set"
        field = f"{path}.spec.activeDeadlineSeconds"
        inquiry.refuse("template-deadline", "Forbidden", field, inquiry.above(deadline), message)


def hidden(inquiry: Inquiry, inner: Mapping, kind: str, *, keep: tuple[str, ...] = ()) -> None:
    """Judge a template that the server does not look at yet: what it holds against it comes later.

    Findings on the fields in `keep` count at once.
    """
    later = Inquiry(inquiry.manifest, inquiry.minor)
    template_metadata(later, inner.fields.get("metadata"), "spec.template")
    pod_template(later, inner, "spec.template", kind)
    for rule, findings in later.findings.items():
        kept = inquiry.findings.setdefault(rule, [])
        for finding in findings:
            api = tuple(refusal for refusal in finding.api if refusal.field.startswith(keep)) if keep else ()
            later_only = bool(keep and finding.api and not api)
            message = finding.message + (LATER if later_only else "")
            kept.append(finding._replace(api=api, message=message))


def count(inquiry: Inquiry, node: Node, path: str) -> None:
    """A number that may not be negative."""
    value = integer(node)
    if value is not None and value < 0:
        message = f"{inquiry.title}: {path.rpartition('.')[2]} is {value}, it cannot be negative"
        inquiry.refuse("workload-number", "Invalid", path, node.span, message)


def number_annotation(inquiry: Inquiry, node: Mapping, name: str, field: str | None) -> None:
    """An annotation that stands for a field of older API versions: a whole number, or nothing decodes."""
    metadata = node.mapping("metadata")
    annotations = metadata.mapping("annotations") if metadata is not None else None
    given = annotations.fields.get(name) if annotations is not None else None
    value = text(given)
    if given is None or value is None or (value == "" and field is not None):
        return
    number = atoi(value)
    if number is None or not -(1 << 63) <= number < 1 << 63:
        message = f'{inquiry.title}: annotation "{name}" is "{value}", it must be a whole number'
        inquiry.refuse("workload-annotation", "Decode", "", given.span, message)
    elif field is not None and number < 0:
        message = f'{inquiry.title}: annotation "{name}" is negative'
        inquiry.refuse("workload-annotation", "Invalid", field, given.span, message)
