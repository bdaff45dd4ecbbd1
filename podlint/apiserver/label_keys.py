"""matchLabelKeys and mismatchLabelKeys of affinity terms and spread constraints.

On creating a Pod the server first turns the keys whose labels the pod has into conditions of the selector, and
then refuses keys that the selector holds twice. Source: ValidateMatchLabelKeysAndMismatchLabelKeys of
pkg/apis/core/validation, applyLabelKeysToLabelSelector of the pod strategy.
"""

from __future__ import annotations

from podlint.apiserver import formats
from podlint.apiserver.inquiry import Inquiry
from podlint.apiserver.pod import Pod
from podlint.apiserver.values import absent, elements, items, text
from podlint.syntax.nodes import Mapping, Node


def label_keys(inquiry: Inquiry, rule: str, node: Mapping, path: str) -> None:
    """The form of the keys, that there is a selector for them, and that no key is in both lists."""
    listed = {name: elements(node.fields.get(name)) for name in ("matchLabelKeys", "mismatchLabelKeys")}
    for name, keys in listed.items():
        if keys and absent(node.fields.get("labelSelector")):
            message = f"{inquiry.title}: {name} need a labelSelector"
            inquiry.refuse(rule, "Forbidden", f"{path}.{name}", inquiry.above(node.fields[name]), message)
            continue
        for index, key in enumerate(keys):
            label_key(inquiry, rule, key, f"{path}.{name}[{index}]")
    excluded = {text(key) for key in listed["mismatchLabelKeys"]}
    for index, key in enumerate(listed["matchLabelKeys"]):
        value = text(key)
        if value is not None and value in excluded:
            message = f'{inquiry.title}: "{value}" is in both matchLabelKeys and mismatchLabelKeys'
            inquiry.refuse(rule, "Invalid", f"{path}.matchLabelKeys[{index}]", key.span, message)


def label_key(inquiry: Inquiry, rule: str, key: Node, path: str) -> None:
    """One key of such a list."""
    value = text(key)
    flaw = None if value is None else formats.qualified_name(value)
    if flaw is not None:
        inquiry.refuse(rule, "Invalid", path, key.span, f'{inquiry.title}: label key "{value}" {flaw}')


def clashing_label_keys(inquiry: Inquiry, rule: str, node: Mapping, path: str, pod: Pod) -> None:
    """Keys that a selector speaks of already, or that are listed twice, after the server's merge."""
    selector = node.mapping("labelSelector")
    if selector is None:
        return
    listed = elements(node.fields.get("matchLabelKeys"))
    places = {text(key) or "": index for index, key in enumerate(listed)}
    wanted = selector.mapping("matchLabels")
    seen = set(wanted.fields) if wanted is not None else set()
    spoken = [text(item.fields.get("key")) or "" for _, item in items(selector.fields.get("matchExpressions"))]
    if pod.bare:
        own = _labels(pod)
        merged = [*listed, *elements(node.fields.get("mismatchLabelKeys"))]
        spoken += [key for item in merged if (key := text(item) or "") in own]
    for key in spoken:
        if key in places and key in seen:
            index = places[key]
            message = f'{inquiry.title}: "{key}" is in matchLabelKeys, but the selector has it already'
            inquiry.refuse(rule, "Invalid", f"{path}[{index}]", listed[index].span, message)
        seen.add(key)


def _labels(pod: Pod) -> set[str]:
    labels = pod.metadata.mapping("labels") if pod.metadata is not None else None
    return set(labels.fields) if labels is not None else set()
