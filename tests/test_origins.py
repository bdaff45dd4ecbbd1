"""Rendered documents are named by what they say of their origin."""

from __future__ import annotations

import pytest

from podlint.origins import split
from podlint.text import Source

BODY = "apiVersion: v1\nkind: Service\nmetadata:\n  annotations:\n{}  name: web\n"


def document(*annotation: str) -> str:
    return BODY.format("".join(f"    {line}\n" for line in annotation))


PATH = document("config.kubernetes.io/origin: |", "  path: base/web.yaml")
REMOTE = document(
    "config.kubernetes.io/origin: |", "  path: x/web.yaml", "  repo: https://example.com/x.git", "  ref: v1"
)
REF_FIRST = document("config.kubernetes.io/origin: |", "  ref: v1", "  path: x/web.yaml")
MADE = document("config.kubernetes.io/origin: |", "  configuredIn: over/kustomization.yaml", "  configuredBy:")
PIPED = document("config.kubernetes.io/index: '0'", "config.kubernetes.io/path: 'web.yaml'")
PLAIN = document("example.com/origin: here")


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (PATH, "base/web.yaml"),
        (REMOTE, "x/web.yaml"),
        (REF_FIRST, "x/web.yaml"),
        (MADE, "over/kustomization.yaml"),
        (PIPED, "web.yaml"),
        (PLAIN, "<stdin>"),
        (PATH.replace("\n", "\r\n"), "base/web.yaml"),
    ],
    ids=["path", "remote", "ref first", "generated", "pipeline", "none", "crlf"],
)
def test_what_kustomize_says(text: str, path: str) -> None:
    assert [(source.path, source.text) for source in split(Source("<stdin>", text))] == [(path, text)]


def test_each_document_goes_to_its_origin_and_nothing_is_lost() -> None:
    text = f"{PATH}---\n{PLAIN}---\n{PATH}---\n{PIPED}"
    found = {source.path: source.text for source in split(Source("<stdin>", text))}
    assert list(found) == ["base/web.yaml", "<stdin>", "web.yaml"]
    assert found["base/web.yaml"] == f"{PATH}---\n{PATH}"
    assert sum(map(len, found.values())) == len(text)


def test_a_list_with_several_origins_stays_whole() -> None:
    items = "".join(f"- {line}" if not number else f"  {line}" for number, line in enumerate(PATH.splitlines(True)))
    text = f"apiVersion: v1\nkind: List\nitems:\n{items}{items}"
    [source] = split(Source("<stdin>", text))
    assert source.path == "<stdin>"
