"""Requests and limits seen over all containers of a pod: what the scheduler and an autoscaler make of them."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence, Finding
from podlint.manifest import Manifest
from podlint.objects import scales
from podlint.pod.model import Container
from podlint.subject import Subject
from podlint.syntax.nodes import Mapping


def hpa_blind_spot(subject: Subject) -> Iterator[Finding]:
    """Hold each utilisation metric of an autoscaler of the input against the requests of all containers."""
    if subject.pod.node.mapping("resources") is not None:
        return
    for scaler in subject.objects.of_kind("HorizontalPodAutoscaler"):
        if not scales(scaler, subject.manifest):
            continue
        for resource in _utilised(scaler):
            for container in subject.pod.long_running:
                if not _has(container, resource):
                    yield Finding(
                        container.at,
                        f'{container.label} requests no {resource}, so HorizontalPodAutoscaler "{scaler.name}" cannot '
                        f"work out the pod's {resource} utilisation and does not scale",
                        evidence=(Evidence(scaler.at, "the autoscaler", scaler.source),),
                    )


def _utilised(scaler: Manifest) -> Iterator[str]:
    """The resources whose average utilisation an autoscaler looks at, over all containers."""
    spec = scaler.node.mapping("spec")
    if spec is None:
        return
    if "targetCPUUtilizationPercentage" in spec.fields:
        yield "cpu"
    for metric in spec.mappings("metrics"):
        resource = metric.mapping("resource")
        target = None if resource is None else resource.mapping("target")
        utilised = target is not None and target.text("type") == "Utilization"
        name = None if resource is None else resource.text("name")
        if metric.text("type") == "Resource" and utilised and name is not None:
            yield name


def _has(container: Container, resource: str) -> bool:
    """Whether a container requests a resource; a limit counts, the API server copies it."""
    resources = container.resources
    parts: tuple[Mapping | None, ...] = (
        () if resources is None else (resources.mapping("requests"), resources.mapping("limits"))
    )
    return any(part is not None and resource in part.fields for part in parts)


def sidecar_resources_missing(subject: Subject) -> Iterator[Finding]:
    """Take the containers without any requests and limits in a pod where another one has both."""
    pod = subject.pod
    if len(pod.containers) < 2 or pod.node.mapping("resources") is not None or pod.kind == "Job":
        return
    whole = [container for container in pod.containers if _is_whole(container)]
    if not whole:
        return
    for container in pod.containers:
        if container.stage != "ephemeral" and (container.resources is None or not container.resources.entries):
            yield Finding(
                container.at,
                f"{container.label} has neither requests nor limits while {whole[0].label} has both: the pod cannot "
                "be Guaranteed, and this container may take what the other needs",
                evidence=(Evidence(whole[0].at, "has requests and limits"),),
            )


def _is_whole(container: Container) -> bool:
    resources = container.resources
    return resources is not None and all(resources.mapping(part) is not None for part in ("requests", "limits"))
