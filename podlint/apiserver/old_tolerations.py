"""Tolerations as JSON in an annotation, from before there was a field: the same rules on another path.

Source: ValidateTolerationsInPodAnnotations of pkg/apis/core/validation.
"""

from __future__ import annotations

from podlint.apiserver.inquiry import Inquiry
from podlint.syntax.nodes import Mapping, Node, Scalar, Sequence

_FIELDS = {name.lower(): name for name in ("key", "operator", "value", "effect", "tolerationSeconds")}


def judge_text(inquiry: Inquiry, annotations: Mapping, key: str, value: str, path: str) -> None:
    """Judge the text of the annotation; whatever is found in it stands at the text."""
    import json

    from podlint.apiserver.scheduling import tolerations as judge_tolerations

    at = annotations.fields[key]
    try:
        parsed = json.loads(value)
    except ValueError:
        parsed = value
    if parsed is None:
        return
    tolerations = [_toleration(item, at) for item in parsed] if isinstance(parsed, list) else [None]
    kept = [item for item in tolerations if item is not None]
    if len(kept) < len(tolerations):
        message = f'{inquiry.title}: annotation "{key}" is no JSON list of tolerations'
        inquiry.refuse("pod-annotation", "Invalid", path, at.span, message)
        return
    judge_tolerations(inquiry, Sequence(list(kept), flow=True, start=at.start, end=at.end), f"{path}.{key}")


def _toleration(item: object, at: Node) -> Mapping | None:
    """A toleration as a node that stands where the text stands; None when it is none."""
    if item is None:
        item = {}
    if not isinstance(item, dict):
        return None
    entries: list[tuple[Node, Node]] = []
    for name, value in item.items():
        field = _FIELDS.get(name.lower())
        if field is None or value is None:
            continue
        wanted = int if field == "tolerationSeconds" else str
        if not isinstance(value, wanted) or isinstance(value, bool):
            return None
        style = "" if wanted is int else '"'
        node = Scalar.of(str(value), style, None, at.start, at.end)
        entries.append((Scalar.of(field, "", None, at.start, at.end), node))
    return Mapping(entries, flow=True, start=at.start, end=at.end)
