"""Actions in the structure make a template; actions in quotes, comments and blocks do not."""

from __future__ import annotations

import pytest

from podlint.syntax.parse import parse
from podlint.syntax.templates import has_actions, is_template
from podlint.text import Source


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\n{{- if .x }}\nb: 1\n{{- end }}\n",
        "image: {{ .image }}:{{ .tag }}\n",
        "{% for x in y %}\na: {{ x }}\n{% endfor %}\n",
        'name: "{{ include "x" . }}"\n',
        "a: |\n  text\nb: {{ x }}:{{ y }}\n",
    ],
)
def test_broken_templates(text: str) -> None:
    assert has_actions(text)


@pytest.mark.parametrize(
    "text",
    [
        "a: [\n",
        'a: "{{ .Name }}"\nb: [\n',
        "a: '{{ .Name }}'\nb: [\n",
        "# {{ .x }}\na: [\n",
        "a: |\n  {{ range .x }}\n   {{ . }}\n\n  {{ end }}\nb: [\n",
        "- >-\n  {{ .x }}\n- [\n",
        "a: ${{ secrets.x }}\nb: [\n",
    ],
)
def test_broken_texts_that_are_none(text: str) -> None:
    assert not has_actions(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("replicas: {{ .n }}\n", True),
        ("- a: {{ .n }}\n", True),
        ("metadata: {name: '{{ .name }}'}\n", True),
        ("metadata:\n  namespace: x-{{ .name }}\n", True),
        ("kind: '{{ .kind }}'\n", True),
        ("data:\n  x{{ .n }}: 1\n", True),
        ("data:\n  'x{{ .n }}': 1\n", False),
        ("args:\n  - --template={{.Name}}\n", False),
        ("args: ['{{.Name}}']\n", False),
        ("a: {b: {c: d}}\n", False),
    ],
)
def test_texts_that_are_yaml(text: str, expected: bool) -> None:
    (tree,) = parse(Source("x", text))
    assert tree.root is not None
    assert is_template(tree.root) is expected
