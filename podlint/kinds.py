"""Which kinds hold pod templates, and where: Kubernetes' own and well-known custom ones, as data.

A path is written with dots; `*` stands for every value of a mapping, `[]` for every item of a sequence. It
leads to a pod template (`metadata` and `spec`); for Pod itself that is the object. Tekton-like step lists are
left out: they are no pod specs.
"""

from __future__ import annotations

from collections.abc import Mapping as MappingABC

Paths = tuple[str, ...]
Kinds = MappingABC[tuple[str, str], Paths]
"""Paths of the pod templates by (API group, kind); the core group is the empty text."""

KINDS: dict[tuple[str, str], Paths] = {
    ("", "Pod"): ("",),
    ("", "PodTemplate"): ("template",),
    ("", "ReplicationController"): ("spec.template",),
    ("apps", "Deployment"): ("spec.template",),
    ("apps", "ReplicaSet"): ("spec.template",),
    ("apps", "StatefulSet"): ("spec.template",),
    ("apps", "DaemonSet"): ("spec.template",),
    ("extensions", "Deployment"): ("spec.template",),
    ("extensions", "ReplicaSet"): ("spec.template",),
    ("extensions", "DaemonSet"): ("spec.template",),
    ("batch", "Job"): ("spec.template",),
    ("batch", "CronJob"): ("spec.jobTemplate.spec.template",),
    ("argoproj.io", "Rollout"): ("spec.template",),
    ("serving.knative.dev", "Service"): ("spec.template",),
    ("serving.knative.dev", "Configuration"): ("spec.template",),
    ("serving.knative.dev", "Revision"): ("",),
    ("apps.openshift.io", "DeploymentConfig"): ("spec.template",),
    ("", "DeploymentConfig"): ("spec.template",),
    ("apps.kruise.io", "CloneSet"): ("spec.template",),
    ("apps.kruise.io", "StatefulSet"): ("spec.template",),
    ("apps.kruise.io", "DaemonSet"): ("spec.template",),
    ("apps.kruise.io", "BroadcastJob"): ("spec.template",),
    ("apps.kruise.io", "AdvancedCronJob"): ("spec.template.jobTemplate.spec.template",),
    ("batch.volcano.sh", "Job"): ("spec.tasks[].template",),
    ("jobset.x-k8s.io", "JobSet"): ("spec.replicatedJobs[].template.spec.template",),
    ("leaderworkerset.x-k8s.io", "LeaderWorkerSet"): (
        "spec.leaderWorkerTemplate.leaderTemplate",
        "spec.leaderWorkerTemplate.workerTemplate",
    ),
    ("keda.sh", "ScaledJob"): ("spec.jobTargetRef.template",),
    ("kubeflow.org", "TFJob"): ("spec.tfReplicaSpecs.*.template",),
    ("kubeflow.org", "PyTorchJob"): ("spec.pytorchReplicaSpecs.*.template",),
    ("kubeflow.org", "MPIJob"): ("spec.mpiReplicaSpecs.*.template",),
    ("kubeflow.org", "XGBoostJob"): ("spec.xgbReplicaSpecs.*.template",),
    ("kubeflow.org", "PaddleJob"): ("spec.paddleReplicaSpecs.*.template",),
    ("kubeflow.org", "JAXJob"): ("spec.jaxReplicaSpecs.*.template",),
    ("kubeflow.org", "Notebook"): ("spec.template",),
    ("ray.io", "RayCluster"): ("spec.headGroupSpec.template", "spec.workerGroupSpecs[].template"),
    ("ray.io", "RayJob"): (
        "spec.rayClusterSpec.headGroupSpec.template",
        "spec.rayClusterSpec.workerGroupSpecs[].template",
        "spec.submitterPodTemplate",
    ),
    ("ray.io", "RayService"): (
        "spec.rayClusterConfig.headGroupSpec.template",
        "spec.rayClusterConfig.workerGroupSpecs[].template",
    ),
    ("machinelearning.seldon.io", "SeldonDeployment"): ("spec.predictors[].componentSpecs[]",),
    ("agones.dev", "GameServer"): ("spec.template",),
    ("agones.dev", "Fleet"): ("spec.template.spec.template",),
}

BUILT_IN_KINDS = frozenset(
    kind for (group, kind) in KINDS if group in {"", "apps", "batch"} and kind != "DeploymentConfig"
)
"""The kinds of Kubernetes itself that hold a pod template."""
