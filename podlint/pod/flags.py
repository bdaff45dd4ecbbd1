"""Flags and variables that name ports and hosts: which of them open a port, which of them reach out.

Names are cut into words (`--web.listen-address` → web, listen, address); the words decide. What an image's own flags
mean stands in the image table and wins.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from podlint.pod.shell.word import Word

_LISTEN = frozenset(("listen", "bind", "listener", "listenaddress", "listenaddr", "listenport", "serve", "bindaddress"))
_PORT = frozenset(("port", "ports", "httpport", "grpcport", "metricsport"))
_ADDRESS = frozenset(("addr", "address", "http", "https", "grpc", "endpoint", "hostport"))
_SERVING = frozenset((
    "metrics", "health", "healthz", "probe", "http", "https", "grpc", "web", "admin", "status",
    "secure", "insecure", "telemetry", "monitoring", "pprof", "debug", "internal", "api", "webhook",
    "management", "liveness", "ready",
))  # fmt: skip
_REMOTE = frozenset((
    "upstream", "upstreams", "target", "remote", "backend", "backends", "url", "uri", "urls", "master",
    "peer", "peers", "db", "database", "redis", "mysql", "postgres", "postgresql", "mongo", "mongodb",
    "kafka", "rabbitmq", "broker", "brokers", "es", "elasticsearch", "etcd", "consul", "vault", "smtp",
    "scrape", "push", "pushgateway", "collector", "agent", "jaeger", "zipkin", "sentry", "statsd",
    "influxdb", "zookeeper", "memcached", "server", "servers", "service", "host", "hosts", "discovery",
    "forward", "seed", "seeds", "join", "proxy", "reload", "connect", "connection", "dsn", "app",
    "sink", "otlp", "cassandra", "mqtt", "nats", "ldap", "source", "data", "cluster", "controller",
    "webhook",
))  # fmt: skip
_PUBLIC = frozenset((
    "cors", "origin", "origins", "redirect", "callback", "public", "external", "frontend", "advertise",
    "advertised", "issuer", "domain", "base", "site", "home", "allowed", "link", "links", "root",
    "documentation", "homepage", "namespace", "schema", "xmlns", "version", "image", "nodes", "node",
))  # fmt: skip
PROXY_VARIABLES = frozenset(("http_proxy", "https_proxy", "all_proxy", "ftp_proxy"))
_OWN_PORT = frozenset((
    "PORT", "LISTEN_PORT", "SERVER_PORT", "HTTP_PORT", "HTTPS_PORT", "GRPC_PORT", "METRICS_PORT",
    "APP_PORT", "ADMIN_PORT", "HEALTH_PORT", "API_PORT", "WEB_PORT", "NODE_PORT", "SERVICE_PORT",
    "BIND_PORT", "HTTP_LISTEN_PORT", "MANAGEMENT_PORT", "PROXY_PORT", "PROXY__PORT",
    "MANAGEMENT_SERVER_PORT", "NGINX_PORT", "UWSGI_HTTP_PORT",
))  # fmt: skip


class Flag(NamedTuple):
    """A flag with its value, and the value's place in the command line."""

    name: str
    value: str
    word: int
    start: int
    end: int


def flags(words: Iterable[Word]) -> Iterator[Flag]:
    """The flags of a command that have a value, `--name=value` or `--name value`; unknown values are left out."""
    name = ""
    for word in words:
        text = word.text
        if text.startswith("-") and len(text) > 1 and not text[1:].replace(".", "").isdigit():
            flag, equals, value = text.partition("=")
            name = "" if equals else flag
            if equals and word.known:
                offset = word.end - len(value) if word.end - word.start >= len(text) else word.start
                yield Flag(flag, value, word.nth, offset, word.end)
        else:
            if name and word.known:
                yield Flag(name, text, word.nth, word.start, word.end)
            name = ""


@lru_cache(maxsize=4096)
def words_of(name: str) -> frozenset[str]:
    """The words of a flag's or variable's name, in lower case."""
    return frozenset(part for part in re.split(r"[^a-z0-9]+", _split_case(name).lower()) if part)


def _split_case(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name) if name != name.upper() else name


@lru_cache(maxsize=4096)
def opens_port(name: str) -> bool:
    """Whether a flag of this name tells a program where to listen."""
    words = words_of(name)
    if words & _LISTEN:
        return True
    if words & _PUBLIC:
        return False
    if words & _PORT:
        return not (words - _SERVING - _PORT) & _REMOTE
    return bool(words & _ADDRESS) and not words & _REMOTE and words <= _ADDRESS | _SERVING | _PORT


@lru_cache(maxsize=4096)
def reaches_out(name: str) -> bool:
    """Whether a flag or variable of this name may tell a program whom to call (and not who it is for others)."""
    return not words_of(name) & _PUBLIC


def own_port(name: str) -> bool:
    """Whether a variable of this name is by convention the port that the program itself opens."""
    upper = name.upper()
    return upper in _OWN_PORT or (upper.endswith(("_LISTEN_PORT", "_BIND_PORT")) and bool(upper))


@lru_cache(maxsize=4096)
def own_address(name: str) -> bool:
    """Whether a variable of this name is by convention the address that the program itself listens on."""
    words = words_of(name)
    return bool(words & _LISTEN) or name.upper() in {"ADDR", "ADDRESS", "HTTP_ADDR", "ASPNETCORE_URLS", "METRICS_ADDR"}
