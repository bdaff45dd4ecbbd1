"""The pod's network: who listens where, who calls whom, read from all that tells.

Listeners come from declared ports, command lines, flags, variables, image defaults and configuration files of the
input; a probe only supposes one. Calls come from command lines, flags, variables and configuration files.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from podlint.objects import Objects
from podlint.pod import flags
from podlint.pod.addresses import DEFAULT_PORTS, Address, Reach, is_loopback, listen_address, pairs, urls
from podlint.pod.env import Environment
from podlint.pod.flags import Flag
from podlint.pod.images import ImageFacts
from podlint.pod.model import Container, Pod
from podlint.pod.ports import Call, Listener, Network, Why
from podlint.pod.processes import Process
from podlint.syntax.nodes import Scalar
from podlint.syntax.within import Runs
from podlint.text import Span

if TYPE_CHECKING:
    from podlint.pod.mounted import Mounted


def network(pod: Pod, processes: dict[int, Process], environments: dict[int, Environment], objects: Objects) -> Network:
    """The network of a pod."""
    listeners: list[Listener] = []
    calls: list[Call] = []
    configurations: list[Mounted] = []
    for container in pod.containers:
        reader = _Reader(pod, container, processes[id(container)], environments[id(container)])
        configured = _configured(pod, container, objects)
        configurations += configured
        listeners += reader.listeners(configured)
        calls += reader.calls(configured)
    return Network(tuple(listeners), tuple(calls), tuple(configurations))


def _configured(pod: Pod, container: Container, objects: Objects) -> list[Mounted]:
    """The configuration files that a container mounts; what reads them is imported for an input with ConfigMaps only."""
    if not objects.of_kind("ConfigMap"):
        return []
    from podlint.pod.mounted import mounted_configurations

    return list(mounted_configurations(pod, container, objects))


class _Reader:
    """Reads one container's listeners and calls."""

    def __init__(self, pod: Pod, container: Container, process: Process, environment: Environment) -> None:
        self.pod = pod
        self.container = container
        self.process = process
        self.environment = environment
        self.facts: ImageFacts | None = process.image
        self.flags = () if process.behaviour.form == "opaque" else process.flags

    def listeners(self, configured: list[Mounted]) -> Iterator[Listener]:
        container = self.container
        for port in container.ports:
            if port.number is not None:
                yield Listener(container, port.number, port.protocol, "any", "declared", port.at, certain=False)
        for effect in self.process.effects:
            if effect.kind == "listen":
                number, _, protocol = effect.target.partition("/")
                if number.isdigit():
                    yield Listener(container, int(number), (protocol or "tcp").upper(), "any", "command", effect.span,
                                   effect.certain)  # fmt: skip
        told = [*self._flag_listeners(), *self._env_listeners(), *self._config_listeners(configured)]
        yield from told
        yield from self._image_listeners(told)
        for handler in container.probes:
            action = handler.action
            if action is not None and action.port is not None and action.port.value.isdigit() and action.host is None:
                yield Listener(
                    container, int(action.port.value), "TCP", "any", "probe", action.port.span, certain=False
                )

    def _flag_listeners(self) -> Iterator[Listener]:
        for flag in self.flags:
            moved = None if self.facts is None else self.facts.port_moved_by(flag.name)
            if moved is None and not flags.opens_port(flag.name):
                continue
            address = listen_address(flag.value)
            if address is not None:
                span = self._flag_span(flag, address.start, address.end)
                yield Listener(self.container, address.port, "TCP", address.reach, "flag", span, certain=True)

    def _env_listeners(self) -> Iterator[Listener]:
        for variable in self.container.env:
            if variable.name is None or variable.value is None:
                continue
            name = variable.name.value
            moved = None if self.facts is None else self.facts.port_moved_by(name)
            if moved is None and not flags.own_port(name) and not flags.own_address(name):
                continue
            value = self.environment.values.get(name, "")
            for part in value.split(";"):
                address = listen_address(part.strip())
                if address is not None:
                    yield Listener(
                        self.container, address.port, "TCP", address.reach, "env", variable.value.span,
                        certain=moved is not None,
                    )  # fmt: skip

    def _config_listeners(self, configured: list[Mounted]) -> Iterator[Listener]:
        for mounted in configured:
            if not self._runs(mounted.configuration.program):
                continue
            runs = mounted.runs
            for port in mounted.configuration.ports:
                yield Listener(
                    self.container, port.port, "TCP", "loopback" if port.loopback else "any", "config",
                    runs.span(port.start, port.end), certain=True, source=mounted.manifest.source,
                )  # fmt: skip

    def _runs(self, program: str) -> bool:
        """Whether the container runs the program whose configuration it mounts."""
        facts = self.facts
        names = {command.name for command in self.process.behaviour.commands}
        if facts is not None and self.process.runs_default_program:
            names |= {facts.entrypoint or "", *facts.name.replace("/", " ").replace("-", " ").split()}
        known_as = {"twemproxy": "nutcracker", "redis": "redis-server"}.get(program, program)
        return program in names or known_as in names or self.process.opaque

    def _image_listeners(self, told: list[Listener]) -> Iterator[Listener]:
        """The image's default ports, less those that a flag, a variable or a configuration moves."""
        facts, container = self.facts, self.container
        if facts is None or container.image is None or not self.process.runs_default_program:
            return
        settings = [*(flag.name for flag in self.flags), *self.environment.names]
        moved = {number for setting in settings if (number := facts.port_moved_by(setting)) is not None}
        replaced = any(listener.why == "config" for listener in told)
        hidden = any(_mounted_over(container, path) for path in facts.config)
        for port in facts.ports:
            if port.port in moved or (replaced and not facts.port_flags):
                continue
            reach: Reach = "loopback" if port.port in facts.loopback else "any"
            certain = port.certainty == "high" and not hidden and not facts.ports_from_config
            yield Listener(container, port.port, port.protocol.upper(), reach, "image", container.image.span, certain)

    def calls(self, configured: list[Mounted]) -> Iterator[Call]:
        container = self.container
        for effect in self.process.effects:
            if effect.kind == "connect":
                host, _, port = effect.target.rpartition(":")
                yield Call(
                    container, host.strip("[]"), int(port) if port.isdigit() else None, "tcp", "command", effect.how,
                    effect.span, effect.certain,
                )  # fmt: skip
        yield from self._env_calls()
        yield from self._flag_calls()
        for mounted in configured:
            runs = mounted.runs
            for peer in mounted.configuration.peers:
                yield Call(
                    container, peer.host, peer.port, "tcp", "config", mounted.configuration.program,
                    runs.span(peer.start, peer.end), certain=True, source=mounted.manifest.source,
                )  # fmt: skip

    def _env_calls(self) -> Iterator[Call]:
        for variable in self.container.env:
            value = variable.value
            if variable.name is None or value is None or value.templated or not value.value:
                continue
            name = variable.name.value
            if not flags.reaches_out(name) or flags.own_address(name):
                continue
            for address in _addresses(value.value):
                yield self._call(address, "env", name, self._value_span(value, address))
            yield from self._host_variable(name, value)

    def _host_variable(self, name: str, value: Scalar) -> Iterator[Call]:
        """A pair of variables X_HOST and X_PORT, or a host alone whose name tells the protocol."""
        upper = name.upper()
        if not upper.endswith(("HOST", "HOSTNAME", "_ADDR", "_SERVER")) or ":" in value.value or "/" in value.value:
            return
        stem = upper.removesuffix("NAME").removesuffix("HOST").removesuffix("ADDR").removesuffix("SERVER")
        port = next((text for other, text in self.environment.values.items() if other.upper() == f"{stem}PORT"), None)
        number = int(port) if port is not None and port.isdigit() else _protocol_port(stem)
        if is_loopback(value.value) and upper.endswith(("BIND_ADDR", "LISTEN_ADDR")):
            return
        if value.value.replace("-", "").replace(".", "").replace("_", "").isalnum() and not value.value.isdigit():
            yield Call(self.container, value.value, number, "tcp", "env", name, value.span, certain=number is not None)

    def _flag_calls(self) -> Iterator[Call]:
        known = () if self.facts is None else {name.lstrip("-") for name in self.facts.upstream_flags}
        for flag in self.flags:
            unknown = flag.name.lstrip("-") not in known
            if unknown and (flags.opens_port(flag.name) or not flags.reaches_out(flag.name)):
                continue
            for address in _addresses(flag.value):
                yield self._call(address, "flag", flag.name, self._flag_span(flag, address.start, address.end))
        flagged = {flag.word for flag in self.flags}
        for word, scalar in enumerate(scalar for _, scalar in self.process.words):
            if scalar is None or word in flagged or self.process.behaviour.script == word or scalar.templated:
                continue
            for address in urls(scalar.value) if not scalar.value.startswith("-") else ():
                span = self.process.span(word, address.start, address.end)
                yield self._call(address, "flag", "", span)

    def _call(self, address: Address, why: Why, name: str, span: Span) -> Call:
        port = address.port if address.port is not None else DEFAULT_PORTS.get(address.scheme)
        return Call(self.container, address.host, port, address.scheme, why, name, span, certain=port is not None)

    def _flag_span(self, flag: Flag, start: int, end: int) -> Span:
        whole = flag.end - flag.start == len(flag.value)
        return self.process.span(flag.word, flag.start + start if whole else flag.start,
                                 flag.start + end if whole else flag.end)  # fmt: skip

    def _value_span(self, value: Scalar, address: Address) -> Span:
        return Runs(self.pod.manifest.source.text, value).span(address.start, address.end)


def _addresses(text: str) -> Iterator[Address]:
    yield from urls(text)
    yield from pairs(text)


_PROTOCOLS = ("postgres", "postgresql", "mysql", "mariadb", "redis", "mongodb", "memcached", "kafka", "elasticsearch")


def _protocol_port(stem: str) -> int | None:
    """The port of a protocol that a variable's name tells, such as REDIS_HOST."""
    lower = stem.lower()
    named = next((name for name in _PROTOCOLS if name in lower), None)
    return None if named is None else DEFAULT_PORTS[named]


def _mounted_over(container: Container, path: str) -> bool:
    return any(
        mount.path is not None and (path == (base := mount.path.value.rstrip("/")) or path.startswith(base + "/"))
        for mount in container.mounts
    )
