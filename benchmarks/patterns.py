"""How well the patterns are found on labelled pods: role F1, pattern sets, functions, and every miss.

Run it from the repository: `python -m benchmarks.patterns [--anonymous] [--unknown-images] [--quiet]`. The labelled
pods lie in `../shared/corpus/patterns`; nothing of them is stored here.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import yaml

from podlint.manifest import read
from podlint.objects import Objects
from podlint.patterns.base import Match, PodMatch
from podlint.patterns.decide import detect
from podlint.pod.read import read_pod
from podlint.pod.running import Running
from podlint.text import Source

CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus" / "patterns"


def anonymous(data: dict, rng: random.Random) -> tuple[dict, dict]:
    """Rename all containers and volumes of a pod spec at random; returns the spec and new name → old name."""
    names: dict[str, str] = {}
    volumes: dict[str, str] = {}
    containers = [c for key in ("initContainers", "containers") for c in data.get(key) or ()]
    for number, container in enumerate(rng.sample(containers, len(containers))):
        names[f"c{number}"] = container["name"]
        container["name"] = f"c{number}"
    for number, volume in enumerate(data.get("volumes") or ()):
        volumes[volume["name"]] = f"v{number}"
        volume["name"] = f"v{number}"
    for container in containers:
        for mount in container.get("volumeMounts") or ():
            mount["name"] = volumes.get(mount["name"], mount["name"])
    return data, names


def pods(entry: dict, how: How, rng: random.Random) -> tuple[list[Running], dict[str, str]]:
    """The models of a labelled file, perhaps with names or images taken away."""
    text = (CORPUS / entry["file"]).read_text(encoding="utf-8")
    renamed: dict[str, str] = {}
    if how.anonymous or how.unknown_images:
        documents = list(yaml.load_all(text, Loader=yaml.CSafeLoader))
        spec = documents[0]
        for step in entry["podspec"].split("."):
            spec = spec[int(step)] if isinstance(spec, list) else spec[step]
        if how.anonymous:
            spec, renamed = anonymous(spec, rng)
        if how.unknown_images:
            for key in ("initContainers", "containers"):
                for number, container in enumerate(spec.get(key) or ()):
                    container["image"] = f"registry.example.com/team/i{number}{rng.randrange(1000)}:1"
        text = yaml.dump_all(documents, sort_keys=False)
    source = Source(entry["file"], text)
    manifests = [manifest for document in read(source) for manifest in document.manifests]
    found = [read_pod(manifest, template) for manifest in manifests for template in manifest.templates]
    objects = Objects(manifests, found)
    return [Running(pod, objects) for pod in found[:1]], renamed


def measure(how: How) -> Score:
    """Compare what is found with the labels, pod by pod."""
    rng = random.Random(how.seed)
    entries = yaml.load((CORPUS / "labels.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    score = Score()
    for entry in entries if isinstance(entries, list) else next(iter(entries.values())):
        if entry.get("certain") is False:
            continue
        running, renamed = pods(entry, how, rng)
        if not running:
            score.misses.append(f"{entry['file']}: no pod found")
            continue
        began = time.process_time()
        result = detect(running[0])
        score.spent += time.process_time() - began
        by_name = {renamed.get(m.container.name or "", m.container.name): m for m in result.matches}
        for label in entry["containers"]:
            if label["name"] in by_name:
                score.container(entry["file"], label, by_name[label["name"]])
        score.pod(entry, result)
    return score


class How(NamedTuple):
    """What is taken away from the pods before they are looked at."""

    anonymous: bool = False
    unknown_images: bool = False
    seed: int = 1


class Score:
    """Counts of what was right, and a line for each miss."""

    def __init__(self) -> None:
        self.confusion: Counter[tuple[str, str]] = Counter()
        self.sets = self.counted = self.functions = self.function_total = self.bare = 0
        self.spent = 0.0
        self.misses: list[str] = []

    def container(self, file: str, label: dict, match: Match) -> None:
        role, also = label["role"], label.get("also") or []
        right = match.role == role or match.role in also
        if role == "native-sidecar":
            right = match.role == role and (match.acts_as == label["acts_as"] or match.acts_as in also)
        self.confusion[role, role if right else match.role if match.role != role else "native-other"] += 1
        self.bare += match.role != "app" and not match.evidence
        at = f"{file} {label['name']}"
        if not right:
            clues = "; ".join(f"{piece.note}" for piece in match.evidence)
            self.misses.append(f"role      {at}: {role} {also} ≠ {match.role} {match.function} [{clues}]")
        if label.get("function") and match.role == role and role not in {"app", "elector", "ephemeral"}:
            self.function_total += 1
            self.functions += match.function == label["function"]
            if match.function != label["function"]:
                self.misses.append(f"function  {at}: {label['function']} ≠ {match.function}")

    def pod(self, entry: dict, result: PodMatch) -> None:
        self.counted += 1
        wanted, found = set(entry["patterns"]), set(result.patterns)
        optional, more = set(entry.get("optional_patterns") or ()), set(entry.get("also_patterns") or ())
        good = wanted - optional <= found and found <= wanted | more
        self.sets += good
        if not good:
            also = f"optional {sorted(optional)} also {sorted(more)}"
            self.misses.append(f"patterns  {entry['file']}: {sorted(wanted)} {also} ≠ {sorted(found)}")

    @property
    def f1(self) -> dict[str, float]:
        """F1 of every role that has a label."""
        scores = {}
        for role in sorted({label for label, _ in self.confusion}):
            said = sum(count for (_, found), count in self.confusion.items() if found == role)
            real = sum(count for (label, _), count in self.confusion.items() if label == role)
            scores[role] = 2 * self.confusion[role, role] / (said + real)
        return scores

    @property
    def macro_f1(self) -> float:
        return sum(self.f1.values()) / len(self.f1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--anonymous", action="store_true")
    parser.add_argument("--unknown-images", action="store_true")
    parser.add_argument("--quiet", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    if not CORPUS.is_dir():
        sys.exit("the labelled pods are not beside this checkout")
    score = measure(How(args.anonymous, args.unknown_images, args.seed))
    if not args.quiet:
        print("\n".join(score.misses))
    report(score)


def report(score: Score) -> None:
    roles = sorted({role for pair in score.confusion for role in pair} - {"native-other"})
    print("\nconfusion (rows: label, columns: found)")
    print(" " * 16 + "".join(f"{role[:12]:>13}" for role in roles))
    for role in roles:
        print(f"{role:<16}" + "".join(f"{score.confusion[role, other]:>13}" for other in roles))
        if role in score.f1:
            print(f"{'':<16}F1 {score.f1[role]:.3f}")
    print(f"\nrole macro-F1        {score.macro_f1:.3f}")
    print(f"pattern sets right   {score.sets / score.counted:.3f} ({score.sets} of {score.counted})")
    right = score.functions / score.function_total
    print(f"functions right      {right:.3f} ({score.functions} of {score.function_total})")
    print(f"roles without evidence {score.bare}")
    print(f"detection            {score.spent * 1000:.0f} ms CPU")


if __name__ == "__main__":
    main()
