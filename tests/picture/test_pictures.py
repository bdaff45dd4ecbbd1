"""Pictures of pods: golden drawings, and what must hold whatever the pod is called."""

from __future__ import annotations

import html.parser
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from podlint.cli import podlint
from podlint.diagnostic import Evidence
from podlint.manifest import read
from podlint.objects import Objects
from podlint.patterns.base import Match, PodMatch, Role
from podlint.picture import mermaid, page, svg
from podlint.picture.layout import BOX_WIDTH, layout
from podlint.picture.scene import scene
from podlint.pod.model import Container
from podlint.pod.read import read_pod
from podlint.pod.running import Running
from podlint.text import Source

Draw = Callable[[Sequence[tuple[Running, PodMatch]]], str]
GOLDEN = Path(__file__).resolve().parent.parent / "golden" / "picture"


PARTS: dict[str, tuple[Role, Role | None, str | None]] = {
    "pages": ("init", None, "fetch"),
    "ship": ("native-sidecar", "sidecar", "log-shipper"),
    "sql": ("ambassador", None, "db-proxy"),
}


def part(container: Container) -> Match:
    """The part of a container, with the place of its name as evidence."""
    role, acts_as, function = PARTS.get(container.name or "", ("app", None, None))
    evidence = (Evidence(container.at, f"<seen> in {container.label}"),)
    return Match(container, role, acts_as, function, "high", evidence)


@pytest.fixture(scope="module")
def found() -> list[tuple[Running, PodMatch]]:
    """The pods of the golden input with parts as given here: how they are found is not what is drawn."""
    source = Source("pods.yaml", (GOLDEN / "pods.yaml").read_text(encoding="utf-8"))
    manifests = [manifest for document in read(source) for manifest in document.manifests]
    pods = [read_pod(manifest, template) for manifest in manifests for template in manifest.templates]
    runnings = [Running(pod, Objects(manifests, pods)) for pod in pods]
    return [
        (running, PodMatch(("init", "multi-app"), tuple(map(part, running.pod.containers)))) for running in runnings
    ]


@pytest.mark.parametrize(("draw", "name"), [(svg.draw, "expected.svg"), (page.draw, "expected.html"),
                                            (mermaid.draw, "expected.mmd")])  # fmt: skip
def test_golden(found: list[tuple[Running, PodMatch]], draw: Draw, name: str, request: pytest.FixtureRequest) -> None:
    drawn = draw(found) + "\n"
    if request.config.getoption("--update-golden"):
        (GOLDEN / name).write_text(drawn, encoding="utf-8")
    assert drawn == (GOLDEN / name).read_text(encoding="utf-8")


def test_svg_is_xml_and_holds_no_markup_of_the_pod(found: list[tuple[Running, PodMatch]]) -> None:
    root = ET.fromstring(svg.draw(found))
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= {"svg", "g", "title", "text", "rect", "line", "circle", "polygon"}
    assert any("<script>" in (element.text or "") for element in root.iter())


def test_page_runs_and_loads_nothing(found: list[tuple[Running, PodMatch]]) -> None:
    seen: list[tuple[str, list[tuple[str, str | None]]]] = []

    class Reader(html.parser.HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.append((tag, attrs))

    Reader().feed(page.draw(found))
    assert {tag for tag, _ in seen}.isdisjoint({"script", "img", "link", "iframe", "b><b"})
    for _, attributes in seen:
        for name, value in attributes:
            assert name not in {"src", "onload", "onerror"}
            assert name != "href" or str(value).startswith("#")


def test_evidence_is_told_on_hover(found: list[tuple[Running, PodMatch]]) -> None:
    titles = [e.text or "" for e in ET.fromstring(svg.draw(found)).iter() if e.tag.endswith("title")]
    for piece in (piece for _, match in found for part in match.matches for piece in part.evidence):
        assert any(piece.note in title for title in titles)


def test_nothing_lies_on_anything_else(found: list[tuple[Running, PodMatch]]) -> None:
    for running, match in found:
        drawn = layout(scene(running, match))
        for one, other in combinations(drawn.places, 2):
            assert abs(one.x - other.x) >= BOX_WIDTH
        columns = [drop.x for lane in drawn.lanes for drop in lane.drops]
        assert len(columns) == len(set(columns))
        rows = [lane.y for lane in drawn.lanes]
        assert len(rows) == len(set(rows))


def test_findings_are_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = (
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n"
        "    - {name: well, image: 'nginx:1.27'}\n"
        "    - name: ill\n      image: nginx:1.27\n      volumeMounts: [{name: gone, mountPath: /x}]\n"
    )
    (tmp_path / "pod.yaml").write_text(text, encoding="utf-8")
    for form, count in (("svg", 1), ("html", 2)):
        told = CliRunner().invoke(podlint, ["patterns", "--format", form, "pod.yaml"])
        assert told.exit_code == 0
        assert told.output.count("&quot;gone&quot;") == count
