"""Adapter: the helper shows the app to the outside in another, standard form."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from podlint.diagnostic import Evidence
from podlint.patterns.base import Claim
from podlint.patterns.part import Part
from podlint.patterns.sync import foreign
from podlint.patterns.words import has_word
from podlint.pod.running import FileUse

_FOLLOWERS = frozenset(("tail", "multitail"))
_FORMERS = frozenset(("sed", "awk", "gawk", "jq", "cut", "tr", "grep", "read"))
_SERVERS = frozenset(("nc", "ncat", "netcat", "httpd", "socat", "busybox"))
_METRICS_FLAGS = ("metricsport", "metricspath", "metrics-path", "web.telemetry-path", "telemetry-path")


def detect(part: Part) -> Iterator[Claim]:
    """Claim exporters, containers that print a sibling's logs, and those that rewrite a sibling's files."""
    if part.works_on_node:
        return
    for detector in _DETECTORS:
        yield from detector(part)


def _by_program(part: Part) -> Iterator[Claim]:
    program = part.program
    facts = part.facts
    if facts is not None and facts.role == "adapter":
        first, function = (
            Evidence(part.at, "this image shows another program's state in a standard form"),
            facts.function,
        )
    elif program is not None and program.kind == "adapter":
        first, function = program.evidence, program.function
    else:
        return
    yield Claim("adapter", function or "metrics-exporter", 0.86, (first, *_scraped(part)))


def _scraped(part: Part) -> list[Evidence]:
    return [
        Evidence(local.call.span, f"reads port {local.call.port} of {local.answerer.label}", source=local.call.source)
        for local in part.asks[:2]
        if local.answerer is not None
    ] or [Evidence(call.span, f"reads port {call.port} of the pod") for call in part.unanswered[:1]]


def _exporter(part: Part) -> Iterator[Claim]:
    """A container that asks a sibling over loopback and opens a port for metrics itself, or is told to report."""
    words = part.image_words | part.name_words
    says = bool(words & {"metrics", "statsd", "exporter"}) or any(word.endswith("exporter") for word in words)
    by_image = bool(part.image_words & {"metrics", "exporter"}) or any(w.endswith("exporter") for w in part.image_words)
    ports = [
        p for p in part.container.ports if p.name is not None and ("metric" in p.name.value or "prom" in p.name.value)
    ]
    if part.called and not part.asks:
        return
    scraped = _scraped(part)
    published = [Evidence(port.at, "publishes metrics here") for port in ports[:1]]
    flagged = [Evidence(part.flag_at(f), "publishes metrics here") for f in _METRICS_FLAGS if f in part.flags][:1]
    only = bool(ports) and len(part.container.ports) == len(ports)
    if scraped and (says or published or _is_source(part)):
        yield Claim("adapter", "metrics-exporter", 0.84 if says and published else 0.76, (*scraped, *published))
    elif flagged and part.shares and _has_twin(part):
        yield Claim("adapter", "metrics-exporter", 0.66, tuple(flagged))
    elif only and says and not any(_publishes(other) for other in part.siblings):
        yield Claim("adapter", "metrics-exporter", 0.7, tuple(published))
    elif says:
        weight = 0.52 if by_image and (published or part.container.ports) else 0.45
        yield Claim("adapter", "metrics-exporter", weight, (*published, Evidence(part.at, "called an exporter")))


def _publishes(part: Part) -> bool:
    return any(port.name is not None and "metric" in port.name.value for port in part.container.ports)


def _is_source(part: Part) -> bool:
    """Whether the container is told what to scrape, or watches a sibling's figures without a port for anything else."""
    return any("scrape" in call.name or call.name.lstrip("-") in {"source", "metrics-url"}
               for call in (*(local.call for local in part.asks), *part.unanswered))  # fmt: skip


def _has_twin(part: Part) -> bool:
    """Whether a sibling has the same image, or an image and flags of the same names."""
    return part.container.image is not None and any(
        part.same_image(other) or (other.container.image is not None and part.flags.keys() & other.flags.keys())
        for other in part.siblings
    )


def _twin(part: Part) -> Iterator[Claim]:
    """A second container of the app's own image that only reports on it."""
    if not part.container.args and not part.container.command:
        return
    words = part.flag_words | {
        word for port in part.container.ports if port.name for word in port.name.value.split("-")
    }
    told = {"liveness", "metrics", "prometheus", "healthz"} & (words | part.name_words)
    same = any(map(part.same_image, part.siblings))
    values = set(part.settings.values())
    if same and (told & part.name_words or "liveness" in values or "metrics" in values):
        span = (part.container.args or part.container.command or ())[0].span
        yield Claim(
            "adapter", "metrics-exporter", 0.58, (Evidence(span, "the app's own image, told only to report on it"),)
        )


def _logs(part: Part) -> Iterator[Claim]:
    """A container that reads a sibling's files in an endless loop: as they are, or rewritten."""
    if not part.endless:
        return
    reads = [use for use in part.volume_uses("read") if foreign(part, use)]
    if not reads:
        return
    writes, programs = part.volume_uses("write", "append"), part.programs
    prints = "prints {path}, which stands on a shared volume"
    if programs & _FOLLOWERS and not writes and not part.remote:
        yield Claim("adapter", "log-tailer", 0.85, _reading(reads, prints))
    elif programs & _FORMERS and not part.remote and (writes or _rewrites(part)) and _is_told(reads):
        written = [Evidence(use.effect.span, f"writes {use.effect.target}") for use in writes[:1]]
        yield Claim("adapter", "log-format", 0.72, (*_reading(reads, "reads {path} of a shared volume"), *written))
    elif "cat" in programs and not writes and _is_told(reads):
        yield Claim("adapter", "log-tailer", 0.75, _reading(reads, prints))


def _is_told(uses: list[FileUse]) -> bool:
    """Whether what is read tells what happened: logs, events, figures."""
    return any(
        word in use.effect.target for use in uses for word in ("log", "event", "metric", "stats", "audit", "access")
    )


def _rewrites(part: Part) -> bool:
    """Whether files outside of volumes are written under names that the shell makes."""
    return any(
        redirect.operator in {">", ">>"}
        for command in part.process.behaviour.commands
        for redirect in command.redirects
    )


def _reading(uses: list[FileUse], note: str) -> tuple[Evidence, ...]:
    return tuple(Evidence(use.effect.span, note.format(path=use.effect.target)) for use in uses[:2])


def _shows(part: Part) -> Iterator[Claim]:
    """A program that nothing is known of, with a port where the app has none, over files that the app writes."""
    if not part.open_to_all or part.facts is not None or not part.declared:
        return
    for share in part.shares:
        written = [use for use in share.other.uses("write", "append") if use.place.volume is share.volume]
        if written and not share.other.opened and share.other.container.stage == "main":
            evidence = (Evidence(written[0].effect.span, f"{share.other.label} writes {written[0].effect.target}"),
                        Evidence(share.mount.node.span, "this container has that volume, and a port to show it at"))  # fmt: skip
            yield Claim("adapter", "other", 0.6, evidence)
            return


def _health(part: Part) -> Iterator[Claim]:
    """A container that answers for another one: a sibling's probes ask it, or a server made of a shell line."""
    for other in part.siblings:
        for probe in other.container.probes:
            action = probe.action
            port = None if action is None else action.own_port
            if action is None or port is None or port in other.opened:
                continue
            if port in part.opened and not part.asks:
                note = f"the {probe.kind} of {other.label} asks port {port}, which this container answers"
                yield Claim("adapter", "health-endpoint", 0.78, (Evidence(action.node.span, note),))
                return
    listens = [effect for effect in part.effects("listen") if effect.why == "command"]
    if not listens or not part.programs & _SERVERS:
        return
    words = part.name_words
    if words & {"health", "healthz", "live", "ready", "probe", "status"}:
        note = "answers questions about its state here"
        yield Claim("adapter", "health-endpoint", 0.75, (Evidence(listens[0].span, note),))
    elif words & {"metrics", "metric", "stats"}:
        yield Claim("adapter", "metrics-exporter", 0.75, (Evidence(listens[0].span, "publishes figures here"),))


def _converts(part: Part) -> Iterator[Claim]:
    """A container that is told the form it takes and the form it gives."""
    pair = next(((a, b) for a, b in (("input_format", "output_format"), ("from_format", "to_format"))
                 if a in part.settings and b in part.settings), None)  # fmt: skip
    if pair is not None:
        metrics = "prometheus" in part.settings[pair[1]] or has_word(part.image_words, "prometheus")
        evidence = Evidence(part.setting_at(pair[0]), "takes one form and gives another")
        yield Claim("adapter", "metrics-exporter" if metrics else "log-format", 0.62, (evidence,))


_DETECTORS: tuple[Callable[[Part], Iterator[Claim]], ...] = (
    _by_program, _exporter, _twin, _logs, _shows, _health, _converts,
)  # fmt: skip
