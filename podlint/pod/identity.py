"""As whom a container's processes run, and with which capabilities, as far as manifest and image tell.

A container's own security context wins over the pod's; without either the image's user counts (`SecurityContext`
and `PodSecurityContext` of the API). A capability in `add` is effective for root only: the runtime gives other
users none.
"""

from __future__ import annotations

from typing import NamedTuple

from podlint.pod.images import ImageFacts
from podlint.pod.model import Container, Pod
from podlint.syntax.nodes import Scalar


class User(NamedTuple):
    """Who runs: the uid where it is known; `node` is the field that says so, None where only the image does."""

    uid: int | None
    not_root: bool
    node: Scalar | None


def user(pod: Pod, container: Container, image: ImageFacts | None) -> User:
    """The user of a container's processes."""
    contexts = [context for context in (container.security, pod.node.mapping("securityContext")) if context is not None]
    for context in contexts:
        value = context.scalar("runAsUser")
        if value is not None:
            uid = int(value.value) if value.value.isdigit() else None
            return User(uid, uid is not None and uid > 0, value)
    for context in contexts:
        value = context.scalar("runAsNonRoot")
        if value is not None:
            return User(None, value.value == "true", value) if value.value == "true" else _of_image(image)
    return _of_image(image)


def _of_image(image: ImageFacts | None) -> User:
    uid = None if image is None else image.uid
    return User(uid, uid is not None and uid > 0, None)


def privileged(container: Container) -> bool:
    """Whether the container may do everything."""
    return container.security is not None and container.security.text("privileged") == "true"


def capabilities(container: Container, change: str) -> frozenset[str]:
    """The capabilities under `add` or `drop`, without CAP_ and in capitals."""
    found = None if container.security is None else container.security.mapping("capabilities")
    names = None if found is None else found.sequence(change)
    if names is None:
        return frozenset()
    return frozenset(name.value.upper().removeprefix("CAP_") for name in names.items if isinstance(name, Scalar))


def may(container: Container, capability: str, *, by_default: bool) -> bool:
    """Whether root in the container has a capability: added, or there by default and not dropped."""
    added, dropped = capabilities(container, "add"), capabilities(container, "drop")
    if privileged(container) or not added.isdisjoint((capability, "ALL")):
        return True
    return by_default and dropped.isdisjoint((capability, "ALL"))


def pod_flag(pod: Pod, name: str) -> bool:
    """Whether a field of the pod's spec, such as hostPID, says true."""
    return pod.node.text(name) == "true"
