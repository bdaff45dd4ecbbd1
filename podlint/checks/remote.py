"""Init containers and the world outside the pod: what they create there, download from it and wait for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from podlint.checks.init import init_waits_for_own_pod, init_waits_for_own_service
from podlint.diagnostic import Evidence, Finding, Fix
from podlint.manifest import Manifest
from podlint.objects import service_ports
from podlint.pod.addresses import is_loopback
from podlint.pod.jobs import deadline
from podlint.pod.lifecycle import replicas
from podlint.pod.model import Container
from podlint.pod.processes import Process
from podlint.pod.shell.effects import Command, Effect
from podlint.pod.shell.word import UNKNOWN
from podlint.pod.steps import is_felt, told
from podlint.pod.volumes import resolve
from podlint.subject import Subject
from podlint.suggest import nearest
from podlint.text import Edit, Span

_EXTERNAL = frozenset(
    ("kubectl", "oc", "helm", "createdb", "createuser", "psql", "mysql", "mariadb", "cqlsh", "rabbitmqctl", "mc", "aws",
     "kafka-topics", "kafka-topics.sh", "etcdctl", "mongo", "mongosh"),
)  # fmt: skip
_INSTEAD = {
    ("kubectl", "create"): "apply",
    ("oc", "create"): "apply",
    ("helm", "install"): "upgrade --install",
    ("mc", "mb"): "mb --ignore-existing",
    ("kafka-topics", "--create"): "--create --if-not-exists",
    ("kafka-topics.sh", "--create"): "--create --if-not-exists",
}
_VERIFIES = frozenset(
    ("sha256sum", "sha512sum", "sha1sum", "md5sum", "tar", "bsdtar", "unzip", "gunzip", "gzip", "jq", "yq", "gpg",
     "test", "grep", "cosign", "xmllint", "openssl", "psql", "mysql"),
)  # fmt: skip
_ASKS = frozenset(("nslookup", "dig", "host", "getent", "ping"))
_REMOVES = frozenset(("delete", "uninstall", "rb", "rm", "DROP", "drop", "delete_user", "--delete"))
_SHORT = 4
_DIGITS = "0123456789"
_COUNTERS = ("$((", "-lt ", "-le ", "-gt ", "-ge ", "-eq ", "SECONDS", "expr ", "((")


def init_creates_external_state(subject: Subject) -> Iterator[Finding]:
    """Take init steps that create objects of a cluster, a database or a store, which are there the next time."""
    for container, process in _inits(subject):
        for command in process.behaviour.commands:
            if command.name not in _EXTERNAL or command.loops or not is_felt(process.behaviour, command):
                continue
            effect = next((effect for effect in command.effects if effect.kind == "unrepeatable"), None)
            if effect is None or not effect.certain or effect.target.endswith((" delete", " uninstall")):
                continue
            if _is_removed_before(process, command):
                continue
            meant = _INSTEAD.get((command.name, effect.target.rpartition(" ")[2]))
            yield Finding(
                process.span(effect.word, effect.start, effect.end),
                f'{container.label} runs "{told(command)}": when it runs again{_or_beside(subject)}, '
                f"{_outcome(effect)}" + (f'; did you mean "{command.name} {meant}"?' if meant is not None else ""),
                fix=_other_words(process, command, effect, meant),
            )


def _is_removed_before(process: Process, command: Command) -> bool:
    """Whether an earlier command of the same program takes things away, so that they are not there any more."""
    return any(
        other.name == command.name and any(_REMOVES.intersection(word.text.split()) for word in other.words[1:])
        for other in process.behaviour.commands
        if (other.word, other.start) < (command.word, command.start)
    )


def _inits(subject: Subject) -> Iterator[tuple[Container, Process]]:
    for container in subject.pod.containers:
        if container.stage == "init":
            yield container, subject.running.process(container)


def _or_beside(subject: Subject) -> str:
    count = replicas(subject.pod)
    return f", or in one of the {count} pods at once" if count is not None and count > 1 else ", or in the next pod"


def _outcome(effect: Effect) -> str:
    if effect.target.endswith("INSERT INTO"):
        return "the same rows are added once more"
    return "what it creates is there already, and the step fails"


def _other_words(process: Process, command: Command, effect: Effect, meant: str | None) -> Fix | None:
    """Say it in words that may run twice; `kubectl create` only of a file, which is what `apply` takes."""
    action = effect.target.rpartition(" ")[2]
    if meant is None or process.behaviour.form != "shell":
        return None
    word = next((word for word in command.words[1:] if word.text == action), None)
    if word is None or (action == "create" and not any(w.text in {"-f", "--filename"} for w in command.words)):
        return None
    return Fix(f'run "{command.name} {meant}"', (Edit(process.span(word.nth, word.start, word.end), meant),))


def init_download_ignores_http_errors(subject: Subject) -> Iterator[Finding]:
    """Take `curl` into a file on a volume that keeps an error page as if it were the file."""
    for container, process in _inits(subject):
        for at, command in enumerate(process.behaviour.commands):
            if command.name != "curl" or command.tolerated or _minds_errors(command):
                continue
            kept = next((e for e in command.effects if e.kind in {"write", "append"} and e.target[:1] == "/"), None)
            if kept is None or resolve(subject.pod, container, kept.target).lifetime == "container":
                continue
            later = process.behaviour.commands[at + 1 :]
            if any(other.name in _VERIFIES and _reads(other, kept.target) for other in later):
                continue
            program = command.words[0]
            place = process.span(program.nth, program.start, program.end)
            in_script = process.behaviour.form == "shell"
            yield Finding(
                place,
                f'{container.label} fetches "{kept.target}" with curl and no -f: when the server answers with an error, '
                "the error page becomes the file, and the init container succeeds",
                fix=Fix("fail on HTTP errors", (Edit(place._replace(start=place.end), " -f"),)) if in_script else None,
            )


def _minds_errors(command: Command) -> bool:
    """Whether an HTTP error is felt, or nobody knows: options from a variable or a file."""
    from podlint.pod.shell.options import parse
    from podlint.pod.shell.programs import row

    known = row("curl")
    if known is None or any(word.bare and not word.known and "/" not in word.text for word in command.words[1:]):
        return True
    flags = parse(command.words[1:], known.syntax).flags
    return not flags.keys().isdisjoint(("f", "fail", "fail-with-body", "w", "write-out", "K", "config", "fail-early"))


def _reads(command: Command, path: str) -> bool:
    return command.name in {"sha256sum", "sha512sum", "sha1sum", "md5sum"} or any(
        effect.target in {path, f"{path}/*"} for effect in command.effects
    ) or any(path == word.text for word in command.words)  # fmt: skip


class _Wait(NamedTuple):
    """A loop that waits for a host; the name may have parts that only run time knows."""

    container: Container
    process: Process
    target: str
    span: Span


def init_unbounded_wait(subject: Subject) -> Iterator[Finding]:
    """Take loops of init containers that wait for a host, where neither the loop nor the pod has a limit."""
    for wait in _open_waits(subject):
        if not _is_bounded(wait.process) and _slip(subject, wait.target) is None:
            yield Finding(
                wait.span,
                f'{wait.container.label} waits for "{wait.target}" without a limit: if that never answers, the pod '
                "hangs in Init and no event tells of it; did you mean \"timeout 300 sh -c '…'\"?",
            )


def init_waits_for_unknown_service(subject: Subject) -> Iterator[Finding]:
    """Hold what init containers wait for against the names and ports of the Services of the input."""
    for wait in _open_waits(subject) if subject.objects.of_kind("Service") else ():
        slip = _slip(subject, wait.target)
        if slip is not None:
            yield Finding(
                wait.span,
                f'{wait.container.label} waits for "{wait.target}", but {slip[0]}: the pod does not get beyond this step'
                f"{slip[1]}",
                evidence=slip[2],
            )


def _open_waits(subject: Subject) -> list[_Wait]:
    """The waits that nothing ends but the answer, and that are not impossible for another reason."""
    waits = list(_waits(subject))
    if not waits or deadline(subject.pod) is not None:
        return []
    impossible = {finding.at for finding in (*init_waits_for_own_pod(subject), *init_waits_for_own_service(subject))}
    return [wait for wait in waits if wait.span not in impossible]


def _waits(subject: Subject) -> Iterator[_Wait]:
    """The first wait of each init container for something that is no file."""
    for container, process in _inits(subject):
        waits = [effect for effect in process.effects if effect.kind == "wait"]
        outside = [e for e in waits if _is_outside(e.target) and e.how.startswith(("until ", "while !"))]
        if outside:
            yield _Wait(container, process, outside[0].target, outside[0].span)
        elif not waits:
            for command in process.behaviour.commands:
                if command.name in _ASKS and command.loops and command.place == "condition":
                    target = command.words[-1].text.replace(UNKNOWN, "…")
                    yield _Wait(container, process, target, process.span(command.word, command.start, command.end))
                    break


def _is_outside(target: str) -> bool:
    """Whether it is neither a file nor the pod's own network: a native sidecar restarts until it answers."""
    return target[:1] != "/" and not is_loopback(target.rpartition(":")[0].strip("[]"))


def _is_bounded(process: Process) -> bool:
    """Whether something ends the loop: `timeout`, a way out of its body, a counter."""
    behaviour = process.behaviour
    if any(tool.name == "timeout" for tool in behaviour.tools):
        return True
    if any(command.loops and command.name in {"exit", "break", "return"} for command in behaviour.commands):
        return True
    script = "" if behaviour.script is None else process.words[behaviour.script][0] or ""
    return any(mark in script for mark in _COUNTERS)


def _slip(subject: Subject, target: str) -> tuple[str, str, tuple[Evidence, ...]] | None:
    """What the Services of the input say against a name or port that is waited for, and what was meant."""
    host, _, port = target.rpartition(":") if ":" in target else (target, "", "")
    if "." in host and not host.endswith((".svc", ".svc.cluster.local")) and host.count(".") > 1:
        return None
    named = host.split(".")[0]
    space = subject.manifest.namespace or "default"
    if "." in host and host.split(".")[1] != space:
        return None
    services = {
        service.name: service
        for service in subject.objects.of_kind("Service")
        if service.name is not None and (service.namespace or "default") == space
    }
    if named not in services:
        meant = nearest(named, services)
        if meant is None or _are_siblings(named, meant):
            return None
        return "no Service has that name", f'; did you mean "{meant}"?', (_declared(services[meant]),)
    return _wrong_port(services[named], port)


def _are_siblings(name: str, other: str) -> bool:
    """Whether two names tell members of one family apart, as in `shard-1` and `shard-2`, `db-ro` and `db-rw`."""
    parts, others = name.split("-"), other.split("-")
    if len(parts) != len(others):
        return False
    differing = [(one, two) for one, two in zip(parts, others, strict=True) if one != two]
    return all(max(len(one), len(two)) < _SHORT or one.strip(_DIGITS) == two.strip(_DIGITS) for one, two in differing)


def _wrong_port(service: Manifest, port: str) -> tuple[str, str, tuple[Evidence, ...]] | None:
    spec = service.node.mapping("spec")
    open_ports = [entry.text("port") or "" for entry in service_ports(service)]
    headless = spec is not None and (spec.text("clusterIP") == "None" or spec.text("type") == "ExternalName")
    if not port or not open_ports or headless or port in open_ports:
        return None
    return f'Service "{service.name}" has only port {", ".join(open_ports)}', "", (_declared(service),)


def _declared(service: Manifest) -> Evidence:
    return Evidence(service.at, "the Service", service.source)
