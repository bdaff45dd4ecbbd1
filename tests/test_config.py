"""Configuration: the nearest file holds, overrides and the command line win over it, and slips have a place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from podlint.catalogue import SEVERITIES, load
from podlint.commands.telling import Clock
from podlint.config import FAIL_ON, Configuration, Flags, is_excluded, parse_version
from podlint.configschema import schema
from podlint.diagnostic import Finding, Severity
from podlint.errors import ConfigError, UsageError
from podlint.linter import lint
from podlint.pod.images import FUNCTIONS, ROLES
from podlint.subject import Subject
from podlint.text import Source

CATALOGUE = load()
POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: b}]}\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "deploy").mkdir()
    for name in (
        "PODLINT_CONFIG",
        "PODLINT_PROFILE",
        "PODLINT_KUBERNETES_VERSION",
        "PODLINT_FAIL_ON",
        "PODLINT_RESPECT_INLINE",
    ):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def _of(path: Path, flags: Flags | None = None):
    return Configuration(CATALOGUE, flags or Flags()).of(str(path))


def test_built_in_values_without_a_file(project: Path) -> None:
    chosen = _of(project / "pod.yaml")
    assert (chosen.minor, chosen.fail_on, chosen.origin) == (37, "warning", None)
    assert "reader-mount-writable" not in chosen.severities


def test_the_nearest_file_holds_and_nothing_is_merged(project: Path) -> None:
    (project / ".podlint.yaml").write_text("profile: strict\nkubernetes-version: '1.30'\n")
    (project / "deploy" / "podlint.yml").write_text("fail-on: error\n")
    assert _of(project / "a.yaml").minor == 30
    assert "reader-mount-writable" in _of(project / "a.yaml").severities
    nearest = _of(project / "deploy" / "b.yaml")
    assert (nearest.minor, nearest.fail_on) == (37, "error")


def test_extends_and_overrides_apply_in_order(project: Path) -> None:
    (project / "base.yaml").write_text("rules: {unused-volume: error, 'mesh/*': off}\n")
    (project / ".podlint.yaml").write_text(
        "extends: [podlint:strict, base.yaml]\nrules: {unused-volume: info}\n"
        "overrides:\n  - {files: [deploy/], rules: {unused-volume: off}, kubernetes-version: '1.29'}\n"
    )
    chosen = _of(project / "a.yaml")
    assert chosen.severities["unused-volume"] is Severity.INFO
    assert "inject-key-misplaced" not in chosen.severities
    assert "reader-mount-writable" in chosen.severities
    below = _of(project / "deploy" / "a.yaml")
    assert "unused-volume" not in below.severities
    assert (chosen.minor, below.minor) == (37, 29)


def test_environment_and_flags_win(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / ".podlint.yaml").write_text("kubernetes-version: '1.30'\nrules: {unused-volume: off}\n")
    monkeypatch.setenv("PODLINT_KUBERNETES_VERSION", "1.31")
    assert _of(project / "a.yaml").minor == 31
    assert _of(project / "a.yaml", Flags(version="1.32")).minor == 32
    assert set(_of(project / "a.yaml", Flags(select=("unused-volume",))).severities) == {"unused-volume"}
    assert _of(project / "a.yaml", Flags(isolated=True)).origin is None


def test_pyproject_needs_its_table(project: Path) -> None:
    (project / "pyproject.toml").write_text("[tool.other]\nx = 1\n")
    assert _of(project / "a.yaml").origin is None
    (project / "pyproject.toml").write_text('[tool.podlint]\nkubernetes-version = "1.33"\n')
    assert _of(project / "a.yaml").minor == 33


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("profil: strict\n", ':1:1: no setting is called "profil"; did you mean "profile"?'),
        ("profile: strikt\n", ':1:10: "strikt" is none of default, strict; did you mean "strict"?'),
        ("rules: {unused-volume: fatal}\n", ':1:24: "fatal" is none of error, warning, info, off'),
        (
            "rules:\n  unused-volum: error\n",
            ':2:3: no rule or family is called "unused-volum"; did you mean "unused-volume"?',
        ),
        ("- a\n", ":1:1: a configuration is a mapping of settings"),
        ("a: [\n", ':1:4: this "[" is never closed'),
        (
            "extends: podlint:none\n",
            ':1:10: no preset is called "podlint:none"; there are podlint:default and podlint:strict',
        ),
        ("extends: .podlint.yaml\n", "a circle"),
        ("extends: [podlint:strict, base.yaml]\n", ':1:27: there is no file "base.yaml" to extend'),
        ("profile: strict\nprofile: default\n", ':2:1: "profile" is set twice'),
        ("profile: strict\n---\nprofile: strict\n", ":2:1: a configuration is one document"),
        ("exclude: vendor/\n", ':1:10: "exclude" must be a list, not "vendor/"'),
        ("exclude: [vendor/, {}]\n", ':1:20: each of "exclude" must be text, not a mapping'),
        ("rules: {unused-volume: {severty: off}}\n", ':1:25: no setting is called "severty"; did you mean "severity"?'),
        (
            "rules: {unused-volume: {options: {depth: 3}}}\n",
            ':1:9: rule "unused-volume" has no option "depth"',
        ),
        ("kinds: [{kind: Widget}]\n", ':1:9: each of "kinds" needs "group"'),
        ("kinds: [{group: a.b, kind: W, schema: w.json}]\n", "w.json: no such file or directory"),
        (
            "images: {a: {role: databse}}\n",
            '"databse" is none of ',
        ),
        (
            "overrides: [{files: [a], rules: {unused-volum: off}}]\n",
            ':1:34: no rule or family is called "unused-volum"; did you mean "unused-volume"?',
        ),
    ],
)
def test_a_slip_is_one_clear_line_with_its_place(project: Path, text: str, message: str) -> None:
    path = project / ".podlint.yaml"
    path.write_text(text)
    with pytest.raises(ConfigError) as raised:
        _of(project / "a.yaml")
    assert message in str(raised.value)
    assert str(path) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_two_files_in_one_folder_are_named(project: Path) -> None:
    (project / ".podlint.yaml").write_text("")
    (project / "podlint.toml").write_text("")
    with pytest.raises(ConfigError, match=r"both \.podlint\.yaml and podlint\.toml"):
        _of(project / "a.yaml")


def test_kinds_images_and_schemas_of_a_user(project: Path) -> None:
    (project / "widget.json").write_text(json.dumps({"properties": {"spec": {"required": ["size"]}}}))
    (project / ".podlint.yaml").write_text(
        "kinds:\n"
        "  - {group: example.com, kind: Widget, paths: [spec.pods.*.template], schema: widget.json}\n"
        "images:\n  example.com/store: {role: database, ports: [7001]}\n"
    )
    text = (
        "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w}\nspec:\n  pods:\n    one:\n      template:\n"
        "        spec:\n          containers:\n            - {name: a, image: example.com/a, env: "
        "[{name: STORE_URL, value: 'redis://localhost:7002'}]}\n            - {name: b, image: 'example.com/store:1'}\n"
    )
    chosen = _of(project / "w.yaml")
    found = lint([Source(str(project / "w.yaml"), text)], CATALOGUE, lambda _: chosen).diagnostics
    assert {d.rule for d in found} == {"custom-schema", "localhost-nobody-listens"}


def test_excluded_files(project: Path) -> None:
    (project / ".podlint.yaml").write_text("exclude: [vendor/, '*.gen.yaml']\n")
    chosen = _of(project / "a.yaml")
    assert is_excluded(str(project / "vendor" / "x.yaml"), chosen)
    assert is_excluded(str(project / "a.gen.yaml"), chosen)
    assert not is_excluded(str(project / "a.yaml"), chosen)


@pytest.mark.parametrize(("text", "minor"), [("1.33", 33), ("v1.33.2", 33), ("33", 33), ("1.25", 25)])
def test_versions_as_people_write_them(text: str, minor: int) -> None:
    assert parse_version(text) == minor


@pytest.mark.parametrize("text", ["1.24", "1.38", "2.30", "latest", "", "1."])
def test_versions_that_are_not_known(text: str) -> None:
    with pytest.raises(UsageError, match=r"podlint knows 1\.25 to 1\.37"):
        parse_version(text)


def test_the_schema_is_one() -> None:
    from jsonschema import Draft7Validator

    Draft7Validator.check_schema(schema())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[rules]\n"unused-volum" = "error"\n', ':2:1: no rule or family is called "unused-volum"'),
        ('profil = "strict"\n', ':1:1: no setting is called "profil"; did you mean "profile"?'),
        ("kubernetes-version = 1.30\n", 'no schema for Kubernetes "1.3"'),
        ("a = = b\n", ": invalid value (at line 1, column 5)"),
    ],
)
def test_slips_in_toml_have_their_line(project: Path, text: str, message: str) -> None:
    (project / "podlint.toml").write_text(text)
    with pytest.raises((ConfigError, UsageError)) as raised:
        _of(project / "a.yaml")
    assert message in str(raised.value)
    assert str(raised.value).startswith(f"{project}/podlint.toml")


def test_a_rule_of_its_own_wins_over_its_family(project: Path) -> None:
    (project / ".podlint.yaml").write_text("rules: {unused-volume: error, 'volumes/*': off}\n")
    severities = _of(project / "a.yaml").severities
    assert severities["unused-volume"] is Severity.ERROR
    assert {CATALOGUE[name].family for name in severities if CATALOGUE[name].family == "volumes"} == {"volumes"}
    assert [name for name in severities if CATALOGUE[name].family == "volumes"] == ["unused-volume"]


def test_flags_refine_what_a_file_says_and_void_nothing_else(project: Path) -> None:
    (project / ".podlint.yaml").write_text(
        "kubernetes-version: '1.30'\nrules: {unused-volume: info, undefined-volume: off, 'mesh/*': off}\n"
    )
    selected = _of(project / "a.yaml", Flags(select=("unused-volume", "undefined-volume")))
    assert selected.severities == {
        "unused-volume": Severity.INFO,
        "undefined-volume": CATALOGUE["undefined-volume"].severity,
    }
    assert selected.minor == 30
    plain = _of(project / "a.yaml").severities
    extended = _of(project / "a.yaml", Flags(extend_select=("undefined-volume",))).severities
    assert set(extended) == {*plain, "undefined-volume"}
    assert set(_of(project / "a.yaml", Flags(ignore=("unused-volume",))).severities) == {*plain} - {"unused-volume"}


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("PODLINT_PROFILE", "strikt", 'PODLINT_PROFILE: "strikt" is none of default, strict; did you mean "strict"?'),
        ("PODLINT_FAIL_ON", "fatal", 'PODLINT_FAIL_ON: "fatal" is none of info, warning, error, never'),
        ("PODLINT_RESPECT_INLINE", "no", 'PODLINT_RESPECT_INLINE: "no" is none of true, false'),
        (
            "PODLINT_KUBERNETES_VERSION",
            "1.9",
            'PODLINT_KUBERNETES_VERSION: no schema for Kubernetes "1.9"; podlint knows 1.25 to 1.37',
        ),
    ],
)
def test_a_slip_in_the_environment_names_its_variable(
    project: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, message: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(UsageError) as raised:
        _of(project / "a.yaml")
    assert str(raised.value) == message


def test_a_file_is_read_once_for_all_that_it_holds_for(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from podlint import configlayers

    read: list[str] = []
    real = configlayers.read_file
    monkeypatch.setattr(configlayers, "read_file", lambda path: (read.append(path), real(path))[1])
    (project / ".podlint.yaml").write_text("overrides: [{files: ['b*'], profile: strict}]\n")
    configuration = Configuration(CATALOGUE, Flags())
    made = [configuration.of(str(project / f"{name}.yaml")) for name in ("a", "b1", "b2", "c")]
    assert len(read) == 1
    assert made[0] is made[3]
    assert made[1] is made[2]
    assert "reader-mount-writable" in made[1].severities
    assert "reader-mount-writable" not in made[0].severities


def test_the_schema_knows_what_the_tables_know() -> None:
    images = schema()["properties"]["images"]["additionalProperties"]["properties"]
    assert set(images["role"]["enum"]) == set(ROLES)
    assert set(images["function"]["enum"]) == set(FUNCTIONS)
    severities = schema()["definitions"]["severity"]["enum"]
    assert set(severities) == {*SEVERITIES, "off"}
    assert set(schema()["properties"]["fail-on"]["enum"]) == set(FAIL_ON)


def test_every_default_of_the_schema_is_valid_and_described() -> None:
    from jsonschema import Draft7Validator

    for name, part in schema()["properties"].items():
        assert "description" in part or "$ref" in part, name
        if "default" in part:
            Draft7Validator(schema()).validate({name: part["default"]})


def test_options_reach_their_rule_and_are_held_to_its_defaults(project: Path) -> None:
    seen: list[int] = []

    def unused_volume(subject: Subject, *, depth: int = 1) -> Iterator[Finding]:
        seen.append(depth)
        return iter(())

    rule = CATALOGUE["unused-volume"]._replace(check=unused_volume)
    for catalogue in ({rule.id: rule}, Clock().timed({rule.id: rule})):
        (project / ".podlint.yaml").write_text("rules: {unused-volume: {options: {depth: 3}}}\n")
        chosen = Configuration(catalogue, Flags()).of(str(project / "a.yaml"))
        lint([Source("a.yaml", POD)], catalogue, lambda _, chosen=chosen: chosen)
        for slip, message in (
            ("dept: 3", 'rule "unused-volume" has no option "dept"; did you mean "depth"?'),
            ("depth: deep", 'option "depth" of "unused-volume" must be a value like 1'),
            ("depth: true", 'option "depth" of "unused-volume" must be a value like 1'),
        ):
            (project / ".podlint.yaml").write_text(f"rules: {{unused-volume: {{options: {{{slip}}}}}}}\n")
            with pytest.raises(ConfigError) as raised:
                Configuration(catalogue, Flags()).of(str(project / "a.yaml"))
            assert str(raised.value).endswith(f".podlint.yaml:1:9: {message}")
    assert seen == [3, 3]
