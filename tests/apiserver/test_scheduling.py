"""Scheduling: selectors, affinity, tolerations, spread, gates, DNS, hosts, claims."""

from __future__ import annotations

import pytest

from tests.apiserver.judging import pod, refusals, template, warnings

REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"
PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution"
NODE = f"spec.affinity.nodeAffinity.{REQUIRED}.nodeSelectorTerms[0]"
POD = f"spec.affinity.podAffinity.{REQUIRED}[0]"
K = "spec.topologySpreadConstraints[0]"
T = "spec.tolerations[0]"


def node_term(text: str) -> str:
    return pod(f"affinity: {{nodeAffinity: {{{REQUIRED}: {{nodeSelectorTerms: [{text}]}}}}}}")


def pod_term(text: str, metadata: str = "{name: shop, labels: {app: shop}}") -> str:
    return pod(f"affinity: {{podAffinity: {{{REQUIRED}: [{text}]}}}}", metadata)


def spread(*listed: str, metadata: str = "{name: shop, labels: {app: shop}}") -> str:
    return pod("topologySpreadConstraints: [" + ", ".join(listed) + "]", metadata)


@pytest.mark.parametrize(
    ("selector", "expected"),
    [("{a.b/c: d}", set()), ("{a b: c}", {"Invalid spec.nodeSelector"}), ("{a: b/c}", {"Invalid spec.nodeSelector"})],
)
def test_node_selectors(selector: str, expected: set[str]) -> None:
    assert refusals(pod(f"nodeSelector: {selector}")) == expected


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("{}", set()),
        ("{matchExpressions: [{key: a, operator: In, values: [b]}]}", set()),
        ("{matchExpressions: [{key: a, operator: Gt, values: [five]}]}", set()),
        ("{matchExpressions: [{key: a, operator: In}]}", {f"Required {NODE}.matchExpressions[0].values"}),
        (
            "{matchExpressions: [{key: a, operator: Exists, values: [b]}]}",
            {f"Forbidden {NODE}.matchExpressions[0].values"},
        ),
        ("{matchExpressions: [{key: a, operator: Lt, values: []}]}", {f"Required {NODE}.matchExpressions[0].values"}),
        (
            "{matchExpressions: [{key: a/b/c, operator: in}]}",
            {f"Invalid {NODE}.matchExpressions[0].key", f"Invalid {NODE}.matchExpressions[0].operator"},
        ),
        ("{matchFields: [{key: metadata.name, operator: In, values: [a.b]}]}", set()),
        (
            "{matchFields: [{key: metadata.name, operator: In, values: [A, b]}]}",
            {f"Required {NODE}.matchFields[0].values", f"Invalid {NODE}.matchFields[0].values[0]"},
        ),
        (
            "{matchFields: [{key: name, operator: Exists}]}",
            {f"Invalid {NODE}.matchFields[0].key", f"Invalid {NODE}.matchFields[0].operator"},
        ),
    ],
)
def test_node_terms(term: str, expected: set[str]) -> None:
    assert refusals(node_term(term)) == expected


def test_values_of_required_terms_are_labels_since_1_32() -> None:
    text = node_term("{matchExpressions: [{key: a, operator: Gt, values: ['-1']}]}")
    assert refusals(text, 31) == set()
    assert refusals(text, 32) == {f"Invalid {NODE}.matchExpressions[0].values[0]"}


def test_a_preferred_term_only_warns_of_its_values_and_has_a_weight() -> None:
    term = "{weight: 101, preference: {matchExpressions: [{key: a, operator: In, values: [b c]}]}}"
    text = pod(f"affinity: {{nodeAffinity: {{{PREFERRED}: [{term}]}}}}")
    assert refusals(text) == {f"Invalid spec.affinity.nodeAffinity.{PREFERRED}[0].weight"}
    assert warnings(text) == {"preferred-node-label-value"}
    assert warnings(text, 30) == set()


def test_a_node_affinity_has_terms() -> None:
    text = pod(f"affinity: {{nodeAffinity: {{{REQUIRED}: {{nodeSelectorTerms: []}}}}}}")
    assert refusals(text) == {f"Required spec.affinity.nodeAffinity.{REQUIRED}.nodeSelectorTerms"}


SELECTED = "topologyKey: zone, labelSelector: {matchLabels: {app: shop}}"


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (f"{{{SELECTED}}}", set()),
        ("{topologyKey: a b, labelSelector: {}}", {f"Invalid {POD}.topologyKey"}),
        ("{topologyKey: '', labelSelector: {}}", {f"Required {POD}.topologyKey", f"Invalid {POD}.topologyKey"}),
        (f"{{{SELECTED}, namespaces: [a, B]}}", {f"Invalid {POD}.namespace"}),
        (
            f"{{{SELECTED}, namespaceSelector: {{matchLabels: {{a: b c}}}}}}",
            {f"Invalid {POD}.namespaceSelector.matchLabels"},
        ),
        ("{topologyKey: zone, matchLabelKeys: [a]}", {f"Forbidden {POD}.matchLabelKeys"}),
        (
            f"{{{SELECTED}, matchLabelKeys: [a b, c], mismatchLabelKeys: [c]}}",
            {f"Invalid {POD}.matchLabelKeys[0]", f"Invalid {POD}.matchLabelKeys[1]"},
        ),
        (f"{{{SELECTED}, matchLabelKeys: [other]}}", set()),
        (f"{{{SELECTED}, matchLabelKeys: [app]}}", {f"Invalid {POD}[0]"}),
        (f"{{{SELECTED}, mismatchLabelKeys: [app]}}", set()),
    ],
)
def test_pod_terms(term: str, expected: set[str]) -> None:
    assert refusals(pod_term(term)) == expected


def test_label_keys_count_only_when_the_pod_has_the_label() -> None:
    assert refusals(pod_term(f"{{{SELECTED}, matchLabelKeys: [app]}}", "{name: shop}")) == set()
    assert refusals(pod_term(f"{{{SELECTED}, matchLabelKeys: [app]}}"), 30) == set()


@pytest.mark.parametrize(
    ("toleration", "expected"),
    [
        ("{operator: Exists}", set()),
        ("{key: a, value: b}", set()),
        ("{key: a, operator: Exists, effect: NoExecute, tolerationSeconds: -5}", set()),
        ("{}", {f"Invalid {T}.operator"}),
        ("{key: a b, operator: Equals}", {f"Invalid {T}.key", f"NotSupported {T}.operator"}),
        ("{key: a, operator: Gt, value: '5'}", {f"NotSupported {T}.operator"}),
        ("{key: a, operator: Exists, value: b}", {f"Invalid {T}.operator"}),
        ("{key: a, value: b c}", {f"Invalid {T}.operator"}),
        ("{key: a, effect: noexecute, tolerationSeconds: 5}", {f"NotSupported {T}.effect", f"Invalid {T}.effect"}),
    ],
)
def test_tolerations(toleration: str, expected: set[str]) -> None:
    assert refusals(pod(f"tolerations: [{toleration}]")) == expected


WHOLE = "maxSkew: 1, topologyKey: any text, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: shop}}"


@pytest.mark.parametrize(
    ("constraint", "expected"),
    [
        (f"{{{WHOLE}, minDomains: 2, nodeAffinityPolicy: Honor}}", set()),
        (f"{{{WHOLE.replace('maxSkew: 1', 'maxSkew: 0')}}}", {f"Invalid {K}.maxSkew"}),
        (f"{{{WHOLE.replace('any text', '')}}}", set()),
        (f"{{{WHOLE.replace('any text', chr(39) * 2)}}}", {f"Required {K}.topologyKey"}),
        (
            f"{{{WHOLE.replace('DoNotSchedule', 'Never')}, minDomains: 1}}",
            {f"NotSupported {K}.whenUnsatisfiable", f"Invalid {K}.minDomains"},
        ),
        (
            f"{{{WHOLE}, minDomains: 0, nodeTaintsPolicy: honor}}",
            {f"Invalid {K}.minDomains", f"NotSupported {K}.nodeTaintsPolicy"},
        ),
        (f"{{{WHOLE}, matchLabelKeys: [app]}}", {f"Invalid {K}[0]"}),
        (f"{{{WHOLE}, matchLabelKeys: [other, a b]}}", {f"Invalid {K}.matchLabelKeys[1]"}),
        (f"{{{WHOLE}}}, {{{WHOLE}}}", {f"Duplicate {K}.{{topologyKey, whenUnsatisfiable}}"}),
    ],
)
def test_spread_constraints(constraint: str, expected: set[str]) -> None:
    assert refusals(spread(constraint)) == expected


def test_spread_keys_before_the_merge_of_1_34() -> None:
    text = spread(f"{{{WHOLE}, matchLabelKeys: [app]}}", metadata="{name: shop}")
    assert refusals(text, 33) == {f"Invalid {K}.matchLabelKeys[0]"}
    assert refusals(text, 34) == set()


@pytest.mark.parametrize(
    ("spec", "rule"),
    [
        ("nodeSelector: {beta.kubernetes.io/arch: arm64}", "deprecated-node-label"),
        (
            "topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}]",
            "missing-label-selector",
        ),
        ("hostAliases: [{ip: 10.0.0.1}, {ip: 10.0.0.1}]", "duplicate-host-alias"),
        ("dnsConfig: {nameservers: ['2001:DB8::1']}", "odd-ip-address"),
    ],
)
def test_warned_of(spec: str, rule: str) -> None:
    assert refusals(pod(spec)) == set()
    assert warnings(pod(spec)) == {rule}
    assert warnings(template("{containers: [{name: web, image: a}], " + spec + "}")) == {rule}


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("schedulingGates: [{name: a.b/c}]", set()),
        (
            "schedulingGates: [{name: a b}, {name: c}, {name: c}]",
            {"Invalid spec.schedulingGates[0]", "Duplicate spec.schedulingGates[2]"},
        ),
        ("readinessGates: [{conditionType: a}, {conditionType: a}]", set()),
        ("readinessGates: [{conditionType: a b}]", {"Invalid spec.readinessGates[0].conditionType"}),
        (
            "hostAliases: [{ip: a, hostnames: [B, c]}]",
            {"Invalid spec.hostAliases[0].ip", "Invalid spec.hostAliases[0].hostnames[0]"},
        ),
        ("resourceClaims: [{name: a, resourceClaimName: b}]", set()),
        (
            "resourceClaims: [{name: A, resourceClaimName: B}]",
            {"Invalid spec.resourceClaims[0].name", "Invalid spec.resourceClaims[0].resourceClaimName"},
        ),
        (
            "resourceClaims: [{name: a}, {name: a, resourceClaimName: b, resourceClaimTemplateName: c}]",
            {
                "Invalid spec.resourceClaims[0]",
                "Duplicate spec.resourceClaims[1].name",
                "Invalid spec.resourceClaims[1]",
            },
        ),
        (
            "dnsConfig: {nameservers: [a], options: [{}]}",
            {"Invalid spec.dnsConfig.nameservers[0]", "Required spec.dnsConfig.options[0]"},
        ),
        ("dnsConfig: {nameservers: ['::1', '::2', '::3', '::4']}", {"Invalid spec.dnsConfig.nameservers"}),
        ("dnsPolicy: None\n  dnsConfig: {nameservers: []}", {"Required spec.dnsConfig.nameservers"}),
        ("dnsConfig: {searches: [., _a.b, a.b., A]}", {"Invalid spec.dnsConfig.searches[3]"}),
        ("dnsConfig: {searches: [" + ", ".join(["a"] * 33) + "]}", {"Invalid spec.dnsConfig.searches"}),
    ],
)
def test_small_fields(spec: str, expected: set[str]) -> None:
    assert refusals(pod(spec)) == expected


def test_versions() -> None:
    assert refusals(pod("dnsConfig: {searches: [., _a.b]}"), 32) == {
        "Invalid spec.dnsConfig.searches[0]",
        "Invalid spec.dnsConfig.searches[1]",
    }
    assert refusals(pod("resourceClaims: [{name: A}]"), 33) == set()
    assert refusals(pod("hostAliases: [{ip: 010.0.0.1}]"), 35) == set()
    assert refusals(pod("hostAliases: [{ip: 010.0.0.1}]"), 36) == {"Invalid spec.hostAliases[0].ip"}


@pytest.mark.parametrize(
    ("spec", "warned"),
    [
        ("priority: 0", False),
        ("priority: 5", True),
        ("priorityClassName: high\n  priority: 5", False),
        ("priorityClassName: system-node-critical\n  priority: 2000001000", False),
        ("priorityClassName: system-node-critical\n  priority: 5", True),
        ("preemptionPolicy: PreemptLowerPriority", False),
        ("preemptionPolicy: Never", True),
        ("priorityClassName: high\n  preemptionPolicy: Never", False),
        ("overhead: {cpu: 1}", True),
        ("runtimeClassName: a\n  overhead: {cpu: 1}", False),
    ],
)
def test_what_a_class_decides(spec: str, warned: bool) -> None:
    assert refusals(pod(spec)) == set()
    assert warnings(pod(spec)) == ({"class-decides"} if warned else set())
