"""Scalars are what Kubernetes' decoder makes of them; the table was read off sigs.k8s.io/yaml 1.6.0."""

from __future__ import annotations

import math

import pytest

from podlint.syntax.nodes import Mapping, Scalar
from podlint.syntax.parse import parse
from podlint.syntax.scalars import boolean, fits_tag, key_text, parse_float, parse_int, resolve, resolve_plain
from podlint.text import Source

TABLE: list[tuple[str, str, str | None]] = [
    ("y", "bool", "true"),
    ("Y", "bool", "true"),
    ("n", "bool", "false"),
    ("N", "bool", "false"),
    ("yes", "bool", "true"),
    ("No", "bool", "false"),
    ("on", "bool", "true"),
    ("OFF", "bool", "false"),
    ("true", "bool", "true"),
    ("False", "bool", "false"),
    ("yEs", "str", "yEs"),
    ("oN", "str", "oN"),
    ("tRUE", "str", "tRUE"),
    ("~", "null", None),
    ("null", "null", None),
    ("NULL", "null", None),
    ("nUll", "str", "nUll"),
    ("=", "str", "="),
    ("<<", "str", "<<"),
    ("1e3", "float", "1000"),
    ("1E+3", "float", "1000"),
    ("1e-3", "float", "0.001"),
    ("0o17", "int", "15"),
    ("0O17", "int", "15"),
    ("012", "int", "10"),
    ("0777", "int", "511"),
    ("08", "float", "8"),
    ("09.5", "float", "9.5"),
    ("00", "int", "0"),
    ("-0", "int", "0"),
    ("-0e0", "float", "-0"),
    ("0x1F", "int", "31"),
    ("0X1f", "int", "31"),
    ("-0x1F", "int", "-31"),
    ("0x", "str", "0x"),
    ("0b11", "int", "3"),
    ("0B11", "int", "3"),
    ("-0b11", "int", "-3"),
    ("0b-1", "int", "-1"),
    ("0b+1", "int", "1"),
    ("-0b-1", "str", "-0b-1"),
    ("0b2", "str", "0b2"),
    ("12:30", "str", "12:30"),
    ("1:2:3", "str", "1:2:3"),
    ("_1", "str", "_1"),
    ("+_1", "int", "1"),
    ("1_", "int", "1"),
    ("1_000", "int", "1000"),
    ("1__0", "int", "10"),
    ("0x_1F", "int", "31"),
    ("+", "str", "+"),
    (".", "str", "."),
    (".5", "float", "0.5"),
    ("5.", "float", "5"),
    ("+.5", "float", "0.5"),
    (".5_0", "float", "0.5"),
    ("._5", "str", "._5"),
    (".5_", "str", ".5_"),
    ("1_0.5", "float", "10.5"),
    ("1.10", "float", "1.1"),
    ("1.0", "float", "1"),
    ("3e5", "float", "300000"),
    ("1e6", "float", "1e+06"),
    ("0.1", "float", "0.1"),
    ("16777217.0", "float", "1.6777216e+07"),
    ("1e400", "str", "1e400"),
    ("-1e400", "str", "-1e400"),
    ("1e-400", "float", "0"),
    ("1e39", "float", ".inf"),
    (".inf", "float", ".inf"),
    ("-.inf", "float", "-.inf"),
    ("+.Inf", "float", ".inf"),
    (".iNF", "str", ".iNF"),
    (".nan", "float", ".nan"),
    ("nan", "str", "nan"),
    ("2001-01-01", "str", "2001-01-01"),
    ("2001-99-99", "str", "2001-99-99"),
    ("2001-01-01T00:00:00Z", "str", "2001-01-01T00:00:00Z"),
    ("9223372036854775808", "int", None),
    ("18446744073709551615", "int", None),
    ("18446744073709551616", "float", "1.8446744e+19"),
    ("-9223372036854775808", "int", "-9223372036854775808"),
    ("-9223372036854775809", "float", "-9.223372e+18"),
    ("+9223372036854775808", "float", "9.223372e+18"),
    ("100m", "str", "100m"),
    ("1Gi", "str", "1Gi"),
    ("1,000", "str", "1,000"),
    ("0x1p3", "str", "0x1p3"),
    ("1e3_", "float", "1000"),
    ("\u0661", "str", "\u0661"),
]


@pytest.mark.parametrize(("plain", "kind", "key"), TABLE, ids=[row[0] for row in TABLE])
def test_plain_scalars_and_what_they_are_as_keys(plain: str, kind: str, key: str | None) -> None:
    assert resolve_plain(plain) == kind
    assert key_text(plain, "", None) == key


def test_quotes_and_tags_decide_first() -> None:
    core = "tag:yaml.org,2002:"
    assert resolve("1", "'", None) == "str"
    assert resolve("1", "", core + "str") == "str"
    assert resolve("5", "'", core + "int") == "int"
    assert resolve("1", "", "!") == "str"
    assert resolve("1", "", "!mine") == "str"
    assert key_text("true", '"', None) == "true"


def test_what_a_tag_cannot_make_of_a_value() -> None:
    core = "tag:yaml.org,2002:"
    assert not fits_tag("abc", core + "int")
    assert not fits_tag("1.5", core + "int")
    assert not fits_tag("", core + "int")
    assert not fits_tag("x", core + "null")
    assert fits_tag("1", core + "float")
    assert fits_tag("yes", core + "bool")
    assert fits_tag("x", core + "str")
    assert fits_tag("x", "!mine")


def test_numbers_have_their_value() -> None:
    assert parse_int("0x_FF") == 255
    assert parse_int("-0b11") == -3
    assert parse_int("1" * 400) is None
    assert parse_int("08") is None
    assert parse_float("08") == 8
    assert parse_float(".inf") == math.inf
    assert parse_float("x") is None
    assert boolean("on")
    assert not boolean("off")


def test_a_node_says_what_it_is() -> None:
    (tree,) = parse(Source("x", "a: ~\nb: '~'\nc:\nd: !!str\non: 1\n"))
    assert isinstance(tree.root, Mapping)
    assert [value.is_null for _, value in tree.root.entries if isinstance(value, Scalar)] == [
        True,
        False,
        True,
        False,
        False,
    ]
    assert [key.name for key, _ in tree.root.entries if isinstance(key, Scalar)] == ["a", "b", "c", "d", "true"]
