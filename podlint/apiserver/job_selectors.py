"""The selector of a Job, which the server makes unless manualSelector says otherwise.

The server labels the template with the Job's name and uid, and selects by them; what the user gives besides
must agree with that. Source: generateSelector of the job strategy, validateGeneratedSelector of
pkg/apis/batch/validation.
"""

from __future__ import annotations

from podlint.apiserver import formats
from podlint.apiserver.controllers import SELECTOR, mismatch
from podlint.apiserver.inquiry import Inquiry, Mark
from podlint.apiserver.selectors import label_selector, matches
from podlint.apiserver.values import absent, texts
from podlint.syntax.nodes import Mapping, Node

_LABEL = "reserved-job-label"
_NAMES = ("job-name", "batch.kubernetes.io/job-name")
_UIDS = ("controller-uid", "batch.kubernetes.io/controller-uid")
_UID = "\0"
"""Stands for the uid, which nobody knows before the Job exists."""


def manual_selector(inquiry: Inquiry, spec: Mapping) -> None:
    """A selector of the user's own, which has to match the template."""
    selector, inner = spec.fields.get("selector"), spec.mapping("template")
    if selector is None or absent(selector):
        message = f"{inquiry.title}: manualSelector needs a selector"
        at = spec.fields["manualSelector"].span
        inquiry.refuse(SELECTOR, "Required", "spec.selector", at, message)
        inquiry.also("Invalid", "spec.template.metadata.labels")
    elif selector.__class__ is Mapping and label_selector(inquiry, selector, "spec.selector") and inner is not None:
        mismatch(inquiry, selector, inner, "spec.template.metadata.labels")


def generated_selector(inquiry: Inquiry, spec: Mapping, name: str, at: Node, copy: str | None) -> None:
    """What the server adds, and what the user gave that contradicts it; `copy` is where labels count again."""
    names, uids = (_NAMES, _UIDS) if inquiry.minor >= 27 else (_NAMES[:1], _UIDS[:1])
    generated = {**dict.fromkeys(names, name), **dict.fromkeys(uids, _UID)}
    inner = spec.mapping("template")
    metadata = inner.mapping("metadata") if inner is not None else None
    given = metadata.mapping("labels") if metadata is not None else None
    labels = texts(given)
    if any(key not in labels for key in names):
        _name_as_label(inquiry, name, at, ["spec.template.labels", *([copy] if copy and labels else [])])
    for key, value in generated.items():
        if key in labels and labels[key] != value and given is not None:
            _preset(inquiry, given.fields[key], key)
    selector = spec.fields.get("selector")
    if selector.__class__ is Mapping:
        if label_selector(inquiry, selector, "spec.selector"):
            _given_selector(inquiry, selector, generated, {**generated, **labels})
    elif absent(selector) and labels.get(_UIDS[1], _UID) != _UID:
        inquiry.also("Invalid", "spec.template.metadata.labels")


def _name_as_label(inquiry: Inquiry, name: str, at: Node, fields: list[str]) -> None:
    """The name becomes a label of the pods, and labels are shorter than names may be.

    A Job without labels of its own has those of its template by then, these included.
    """
    flaw = formats.label_value(name)
    if flaw is None:
        return
    if formats.dns_subdomain(name) is None:
        message = f"{inquiry.title}: its name becomes a label of its pods, but it {flaw}"
        mark: Mark | None = inquiry.refuse("object-name", "Invalid", fields.pop(0), at.span, message)
    else:
        mark = inquiry.mark("object-name")
    for field in fields:
        inquiry.also("Invalid", field, mark)


def _preset(inquiry: Inquiry, node: Node, key: str) -> None:
    message = f'{inquiry.title}: label "{key}" of its pods is set by the server; leave it out'
    path = f"spec.template.metadata.labels[{key}]"
    inquiry.refuse(_LABEL, "Invalid", path, node.span, message)


def _given_selector(inquiry: Inquiry, selector: Mapping, generated: dict[str, str], labels: dict[str, str]) -> None:
    wanted = selector.mapping("matchLabels")
    by_uid = wanted is not None and _UIDS[1] in wanted.fields
    sound = matches(selector, generated)
    fits = matches(selector, labels) and (by_uid or labels.get(_UIDS[1], _UID) == _UID)
    if sound and fits:
        return
    fields = [] if sound else ["spec.selector"]
    fields += [] if fits else ["spec.template.metadata.labels"]
    message = f"{inquiry.title}: its selector is made by the server; leave it out, or set manualSelector"
    inquiry.refuse(SELECTOR, "Invalid", fields[0], inquiry.above(selector), message)
    for field in fields[1:]:
        inquiry.also("Invalid", field)
