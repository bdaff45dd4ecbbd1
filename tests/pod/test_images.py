"""References, names, and the facts that an image and its tag stand for."""

import ast
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podlint.pod import image_table
from podlint.pod.image_table import ALIASES, BASES, IMAGES, LEAVES
from podlint.pod.images import (
    FUNCTIONS,
    ROLES,
    ImageFacts,
    ImagePort,
    PortSetting,
    facts_of,
    leaf,
    normalised,
    parse_reference,
    read_row,
    table_facts,
)

SHA = "sha256:" + "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("text", "registry", "repository", "tag", "digest"),
    [
        ("nginx", "docker.io", "library/nginx", None, None),
        ("nginx:1.27-alpine", "docker.io", "library/nginx", "1.27-alpine", None),
        ("docker.io/nginx", "docker.io", "library/nginx", None, None),
        ("index.docker.io/team/app:1", "docker.io", "team/app", "1", None),
        ("team/app", "docker.io", "team/app", None, None),
        ("team/part/app:v1", "docker.io", "team/part/app", "v1", None),
        ("quay.io/team/app", "quay.io", "team/app", None, None),
        ("localhost/app", "localhost", "app", None, None),
        ("localhost:5000", "docker.io", "library/localhost", "5000", None),
        ("localhost:5000/app", "localhost:5000", "app", None, None),
        ("registry:5000/team/app:2", "registry:5000", "team/app", "2", None),
        ("10.0.0.1:80/app", "10.0.0.1:80", "app", None, None),
        ("[2001:db8::1]:5000/app:1", "[2001:db8::1]:5000", "app", "1", None),
        ("[2001:db8::1]/app", "[2001:db8::1]", "app", None, None),
        (f"nginx@{SHA}", "docker.io", "library/nginx", None, SHA),
        (f"quay.io/a/b:c@{SHA}", "quay.io", "a/b", "c", SHA),
        ("EXAMPLE.com/app", "EXAMPLE.com", "app", None, None),
        ("a.b-c/e--f_g/h__i", "a.b-c", "e--f_g/h__i", None, None),
        ("app:_x.y-Z", "docker.io", "library/app", "_x.y-Z", None),
        ("app:" + "x" * 128, "docker.io", "library/app", "x" * 128, None),
        ("a" * 63, "docker.io", "library/" + "a" * 63, None, None),
        ("app@blake3+x:" + "a" * 32, "docker.io", "library/app", None, "blake3+x:" + "a" * 32),
    ],
)
def test_references(text, registry, repository, tag, digest):
    assert parse_reference(text) == (registry, repository, tag, digest)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "/",
            ":",
            "@",
            "nginx:",
            "nginx@",
            "/nginx",
            "nginx/",
            "a//b",
            ":tag",
            "nginx: 1",
            " nginx",
            "nginx ",
        ),
        *("Nginx", "team/App", "TEAM/app", "a..b", "a-", "-a", "a._b", "a___b", "team/_app", "a/.b", "ä/b", "n٣"),
        *("nginx:.1", "nginx:-1", "nginx:a/b:", "nginx:1:2", "app:" + "x" * 129, "a" * 256, "0123456789abcdef" * 4),
        *("https://example.com/app", "example.com:port/app", "example.com:/app", "-x.com/app", "x..com/app"),
        *("[::1/app", "[]/app", "[::1]x/app", "[::g]/app", "[::1]:/app", "nginx@sha256:abc", f"nginx@{SHA.upper()}"),
        *(f"nginx@{SHA}0", "nginx@sha1", f"nginx@{SHA}@{SHA}", "nginx@1a:" + "a" * 32, "nginx@a++b:" + "a" * 32),
        *(
            "${IMAGE}",
            "{{ .Values.image }}",
            "gcr.io/<project>/app",
            "$(image)",
            "nginx\n",
            "nginx:1\n",
            "example.com/",
        ),
    ],
)
def test_what_is_no_reference(text):
    assert parse_reference(text) is None


@given(st.text(max_size=40) | st.text(alphabet="aA0._-/:@[]", max_size=40))
def test_any_text_is_read_without_an_exception(text):
    reference = parse_reference(text)
    facts_of(text)
    if reference is not None:
        rest = (f":{reference.tag}" if reference.tag else "") + (f"@{reference.digest}" if reference.digest else "")
        assert parse_reference(f"{reference.registry}/{reference.repository}{rest}") == reference


@pytest.mark.parametrize(
    ("text", "name", "last"),
    [
        ("docker.io/library/nginx:1", "nginx", "nginx"),
        ("registry.k8s.io/sig-storage/csi-attacher:v4", "sig-storage/csi-attacher", "csi-attacher"),
        ("k8s.gcr.io/leader-elector", "leader-elector", "leader-elector"),
        ("mirror.gcr.io/library/redis", "redis", "redis"),
        ("library/nginx", "nginx", "nginx"),
    ],
)
def test_normalised_names(text, name, last):
    reference = parse_reference(text)
    assert (normalised(reference), leaf(reference)) == (name, last)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("nginx:1.27", "nginx"),
        ("public.ecr.aws/docker/library/redis:8", "redis"),
        ("registry.example.com:5000/nginx", "nginx"),
        ("harbor.example.com/dockerhub/library/postgres:16", "postgres"),
        ("harbor.example.com/dockerhub/grafana/grafana", "grafana/grafana"),
        ("123.dkr.ecr.eu-west-1.amazonaws.com/quay/prometheus/node-exporter", "prom/node-exporter"),
        ("harbor.example.com/a/b/prometheus/prometheus", "prom/prometheus"),
        ("gcr.io/google_containers/pause-amd64:3.1", "pause"),
        ("rancher/mirrored-library-busybox:1.34", "busybox"),
        ("rancher/mirrored-grafana-grafana", "grafana/grafana"),
        ("rancher/mirrored-pause:3.6", "pause"),
        ("bitnamilegacy/postgresql:16", "bitnami/postgresql"),
        ("registry.example.com/kube-rbac-proxy", "brancz/kube-rbac-proxy"),
        ("example.com/team/x/cloud-sql-proxy:2", "cloud-sql-connectors/cloud-sql-proxy"),
        ("team/nginx-prometheus-exporter", "nginx/nginx-prometheus-exporter"),
        ("someone/leader-elector:0.3", "leader-elector"),
        ("couchdb:${COUCHDB_VERSION}", "couchdb"),
        ("localhost:5000/redis:{{ .Values.tag }}", "redis"),
        ("redis@sha256:abc123", "redis"),
    ],
)
def test_which_row_an_image_has(text, name):
    facts = facts_of(text)
    assert facts is not None
    assert facts.name == name


@pytest.mark.parametrize(
    "text",
    [
        *(f"example/{last}" for last in ("proxy", "app", "server", "agent", "controller", "web", "api", "exporter")),
        *("team/nginx", "team/postgres:16", "mirror/nginx", "example.com/team/redis", "linkerd-fork/proxy-x"),
        *("${IMAGE}", "${IMAGE}:1", "gcr.io/${PROJECT}/nginx", "{{ .Values.image }}:1", "", "Nginx"),
    ],
)
def test_which_images_are_unknown(text):
    assert facts_of(text) is None


def test_leaves_are_words_that_name_one_program():
    generic = {"proxy", "app", "server", "agent", "controller", "operator", "web", "api", "driver", "exporter", "cli"}
    generic |= {
        "node",
        "base",
        "cni",
        "init",
        "manager",
        "webhook",
        "sidecar",
        "client",
        "worker",
        "frontend",
        "backend",
    }
    assert not LEAVES.keys() & generic


def test_a_build_of_ones_own_promises_no_shell_user_or_tools():
    facts = facts_of("team/node-exporter:1")
    assert (facts.role, facts.ports) == ("adapter", (ImagePort(9100, "TCP", "high"),))
    assert (facts.shell, facts.uid, facts.has_tool("bash")) == (None, None, None)


def ports(text):
    return [port.port for port in facts_of(text).ports]


@pytest.mark.parametrize(
    ("text", "shell"),
    [
        ("nginx", "dash"),
        ("nginx:1.27", "dash"),
        ("nginx:alpine", "ash"),
        ("nginx:1.27-alpine3.20", "ash"),
        ("nginx:1.27-alpine-slim", "ash"),
        (f"nginx@{SHA}", None),
        (f"nginx:1.27@{SHA}", "dash"),
        ("nginx:${TAG}", None),
        ("busybox", "ash"),
        (f"busybox@{SHA}", "ash"),
        ("python:3.12", "dash"),
        ("python:3.12-slim-bookworm", "dash"),
        ("traefik:v3", "ash"),
        ("timberio/vector:0.34.1-debian", "dash"),
        ("timberio/vector:0.34.1-distroless-static", "none"),
        ("envoyproxy/envoy:distroless-v1.39.0", "none"),
        ("gcr.io/distroless/base", "none"),
        ("gcr.io/distroless/base:debug", "ash"),
        ("mcr.microsoft.com/dotnet/aspnet:8.0-noble-chiseled", "none"),
        ("python:3.12-windowsservercore", "none"),
        ("mysql:8.4", "bash"),
        ("mysql:8-debian", "dash"),
        ("someapp/unheard-of", "unknown"),
    ],
)
def test_the_tag_decides_the_shell(text, shell):
    facts = facts_of(text)
    assert (facts.shell if facts else "unknown") == shell


def test_tags_of_windows_are_told():
    assert facts_of("mcr.microsoft.com/windows/nanoserver:ltsc2022").windows
    assert facts_of("golang:1.22-nanoserver").windows
    assert not facts_of("golang:1.22").windows


def test_fpm_tags_speak_fastcgi():
    assert ports("wordpress:6") == [80]
    assert ports("wordpress:6-fpm-alpine") == [9000]
    assert ports("php:8.3-fpm") == [9000]
    assert ports("php:8.3-apache") == [80]
    assert ports("php:8.3-cli") == []
    assert facts_of("php:8.3-cli").runs == "subcommand"
    assert facts_of("php:8.3-fpm").runs == "long"


def test_a_management_tag_adds_a_port():
    assert 15672 not in ports("rabbitmq:4")
    assert ports("rabbitmq:4-management-alpine")[0] == 5672
    assert 15672 in ports("rabbitmq:4-management-alpine")


def test_postgres_moved_its_data():
    assert facts_of("postgres:16").data == ("/var/lib/postgresql/data",)
    assert facts_of("postgres:18-alpine").data == ("/var/lib/postgresql",)
    assert facts_of("postgres").data == facts_of("postgres:bookworm").data == ()
    assert (facts_of("postgres:16").uid, facts_of("postgres:16-alpine").uid) == (999, 70)


def test_dotnet_moved_its_port():
    image = "mcr.microsoft.com/dotnet/aspnet"
    assert ports(f"{image}:7.0-alpine") == [80]
    assert ports(f"{image}:8.0") == ports(f"{image}:10.0") == [8080]
    assert [port.certainty for port in facts_of(image).ports] == ["medium", "medium"]


@pytest.mark.parametrize(
    ("condition", "tag", "holds"),
    [
        ("[<18]", "17", True),
        ("[<18]", "18", False),
        ("[<18]", "v9.6.24", True),
        ("[<18]", "latest", False),
        ("[>=18]", "latest", False),
        ("[>=18]", "18.1-alpine", True),
        ("[>=1.19]", "1", False),
        ("[<1.19]", "1", False),
        ("[<1.19]", "1.9.14", True),
        ("[>=1.19]", "stable-1.27", True),
        ("[>=1.19]", "2", True),
        ("[>=1.19]", "19f2079f", False),
        ("[alpine]", "3-alpine3.20", True),
        ("[alpine]", "3-alpineish", False),
        ("[fpm]", None, False),
    ],
)
def test_conditions_of_a_row(condition, tag, holds):
    assert (read_row("x", f"role=app {condition}uid=7", tag).uid == 7) is holds


def test_a_row_is_read_word_by_word():
    facts = read_row("x", "role=app ports=80,53/udp?,99?? flags=-p,--admin:99 env=LISTEN:0 has=a has+=b ports+=config")
    assert facts.ports == (ImagePort(80), ImagePort(53, "UDP", "medium"), ImagePort(99, "TCP", "low"))
    assert facts.ports_from_config
    assert facts.port_flags == (PortSetting("-p", 80), PortSetting("--admin", 99))
    assert facts.port_moved_by("--p") == 80
    assert facts.port_moved_by("-admin") == 99
    assert facts.port_moved_by("LISTEN") == 0
    assert facts.port_moved_by("--other") is None
    assert facts.tools == ("a", "b")


@pytest.mark.parametrize("row", ["ports=80", "role=app prots=80", "role=app ports=http", "like=nowhere", "role=app =x"])
def test_a_wrong_row_is_refused(row):
    with pytest.raises(ValueError, match=r"http|image"):
        read_row("x", row)


@pytest.mark.parametrize(
    ("image", "program", "has"),
    [
        ("busybox", "wget", True),
        ("busybox", "httpd", True),
        ("busybox", "bash", False),
        ("busybox", "curl", False),
        ("alpine:3.20", "curl", False),
        ("alpine", "bash", False),
        ("alpine", "httpd", False),
        ("alpine", "wget", True),
        ("debian:12-slim", "bash", True),
        ("debian:12-slim", "curl", False),
        ("python:3.12", "curl", True),
        ("python:3.12-slim", "curl", False),
        ("python:3.12-alpine", "bash", False),
        ("nginx:1.27", "curl", True),
        ("nginx:1.27-alpine-slim", "curl", None),
        ("postgres:16-alpine", "bash", True),
        ("gcr.io/distroless/static", "sleep", False),
        ("registry.k8s.io/kubectl", "kubectl", True),
        ("registry.k8s.io/kubectl", "sh", False),
        ("prom/prometheus", "bash", False),
        ("mongo:7", "mongo", False),
        ("mongo:4.4", "mongo", True),
        ("redis:7", "redis-cli", True),
        ("redis:7", "somethingelse", None),
        ("curlimages/curl", "curl", True),
    ],
)
def test_tools_that_an_image_has(image, program, has):
    assert facts_of(image).has_tool(program) is has


def test_entries_of_the_user_win():
    mine = ImageFacts("mine", "cache")
    assert facts_of("nginx:1", {"nginx": mine}) is mine
    assert facts_of("quay.io/team/app:1", {"team/app": mine}) is mine
    assert facts_of("quay.io/team/app:1", {"quay.io/team/app": mine}) is mine
    assert facts_of("team/app:1", {"quay.io/team/app": mine}) is None
    assert facts_of("nginx:1", {"team/app": mine}) == facts_of("nginx:1")


def test_facts_that_rules_lean_on():
    assert "/var/log/nginx/access.log" in facts_of("nginx").logs
    assert "/etc/nginx" in facts_of("nginx").content_breaks
    assert "/etc/prometheus" in facts_of("prom/prometheus").content_replaceable
    assert facts_of("prom/prometheus").entrypoint == "prometheus"
    assert facts_of("malexer/twemproxy").port_moved_by("LISTEN_PORT") == 6380
    assert facts_of("quay.io/oauth2-proxy/oauth2-proxy").loopback == (4180,)
    assert facts_of("haproxy:3.0").ports_from_config
    assert facts_of("redis").args == "either"
    assert facts_of("busybox").args == "command"
    assert facts_of("nginx/nginx-prometheus-exporter").upstreams == ("127.0.0.1:8080",)


# The table


def every_reading():
    """The facts of each row for a plain tag, an unknown one, and each condition that its words have."""
    for name, row in IMAGES.items():
        tags = {"latest", None, "0.1", "999", *re.findall(r"\[(\w+)\]", row)}
        for tag in tags:
            yield table_facts(name, tag)


READINGS = list(every_reading())


def test_rows_keep_to_the_vocabulary():
    for facts in READINGS:
        assert facts.role in ROLES, facts.name
        assert facts.function in (None, *FUNCTIONS), facts.name
        assert facts.runs in ("long", "ends", "subcommand"), facts.name
        assert facts.args in (None, "program", "command", "either"), facts.name
        assert facts.shell in (None, "none", "dash", "ash", "bash"), facts.name
        assert facts.base is None or facts.base in BASES, facts.name


def moved_by_tag(name):
    return re.search(r"\]ports=", IMAGES[name]) is not None


def test_ports_are_ports():
    for facts in READINGS:
        numbers = [port.port for port in facts.ports]
        assert all(0 < number < 65536 for number in numbers), facts.name
        assert {port.protocol for port in facts.ports} <= {"TCP", "UDP"}, facts.name
        assert len(set(facts.ports)) == len(facts.ports), facts.name
        assert set(facts.loopback) <= set(numbers), facts.name
        for setting in facts.port_flags + facts.port_env:
            assert setting.name, facts.name
            assert setting.port == 0 or setting.port in numbers or moved_by_tag(facts.name), (facts.name, setting)


def test_paths_are_absolute_and_plain():
    for facts in READINGS:
        directories = facts.writes + facts.data + facts.content_breaks + facts.content_replaceable
        for path in directories + facts.logs + facts.reads + facts.config:
            assert re.fullmatch(r"(/[\w.@-]+)+(/\*)?", path), (facts.name, path)
        assert not [path for path in directories if path.endswith("/*")], facts.name
        assert not set(facts.content_breaks) & set(facts.content_replaceable), facts.name


def test_upstreams_are_addresses():
    for facts in READINGS:
        for upstream in facts.upstreams:
            assert re.fullmatch(r"[\w.-]+:\d+", upstream), (facts.name, upstream)


def test_a_tool_is_there_or_not():
    for facts in READINGS:
        assert not set(facts.tools) & set(facts.lacks), facts.name
    for base, (_, present, absent) in BASES.items():
        assert not set(present.split()) & set(absent.split()), base


def test_entry_programs_are_names():
    for facts in READINGS:
        assert facts.entrypoint is None or re.fullmatch(r"[\w.+-]+", facts.entrypoint), facts.name


def test_names_are_normalised_and_stand_once():
    for name in (*IMAGES, *ALIASES):
        reference = parse_reference(name)
        assert reference is not None, name
        assert normalised(reference) == name, name
    assert not IMAGES.keys() & ALIASES.keys()
    assert set(ALIASES.values()) | set(LEAVES.values()) <= IMAGES.keys()
    with open(image_table.__file__, encoding="utf-8") as file:
        tree = ast.parse(file.read())
    for literal in (node for node in ast.walk(tree) if isinstance(node, ast.Dict)):
        keys = [key.value for key in literal.keys if isinstance(key, ast.Constant)]
        assert len(keys) == len(set(keys))


def test_words_of_a_row_stand_once():
    for name, row in IMAGES.items():
        keys = [re.sub(r"(?<!>)(?<!<)=.*", "", word) for word in row.split()]
        assert len(keys) == len(set(keys)), name
