"""No name, path, note or text leaves its cell: each format is read back as its consumer reads it."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from podlint.diagnostic import Severity
from podlint.escape import shown, valid_unicode
from podlint.render import FORMATS, render
from podlint.render.ci import worst_first
from podlint.text import Source, Span

from .hostile import HOSTILE
from .reports import diagnostic, options, report

FOUND = HOSTILE.diagnostics


def rendered(name: str) -> str:
    return render(HOSTILE, name, options=options())


@pytest.mark.parametrize("name", FORMATS)
def test_output_is_utf8_without_control_characters(name: str) -> None:
    text = rendered(name)
    assert text.encode().decode() == text
    assert {char for char in text if not char.isprintable()} <= {"\n", "\u3000"}


@pytest.mark.parametrize("name", FORMATS)
def test_no_build_log_command_but_our_own(name: str) -> None:
    lines = rendered(name).splitlines()
    own = {"azure": r"##vso\[task\.logissue ", "github": r"::(error|warning|notice) "}.get(name, r"(?!)")
    for line in lines:
        rest = re.sub(f"^{own}", "", line)
        assert not re.search(r"##\w*\[", rest)
        assert not rest.lstrip().startswith("::")


def test_concise_is_one_line_a_finding() -> None:
    lines = rendered("concise").splitlines()
    assert len(lines) == len(FOUND)
    for line, item in zip(lines, FOUND, strict=True):
        assert line.endswith(f":{item.start.line}:{item.start.column}: " + _tail(item))


def _tail(item) -> str:
    return f"{item.severity.word}[hostile-name] {shown(item.message)} [*]"


def test_full_has_one_header_a_finding() -> None:
    headers = [line for line in rendered("full").splitlines() if re.match(r"(error|warning|info)\[", line)]
    assert headers == [f"{item.severity.word}[hostile-name]: {shown(item.message)}" for item in FOUND]


def test_github_runner_reads_what_was_meant() -> None:
    """Reads commands as the runner does: up to the first `::`, properties by comma, then unescapes."""
    lines = rendered("github").splitlines()
    commands = [line for line in lines if line.startswith("::")]
    assert len(lines) == len(FOUND)
    expected = []
    for severity in sorted(Severity, reverse=True):
        expected += [item for item in worst_first(HOSTILE) if item.severity is severity][:10]
    assert len(commands) == len(expected) == 30
    for line, item in zip(commands, expected, strict=True):
        head, _, data = line[2:].partition("::")
        level, _, listed = head.partition(" ")
        properties = dict(pair.split("=", 1) for pair in listed.split(","))
        assert level == {"info": "notice"}.get(item.severity.word, item.severity.word)
        assert int(properties["line"]) == item.start.line
        assert set(properties) - {"col", "endColumn"} == {"title", "file", "line", "endLine"}
        message = data.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
        assert message.splitlines()[0] == shown(item.message)


def test_azure_agent_reads_what_was_meant() -> None:
    """Reads commands as the agent does: up to the first `]`, properties by semicolon, then unescapes."""
    commands = [line for line in rendered("azure").splitlines() if line.startswith("##vso[")]
    expected = [item for item in worst_first(HOSTILE) if item.severity is not Severity.INFO]
    for line, item in zip(commands, expected, strict=True):
        head, _, data = line.partition("]")
        properties = dict(pair.split("=", 1) for pair in head.partition(" ")[2].split(";") if pair)
        assert list(properties) == ["type", "sourcepath", "linenumber", "columnnumber", "code"]
        assert properties["type"] == item.severity.word
        for escape, char in (("%3B", ";"), ("%5D", "]"), ("%AZP25", "%")):
            data = data.replace(escape, char)
        assert data == shown(item.message)


def test_xml_is_well_formed_and_holds_the_messages() -> None:
    messages = sorted(shown(item.message) for item in FOUND)
    checkstyle = ET.fromstring(rendered("checkstyle"))
    assert sorted(error.get("message") or "" for error in checkstyle.iter("error")) == messages
    junit = ET.fromstring(rendered("junit"))
    assert len(list(junit.iter("testcase"))) == len(FOUND)
    failures = sorted(shown(item.message) for item in FOUND if item.severity is not Severity.INFO)
    assert sorted(failure.get("message") or "" for failure in junit.iter("failure")) == failures
    assert {element.tag for element in junit.iter()} == {
        "testsuites",
        "testsuite",
        "testcase",
        "failure",
        "system-out",
    }


def test_json_keeps_the_texts_as_they_are() -> None:
    findings = json.loads(rendered("json"))["findings"]
    assert [json.loads(line) for line in rendered("jsonl").split("\n") if line] == findings
    for finding, item in zip(findings, FOUND, strict=True):
        assert finding["message"] == valid_unicode(item.message)
        assert finding["object"]["name"] == valid_unicode(item.object.name)
        assert finding["fix"]["edits"][0]["text"] == valid_unicode(item.fix.edits[0].text)


@pytest.mark.parametrize("name", ["sarif", "gitlab", "rdjson"])
def test_other_json_can_be_read(name: str) -> None:
    data = json.loads(rendered(name))
    entries = {"sarif": lambda: data["runs"][0]["results"], "rdjson": lambda: data["diagnostics"]}
    assert len(entries.get(name, lambda: data)()) == len(FOUND)


def test_sarif_messages_link_to_nothing_but_places() -> None:
    for result in json.loads(rendered("sarif"))["runs"][0]["results"]:
        links = re.findall(r"(?<!\\)\[((?:\\.|[^\\\[\]])*)\]\(([^)]*)\)", result["message"]["text"])
        assert [target for _, target in links] == ["1", "2"]


def test_markdown_rows_have_four_cells_and_no_markup_outside_code() -> None:
    rows = rendered("markdown").split("| --- | --- | --- | --- |\n")[1].splitlines()
    assert len(rows) == len(FOUND)
    for row in rows:
        cells = re.findall(r"((?:\\.|[^\\|])*)\|", row)
        assert len(cells) == 5, row
        bare = re.sub(r"\\.|`[^`|\\]+`|<code>[^<>`|\\*\[\]]*</code>", "", cells[4])
        assert not re.search(r"[`*_\[\]<>:]", bare)
        assert not re.search(r"[@#]\w", bare.replace("&#8203;", " "))


class _Tags(HTMLParser):
    """Counts tags, collects attributes and the text of scripts and headings."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.headings: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag == "h3":
            self.headings.append("")

    def handle_data(self, data: str) -> None:
        if "h3" in self.tags[-2:] and self.tags[-1] == "b":
            self.headings[-1] += data


def test_html_has_only_our_tags_and_links() -> None:
    page = _Tags()
    page.feed(rendered("html"))
    assert page.tags.count("script") == page.tags.count("style") == 1
    assert page.tags.count("article") == len(FOUND)
    assert "img" not in page.tags
    assert not {name for name in page.attributes if name.startswith("on")}
    assert all(re.fullmatch(r"https://podlint\.example/[!-~]*", link) for link in page.links)
    for heading, item in zip(page.headings, FOUND, strict=True):
        assert heading.strip().startswith(f"{item.severity.word} {shown(item.message)}")


@pytest.mark.parametrize("name", FORMATS)
def test_one_huge_line_costs_no_more_than_what_is_shown(name: str) -> None:
    """A thousand findings in one line of ten million characters: no format copies the line for each."""
    source = Source("huge.yaml", "a: " + "x" * 10_000_000)
    found = (
        diagnostic(source, Span(place, place + 5), "hostile-name", "is far out")
        for place in range(3, 10_000_000, 10_000)
    )
    assert len(render(report(*found), name, options=options())) < 2_000_000
