"""Jobs: pods that are to end, the containers that keep them from it, and workers that get in each other's way."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence, Finding, Severity
from podlint.pod.jobs import deadline, job_spec, number
from podlint.pod.lifecycle import NATIVE_SIDECARS_SINCE, replicas, restarts
from podlint.pod.lives import stays, tells_to_stop
from podlint.pod.model import Container
from podlint.pod.moving import to_init
from podlint.pod.processes import Effect
from podlint.pod.running import FileUse
from podlint.pod.shell.effects import Command
from podlint.subject import Subject

_HELPERS = frozenset(
    ("ambassador", "mesh-proxy", "auth-proxy", "adapter", "telemetry-agent", "log-shipper", "sync", "reloader",
     "secrets-agent", "policy-agent", "vpn"),
)  # fmt: skip
_POPS = frozenset(("lpop", "rpop", "blpop", "brpop", "brpoplpush", "rpoplpush", "lmove", "blmove", "spop"))
_CONSTANT = frozenset(("echo", "printf", "cat", "cp", "sed", "envsubst", "touch", "mkdir", "ln", "install", "tar", ""))
_IDLE = frozenset(("sleep", "echo", "date", "true", ":", "test", "ls", "exit"))
_NO_CONTENT = ("mkdir", "touch", "chmod", "chown", "chgrp", "ln", "install -d")


def job_with_classic_sidecar(subject: Subject) -> Iterator[Finding]:
    """Take pods that are to end with a main container that does and one that never will, and nobody to stop it."""
    pod = subject.pod
    mains = pod.mains
    in_job = job_spec(pod) is not None
    if len(mains) < 2 or not (in_job or (pod.kind == "Pod" and restarts(pod) != "Always")):
        return
    running = subject.running
    helpers = [container for container in mains if stays(running, container)]
    workers = [container for container in mains if container not in helpers]
    if not helpers or not workers or any(tells_to_stop(running.process(worker)) for worker in workers):
        return
    opaque = any(running.process(worker).opaque for worker in workers)
    if opaque and (pod.share_process_namespace or any(tells_to_stop(running.process(helper)) for helper in helpers)):
        return
    limit = deadline(pod)
    for helper in helpers:
        image = running.process(helper).image
        known = image is not None and image.role in _HELPERS
        if not in_job and not (known and all(running.process(worker).ends for worker in workers)):
            continue
        yield Finding(
            helper.at,
            f"{helper.label} never ends, so when {workers[0].label} is done the {pod.kind} is not: "
            + _outcome(subject, in_job=in_job, limited=limit is not None)
            + _instead(subject),
            evidence=(Evidence(workers[0].at, "the work that ends"),)
            + (() if limit is None else (Evidence(limit.span, "it fails at this limit"),)),
            fix=to_init(pod, helper, native=True) if subject.minor >= NATIVE_SIDECARS_SINCE else None,
            severity=None if in_job and limit is None else Severity.WARNING,
        )


def _outcome(subject: Subject, *, in_job: bool, limited: bool) -> str:
    if limited:
        return "it runs to its deadline and fails"
    if subject.pod.kind == "CronJob":
        return "the pods pile up, or with concurrencyPolicy: Forbid it never runs again"
    return "it stays active for ever" if in_job else "it stays Running for ever"


def _instead(subject: Subject) -> str:
    if subject.minor < NATIVE_SIDECARS_SINCE:
        return "; did you mean to stop it when the work is done?"
    return "; did you mean a native sidecar, an init container with restartPolicy: Always?"


def queue_worker_never_exits(subject: Subject) -> Iterator[Finding]:
    """Take Jobs whose only main container never ends, without a limit that ends it."""
    job = job_spec(subject.pod)
    mains = subject.pod.mains
    if job is None or len(mains) != 1 or deadline(subject.pod) is not None or job.text("suspend") == "true":
        return
    process = subject.running.process(mains[0])
    endless = next((e for e in process.effects if e.kind == "never-ends" and e.certain), None)
    if process.ends is False and endless is not None:
        yield Finding(
            endless.span,
            f"{mains[0].label} never ends ({endless.how}), so the {subject.pod.kind} is never complete; did you mean to "
            "leave when there is nothing left to do, or a Deployment?",
        )


def work_queue_with_completions(subject: Subject) -> Iterator[Finding]:
    """Take Jobs with a fixed number of completions and parallel workers whose script takes items from a shared list."""
    job = job_spec(subject.pod)
    if job is None or job.text("completionMode") == "Indexed":
        return
    completions, parallelism = job.scalar("completions"), number(job, "parallelism")
    if completions is None or (number(job, "completions") or 0) < 2 or parallelism is None or parallelism < 2:
        return
    for container in subject.pod.containers:
        if container.stage != "main":
            continue
        process = subject.running.process(container)
        pop = next((command for command in process.behaviour.commands if _pops(command)), None)
        if pop is not None and pop.loops:
            yield Finding(
                completions.span,
                f"{container.label} takes items from a shared queue until it is empty, but the Job starts pods until "
                f"{completions.value} have succeeded: the later ones find nothing to do; did you mean to leave "
                "completions out?",
                evidence=(Evidence(process.span(pop.word, pop.start, pop.end), "takes an item here"),),
            )


def _pops(command: Command) -> bool:
    return command.name == "redis-cli" and any(word.text.lower() in _POPS for word in command.words)


def parallel_pods_same_output(subject: Subject) -> Iterator[Finding]:
    """Take writes of a fixed name to storage that the pods of one workload share."""
    count = _at_once(subject)
    if count < 2 or not any(v.kind in {"persistentVolumeClaim", "hostPath", "nfs"} for v in subject.pod.volumes):
        return
    reported: set[tuple[int, str]] = set()
    for use in subject.running.file_uses:
        volume = use.place.volume
        if volume is None or not _is_output(use, in_job=job_spec(subject.pod) is not None):
            continue
        key = (id(use.container), use.effect.target)
        if key not in reported:
            reported.add(key)
            on_node = volume.kind == "hostPath"
            yield Finding(
                use.effect.span,
                f'{use.container.label} writes "{use.effect.target}" on volume "{volume.name}", which {count} pods of this '
                f"{subject.pod.kind} share{' where they meet on a node' if on_node else ''}: the last one wins; "
                "did you mean a name with $HOSTNAME in it?",
                evidence=(Evidence(volume.at, "shared by all pods"),),
                severity=Severity.INFO if on_node else None,
            )


def _at_once(subject: Subject) -> int:
    job = job_spec(subject.pod)
    if job is not None:
        return number(job, "parallelism") or 1
    return replicas(subject.pod) or 1


def _is_output(use: FileUse, *, in_job: bool) -> bool:
    """Whether a write makes a file of a fixed name whose content may differ from pod to pod."""
    effect, place = use.effect, use.place
    if effect.kind != "write" or effect.why != "command" or not effect.certain or effect.guard:
        return False
    if place.volume is None or place.volume.claim_template or place.lifetime not in {"claim", "node"}:
        return False
    if "*" in place.path or effect.how.startswith(_NO_CONTENT) or _per_pod(use):
        return False
    if use.container.stage == "init":
        return False  # what init containers prepare is the same for all
    return in_job or effect.how.split(" ")[0] not in _CONSTANT


def _per_pod(use: FileUse) -> bool:
    mount = use.place.mount
    return mount is not None and mount.sub_path_expr is not None


def init_step_among_containers(subject: Subject) -> Iterator[Finding]:
    """Take main containers that wait for a file which a finite sibling writes: an order that init containers have."""
    mains = subject.pod.mains
    if len(mains) < 2 or restarts(subject.pod) == "Always":
        return
    uses = subject.running.file_uses
    for wait in uses:
        if wait.effect.kind != "wait" or wait.container.stage != "main":
            continue
        made = next((use for use in uses if _makes(use, wait)), None)
        if made is not None and _only_waits(subject, wait) and _is_last(subject, made.effect, made.container):
            yield Finding(
                wait.effect.span,
                f'{wait.container.label} waits for "{wait.effect.target}", which {made.container.label} writes when it is '
                f"done: when that fails, this one waits for ever; did you mean {made.container.name} as an init container?",
                evidence=(Evidence(made.effect.span, f"{made.container.label} writes it here"),),
            )


def _only_waits(subject: Subject, wait: FileUse) -> bool:
    """Whether the loop does nothing else, and the work comes after it: a helper works in its loop."""
    commands = [c for c in subject.running.process(wait.container).behaviour.commands if c.start >= wait.effect.start]
    return all(c.name in _IDLE for c in commands if c.loops) and any(c.name not in _IDLE for c in commands)


def _makes(use: FileUse, wait: FileUse) -> bool:
    return use.effect.kind in {"write", "append"} and use.container.stage == "main" and (
        use.container is not wait.container and use.place.same_file(wait.place)
    )  # fmt: skip


def _is_last(subject: Subject, effect: Effect, container: Container) -> bool:
    """Whether the effect belongs to the command with which the script ends."""
    process = subject.running.process(container)
    last = process.behaviour.last
    if last is None or process.behaviour.form != "shell":
        return False
    return last.word == effect.word and last.start <= effect.start and effect.end <= last.end and last.name != "sleep"
