"""What linting costs beside composing the same text with libyaml, and what one file costs beside bare imports.

Run it from the repository: `python -m benchmarks.lint [FOLDER]`; without a folder it takes the real manifests of
`../shared/corpus`, where they are. All figures are CPU time, of texts the best and of whole processes the median of
several rounds, and ratios within one run.
"""

from __future__ import annotations

import gc
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from podlint.catalogue import load
from podlint.config import settings
from podlint.linter import lint
from podlint.manifest import read
from podlint.text import Source

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5
CLEAN = """\
apiVersion: v1
kind: Pod
metadata: {name: shop}
spec:
  containers:
    - name: web
      image: example.com/shop/web:2.1
      ports: [{name: http, containerPort: 8080}]
"""


def best(run: Callable[[], object]) -> float:
    """The least CPU seconds of several rounds."""
    figures = []
    for _ in range(ROUNDS):
        began = time.process_time()
        run()
        figures.append(time.process_time() - began)
    return min(figures)


def cpu_of(command: list[str], rounds: int = 15) -> float:
    """The median CPU seconds of a whole process."""
    figures = []
    for _ in range(rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, capture_output=True, check=False, cwd=ROOT)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        figures.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return sorted(figures)[rounds // 2]


def corpus(folder: Path) -> list[tuple[str, str]]:
    """The texts of a folder that libyaml can compose, with their paths."""
    found = []
    for path in sorted(p for p in folder.rglob("*") if p.suffix in {".yaml", ".yml", ".json"}):
        text = path.read_bytes().decode("utf-8", "replace")
        try:
            list(yaml.compose_all(text, yaml.CSafeLoader))
        except yaml.YAMLError:
            continue
        found.append((str(path), text))
    return found


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "corpus"
    if not folder.is_dir():
        sys.exit(f"{folder}: no such folder; name one with manifests")
    texts = corpus(folder)
    catalogue = load()
    chosen = settings(catalogue)
    gc.disable()
    compose = best(lambda: [list(yaml.compose_all(text, yaml.CSafeLoader)) for _, text in texts])
    parse = best(lambda: [read(Source(path, text)) for path, text in texts])
    whole = best(lambda: lint([Source(path, text) for path, text in texts], catalogue, lambda _: chosen))
    print(f"{len(texts)} files, {sum(len(text) for _, text in texts)} characters, {len(chosen.severities)} rules")
    print(f"compose {compose * 1000:.0f} ms · read {parse / compose:.2f} times · lint {whole / compose:.2f} times that")
    for scope in ("document", "object", "pod"):
        only = {rule: severity for rule, severity in chosen.severities.items() if catalogue[rule].scope == scope}
        part = chosen._replace(severities=only)
        cost = best(lambda part=part: lint([Source(p, t) for p, t in texts], catalogue, lambda _: part))
        print(f"  with the {len(only)} rules of scope {scope} alone: {cost / compose:.2f} times")
    with tempfile.TemporaryDirectory() as scratch:
        path = os.path.join(scratch, "pod.yaml")
        Path(path).write_text(CLEAN, encoding="utf-8")
        bare = cpu_of([sys.executable, "-c", "import click, yaml"])
        one = cpu_of([sys.executable, "-m", "podlint", "check", path])
    print(
        f"one file: {one * 1000:.0f} ms CPU, {one / bare:.2f} times `python -c 'import click, yaml'` ({bare * 1000:.0f} ms)"
    )


if __name__ == "__main__":
    main()
