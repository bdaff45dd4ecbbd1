"""Suppressions: what a comment or annotation covers, what it leaves alone, and what becomes of one that does nothing."""

from __future__ import annotations

import pytest

from podlint.catalogue import load
from podlint.config import Settings, settings
from podlint.fixer import fix
from podlint.linter import lint
from podlint.text import Source

CATALOGUE = load()
CHOSEN = settings(CATALOGUE)
PARTLY_ON = CATALOGUE["reader-mount-writable"].family
HEAD = "apiVersion: v1\nkind: Pod\nmetadata: {name: shop}\nspec:\n  containers:\n    - {name: web, image: example.com/web:1}\n"
VOLUMES = "  volumes:\n    - name: one\n      emptyDir: {}\n    - name: two\n      emptyDir: {}\n"


def found(*texts: str, chosen: Settings = CHOSEN) -> list[tuple[str, int]]:
    """The rule and line of each finding."""
    sources = [Source(f"{number}.yaml", text) for number, text in enumerate(texts)]
    return [(item.rule, item.start.line) for item in lint(sources, CATALOGUE, lambda _: chosen).diagnostics]


def test_without_a_comment_there_are_two() -> None:
    assert found(HEAD + VOLUMES) == [("unused-volume", 8), ("unused-volume", 10)]


@pytest.mark.parametrize(
    "text",
    [
        VOLUMES.replace("name: one", "name: one  # podlint: ignore[unused-volume] by the injector"),
        VOLUMES.replace("    - name: one", "    # podlint: ignore[unused-volume]\n    - name: one"),
        VOLUMES.replace("    - name: one", "    # podlint: ignore[volumes/*]\n\n    # why\n    - name: one"),
        VOLUMES.replace("    - name: one", "# podlint:ignore[ports/*,unused-volume]\n    - name: one"),
        VOLUMES.replace(
            "    - name: one", "    # podlint: ignore[mesh/*]\n    # podlint: ignore[unused-volume]\n    - name: one"
        ),
    ],
    ids=["trailing", "above", "family and gap", "several and tight", "stacked"],
)
def test_a_comment_silences_one(text: str) -> None:
    rest = [rule for rule, _ in found(HEAD + text) if rule != "suppression-unused"]
    assert rest == ["unused-volume"]


@pytest.mark.parametrize(
    "text",
    [
        HEAD + VOLUMES.replace("  volumes", "  # podlint: ignore[unused-volume]\n  volumes"),
        HEAD.replace("spec:", "# podlint: ignore[unused-volume]\nspec:") + VOLUMES,
        "# podlint: ignore-file[unused-volume]\n---\n" + HEAD + VOLUMES,
        "# podlint: ignore-document[unused-volume]\n" + HEAD + VOLUMES,
        HEAD + VOLUMES + "# podlint: ignore-document[unused-volume]\n",
        "# podlint: disable[unused-volume]\n" + HEAD + VOLUMES,
        HEAD + "  # podlint: disable[unused-volume, mesh/*]\n" + VOLUMES + "# podlint: enable[unused-volume]\n",
        HEAD.replace("{name: shop}", '{name: shop, annotations: {podlint.dev/ignore: "unused-volume"}}') + VOLUMES,
        (HEAD + VOLUMES).replace("\n", "\r\n").replace("  volumes", "  # podlint: ignore[unused-volume]\r\n  volumes"),
    ],
    ids=["above a list", "above spec", "file", "document", "document below", "disable", "range", "annotation", "crlf"],
)
def test_more_is_silenced_at_once(text: str) -> None:
    assert [rule for rule, _ in found(text) if rule != "suppression-unused"] == []


def test_a_range_ends_where_it_is_told_to_for_the_rules_it_names() -> None:
    text = VOLUMES.replace("    - name: one", "    # podlint: disable[unused-volume]\n    - name: one")
    text = text.replace("    - name: two", "    # podlint: enable[unused-volume]\n    - name: two")
    assert found(HEAD + text) == [("unused-volume", 12)]
    other = text.replace("enable[unused-volume]", "enable[mesh/*]")
    assert found(HEAD + other) == [("suppression-malformed", 11)]


def test_a_comment_behind_a_block_header_covers_the_script() -> None:
    script = HEAD.replace(
        "{name: web, image: example.com/web:1}",
        "name: web\n      image: example.com/web:1\n      command:\n        - sh\n        - -c\n"
        "        - |MARK\n          true\n          echo x > /data/x\n"
        "      volumeMounts: [{name: data, mountPath: /data, readOnly: true}]",
    )
    text = script + "  volumes: [{name: data, emptyDir: {}}]\n"
    assert ("write-to-read-only-mount", 13) in found(text.replace("MARK", ""))
    silenced = text.replace("MARK", "  # podlint: ignore[write-to-read-only-mount]")
    assert "write-to-read-only-mount" not in {rule for rule, _ in found(silenced)}
    content = text.replace("MARK", "").replace(
        "          true", "          # podlint: ignore[write-to-read-only-mount]"
    )
    assert ("write-to-read-only-mount", 13) in found(content)


def test_a_hash_inside_a_scalar_is_content() -> None:
    text = HEAD + VOLUMES.replace("name: one", "name: 'one # podlint: ignore[unused-volume]'")
    assert [rule for rule, _ in found(text)].count("unused-volume") == 2
    assert not [rule for rule, _ in found(text) if rule.startswith("suppression")]


def test_nothing_leaks_into_the_next_document_or_file() -> None:
    plain = HEAD + VOLUMES
    other = plain.replace("shop", "shed")
    assert len(found("# podlint: ignore-document[unused-volume]\n" + plain + "---\n" + other)) == 2
    opened = "# podlint: disable[unused-volume]\n" + plain
    assert found(opened, other) == [("unused-volume", 8), ("unused-volume", 10)]


DEPLOYMENT = """\
apiVersion: batch/v1
kind: CronJob
metadata: {name: nightly}
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    metadata: {JOB}
    spec:
      template:
        metadata: {POD}
        spec:
          restartPolicy: Never
          containers:
            - {name: one, image: example.com/one:1, ports: [{containerPort: 99999}]}
            - {name: two, image: example.com/two:1, ports: [{containerPort: 99999}]}
"""


@pytest.mark.parametrize(
    ("place", "annotation", "lines"),
    [
        ("JOB", "x: y", [14, 15]),
        ("JOB", "podlint.dev/ignore: 'api-ports/*'", []),
        ("POD", "podlint.dev/ignore: 'api-ports/*'", []),
        ("POD", "podlint.dev/ignore.two: 'api-ports/*'", [14]),
        ("JOB", "podlint.dev/ignore.one: 'api-ports/*'", [15]),
    ],
)
def test_annotations_count_on_job_and_pod_templates(place: str, annotation: str, lines: list[int]) -> None:
    text = DEPLOYMENT.replace(f"{{{place}}}", f"{{annotations: {{{annotation}}}}}")
    text = text.replace("{JOB}", "{}").replace("{POD}", "{}")
    assert [line for rule, line in found(text) if CATALOGUE[rule].family == "api-ports"] == lines


def test_no_inline_ignores_lets_none_count_and_judges_none() -> None:
    text = HEAD + VOLUMES.replace("name: one", "name: one  # podlint: ignore[unused-volume, nonsense]")
    assert found(text, chosen=CHOSEN._replace(respect_inline=False)) == [("unused-volume", 8), ("unused-volume", 10)]


def test_what_is_switched_off_is_not_called_unused() -> None:
    text = HEAD + f"  # podlint: ignore[unused-volume, {PARTLY_ON}/*]\n  restartPolicy: Always\n"
    assert found(text) == [("suppression-unused", 7)]
    off = {name: severity for name, severity in CHOSEN.severities.items() if name != "unused-volume"}
    assert found(text, chosen=CHOSEN._replace(severities=off)) == []


def test_a_suppression_may_be_kept_although_it_is_unused() -> None:
    text = HEAD + "  # podlint: ignore[unused-volume]\n  restartPolicy: Always\n"
    assert [rule for rule, _ in found(text)] == ["suppression-unused"]
    assert found("# podlint: ignore-file[suppression-unused]\n" + text) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "name: one  # podlint: ignore[unused-volume, undefined-volume] why",
            "name: one  # podlint: ignore[unused-volume] why",
        ),
        (
            "name: one  # podlint: ignore[undefined-volume, unused-volume] why",
            "name: one  # podlint: ignore[unused-volume] why",
        ),
        ("name: one  # podlint: ignore[undefined-volume]", "name: one"),
    ],
)
def test_what_is_not_needed_is_deleted_by_a_fix(before: str, after: str) -> None:
    text = HEAD + VOLUMES.replace("name: one", before)
    result = fix([Source("a.yaml", text)], lambda sources: lint(sources, CATALOGUE, lambda _: CHOSEN), unsafe=True)
    assert result.sources[0].text == HEAD + VOLUMES.replace("name: one", after)


@pytest.mark.parametrize(
    ("comment", "rules"),
    [
        ("# podlint: ignore", ["suppression-without-rule"]),
        ("# podlint: ignore[]", ["suppression-without-rule"]),
        ("# podlint: ignore[ports]", ["suppression-unknown-rule"]),
        ("# podlint: ignore-file[unused-volume]", ["suppression-malformed"]),
        ("# podlint: ignroe", ["suppression-malformed"]),
        ("# podlint: skip[unused-volume]", ["suppression-malformed"]),
        ("# podlint: ignore[unused-volume", ["suppression-malformed"]),
        ("# podlint: enable[unused-volume]", ["suppression-malformed"]),
        ("# podlint: enable", ["suppression-malformed"]),
        ("# podlint: runs in CI", []),
        ("# podlint:", []),
        ("# see podlint: ignore[nonsense]", []),
        ("#podlint: ignore[nonsense]", ["suppression-unknown-rule"]),
    ],
)
def test_slips_and_prose(comment: str, rules: list[str]) -> None:
    assert [rule for rule, _ in found(HEAD + f"  {comment}\n  restartPolicy: Always\n")] == rules


def test_broken_documents_templates_and_deep_nesting_are_survived() -> None:
    assert [rule for rule, _ in found("a: [\n# podlint: ignore[unused-volume]\n")] == ["broken-yaml"]
    assert found("# podlint: ignore-file[unused-volume]\na: {{ .Values.a }}\n---\n" + HEAD) == []
    deep = "a: " + "[" * 5000 + "]" * 5000 + "  # podlint: ignore[unused-volume]\n"
    assert len(found(deep)) <= 2
    assert found("# podlint: ignore[unused-volume]\n") == []


def test_many_suppressions_are_looked_up_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each finding meets the suppressions that cover it, and each comment its own node."""
    from podlint import directives, suppression

    asked: list[int] = []
    real = suppression._Covers.touching
    monkeypatch.setattr(suppression._Covers, "touching", lambda *way: (asked.append(1) or item for item in real(*way)))
    volumes = "".join(f"    - name: v{n}  # podlint: ignore[unused-volume]\n      emptyDir: {{}}\n" for n in range(300))
    assert found(f"{HEAD}  volumes:\n{volumes}") == []
    assert len(asked) == 300
    scans: list[str] = []
    compile_ = directives.re.compile
    monkeypatch.setattr(directives.re, "compile", lambda text, *flags: scans.append(text) or compile_(text, *flags))
    stacked = "  # podlint: ignore[unused-volume]\n" * 300
    assert len(found(f"{HEAD}{stacked}  volumes: [{{name: one, emptyDir: {{}}}}]\n")) == 0
    assert sum("[^\\s#]" in text for text in scans) == 1
