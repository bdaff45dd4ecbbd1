"""jsonschema is the reference: the walk finds a mistake exactly where a strict JSON Schema of the same bundle does.

The schema is made here from the bundled definitions, closed (no other properties) and with what Go's decoder adds:
the limits of 32 and 64 bits, and the spelling of quantities, times and base64. Two things are left out on purpose:

* a null is absent to the API server (a key that it does not know is unknown even so): values are compared without
  nulls, and a null item of a list is an empty one;
* a repeated key is invisible once YAML is a value: the rule `duplicate-key` has no counterpart here.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from podlint.manifest import Manifest, State, read
from podlint.schema import check_structure
from podlint.structure.definitions import LIST, MAP, STRUCTURE, Type, structures
from podlint.structure.values import plain
from podlint.text import Source

QUANTITY = r"^\s*(?=\S)[+-]?[0-9]*\.?[0-9]*([numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]+)?\s*$"
TIME = r"^\d{4}-(0\d|1[0-2])-[0-3]\d[T]([01]\d|2[0-3]):[0-5]\d:[0-5]\d([.,]\d+)?(Z|[-+]([01]\d|2[0-4]):[0-5]\d)$"
BASE64 = r"^([A-Za-z0-9+/\r\n]{4})*([A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)?[\r\n]*$"


def _integer(bits: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": -(2 ** (bits - 1)), "maximum": 2 ** (bits - 1) - 1}


LEAVES: dict[str, Any] = {
    "string": {"type": "string"},
    "int32": _integer(32),
    "int64": _integer(64),
    "boolean": {"type": "boolean"},
    "number": {"type": "number"},
    "quantity": {"anyOf": [{"type": "string", "pattern": QUANTITY}, {"type": "number"}]},
    "int-or-string": {"anyOf": [{"type": "string"}, _integer(32)]},
    "time": {"type": "string", "pattern": TIME},
    "bytes": {"type": "string", "pattern": BASE64},
    "any": {},
}


@lru_cache
def _validator(minor: int, api_version: str, kind: str) -> Draft202012Validator | None:
    root = structures(minor).of_kind(api_version, kind)
    if root is None:
        return None
    definitions: dict[str, Any] = {}
    schema = {**_schema(root, definitions), "$defs": definitions}
    return Draft202012Validator(schema)


def _schema(wanted: Type, definitions: dict[str, Any]) -> dict[str, Any]:
    if wanted.form == LIST:
        return {"type": "array", "items": _schema(wanted.of, definitions)}
    if wanted.form == MAP:
        return {"type": "object", "additionalProperties": _schema(wanted.of, definitions)}
    if wanted.form != STRUCTURE:
        return LEAVES[wanted.name]
    if wanted.name not in definitions:
        wanted.load()
        closed: dict[str, Any] = {"type": "object", "additionalProperties": False}
        definitions[wanted.name] = closed
        closed["properties"] = {name: _schema(wanted.field(name), definitions) for name in wanted.names}
        closed["required"] = [name for name, (bit, _, _) in wanted.fields.items() if bit & wanted.required]
    return {"$ref": f"#/$defs/{wanted.name}"}


def _present(value: Any, wanted: Type | None) -> Any:
    """A value as the server has it before it decodes: nulls are absent, null items are empty ones."""
    if isinstance(value, dict):
        inner = {name: None if wanted is None else wanted.of or wanted.field(name) for name in value}
        return {
            name: _present(item, inner[name])
            for name, item in value.items()
            if item is not None or (inner[name] is None and wanted is not None and wanted.form == STRUCTURE)
        }
    if isinstance(value, list):
        of = None if wanted is None else wanted.of
        empty: Any = {} if of is not None and of.form == STRUCTURE else ZEROS.get(of.name if of else "", "")
        return [empty if item is None else _present(item, of) for item in value]
    return value


ZEROS: dict[str, Any] = {"int32": 0, "int64": 0, "boolean": False}
SHAPE = frozenset(
    (
        "unknown-field",
        "misplaced-field",
        "lost-indentation",
        "placeholder-manifest",
        "missing-field",
        "wrong-type",
        "lifecycle-type-sidecar",
    )
)


def _disagreement(manifest: Manifest, minor: int) -> str | None:
    """What the walk and the reference see differently in an object, in words; None when they agree."""
    if manifest.api_version is None or manifest.kind is None:
        return None
    validator = _validator(minor, manifest.api_version, manifest.kind)
    root = structures(minor).of_kind(manifest.api_version, manifest.kind)
    if validator is None or root is None:
        return None
    found = {rule: findings for rule, findings in check_structure(manifest, minor).items() if rule in SHAPE}
    errors = list(validator.iter_errors(_present(plain(manifest.node), root)))
    if bool(found) == bool(errors):
        return None
    return f"walk: {[f.message for fs in found.values() for f in fs]}; reference: {[e.message for e in errors]}"


def _manifests(text: str, path: str) -> Iterator[Manifest]:
    for document in read(Source(path, text)):
        if document.state is State.CHECKED and "{{" not in text:
            yield from document.manifests


def _disagreements(texts: Iterator[tuple[str, str]], minor: int) -> list[str]:
    return [
        f"{path}: {said}"
        for path, text in texts
        for manifest in _manifests(text, path)
        if (said := _disagreement(manifest, minor)) is not None
    ]


@pytest.mark.parametrize("minor", [37, 31, 25])
def test_real_objects(shared: Path, minor: int) -> None:
    files = sorted((shared / "corpus").glob("*/*/*.yaml"))
    texts = ((str(file.relative_to(shared)), file.read_text(encoding="utf-8")) for file in files)
    assert not _disagreements(texts, minor)


@pytest.mark.parametrize(("name", "step"), [("mutants", 3), ("facts", 4)])
def test_objects_judged_by_the_api_server(shared: Path, name: str, step: int) -> None:
    with gzip.open(shared / "corpus" / "apiserver" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        cases = [json.loads(line) for line in lines][::step]
    assert not _disagreements(((case["id"], case["yaml"]) for case in cases), 37)


BASES = (
    {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "shop", "labels": {"app": "shop"}, "creationTimestamp": "2026-01-31T08:00:00Z"},
        "spec": {
            "terminationGracePeriodSeconds": 30,
            "nodeSelector": {"disk": "ssd"},
            "tolerations": [{"key": "spot", "operator": "Exists", "tolerationSeconds": 5}],
            "containers": [
                {
                    "name": "web",
                    "image": "shop:1",
                    "args": ["-v", "3"],
                    "env": [{"name": "A", "value": "b"}, {"name": "B", "valueFrom": {"fieldRef": {"fieldPath": "x"}}}],
                    "ports": [{"name": "http", "containerPort": 80}],
                    "resources": {"limits": {"cpu": "100m", "memory": 1000}},
                    "livenessProbe": {"httpGet": {"port": "http"}, "periodSeconds": 5},
                    "volumeMounts": [{"name": "data", "mountPath": "/data", "readOnly": True}],
                }
            ],
            "volumes": [{"name": "data", "configMap": {"name": "c", "defaultMode": 420, "items": []}}],
        },
    },
    {
        "apiVersion": "batch/v1",
        "kind": "CronJob",
        "metadata": {"name": "report"},
        "spec": {
            "schedule": "@daily",
            "jobTemplate": {
                "spec": {"template": {"spec": {"restartPolicy": "Never", "containers": [{"name": "a", "image": "b"}]}}}
            },
        },
    },
    {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "s"}, "data": {"a": "aGk="}, "immutable": False},
    {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": "shop"},
        "spec": {"selector": {"app": "shop"}, "ports": [{"port": 80, "targetPort": "http"}]},
    },
)
VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 80, 2**31, 2**63, 2**64, 10**22, 1.0, 1.5, 1e18, 1e21, "", "a", "1", "80", "true", "1Gi",
    "1 Gi", ".5", "1e3", "aGk=", "aGk", "2026-01-31T08:00:00Z", "2026-01-31", {}, [], {"a": "b"}, {"name": "x"}, ["a"],
    [None], [{}], [{"name": "x"}], [[]],
)  # fmt: skip
KEYS = (
    "name",
    "image",
    "spec",
    "containers",
    "ports",
    "labels",
    "replicas",
    "foo",
    "restartPolicy",
    "hostUsers",
    "path",
)


def _mutant(rng: random.Random) -> Any:
    """A base with one to three places changed: a value replaced, a key renamed, added or taken out."""
    root = json.loads(json.dumps(rng.choice(BASES)))
    for _ in range(rng.randint(1, 3)):
        places = list(_places(root))
        where, key = rng.choice(places)
        match rng.randint(0, 3):
            case 0:
                where[key] = rng.choice(VALUES)
            case 1 if isinstance(where, dict):
                where[rng.choice(KEYS)] = where.pop(key)
            case 2 if isinstance(where, dict):
                where[rng.choice(KEYS)] = rng.choice(VALUES)
            case _:
                del where[key]
    return root


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place of a value that can be changed; what the object is stays as it is."""
    keys = [key for key in value if key not in ("apiVersion", "kind")] if isinstance(value, dict) else range(len(value))
    for key in keys:
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _places(value[key])


@pytest.mark.parametrize("seed", range(8))
def test_generated_mutants(seed: int) -> None:
    rng = random.Random(seed)
    found: list[str] = []
    wrong = 0
    for _ in range(250):
        minor = rng.choice((25, 28, 31, 34, 37))
        text = json.dumps(_mutant(rng))
        for manifest in _manifests(text, "mutant.json"):
            wrong += bool(check_structure(manifest, minor))
            if (said := _disagreement(manifest, minor)) is not None:
                found.append(f"1.{minor} {text}: {said}")
    assert not found
    assert 100 < wrong < 245, "the mutants are neither all good nor all bad"


def test_the_reference_itself_refuses_and_accepts() -> None:
    validator = _validator(37, "v1", "Pod")
    assert validator is not None
    assert validator.is_valid(BASES[0])
    assert not validator.is_valid({**BASES[0], "spec": {"containers": [{"image": "x"}]}})
    assert re.match(QUANTITY, "1.5Gi")
    assert not re.match(QUANTITY, "1GB")
