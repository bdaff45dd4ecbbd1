"""StatefulSets: claim templates, ordinals, policies, and a template that older servers do not look at.

Source: ValidateStatefulSetSpec of pkg/apis/apps/validation and the strategy's warnings.
"""

from __future__ import annotations

from podlint.apiserver import formats
from podlint.apiserver.choices import meant, one_of, shaped
from podlint.apiserver.claims import claim_spec, fractional_storage
from podlint.apiserver.controllers import controller, count
from podlint.apiserver.inquiry import Inquiry, Titled
from podlint.apiserver.strategies import stateful_set_strategy
from podlint.apiserver.values import absent, integer, items, text
from podlint.syntax.nodes import Mapping, Node

_MANAGEMENT = ("OrderedReady", "Parallel")
_RETENTION = ("Retain", "Delete")


class ClaimTemplate(Titled):
    """A claim template, for messages."""

    __slots__ = ("_name",)

    def __init__(self, index: int, node: Mapping) -> None:
        metadata = node.mapping("metadata")
        name = metadata.text("name") if metadata is not None else None
        self._name = f'"{name}"' if name else str(index + 1)

    @property
    def title(self) -> str:
        """How messages begin that are about the template."""
        return f"claim template {self._name}"


def stateful_set(inquiry: Inquiry, node: Mapping) -> None:
    """Judge a StatefulSet."""
    spec = controller(inquiry, node, "StatefulSet")
    if spec is None:
        return
    for key, value in spec.fields.items():
        path = f"spec.{key}"
        if key in ("replicas", "minReadySeconds"):
            count(inquiry, value, path)
        elif key == "podManagementPolicy":
            _management(inquiry, value, path)
        elif key == "updateStrategy" and value.__class__ is Mapping:
            stateful_set_strategy(inquiry, value, path)
        elif key == "persistentVolumeClaimRetentionPolicy" and value.__class__ is Mapping:
            _retention(inquiry, value, path)
        elif key == "ordinals" and value.__class__ is Mapping and "start" in value.fields:
            count(inquiry, value.fields["start"], f"{path}.start")
        elif key == "serviceName" and inquiry.minor >= 33 and text(value):
            shaped(inquiry, "workload-field-value", value, path, formats.dns_label)
        elif key == "volumeClaimTemplates":
            _claims(inquiry, value, path)
        elif key == "revisionHistoryLimit" and (integer(value) or 0) < 0 and inquiry.minor >= 31:
            message = f"{inquiry.title}: a negative revisionHistoryLimit keeps all revisions"
            inquiry.warn("endless-revision-history", value.span, message)


def _management(inquiry: Inquiry, node: Node, path: str) -> None:
    word = text(node)
    if word and word not in _MANAGEMENT:
        message = f'{inquiry.title}: podManagementPolicy cannot be "{word}"{meant(word, _MANAGEMENT)}'
        inquiry.refuse("workload-field-value", "Invalid", path, node.span, message)


def _retention(inquiry: Inquiry, node: Mapping, path: str) -> None:
    for name in ("whenDeleted", "whenScaled"):
        given = node.fields.get(name)
        if given is not None and text(given):
            one_of(inquiry, "workload-field-value", given, f"{path}.{name}", _RETENTION)


def _claims(inquiry: Inquiry, node: Node, path: str) -> None:
    for index, template in items(node):
        who = ClaimTemplate(index, template)
        spec = template.fields.get("spec")
        if absent(spec):
            spec = Mapping([], flow=True, start=template.start, end=template.end)
        if spec.__class__ is not Mapping:
            continue
        if inquiry.minor >= 34:
            claim_spec(inquiry, spec, f"{path}[{index}].spec", who)
        fractional_storage(inquiry, spec, who)
