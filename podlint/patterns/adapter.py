"""Adapter: the helper shows the app to the outside in another, standard form."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence
from podlint.patterns.base import Claim
from podlint.patterns.view import View
from podlint.pod.model import Container
from podlint.pod.running import FileUse

_FOLLOWERS = frozenset(("tail", "multitail"))
_FORMERS = frozenset(("sed", "awk", "gawk", "jq", "cut", "tr", "grep"))


def detect(view: View, container: Container) -> Iterator[Claim]:
    """Claim exporters, containers that print a sibling's logs, and those that rewrite a sibling's files."""
    yield from _by_image(view, container)
    yield from _exporter(view, container)
    yield from _logs(view, container)
    yield from _health(view, container)
    yield from _twin(view, container)


def _by_image(view: View, container: Container) -> Iterator[Claim]:
    facts = view.facts(container)
    if facts is None or facts.role != "adapter":
        return
    evidence = [Evidence(view.at(container), "this image shows another program's state in a standard form")]
    evidence += _scraped(view, container)
    yield Claim("adapter", facts.function or "metrics-exporter", 0.85, tuple(evidence))


def _scraped(view: View, container: Container) -> list[Evidence]:
    calls = list(view.calls_to_sibling(container))[:2]
    return [
        Evidence(c.call.span, f"reads port {c.call.port} of {c.listener.container.label}")
        for c in calls
        if c.listener is not None
    ]


def _exporter(view: View, container: Container) -> Iterator[Claim]:
    """A container that asks a sibling over loopback and opens a port for metrics itself."""
    words = view.name_words(container) | view.image_words(container)
    says = bool(words & {"exporter", "metrics", "statsd"}) or any("exporter" in word for word in words)
    ports = [
        port
        for port in container.ports
        if port.name is not None and ("metric" in port.name.value or "prom" in port.name.value)
    ]
    scraped = _scraped(view, container) or [
        Evidence(call.span, f"asks port {call.port} of the pod") for call in list(view.unanswered(container))[:1]
    ]
    shared = [share for share in view.shares(container) if share.volume.kind == "emptyDir"]
    if not says and not ports:
        return
    evidence = [*scraped, *(Evidence(port.at, "publishes metrics here") for port in ports[:1])]
    if says and (scraped or shared):
        yield Claim(
            "adapter", "metrics-exporter", 0.82, tuple(evidence or [Evidence(view.at(container), "an exporter")])
        )
    elif ports and scraped:
        yield Claim("adapter", "metrics-exporter", 0.7, tuple(evidence))
    elif says:
        yield Claim("adapter", "metrics-exporter", 0.5, (*evidence, Evidence(view.at(container), "called an exporter")))


def _logs(view: View, container: Container) -> Iterator[Claim]:
    """A container that reads a sibling's files in an endless loop: as they are, or rewritten."""
    process = view.process(container)
    endless = any(effect.kind == "never-ends" for effect in process.effects)
    reads = [
        use for use in view.uses(container, "read") if use.place.volume is not None and use.effect.why == "command"
    ]
    foreign = [use for use in reads if _is_foreign(view, container, use)]
    if not endless or not foreign:
        return
    programs = view.programs(container)
    writes = [use for use in view.uses(container, "write", "append") if use.place.volume is not None]
    if programs & _FOLLOWERS and not writes and not list(view.remote_calls(container)):
        yield Claim("adapter", "log-tailer", 0.85, _reading(foreign, "prints {path}, which stands on a shared volume"))
    elif writes and programs & _FORMERS:
        written = Evidence(writes[0].effect.span, f"writes {writes[0].effect.target}")
        yield Claim("adapter", "log-format", 0.7, (*_reading(foreign, "reads {path} of a shared volume"), written))
    elif "cat" in programs and not writes:
        yield Claim("adapter", "log-tailer", 0.75, _reading(foreign, "prints {path}, which stands on a shared volume"))


def _is_foreign(view: View, container: Container, use: FileUse) -> bool:
    """Whether another container mounts the volume of a file, so that it may be the one who writes it."""
    return any(share.volume is use.place.volume for share in view.shares(container))


def _reading(uses: list[FileUse], note: str) -> tuple[Evidence, ...]:
    return tuple(Evidence(use.effect.span, note.format(path=use.effect.target)) for use in uses[:2])


def _twin(view: View, container: Container) -> Iterator[Claim]:
    """A second container of the app's own image that only reports on it."""
    image = None if container.image is None else container.image.value
    twins = [other for other in view.mains if other is not container and other.image is not None]
    words = view.flag_words(container) | {
        word for port in container.ports if port.name for word in port.name.value.split("-")
    }
    told = {"liveness", "metrics", "prometheus", "healthz"} & (words | view.name_words(container))
    if told and any(other.image is not None and other.image.value == image for other in twins) and container.args:
        span = container.args[0].span
        yield Claim(
            "adapter", "metrics-exporter", 0.58, (Evidence(span, "the app's own image, told only to report on it"),)
        )
    image_words = view.image_words(container)
    if image_words & {"adapter", "exporter"} or any(word.endswith("exporter") for word in image_words):
        yield Claim("adapter", "metrics-exporter", 0.5, (Evidence(view.at(container), "the image is called so"),))


def _health(view: View, container: Container) -> Iterator[Claim]:
    """A container that answers over HTTP with a fixed or looked-up text, beside an app that has no such port."""
    listens = [effect for effect in view.effects(container, "listen") if effect.why == "command"]
    programs = view.programs(container)
    if not listens or not programs & {"nc", "ncat", "netcat", "httpd", "socat"} or len(view.mains) < 2:
        return
    words = view.name_words(container)
    if words & {"health", "healthz", "live", "ready", "probe", "status"}:
        yield Claim(
            "adapter", "health-endpoint", 0.75, (Evidence(listens[0].span, "answers questions about its state here"),)
        )
    elif words & {"metrics", "metric", "stats"}:
        yield Claim("adapter", "metrics-exporter", 0.75, (Evidence(listens[0].span, "publishes figures here"),))
