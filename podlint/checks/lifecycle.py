"""Start, stop and restart: sidecars a version does not have, hooks that never run, grace that is used up."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence, Finding, Severity
from podlint.pod.lifecycle import NATIVE_SIDECARS_SINCE
from podlint.subject import Subject


def native_sidecar_version(subject: Subject) -> Iterator[Finding]:
    """Compare the minor that is checked for with the one that switched native sidecars on (KEP-753)."""
    if subject.minor >= NATIVE_SIDECARS_SINCE:
        return
    for container in subject.pod.containers:
        if container.stage == "native" and container.restart_policy is not None:
            gated = subject.minor == NATIVE_SIDECARS_SINCE - 1
            yield Finding(
                container.restart_policy.span,
                f"{container.label} is a native sidecar, which Kubernetes 1.{subject.minor} "
                + ("has only behind the alpha gate SidecarContainers" if gated else "does not have")
                + ": without it this is an init container that never ends, and the pod never starts",
                severity=Severity.WARNING if gated else None,
            )


def tcpsocket_hook(subject: Subject) -> Iterator[Finding]:
    """Look for tcpSocket under a hook: the kubelet runs only exec, httpGet and sleep (`handlers.go`)."""
    for container in subject.pod.containers:
        for hook in container.hooks:
            if hook.action is not None and hook.action.kind == "tcpSocket":
                key = hook.node.key("tcpSocket")
                outcome = "the container is killed and started again" if hook.kind == "postStart" else "it does nothing"
                yield Finding(
                    (key or hook.node).span,
                    f"{container.label} has a tcpSocket {hook.kind} hook, which the kubelet does not run: {outcome}",
                )


def zero_grace_with_hook(subject: Subject) -> Iterator[Finding]:
    """Hold preStop hooks against a grace period of two seconds and less."""
    grace = subject.pod.node.scalar("terminationGracePeriodSeconds")
    if grace is None or grace.value not in {"0", "1", "2"}:
        return
    for container in subject.pod.containers:
        for hook in container.hooks:
            if hook.kind == "preStop":
                outcome = "it is not run at all" if grace.value == "0" else f"it has {grace.value} s before the kill"
                yield Finding(
                    grace.span,
                    f"a grace period of {grace.value} s leaves {container.label} no time for its preStop hook: "
                    f"{outcome}",
                    evidence=(Evidence(hook.node.span, "the hook"),),
                )
