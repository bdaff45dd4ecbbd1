"""What detectors look at: the pod model, joined across containers once, and the words of names and images.

Who calls whom within the pod, which volumes are shared and who writes them, and what a container's words say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from podlint.pod.images import ImageFacts, leaf, parse_reference
from podlint.pod.model import Container, Mount, Volume
from podlint.pod.ports import Call, Listener
from podlint.pod.processes import Effect, Process
from podlint.pod.running import FileUse, Running
from podlint.text import Span


class LocalCall(NamedTuple):
    """A call over loopback, and the container of the pod that answers it, if one is known to."""

    call: Call
    listener: Listener | None


class Share(NamedTuple):
    """A volume that a container shares with another one."""

    volume: Volume
    mount: Mount
    other: Container
    other_mount: Mount


class View:
    """The pod model, joined for detectors."""

    def __init__(self, running: Running) -> None:
        self.running = running
        self.pod = running.pod
        self.containers = self.pod.containers
        self.mains = tuple(c for c in self.containers if c.stage == "main")
        self.inits = tuple(c for c in self.containers if c.stage == "init")

    def process(self, container: Container) -> Process:
        """What runs in a container."""
        return self.running.process(container)

    def facts(self, container: Container) -> ImageFacts | None:
        """What is known of a container's image, if its program is not replaced by another command."""
        return self.process(container).image

    @cached_property
    def local_calls(self) -> tuple[LocalCall, ...]:
        """The calls over loopback, each with who answers; one's own port is answered by oneself last."""
        found = []
        for call in self.running.network.calls:
            if call.local and call.port is not None:
                listeners = self.running.network.on(call.port)
                others = [listener for listener in listeners if listener.container is not call.container]
                own = [listener for listener in listeners if listener.container is call.container]
                found.append(LocalCall(call, next(iter(others or own), None)))
        return tuple(found)

    def calls_to_sibling(self, container: Container) -> Iterator[LocalCall]:
        """The calls of a container that a sibling answers."""
        for local in self.local_calls:
            listener = local.listener
            if local.call.container is container and listener is not None and listener.container is not container:
                yield local

    def called_by_sibling(self, container: Container) -> Iterator[LocalCall]:
        """The calls of siblings that a container answers."""
        for local in self.local_calls:
            listener = local.listener
            if local.call.container is not container and listener is not None and listener.container is container:
                yield local

    def unanswered(self, container: Container) -> Iterator[Call]:
        """The loopback calls of a container that nobody in the pod is known to answer."""
        for local in self.local_calls:
            if local.call.container is container and local.listener is None:
                yield local.call

    def remote_calls(self, container: Container) -> Iterator[Call]:
        """The calls of a container that leave the pod."""
        for call in self.running.network.calls:
            if call.container is container and not call.local and call.host not in {"0.0.0.0", "*"}:  # noqa: S104
                yield call

    def listeners(self, container: Container) -> Iterator[Listener]:
        """The ports that a container opens."""
        return (listener for listener in self.running.network.listeners if listener.container is container)

    def shares(self, container: Container) -> Iterator[Share]:
        """The volumes that a container has in common with others, by the other container."""
        for mount in container.mounts:
            volume = None if mount.volume is None else self.pod.volumes_by_name.get(mount.volume.value)
            if volume is None:
                continue
            for other in self.containers:
                for other_mount in other.mounts if other is not container else ():
                    if other_mount.volume is not None and other_mount.volume.value == volume.name:
                        yield Share(volume, mount, other, other_mount)

    def uses(self, container: Container, *kinds: str) -> Iterator[FileUse]:
        """What a container does with files, by kind."""
        return (use for use in self.running.file_uses if use.container is container and use.effect.kind in kinds)

    def effects(self, container: Container, *kinds: str) -> list[Effect]:
        """The effects of a container's process, by kind."""
        return [effect for effect in self.process(container).effects if effect.kind in kinds]

    def programs(self, container: Container) -> set[str]:
        """The programs that a container's command line runs."""
        found = {command.name for command in self.process(container).behaviour.commands}
        if not found and container.command:
            found.add(container.command[0].value.rpartition("/")[2])
        return found

    def name_words(self, container: Container) -> frozenset[str]:
        """The words of a container's name."""
        return _words(container.name or "")

    def image_words(self, container: Container) -> frozenset[str]:
        """The words of the last part of a container's image."""
        reference = None if container.image is None else parse_reference(container.image.value)
        return frozenset() if reference is None else _words(leaf(reference))

    def flag_words(self, container: Container) -> frozenset[str]:
        """The words of the names of a container's flags."""
        return frozenset(word for flag in self.flags(container) for word in _words(flag))

    def flags(self, container: Container) -> list[str]:
        """The names of a container's flags, without dashes."""
        found = []
        for command in self.process(container).behaviour.commands:
            found += [word.text.lstrip("-").partition("=")[0] for word in command.words if word.text.startswith("-")]
        if not found:
            for scalar in (*(container.command or ()), *(container.args or ())):
                if scalar.value.startswith("-"):
                    found.append(scalar.value.lstrip("-").partition("=")[0])
        return found

    def flag_span(self, container: Container, *names: str) -> Span | None:
        """Where a flag of one of these names stands."""
        for scalar in (*(container.command or ()), *(container.args or ())):
            if scalar.value.startswith("-") and scalar.value.lstrip("-").partition("=")[0] in names:
                return scalar.span
        return None

    def at(self, container: Container) -> Span:
        """Where a container's image is named, or the container."""
        return container.at if container.image is None else container.image.span


def _words(text: str) -> frozenset[str]:
    return frozenset(part for part in re.split(r"[^a-z0-9]+", text.lower()) if part)
