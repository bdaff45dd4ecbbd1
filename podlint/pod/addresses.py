"""Hosts and ports in texts: URLs, host:port pairs, listen addresses; and which hosts mean the pod itself.

Only spellings that cannot well mean anything else are taken; templated and unknown parts give nothing.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

Reach = Literal["any", "loopback", "pod"]
"""From where a listener is reached: everywhere, from within the pod only, or at one address of the pod."""

DEFAULT_PORTS = {
    "http": 80, "https": 443, "ws": 80, "wss": 443, "grpc": 443, "ftp": 21, "ssh": 22, "git": 9418,
    "redis": 6379, "rediss": 6379, "postgres": 5432, "postgresql": 5432, "jdbc:postgresql": 5432, "mysql": 3306,
    "jdbc:mysql": 3306, "mariadb": 3306, "jdbc:mariadb": 3306, "mongodb": 27017, "amqp": 5672, "amqps": 5671,
    "nats": 4222, "kafka": 9092, "memcached": 11211, "ldap": 389, "ldaps": 636, "smtp": 25, "zookeeper": 2181,
    "elasticsearch": 9200, "mqtt": 1883, "socks5": 1080, "bolt": 7687, "cassandra": 9042, "clickhouse": 9000,
}  # fmt: skip
"""The port a client uses when its URL names none, by scheme."""


class Address(NamedTuple):
    """A host and port as a text names them, with their place in it."""

    host: str
    port: int | None
    scheme: str
    start: int
    end: int


@lru_cache(maxsize=1)
def _url() -> re.Pattern[str]:
    return re.compile(
        r"(?P<scheme>(?:jdbc:)?[a-zA-Z][a-zA-Z0-9+.-]*)://(?:[^\s/@\"']*@)?"
        r"(?P<host>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+|\*|\+)(?::(?P<port>\d{1,5}))?(?![\w$({])"
    )


@lru_cache(maxsize=1)
def _pair() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?P<scheme>tcp|udp|dns):)?(?P<host>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)"
        r":(?P<port>\d{2,5})(?:[:/][\w./?&=-]*)?"
    )


@lru_cache(maxsize=1)
def _at() -> re.Pattern[str]:
    """The address form of Go's MySQL driver: user:password@tcp(host:port)/name."""
    return re.compile(r"@(?:tcp)?\((?P<host>[A-Za-z0-9._-]+):(?P<port>\d{1,5})\)")


def urls(text: str) -> Iterator[Address]:
    """The URLs in a text that name a host."""
    if "://" in text:
        for match in _url().finditer(text):
            yield _address(match, match["scheme"].lower())
    if "(" in text and "@" in text:
        for match in _at().finditer(text):
            yield _address(match, "mysql")


def pairs(text: str) -> Iterator[Address]:
    """The host:port pairs of a text that is one, or a list of them; a trailing weight or path is let pass."""
    if ":" not in text or "://" in text:
        return
    start = 0
    found: list[Address] = []
    for part in re.split(r"([,;\s]+)", text):
        if part and not re.fullmatch(r"[,;\s]+", part):
            match = _pair().fullmatch(part)
            if match is None or match["host"].isdigit() or not 0 < int(match["port"]) < 65536:
                return
            address = _address(match, match["scheme"] or "tcp")
            found.append(address._replace(start=address.start + start, end=address.end + start))
        start += len(part)
    yield from found


def _address(match: re.Match[str], scheme: str) -> Address:
    port = match["port"]
    end = match.end("host" if port is None else "port")
    return Address(match["host"].strip("[]"), None if port is None else int(port), scheme, match.start("host"), end)


class Listen(NamedTuple):
    """A listen address: its port, and from where it is reached."""

    port: int
    reach: Reach
    start: int
    end: int


def listen_address(text: str) -> Listen | None:
    """What a program that is told to listen on a text opens: `:9090`, `0.0.0.0:80`, `localhost:4040`, `8080`."""
    match = re.fullmatch(
        r"(?:[a-z][a-z0-9+]*://|tcp:)?(?:(?P<host>\[[0-9a-fA-F:]*\]|[A-Za-z0-9.*+_-]*|\$\([A-Za-z_]\w*\)):)?"
        r"(?P<port>\d{1,5})/?",
        text,
    )
    if match is None or not 0 < int(match["port"]) < 65536:
        return None
    return Listen(int(match["port"]), _reach(match["host"] or ""), match.start("port"), match.end("port"))


def _reach(host: str) -> Reach:
    if host in {"", "*", "+", "0.0.0.0", "[::]", "[::0]"}:  # noqa: S104 - compared, not bound
        return "any"
    return "loopback" if is_loopback(host.strip("[]")) else "pod"


def is_loopback(host: str) -> bool:
    """Whether a host is the pod's own loopback."""
    return host in {"localhost", "::1", "localhost.localdomain"} or host.startswith("127.")


def loopback_port(target: str) -> int | None:
    """The port of a host:port target, where the host is the pod's own loopback."""
    host, _, port = target.rpartition(":")
    return int(port) if port.isdigit() and is_loopback(host.strip("[]")) else None
