"""Patterns over several pods: workers on a shared queue, a root that asks many leaves, replicas that elect a leader."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence
from podlint.manifest import Manifest
from podlint.patterns.base import Match
from podlint.patterns.election import elects_itself
from podlint.patterns.part import Part
from podlint.patterns.view import View
from podlint.pod.addresses import pairs, urls
from podlint.pod.model import Container
from podlint.syntax.nodes import Scalar
from podlint.text import Span

_QUEUE_WORDS = ("queue", "broker", "amqp", "rabbitmq", "sqs", "celery", "beanstalk")
_QUEUE_PROGRAMS = frozenset(("amqp-consume", "celery", "rq", "sidekiq", "resque", "faktory-worker", "dramatiq", "arq"))
_QUEUE_COMMANDS = ("blpop", "brpop", "lpop ", "rpop ", "brpoplpush", "amqp-consume", "lmove", "xreadgroup")
_WORKERS = frozenset(("worker", "workers", "consumer", "consumers", "processor"))
_LEAF_WORDS = ("shard", "leaf", "leaves", "leafs", "backends", "store", "searcher")
_LEAF_FLAGS = frozenset(("store", "endpoint", "shard", "shards", "leaf", "leaves", "backend", "backends", "storenode"))
_LEASE_FLAGS = ("election", "election-id", "lease-name", "leader-election-id", "lock-name")


def detect(view: View) -> Iterator[tuple[str, Evidence]]:
    """The patterns over several pods that a pod takes part in, each with what shows it."""
    for name, found in (("work-queue", work_queue(view)), ("scatter-gather", scatter_gather(view))):
        if found is not None:
            yield name, found


def work_queue(view: View) -> Evidence | None:
    """What shows that a pod takes items from a queue it shares with other pods."""
    parallel = _job_field(view, "parallelism")
    if parallel is not None and parallel.value not in {"0", "1"} and _job_field(view, "completions") is None:
        return Evidence(parallel.span, "several pods at once and no count of completions: they share a queue")
    return next((found for part in view.mains if (found := _takes_items(view, part)) is not None), None)


def _job_field(view: View, name: str) -> Scalar | None:
    spec = view.pod.manifest.node.mapping("spec") if view.pod.kind == "Job" else None
    return None if spec is None else spec.scalar(name)


def _takes_items(view: View, part: Part) -> Evidence | None:
    container = part.container
    words = container.words
    text = "\n".join([scalar.value for scalar in words]).lower()
    command = next((command for command in _QUEUE_COMMANDS if command in text), None) if text else None
    if command is not None:
        at = next((scalar.span for scalar in words if command in scalar.value.lower()), part.at)
        return Evidence(at, "takes items from a queue")
    if words and part.programs & _QUEUE_PROGRAMS and _is_worker(container):
        return Evidence(part.command_at(*_QUEUE_PROGRAMS), "takes items from a queue")
    return _told_a_queue(view, part)


def _is_worker(container: Container) -> bool:
    """Whether a program of queues is told to work on one: `celery worker`, not `celery beat` or `flower`."""
    texts = {word for scalar in container.words for word in scalar.value.split()}
    return bool(texts & {"worker", "work"}) or not texts & {"celery"}


def _told_a_queue(view: View, part: Part) -> Evidence | None:
    """Variables that name a queue and the address of its broker, in a Job, or in what is called a worker."""
    names = "\n".join([v.name.value for v in part.container.env if v.name is not None]).lower()
    if not any(word in names for word in _QUEUE_WORDS):
        return None
    named = [
        Evidence(variable.node.span, "is told a queue and its address")
        for variable in part.container.env
        if variable.name is not None and any(word in variable.name.value.lower() for word in _QUEUE_WORDS)
    ]
    if len(named) < 2:
        return None
    works = view.pod.kind in {"Job", "CronJob", "ScaledJob"} or bool((part.name_words | part.image_words) & _WORKERS)
    return named[0] if works else None


def scatter_gather(view: View) -> Evidence | None:
    """What shows that a container asks many leaves and merges their answers."""
    for part in view.mains:
        found = _leaves_by_variable(part) or _leaves_by_flag(part)
        if found is not None:
            return found
    return None


def _leaves_by_variable(part: Part) -> Evidence | None:
    for variable in part.container.env:
        if variable.name is None or variable.value is None or "," not in variable.value.value:
            continue
        lower = variable.name.value.lower()
        if any(word in lower for word in _LEAF_WORDS) and len(_hosts(variable.value.value)) > 1:
            return Evidence(variable.value.span, "asks all of these and merges their answers")
    return None


def _leaves_by_flag(part: Part) -> Evidence | None:
    """A flag for leaves that stands several times or has a list, or finds them all by DNS, as Thanos writes it."""
    found: list[tuple[str, Span]] = []
    for scalar in part.container.args or part.container.command or ():
        if scalar.value[:1] != "-":
            continue
        name, _, value = scalar.value.lstrip("-").partition("=")
        if not value or name not in _LEAF_FLAGS:
            continue
        if value.startswith(("dnssrv+", "dnssrvnoa+")):
            found += [(value, scalar.span), (f"{value}*", scalar.span)]
        found += [(host, scalar.span) for host in _hosts(value)]
    if len({host for host, _ in found}) < 2:
        return None
    return Evidence(found[0][1], "asks all of these and merges their answers")


def _hosts(text: str) -> set[str]:
    return {address.host for part in text.split(",") for address in (*urls(part), *pairs(part.strip()))}


def notes(view: View, matches: tuple[Match, ...]) -> Iterator[Evidence]:
    """What patterns over several pods rest on besides: leaves, leases, replicas, elections of the app itself."""
    if view.running.objects.of_kind("Service") and scatter_gather(view) is not None:
        yield from _leaf_workloads(view)
    for match in matches:
        part = view.by_container[id(match.container)]
        if match.role == "elector":
            yield from _election(view, part)
        elif match.role == "app" and (own := elects_itself(part)) is not None:
            yield own


def _election(view: View, part: Part) -> Iterator[Evidence]:
    """The election's lease or endpoint in the input, and how many replicas take part."""
    name = next((value for flag in _LEASE_FLAGS if (value := _flag_value(part, flag))), None)
    for kind in ("Lease", "Endpoints", "ConfigMap") if name else ():
        lock = view.running.objects.find(kind, name or "", view.pod.manifest)
        if lock is not None:
            yield _at_name(lock, f"the {kind} that the election is held over", view.pod.manifest)
            break
    spec = view.pod.manifest.node.mapping("spec")
    replicas = None if spec is None else spec.scalar("replicas")
    if replicas is not None:
        yield Evidence(replicas.span, "so many replicas elect one of them")


def _flag_value(part: Part, flag: str) -> str | None:
    return part.settings.get(flag.replace("-", "_"))


def _leaf_workloads(view: View) -> Iterator[Evidence]:
    """The workloads of the input behind the Services whose names the root has in its list."""
    objects = view.running.objects
    own = view.pod.manifest
    texts = [scalar.value for part in view.mains for scalar in (part.container.args or ())]
    texts += [v.value.value for part in view.mains for v in part.container.env if v.value is not None]
    hosts = {host for text in texts for host in (_hosts(text) | {text.rpartition("+")[2].rpartition(":")[0]})}
    names = {piece for host in hosts for piece in host.split(".")}
    for service in objects.of_kind("Service"):
        if service.name in names:
            for pod in objects.pods_of(service)[:1]:
                if pod.manifest is not own:
                    yield _at_name(pod.manifest, f"the leaves behind Service {service.name}", own)


def _at_name(manifest: Manifest, note: str, own: Manifest) -> Evidence:
    return Evidence(manifest.at, note, None if own.source is manifest.source else manifest.source)
