"""Hosts and ports are read from texts that cannot well mean anything else."""

from __future__ import annotations

import pytest

from podlint.pod.addresses import listen_address, pairs, urls


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8080", (8080, "any")),
        (":9090", (9090, "any")),
        ("0.0.0.0:80", (80, "any")),
        ("[::]:80", (80, "any")),
        ("127.0.0.1:4040", (4040, "loopback")),
        ("localhost:4040", (4040, "loopback")),
        ("[::1]:81", (81, "loopback")),
        ("http://+:8080", (8080, "any")),
        ("http://0.0.0.0:5000/", (5000, "any")),
        ("tcp://127.0.0.1:2375", (2375, "loopback")),
        ("$(POD_IP):9100", (9100, "pod")),
        ("10.0.0.5:80", (80, "pod")),
        ("/csi/csi.sock", None),
        ("unix:///run/x.sock", None),
        ("info", None),
        ("99999", None),
        ("0", None),
        ("1.5", None),
    ],
)
def test_listen_addresses(text: str, expected: tuple[int, str] | None) -> None:
    found = listen_address(text)
    assert (None if found is None else (found.port, found.reach)) == expected
    if found is not None:
        assert text[found.start : found.end] == str(found.port)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("redis://localhost:6379/0", [("localhost", 6379, "redis")]),
        ("http://user:pw@db.example.com:8080/x?y", [("db.example.com", 8080, "http")]),
        ("jdbc:postgresql://db/shop", [("db", None, "jdbc:postgresql")]),
        ("root:pw@tcp(127.0.0.1:3306)/shop", [("127.0.0.1", 3306, "mysql")]),
        ("http://[::1]:80/", [("::1", 80, "http")]),
        ("see http://a:1 and https://b", [("a", 1, "http"), ("b", None, "https")]),
        ("http://$HOST:80", []),
        ("http://$(HOST)/", []),
        ("no url", []),
    ],
)
def test_urls(text: str, expected: list[tuple[str, int | None, str]]) -> None:
    found = list(urls(text))
    assert [(address.host, address.port, address.scheme) for address in found] == expected
    for address in found:
        assert text[address.start : address.end].strip("[]").startswith(address.host)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kafka-0:9092,kafka-1:9092", [("kafka-0", 9092), ("kafka-1", 9092)]),
        ("redis-0.redis.ns.svc.cluster.local:6379:1", [("redis-0.redis.ns.svc.cluster.local", 6379)]),
        ("127.0.0.1:8080", [("127.0.0.1", 8080)]),
        ("12:30", []),
        ("nginx:1.25", []),
        ("a:b", []),
        ("k=v:80", []),
        ("http://x:80", []),
        ("", []),
    ],
)
def test_pairs(text: str, expected: list[tuple[str, int]]) -> None:
    found = list(pairs(text))
    assert [(address.host, address.port) for address in found] == expected
    for address in found:
        assert text[address.start : address.end].startswith(address.host)
