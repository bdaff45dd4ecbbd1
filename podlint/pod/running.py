"""The pod model: what a pod does when it runs, made once for all that ask.

It joins what the other modules of this package know of each container into one place: processes, environments,
the network, who reads and writes which volume, and when everything runs.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from podlint.objects import Objects
from podlint.pod.env import Environment, environment
from podlint.pod.images import NO_EXTRA, ImageFacts
from podlint.pod.lifecycle import Step, timeline
from podlint.pod.model import Container, Handler, Pod, Volume
from podlint.pod.network import network
from podlint.pod.ports import Network
from podlint.pod.processes import Effect, Handling, Process, handled, handling
from podlint.pod.shell.effects import Tool
from podlint.pod.volumes import Place, resolve

_FOLDERS = frozenset(("", "/bin", "/usr/bin", "/usr/local/bin", "/sbin", "/usr/sbin"))
_SYSTEM = ("/bin", "/usr", "/sbin", "/lib", "/opt")
FILE_KINDS = frozenset(("read", "write", "append", "delete", "wait"))
"""The kinds of effect that may be one on a file: those whose target is an absolute path are."""


class FileUse(NamedTuple):
    """A container's effect on a path, and where that path really is."""

    container: Container
    effect: Effect
    place: Place


class Running:
    """What a pod does when it runs; every part is worked out when it is first asked for."""

    def __init__(self, pod: Pod, objects: Objects, images: Mapping[str, ImageFacts] = NO_EXTRA) -> None:
        self.pod = pod
        self.objects = objects
        self.images = images
        self._handlings: dict[int, Handling] = {}

    @cached_property
    def environments(self) -> dict[int, Environment]:
        """Each container's environment, by the container's identity."""
        return {id(c): environment(c, self.objects, self.pod.manifest) for c in self.pod.containers}

    @cached_property
    def processes(self) -> dict[int, Process]:
        """Each container's process, by the container's identity."""
        return {id(c): Process(self.pod, c, self.environments[id(c)].values, self.images) for c in self.pod.containers}

    def process(self, container: Container) -> Process:
        """What runs in a container."""
        return self.processes[id(container)]

    def environment(self, container: Container) -> Environment:
        """What a container's processes find in their environment."""
        return self.environments[id(container)]

    @cached_property
    def network(self) -> Network:
        """Who listens where and who calls whom."""
        return network(self.pod, self.processes, self.environments, self.objects)

    def unseen_configuration(self, container: Container) -> bool:
        """Whether a container mounts configuration that is not in the input, which may open further ports."""
        if any(mounted.container is container for mounted in self.network.configurations):
            return False
        for mount in container.mounts:
            volume = self.pod.volume_of(mount)
            if volume is not None and volume.kind in {"configMap", "projected", "secret"}:
                return True
        return False

    @cached_property
    def file_uses(self) -> tuple[FileUse, ...]:
        """Every read, write, append, delete of and wait for a file, with its place, in the order of containers."""
        return tuple(self._file_uses())

    def _file_uses(self) -> Iterator[FileUse]:
        for container in self.pod.containers:
            for effect in self.process(container).effects:
                if effect.target.startswith("/") and effect.kind in FILE_KINDS:
                    yield FileUse(container, effect, resolve(self.pod, container, effect.target))

    def uses_of(self, volume: Volume) -> list[FileUse]:
        """What containers do with a volume."""
        return [use for use in self.file_uses if use.place.volume is volume]

    def writes_to(self, place: Place) -> list[FileUse]:
        """What writes a file or adds to it."""
        return [use for use in self.file_uses if use.effect.kind in {"write", "append"} and use.place.same_file(place)]

    def handling(self, container: Container, handler: Handler) -> Handling:
        """What an exec probe or hook of a container does, with the places of its words."""
        found = self._handlings.get(id(handler.node))
        if found is None:
            command = () if handler.action is None else handler.action.command
            found = handling(self.pod, container, command, self.environment(container).values)
            self._handlings[id(handler.node)] = found
        return found

    def handler_effects(self, container: Container, handler: Handler) -> list[Effect]:
        """What an exec probe or hook of a container does to files, ports and hosts."""
        return handled(self.handling(container, handler))

    def missing_tools(self, container: Container, handler: Handler | None = None) -> Iterator[Tool]:
        """The programs that a container, or its exec handler, runs from the system's folders and its image surely lacks."""
        image = self.process(container).image
        if image is None or image.windows or not (image.base or image.lacks) or _brings_programs(container):
            return
        ran = self.process(container) if handler is None else self.handling(container, handler)
        for tool in ran.behaviour.tools:
            folder, _, name = tool.text.rpartition("/")
            if tool.guarded or name != tool.name or folder not in _FOLDERS or image.has_tool(name) is not False:
                continue
            if resolve(self.pod, container, tool.text).mount is None:
                yield tool

    @cached_property
    def timeline(self) -> list[Step]:
        """The steps of the pod's life."""
        return timeline(self.pod)


def _brings_programs(container: Container) -> bool:
    """Whether programs come on a volume over a folder of the system, or from elsewhere by PATH."""
    if any(variable.name is not None and variable.name.value == "PATH" for variable in container.env):
        return True
    return any(mount.path is not None and mount.path.value.startswith(_SYSTEM) for mount in container.mounts)
