"""What the API server says of a required field that is missing: where it is not plainly `Required` on the field.

The published definitions call a field required; the server learns of its absence only by validation, and says
then what it says of an empty value, at times elsewhere or not at all. Found out with Kubernetes' own code for
1.30, 1.33 and 1.37 (pkg/apis/*/validation, registry strategies).
"""

from __future__ import annotations

import re

from podlint.apiserver.selectors import STRICT
from podlint.diagnostic import Refusal

_OTHERWISE: dict[str, str] = {
    "AzureDiskVolumeSource.diskURI": "Required @, NotSupported @",
    "ClusterTrustBundleProjection.path": "37: Required @",
    "ContainerResizePolicy.resourceName": "33: Required ^^",
    "ContainerResizePolicy.restartPolicy": "33: Required ^^",
    "ContainerRestartRule.action": "35: NotSupported @",
    "ContainerRestartRuleOnExitCodes.operator": "35: NotSupported @",
    "CronJob.spec": "Required @.schedule, Required @.jobTemplate.spec.template.spec.containers, "
    "Required @.jobTemplate.spec.template.spec.restartPolicy",
    "CronJobSpec.jobTemplate": "Required @.spec.template.spec.containers, Required @.spec.template.spec.restartPolicy",
    "DaemonSet.spec": "Invalid @.template.metadata.labels, Required @.template.spec.containers",
    "DaemonSetSpec.selector": "Invalid ^.template.metadata.labels",
    "DaemonSetSpec.template": "Invalid @.metadata.labels, Required @.spec.containers",
    "Deployment.spec": "Required @.selector, Invalid @.template.metadata.labels, Required @.template.spec.containers",
    "DeploymentSpec.selector": "Required @, Invalid ^.template.metadata.labels",
    "DeploymentSpec.template": "Invalid @.metadata.labels, Required @.spec.containers",
    "EvictionResponder.name": "",
    "EvictionResponder.priority": "",
    "FileKeySelector.key": "35: Required @",
    "FileKeySelector.path": "35: Required @",
    "FileKeySelector.volumeName": "35: Required @",
    "GRPCAction.port": "Invalid @",
    "HTTPGetAction.port": "Invalid @",
    "HTTPHeader.name": "Invalid ^^",
    "HTTPHeader.value": "",
    "HorizontalPodAutoscalerSpec.maxReplicas": "Invalid @",
    "HostAlias.ip": "Invalid @",
    "ISCSIVolumeSource.lun": "",
    "JobSpec.template": "Required @.spec.containers, Required @.spec.restartPolicy",
    "LabelSelectorRequirement.key": "Invalid @",
    "LabelSelectorRequirement.operator": "Invalid @",
    "NFSVolumeSource.path": "Required @, Invalid @",
    "NetworkPolicySpec.podSelector": "",
    "NodeSelectorRequirement.key": "Invalid @",
    "NodeSelectorRequirement.operator": "Invalid @",
    "PersistentVolumeClaimTemplate.spec": "Required @.accessModes, Required @.resources[storage]",
    "PodAffinityTerm.topologyKey": "Required @, Invalid @",
    "PodCertificateProjection.keyType": "37: NotSupported @",
    "PodCertificateProjection.signerName": "37: Required @",
    "PodFailurePolicy.rules": "",
    "PodFailurePolicyOnExitCodesRequirement.values": "Invalid @",
    "PodFailurePolicyOnPodConditionsPattern.status": "",
    "PodFailurePolicyOnPodConditionsPattern.type": "Invalid @",
    "PodFailurePolicyRule.onPodConditions": "",
    "PodReadinessGate.conditionType": "Invalid @",
    "PodResourceClaim.name": "34: Required @",
    "PodSchedulingGate.name": "Invalid ^",
    "PreferredSchedulingTerm.preference": "",
    "PreferredSchedulingTerm.weight": "Invalid @",
    "ReplicaSet.spec": "Required @.selector, Invalid @.template.metadata.labels, Required @.template.spec.containers",
    "ReplicaSetSpec.selector": "Required @, Invalid ^.template.metadata.labels",
    "ResourceClaim.name": "34: Required ^",
    "ScaleIOVolumeSource.secretRef": "",
    "ServicePort.port": "Invalid @",
    "StatefulSet.spec": "Required @.selector, Invalid @.template.metadata.labels, "
    "34: Required @.template.spec.containers",
    "StatefulSetSpec.selector": "Required @, Invalid ^.template.metadata.labels",
    "StatefulSetSpec.serviceName": "",
    "StatefulSetSpec.template": "Invalid @.metadata.labels, 34: Required @.spec.containers",
    "SuccessPolicy.rules": "31: Required @",
    "Sysctl.value": "",
    "TCPSocketAction.port": "Invalid @",
    "TopologySpreadConstraint.maxSkew": "Invalid @",
    "TopologySpreadConstraint.whenUnsatisfiable": "NotSupported @",
    "TypedLocalObjectReference.kind": "Required @, Invalid ^",
    "TypedObjectReference.kind": "Required @, Invalid ^",
    "VolumeDevice.name": "Required @, NotFound @",
    "VolumeMount.name": "Required @, NotFound @",
    "WeightedPodAffinityTerm.podAffinityTerm": "Required @.topologyKey, Invalid @.topologyKey",
    "WeightedPodAffinityTerm.weight": "Invalid @",
}
"""By structure and field: reasons and places, each with the minor since which it holds.

`@` is the field, `^` the structure that lacks it, `^^` the list that the structure stands in; empty: accepted.
"""

_SPELLINGS = (
    (re.compile(r"\.downwardAPI\.items\[\d+\]\."), ".downwardAPI."),
    (re.compile(r"\.gcePersistentDisk\."), ".persistentDisk."),
    (re.compile(r"\.projected\.sources\[\d+\]\.serviceAccountToken\."), ".projected."),
)
"""Where validation calls a path otherwise than the definitions do."""

_TEMPLATES_OF_STATEFUL_SETS = 34
"""The minor since which the pod template of a StatefulSet is validated."""


def refusals_of_missing(structure: str, name: str, parent: str, kind: str | None, minor: int) -> tuple[Refusal, ...]:
    """What the server says when a structure at a path lacks a required field; nothing where it accepts that."""
    if kind == "StatefulSet" and minor < _TEMPLATES_OF_STATEFUL_SETS and parent.startswith("spec.template.spec"):
        return ()
    if structure == "OwnerReference" and minor < 37:
        return (Refusal("Invalid", f"{_list_of(parent)}.{name}"),)
    if structure == "SleepAction":
        return (Refusal("Invalid", parent),) if minor < 33 else ()
    field = f"{parent}.{name}" if parent else name
    if structure == "PodFailurePolicyOnPodConditionsPattern" and name == "status" and kind == "CronJob" and minor < 34:
        return (Refusal("Required", field),)
    said = _OTHERWISE.get(f"{structure.rpartition('.')[2]}.{name}", "Required @")
    found = [_refusal(part, field, parent, minor) for part in said.split(", ") if part]
    if structure == "LabelSelectorRequirement" and parent.startswith("spec.selector.") and kind in STRICT:
        found.append(Refusal("Invalid", "spec.selector"))
    return tuple(refusal for refusal in found if refusal is not None)


def _refusal(said: str, field: str, parent: str, minor: int) -> Refusal | None:
    since, _, rest = said.rpartition(": ")
    if since and minor < int(since):
        return None
    reason, _, place = rest.partition(" ")
    for mark, path in (("^^", _list_of(parent)), ("^", parent), ("@", field)):
        if place.startswith(mark):
            path += place.removeprefix(mark)
            break
    for pattern, spelling in _SPELLINGS:
        path = pattern.sub(spelling, path)
    return Refusal(reason, path.lstrip("."))


def _list_of(item: str) -> str:
    return re.sub(r"\[\d+\]$", "", item)
