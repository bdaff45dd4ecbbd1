"""Programs that are not where a command looks for them: not in the image, not on the volume, not executable."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence, Finding, Severity
from podlint.pod.model import Container, Volume
from podlint.pod.processes import Process, is_shell
from podlint.pod.running import FileUse
from podlint.pod.volumes import Place, resolve
from podlint.subject import Subject
from podlint.syntax.nodes import Mapping, Scalar

_INSTALLERS = frozenset(
    ("apk", "apt", "apt-get", "yum", "dnf", "microdnf", "zypper", "pip", "pip3", "npm", "gem", "cargo", "go", "brew",
     "conda", "pacman", "tdnf"),
)  # fmt: skip
_INSTEAD = {"curl": "wget -qO-", "bash": "sh", "python": "python3"}
_SURE = frozenset(("busybox", "distroless"))


def tool_not_in_image(subject: Subject) -> Iterator[Finding]:
    """Look the programs of each command line up in what is known of the image."""
    for container in subject.pod.containers:
        if container.image is None or (container.command is None and container.args is None):
            continue
        process = subject.running.process(container)
        image = process.image
        if image is None:
            continue
        installs = _installs(process)
        told: set[str] = set()
        for tool in subject.running.missing_tools(container):
            no_shell = image.shell == "none" and is_shell(tool.name)
            if tool.name in told or (installs and not no_shell):
                continue
            told.add(tool.name)
            meant = _INSTEAD.get(tool.name)
            usable = meant if meant is not None and image.has_tool(meant.split()[0]) else None
            yield Finding(
                process.span(tool.word, tool.start, tool.end),
                f'{container.label} runs "{tool.name}", which {container.image.value.partition("@")[0]} does not have'
                + _outcome(process, tool.word, tool.start)
                + (f'; did you mean "{usable}"?' if usable is not None else ""),
                evidence=(Evidence(container.image.span, "the image"),),
                severity=None if image.base in _SURE else Severity.WARNING,
            )
            if no_shell:
                break


def _installs(process: Process) -> bool:
    """Whether the script installs programs, or what it reads may do so."""
    behaviour = process.behaviour
    installs = any(command.name in _INSTALLERS for command in behaviour.commands)
    return installs or behaviour.sources or "PATH" in behaviour.defined


def _outcome(process: Process, word: int, start: int) -> str:
    """What comes of it, by where the command stands."""
    command = next((c for c in process.behaviour.commands if c.word == word and c.start <= start < c.end), None)
    if process.behaviour.form == "exec" or word != process.behaviour.script:
        return ": the container cannot start"
    if command is not None and command.place == "substitution":
        return ": nothing is put in its place"
    return ': "not found"'


def command_from_unfilled_volume(subject: Subject) -> Iterator[Finding]:
    """Follow the path of a program onto its volume: is it there when the container starts, and may it be run."""
    if not subject.pod.volumes:
        return
    for container in subject.pod.containers:
        for label, command in _commands(container):
            path = command[0].value if command else ""
            if not path.startswith("/") or command[0].templated:
                continue
            place = resolve(subject.pod, container, path)
            if place.volume is not None:
                yield from _judge(subject, container, label, command[0], place)


def _commands(container: Container) -> Iterator[tuple[str, tuple[Scalar, ...]]]:
    """The container's command and those of its probes and hooks, with what messages call them."""
    if container.command:
        yield "cannot start", container.command
    for handler in (*container.probes, *container.hooks):
        if handler.action is not None and handler.action.command:
            yield f"has a {handler.kind} that cannot run", handler.action.command


def _judge(subject: Subject, container: Container, label: str, word: Scalar, place: Place) -> Iterator[Finding]:
    volume = place.volume
    if volume is None:
        return
    if volume.kind in {"configMap", "secret", "projected"} and not _executable(volume, place.path):
        yield Finding(
            word.span,
            f'{container.label} {label}: "{word.value}" comes from a {volume.kind} volume, whose files are not executable '
            '(0644); did you mean "defaultMode: 0755", or sh in front?',
            evidence=(Evidence(volume.at, f'volume "{volume.name}" sets no mode'),),
        )
    elif volume.kind == "emptyDir" and label == "cannot start":
        yield from _on_empty(subject, container, word, place)


def _executable(volume: Volume, path: str) -> bool:
    """Whether a mode with x is set anywhere that concerns the file; a mode that cannot be read counts as one."""
    source = volume.source
    if not isinstance(source, Mapping):
        return True
    modes = [source.text("defaultMode")]
    lists = [source, *(part for entry in source.mappings("sources") for part in entry.fields.values())]
    for part in lists:
        if isinstance(part, Mapping):
            for item in part.mappings("items"):
                if item.text("path") in {path, None}:
                    modes.append(item.text("mode"))
    return any(mode is not None and (not mode.isdigit() or _number(mode) & 0o111) for mode in modes)


def _number(mode: str) -> int:
    """A mode as Kubernetes' YAML decoder reads it: with a leading zero it is octal."""
    octal = mode.startswith("0") and set(mode) <= set("01234567")
    return int(mode, 8) if octal else int(mode)


def _on_empty(subject: Subject, container: Container, word: Scalar, place: Place) -> Iterator[Finding]:
    running, volume = subject.running, place.volume
    writes = running.writes_to(place)
    if volume is None or any(use.container is container for use in writes):
        return
    before = [
        other
        for other in subject.pod.containers
        if other is not container
        and other.mounts_of(volume)
        and (other.key == "initContainers" or container.key != "initContainers")
    ]
    if not writes:
        if all(running.process(other).transparent for other in before):
            yield Finding(
                word.span,
                f'{container.label} cannot start: "{word.value}" lies on volume "{volume.name}", which starts empty, and '
                "no container puts it there",
                evidence=(Evidence(volume.at, "starts empty"),),
            )
    elif _made_by_redirect(writes) and not any(
        use.effect.how.startswith(("chmod", "install", "cp", "mv")) for use in writes
    ):
        made = writes[0]
        yield Finding(
            word.span,
            f'{container.label} cannot start: {made.container.label} writes "{word.value}" without making it executable; '
            'did you mean to add "chmod +x", or sh in front?',
            evidence=(Evidence(made.effect.span, f"{made.container.label} writes it here"),),
        )


def _made_by_redirect(writes: list[FileUse]) -> bool:
    return all(use.effect.how.endswith((">", ">>")) and "*" not in use.place.path for use in writes)
