"""When the containers of a pod run: the order of start, what gates it, the order of stop, and what restarts.

Sources: KEP-753 (sidecar containers), the pod lifecycle page, kubelet `computeInitContainerActions` and
`killContainersWithSyncResult`; restartPolicy defaults to Always, and only Always is allowed in most workloads.
"""

from typing import Literal, NamedTuple

from podlint.pod.model import Container, Handler, Pod
from podlint.syntax.nodes import Mapping

DEFAULT_GRACE = 30
NATIVE_SIDECARS_SINCE = 29
"""The minor that has native sidecars switched on (beta); they are stable since 1.33."""


class Step(NamedTuple):
    """One step of a pod's life: which containers, what happens, and what must hold before the next step."""

    phase: Literal["start", "stop"]
    containers: tuple[Container, ...]
    what: str
    gate: str | None


def timeline(pod: Pod) -> list[Step]:
    """The steps of a pod's life in order: init containers one after the other, then the main ones together."""
    steps: list[Step] = []
    for container in pod.containers:
        if container.stage == "init":
            steps.append(Step("start", (container,), "runs to its end", "it exits with 0"))
        elif container.stage == "native":
            steps.append(Step("start", (container,), "starts and stays", _gate(container)))
    mains = pod.mains
    if mains:
        steps.append(Step("start", mains, "start together" if len(mains) > 1 else "starts", None))
        steps.append(Step("stop", mains, "get TERM together" if len(mains) > 1 else "gets TERM", "all have ended"))
    natives = [container for container in pod.containers if container.stage == "native"]
    steps += [Step("stop", (container,), "gets TERM", "it has ended") for container in reversed(natives)]
    return steps


def _gate(container: Container) -> str:
    if probe(container, "startupProbe") is not None:
        return "its startupProbe succeeds"
    if any(hook.kind == "postStart" for hook in container.hooks):
        return "its postStart hook has ended"
    return "its process has been started"


def probe(container: Container, kind: str) -> Handler | None:
    """A container's probe of a kind."""
    return next((handler for handler in container.probes if handler.kind == kind), None)


def grace(pod: Pod) -> int:
    """The seconds between TERM and KILL, for the whole pod."""
    value = pod.node.text("terminationGracePeriodSeconds")
    return int(value) if value is not None and value.isdigit() else DEFAULT_GRACE


def restarts(pod: Pod) -> Literal["Always", "OnFailure", "Never"]:
    """What happens when a main container ends: the pod's policy, Always by default."""
    policy = None if pod.restart_policy is None else pod.restart_policy.value
    return "OnFailure" if policy == "OnFailure" else "Never" if policy == "Never" else "Always"


def replicas(pod: Pod) -> int | None:
    """How many pods of this template run at once, where the workload says: 1 by default, None where nodes decide."""
    spec = pod.manifest.node.mapping("spec")
    if pod.kind == "DaemonSet" or spec is None:
        return None
    if pod.kind == "Job":
        return _number(spec, "parallelism")
    if pod.kind == "Pod":
        return 1
    return _number(spec, "replicas")


def _number(spec: Mapping, name: str) -> int:
    value = spec.text(name)
    return int(value) if value is not None and value.isdigit() else 1
