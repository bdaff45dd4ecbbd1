"""Annotations with a meaning for pods: mirror pods, deletion cost, old seccomp, AppArmor and toleration texts.

Source: ValidatePodSpecificAnnotations, validateSeccompAnnotationsAndFields and
validateAppArmorAnnotationsAndFieldsMatchOnCreate of pkg/apis/core/validation; warnings of pkg/api/pod.
"""

from __future__ import annotations

from collections.abc import Sequence

from podlint.apiserver import formats, paths
from podlint.apiserver.inquiry import Inquiry
from podlint.apiserver.pod import Container, Pod
from podlint.apiserver.values import absent, text
from podlint.diagnostic import Evidence
from podlint.syntax.nodes import Mapping, Node

MIRROR = "kubernetes.io/config.mirror"
TOLERATIONS = "scheduler.alpha.kubernetes.io/tolerations"
DELETION_COST = "controller.kubernetes.io/pod-deletion-cost"
SECCOMP_POD = "seccomp.security.alpha.kubernetes.io/pod"
SECCOMP_CONTAINER = "container.seccomp.security.alpha.kubernetes.io/"
APPARMOR = "container.apparmor.security.beta.kubernetes.io/"

DEPRECATED = {
    "scheduler.alpha.kubernetes.io/critical-pod": 'has no effect since 1.16; use the "priorityClassName" field',
    "security.alpha.kubernetes.io/sysctls": 'has no effect since 1.11; use the "sysctls" field',
    "security.alpha.kubernetes.io/unsafe-sysctls": 'has no effect since 1.11; use the "sysctls" field',
}
_RULE = "pod-annotation"
_SECCOMP_WORDS = {
    "Unconfined": ("unconfined",),
    "RuntimeDefault": ("runtime/default", "docker/default"),
}
_APPARMOR_WORDS = {"Unconfined": "unconfined", "RuntimeDefault": "runtime/default"}


def pod_annotations(
    inquiry: Inquiry, pod: Pod, annotations: Mapping, path: str, containers: Sequence[Container]
) -> None:
    """The annotations of a Pod, or of a template, that Kubernetes itself reads."""
    for key, node in annotations.fields.items():
        if "." not in key:
            continue
        value = "" if absent(node) else text(node)
        if value is None:
            continue
        if key in DEPRECATED:
            inquiry.warn("deprecated-annotation", _key(annotations, key).span, f'"{key}" {DEPRECATED[key]}')
        elif key == MIRROR:
            _mirror(inquiry, pod, annotations, path)
        elif key == DELETION_COST:
            _refuse_flaw(inquiry, annotations, key, f"{path}[{key}]", formats.canonical_integer(value, 32))
        elif key == TOLERATIONS and value:
            _tolerations(inquiry, annotations, value, path)
        elif key == SECCOMP_POD:
            _refuse_flaw(inquiry, annotations, key, f"{path}.{key}", _seccomp_flaw(value))
            _seccomp_field(inquiry, annotations, key, pod.node, pod.path, inquiry.title)
        elif key.startswith(SECCOMP_CONTAINER):
            _refuse_flaw(inquiry, annotations, key, f"{path}.{key}", _seccomp_flaw(value))
            for container in containers:
                if key == SECCOMP_CONTAINER + container.name:
                    _seccomp_field(inquiry, annotations, key, container.node, container.path, container.title)
        elif key.startswith(APPARMOR):
            _apparmor(inquiry, pod, annotations, key, path, containers)


def _key(annotations: Mapping, name: str) -> Node:
    return annotations.key(name) or annotations


def _refuse_flaw(inquiry: Inquiry, annotations: Mapping, key: str, path: str, flaw: str | None) -> None:
    if flaw is not None:
        node = annotations.fields[key]
        message = f'{inquiry.title}: annotation "{key}" {flaw}'
        inquiry.refuse(_RULE, "Invalid", path, node.span, message)


def _mirror(inquiry: Inquiry, pod: Pod, annotations: Mapping, path: str) -> None:
    at = _key(annotations, MIRROR).span
    if not text(pod.node.fields.get("nodeName")):
        message = f"{inquiry.title}: a mirror pod needs spec.nodeName"
        inquiry.refuse(_RULE, "Invalid", f"{path}[{MIRROR}]", at, message)
    if pod.bare and pod.claims and inquiry.minor >= 34:
        inquiry.refuse(_RULE, "Forbidden", "[]", at, f"{inquiry.title}: a mirror pod cannot have resourceClaims")


def _tolerations(inquiry: Inquiry, annotations: Mapping, value: str, path: str) -> None:
    """Tolerations as JSON in a text, from before there was a field."""
    from podlint.apiserver.old_tolerations import judge_text

    judge_text(inquiry, annotations, TOLERATIONS, value, path)


def _seccomp_flaw(value: str) -> str | None:
    if value in ("runtime/default", "docker/default", "unconfined"):
        return None
    if value.startswith("localhost/"):
        return paths.local(value.removeprefix("localhost/"))
    return f'cannot be "{value}"; it names no seccomp profile'


def _profile(node: Mapping, name: str) -> Mapping | None:
    context = node.mapping("securityContext")
    return None if context is None else context.mapping(name)


def _seccomp_field(inquiry: Inquiry, annotations: Mapping, key: str, owner: Mapping, path: str, title: str) -> None:
    """An annotation beside the field that replaced it must say the same; without one it does nothing."""
    profile = _profile(owner, "seccompProfile")
    value = text(annotations.fields[key]) or ""
    if profile is None:
        message = f'{title}: "{key}" has no effect since 1.27; use the "seccompProfile" field'
        inquiry.warn("deprecated-annotation", _key(annotations, key).span, message)
        return
    kind = text(profile.fields.get("type")) or ""
    words = _SECCOMP_WORDS.get(kind)
    place = f"{path}.securityContext.seccompProfile"
    field = None
    if words is not None and value not in words:
        field = "type"
    elif kind == "Localhost":
        field = _localhost_field(profile, value)
    if field is not None:
        _differs(inquiry, annotations, key, profile, f"{place}.{field}", title)


def _localhost_field(profile: Mapping, value: str) -> str | None:
    """The field in which a Localhost profile differs from an annotation."""
    if not value.startswith("localhost/"):
        return "type"
    local = profile.fields.get("localhostProfile")
    same = not absent(local) and text(local) == value.removeprefix("localhost/")
    return None if same else "localhostProfile"


def _differs(inquiry: Inquiry, annotations: Mapping, key: str, profile: Mapping, path: str, title: str) -> None:
    message = f'{title}: the profile differs from that of annotation "{key}"'
    seen = (Evidence(_key(annotations, key).span, "the annotation"),)
    inquiry.refuse(_RULE, "Forbidden", path, inquiry.above(profile), message, seen)


def _apparmor(
    inquiry: Inquiry,
    pod: Pod,
    annotations: Mapping,
    key: str,
    path: str,
    containers: Sequence[Container],
) -> None:
    name = key.removeprefix(APPARMOR)
    value = text(annotations.fields[key]) or ""
    mine = [container for container in containers if container.name == name]
    at = _key(annotations, key).span
    if not mine:
        message = f'{inquiry.title}: annotation "{key}" is for no container of the pod'
        inquiry.refuse(_RULE, "Invalid", f"{path}[{key}]", at, message)
    if value not in ("", "runtime/default", "unconfined") and not value.startswith("localhost/"):
        message = f'annotation "{key}" cannot be "{value}"; it names no AppArmor profile'
        node = annotations.fields[key]
        inquiry.refuse(_RULE, "Invalid", f"{path}[{key}]", node.span, f"{inquiry.title}: {message}")
    for container in mine:
        _apparmor_field(inquiry, pod, annotations, key, container)


def _apparmor_field(inquiry: Inquiry, pod: Pod, annotations: Mapping, key: str, container: Container) -> None:
    value = text(annotations.fields[key]) or ""
    own = _profile(container.node, "appArmorProfile")
    of_pod = _profile(pod.node, "appArmorProfile")
    copied = own is None and pod.bare and _becomes_field(value)
    if own is None and (of_pod is None or (copied and not _agrees(of_pod, value))):
        message = f'{container.title}: "{key}" is deprecated since 1.30; use the "appArmorProfile" field'
        inquiry.warn("deprecated-annotation", _key(annotations, key).span, message)
    if pod.os == "windows" or copied:
        return
    profile = own if own is not None else of_pod
    if profile is None:
        return
    kind = text(profile.fields.get("type")) or ""
    field = None
    if kind in _APPARMOR_WORDS and value != _APPARMOR_WORDS[kind]:
        field = "type"
    elif kind == "Localhost":
        field = _localhost_field(profile, value)
    if field is not None:
        place = f"{container.path}.securityContext.appArmorProfile.{field}"
        _differs(inquiry, annotations, key, profile, place, container.title)


def _agrees(profile: Mapping, value: str) -> bool:
    """Whether a profile is the one that an annotation stands for."""
    kind = text(profile.fields.get("type")) or ""
    if kind == "Localhost":
        return _localhost_field(profile, value) is None
    return _APPARMOR_WORDS.get(kind) == value


def _becomes_field(value: str) -> bool:
    """Whether a Pod's annotation is copied to the container, which then agrees with it."""
    if value in ("runtime/default", "unconfined"):
        return True
    name = value.removeprefix("localhost/")
    return value.startswith("localhost/") and 0 < len(name) <= 4095 and name == name.strip()
