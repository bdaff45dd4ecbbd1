"""Workloads: selectors, strategies, StatefulSets, Jobs and CronJobs."""

from __future__ import annotations

import pytest

from tests.apiserver.judging import findings, messages, refusals, warnings

POD = "{containers: [{name: web, image: a}]}"
LABELS = "spec.template.metadata.labels"


def an(
    kind: str, fields: str = "", selector: str = "{matchLabels: {app: a}}", labels: str = "{app: a}", pod: str = POD
) -> str:
    more = f"  {fields}\n" if fields else ""
    return (
        f"apiVersion: apps/v1\nkind: {kind}\nmetadata: {{name: a}}\nspec:\n{more}"
        f"  selector: {selector}\n  template: {{metadata: {{labels: {labels}}}, spec: {pod}}}\n"
    )


def job(
    fields: str = "", pod: str = "restartPolicy: Never, ", metadata: str = "{name: a}", template: str = "{}"
) -> str:
    more = f"  {fields}\n" if fields else ""
    return (
        f"apiVersion: batch/v1\nkind: Job\nmetadata: {metadata}\nspec:\n{more}"
        f"  template: {{metadata: {template}, spec: {{{pod}containers: [{{name: web, image: a}}]}}}}\n"
    )


def cron(fields: str, inner: str = "") -> str:
    pod = "{restartPolicy: Never, containers: [{name: web, image: a}]}"
    more = f"{inner}, " if inner else ""
    return (
        f"apiVersion: batch/v1\nkind: CronJob\nmetadata: {{name: a}}\nspec:\n  {fields}\n"
        f"  jobTemplate: {{spec: {{{more}template: {{spec: {pod}}}}}}}\n"
    )


HIDING = ("Deployment", "ReplicaSet", "StatefulSet")
CONTROLLERS = (*HIDING, "DaemonSet")


@pytest.mark.parametrize("kind", CONTROLLERS)
def test_a_selector_matches_the_template(kind: str) -> None:
    assert findings(an(kind)) == []
    assert refusals(an(kind, labels="{app: b}")) == {f"Invalid {LABELS}"}
    assert refusals(an(kind, labels="{}")) == {f"Invalid {LABELS}"}
    assert refusals(an(kind, selector="{}")) == {"Invalid spec.selector"}
    expression = "{matchExpressions: [{key: app, operator: NotIn, values: [a]}]}"
    assert refusals(an(kind, selector=expression)) == {f"Invalid {LABELS}"}
    assert refusals(an(kind, selector=expression, labels="{}")) == set()


@pytest.mark.parametrize("kind", CONTROLLERS)
def test_a_malformed_selector_hides_the_template(kind: str) -> None:
    text = an(kind, selector="{matchLabels: {app: a b}}", pod="{containers: [{name: A, image: a}]}")
    expected = {"Invalid spec.selector.matchLabels"}
    if kind in HIDING:
        assert refusals(text) == {*expected, "Invalid spec.selector"}
        assert any("container" in message for message in messages(text))
    else:
        assert refusals(text) == {*expected, "Invalid spec.template.spec.containers[0].name"}


@pytest.mark.parametrize("kind", CONTROLLERS)
def test_pods_run_for_ever(kind: str) -> None:
    pod = "{restartPolicy: Never, activeDeadlineSeconds: 5, containers: [{name: web, image: a}]}"
    spec = "spec.template.spec"
    assert refusals(an(kind, pod=pod)) == {
        f"NotSupported {spec}.restartPolicy",
        f"Forbidden {spec}.activeDeadlineSeconds",
    }


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("Deployment", "replicas: -1", {"Invalid spec.replicas"}),
        ("ReplicaSet", "minReadySeconds: -1", {"Invalid spec.minReadySeconds"}),
        ("DaemonSet", "revisionHistoryLimit: -1", {"Invalid spec.revisionHistoryLimit"}),
        ("Deployment", "minReadySeconds: 600", {"Invalid spec.progressDeadlineSeconds"}),
        ("Deployment", "minReadySeconds: 599", set()),
        ("Deployment", "progressDeadlineSeconds: 0", {"Invalid spec.progressDeadlineSeconds"}),
        ("Deployment", "strategy: {type: Recreate}", set()),
        ("Deployment", "strategy: {type: recreate}", {"NotSupported spec.strategy"}),
        ("Deployment", "strategy: {type: Recreate, rollingUpdate: {}}", {"Forbidden spec.strategy.rollingUpdate"}),
        (
            "Deployment",
            "strategy: {rollingUpdate: {maxUnavailable: 0, maxSurge: 0%}}",
            {"Invalid spec.strategy.rollingUpdate.maxUnavailable"},
        ),
        (
            "Deployment",
            "strategy: {rollingUpdate: {maxUnavailable: 101%, maxSurge: 200%}}",
            {"Invalid spec.strategy.rollingUpdate.maxUnavailable"},
        ),
        ("Deployment", "strategy: {rollingUpdate: {maxSurge: -1}}", {"Invalid spec.strategy.rollingUpdate.maxSurge"}),
        ("Deployment", "strategy: {rollingUpdate: {maxSurge: '1'}}", {"Invalid spec.strategy.rollingUpdate.maxSurge"}),
        (
            "Deployment",
            "strategy: {rollingUpdate: {maxSurge: 12.5%}}",
            {"Invalid spec.strategy.rollingUpdate.maxSurge"},
        ),
        ("DaemonSet", "updateStrategy: {type: OnDelete, rollingUpdate: {maxSurge: -1}}", set()),
        (
            "DaemonSet",
            "updateStrategy: {rollingUpdate: {maxSurge: 1}}",
            {"Invalid spec.updateStrategy.rollingUpdate.maxSurge"},
        ),
        ("DaemonSet", "updateStrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}", set()),
        (
            "DaemonSet",
            "updateStrategy: {rollingUpdate: {maxUnavailable: 0}}",
            {"Required spec.updateStrategy.rollingUpdate.maxUnavailable"},
        ),
        ("DaemonSet", "updateStrategy: {type: Rolling}", {"NotSupported spec.updateStrategy"}),
        (
            "StatefulSet",
            "updateStrategy: {type: OnDelete, rollingUpdate: {}}",
            {"Invalid spec.updateStrategy.rollingUpdate"},
        ),
        (
            "StatefulSet",
            "updateStrategy: {rollingUpdate: {partition: -1, maxUnavailable: 0}}",
            {
                "Invalid spec.updateStrategy.rollingUpdate.partition",
                "Invalid spec.updateStrategy.rollingUpdate.maxUnavailable",
            },
        ),
        ("StatefulSet", "podManagementPolicy: Ordered", {"Invalid spec.podManagementPolicy"}),
        (
            "StatefulSet",
            "persistentVolumeClaimRetentionPolicy: {whenDeleted: Keep}",
            {"NotSupported spec.persistentVolumeClaimRetentionPolicy.whenDeleted"},
        ),
        ("StatefulSet", "ordinals: {start: -1}", {"Invalid spec.ordinals.start"}),
        ("StatefulSet", "serviceName: A", {"Invalid spec.serviceName"}),
        (
            "StatefulSet",
            "volumeClaimTemplates: [{metadata: {name: d}}]",
            {
                "Required spec.volumeClaimTemplates[0].spec.accessModes",
                "Required spec.volumeClaimTemplates[0].spec.resources[storage]",
            },
        ),
    ],
)
def test_fields_of_controllers(kind: str, fields: str, expected: set[str]) -> None:
    assert refusals(an(kind, fields)) == expected


def test_fields_of_stateful_sets_by_version() -> None:
    assert refusals(an("StatefulSet", "serviceName: A"), 32) == set()
    unavailable = an("StatefulSet", "updateStrategy: {rollingUpdate: {maxUnavailable: 0}}")
    assert refusals(unavailable, 34) == refusals(unavailable, 36) == set()
    assert refusals(unavailable, 35) == {"Invalid spec.updateStrategy.rollingUpdate.maxUnavailable"}
    assert refusals(an("StatefulSet", "volumeClaimTemplates: [{metadata: {name: d}}]"), 33) == set()


def test_the_template_of_a_stateful_set_counts_since_1_34() -> None:
    text = an("StatefulSet", pod="{containers: [{name: A, image: a}], hostname: A}", labels="{app: a, a b: c}")
    labels = "Invalid spec.template.labels"
    assert refusals(text, 33) == {labels}
    assert refusals(text, 34) == {labels, "Invalid spec.template.spec.containers[0].name"}
    assert len(messages(text, 33)) == len(messages(text, 34))


CLAIM = "{metadata: {name: d}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1}}}}"


def test_claim_templates_are_volumes_that_stand_first() -> None:
    volumes = "volumes: [{name: d, secret: {}}, {name: v, secret: {}}]"
    pod = "{containers: [{name: web, image: a, volumeMounts: [{name: d, mountPath: /d}]}], " + volumes + "}"
    text = an("StatefulSet", f"volumeClaimTemplates: [{CLAIM}]", pod=pod)
    assert refusals(text) == {"Required spec.template.spec.volumes[1].secret.secretName"}
    bad = an("StatefulSet", f"volumeClaimTemplates: [{CLAIM.replace('name: d', 'name: D')}]")
    assert refusals(bad) == {"Invalid spec.template.spec.volumes[0].name"}


def test_a_replication_controller_takes_the_labels_of_its_template() -> None:
    head = "apiVersion: v1\nkind: ReplicationController\nmetadata: {name: a}\nspec:\n"
    assert refusals(f"{head}  template: {{metadata: {{labels: {{app: a}}}}, spec: {POD}}}\n") == set()
    assert refusals(f"{head}  template: {{spec: {POD}}}\n") == {"Required spec.selector"}
    assert refusals(f"{head}  selector: {{app: a}}\n") == {"Required spec.template"}
    text = f"{head}  selector: {{app: b}}\n  template: {{metadata: {{labels: {{app: a}}}}, spec: {POD}}}\n"
    assert refusals(text) == {f"Invalid {LABELS}"}


def test_a_replica_set_without_a_template() -> None:
    text = "apiVersion: apps/v1\nkind: ReplicaSet\nmetadata: {name: a}\nspec: {selector: {matchLabels: {a: b}}}\n"
    assert refusals(text) == {"Required spec.template.spec.containers", f"Invalid {LABELS}"}
    assert len(messages(text)) == 1


@pytest.mark.parametrize(
    ("value", "expected"),
    [("'3'", set()), ("''", set()), ("'-3'", {"Invalid spec.rollback.version"}), ("latest", {"Decode "})],
)
def test_the_old_rollback_annotation(value: str, expected: set[str]) -> None:
    text = an("Deployment").replace(
        "{name: a}", f"{{name: a, annotations: {{deprecated.deployment.rollback.to: {value}}}}}", 1
    )
    assert refusals(text) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("parallelism: -1\n  completions: -1", {"Invalid spec.parallelism", "Invalid spec.completions"}),
        ("completionMode: Indexed", set()),
        ("completionMode: Indexed\n  parallelism: 1", {"Required spec.completions"}),
        ("completionMode: indexed", {"NotSupported spec.completionMode"}),
        ("completionMode: Indexed\n  completions: 1\n  parallelism: 100001", {"Invalid spec.parallelism"}),
        ("backoffLimitPerIndex: 1", {"Invalid spec.backoffLimitPerIndex"}),
        ("completionMode: Indexed\n  completions: 1\n  maxFailedIndexes: 1", {"Required spec.backoffLimitPerIndex"}),
        (
            "completionMode: Indexed\n  completions: 1\n  backoffLimitPerIndex: 0\n  maxFailedIndexes: 2",
            {"Invalid spec.maxFailedIndexes"},
        ),
        (
            "completionMode: Indexed\n  completions: 100001\n  backoffLimitPerIndex: 0",
            {"Required spec.maxFailedIndexes"},
        ),
        (
            "completionMode: Indexed\n  completions: 100001\n  backoffLimitPerIndex: 0\n"
            "  maxFailedIndexes: 10001\n  parallelism: 10001",
            {"Invalid spec.maxFailedIndexes", "Invalid spec.parallelism"},
        ),
        ("managedBy: a.b/c", set()),
        ("managedBy: ''", {"Required spec.managedBy"}),
        ("managedBy: a", {"Invalid spec.managedBy"}),
        ("managedBy: a.b/" + "c" * 60, {"TooLong spec.managedBy"}),
        ("managedBy: a.b/c d", {"Invalid spec.managedBy"}),
        ("podReplacementPolicy: Always", {"NotSupported spec.podReplacementPolicy"}),
        (
            "podReplacementPolicy: TerminatingOrFailed\n  podFailurePolicy: {rules: []}",
            {"NotSupported spec.podReplacementPolicy"},
        ),
        ("manualSelector: true", {"Required spec.selector", f"Invalid {LABELS}"}),
        ("manualSelector: true\n  selector: {}", set()),
        ("manualSelector: true\n  selector: {matchLabels: {a: b}}", {f"Invalid {LABELS}"}),
        ("selector: {}", set()),
        ("selector: {matchLabels: {job-name: a}}", set()),
        ("selector: {matchLabels: {a: b}}", {"Invalid spec.selector", f"Invalid {LABELS}"}),
        ("selector: {matchExpressions: [{key: controller-uid, operator: Exists}]}", set()),
        ("successPolicy: {rules: [{succeededCount: 1}]}", {"Invalid spec.successPolicy"}),
    ],
)
def test_jobs(fields: str, expected: set[str]) -> None:
    assert refusals(job(fields)) == expected


@pytest.mark.parametrize(
    ("pod", "fields", "expected"),
    [
        ("", "", {"Required spec.template.spec.restartPolicy"}),
        ("restartPolicy: Always, ", "", {"Required spec.template.spec.restartPolicy"}),
        ("restartPolicy: OnFailure, ", "", set()),
        ("restartPolicy: OnFailure, ", "podFailurePolicy: {rules: []}", {"Invalid spec.template.spec.restartPolicy"}),
        ("restartPolicy: never, ", "", {"NotSupported spec.template.spec.restartPolicy"}),
    ],
)
def test_pods_of_a_job_end(pod: str, fields: str, expected: set[str]) -> None:
    assert refusals(job(fields, pod=pod)) == expected


RULE = "spec.podFailurePolicy.rules[0]"


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("{action: FailJob, onExitCodes: {containerName: web, operator: In, values: [1, 2]}}", set()),
        ("{action: Count}", {f"Invalid {RULE}"}),
        ("{action: FailIndex, onPodConditions: [{type: a}]}", {f"Invalid {RULE}.action"}),
        (
            "{action: Fail, onPodConditions: [{type: a b, status: 'true'}]}",
            {
                f"NotSupported {RULE}.action",
                f"Invalid {RULE}.onPodConditions[0].type",
                f"NotSupported {RULE}.onPodConditions[0].status",
            },
        ),
        (
            "{action: Count, onExitCodes: {operator: Is, values: []}}",
            {f"NotSupported {RULE}.onExitCodes.operator", f"Invalid {RULE}.onExitCodes.values"},
        ),
        (
            "{action: Count, onExitCodes: {containerName: wbe, operator: In, values: [0, 2, 1, 1]}}",
            {
                f"Invalid {RULE}.onExitCodes.containerName",
                f"Invalid {RULE}.onExitCodes.values[0]",
                f"Duplicate {RULE}.onExitCodes.values[3]",
                f"Invalid {RULE}.onExitCodes.values",
            },
        ),
        (
            "{action: Count, onExitCodes: {operator: NotIn, values: [0]}, onPodConditions: [{type: a}]}",
            {f"Invalid {RULE}"},
        ),
    ],
)
def test_failure_policies(rule: str, expected: set[str]) -> None:
    assert refusals(job(f"podFailurePolicy: {{rules: [{rule}]}}")) == expected


SUCCESS = "spec.successPolicy.rules[0]"


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("{succeededIndexes: '0,2-4', succeededCount: 4}", set()),
        ("{succeededIndexes: ''}", set()),
        ("{}", {f"Required {SUCCESS}"}),
        ("{succeededIndexes: '2-5'}", {f"Invalid {SUCCESS}.succeededIndexes"}),
        ("{succeededIndexes: '2,1'}", {f"Invalid {SUCCESS}.succeededIndexes"}),
        ("{succeededIndexes: 1-2-3}", {f"Invalid {SUCCESS}.succeededIndexes"}),
        ("{succeededIndexes: '+'}", {f"Invalid {SUCCESS}.succeededIndexes"}),
        ("{succeededIndexes: '0', succeededCount: 2}", {f"Invalid {SUCCESS}.succeededCount"}),
        ("{succeededCount: 6}", {f"Invalid {SUCCESS}.succeededCount"}),
        ("{succeededCount: -1}", {f"Invalid {SUCCESS}.succeededCount"}),
    ],
)
def test_success_policies(rule: str, expected: set[str]) -> None:
    assert refusals(job(f"completionMode: Indexed\n  completions: 5\n  successPolicy: {{rules: [{rule}]}}")) == expected


def test_what_the_server_labels_itself() -> None:
    assert refusals(job(template="{labels: {job-name: a}}")) == set()
    assert refusals(job(template="{labels: {job-name: b}}")) == {f"Invalid {LABELS}[job-name]"}
    uid = "batch.kubernetes.io/controller-uid"
    assert refusals(job(template=f"{{labels: {{{uid}: b}}}}")) == {f"Invalid {LABELS}[{uid}]", f"Invalid {LABELS}"}


def test_the_last_pod_of_an_indexed_job_needs_a_host_name() -> None:
    indexed = "completionMode: Indexed\n  completions: 11"
    assert refusals(job(indexed, metadata="{name: " + "x" * 60 + "}")) == set()
    assert refusals(job(indexed, metadata="{name: " + "x" * 61 + "}")) == {"Invalid metadata.name"}
    assert refusals(job(indexed, metadata="{name: a.b}")) == {"Invalid metadata.name"}


def test_so_many_indexes_are_warned_of() -> None:
    assert warnings(job("completionMode: Indexed\n  completions: 100001\n  parallelism: 10001")) == {
        "untracked-indexes"
    }


def test_gates_of_jobs_by_version() -> None:
    assert refusals(job("managedBy: a"), 31) == set()
    assert refusals(job("successPolicy: {rules: []}"), 30) == set()
    assert refusals(cron("schedule: '@daily'", "managedBy: a"), 30) == {"Invalid spec.jobTemplate.spec.managedBy"}
    assert refusals(cron("schedule: '@daily'", "managedBy: a"), 29) == set()


@pytest.mark.parametrize(
    ("fields", "inner", "expected"),
    [
        ("schedule: '*/5 * * * *'", "", set()),
        ("schedule: ''", "", {"Required spec.schedule"}),
        ("schedule: 0 0 0 * *", "", {"Invalid spec.schedule"}),
        ("schedule: CRON_TZ=UTC 0 0 * * *", "", {"Invalid spec.schedule"}),
        ("schedule: '@daily'\n  timeZone: Europe/Berlin", "", set()),
        ("schedule: '@daily'\n  timeZone: europe/berlin", "", {"Invalid spec.timeZone"}),
        ("schedule: '@daily'\n  timeZone: LOCAL", "", {"Invalid spec.timeZone"}),
        ("schedule: '@daily'\n  timeZone: ''", "", {"Invalid spec.timeZone"}),
        ("schedule: '@daily'\n  concurrencyPolicy: allow", "", {"NotSupported spec.concurrencyPolicy"}),
        ("schedule: '@daily'\n  startingDeadlineSeconds: -1", "", {"Invalid spec.startingDeadlineSeconds"}),
        ("schedule: '@daily'", "selector: {}", {"Invalid spec.jobTemplate.spec.selector"}),
        ("schedule: '@daily'", "manualSelector: true", {"NotSupported spec.jobTemplate.spec.manualSelector"}),
        ("schedule: '@daily'", "completionMode: Indexed", {"Required spec.jobTemplate.spec.completions"}),
    ],
)
def test_cron_jobs(fields: str, inner: str, expected: set[str]) -> None:
    assert refusals(cron(fields, inner)) == expected


def test_a_zone_in_the_schedule_was_read_until_1_28() -> None:
    text = cron("schedule: CRON_TZ=UTC 0 0 * * *")
    assert refusals(text, 28) == set()
    assert refusals(text.replace("*\n", "*\n  timeZone: UTC\n", 1), 28) == {"Invalid spec.schedule"}
