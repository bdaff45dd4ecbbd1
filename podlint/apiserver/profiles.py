"""Seccomp and AppArmor profiles of pods and containers.

Source: validateSeccompProfileField and ValidateAppArmorProfileField of pkg/apis/core/validation.
"""

from __future__ import annotations

from podlint.apiserver import paths
from podlint.apiserver.choices import filled, one_of
from podlint.apiserver.inquiry import Inquiry, Titled
from podlint.apiserver.values import absent, text
from podlint.syntax.nodes import Mapping, Node

TYPES = ("Localhost", "RuntimeDefault", "Unconfined")
_PATH_LENGTH = 4095


def seccomp_profile(inquiry: Inquiry, node: Node, path: str, who: Titled) -> None:
    """A seccomp profile: its type, and a path for Localhost only."""
    if node.__class__ is not Mapping:
        return
    kind = _type(inquiry, "security-profile", node, path, who)
    profile = node.fields.get("localhostProfile")
    given = profile is not None and not absent(profile)
    place = f"{path}.localhostProfile"
    if kind != "Localhost":
        if given and profile is not None:
            message = f"{who.title}: localhostProfile goes with type Localhost only"
            inquiry.refuse("security-profile", "Invalid", place, profile.span, message)
        return
    if not given or profile is None:
        message = f"{who.title}: seccomp type Localhost needs a localhostProfile"
        inquiry.refuse("security-profile", "Required", place, inquiry.above(node), message)
        return
    flaw = paths.local(text(profile) or "")
    if flaw is not None:
        message = f'{who.title}: localhostProfile "{text(profile)}" {flaw}'
        inquiry.refuse("security-profile", "Invalid", place, profile.span, message)


def apparmor_profile(inquiry: Inquiry, node: Node, path: str, who: Titled) -> None:
    """An AppArmor profile: its type, and a name for Localhost only; the field exists since 1.30."""
    if node.__class__ is not Mapping:
        return
    kind = _type(inquiry, "security-profile", node, path, who)
    profile = node.fields.get("localhostProfile")
    place = f"{path}.localhostProfile"
    if kind == "Localhost":
        _local_apparmor(inquiry, node, place, who)
    elif kind in TYPES and profile is not None and not absent(profile):
        message = f"{who.title}: localhostProfile goes with type Localhost only"
        inquiry.refuse("security-profile", "Invalid", place, profile.span, message)


def _local_apparmor(inquiry: Inquiry, node: Mapping, place: str, who: Titled) -> None:
    profile = node.fields.get("localhostProfile")
    name = text(profile) or ""
    if profile is None or not name:
        message = f"{who.title}: AppArmor type Localhost needs a localhostProfile"
        inquiry.refuse("security-profile", "Required", place, inquiry.above(node), message)
        return
    if name != name.strip():
        message = f"{who.title}: localhostProfile begins or ends with white space"
        inquiry.refuse("security-profile", "Invalid", place, profile.span, message)
    if len(name.encode()) > _PATH_LENGTH:
        message = f"{who.title}: localhostProfile is longer than {_PATH_LENGTH} bytes"
        inquiry.refuse("security-profile", "TooLong", place, profile.span, message)


def _type(inquiry: Inquiry, rule: str, node: Mapping, path: str, who: Titled) -> str:
    kind = filled(inquiry, rule, node, path, "type", who)
    if kind is not None:
        one_of(inquiry, rule, node.fields["type"], f"{path}.type", TYPES, who)
    return kind or ""
