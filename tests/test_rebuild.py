"""Texts whose indentation is lost: told in one sentence, and given back what the types say."""

from __future__ import annotations

from pathlib import Path

import pytest

from podlint.manifest import State, read
from podlint.schema import check_structure
from podlint.structure.rebuild import lost_indentation
from podlint.structure.values import plain
from podlint.text import Source, Span

DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  labels:
    app: shop
    tier: web
spec:
  replicas: 2
  selector:
    matchLabels:
      app: shop
  template:
    metadata:
      labels:
        app: shop
    spec:
      # the shop and its cache
      initContainers:
        - name: init
          image: shop/init:1
          args:
            - --once
      containers:
        - image: shop/web:1
          name: web
          ports:
            - containerPort: 80
              protocol: TCP

          livenessProbe:
            httpGet:
              path: /
              port: 80
            periodSeconds: 5
          resources:
            limits:
              cpu: 100m
              memory: 64Mi
        - name: cache
          image: redis:7
          volumeMounts:
            - name: data
              mountPath: /data
      volumes:
        - name: data
          emptyDir: {}
"""
CONFIG = """\
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop
data:
  shop.conf: |
    listen 80
    name: shop
"""


def flattened(text: str) -> str:
    return "\n".join(line.lstrip() for line in text.split("\n"))


def rebuilt(text: str) -> str | None:
    finding = lost_indentation(Source("x.yaml", text), Span(0, len(text)), 37)
    if finding is None or finding.fix is None:
        return None
    assert not finding.fix.safe
    for edit in reversed(finding.fix.edits):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


@pytest.mark.parametrize("text", [DEPLOYMENT, CONFIG])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_level_comes_back(text: str, newline: str) -> None:
    flat = flattened(text).replace("\n", newline)
    again = rebuilt(flat)
    assert again is not None
    comment = "      # the shop"
    assert again.replace("\r\n", "\n") == text.replace(comment, comment.strip(" "))


def test_the_finding_stands_on_the_first_empty_key() -> None:
    flat = flattened(DEPLOYMENT)
    finding = lost_indentation(Source("x.yaml", flat), Span(0, len(flat)), 37)
    assert finding is not None
    assert flat[finding.at.start : finding.at.end] == "metadata"
    assert len(finding.evidence) == 4
    assert finding.message.startswith(
        'Deployment has lost its indentation: "metadata", "spec" and "template" are empty'
    )


@pytest.mark.parametrize(
    "text",
    [
        DEPLOYMENT,
        "apiVersion: v1\nkind: Pod\n",
        "apiVersion: v1\nkind: Shop\nmetadata:\nname: x\n",
        "kind: Pod\nmetadata:\nname: x\n",
        "",
        "a\nb\n",
    ],
)
def test_what_has_lost_nothing(text: str) -> None:
    assert lost_indentation(Source("x.yaml", text), Span(0, len(text)), 37) is None


def test_a_key_that_fits_nowhere_leaves_the_sentence_and_no_fix() -> None:
    text = "apiVersion: v1\nkind: Pod\nmetadata:\nname: x\nspec:\nnonsense: 1\n"
    assert lost_indentation(Source("x.yaml", text), Span(0, len(text)), 37) is not None
    assert rebuilt(text) is None


def test_a_text_that_fits_in_too_many_ways_ends_the_search() -> None:
    text = (
        "apiVersion: v1\nkind: Pod\nmetadata:\nlabels:\n"
        + "".join(f"k{n}: a\n" for n in range(300))
        + "nonsense:\n- a: b\n"
    )
    assert rebuilt(text) is None


RAW = ("s0-y1-two-containers", "s0-y2-log-aggregation", "s0-y3-ambassador", "s0-y5-adapter", "s0-y6-election")


@pytest.mark.parametrize("name", RAW)
def test_articles_that_lost_it(shared: Path, name: str) -> None:
    text = (shared / "corpus" / "seeds" / "raw" / f"{name}.yaml").read_text(encoding="utf-8")
    (broken,) = read(Source(name, text))
    assert broken.state is State.BROKEN
    again = rebuilt(text)
    assert again is not None
    (document,) = read(Source(name, again))
    assert [check_structure(manifest, 37) for manifest in document.manifests] == [{}]


def test_most_real_manifests_come_back_as_they_were(shared: Path) -> None:
    came_back, tried = 0, 0
    for file in sorted((shared / "corpus" / "patterns").glob("*/*.yaml")):
        text = file.read_text(encoding="utf-8")
        if any(mark in text for mark in ("\n---", "{{", "|", ">", "&")):
            continue
        again = rebuilt(flattened(text))
        tried += 1
        if again is not None:
            before, after = ([document.tree.root for document in read(Source("x", one))] for one in (text, again))
            came_back += [root and plain(root) for root in before] == [root and plain(root) for root in after]
    assert came_back > 0.75 * tried
