"""Resources of a pod as a whole, against those of its containers, after Kubernetes has filled them in.

Source: validatePodResources and validatePodResourceConsistency of pkg/apis/core/validation, the defaulting of
pkg/apis/core/v1 and pkg/api/pod, AggregateContainerRequests of component-helpers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from podlint.apiserver import formats
from podlint.apiserver.inquiry import Inquiry
from podlint.apiserver.pod import Container, Pod
from podlint.apiserver.resources import HUGE_PAGES, Amounts, Requirements, amounts, check, overcommitted, shown
from podlint.apiserver.values import absent
from podlint.diagnostic import Evidence
from podlint.syntax.nodes import Mapping

_PLAIN = frozenset(("cpu", "memory"))


def pod_resources(inquiry: Inquiry, pod: Pod, containers: Sequence[Container]) -> None:
    """The resources of a pod, which no pod for Windows has."""
    node = pod.node.fields["resources"]
    if not isinstance(node, Mapping):
        return
    path = f"{pod.path}.resources"
    if pod.os == "windows":
        message = f"{inquiry.title}: resources of the pod cannot be set in a pod for windows"
        inquiry.refuse("pod-os", "Forbidden", path, inquiry.above(node), message)
        return
    claims = node.fields.get("claims")
    if claims is not None and not absent(claims):
        message = f"{inquiry.title}: claims belong to the resources of a container, not of the pod"
        inquiry.refuse("pod-resources", "Forbidden", f"{path}.claims", inquiry.above(claims), message)
    found = Requirements(node, path, inquiry, plain=_PLAIN)
    if pod.bare and (found.limits or found.requests):
        _fill_in(inquiry, found, containers)
    check(inquiry, found, name_flaw)
    _consistent(inquiry, found, containers)


def name_flaw(name: str) -> str | None:
    """What is wrong with the name of a resource of a pod."""
    wrong = formats.qualified_name(name)
    if wrong is not None:
        return wrong
    if supported(name):
        return None
    return "cannot be limited for the pod as a whole, only cpu, memory and hugepages can"


def supported(name: str) -> bool:
    """Whether a pod as a whole can have the resource."""
    return name in _PLAIN or name.startswith(HUGE_PAGES)


def _fill_in(inquiry: Inquiry, found: Requirements, containers: Sequence[Container]) -> None:
    """What a Pod's missing requests and limits become."""
    limits = total(containers, "limits")
    for name, amount in limits.items():
        if name.startswith(HUGE_PAGES) and name not in found.requests:
            found.limits.setdefault(name, amount)
    if found.limits or inquiry.minor >= 37:
        for name, amount in total(containers, "requests").items():
            if supported(name) and overcommitted(name):
                found.requests.setdefault(name, amount)
        for name, amount in found.limits.items():
            if supported(name):
                found.requests.setdefault(name, amount)
    if inquiry.minor >= 37:
        everywhere = [amounts(_listed(container, "limits")) for container in containers]
        for name, amount in found.requests.items():
            if supported(name) and name in limits and all(name in listed for listed in everywhere):
                found.limits.setdefault(name, max(amount, limits[name]))


def _listed(container: Container, group: str) -> Mapping | None:
    resources = container.node.mapping("resources")
    return None if resources is None else resources.mapping(group)


def total(containers: Iterable[Container], group: str) -> Amounts:
    """What containers ask for together at their worst moment: starting, or running."""
    running: Amounts = {}
    sidecars: Amounts = {}
    starting: Amounts = {}
    for container in containers:
        if container.group == "ephemeralContainers":
            continue
        mine = amounts(_listed(container, group))
        if group == "requests" and container.pod.bare:
            mine = {**amounts(_listed(container, "limits")), **mine}
        if container.group == "containers" or container.sidecar:
            _add(running, mine)
        if container.group == "initContainers":
            if container.sidecar:
                _add(sidecars, mine)
                mine = sidecars
            else:
                mine = dict(mine)
                _add(mine, sidecars)
            for name, amount in mine.items():
                starting[name] = max(amount, starting.get(name, amount))
    for name, amount in starting.items():
        running[name] = max(amount, running.get(name, amount))
    return running


def _add(amounts_: Amounts, more: Amounts) -> None:
    for name, amount in more.items():
        amounts_[name] = amounts_.get(name, 0) + amount


def _consistent(inquiry: Inquiry, found: Requirements, containers: Sequence[Container]) -> None:
    """The pod has at least what its containers ask for together, and no container may use more than the pod."""
    for name, amount in total(containers, "requests").items():
        if name in found.requests and amount > found.requests[name]:
            message = f"{inquiry.title}: the containers request more {name} than the pod"
            path = f"{found.path}.requests[{name}]"
            inquiry.refuse("pod-resources", "Invalid", path, found.value("requests", name).span, message)
    for name, amount in total(containers, "limits").items():
        if name.startswith(HUGE_PAGES) and name in found.limits and amount > found.limits[name]:
            message = f"{inquiry.title}: the limits of the containers for {name} add up to more than the pod's"
            path = f"{found.path}.limits[{name}]"
            inquiry.refuse("pod-resources", "Invalid", path, found.value("limits", name).span, message)
    for container in containers:
        listed = _listed(container, "limits")
        if container.group != "containers" or listed is None:
            continue
        for name, amount in amounts(listed).items():
            if name in found.limits and amount > found.limits[name]:
                node = listed.fields[name]
                message = f"{container.title}: {name} limit {shown(node)} is more than that of the pod"
                seen = (Evidence(found.value("limits", name).span, "the limit of the pod"),)
                path = f"{found.path}.containers[{container.index}][{name}].limits"
                inquiry.refuse("pod-resources", "Invalid", path, node.span, message, seen)
