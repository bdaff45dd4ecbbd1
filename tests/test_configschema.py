"""The quick verdict on a configuration is jsonschema's, whatever the configuration."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from podlint.configschema import allows, schema
from tests.conftest import ROOT

SCHEMA = schema()
REFERENCE = Draft7Validator(SCHEMA)
WHOLE = {
    "root": True,
    "extends": ["podlint:strict", "base.yaml"],
    "profile": "strict",
    "rules": {"unused-volume": "off", "mesh/*": {"severity": "error", "options": {"depth": 1}}},
    "kubernetes-version": "1.33",
    "fail-on": "never",
    "exclude": ["vendor/"],
    "respect-inline": False,
    "kinds": [{"group": "a.b", "kind": "C", "paths": ["spec.template"], "schema": "c.json"}],
    "images": {"a/b": {"role": "app", "function": "other", "ports": [1, 65535], "logs": ["/x"], "runs": "ends"}},
    "overrides": [{"files": ["a"], "exclude": ["b"], "profile": "default", "rules": {}, "kubernetes-version": 1.3}],
}
ODD = st.sampled_from(
    [None, True, 0, 1, 70000, 1.5, "", "off", "error", "strict", "1.33", [], ["a"], [1], {}, {"a": 1}]
)


def test_a_whole_configuration_is_allowed_at_once() -> None:
    REFERENCE.validate(WHOLE)
    assert allows(SCHEMA, WHOLE, SCHEMA)


def _ways(value: object, way: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way, *(found for step, part in below for found in _ways(part, (*way, step)))]


def _changed(value: object, way: tuple[object, ...], new: object) -> object:
    if not way:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[way[0]] = _changed(copy[way[0]], way[1:], new)
    return copy


@pytest.mark.parametrize("way", _ways(WHOLE), ids=lambda way: ".".join(map(str, way)) or "root")
@settings(max_examples=30, deadline=None, derandomize=True)
@given(new=st.one_of(ODD, st.dictionaries(st.sampled_from(["severity", "options", "role", "x", "files"]), ODD)))
def test_the_verdict_is_the_same_after_any_change(way: tuple[object, ...], new: object) -> None:
    value = _changed(WHOLE, way, new)
    assert allows(SCHEMA, value, SCHEMA) is REFERENCE.is_valid(value)


def test_a_valid_configuration_does_not_pay_for_jsonschema(tmp_path: Path) -> None:
    (tmp_path / ".podlint.yaml").write_text("profile: strict\nrules: {unused-volume: off}\n")
    (tmp_path / "a.yaml").write_text("kind: Pod\n")
    program = (
        "import sys\nfrom podlint.cli import main\nsys.argv = ['podlint', 'check', '-q', 'a.yaml']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\nprint('jsonschema' in sys.modules)\n"
    )
    environment = {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "False"
