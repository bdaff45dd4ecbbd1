"""A container as detectors see it: with its program, settings and words, and with what ties it to its siblings.

Everything is worked out when it is first asked for. Who answers whose calls is left to the view that makes the parts.
"""

from __future__ import annotations

from typing import NamedTuple

from podlint.patterns.lazy import lazy
from podlint.patterns.programs import Known, known
from podlint.patterns.words import words_of
from podlint.pod.flags import Flag, flags
from podlint.pod.images import ImageFacts
from podlint.pod.model import Container, Mount, Volume
from podlint.pod.ports import Call, Listener
from podlint.pod.processes import Effect
from podlint.pod.running import FileUse, Running
from podlint.pod.shell.effects import Command
from podlint.pod.shell.word import Word
from podlint.syntax.nodes import Mapping, Scalar
from podlint.text import Span

_HOSTLESS = frozenset(("0.0.0.0", "*", "::"))  # noqa: S104 - compared, not bound

_OF_THE_NODE = frozenset(
    ("", "/proc", "/sys", "/var/log", "/var/log/pods", "/var/log/containers", "/var/lib/docker/containers")
)


class LocalCall(NamedTuple):
    """A call over loopback and the part that answers it, if one is known to.

    `listener` is what says that it listens there; None where it is only the one that can: the port is open nowhere
    else, and of all siblings it alone is not known to do something different.
    """

    call: Call
    caller: Part
    answerer: Part | None
    listener: Listener | None


class Share(NamedTuple):
    """A volume that a part shares with another one."""

    volume: Volume
    mount: Mount
    other: Part
    other_mount: Mount


class Part:
    """A container with what is known of it, for detectors."""

    def __init__(self, running: Running, container: Container, together: list[Part]) -> None:
        self.running = running
        self.pod = running.pod
        self.container = container
        self.together = together
        """All parts of the pod, this one too."""
        self.process = running.process(container)
        self.facts: ImageFacts | None = self.process.image
        self.listeners: list[Listener] = []
        self.calls: list[Call] = []
        self.called: list[LocalCall] = []
        """The calls of siblings that this part answers."""
        self.asks: list[LocalCall] = []
        """The calls of this part over loopback that a sibling answers."""
        self.unanswered: list[Call] = []
        """The calls of this part over loopback that nobody in the pod is known to answer."""

    @property
    def at(self) -> Span:
        """Where the container's image is named, or the container."""
        image = self.container.image
        return self.container.at if image is None else image.span

    @property
    def label(self) -> str:
        """How notes call the container."""
        return self.container.label

    @property
    def role(self) -> str | None:
        """What the container's image is by itself."""
        return None if self.facts is None else self.facts.role

    @lazy
    def name_words(self) -> frozenset[str]:
        """The words of the container's name."""
        return words_of(self.container.name or "")

    @lazy
    def image_words(self) -> frozenset[str]:
        """The words of the last part of the container's image."""
        if self.container.image is None:
            return frozenset()
        name = self.container.image.value.partition("@")[0].rpartition("/")[2]
        return words_of(name.partition(":")[0])

    @lazy
    def remote(self) -> list[Call]:
        """The calls that leave the pod."""
        return [call for call in self.calls if not call.local and call.host not in _HOSTLESS]

    @lazy
    def declared(self) -> frozenset[int]:
        """The TCP and UDP ports that the container declares."""
        return frozenset(port.number for port in self.container.ports if port.number is not None)

    @lazy
    def opened(self) -> frozenset[int]:
        """The ports that the container opens, as far as anything but a probe says so."""
        return frozenset(listener.port for listener in self.listeners if listener.why != "probe")

    @lazy
    def open_to_all(self) -> bool:
        """Whether nothing tells what the container's program does: it may listen anywhere."""
        process, facts = self.process, self.facts
        if facts is not None and facts.ports_from_config:
            return self.running.unseen_configuration(self.container)
        return process.opaque or (facts is None and not process.transparent)

    @lazy
    def programs(self) -> frozenset[str]:
        """The programs that the command line runs."""
        found = {command.name for command in self.process.behaviour.commands}
        if not found and self.container.command:
            found.add(self.container.command[0].value.rpartition("/")[2])
        return frozenset(found)

    @lazy
    def program(self) -> Known | None:
        """What the program is, where command, variables, flags or folders tell."""
        return known(self.container, self.process, self.programs, self.flags)

    @lazy
    def flags(self) -> dict[str, Scalar | Command]:
        """The names of the container's flags, without dashes, and what they stand in."""
        found: dict[str, Scalar | Command] = {}
        for scalar in self.container.words:
            text = scalar.value
            if text[:1] == "-" and len(text) > 1:
                found.setdefault(text.lstrip("-").partition("=")[0], scalar)
        behaviour = self.process.behaviour
        for command in behaviour.commands if behaviour.script is not None else ():
            for word in command.words:
                if word.text[:1] == "-":
                    found.setdefault(word.text.lstrip("-").partition("=")[0], command)
        return found

    def flag_at(self, name: str) -> Span:
        """Where a flag of the container stands."""
        place = self.flags[name]
        return place.span if isinstance(place, Scalar) else self.process.span(place.word, place.start, place.end)

    @lazy
    def settings(self) -> dict[str, str]:
        """The values of flags and variables by lower-case name, with underscores for dashes and dots."""
        found = {setting_name(flag.name): flag.value for flag in self._flag_values}
        if self.container.env:
            values = self.running.environment(self.container).values
            for name, value in values.items():
                found.setdefault(setting_name(name), value)
        return found

    def setting_at(self, name: str) -> Span:
        """Where a setting's value stands."""
        for flag in self._flag_values:
            if setting_name(flag.name) == name:
                return self.process.span(flag.word, flag.start, flag.end)
        for variable in self.container.env:
            if variable.name is not None and setting_name(variable.name.value) == name:
                return (variable.value or variable.node).span
        return self.at

    @lazy
    def _flag_values(self) -> list[Flag]:
        commands = self.process.behaviour.commands
        if commands:
            return [flag for command in commands for flag in flags(command.words)]
        words = self.process.words
        return list(flags(
            Word(text, number, 0, len(text)) for number, (text, scalar) in enumerate(words) if text and scalar is not None
        ))  # fmt: skip

    @lazy
    def flag_words(self) -> frozenset[str]:
        """The words of the names of the container's flags."""
        return frozenset().union(*map(words_of, self.flags))

    @lazy
    def mounts(self) -> dict[str, Mount]:
        """The container's last mount of each volume, by the volume's name."""
        return {m.volume.value: m for m in self.container.mounts if m.volume is not None and not m.device}

    @lazy
    def shares(self) -> list[Share]:
        """The volumes that the container has in common with others, in the order of its mounts."""
        return [
            Share(volume, mount, other, other.mounts[name])
            for name, mount in self.mounts.items()
            if (volume := self.pod.volumes_by_name.get(name)) is not None
            for other in self.together
            if other is not self and name in other.mounts
        ]

    @property
    def variables(self) -> set[str]:
        """The names of the container's variables, in lower case."""
        return {variable.name.value.lower() for variable in self.container.env if variable.name is not None}

    @lazy
    def works_on_node(self) -> bool:
        """Whether the container looks at the node, not at its siblings: by the host's file systems, sharing nothing."""
        if self.shares or self.asks or self.called:
            return False
        for mount in self.container.mounts:
            volume = self.pod.volume_of(mount)
            source = None if volume is None or not isinstance(volume.source, Mapping) else volume.source.text("path")
            if volume is not None and volume.kind == "hostPath" and (source or "").rstrip("/") in _OF_THE_NODE:
                return True
        return False

    def uses(self, *kinds: str) -> list[FileUse]:
        """What the command line does with files, by kind; what its image is known to do is left out."""
        return [use for use in self._uses if use.effect.kind in kinds]

    @lazy
    def _uses(self) -> list[FileUse]:
        uses = self.running.file_uses
        return [use for use in uses if use.container is self.container and use.effect.why == "command"]

    def volume_uses(self, *kinds: str) -> list[FileUse]:
        """What the command line does with files on volumes."""
        return [use for use in self.uses(*kinds) if use.place.volume is not None]

    def effects(self, *kinds: str) -> list[Effect]:
        """The effects of the container's process, by kind."""
        return [effect for effect in self.process.effects if effect.kind in kinds]

    @property
    def endless(self) -> bool:
        """Whether the process is known never to end."""
        return any(effect.kind == "never-ends" for effect in self.process.effects)

    @lazy
    def siblings(self) -> list[Part]:
        """The other containers that run as long as the pod."""
        return [part for part in self.together if part is not self and part.container.long_running]

    def same_image(self, other: Part) -> bool:
        """Whether another container has the very same image."""
        own, its = self.container.image, other.container.image
        return own is not None and its is not None and own.value == its.value

    def command_at(self, *programs: str) -> Span:
        """Where one of these programs is run, else where the image is named."""
        for command in self.process.behaviour.commands:
            if command.name in programs:
                return self.process.span(command.word, command.start, command.end)
        return self.at


def setting_name(name: str) -> str:
    """The name under which a flag's or variable's value is kept."""
    return name.lstrip("-").lower().replace("-", "_").replace(".", "_")
