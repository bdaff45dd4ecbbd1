"""Ports and peers in configuration texts of well-known programs: what a ConfigMap of the input makes them open.

Each reader knows one syntax, by its own words: nginx, Envoy, HAProxy, Redis, twemproxy. A text of no known syntax
gives nothing.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from podlint.pod.addresses import is_loopback


class ConfiguredPort(NamedTuple):
    """A port that a configuration opens, with its place in the text."""

    port: int
    loopback: bool
    start: int
    end: int


class ConfiguredPeer(NamedTuple):
    """A host and port that a configuration sends to, with its place in the text."""

    host: str
    port: int
    start: int
    end: int


class Configuration(NamedTuple):
    """What a configuration text says of the network."""

    program: str
    ports: tuple[ConfiguredPort, ...]
    peers: tuple[ConfiguredPeer, ...]


def read_configuration(name: str, text: str) -> Configuration | None:
    """The network part of a configuration file, by its name and text; None where the syntax is not known."""
    for program, matches, read in _READERS:
        if matches(name, text):
            return read(program, text)
    return None


def _is_nginx(_: str, text: str) -> bool:
    return bool(re.search(r"(?m)^\s*server\s*\{", text)) and bool(re.search(r"(?m)^\s*(?:listen|location)\s", text))


def _nginx(program: str, text: str) -> Configuration:
    ports = [
        ConfiguredPort(
            int(match[2]), is_loopback((match[1] or "").rstrip(":").strip("[]")), match.start(2), match.end(2)
        )
        for match in re.finditer(r"(?m)^[^#\n]*?\blisten\s+((?:\[[0-9a-fA-F:]*\]|[\w.*-]+):)?(\d{1,5})\b", text)
    ]
    peers = [
        ConfiguredPeer(match[2], int(match[3] or (443 if match[1] == "https" else 80)), match.start(2), match.end())
        for match in re.finditer(
            r"(?:proxy_pass|grpc_pass)\s+(https?|grpcs?)://([A-Za-z0-9._-]+)(?::(\d{1,5}))?(?=[/;\s])", text
        )
    ]
    peers += [
        ConfiguredPeer(match[1], int(match[2]), match.start(1), match.end(2))
        for match in re.finditer(r"(?m)(?:fastcgi_pass|uwsgi_pass|^\s*server)\s+([A-Za-z0-9._-]+):(\d{1,5})\b", text)
    ]
    return Configuration(program, tuple(ports), tuple(peers))


def _is_envoy(_: str, text: str) -> bool:
    return "static_resources" in text or ("socket_address" in text and "port_value" in text)


def _envoy(program: str, text: str) -> Configuration:
    ports: list[ConfiguredPort] = []
    peers: list[ConfiguredPeer] = []
    clusters = text.find("clusters:")
    for match in re.finditer(
        r"address[\"']?\s*:\s*[\"']?([A-Za-z0-9._:-]+)[\"']?\s*,?\s*(?:protocol:\s*\w+\s*)?[\"']?port_value[\"']?\s*:\s*(\d{1,5})",
        text,
    ):
        if 0 <= clusters < match.start():
            peers.append(ConfiguredPeer(match[1], int(match[2]), match.start(1), match.end(2)))
        else:
            ports.append(ConfiguredPort(int(match[2]), is_loopback(match[1]), match.start(2), match.end(2)))
    return Configuration(program, tuple(ports), tuple(peers))


def _is_haproxy(_: str, text: str) -> bool:
    return bool(re.search(r"(?m)^(?:frontend|listen|backend)\s+\S", text)) and "bind " in text


def _haproxy(program: str, text: str) -> Configuration:
    ports = [
        ConfiguredPort(int(match[2]), is_loopback(match[1]), match.start(2), match.end(2))
        for match in re.finditer(r"(?m)^\s*bind\s+([\w.*\[\]-]*):(\d{1,5})\b", text)
    ]
    peers = [
        ConfiguredPeer(match[1], int(match[2]), match.start(1), match.end(2))
        for match in re.finditer(r"(?m)^\s*server\s+\S+\s+([A-Za-z0-9._-]+):(\d{1,5})\b", text)
    ]
    return Configuration(program, tuple(ports), tuple(peers))


def _is_redis(name: str, text: str) -> bool:
    return "redis" in name.lower() and name.endswith(".conf") and bool(re.search(r"(?m)^\s*port\s+\d+", text))


def _redis(program: str, text: str) -> Configuration:
    ports = [
        ConfiguredPort(int(match[1]), loopback=False, start=match.start(1), end=match.end(1))
        for match in re.finditer(r"(?m)^\s*port\s+(\d{1,5})\s*$", text)
    ]
    return Configuration(program, tuple(ports), ())


def _is_twemproxy(_: str, text: str) -> bool:
    return "listen:" in text and "servers:" in text and bool(re.search(r"(?m)^\s*-\s*\S+:\d+:\d+", text))


def _twemproxy(program: str, text: str) -> Configuration:
    ports = [
        ConfiguredPort(int(match[2]), is_loopback(match[1]), match.start(2), match.end(2))
        for match in re.finditer(r"(?m)^\s*listen:\s*[\"']?([\w.-]+):(\d{1,5})", text)
    ]
    peers = [
        ConfiguredPeer(match[1], int(match[2]), match.start(1), match.end(2))
        for match in re.finditer(r"(?m)^\s*-\s*[\"']?([A-Za-z0-9._-]+):(\d{1,5}):\d+", text)
    ]
    return Configuration(program, tuple(ports), tuple(peers))


_READERS: tuple[tuple[str, Callable[[str, str], bool], Callable[[str, str], Configuration]], ...] = (
    ("nginx", _is_nginx, _nginx),
    ("envoy", _is_envoy, _envoy),
    ("haproxy", _is_haproxy, _haproxy),
    ("redis", _is_redis, _redis),
    ("twemproxy", _is_twemproxy, _twemproxy),
)
