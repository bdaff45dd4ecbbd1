"""Windows: its security options, host process containers, and what a pod of one system may not set.

Source: validateWindowsSecurityContextOptions, validateWindowsHostProcessPod, validateOS, validateLinux and
validateWindows of pkg/apis/core/validation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from podlint.apiserver import formats
from podlint.apiserver.choices import one_of, shaped
from podlint.apiserver.inquiry import Inquiry, Titled
from podlint.apiserver.pod import Container, Pod
from podlint.apiserver.values import absent, truth
from podlint.syntax.nodes import Mapping, Node
from podlint.syntax.nodes import Sequence as SequenceNode
from podlint.text import Span

SYSTEMS = ("linux", "windows")
LINUX_CONTEXT = (
    "appArmorProfile", "seLinuxOptions", "seccompProfile", "capabilities", "readOnlyRootFilesystem", "privileged",
    "allowPrivilegeEscalation", "procMount", "runAsUser", "runAsGroup",
)  # fmt: skip
LINUX_POD_CONTEXT = (
    "appArmorProfile", "seLinuxOptions", "seccompProfile", "fsGroup", "fsGroupChangePolicy", "sysctls",
    "runAsUser", "runAsGroup", "supplementalGroups", "supplementalGroupsPolicy", "seLinuxChangePolicy",
)  # fmt: skip
DROPPED_BEFORE = {"supplementalGroupsPolicy": 33, "seLinuxChangePolicy": 33, "hostUsers": 33}
"""Minors before which a field is dropped, so that it cannot be in the way."""

_SPEC_SIZE = 64 * 1024


def windows_options(inquiry: Inquiry, node: Node, path: str, who: Titled) -> None:
    """The options of a Windows pod or container."""
    if node.__class__ is not Mapping:
        return
    fields = node.fields
    name = fields.get("gmsaCredentialSpecName")
    if name is not None and not absent(name):
        flaw = formats.dns_subdomain
        shaped(inquiry, "windows-options", name, f"{path}.gmsaCredentialSpecName", flaw, who)
    spec = fields.get("gmsaCredentialSpec")
    if spec is not None and not absent(spec):
        shaped(inquiry, "windows-options", spec, f"{path}.gmsaCredentialSpec", _spec_flaw, who)
    user = fields.get("runAsUserName")
    if user is not None and not absent(user):
        shaped(inquiry, "windows-options", user, f"{path}.runAsUserName", _user_flaw, who)


def _spec_flaw(value: str) -> str | None:
    if not value:
        return "is empty"
    return "is longer than 64 KiB" if len(value.encode()) > _SPEC_SIZE else None


def _user_flaw(value: str) -> str | None:
    """What is wrong with a user, or a domain, a backslash and a user."""
    if not value:
        return "is empty"
    if re.search(r"[\x00-\x1f\x7f-\x9f]", value):
        return "contains a control character"
    *domains, user = value.split("\\")
    if len(domains) > 1:
        return "has more than one backslash"
    flaw = _domain_flaw(domains[0]) if domains else None
    if flaw is not None:
        return flaw
    if not user:
        return "has no user"
    if len(user.encode()) > 104:
        return "has a user of more than 104 characters"
    if not user.strip(". "):
        return "has a user of dots and spaces only"
    wrong = next((char for char in user if char in '"/\\:;|=,+*?<>@[]'), None)
    return None if wrong is None else f"has {wrong} in its user"


def _domain_flaw(domain: str) -> str | None:
    if len(domain.encode()) >= 256:
        return "has a domain of more than 255 characters"
    netbios = re.fullmatch(r'[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}', domain)
    label = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    if netbios or re.fullmatch(rf"{label}(\.{label})*", domain):
        return None
    return "has a domain that is neither a NetBIOS nor a DNS name"


def host_process(inquiry: Inquiry, pod: Pod, containers: Sequence[Container]) -> None:
    """Host process containers: all or none, on the host's network, and no container against its pod."""
    own = _host_process(pod.node)
    counted = 0
    for container in containers:
        mine = _host_process(container.node)
        if mine is not None and own is not None and mine is not own:
            path = f"{container.path}.securityContext.windowsOptions.hostProcess"
            message = f"{container.title}: hostProcess differs from that of the pod"
            inquiry.refuse("windows-host-process", "Invalid", path, _place(inquiry, container.node), message)
        counted += bool(own if mine is None else mine)
    if not counted:
        return
    at = inquiry.above(pod.node)
    if counted != len(containers):
        message = f"{inquiry.title}: some containers are host processes and others are not"
        inquiry.refuse("windows-host-process", "Invalid", pod.path, at, message)
    if not pod.host_network:
        message = f"{inquiry.title}: host process containers need hostNetwork: true"
        inquiry.refuse("windows-host-process", "Invalid", f"{pod.path}.hostNetwork", at, message)


def _options(node: Mapping) -> Mapping | None:
    context = node.mapping("securityContext")
    return None if context is None else context.mapping("windowsOptions")


def _host_process(node: Mapping) -> bool | None:
    options = _options(node)
    return None if options is None else truth(options.fields.get("hostProcess"))


def _place(inquiry: Inquiry, node: Mapping) -> Span:
    options = _options(node)
    return inquiry.above(node) if options is None else options.fields["hostProcess"].span


def operating_system(inquiry: Inquiry, pod: Pod, containers: Sequence[Container]) -> None:
    """The name of the system, and fields of the other one."""
    node = pod.node.fields["os"]
    if not isinstance(node, Mapping):
        return
    name = node.fields.get("name")
    if not pod.os:
        if name is not None and not absent(name):
            message = f"{inquiry.title}: the operating system has no name"
            inquiry.refuse("pod-os", "Required", f"{pod.path}.os.name", name.span, message)
    elif pod.os not in SYSTEMS:
        if name is not None:
            one_of(inquiry, "pod-os", name, f"{pod.path}.os", SYSTEMS)
    else:
        forbidden = _on_windows if pod.os == "windows" else _on_linux
        forbidden(inquiry, pod, containers)


def _on_linux(inquiry: Inquiry, pod: Pod, containers: Sequence[Container]) -> None:
    for node, path, who in _contexts(inquiry, pod, containers):
        _forbid(inquiry, pod, node, path, ("windowsOptions",), who)


def _on_windows(inquiry: Inquiry, pod: Pod, containers: Sequence[Container]) -> None:
    for node, path, who in _contexts(inquiry, pod, containers):
        names = LINUX_POD_CONTEXT if who is inquiry else LINUX_CONTEXT
        _forbid(inquiry, pod, node, path, names, who)
    _forbid(inquiry, pod, pod.node, pod.path, ("hostUsers", "shareProcessNamespace"), inquiry)
    flags = [name for name in ("hostPID", "hostIPC") if truth(pod.node.fields.get(name)) is True]
    _forbid(inquiry, pod, pod.node, pod.path, flags, inquiry)


def _contexts(inquiry: Inquiry, pod: Pod, containers: Sequence[Container]) -> list[tuple[Mapping, str, Titled]]:
    found: list[tuple[Mapping, str, Titled]] = []
    everybody: list[tuple[Mapping, str, Titled]] = [(pod.node, pod.path, inquiry)]
    everybody += [(container.node, container.path, container) for container in containers]
    for node, path, who in everybody:
        context = node.mapping("securityContext")
        if context is not None:
            found.append((context, f"{path}.securityContext", who))
    return found


def _forbid(inquiry: Inquiry, pod: Pod, node: Mapping, path: str, names: Sequence[str], who: Titled) -> None:
    for name in names:
        value = node.fields.get(name)
        if value is None or absent(value) or inquiry.minor < DROPPED_BEFORE.get(name, 0):
            continue
        if name == "sysctls" and value.__class__ is SequenceNode and not value.items:
            continue
        message = f"{who.title}: {name} cannot be set in a pod for {pod.os}"
        at = inquiry.above(value)
        inquiry.refuse("pod-os", "Forbidden", f"{path}.{name}", at, message)
