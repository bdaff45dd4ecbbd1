"""Which kinds hold pod templates, and where: Kubernetes' own and well-known custom ones, as data.

A path is written with dots; `*` stands for every value of a mapping, `[]` for every item of a sequence. It
leads to a pod template (`metadata` and `spec`); for Pod itself that is the object. Tekton-like step lists are
left out, for they are no pod specs, and so are templates that an operator merges into its own (Flink, Elasticsearch):
what they lack is not missing.
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
    ("argoproj.io", "Experiment"): ("spec.templates[].template",),
    ("argoproj.io", "AnalysisTemplate"): ("spec.metrics[].provider.job.spec.template",),
    ("argoproj.io", "ClusterAnalysisTemplate"): ("spec.metrics[].provider.job.spec.template",),
    ("serving.knative.dev", "Service"): ("spec.template",),
    ("serving.knative.dev", "Configuration"): ("spec.template",),
    ("serving.knative.dev", "Revision"): ("",),
    ("apps.openshift.io", "DeploymentConfig"): ("spec.template",),
    ("", "DeploymentConfig"): ("spec.template",),
    ("apps.kruise.io", "CloneSet"): ("spec.template",),
    ("apps.kruise.io", "StatefulSet"): ("spec.template",),
    ("apps.kruise.io", "DaemonSet"): ("spec.template",),
    ("apps.kruise.io", "BroadcastJob"): ("spec.template",),
    ("apps.kruise.io", "AdvancedCronJob"): (
        "spec.template.jobTemplate.spec.template",
        "spec.template.broadcastJobTemplate.spec.template",
    ),
    ("apps.kruise.io", "UnitedDeployment"): (
        "spec.template.statefulSetTemplate.spec.template",
        "spec.template.advancedStatefulSetTemplate.spec.template",
        "spec.template.cloneSetTemplate.spec.template",
        "spec.template.deploymentTemplate.spec.template",
    ),
    ("batch.volcano.sh", "Job"): ("spec.tasks[].template",),
    ("batch.volcano.sh", "CronJob"): ("spec.jobTemplate.spec.tasks[].template",),
    ("flow.volcano.sh", "JobTemplate"): ("spec.tasks[].template",),
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
    ("kubeflow.org", "MXJob"): ("spec.mxReplicaSpecs.*.template",),
    ("kubeflow.org", "Experiment"): ("spec.trialTemplate.trialSpec.spec.template",),
    ("trainer.kubeflow.org", "TrainingRuntime"): ("spec.template.spec.replicatedJobs[].template.spec.template",),
    ("trainer.kubeflow.org", "ClusterTrainingRuntime"): ("spec.template.spec.replicatedJobs[].template.spec.template",),
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
    ("ray.io", "RayCronJob"): (
        "spec.jobTemplate.rayClusterSpec.headGroupSpec.template",
        "spec.jobTemplate.rayClusterSpec.workerGroupSpecs[].template",
    ),
    ("agones.dev", "GameServer"): ("spec.template",),
    ("agones.dev", "GameServerSet"): ("spec.template.spec.template",),
    ("agones.dev", "Fleet"): ("spec.template.spec.template",),
    ("game.kruise.io", "GameServerSet"): ("spec.gameServerTemplate",),
    ("actions.github.com", "AutoscalingRunnerSet"): ("spec.template",),
    ("operators.coreos.com", "ClusterServiceVersion"): ("spec.install.spec.deployments[].spec.template",),
    ("sources.knative.dev", "ContainerSource"): ("spec.template",),
    ("sinks.knative.dev", "JobSink"): ("spec.job.spec.template",),
    ("kueue.x-k8s.io", "Workload"): ("spec.podSets[].template",),
}

POD_SPEC_FIELDS = frozenset(
    """activeDeadlineSeconds affinity automountServiceAccountToken containers dnsConfig dnsPolicy enableServiceLinks
    ephemeralContainers evictionResponders hostAliases hostIPC hostNetwork hostPID hostUsers hostname hostnameOverride
    imagePullSecrets initContainers nodeName nodeSelector os overhead preemptionPolicy priority priorityClassName
    readinessGates resourceClaims resources restartPolicy runtimeClassName schedulerName schedulingGates
    schedulingGroup securityContext serviceAccount serviceAccountName setHostnameAsFQDN shareProcessNamespace
    subdomain terminationGracePeriodSeconds tolerations topologySpreadConstraints volumes workloadRef""".split()
)
"""The fields of a pod spec in any version: what tells a pod spec without its object from other texts with containers."""

_CLIENT_GROUPS = frozenset(
    (
        "abac.authorization.kubernetes.io",
        "apiserver.k8s.io",
        "audit.k8s.io",
        "client.authentication.k8s.io",
        "eksctl.io",
        "k3d.io",
        "kind.x-k8s.io",
        "kubeadm.k8s.io",
        "skaffold",
    )
)
_CLIENT_SUFFIXES = (".config.k8s.io", ".admission.k8s.io")


def is_client_side(api_version: str, kind: str) -> bool:
    """Whether a file of this kind configures a tool or component (kubectl, kustomize, kubelet) and is never applied."""
    group, slash, _ = api_version.partition("/")
    if not slash:
        return kind == "Config" and api_version == "v1"  # a kubeconfig
    return group.endswith(_CLIENT_SUFFIXES) or group in _CLIENT_GROUPS
