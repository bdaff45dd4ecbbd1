"""Imports point one way: a module imports only from layers below its own."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "podlint"

LAYERS = (
    ("errors", "text", "suggest", "data", "escape", "gitignore"),
    ("diagnostic",),
    ("syntax",),
    ("kinds",),
    ("manifest",),
    ("structure", "schema", "apiserver", "custom_schema"),
    ("pod", "objects"),
    ("patterns",),
    ("subject",),
    ("checks", "card"),
    ("catalogue",),
    ("configfile", "selection"),
    ("configschema",),
    ("configlayers",),
    ("config",),
    ("place", "suppression", "baseline"),
    ("directives", "annotations"),
    ("suppress",),
    ("linter", "parallel"),
    ("fixer", "ignoring"),
    ("render", "inspection", "picture"),
    ("files", "origins"),
    ("lsp", "cli", "commands"),
    ("__init__", "__main__"),
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}


def _layer(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("podlint"):
            if node.module == "podlint":
                found.update(f"podlint.{alias.name}" for alias in node.names)
            else:
                found.add(node.module)
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names if alias.name.startswith("podlint"))
    return found


MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=[str(path.relative_to(PACKAGE)) for path in MODULES])
def test_imports_point_down(path: Path) -> None:
    own = _layer("podlint." + ".".join(path.relative_to(PACKAGE).with_suffix("").parts))
    assert own in RANK, f"{path} belongs to no layer"
    wrong = {name for name in _imports(path) if RANK[_layer(name)] > RANK[own]}
    assert not wrong
