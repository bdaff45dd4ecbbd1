"""A pod spec as a whole: the fields of its own, and what they demand of each other.

Source: ValidatePodSpec, ValidatePodCreate and ValidatePodTemplateSpec of pkg/apis/core/validation.
"""

from __future__ import annotations

from collections.abc import Sequence

from podlint.apiserver import formats
from podlint.apiserver.choices import RESTART_POLICIES, one_of, shaped, within
from podlint.apiserver.containers import check_container, check_names
from podlint.apiserver.inquiry import LATER, Inquiry
from podlint.apiserver.pod import Container, Pod
from podlint.apiserver.ports import host_ports, port_warnings
from podlint.apiserver.resources import overhead
from podlint.apiserver.scheduling import FIELDS as SCHEDULING
from podlint.apiserver.scheduling import Field
from podlint.apiserver.security import pod_context
from podlint.apiserver.values import absent, elements, integer, items, text, truth
from podlint.apiserver.volumes import volumes
from podlint.diagnostic import Evidence
from podlint.syntax.nodes import Mapping, Node, Scalar
from podlint.syntax.nodes import Sequence as SequenceNode

GROUPS = ("containers", "initContainers", "ephemeralContainers")
DNS_POLICIES = ("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None")
PREEMPTION_POLICIES = ("Never", "PreemptLowerPriority")
_LONGEST = 2**31 - 1


def pod_spec(inquiry: Inquiry, pod: Pod) -> list[Container]:
    """Judge a pod spec; the containers are for those who look at its annotations."""
    fields = pod.node.fields
    if "resourceClaims" in fields and inquiry.minor >= 34:
        pod.claims = {text(claim.fields.get("name")) or "" for _, claim in items(fields["resourceClaims"])}
    if "volumes" in fields or pod.kind == "StatefulSet":
        pod.volumes = volumes(inquiry, pod, fields.get("volumes"))
    containers = _containers(inquiry, pod)
    for key, value in fields.items():
        check = FIELDS.get(key)
        if check is not None and not (value.__class__ is Scalar and value.is_null):
            check(inquiry, value, f"{pod.path}.{key}", pod)
    for container in containers:
        check_container(inquiry, container)
    if len(containers) > 1 or "ephemeralContainers" in fields:
        check_names(inquiry, containers)
    listed = [container for container in containers if "ports" in container.fields]
    if listed:
        host_ports(inquiry, pod, listed)
        port_warnings(inquiry, pod, sorted(listed, key=lambda container: container.group != "initContainers"))
    if "dnsPolicy" in fields and text(fields["dnsPolicy"]) == "None" and absent(fields.get("dnsConfig")):
        message = f'{inquiry.title}: dnsPolicy "None" needs a dnsConfig with a nameserver'
        inquiry.refuse("dns-config", "Required", f"{pod.path}.dnsConfig", fields["dnsPolicy"].span, message)
    _together(inquiry, pod, containers)
    return containers


def _containers(inquiry: Inquiry, pod: Pod) -> list[Container]:
    found = [
        Container(pod, group, index, item)
        for group in GROUPS
        if group in pod.node.fields
        for index, item in items(pod.node.fields[group])
    ]
    listed = pod.node.fields.get("containers")
    if listed.__class__ is SequenceNode and not listed.items:
        no_container(inquiry, pod.path, listed)
    return found


def no_container(inquiry: Inquiry, path: str, node: Node) -> None:
    """A pod spec, or what should hold one, without a container; a missing list is the schema layer's."""
    message = f"{inquiry.title}: the pod has no container"
    inquiry.refuse("no-container", "Required", f"{path}.containers", inquiry.above(node), message)


def _together(inquiry: Inquiry, pod: Pod, containers: Sequence[Container]) -> None:
    """What depends on more than one field: looked at only where one of them is there."""
    fields = pod.node.fields
    if "ephemeralContainers" in fields:
        _no_ephemeral(inquiry, pod, fields["ephemeralContainers"])
    if "hostPID" in fields and truth(fields["hostPID"]) is True:
        _shared_and_host(inquiry, pod)
    if not pod.host_users:
        _own_users(inquiry, pod, containers)
    if "resources" in fields and inquiry.minor >= 34 and not absent(fields["resources"]):
        from podlint.apiserver.pod_resources import pod_resources

        pod_resources(inquiry, pod, containers)
    if "os" in fields:
        from podlint.apiserver.windows import operating_system

        operating_system(inquiry, pod, containers)
    if _mentions_windows(fields) or any(_mentions_windows(container.fields) for container in containers):
        from podlint.apiserver.windows import host_process

        host_process(inquiry, pod, containers)


def _mentions_windows(fields: dict[str, Node]) -> bool:
    context = fields.get("securityContext")
    return context.__class__ is Mapping and "windowsOptions" in context.fields


def _no_ephemeral(inquiry: Inquiry, pod: Pod, node: Node) -> None:
    if not elements(node):
        return
    if pod.kind == "StatefulSet" and inquiry.minor < 34:
        return
    where = "when a pod is created" if pod.bare else "in a template"
    message = f'{inquiry.title}: ephemeral containers cannot be given {where}; use "kubectl debug"'
    path = f"{pod.path}.ephemeralContainers"
    inquiry.refuse("ephemeral-container", "Forbidden", path, inquiry.above(node), message)


def _shared_and_host(inquiry: Inquiry, pod: Pod) -> None:
    node = pod.node.fields.get("shareProcessNamespace")
    if node is None or truth(node) is not True:
        return
    place = "shareProcessNamespace" if inquiry.minor >= 37 else "securityContext.shareProcessNamespace"
    message = f"{inquiry.title}: shareProcessNamespace and hostPID exclude each other"
    seen = (Evidence(pod.node.fields["hostPID"].span, "the host's processes"),)
    inquiry.refuse("shared-and-host-pid", "Invalid", f"{pod.path}.{place}", node.span, message, seen)


def _own_users(inquiry: Inquiry, pod: Pod, containers: Sequence[Container]) -> None:
    """Users of its own exclude the namespaces of the host, and raw devices."""
    fields = pod.node.fields
    for name, spelled in (("hostNetwork", "hostNetwork"), ("hostPID", "HostPID"), ("hostIPC", "HostIPC")):
        node = fields.get(name)
        if node is not None and truth(node) is True:
            message = f"{inquiry.title}: {name} cannot be true while hostUsers is false"
            seen = (Evidence(fields["hostUsers"].span, "hostUsers"),)
            inquiry.refuse("host-users", "Forbidden", f"{pod.path}.{spelled}", node.span, message, seen)
    for container in containers:
        devices = container.fields.get("volumeDevices")
        if devices is not None and elements(devices) and inquiry.minor >= 34:
            message = f"{container.title}: volumeDevices cannot be used while hostUsers is false"
            at = inquiry.above(devices)
            inquiry.refuse("host-users", "Forbidden", f"{container.path}.volumeDevices", at, message)


def _restart_policy(inquiry: Inquiry, node: Node, path: str, _: Pod) -> None:
    if text(node):
        one_of(inquiry, "pod-field-value", node, path, RESTART_POLICIES)


def _dns_policy(inquiry: Inquiry, node: Node, path: str, _: Pod) -> None:
    if text(node):
        one_of(inquiry, "pod-field-value", node, path, DNS_POLICIES)


def _overhead(inquiry: Inquiry, node: Node, path: str, pod: Pod) -> None:
    from podlint.apiserver.admission import overhead_of_class

    overhead(inquiry, node, path, pod)
    overhead_of_class(inquiry, node, pod)


def _preemption_policy(inquiry: Inquiry, node: Node, path: str, pod: Pod) -> None:
    if text(node) == "":
        message = f"{inquiry.title}: preemptionPolicy is empty"
        inquiry.refuse("pod-field-value", "Required", path, node.span, message)
    else:
        one_of(inquiry, "pod-field-value", node, path, PREEMPTION_POLICIES)
        from podlint.apiserver.admission import preemption

        preemption(inquiry, node, pod)


def _deadline(inquiry: Inquiry, node: Node, path: str, _: Pod) -> None:
    within(inquiry, "pod-field-value", node, path, (1, _LONGEST))


def _grace_period(inquiry: Inquiry, node: Node, _: str, pod: Pod) -> None:
    seconds = integer(node)
    if seconds is not None and seconds < 0 and not pod.bare:
        message = f"{inquiry.title}: terminationGracePeriodSeconds is {seconds}, which counts as 1"
        inquiry.warn("negative-grace-period", node.span, message)


def _object_name(inquiry: Inquiry, node: Node, path: str, _: Pod) -> None:
    """The name of another object; an empty one counts as none."""
    if text(node):
        shaped(inquiry, "pod-name-reference", node, path, formats.dns_subdomain)


def _service_account(inquiry: Inquiry, node: Node, path: str, pod: Pod) -> None:
    """The old name of serviceAccountName: it only counts without the new one."""
    if not text(pod.node.fields.get("serviceAccountName")):
        _object_name(inquiry, node, f"{path}Name", pod)


def _runtime_class(inquiry: Inquiry, node: Node, path: str, _: Pod) -> None:
    shaped(inquiry, "pod-name-reference", node, path, formats.dns_subdomain)


def _node_name(inquiry: Inquiry, node: Node, path: str, pod: Pod) -> None:
    if not text(node):
        return
    shaped(inquiry, "pod-name-reference", node, path, formats.dns_subdomain)
    if not elements(pod.node.fields.get("schedulingGates")):
        return
    message = f"{inquiry.title}: nodeName cannot be set while there are schedulingGates"
    if pod.bare:
        inquiry.refuse("node-name-with-gates", "Forbidden", path, node.span, message)
    else:
        inquiry.warn("pods-refused-later", node.span, message + LATER)


def _hostname(inquiry: Inquiry, node: Node, path: str, pod: Pod) -> None:
    if text(node) and pod.kind != "StatefulSet":
        shaped(inquiry, "pod-hostname", node, path, formats.dns_label)


def _hostname_override(inquiry: Inquiry, node: Node, path: str, pod: Pod) -> None:
    if inquiry.minor < 35 or (value := text(node)) is None:
        return
    if truth(pod.node.fields.get("setHostnameAsFQDN")) is True:
        message = f"{inquiry.title}: hostnameOverride and setHostnameAsFQDN exclude each other"
        inquiry.refuse("pod-hostname", "Forbidden", path, node.span, message)
    if pod.host_network:
        message = f"{inquiry.title}: hostnameOverride and hostNetwork exclude each other"
        inquiry.refuse("pod-hostname", "Forbidden", path, node.span, message)
    if len(value.encode()) > 64:
        message = f"{inquiry.title}: hostnameOverride has {len(value)} characters; at most 64 are allowed"
        inquiry.refuse("pod-hostname", "TooLong", path, node.span, message)
    shaped(inquiry, "pod-hostname", node, path, formats.dns_subdomain)


def _pull_secrets(inquiry: Inquiry, node: Node, _path: str, _pod: Pod) -> None:
    """Names that are empty or given twice: accepted, with a warning."""
    seen: set[str] = set()
    for index, item in items(node):
        name = text(item.fields.get("name")) or ""
        at = item.fields["name"].span if "name" in item.fields else item.span
        if not name:
            inquiry.warn("image-pull-secret-name", at, f"{inquiry.title}: image pull secret {index + 1} has no name")
        if name in seen:
            message = f'{inquiry.title}: image pull secret "{name}" is listed twice'
            inquiry.warn("image-pull-secret-name", at, message)
        seen.add(name)


FIELDS: dict[str, Field] = {
    "restartPolicy": _restart_policy,
    "dnsPolicy": _dns_policy,
    "preemptionPolicy": _preemption_policy,
    "activeDeadlineSeconds": _deadline,
    "terminationGracePeriodSeconds": _grace_period,
    "serviceAccountName": _object_name,
    "serviceAccount": _service_account,
    "priorityClassName": _object_name,
    "runtimeClassName": _runtime_class,
    "nodeName": _node_name,
    "hostname": _hostname,
    "subdomain": _hostname,
    "hostnameOverride": _hostname_override,
    "imagePullSecrets": _pull_secrets,
    "securityContext": pod_context,
    "overhead": _overhead,
    **SCHEDULING,
}
