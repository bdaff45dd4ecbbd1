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

import yaml

from podlint.manifest import read
from podlint.objects import Objects
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


def pods(entry: dict, args: argparse.Namespace, rng: random.Random) -> tuple[list[Running], dict[str, str]]:
    """The models of a labelled file, perhaps with names or images taken away."""
    text = (CORPUS / entry["file"]).read_text(encoding="utf-8")
    renamed: dict[str, str] = {}
    if args.anonymous or args.unknown_images:
        documents = list(yaml.load_all(text, Loader=yaml.CSafeLoader))
        spec = documents[0]
        for step in entry["podspec"].split("."):
            spec = spec[int(step)] if isinstance(spec, list) else spec[step]
        if args.anonymous:
            spec, renamed = anonymous(spec, rng)
        if args.unknown_images:
            for key in ("initContainers", "containers"):
                for number, container in enumerate(spec.get(key) or ()):
                    container["image"] = f"registry.example.com/team/i{number}{rng.randrange(1000)}:1"
        text = yaml.dump_all(documents, sort_keys=False)
    source = Source(entry["file"], text)
    manifests = [manifest for document in read(source) for manifest in document.manifests]
    found = [read_pod(manifest, template) for manifest in manifests for template in manifest.templates]
    objects = Objects(manifests, found)
    return [Running(pod, objects) for pod in found[:1]], renamed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--anonymous", action="store_true")
    parser.add_argument("--unknown-images", action="store_true")
    parser.add_argument("--quiet", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    if not CORPUS.is_dir():
        sys.exit("the labelled pods are not beside this checkout")
    rng = random.Random(args.seed)
    entries = yaml.load((CORPUS / "labels.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    entries = entries if isinstance(entries, list) else next(iter(entries.values()))
    confusion: Counter[tuple[str, str]] = Counter()
    sets = functions = counted = function_total = bare = 0
    spent = 0.0
    for entry in entries:
        if entry.get("certain") is False:
            continue
        running, renamed = pods(entry, args, rng)
        if not running:
            print(f"{entry['file']}: no pod found")
            continue
        began = time.process_time()
        result = detect(running[0])
        spent += time.process_time() - began
        counted += 1
        by_name = {renamed.get(m.container.name or "", m.container.name): m for m in result.matches}
        for label in entry["containers"]:
            match = by_name.get(label["name"])
            if match is None:
                continue
            role, also = label["role"], label.get("also") or []
            right = match.role == role or match.role in also
            if role == "native-sidecar":
                right = match.role == role and (match.acts_as == label["acts_as"] or match.acts_as in also)
            confusion[role, role if right else match.role if match.role != role else "native-other"] += 1
            bare += match.role != "app" and not match.evidence
            if not right and not args.quiet:
                clues = "; ".join(f"{piece.note}" for piece in match.evidence)
                print(
                    f"role      {entry['file']} {label['name']}: {role} {also} ≠ {match.role} {match.function} [{clues}]"
                )
            if label.get("function") and match.role == role and role not in {"app", "elector", "ephemeral"}:
                function_total += 1
                functions += match.function == label["function"]
                if match.function != label["function"] and not args.quiet:
                    print(f"function  {entry['file']} {label['name']}: {label['function']} ≠ {match.function}")
        wanted, found = set(entry["patterns"]), set(result.patterns)
        optional, more = set(entry.get("optional_patterns") or ()), set(entry.get("also_patterns") or ())
        good = wanted - optional <= found and found <= wanted | more
        sets += good
        if not good and not args.quiet:
            print(
                f"patterns  {entry['file']}: {sorted(wanted)} optional {sorted(optional)} also {sorted(more)} ≠ {sorted(found)}"
            )
    report(confusion, sets, counted, functions, function_total, bare, spent)


def report(confusion: Counter, sets: int, counted: int, functions: int, total: int, bare: int, spent: float) -> None:
    roles = sorted({role for pair in confusion for role in pair} - {"native-other"})
    print("\nconfusion (rows: label, columns: found)")
    print(" " * 16 + "".join(f"{role[:12]:>13}" for role in roles))
    scores = []
    for role in roles:
        print(f"{role:<16}" + "".join(f"{confusion[role, other]:>13}" for other in roles))
        hit = confusion[role, role]
        said = sum(count for (_, found), count in confusion.items() if found == role)
        real = sum(count for (label, _), count in confusion.items() if label == role)
        if real:
            scores.append(2 * hit / (said + real))
            print(f"{'':<16}F1 {scores[-1]:.3f}")
    print(f"\nrole macro-F1        {sum(scores) / len(scores):.3f}")
    print(f"pattern sets right   {sets / counted:.3f} ({sets} of {counted})")
    print(f"functions right      {functions / total:.3f} ({functions} of {total})")
    print(f"roles without evidence {bare}")
    print(f"detection            {spent * 1000:.0f} ms CPU")


if __name__ == "__main__":
    main()
