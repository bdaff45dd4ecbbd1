"""Formats: what each takes, and in which words it says no."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podlint.apiserver import addresses, cron, formats, paths, quantities, signers, timezones

Flaw = Callable[[str], str | None]

RIGHT: list[tuple[Flaw, list[str]]] = [
    (formats.dns_label, ["a", "7", "a-b", "x" * 63, "0-0"]),
    (formats.dns_subdomain, ["a.b", "a-1.b", "x" * 253, "1.2"]),
    (formats.dns_subdomain_prefix, ["a-", "a.b-", "ab"]),
    (formats.caseless_subdomain, ["A.b"]),
    (formats.search_domain, ["_tcp.example.com", "a_b.c"]),
    (formats.qualified_name, ["a", "A_b.C-1", "example.com/a", "x" * 63, "y" * 253 + "/a"]),
    (formats.annotation_key, ["Example.com/A"]),
    (formats.domain_prefixed, ["a.b/c"]),
    (formats.label_value, ["", "A.b_c-1", "x" * 63]),
    (formats.env_name, ["A", "_a", "-a.b", "a" * 300]),
    (formats.relaxed_env_name, ["1A", "a b", "$", "a/b", "~"]),
    (formats.config_key, ["a.b", ".a", "_", "x" * 253]),
    (formats.port_name, ["http", "h", "http-2", "a" * 15]),
    (formats.header_name, ["X-A", "1"]),
    (formats.sysctl_name, ["kernel.shm_rmid_forced", "net/ipv4/tcp_syncookies", "a"]),
    (paths.no_backsteps, ["/a", "a/..b", "..."]),
    (paths.local, ["a/b", "..a", ""]),
    (paths.item, ["a/..b", "a."]),
    (signers.signer_name, ["example.com/a", "a.b/c.d"]),
    (signers.bundle_name, ["a.b", "example.com:a:b"]),
    (cron.duration, ["1h30m", "0", "-1.5s", "1us", ".5m"]),
]

WRONG: list[tuple[Flaw, str, str]] = [
    (formats.dns_label, "", "is empty"),
    (formats.dns_label, "a.b", 'contains "."'),
    (formats.dns_label, "-a", 'begins with "-"'),
    (formats.dns_label, "a-", 'ends with "-"'),
    (formats.dns_label, "x" * 64, "64 characters"),
    (formats.dns_label, "é", 'contains "é"'),
    (formats.dns_subdomain, "a..b", "two dots"),
    (formats.dns_subdomain, "a.-b", 'part "-b"'),
    (formats.dns_subdomain, "x" * 254, "254 characters"),
    (formats.dns_subdomain, "a b", "contains a space"),
    (formats.dns_subdomain_prefix, "a--.", 'ends with "."'),
    (formats.search_domain, "a_", 'ends with "_"'),
    (formats.search_domain, "__a", 'part "__a"'),
    (formats.qualified_name, "a/b/c", "more than one slash"),
    (formats.qualified_name, "/a", "before the slash"),
    (formats.qualified_name, "a/", "after the slash"),
    (formats.qualified_name, "A.b/c", "prefix"),
    (formats.qualified_name, "a" * 64, "64 characters"),
    (formats.domain_prefixed, "a", "lacks a domain"),
    (formats.label_value, "a/b", 'contains "/"'),
    (formats.label_value, "a.", 'ends with "."'),
    (formats.env_name, "1A", "digit"),
    (formats.env_name, "a b", "contains a space"),
    (formats.env_name, "..a", 'begins with ".."'),
    (formats.relaxed_env_name, "", "is empty"),
    (formats.relaxed_env_name, "a=b", 'contains "="'),
    (formats.relaxed_env_name, "a\tb", "contains the character"),
    (formats.config_key, "..", 'begins with ".."'),
    (formats.config_key, ".", 'may not be "."'),
    (formats.config_key, "a/b", 'contains "/"'),
    (formats.port_name, "8080", "no letter"),
    (formats.port_name, "a--b", "two dashes"),
    (formats.port_name, "a" * 16, "16 characters"),
    (formats.header_name, "X_A", 'contains "_"'),
    (formats.sysctl_name, "a..b", 'part ""'),
    (formats.sysctl_name, "a.-b", 'part "-b"'),
    (paths.no_backsteps, "a/../b", '".."'),
    (paths.local, "/a", "absolute"),
    (paths.item, "..data", 'begins with ".."'),
    (signers.signer_name, "a/b", "two parts"),
    (signers.signer_name, "a.b/c/d", "example.com/name"),
    (signers.signer_name, "a.b/" + "c" * 254, "path"),
    (signers.bundle_name, ":a", "before its colon"),
    (cron.duration, "1", "unit"),
    (cron.duration, "1x", "unit"),
    (cron.duration, "m", "number"),
]


@pytest.mark.parametrize(
    ("flaw", "text"),
    [pytest.param(flaw, text, id=f"{flaw.__name__}:{text[:20]}") for flaw, texts in RIGHT for text in texts],
)
def test_takes(flaw: Flaw, text: str) -> None:
    assert flaw(text) is None


@pytest.mark.parametrize(
    ("flaw", "text", "words"),
    [pytest.param(flaw, text, words, id=f"{flaw.__name__}:{text[:20]}") for flaw, text, words in WRONG],
)
def test_says_why_not(flaw: Flaw, text: str, words: str) -> None:
    assert words in (flaw(text) or "")


@given(st.text(max_size=80))
def test_a_repaired_name_is_right(text: str) -> None:
    for repair, flaw in ((formats.as_label, formats.dns_label), (formats.as_subdomain, formats.dns_subdomain)):
        better = repair(text)
        assert better is None or (better != text and flaw(better) is None)


@pytest.mark.parametrize(
    ("text", "bits", "right"),
    [
        ("0", 32, True),
        ("-0", 32, True),
        ("-05", 32, True),
        ("7", 32, True),
        ("2147483647", 32, True),
        ("-2147483648", 32, True),
        ("2147483648", 32, False),
        ("-2147483649", 32, False),
        ("+5", 32, False),
        ("05", 32, False),
        ("", 32, False),
        ("-", 32, False),
        ("1.5", 32, False),
        ("9223372036854775808", 64, False),
    ],
)
def test_canonical_integers(text: str, bits: int, right: bool) -> None:
    assert (formats.canonical_integer(text, bits) is None) is right


@pytest.mark.parametrize(
    ("text", "nanos", "canonical"),
    [
        ("1", 10**9, "1"),
        ("0.5", 5 * 10**8, "500m"),
        (".5", 5 * 10**8, "500m"),
        ("5.", 5 * 10**9, "5"),
        ("100m", 10**8, "100m"),
        ("1k", 10**12, "1k"),
        ("1000", 10**12, "1k"),
        ("1E", 10**27, "1E"),
        ("1e3", 10**12, "1e3"),
        ("1E3", 10**12, "1e3"),
        ("1e+3", 10**12, "1e3"),
        ("1Ki", 1024 * 10**9, "1Ki"),
        ("1024Ki", 2**20 * 10**9, "1Mi"),
        ("1.5Gi", 3 * 2**29 * 10**9, "1536Mi"),
        ("1024", 1024 * 10**9, "1024"),
        ("-1Mi", -(2**20) * 10**9, "-1Mi"),
        ("m", 0, "0"),
        ("Ki", 0, "0"),
        (".", 0, "0"),
        ("-", 0, "0"),
        (" 5 ", 5 * 10**9, "5"),
        ("0.0000000001", 1, "1n"),
        ("-0.0000000001", -1, "-1n"),
        ("1n", 1, "1n"),
        ("1u", 1000, "1u"),
        ("99999999999Gi", (2**63 - 1) * 10**9, "9223372036854775807"),
        ("+1", 10**9, "1"),
        ("007", 7 * 10**9, "7"),
    ],
)
def test_quantities(text: str, nanos: int, canonical: str) -> None:
    quantity = quantities.parse(text)
    assert quantity is not None
    assert (quantity.nanos, quantities.canonical(quantity)) == (nanos, canonical)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "1 Gi",
        "1K",
        "1g",
        "512MB",
        "1e",
        "1e+",
        "1MiMi",
        "0x10",
        "1,5",
        "1.5.5",
        "--1",
        "lots",
        "50%",
        "1mi",
        "1e3Ki",
    ],
)
def test_no_quantities(text: str) -> None:
    assert quantities.parse(text) is None


@pytest.mark.parametrize(
    ("text", "millis", "whole"),
    [("1.5", 1500, False), ("2", 2000, True), ("1m", 1, False), ("0.0001", 1, False), ("-0.0001", -1, False)],
)
def test_resource_lists_round_to_thousandths(text: str, millis: int, whole: bool) -> None:
    quantity = quantities.parse(text)
    assert quantity is not None
    assert (quantity.millis, quantity.whole) == (millis, whole)


@given(st.integers(-(10**9), 10**9), st.sampled_from(["n", "u", "m", "", "k", "M", "G"]))
def test_a_canonical_quantity_means_the_same(number: int, suffix: str) -> None:
    first = quantities.parse(f"{number}{suffix}")
    assert first is not None
    assert quantities.parse(quantities.canonical(first)) == first


@pytest.mark.parametrize(
    ("text", "older", "newer"),
    [
        ("10.0.0.1", True, True),
        ("::1", True, True),
        ("2001:DB8::1", True, True),
        ("1:2:3:4:5:6:7::", True, True),
        ("::ffff:1.2.3.4", True, False),
        ("010.0.0.1", True, False),
        ("00001::", True, False),
        ("256.0.0.1", False, False),
        ("1.2.3", False, False),
        ("1::2::3", False, False),
        ("fe80::1%eth0", False, False),
        ("", False, False),
        ("1:2:3:4:5:6:7:8:9", False, False),
        ("::1.2.3", False, False),
        ("1.2.3.4::", False, False),
        ("a", False, False),
        (":1", False, False),
        ("1:", False, False),
        ("1.2.3.4.5", False, False),
        ("12345::", False, False),
    ],
)
def test_addresses(text: str, older: bool, newer: bool) -> None:
    assert (addresses.wrong(text, 35) is None) is older
    assert (addresses.wrong(text, 36) is None) is newer


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"),
        ("1:0:0:2:0:0:0:3", "1:0:0:2::3"),
        ("0:0:0:0:0:0:0:0", "::"),
        ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
        ("::ffff:1.2.3.4", "1.2.3.4"),
        ("010.0.0.1", "10.0.0.1"),
    ],
)
def test_canonical_addresses(text: str, better: str) -> None:
    address = addresses.parse(text)
    assert address is not None
    assert addresses.canonical(address) == better
    assert f'"{better}"' in (addresses.odd(text, 35) or "")
    assert addresses.odd(text, 30) is None


@given(st.text(alphabet="0123456789abcdef:.", max_size=24))
def test_addresses_as_the_standard_library_reads_them(text: str) -> None:
    import ipaddress

    try:
        expected = ipaddress.ip_address(text)
    except ValueError:
        return
    address = addresses.parse(text)
    assert address is not None
    if expected.version == 6 and not address.mapped and "." not in text:
        assert addresses.canonical(address) == str(expected)


@pytest.mark.parametrize(
    "schedule",
    [
        "* * * * *",
        "*/5 0 1-15 jan-Mar SUN",
        "?-9 * * * *",
        ", * * * *",
        "5/70 * * * *",
        "0,30 8-18/2 * * 1-5",
        "@daily",
        "@every 1h30m",
        "  0 0 * * *  ",
        "*/+5 * * * *",
        "CRON_TZ=UTC 0 0 * * *",
        "TZ=Europe/Berlin @daily",
        "00 00 01 01 00",
    ],
)
def test_schedules(schedule: str) -> None:
    assert cron.wrong(schedule) is None


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        ("* * * *", "4 fields"),
        ("* * * * * *", "6 fields"),
        ("60 * * * *", "0 to 59"),
        ("* 24 * * *", "0 to 23"),
        ("* * 0 * *", "1 to 31"),
        ("* * * 13 *", "1 to 12"),
        ("* * * * 7", "0 to 6"),
        ("*/0 * * * *", "step is 0"),
        ("*/x * * * *", "step"),
        ("5-3 * * * *", "ends before"),
        ("1-2-3 * * * *", "more than one dash"),
        ("1/2/3 * * * *", "more than one slash"),
        ("a * * * *", "no number"),
        ("* * * * mo", "no known name"),
        ("-1 * * * *", "no number"),
        ("@reboot", "descriptor"),
        ("@Daily", "descriptor"),
        ("@every 1x", "duration"),
        ("TZ=UTC", "time zone"),
        ("TZ=Nowhere * * * * *", "time zone"),
        ("* * L * *", "no number"),
    ],
)
def test_wrong_schedules(schedule: str, words: str) -> None:
    assert words in (cron.wrong(schedule) or "")


@pytest.mark.parametrize(
    ("zone", "known"),
    [
        ("", True),
        ("UTC", True),
        ("Europe/Berlin", True),
        ("America/Argentina/Ushuaia", True),
        ("Etc/GMT+5", True),
        ("utc", False),
        ("europe/berlin", False),
        ("/UTC", False),
        ("Europe/", False),
        ("UTC+2", False),
        ("CEST", False),
        ("Europe//Berlin", False),
    ],
)
def test_time_zones(zone: str, known: bool) -> None:
    assert timezones.known(zone) is known
