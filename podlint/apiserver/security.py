"""Security contexts of pods and containers: ids, profiles, sysctls, choices that exclude each other.

Source: ValidateSecurityContext and validatePodSpecSecurityContext of pkg/apis/core/validation.
"""

from __future__ import annotations

from podlint.apiserver import formats
from podlint.apiserver.choices import one_of, within
from podlint.apiserver.inquiry import Inquiry, Titled
from podlint.apiserver.pod import Container, Pod
from podlint.apiserver.profiles import apparmor_profile, seccomp_profile
from podlint.apiserver.values import absent, elements, items, text, truth
from podlint.diagnostic import Evidence
from podlint.syntax.nodes import Mapping, Node, Scalar

IDS = (0, 2**31 - 1)
POD_CHOICES: dict[str, tuple[int, tuple[str, ...]]] = {
    "fsGroupChangePolicy": (0, ("Always", "OnRootMismatch")),
    "supplementalGroupsPolicy": (33, ("Merge", "Strict")),
    "seLinuxChangePolicy": (33, ("MountOption", "Recursive")),
}
"""Words of the pod's context, and the minor before which the field is dropped."""

_IPC_SYSCTLS = frozenset(
    f"kernel.{name}"
    for name in (
        "sem", "shm", "shmall", "shmmax", "shmmni", "shm_rmid_forced", "msg", "msgmax", "msgmnb", "msgmni",
    )
)  # fmt: skip


def container_context(inquiry: Inquiry, node: Node, path: str, container: Container) -> None:
    """The security context of a container."""
    if node.__class__ is not Mapping:
        return
    fields = node.fields
    for name in ("runAsUser", "runAsGroup"):
        if name in fields and fields[name].__class__ is Scalar:
            within(inquiry, "security-field-value", fields[name], f"{path}.{name}", IDS, container)
    if "procMount" in fields and inquiry.minor >= 33 and not absent(fields["procMount"]):
        _proc_mount(inquiry, fields["procMount"], f"{path}.procMount", container)
    if "allowPrivilegeEscalation" in fields and truth(fields["allowPrivilegeEscalation"]) is False:
        _escalation(inquiry, node, path, container)
    _profiles(inquiry, node, path, container)


def _profiles(inquiry: Inquiry, node: Mapping, path: str, who: Titled) -> None:
    fields = node.fields
    if "seccompProfile" in fields:
        seccomp_profile(inquiry, fields["seccompProfile"], f"{path}.seccompProfile", who)
    if "appArmorProfile" in fields:
        apparmor_profile(inquiry, fields["appArmorProfile"], f"{path}.appArmorProfile", who)
    if "windowsOptions" in fields:
        from podlint.apiserver.windows import windows_options

        windows_options(inquiry, fields["windowsOptions"], f"{path}.windowsOptions", who)


def _proc_mount(inquiry: Inquiry, node: Node, path: str, container: Container) -> None:
    fine = one_of(inquiry, "security-field-value", node, path, ("Default", "Unmasked"), container)
    if fine and text(node) == "Unmasked" and container.pod.host_users:
        message = f"{container.title}: procMount Unmasked needs hostUsers: false in the pod"
        inquiry.refuse("host-users", "Invalid", path, node.span, message)


def _escalation(inquiry: Inquiry, node: Mapping, path: str, container: Container) -> None:
    """No escalation, yet a right that includes it: refused once for each such right."""
    fields = node.fields
    at = fields["allowPrivilegeEscalation"].span
    privileged = fields.get("privileged")
    if privileged is not None and truth(privileged) is True:
        message = f"{container.title}: a privileged container cannot have allowPrivilegeEscalation: false"
        seen = (Evidence(privileged.span, "privileged here"),)
        inquiry.refuse("privilege-escalation", "Invalid", path, at, message, seen)
    capabilities = node.mapping("capabilities")
    for item in elements(capabilities.fields.get("add")) if capabilities is not None else ():
        if text(item) == "CAP_SYS_ADMIN":
            message = f"{container.title}: CAP_SYS_ADMIN excludes allowPrivilegeEscalation: false"
            seen = (Evidence(item.span, "added here"),)
            inquiry.refuse("privilege-escalation", "Invalid", path, at, message, seen)


def pod_context(inquiry: Inquiry, node: Node, path: str, pod: Pod) -> None:
    """The security context of a pod."""
    if node.__class__ is not Mapping:
        return
    fields = node.fields
    for name in ("fsGroup", "runAsUser", "runAsGroup"):
        if name in fields:
            within(inquiry, "security-field-value", fields[name], f"{path}.{name}", IDS)
    for index, item in enumerate(elements(fields.get("supplementalGroups"))):
        within(inquiry, "security-field-value", item, f"{path}.supplementalGroups[{index}]", IDS)
    for name, (minor, allowed) in POD_CHOICES.items():
        if name in fields and inquiry.minor >= minor and not absent(fields[name]):
            _choice(inquiry, fields[name], f"{path}.{name}", allowed)
    if "sysctls" in fields:
        _sysctls(inquiry, fields["sysctls"], f"{path}.sysctls", pod)
    _profiles(inquiry, node, path, inquiry)


def _choice(inquiry: Inquiry, node: Node, path: str, allowed: tuple[str, ...]) -> None:
    if text(node) == "MountOption" and "MountOption" in allowed and inquiry.minor < 37:
        message = f"{inquiry.title}: seLinuxChangePolicy MountOption needs Kubernetes 1.37"
        inquiry.refuse("security-field-value", "NotSupported", path, node.span, message)
        return
    one_of(inquiry, "security-field-value", node, path, allowed)


def _sysctls(inquiry: Inquiry, node: Node, path: str, pod: Pod) -> None:
    seen: dict[str, Node] = {}
    for index, item in items(node):
        named = item.fields.get("name")
        name = text(named)
        field = f"{path}[{index}].name"
        if named is None or name is None or absent(named):
            continue
        wrong: tuple[str, str] | None = None
        flaw = formats.sysctl_name(name)
        if not name:
            wrong = "Required", "a sysctl has no name"
        elif flaw is not None:
            wrong = "Invalid", f'sysctl "{name}" {flaw}'
        elif name in seen:
            wrong = "Duplicate", f'sysctl "{name}" is set twice'
        if wrong is not None:
            inquiry.refuse("sysctl", wrong[0], field, named.span, f"{inquiry.title}: {wrong[1]}")
        flag = _of_host(name, pod)
        if flag is not None:
            message = f'{inquiry.title}: sysctl "{name}" cannot be set with {flag}: true'
            inquiry.refuse("sysctl", "Invalid", field, named.span, message)
        seen[name] = named


def _of_host(name: str, pod: Pod) -> str | None:
    """The flag by which a sysctl would be the host's."""
    dotted = (name.replace("/", ".") if _slashed(name) else name).partition("*")[0]
    if pod.host_network and dotted.startswith("net."):
        return "hostNetwork"
    ipc = dotted in _IPC_SYSCTLS or dotted.startswith("fs.mqueue.")
    return "hostIPC" if ipc and truth(pod.node.fields.get("hostIPC")) is True else None


def _slashed(name: str) -> bool:
    """Whether the first separator is a slash; then dots and slashes have changed places."""
    return "/" in name and ("." not in name or name.index("/") < name.index("."))
