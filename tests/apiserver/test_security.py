"""Security contexts, host namespaces, Windows."""

from __future__ import annotations

import pytest

from tests.apiserver.judging import container, findings, pod, refusals

S = "spec.securityContext"
K = "spec.containers[0].securityContext"

PODS = [
    ("securityContext: {runAsUser: -1}", {f"Invalid {S}.runAsUser"}),
    ("securityContext: {fsGroup: 2147483647, supplementalGroups: [1, -1]}", {f"Invalid {S}.supplementalGroups[1]"}),
    ("securityContext: {fsGroupChangePolicy: Never}", {f"NotSupported {S}.fsGroupChangePolicy"}),
    ("securityContext: {seccompProfile: {type: Default}}", {f"NotSupported {S}.seccompProfile.type"}),
    ("securityContext: {seccompProfile: {type: Localhost}}", {f"Required {S}.seccompProfile.localhostProfile"}),
    (
        "securityContext: {seccompProfile: {type: Localhost, localhostProfile: /a}}",
        {f"Invalid {S}.seccompProfile.localhostProfile"},
    ),
    (
        "securityContext: {appArmorProfile: {type: Localhost, localhostProfile: ''}}",
        {f"Required {S}.appArmorProfile.localhostProfile"},
    ),
    (
        "securityContext: {appArmorProfile: {type: Unconfined, localhostProfile: ''}}",
        {f"Invalid {S}.appArmorProfile.localhostProfile"},
    ),
    ("securityContext: {sysctls: [{name: a.b, value: c}, {name: a.b, value: d}]}", {f"Duplicate {S}.sysctls[1].name"}),
    ("securityContext: {sysctls: [{name: A, value: c}]}", {f"Invalid {S}.sysctls[0].name"}),
    (
        "hostNetwork: true\n  securityContext: {sysctls: [{name: net/core/a, value: c}]}",
        {f"Invalid {S}.sysctls[0].name"},
    ),
    (
        "hostIPC: true\n  securityContext: {sysctls: [{name: kernel.shmmax, value: c}]}",
        {f"Invalid {S}.sysctls[0].name"},
    ),
    ("hostIPC: true\n  securityContext: {sysctls: [{name: kernel.shm_next_id, value: c}]}", set()),
    ("hostPID: true\n  shareProcessNamespace: true", {"Invalid spec.shareProcessNamespace"}),
    ("hostPID: true\n  hostUsers: false", {"Forbidden spec.HostPID"}),
    ("hostNetwork: true\n  hostUsers: false", {"Forbidden spec.hostNetwork"}),
    ("os: {name: ''}", {"Required spec.os.name"}),
    ("os: {name: Linux}", {"NotSupported spec.os"}),
    ("os: {name: linux}\n  securityContext: {windowsOptions: {}}", {f"Forbidden {S}.windowsOptions"}),
    (
        "os: {name: windows}\n  securityContext: {sysctls: [], supplementalGroups: []}",
        {f"Forbidden {S}.supplementalGroups"},
    ),
    ("os: {name: windows}\n  hostUsers: true\n  hostIPC: false", {"Forbidden spec.hostUsers"}),
    ("os: {name: windows}\n  resources: {}", {"Forbidden spec.resources"}),
    ("securityContext: {windowsOptions: {hostProcess: true}}", {"Invalid spec.hostNetwork"}),
]


@pytest.mark.parametrize(("spec", "expected"), PODS)
def test_pods(spec: str, expected: set[str]) -> None:
    assert refusals(pod(spec)) == expected


CONTAINERS = [
    ("{runAsGroup: 2147483648}", {f"Invalid {K}.runAsGroup"}),
    ("{procMount: Unmasked}", {f"Invalid {K}.procMount"}),
    ("{allowPrivilegeEscalation: false, privileged: true}", {f"Invalid {K}"}),
    ("{allowPrivilegeEscalation: false, capabilities: {add: [CAP_SYS_ADMIN]}}", {f"Invalid {K}"}),
    ("{allowPrivilegeEscalation: false, capabilities: {add: [SYS_ADMIN]}}", set()),
    ("{windowsOptions: {runAsUserName: ''}}", {f"Invalid {K}.windowsOptions.runAsUserName"}),
]


@pytest.mark.parametrize(("context", "expected"), CONTAINERS)
def test_containers(context: str, expected: set[str]) -> None:
    assert refusals(container(f"securityContext: {context}")) == expected


def test_an_unmasked_proc_with_users_of_its_own() -> None:
    assert refusals(container("securityContext: {procMount: Unmasked}", "hostUsers: false")) == set()
    assert refusals(container("securityContext: {procMount: Bare}"), 32) == set()


@pytest.mark.parametrize(
    ("minor", "expected"),
    [(32, set()), (33, {f"NotSupported {S}.seLinuxChangePolicy"}), (37, set())],
)
def test_a_selinux_policy_by_version(minor: int, expected: set[str]) -> None:
    assert refusals(pod("securityContext: {seLinuxChangePolicy: MountOption}"), minor) == expected


def test_the_path_of_a_refusal_by_version() -> None:
    text = pod("hostPID: true\n  shareProcessNamespace: true")
    assert refusals(text, 36) == {f"Invalid {S}.shareProcessNamespace"}


@pytest.mark.parametrize(
    ("user", "wrong"),
    [
        ("user", False),
        ("DOMAIN\\user", False),
        ("a.example.com\\user", False),
        ("A\\B\\c", True),
        ("\\user", True),
        ("DOMAIN\\", True),
        ("...", True),
        ("a:b", True),
        ("a" * 105, True),
    ],
)
def test_users_of_windows(user: str, wrong: bool) -> None:
    text = pod(f"securityContext: {{windowsOptions: {{runAsUserName: '{user}'}}}}")
    assert bool(refusals(text)) is wrong


def test_containers_of_one_pod_are_host_processes_together() -> None:
    containers = (
        "containers: [{name: a, image: a, securityContext: {windowsOptions: {hostProcess: true}}}, {name: b, image: b}]"
    )
    assert refusals(pod(f"hostNetwork: true\n  {containers}")) == {"Invalid spec"}


def test_a_refused_pair_shows_its_other_half() -> None:
    text = container("securityContext: {privileged: true, allowPrivilegeEscalation: false}")
    ((_, found),) = findings(text)
    assert text[found.at.start : found.at.end] == "false"
    assert [text[piece.span.start : piece.span.end] for piece in found.evidence] == ["true"]
