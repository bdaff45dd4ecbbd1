"""The whole pipeline on one screen: sources to documents, to objects and pods, to findings, to diagnostics.

No I/O happens here: texts come in, a report goes out.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from podlint.catalogue import Catalogue, Check, Rule, Scope
from podlint.config import Settings
from podlint.diagnostic import Counts, Diagnostic, Report, Severity
from podlint.manifest import Document, State, read
from podlint.objects import Objects
from podlint.place import Places
from podlint.pod.model import Pod
from podlint.pod.read import read_pod
from podlint.subject import Knowledge, Layer, Subject
from podlint.suppress import FAMILY, complaints, suppressions
from podlint.text import Source

if TYPE_CHECKING:
    from podlint.suppression import Suppression

_OBJECT_LAYERS: tuple[Layer, ...] = ("structure", "refusals")


class _Active(NamedTuple):
    """A rule that is on, with its severity and its check's options applied."""

    rule: Rule
    severity: Severity
    check: Check


class _Plan(NamedTuple):
    """The rules that are on: those that are asked, by scope, and those that relay what a layer finds, by name."""

    asked: Mapping[Scope, tuple[_Active, ...]]
    relayed: Mapping[Layer, Mapping[str, _Active]]


Judge = Callable[[int], list[Diagnostic]]
"""What is found in the text of that number."""
Each = Callable[[Judge, Sequence[Source]], Iterable[list[Diagnostic]]]
"""How all texts are judged: what each gives, in order."""


def one_by_one(judge: Judge, sources: Sequence[Source]) -> Iterator[list[Diagnostic]]:
    """Judge one text after the other, here and now."""
    return map(judge, range(len(sources)))


def lint(
    sources: Iterable[Source],
    catalogue: Catalogue,
    settings_of: Callable[[Source], Settings],
    each: Each = one_by_one,
) -> Report:
    """Lint texts as one input: what the rules that are on for each text find, in order of place."""
    with _no_collection():
        texts = list(sources)
        settings = [settings_of(source) for source in texts]
        documents = [read(source, setting.kinds) for source, setting in zip(texts, settings, strict=True)]
        manifests = [manifest for group in documents for document in group for manifest in document.manifests]
        pods = {
            id(manifest): [read_pod(manifest, template) for template in manifest.templates] for manifest in manifests
        }
        objects = Objects(manifests, (pod for group in pods.values() for pod in group))
        plans = {number: _plan(catalogue, setting) for number, setting in _distinct(settings)}

        def judge(number: int) -> list[Diagnostic]:
            setting = settings[number]
            return [
                diagnostic
                for document in documents[number]
                for diagnostic in _document(document, pods, objects, setting.knowledge, plans[id(setting)])
            ]

        found: dict[tuple[object, ...], Diagnostic] = {}
        for part in each(judge, texts):
            for diagnostic in part:
                found.setdefault(diagnostic.order, diagnostic)
        heeded = list(
            _heeded(found.values(), list(zip(texts, settings, documents, strict=True)), objects, catalogue, plans)
        )
    ordered = sorted(heeded, key=lambda diagnostic: diagnostic.order)
    return Report(_counts(documents), tuple(ordered))


def _distinct(settings: Iterable[Settings]) -> Iterable[tuple[int, Settings]]:
    return {id(setting): setting for setting in settings}.items()


@contextmanager
def _no_collection() -> Iterator[None]:
    """Trees have no cycles: keep the collector from walking over thousands of them again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _plan(catalogue: Catalogue, settings: Settings) -> _Plan:
    asked: dict[Scope, list[_Active]] = {"document": [], "object": [], "pod": []}
    relayed: dict[Layer, dict[str, _Active]] = {"structure": {}, "refusals": {}, "suppressions": {}}
    for rule_id, severity in settings.severities.items():
        rule = catalogue[rule_id]
        options = settings.options.get(rule_id)
        check = partial(rule.check, **options) if options else rule.check
        active = _Active(rule, severity, check)
        if rule.relays is None:
            asked[rule.scope].append(active)
        else:
            relayed[rule.relays][rule_id] = active
    return _Plan({scope: tuple(rules) for scope, rules in asked.items()}, relayed)


def _document(
    document: Document, pods: Mapping[int, list[Pod]], objects: Objects, knowledge: Knowledge, plan: _Plan
) -> Iterator[Diagnostic]:
    places = Places(document)
    if not document.manifests and document.state is not State.TEMPLATE:
        yield from _run(plan.asked["document"], Subject(document, None, None, objects, knowledge), places)
    for manifest in document.manifests:
        own = pods[id(manifest)]
        subject = Subject(document, manifest, own[0] if own else None, objects, knowledge)
        yield from _run((*_relaying(plan, subject), *plan.asked["object"]), subject, places)
        for pod in own:
            if pod is not subject.pod:
                subject = Subject(document, manifest, pod, objects, knowledge)
            yield from _run(plan.asked["pod"], subject, places)


def _relaying(plan: _Plan, subject: Subject) -> Iterator[_Active]:
    """The rules that relay something which a layer has found in the object."""
    for layer in _OBJECT_LAYERS:
        rules = plan.relayed[layer]
        found = subject.found_by(layer) if rules else {}
        yield from (rules[rule_id] for rule_id in found if rule_id in rules)


def _heeded(
    diagnostics: Iterable[Diagnostic],
    texts: Sequence[tuple[Source, Settings, Sequence[Document]]],
    objects: Objects,
    catalogue: Catalogue,
    plans: Mapping[int, _Plan],
) -> Iterator[Diagnostic]:
    """The diagnostics that nothing suppresses, and what is wrong with the suppressions."""
    by_text = {id(source): suppressions(source, group) for source, setting, group in texts if setting.respect_inline}
    for diagnostic in diagnostics:
        own = by_text.get(id(diagnostic.source))
        if own is None or not own.silence(diagnostic, catalogue[diagnostic.rule].family):
            yield diagnostic
    for source, setting, group in texts:
        own = by_text.get(id(source))
        rules = plans[id(setting)].relayed["suppressions"]
        if own is None or not rules or not group:
            continue
        parts: tuple[list[Suppression], list[Suppression]] = ([], [])
        for suppression in own.found:
            parts[_is_about_suppressions(suppression, catalogue)].append(suppression)
        for part in parts:  # those about suppressions come last: they may silence what is wrong with the others
            subject = Subject(group[0], None, None, objects, setting.knowledge)
            subject.suppressions = complaints(part, group, catalogue, setting.severities)
            relaying = [rules[name] for name in subject.suppressions if name in rules]
            for diagnostic in _run(relaying, subject, Places(group[0])):
                if not own.silence(diagnostic, FAMILY):
                    yield diagnostic


def _is_about_suppressions(suppression: "Suppression", catalogue: Catalogue) -> bool:
    return any(
        name.text == f"{FAMILY}/*" or (name.text in catalogue and catalogue[name.text].family == FAMILY)
        for name in suppression.names
    )


def _run(rules: Sequence[_Active], subject: Subject, places: Places) -> Iterator[Diagnostic]:
    for active in rules:
        for finding in active.check(subject):
            severity = active.severity
            if finding.severity is not None and finding.severity < severity:
                severity = finding.severity
            yield places.diagnostic(active.rule, severity, finding, subject)


def _counts(documents: Sequence[Sequence[Document]]) -> Counts:
    states = [document.state for group in documents for document in group]
    return Counts(
        files=len(documents),
        documents=len(states),
        checked=states.count(State.CHECKED),
        not_kubernetes=states.count(State.NOT_KUBERNETES),
        templates=states.count(State.TEMPLATE),
        broken=states.count(State.BROKEN),
    )
