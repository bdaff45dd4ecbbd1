"""What the located tree costs beside composing the same texts with libyaml.

Run it from the repository: `python -m benchmarks.parse [FOLDER]`; without a folder it takes the real manifests of
`../shared/corpus/patterns`, where they are. All figures are CPU time without the garbage collector, the best of many
rounds that take turns, as ratios of `yaml.compose_all` with the C loader.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path

import yaml
from yaml._yaml import CParser

from benchmarks.lint import ROOT, corpus
from podlint.manifest import read
from podlint.syntax.nodes import Mapping, Node, Sequence
from podlint.syntax.parse import parse
from podlint.text import Source

ROUNDS = 25


def events(text: str) -> None:
    """Libyaml's events alone: what no tree can cost less than."""
    get_event = CParser(text).get_event
    while get_event() is not None:
        pass


def compose(text: str) -> None:
    """PyYAML's own nodes."""
    for _ in yaml.compose_all(text, yaml.CSafeLoader):
        pass


def tree(text: str) -> None:
    """Our nodes."""
    for _ in parse(Source("x", text)):
        pass


def documents(text: str) -> None:
    """Our nodes, and the objects and pod templates in them."""
    read(Source("x", text))


def seconds(run: Callable[[str], None], texts: list[str]) -> float:
    """The CPU seconds of one round."""
    began = time.process_time()
    for text in texts:
        run(text)
    return time.process_time() - began


def size(node: Node) -> int:
    """How many nodes a tree has."""
    if isinstance(node, Mapping):
        return 1 + sum(size(key) + size(value) for key, value in node.entries)
    return 1 + sum(map(size, node.items)) if isinstance(node, Sequence) else 1


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "corpus" / "patterns"
    texts = [text for _, text in corpus(folder)]
    if not texts:
        sys.exit(f"no manifests in {folder}")
    roots = [found.root for text in texts for found in parse(Source("x", text)) if found.root is not None]
    print(f"{len(texts)} texts, {sum(map(len, texts)):,} characters, {sum(map(size, roots)):,} nodes")
    runs = (compose, events, tree, documents)
    best = dict.fromkeys(runs, float("inf"))
    gc.disable()
    for _ in range(ROUNDS):
        for run in runs:
            best[run] = min(best[run], seconds(run, texts))
        gc.collect()
    for run in runs:
        print(f"{run.__name__:10} {best[run] * 1000:7.1f} ms  {best[run] / best[compose]:.2f}")


if __name__ == "__main__":
    main()
