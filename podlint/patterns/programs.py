"""What a container's program is when its image does not tell: by the command, the variables, or where it has its files.

Programs keep their names, prefixes of variables and configuration folders in whatever image they are packed, so these
speak for private copies and builds too. What known images are stands in the image table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from podlint.diagnostic import Evidence
from podlint.pod.model import Container
from podlint.pod.processes import Process
from podlint.pod.shell.effects import Command
from podlint.syntax.nodes import Scalar
from podlint.text import Span


class Known(NamedTuple):
    """A program: `kind` is front, shipper, telemetry, ambassador, mesh, adapter, elector, or a sidecar's function."""

    kind: str
    function: str
    evidence: Evidence


_FRONT, _SHIP, _TELE = ("front", "reverse-proxy"), ("shipper", "log-shipper"), ("telemetry", "telemetry-agent")
_DB, _OUT, _MESH = ("ambassador", "db-proxy"), ("ambassador", "outbound-proxy"), ("mesh", "mesh-proxy")
_AUTH, _SECRETS, _VPN = ("sidecar", "auth-proxy"), ("sidecar", "secrets-agent"), ("sidecar", "vpn")
_RELOAD, _GIT, _POLICY = ("sidecar", "config-reloader"), ("sidecar", "git-sync"), ("sidecar", "policy-agent")
_METRICS = ("adapter", "metrics-exporter")

PROGRAMS = {
    "nginx": _FRONT, "httpd-foreground": _FRONT, "apache2": _FRONT, "apache2-foreground": _FRONT, "caddy": _FRONT,
    "haproxy": _FRONT, "traefik": _FRONT, "envoy": ("proxy", "outbound-proxy"), "skipper": ("proxy", "outbound-proxy"),
    "ghostunnel": ("proxy", "tls-terminator"), "stunnel": ("proxy", "tls-terminator"),
    "fluentd": _SHIP, "fluent-bit": _SHIP, "filebeat": _SHIP, "logstash": _SHIP, "promtail": _SHIP, "vector": _SHIP,
    "rsyslogd": _SHIP, "otelcol": _TELE, "otelcol-contrib": _TELE, "otelcontribcol": _TELE, "jaeger-agent": _TELE,
    "telegraf": _TELE, "collectd": _TELE, "statsd": _TELE, "grafana-agent": _TELE, "alloy": _TELE,
    "cloud_sql_proxy": _DB, "cloud-sql-proxy": _DB, "alloydb-auth-proxy": _DB, "pgbouncer": _DB, "pgcat": _DB,
    "nutcracker": _DB, "twemproxy": _DB, "mcrouter": _DB, "mongos": _DB, "proxysql": _DB, "odyssey": _DB,
    "pgpool": _DB, "tinyproxy": _OUT, "squid": _OUT, "privoxy": _OUT, "pilot-agent": _MESH, "linkerd2-proxy": _MESH,
    "kuma-dp": _MESH, "consul-dataplane": _MESH, "oauth2-proxy": _AUTH, "oauth2_proxy": _AUTH, "kube-rbac-proxy": _AUTH,
    "oauth-proxy": _AUTH, "gatekeeper": _AUTH, "keycloak-gatekeeper": _AUTH, "vouch": _AUTH,
    "consul-template": _SECRETS, "vault-agent": _SECRETS, "envconsul": _SECRETS, "tailscaled": _VPN, "openvpn": _VPN,
    "wg-quick": _VPN, "containerboot": _VPN, "configmap-reload": _RELOAD, "prometheus-config-reloader": _RELOAD,
    "reloader": _RELOAD, "git-sync": _GIT, "opa": _POLICY, "leader-elector": ("elector", ""), "statsd_exporter": _METRICS,
}  # fmt: skip
"""What a program is, by its name on the command line."""

_PREFIXES = (
    ("ISTIO_META_", _MESH), ("LINKERD2_PROXY_", _MESH), ("KUMA_DATAPLANE_", _MESH), ("OAUTH2_PROXY_", _AUTH),
    ("GIT_SYNC_", _GIT), ("GITSYNC_", _GIT), ("TS_AUTHKEY", _VPN), ("FLUENT_ELASTICSEARCH_", _SHIP),
    ("FILEBEAT_", _SHIP), ("LOGSTASH_", _SHIP), ("DATA_SOURCE_", _METRICS), ("PGBOUNCER_", _DB), ("CT_LOCAL_CONFIG", _SECRETS),
)  # fmt: skip
_FLAGS = {
    "instances": _DB, "quitquitquit": _DB, "skip-provider-button": _AUTH, "cookie-secret": _AUTH, "email-domain": _AUTH,
    "secure-listen-address": _AUTH, "web.telemetry-path": _METRICS, "transparent-proxy-config": _MESH,
}  # fmt: skip
_FILES = {
    "envoy.yaml": ("proxy", "outbound-proxy"), "envoy.json": ("proxy", "outbound-proxy"), "haproxy.cfg": _FRONT,
    "nginx.conf": _FRONT, "fluent-bit.conf": _SHIP, "fluent.conf": _SHIP, "filebeat.yml": _SHIP, "promtail.yaml": _SHIP,
    "promtail.yml": _SHIP, "vector.toml": _SHIP, "vector.yaml": _SHIP, "logstash.conf": _SHIP, "squid.conf": _OUT,
    "pgbouncer.ini": _DB, "nutcracker.yaml": _DB, "nutcracker.yml": _DB, "telegraf.conf": _TELE,
}  # fmt: skip
_FOLDERS = (
    ("/etc/nginx", _FRONT), ("/etc/apache2", _FRONT), ("/usr/local/apache2/conf", _FRONT), ("/etc/httpd", _FRONT),
    ("/etc/caddy", _FRONT), ("/etc/haproxy", _FRONT), ("/usr/local/etc/haproxy", _FRONT), ("/etc/traefik", _FRONT),
    ("/etc/envoy", ("proxy", "outbound-proxy")), ("/fluentd/etc", _SHIP), ("/fluent-bit/etc", _SHIP),
    ("/etc/fluent", _SHIP), ("/etc/td-agent", _SHIP), ("/etc/google-fluentd", _SHIP), ("/etc/filebeat", _SHIP),
    ("/usr/share/filebeat", _SHIP), ("/usr/share/logstash", _SHIP), ("/etc/logstash", _SHIP), ("/etc/promtail", _SHIP),
    ("/etc/vector", _SHIP), ("/etc/otel", _TELE), ("/etc/telegraf", _TELE), ("/etc/collectd", _TELE),
    ("/etc/datadog-agent", _TELE), ("/etc/pgbouncer", _DB), ("/etc/squid", _OUT), ("/etc/tinyproxy", _OUT),
    ("/etc/wireguard", _VPN), ("/etc/openvpn", _VPN),
)  # fmt: skip

_STARTS = tuple(prefix for prefix, _ in _PREFIXES)
_BELOW = tuple(folder for folder, _ in _FOLDERS)


def known(
    container: Container, process: Process, programs: Iterable[str], flags: Mapping[str, Scalar | Command]
) -> Known | None:
    """The program of a container: its command, then, where the image says nothing, its variables, flags and files."""
    names = sorted(programs)
    for name in names:
        found = PROGRAMS.get(name) or (_METRICS if name.endswith(("_exporter", "-exporter")) else None)
        if found is not None:
            return _known(found, _command_at(container, process, name), f"runs {name}")
    if process.image is not None or (names and not process.opaque):
        return None
    return _by_settings(container, flags) or _by_files(container)


def _by_settings(container: Container, flags: Mapping[str, Scalar | Command]) -> Known | None:
    for variable in container.env:
        name = "" if variable.name is None else variable.name.value
        if name.startswith(_STARTS):
            found = next(found for prefix, found in _PREFIXES if name.startswith(prefix))
            return _known(found, variable.node.span, f"is set up by {name}")
    for flag in flags.keys() & _FLAGS.keys():
        place = flags[flag]
        if isinstance(place, Scalar):
            return _known(_FLAGS[flag], place.span, f"is set up by --{flag}")
    return None


def _by_files(container: Container) -> Known | None:
    for scalar in container.words:
        found = _FILES.get(scalar.value.rpartition("/")[2])
        if found is not None:
            return _known(found, scalar.span, f"is set up by {scalar.value}")
    for mount in container.mounts:
        path = "" if mount.path is None else mount.path.value
        if path.startswith(_BELOW):
            found = next(found for folder, found in _FOLDERS if path.startswith(folder))
            return _known(found, mount.node.span, f"has its configuration at {path}")
    return None


def _command_at(container: Container, process: Process, name: str) -> Span:
    for command in process.behaviour.commands:
        if command.name == name:
            return process.span(command.word, command.start, command.end)
    return container.command[0].span if container.command else container.at


def _known(found: tuple[str, str], at: Span, note: str) -> Known:
    return Known(*found, Evidence(at, note))
