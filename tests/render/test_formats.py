"""What each machine format promises beyond being well-formed."""

from __future__ import annotations

import json
import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest

from podlint.diagnostic import Counts, Fix, Report, Severity
from podlint.render import FORMATS, render
from podlint.render.markdown import LONGEST
from podlint.render.summary import summary_line
from podlint.text import Edit, Source, Span

from .reports import EMPTY, SHOP, SOURCES, TYPICAL, WIDE, diagnostic, options, report, span


def rendered(found: Report, name: str) -> str:
    return render(found, name, options=options())


def findings():
    return json.loads(rendered(TYPICAL, "json"))["findings"]


def test_json_top_level() -> None:
    data = json.loads(rendered(TYPICAL, "json"))
    assert list(data) == ["version", "tool", "summary", "findings"]
    assert data["version"] == 1
    assert data["tool"] == {"name": "podlint", "version": "0.1.0", "kubernetes": "1.37"}
    summary = data["summary"]
    assert summary["findings"] == {"error": 3, "warning": 3, "info": 1}
    ends = ("checked", "not_kubernetes", "templates", "broken")
    assert sum(summary[end] for end in ends) == summary["documents"] == 4


def test_json_ranges_point_at_their_texts() -> None:
    finding = next(item for item in findings() if item["rule"] == "service-unknown-port")
    text = SOURCES[finding["path"]].text
    assert _slice(finding["range"], text) == "webb"
    related = finding["related"][0]
    assert _slice(related["range"], SOURCES[related["path"]].text) == "http"
    fixed = next(item for item in findings() if item["rule"] == "port-clash")
    assert [_slice(edit["range"], SHOP.text) for edit in fixed["fix"]["edits"]] == ["80", "http"]
    assert fixed["fix"]["applicability"] == "safe"


def _slice(place, text: str) -> str:
    return text[place["start"]["offset"] : place["end"]["offset"]]


def test_json_api_stands_only_where_the_server_refuses() -> None:
    api = {item["rule"]: item.get("api", "absent") for item in findings()}
    assert api["probe-unknown-port"] == "absent"
    assert api["port-clash"] == {
        "reason": "Duplicate",
        "field": "spec.template.spec.containers[1].ports[0].containerPort",
    }
    assert [refusal["reason"] for refusal in api["long-note"]] == ["TooLong", "Invalid"]


def test_clean_run_is_a_whole_document_in_every_format() -> None:
    assert json.loads(rendered(EMPTY, "json"))["findings"] == []
    assert json.loads(rendered(EMPTY, "gitlab")) == []
    assert json.loads(rendered(EMPTY, "rdjson"))["diagnostics"] == []
    assert json.loads(rendered(EMPTY, "sarif"))["runs"][0]["results"] == []
    assert "no findings" in rendered(EMPTY, "markdown")
    assert "no findings" in rendered(EMPTY, "html")
    for name in ("full", "concise", "jsonl", "github", "azure", "statistics"):
        assert rendered(EMPTY, name) == ""


def test_clean_junit_has_one_test_that_passes() -> None:
    cases = list(ET.fromstring(rendered(EMPTY, "junit")).iter("testcase"))
    assert len(cases) == 1
    assert len(cases[0]) == 0


def test_junit_counts_add_up_and_info_fails_nothing() -> None:
    root = ET.fromstring(rendered(TYPICAL, "junit"))
    assert (root.get("tests"), root.get("failures")) == ("7", "6")
    for suite in root:
        assert int(suite.get("tests") or 0) == len(list(suite))
        assert int(suite.get("failures") or 0) == len(list(suite.iter("failure")))


def test_github_leaves_columns_out_over_several_lines() -> None:
    command = next(line for line in rendered(TYPICAL, "github").splitlines() if "long-note" in line)
    assert "line=23,endLine=30::" in command
    assert "col=" not in command


def test_github_sends_the_worst_ten_and_logs_the_rest() -> None:
    one = diagnostic(SHOP, span(SHOP, "web"), "some-rule", "is odd", severity=Severity.WARNING)
    lines = rendered(report(*[one] * 12, one._replace(severity=Severity.ERROR)), "github").splitlines()
    assert lines[0].startswith("::error ")
    assert [line.startswith("::warning ") for line in lines[1:]] == [True] * 10 + [False] * 2
    assert lines[-1] == "deploy/shop.yaml:13:17: warning[some-rule] is odd"


def test_gitlab_fingerprints_differ_and_paths_are_the_repository_s() -> None:
    source = Source("./a/../b.yaml", "a: b\n")
    one = diagnostic(source, Span(0, 1), "some-rule", "is odd")
    entries = json.loads(rendered(report(one, one, one), "gitlab"))
    assert len({entry["fingerprint"] for entry in entries}) == 3
    assert entries[0]["location"]["path"] == "b.yaml"
    assert entries[0]["description"] == "some-rule: is odd"


def test_rdjson_counts_columns_in_bytes() -> None:
    found = report(diagnostic(WIDE, span(WIDE, "😀"), "some-rule", "is odd"))
    place = json.loads(rendered(found, "rdjson"))["diagnostics"][0]["location"]["range"]
    line = WIDE.line(2).encode()
    assert line[place["start"]["column"] - 1 : place["end"]["column"] - 1].decode() == "😀"


def test_rdjson_suggestion_is_the_whole_fix() -> None:
    fix = Fix("swap", (Edit(span(SHOP, "80", 1), "81"), Edit(span(SHOP, "http", 2), "other")))
    found = report(diagnostic(SHOP, span(SHOP, "web"), "some-rule", "is odd", fix=fix))
    suggestion = json.loads(rendered(found, "rdjson"))["diagnostics"][0]["suggestions"][0]
    assert suggestion["text"] == "other, containerPort: 81"
    start, end = suggestion["range"]["start"], suggestion["range"]["end"]
    assert SHOP.line(30)[start["column"] - 1 : end["column"] - 1] == "http, containerPort: 80"
    assert start["line"] == end["line"] == 30


def test_azure_prints_infos_as_plain_lines() -> None:
    lines = rendered(TYPICAL, "azure").splitlines()
    assert [line.startswith("##vso[task.logissue type=") for line in lines] == [True] * 6 + [False]


def test_markdown_ends_where_a_comment_must() -> None:
    one = diagnostic(SHOP, span(SHOP, "web"), "some-rule", "is odd " * 50)
    text = rendered(report(*[one] * 1000), "markdown")
    assert LONGEST - 1000 < len(text) < 65_536
    rows = text.count("| error |")
    assert text.endswith(f"\n{1000 - rows} more findings do not fit here.\n")


def test_statistics_count_by_rule_the_most_frequent_first() -> None:
    lines = rendered(TYPICAL, "statistics").splitlines()
    assert lines[0].split() == ["2", "warning", "odd-label", "Says", "what", "odd-label", "is", "about."]
    assert [line.split()[0] for line in lines] == ["2", "1", "1", "1", "1", "1"]
    assert [line for line in lines if "[*]" in line] == [line for line in lines if "port-clash" in line]


@pytest.mark.parametrize(
    ("counts", "line"),
    [
        (Counts(0, 0, 0, 0, 0, 0), "0 files, 0 documents; no findings"),
        (Counts(1, 1, 1, 0, 0, 0), "1 file, 1 document: 1 checked; no findings"),
        (
            Counts(12, 20, 15, 3, 1, 1),
            "12 files, 20 documents: 15 checked, 3 not Kubernetes, 1 template, 1 broken; no findings",
        ),
    ],
)
def test_summary_line(counts: Counts, line: str) -> None:
    assert summary_line(Report(counts, ())) == line


def test_summary_line_counts_findings_and_fixes() -> None:
    assert summary_line(TYPICAL).endswith("; 3 errors, 3 warnings, 1 info; 1 safe fix, 1 unsafe fix")


@pytest.mark.parametrize("name", FORMATS)
def test_same_report_gives_same_text(name: str) -> None:
    assert rendered(TYPICAL, name) == rendered(TYPICAL, name)


HEAVY = ("json", "unicodedata", "html", "xml", "urllib", "hashlib", "dataclasses", "inspect", "logging", "pathlib")


@pytest.mark.parametrize(
    ("name", "needs"),
    [("full", set()), ("concise", set()), ("json", {"json"}), ("github", set()), ("statistics", set())],
)
def test_format_imports_only_what_it_uses(name: str, needs: set[str]) -> None:
    """An ASCII report in a fresh interpreter: which of the modules that cost start-up time it loads."""
    program = f"""
import sys
from podlint.diagnostic import *
from podlint.render import render
from podlint.render.options import CardText, RenderOptions
from podlint.text import Source, Span
before = set(sys.modules)
source = Source("a.yaml", "a: b")
where = source.position(3), source.position(4)
found = Diagnostic("r", Severity.ERROR, "m", source, *where, ObjectId(*[None] * 5), "a", (), None, (), None, "f")
card = CardText("s", "b", (), None, "f", Severity.ERROR)
render(Report(Counts(1, 1, 1, 0, 0, 0), (found,)), {name!r}, options=RenderOptions("1", 37, lambda rule: card))
print(*(name for name in {HEAVY!r} if name in sys.modules))
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert set(run.stdout.split()) == needs
