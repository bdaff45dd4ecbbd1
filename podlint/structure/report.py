"""Problems of one object to findings: by rule, with the places and words that the walk leaves out."""

from __future__ import annotations

from podlint.diagnostic import Finding, Refusal
from podlint.manifest import Manifest
from podlint.structure.definitions import STRUCTURE, Structures, Type
from podlint.structure.duplicates import duplicate_key
from podlint.structure.missing import missing_fields, missing_names, null_item
from podlint.structure.unknown import unknown_key
from podlint.structure.walk import Problem
from podlint.structure.ways import Way, title, ways
from podlint.structure.wrong import odd_key, wrong_type
from podlint.syntax.nodes import Mapping, Node, Scalar, Sequence

Findings = dict[str, list[Finding]]
"""What a layer finds, by rule."""


class Report:
    """The findings of one object; whoever explains several problems at once takes them first.

    `root` is the type of the node that `base` steps lead to: the object itself, or the pod spec in it.
    """

    def __init__(
        self, manifest: Manifest, root: Type, base: int, structures: Structures, problems: list[Problem]
    ) -> None:
        self.manifest = manifest
        self.root = root
        self.base = base
        self.structures = structures
        self.problems = problems
        self.findings: Findings = {}
        self._ways = ways(manifest)
        self._lacking = {
            id(problem.inside): missing_names(problem.inside, problem.type)
            for problem in problems
            if problem.what == "missing" and isinstance(problem.inside, Mapping)
        }

    @property
    def title(self) -> str:
        """How messages begin that are about the whole object."""
        return title(self.manifest)

    def way(self, node: Node) -> Way:
        """The way to a collection of the object."""
        return self._ways[id(node)]

    def add(self, rule: str, finding: Finding) -> None:
        """Keep a finding."""
        self.findings.setdefault(rule, []).append(finding)

    def take(self, problems: list[Problem]) -> tuple[Refusal, ...]:
        """Leave problems out of the rest, and say how the API server puts them."""
        taken = {id(problem) for problem in problems}
        self.problems = [problem for problem in self.problems if id(problem) not in taken]
        refusals = [refusal for problem in problems for _, finding in self._said(problem) for refusal in finding.api]
        return tuple(dict.fromkeys(refusals))

    def rest(self) -> Findings:
        """The findings, with one for each problem that is left.

        A key that is misspelt or misplaced explains that its right name is missing: one mistake, one finding.
        """
        for problem in sorted(self.problems, key=lambda problem: problem.what == "missing"):
            for rule, finding in self._said(problem):
                self.add(rule, finding)
        return self.findings

    def _said(self, problem: Problem) -> list[tuple[str, Finding]]:
        """The finding for a problem, if there is anything to say."""
        node, key, value = problem.inside, problem.key, problem.value
        way = self.way(node)
        if problem.what == "missing" and isinstance(node, Mapping):
            names = self._lacking[id(node)]
            found = missing_fields(way, node, problem.type, names, self.structures.minor) if names else None
            return [] if found is None else [("missing-field", found)]
        if isinstance(node, Sequence):
            return self._wrong_item(way, node, problem)
        if not isinstance(key, Scalar) or (problem.what == "unknown" and key.name is None):
            return [("wrong-type", odd_key(way, key))] if key is not None else []
        if "{{" in key.value:
            return []
        if problem.what == "duplicate":
            return [("duplicate-key", duplicate_key(way, node, key))]
        if problem.what == "unknown":
            return [self._unknown(problem, node, key)]
        wanted = problem.type.field(key.value) if problem.type.form == STRUCTURE else problem.type.of
        if wanted is None or value is None or _templated(value):
            return []
        return [("wrong-type", wrong_type(way, key.value, wanted, value))]

    def _unknown(self, problem: Problem, node: Mapping, key: Scalar) -> tuple[str, Finding]:
        way = self.way(node)
        if any(isinstance(other, Scalar) and other.value == key.value for other in _before(node, key)):
            return "duplicate-key", duplicate_key(way, node, key)
        types = way.types(self.root, self.base)
        rule, finding, meant = unknown_key(key, node, way, problem.type, types, self.structures)
        if meant is None:
            return rule, finding
        for other in self.problems:
            there = other.inside
            if other.what != "missing" or not isinstance(there, Mapping) or meant not in self._lacking[id(there)]:
                continue
            if there is node or (rule == "misplaced-field" and self.way(there).meets(way)):
                self._lacking[id(there)].remove(meant)
                also = missing_fields(self.way(there), there, other.type, [meant], self.structures.minor)
                return rule, finding._replace(api=(*finding.api, *also.api))
        return rule, finding

    def _wrong_item(self, way: Way, node: Sequence, problem: Problem) -> list[tuple[str, Finding]]:
        item, wanted = problem.value, problem.type.of
        if item is None or wanted is None or _templated(item):
            return []
        index = next(index for index, other in enumerate(node.items) if other is item)
        if problem.what == "missing":
            return [("missing-field", null_item(way, index, wanted, item, self.structures.minor))]
        return [("wrong-type", wrong_type(way, index, wanted, item))]


def _before(node: Mapping, key: Node) -> list[Node]:
    keys = [other for other, _ in node.entries]
    return keys[: next(index for index, other in enumerate(keys) if other is key)]


def _templated(value: Node) -> bool:
    """Whether a template engine still has to fill the value in."""
    return isinstance(value, Scalar) and "{{" in value.value
