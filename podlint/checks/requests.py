"""What a pod asks of its node as a whole, by the rules of the scheduler (KEP-753)."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence, Finding
from podlint.pod.jobs import job_spec
from podlint.pod.model import Container
from podlint.subject import Subject
from podlint.syntax.nodes import Node

_LEAST = {"memory": 256 * 2**20 * 10**9, "cpu": 500 * 10**6}
"""Below this much more nobody minds: 256 MiB and half a processor, in billionths."""


def init_request_dominates(subject: Subject) -> Iterator[Finding]:
    """Compare what each init container asks for, with the native sidecars before it, with what all others ask for."""
    pod = subject.pod
    inits = [container for container in pod.containers if container.stage == "init" and container.resources is not None]
    if not inits or pod.node.mapping("resources") is not None or job_spec(pod) is not None:
        return
    for resource, least in _LEAST.items():
        running = sum(_request(container, resource) for container in pod.long_running)
        for container in inits:
            before = pod.containers[: pod.containers.index(container)]
            beside = sum(_request(other, resource) for other in before if other.stage == "native")
            asked = _request(container, resource) + beside
            at = _node(container, resource)
            if at is None or not running or asked * 2 <= running * 3 or asked - running <= least:
                continue
            yield Finding(
                at.span,
                f"{container.label} asks for {_told(asked, resource)}, and all that runs after it for "
                f"{_told(running, resource)}: each pod takes up the larger amount of {resource} on its node as long as it "
                "lives",
                evidence=_evidence(pod.long_running, resource),
            )


def _node(container: Container, resource: str) -> Node | None:
    """The amount that counts as request: the request, or the limit without one, as the API server copies it."""
    if container.resources is None:
        return None
    for name in ("requests", "limits"):
        amounts = container.resources.mapping(name)
        found = None if amounts is None else amounts.get(resource)
        if found is not None:
            return found
    return None


def _request(container: Container, resource: str) -> int:
    from podlint.apiserver.quantities import of

    node = _node(container, resource)
    amount = None if node is None else of(node)
    return 0 if amount is None else amount.nanos


def _told(nanos: int, resource: str) -> str:
    if resource == "cpu":
        return f"{nanos // 10**6}m cpu"
    return f"{nanos // 10**9 // 2**20}Mi memory"


def _evidence(containers: tuple[Container, ...], resource: str) -> tuple[Evidence, ...]:
    largest = max(containers, key=lambda container: _request(container, resource))
    node = _node(largest, resource)
    return () if node is None else (Evidence(node.span, f"{largest.label} asks for this"),)
