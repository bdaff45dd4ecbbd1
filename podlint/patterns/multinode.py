"""Patterns over several pods: workers on a shared queue, and a root that asks many leaves."""

from __future__ import annotations

from podlint.diagnostic import Evidence
from podlint.patterns.view import View

_QUEUE_WORDS = ("queue", "broker", "amqp", "rabbitmq", "sqs", "topic", "celery", "beanstalk")
_QUEUE_PROGRAMS = frozenset(("amqp-consume", "celery", "rq", "sidekiq"))
_QUEUE_COMMANDS = ("blpop", "brpop", "lpop", "rpop", "brpoplpush", "amqp-consume", "lmove")
_ROOT_WORDS = ("shards", "leaves", "leafs", "backends", "store", "shard-urls")


def work_queue(view: View) -> Evidence | None:
    """What shows that a pod takes items from a queue it shares with other pods."""
    spec = view.pod.manifest.node.mapping("spec")
    parallel = None if spec is None or view.pod.kind != "Job" else spec.scalar("parallelism")
    if parallel is not None and spec is not None and parallel.value not in {"0", "1"} and not spec.get("completions"):
        return Evidence(parallel.span, "several pods at once and no count of completions: they share a queue")
    for container in view.mains:
        if view.programs(container) & _QUEUE_PROGRAMS:
            return Evidence(view.at(container), "takes items from a queue")
        for scalar in (*(container.command or ()), *(container.args or ())):
            if any(word in scalar.value.lower() for word in _QUEUE_COMMANDS):
                return Evidence(scalar.span, "takes items from a queue")
        named = [
            v for v in container.env
            if v.name is not None and v.value is not None and any(word in v.name.value.lower() for word in _QUEUE_WORDS)
        ]  # fmt: skip
        if len(named) >= 2 and view.pod.kind in {"Job", "CronJob"}:
            return Evidence(named[0].node.span, "is told a queue and its address")
    return None


def scatter_gather(view: View) -> Evidence | None:
    """What shows that a container asks many leaves and merges their answers."""
    for container in view.mains:
        for variable in container.env:
            if variable.name is None or variable.value is None:
                continue
            if (
                any(word in variable.name.value.lower() for word in _ROOT_WORDS)
                and variable.value.value.count(",") >= 1
            ):
                return Evidence(variable.value.span, "asks all of these and merges their answers")
    return None
