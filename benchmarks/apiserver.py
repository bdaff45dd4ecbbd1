"""How well podlint foresees the API server: its verdict and the fields it names, per Kubernetes minor, and the cost.

Run it from the repository: `python -m benchmarks.apiserver [--show NUMBER] [--minor MINOR]`. The cases were judged
by Kubernetes' own code and lie in `../shared/corpus/apiserver`.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import os
import re
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from podlint.apiserver import judge
from podlint.manifest import State, read
from podlint.schema import check_structure
from podlint.text import Source

SHARED = os.path.join(os.path.dirname(__file__), "..", "..", "shared", "corpus")
CASES = os.path.join(SHARED, "apiserver")
MINORS = (37, 33, 30)
UNKNOWN = re.compile(r'unknown field "([^"]*)"')


class Case(NamedTuple):
    """A manifest and what the server of one minor says of it."""

    id: str
    note: str
    text: str
    verdict: str
    fields: frozenset[str]
    repeated: bool
    details: tuple[str, ...]
    warnings: tuple[str, ...]


class Score:
    """Agreement over a set of cases."""

    def __init__(self) -> None:
        self.cases = self.verdicts = self.rejected = self.fields = self.warnings = self.warned = 0
        self.wrong: list[tuple[Case, bool, frozenset[str], list[str]]] = []


def cases(name: str, minor: int) -> Iterator[Case]:
    """The cases of a file, with the answer of a minor."""
    path = os.path.join(CASES, name)
    opener = gzip.open if name.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            answers = entry["answers"]
            answer = answers.get(f"1.{minor}", answers["1.37"])
            yield case(entry, answer)


def case(entry: dict[str, Any], answer: dict[str, Any]) -> Case:
    """One line of a file as a case."""
    errors = answer.get("errors", [])
    fields = {error["field"] for error in errors if error["type"] not in ("Strict", "Decode")}
    details = tuple(error["detail"] for error in errors if error["type"] in ("Strict", "Decode"))
    for detail in details:
        fields.update(UNKNOWN.findall(detail))
    text = entry["yaml"] if "yaml" in entry else part(entry["file"], entry["document"])
    name = entry.get("id") or f"{entry['file']}#{entry['document']}"
    note = entry.get("note") or entry.get("what") or ""
    repeated = any("already set" in detail or "duplicate field" in detail for detail in details)
    messages = tuple(f"{error['field']}: {error['detail'][:200]}" for error in errors)
    warnings = tuple(answer.get("warnings", ()))
    return Case(name, note, text, answer["verdict"], frozenset(fields), repeated, messages, warnings)


def part(file: str, number: int) -> str:
    """A part of a file between lines of `---`."""
    with open(os.path.join(SHARED, file), encoding="utf-8") as stream:
        return re.split(r"(?m)^---.*$\n?", stream.read())[number]


def foresee(text: str, minor: int) -> tuple[bool, frozenset[str], list[str]]:
    """Whether podlint says that the object is refused, for which fields, and in which words."""
    documents = read(Source("case.yaml", text))
    findings = [
        finding
        for document in documents
        for manifest in document.manifests
        for found in (judge(manifest, minor), check_structure(manifest, minor))
        for listed in found.values()
        for finding in listed
    ]
    broken = any(document.state is State.BROKEN for document in documents)
    fields = frozenset(refusal.field for finding in findings for refusal in finding.api)
    refused = broken or any(finding.api for finding in findings)
    return refused, fields, [finding.message for finding in findings]


def score(name: str, minor: int) -> Score:
    """How podlint does on a file of cases."""
    result = Score()
    for item in cases(name, minor):
        refused, fields, messages = foresee(item.text, minor)
        result.cases += 1
        same = refused == (item.verdict != "accept")
        result.verdicts += same
        if item.warnings:
            result.warnings += 1
            result.warned += bool(messages)
        if item.verdict == "reject" and not item.repeated:
            result.rejected += 1
            equal = fields == item.fields
            result.fields += equal
            same = same and equal
        if not same:
            result.wrong.append((item, refused, fields, messages))
    return result


def cost() -> tuple[float, float]:
    """Seconds for composing the patterns' files with libyaml, and for judging what is in them."""
    folder = os.path.join(SHARED, "patterns")
    texts = []
    for base, _, names in os.walk(folder):
        for name in names:
            if name.endswith((".yaml", ".yml")):
                with open(os.path.join(base, name), encoding="utf-8") as stream:
                    texts.append(stream.read())
    gc.disable()
    try:
        best = [9e9, 9e9]
        for _ in range(5):
            start = time.process_time()
            for text in texts:
                try:
                    list(yaml.compose_all(text, yaml.CSafeLoader))
                except yaml.YAMLError:
                    continue
            best[0] = min(best[0], time.process_time() - start)
            manifests = [
                manifest
                for text in texts
                for document in read(Source("x.yaml", text))
                for manifest in document.manifests
            ]
            start = time.process_time()
            for manifest in manifests:
                judge(manifest, 37)
            best[1] = min(best[1], time.process_time() - start)
            del manifests
    finally:
        gc.enable()
    return best[0], best[1]


def main() -> None:
    """Print the figures, and with --show the disagreements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", type=int, default=0, help="how many disagreements to print per set")
    parser.add_argument("--minor", type=int, action="append", help="only these minors")
    parser.add_argument("--set", action="append", help="only these files")
    arguments = parser.parse_args()
    for name in arguments.set or ("mutants.jsonl.gz", "facts.jsonl.gz", "real.jsonl"):
        for minor in arguments.minor or MINORS:
            report(name, minor, arguments.show)
    composing, judging = cost()
    print(f"cost: composing {composing:.3f} s, judging {judging:.3f} s: {judging / composing:.2f}x")


def report(name: str, minor: int, show: int) -> None:
    """Print how a file of cases fares."""
    result = score(name, minor)
    print(
        f"{name} 1.{minor}: verdicts {result.verdicts}/{result.cases} = {result.verdicts / result.cases:.2%}, "
        f"fields {result.fields}/{result.rejected} = {result.fields / max(result.rejected, 1):.2%}, "
        f"warned of {result.warned}/{result.warnings} that the server accepts with a warning"
    )
    for item, refused, fields, messages in result.wrong[:show]:
        print(f"  {item.id} {item.note}")
        print(f"    server: {item.verdict} {sorted(item.fields - fields)} {item.details}")
        print(f"    podlint: {'refused' if refused else 'accepted'} {sorted(fields - item.fields)} {messages}")
    if show:
        count = Counter(
            re.sub(r"\d+", "N", field) for item, _, fields, _ in result.wrong for field in item.fields ^ fields
        )
        print("  most frequent:", count.most_common(25))


if __name__ == "__main__":
    main()
