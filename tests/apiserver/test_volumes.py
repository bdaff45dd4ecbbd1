"""Volumes: names, sources, files, projections, claims, and what mounts hear of a broken one."""

from __future__ import annotations

import pytest

from tests.apiserver.judging import messages, pod, refusals, template, warnings

V = "spec.volumes[0]"


def volumes(*listed: str) -> str:
    return pod("volumes: [" + ", ".join(listed) + "]")


def source(text: str) -> str:
    return volumes(f"{{name: v, {text}}}")


ACCEPTED = [
    "emptyDir: {}",
    "emptyDir: {sizeLimit: 0, medium: anything}",
    "emptyDir: null",
    "hostPath: {path: relative, type: Socket}",
    "hostPath: {path: /a/..b}",
    "secret: {secretName: Any_Name, defaultMode: 0400, items: [{key: any key, path: a/..b, mode: 511}]}",
    "configMap: {name: c, items: []}",
    "nfs: {server: s, path: /}",
    "persistentVolumeClaim: {claimName: Any}",
    "iscsi: {targetPortal: t, iqn: 'iqn.2001-04.com.example:disk', lun: 255}",
    "iscsi: {targetPortal: t, iqn: eui.0123456789abcdef, lun: 0, chapAuthSession: true, secretRef: {}}",
    "fc: {targetWWNs: [a], lun: 0}",
    "fc: {wwids: [a]}",
    "flexVolume: {driver: d, options: {example.com/a: b, k8s.io.example/a: b}}",
    "azureDisk: {diskName: d, diskURI: 'https://a/b'}",
    "azureDisk: {diskName: d, diskURI: /subscriptions/a, kind: Managed}",
    "quobyte: {registry: 'a:1,[::1]:2', volume: v}",
    "csi: {driver: Example.COM, nodePublishSecretRef: {name: s}}",
    "downwardAPI: {items: [{path: a, fieldRef: {fieldPath: metadata.labels}}]}",
    "downwardAPI: {items: [{path: a, resourceFieldRef: {containerName: any, resource: limits.cpu, divisor: 1m}}]}",
    "projected: {}",
    "projected: {sources: [{serviceAccountToken: {path: a, expirationSeconds: 600}}, {secret: {name: s}}]}",
    "image: {reference: ' outer space '}",
]


@pytest.mark.parametrize("text", ACCEPTED)
def test_accepted(text: str) -> None:
    assert refusals(source(text)) == set()


REFUSED = [
    ("emptyDir: {sizeLimit: -1}", {f"Forbidden {V}.emptyDir.sizeLimit"}),
    ("hostPath: {path: ''}", {f"Required {V}.hostPath.path"}),
    ("hostPath: {path: /a/../b, type: Dir}", {f"Invalid {V}.hostPath.path", f"NotSupported {V}.hostPath.type"}),
    (
        "gitRepo: {repository: '', directory: /a}",
        {f"Required {V}.gitRepo.repository", f"Invalid {V}.gitRepo.directory"},
    ),
    ("gcePersistentDisk: {pdName: d, partition: 256}", {f"Invalid {V}.persistentDisk.partition"}),
    ("awsElasticBlockStore: {volumeID: d, partition: -1}", {f"Invalid {V}.awsElasticBlockStore.partition"}),
    ("secret: {}", {f"Required {V}.secret.secretName"}),
    ("secret: {secretName: s, defaultMode: 644}", {f"Invalid {V}.secret.defaultMode"}),
    (
        "configMap: {name: '', items: [{key: '', path: /a, mode: -1}]}",
        {
            f"Required {V}.configMap.name",
            f"Required {V}.configMap.items[0].key",
            f"Invalid {V}.configMap.items[0].path",
            f"Invalid {V}.configMap.items[0].mode",
        },
    ),
    ("nfs: {server: s, path: ''}", {f"Required {V}.nfs.path", f"Invalid {V}.nfs.path"}),
    ("nfs: {server: s, path: a}", {f"Invalid {V}.nfs.path"}),
    ("iscsi: {targetPortal: t, iqn: abc, lun: 256}", {f"Invalid {V}.iscsi.iqn", f"Invalid {V}.iscsi.lun"}),
    (
        "iscsi: {targetPortal: t, iqn: eui.0, lun: 0, chapAuthDiscovery: true}",
        {f"Invalid {V}.iscsi.iqn", f"Required {V}.iscsi.secretRef"},
    ),
    (
        "iscsi: {targetPortal: " + "t" * 63 + ", iqn: 'iqn.2001-04.a:b', lun: 0, initiatorName: x}",
        {f"Invalid {V}.iscsi.initiatorname", f"Invalid {V}.name"},
    ),
    ("glusterfs: {endpoints: '', path: p}", {f"Required {V}.glusterfs.endpoints"}),
    ("flocker: {}", {f"Required {V}.flocker"}),
    ("flocker: {datasetName: a/b, datasetUUID: u}", {f"Invalid {V}.flocker", f"Invalid {V}.flocker.datasetName"}),
    ("persistentVolumeClaim: {claimName: ''}", {f"Required {V}.persistentVolumeClaim.claimName"}),
    ("rbd: {monitors: [], image: i}", {f"Required {V}.rbd.monitors"}),
    ("cinder: {volumeID: v, secretRef: {}}", {f"Required {V}.cinder.secretRef.name"}),
    ("quobyte: {registry: a, volume: v}", {f"Invalid {V}.quobyte.registry"}),
    ("quobyte: {registry: a, volume: v, tenant: " + "t" * 65 + "}", {f"Required {V}.quobyte.tenant"}),
    ("fc: {}", {f"Required {V}.fc.targetWWNs"}),
    ("fc: {targetWWNs: [a], wwids: [b]}", {f"Invalid {V}.fc.targetWWNs", f"Required {V}.fc.lun"}),
    ("flexVolume: {driver: d, options: {A.K8s.io/b: c}}", {f"Invalid {V}.flexVolume.options[A.K8s.io/b]"}),
    ("azureDisk: {diskName: d, diskURI: /subscriptions/a}", {f"NotSupported {V}.azureDisk.diskURI"}),
    (
        "azureDisk: {diskName: d, diskURI: ''}",
        {f"Required {V}.azureDisk.diskURI", f"NotSupported {V}.azureDisk.diskURI"},
    ),
    ("azureDisk: {diskName: d, diskURI: 'https://a', cachingMode: x}", {f"NotSupported {V}.azureDisk.cachingMode"}),
    ("storageos: {}", {f"Required {V}.storageos.volumeName"}),
    (
        "storageos: {volumeName: A, volumeNamespace: B}",
        {f"Invalid {V}.storageos.volumeName", f"Invalid {V}.storageos.volumeNamespace"},
    ),
    ("scaleIO: {gateway: g, system: s, secretRef: {}}", {f"Required {V}.scaleIO.volumeName"}),
    ("csi: {driver: a_b, nodePublishSecretRef: {name: A}}", {f"Invalid {V}.csi.driver", f"Invalid {V}.csi.name"}),
    ("csi: {driver: " + "d" * 64 + "}", {f"TooLong {V}.csi.driver"}),
    ("downwardAPI: {items: [{path: a}]}", {f"Required {V}.downwardAPI"}),
    (
        "downwardAPI: {items: [{path: ..a, fieldRef: {fieldPath: status.podIP}}]}",
        {f"Invalid {V}.downwardAPI.path", f"NotSupported {V}.downwardAPI.fieldRef.fieldPath"},
    ),
    (
        "downwardAPI: {items: [{path: a, resourceFieldRef: {resource: limits.cpu}}]}",
        {f"Required {V}.downwardAPI.resourceFieldRef.containerName"},
    ),
    ("ephemeral: {}", {f"Required {V}.ephemeral.volumeClaimTemplate"}),
    (
        "image: {reference: '', pullPolicy: Sometimes}",
        {f"Required {V}.image.reference", f"NotSupported {V}.image.pullPolicy"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), REFUSED)
def test_refused(text: str, expected: set[str]) -> None:
    assert refusals(source(text)) == expected


def test_an_empty_csi_driver_was_said_twice_before_1_36() -> None:
    text = source("csi: {driver: ''}")
    assert refusals(text, 35) == {f"Required {V}.csi.driver", f"Invalid {V}.csi.driver"}
    assert refusals(text, 36) == {f"Required {V}.csi.driver"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [("''", {f"Required {V}.name"}), ("A", {f"Invalid {V}.name"}), ("a.b", {f"Invalid {V}.name"}), ("a-b", set())],
)
def test_names(name: str, expected: set[str]) -> None:
    assert refusals(volumes(f"{{name: {name}, emptyDir: {{}}}}")) == expected


def test_a_name_stands_once_but_a_broken_volume_does_not_take_it() -> None:
    assert refusals(volumes("{name: a}", "{name: a}")) == {"Duplicate spec.volumes[1].name"}
    assert refusals(volumes("{name: a, secret: {}}", "{name: a}")) == {f"Required {V}.secret.secretName"}


def test_the_first_source_in_the_servers_order_counts() -> None:
    text = source("ephemeral: {}, cephfs: {monitors: []}, downwardAPI: {}, csi: {driver: ''}")
    assert refusals(text) == {
        f"Required {V}.cephfs.monitors",
        f"Forbidden {V}.downwarAPI",
        f"Forbidden {V}.csi",
        f"Forbidden {V}.ephemeral",
    }


def test_a_mount_of_a_broken_volume_is_part_of_its_finding() -> None:
    text = pod(
        "containers: [{name: web, image: a, volumeMounts: [{name: v, mountPath: /a}]}]\n  volumes: [{name: v, secret: {}}]"
    )
    assert refusals(text) == {f"Required {V}.secret.secretName", "NotFound spec.containers[0].volumeMounts[0].name"}
    assert len(messages(text)) == 1


def test_image_volumes_vanish_while_their_gate_is_off() -> None:
    text = pod(
        "containers: [{name: web, image: a, volumeMounts: [{name: i, mountPath: /a}]}]\n"
        "  volumes: [{name: i, image: {reference: ''}}, {name: v, secret: {}}]"
    )
    assert refusals(text, 33) == {f"Required {V}.secret.secretName"}
    assert "Required spec.volumes[1].secret.secretName" in refusals(text, 35)


def test_a_template_needs_the_reference_of_an_image_since_1_37() -> None:
    text = template("{containers: [{name: web, image: a}], volumes: [{name: i, image: {}}]}")
    assert refusals(text, 36) == set()
    assert refusals(text, 37) == {"Required spec.template.spec.volumes[0].image.reference"}


def test_the_claim_of_an_ephemeral_volume_is_nobody_elses() -> None:
    claim = "{name: e, ephemeral: {volumeClaimTemplate: {spec: " + WHOLE + "}}}}"
    text = volumes(claim, "{name: v, persistentVolumeClaim: {claimName: shop-e}}")
    assert refusals(text) == {"Invalid spec.volumes[1].persistentVolumeClaim.claimName"}


S = f"{V}.projected.sources"
CERTIFICATE = "{podCertificate: {signerName: a.b/c, keyType: ED25519"


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ("{secret: {name: a}, configMap: {name: b}}", {f"Forbidden {S}[0]"}),
        ("{secret: {}}", {f"Required {S}[0].secret.name"}),
        ("{secret: {name: a, items: [{key: k, path: p}, {key: l, path: p}]}}", {f"Invalid {V}.projected"}),
        ("{secret: {name: a, items: [{key: k, path: p}]}}, {serviceAccountToken: {path: p}}", set()),
        (
            "{serviceAccountToken: {path: /p, expirationSeconds: 599}}",
            {f"Invalid {V}.projected.path", f"Invalid {S}[0].serviceAccountToken.expirationSeconds"},
        ),
        (
            "{serviceAccountToken: {path: p, expirationSeconds: 4294967297}}",
            {f"Invalid {S}[0].serviceAccountToken.expirationSeconds"},
        ),
        ("{downwardAPI: {items: [{path: p}]}}", {f"Required {S}[0].downwardAPI"}),
        ("{clusterTrustBundle: {path: p}}", {f"Required {S}[0].clusterTrustBundle"}),
        ("{clusterTrustBundle: {path: p, name: a, signerName: a.b/c}}", {f"Invalid {S}[0].clusterTrustBundle"}),
        (
            "{clusterTrustBundle: {path: p, name: 'a:B', labelSelector: {}}}",
            {f"Invalid {S}[0].clusterTrustBundle.name", f"Invalid {S}[0].clusterTrustBundle.labelSelector"},
        ),
        ("{clusterTrustBundle: {path: p, signerName: a}}", {f"Invalid {S}[0].clusterTrustBundle.signerName"}),
        (
            "{podCertificate: {signerName: a.b/c, keyType: RSA, keyPath: k}}",
            {f"NotSupported {S}[0].podCertificate.keyType"},
        ),
        ("{podCertificate: {signerName: a.b/c, keyType: ED25519}}", {f"Required {S}[0].podCertificate"}),
        (
            CERTIFICATE.replace("a.b", "a.kubernetes.io") + ", keyPath: k, maxExpirationSeconds: 86401}}",
            {f"Invalid {S}[0].podCertificate.maxExpirationSeconds"},
        ),
        (CERTIFICATE + ", keyPath: k, userAnnotations: {a: b}}}", {f"Invalid {S}[0].podCertificate.userAnnotations"}),
    ],
)
def test_projections(sources: str, expected: set[str]) -> None:
    assert refusals(source(f"projected: {{sources: [{sources}]}}")) == expected


def test_projections_of_switched_off_gates_are_not_read() -> None:
    text = source("projected: {sources: [{clusterTrustBundle: {path: /p}, secret: {name: s}}, {podCertificate: {}}]}")
    assert refusals(text, 36) == set()
    assert warnings(text, 36) == {"empty-projected-source"}


T = f"{V}.ephemeral.volumeClaimTemplate"
WHOLE = "{accessModes: [ReadWriteOnce], resources: {requests: {storage: 1}}"


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("{}", {f"Required {T}.spec.accessModes", f"Required {T}.spec.resources[storage]"}),
        (
            WHOLE.replace("Once]", "OncePod, ReadOnlyMany, Any]").replace("1}}", "0}}") + "}",
            {
                f"NotSupported {T}.spec.accessModes",
                f"Forbidden {T}.spec.accessModes",
                f"Invalid {T}.spec.resources[storage]",
            },
        ),
        (
            WHOLE + ", volumeMode: '', storageClassName: A}",
            {f"NotSupported {T}.spec.volumeMode", f"Invalid {T}.spec.storageClassName"},
        ),
        (
            WHOLE + ", dataSource: {name: '', kind: Snapshot}}",
            {f"Required {T}.spec.dataSource.name", f"Invalid {T}.spec.dataSource"},
        ),
        (
            WHOLE + ", dataSourceRef: {apiGroup: A, name: a, kind: b, namespace: C}}",
            {f"Invalid {T}.spec.dataSourceRef.apiGroup", f"Invalid {T}.spec.dataSourceRef.namespace"},
        ),
        (
            WHOLE + ", dataSource: {apiGroup: a, name: a, kind: b}, dataSourceRef: {apiGroup: a, name: b, kind: b}}",
            {f"Invalid {T}.spec"},
        ),
        (WHOLE + ", selector: {matchLabels: {a: b/c}}}", {f"Invalid {T}.spec.selector.matchLabels"}),
    ],
)
def test_claim_templates(spec: str, expected: set[str]) -> None:
    assert refusals(source(f"ephemeral: {{volumeClaimTemplate: {{spec: {spec}}}}}")) == expected


def test_the_metadata_of_a_claim_template_is_labels_and_annotations() -> None:
    spec = "spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1}}}"
    metadata = "metadata: {name: a, uid: b, namespace: '', labels: {a/b/c: d}}"
    text = source(f"ephemeral: {{volumeClaimTemplate: {{{metadata}, {spec}}}}}")
    assert refusals(text) == {
        f"Forbidden {T}.metadata.name",
        f"Forbidden {T}.metadata.uID",
        f"Invalid {T}.metadata.labels",
    }


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("glusterfs: {endpoints: e, path: p}", "deprecated-volume-source"),
        ("configMap: {name: c, items: [{key: a, path: x}, {key: b, path: x/y}]}", "overlapping-volume-paths"),
        ("secret: {secretName: c, items: [{key: a, path: x}, {key: b, path: x/}]}", "overlapping-volume-paths"),
        (
            "projected: {sources: [{secret: {name: a, items: [{key: a, path: x/y}]}}, "
            "{serviceAccountToken: {path: x}}]}",
            "overlapping-volume-paths",
        ),
        ("projected: {sources: [{}]}", "empty-projected-source"),
        ("ephemeral: {volumeClaimTemplate: {spec: " + WHOLE.replace("1}}", "1500m}}") + "}}}", "fractional-bytes"),
    ],
)
def test_warned_of(text: str, rule: str) -> None:
    assert refusals(source(text)) == set()
    assert warnings(source(text)) == {rule}


def test_neighbours_do_not_overlap() -> None:
    assert warnings(source("configMap: {name: c, items: [{key: a, path: x}, {key: b, path: xy}]}")) == set()


def test_octal_modes_are_offered() -> None:
    assert messages(source("secret: {secretName: s, defaultMode: 644}"))[0].endswith('did you mean "0644"?')
