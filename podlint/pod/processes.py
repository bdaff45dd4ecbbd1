"""What runs in a container and what it is known to do: the command line as the kubelet runs it, and the image.

The shell analysis says what words do; here its places become places in the manifest, and where the image's own
program runs, what that is known to read and write is added. Unknown programs claim nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from podlint.pod.flags import Flag, flags
from podlint.pod.images import NO_EXTRA, ImageFacts, facts_of
from podlint.pod.model import Container, Pod
from podlint.pod.shell.effects import Behaviour, Command
from podlint.pod.shell.effects import Effect as ShellEffect
from podlint.pod.shell.word import Word
from podlint.syntax.nodes import Scalar
from podlint.syntax.within import Runs
from podlint.text import Span

INITS = frozenset(("/sbin/init", "/usr/sbin/init", "/lib/systemd/systemd", "/usr/lib/systemd/systemd"))
"""Where systemd is, which has to be process 1 and starts services of its own."""
_NOTHING = Behaviour("unknown")


class Effect(NamedTuple):
    """One thing a container does: `kind` and `target` as the shell analysis names them, and where it is written.

    `why` is "command" when the command line says so, else "image": what its default program is known to do.
    """

    kind: str
    target: str
    how: str
    certain: bool
    repeatable: bool
    guard: str
    why: str
    place: "Places"
    word: int
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where the effect is written."""
        return self.place.span(self.word, self.start, self.end)

    @property
    def script_line(self) -> int:
        """The line within the script, from 1; 0 outside a script."""
        return self.place.line(self.word, self.start)


class Process:
    """What runs in one container; `default` says that the image's own entrypoint and arguments run unchanged."""

    __slots__ = ("_flags", "_places", "behaviour", "container", "default", "effects", "image", "words")

    def __init__(
        self, pod: Pod, container: Container, env: dict[str, str], images: Mapping[str, ImageFacts] = NO_EXTRA
    ) -> None:
        self.container = container
        self.image = None if container.image is None else facts_of(container.image.value, images)
        self.words = _words(container, self.image)
        self.default = container.command is None and not container.args
        self.behaviour = _analyse(container, self.words, env)
        text, scalars = pod.manifest.source.text, [scalar for _, scalar in self.words]
        self._places = Places(text, scalars, self.behaviour.script)
        self.effects = (*self._command_effects(), *self._image_effects())
        self._flags: tuple[Flag, ...] | None = None

    @property
    def opaque(self) -> bool:
        """Whether something runs of which nothing is known: no effect missing here proves anything."""
        if self.behaviour.form == "opaque":
            return True
        if self.words:
            return self.behaviour.form == "unknown"
        return self.image is None

    @property
    def transparent(self) -> bool:
        """Whether every program that the command line runs is known, so that it does nothing unseen."""
        if self.behaviour.form not in {"shell", "exec"} or self.behaviour.sources:
            return False
        return all(_is_known(command) for command in self.behaviour.commands)

    @property
    def runs_default_program(self) -> bool:
        """Whether the image's own program runs, perhaps with other arguments."""
        return self.container.command is None

    @property
    def ends(self) -> bool | None:
        """True when it surely ends, False when it surely never does, None when that is not known."""
        if self.words and self.behaviour.form != "unknown":
            return None if self.behaviour.sources and self.behaviour.ends else self.behaviour.ends
        if self.default and self.image is not None and self.image.runs != "subcommand":
            return self.image.runs == "ends"
        return None

    @property
    def flags(self) -> tuple[Flag, ...]:
        """The flags of every command that the command line runs, else of its bare words."""
        if self._flags is None:
            commands = self.behaviour.commands
            lines = [command.words for command in commands] if commands else [self._bare_words()]
            self._flags = tuple(flag for line in lines for flag in flags(line))
        return self._flags

    def _bare_words(self) -> list[Word]:
        words = enumerate(self.words)
        return [Word(text, nth, 0, len(text)) for nth, (text, scalar) in words if text and scalar is not None]

    def span(self, word: int, start: int, end: int) -> Span:
        """Where a part of a word of the command line stands."""
        return self._places.span(word, start, end)

    def _command_effects(self) -> Iterator[Effect]:
        tolerated = {effect for command in self.behaviour.commands if command.tolerated for effect in command.effects}
        for effect in self.behaviour.effects:
            guard = effect.guard or ("|| true" if effect in tolerated else "")
            yield _located(effect, guard, self._places)

    def _image_effects(self) -> Iterator[Effect]:
        facts, container = self.image, self.container
        if facts is None or container.image is None or not self.runs_default_program:
            return
        place = Places(self._places.text, [container.image], None)
        length = len(container.image.value)
        kinds = (("write", facts.logs, "log"), ("write", facts.data, "data"), ("read", facts.reads, "content"))
        for kind, paths, how in kinds:
            for path in paths:
                yield Effect(kind, path, f"{facts.name} {how}", False, True, "", "image", place, 0, 0, length)
        if facts.runs == "long" and self.default:
            yield Effect("never-ends", facts.name, "image default", True, True, "", "image", place, 0, 0, length)


def is_shell(program: str) -> bool:
    """Whether a program, by its name or path, is a shell."""
    from podlint.pod.shell.table import SHELLS

    return program.rpartition("/")[2] in SHELLS


def _is_known(command: Command) -> bool:
    from podlint.pod.shell.argv import is_homemade
    from podlint.pod.shell.table import BUILTINS, TABLE

    program, entry = command.name, TABLE.get(command.name)
    if command.words and is_homemade(command.words[0].text):
        return False
    return program in BUILTINS or is_shell(program) or (entry is not None and "open" not in entry)


def _located(effect: ShellEffect, guard: str, places: "Places") -> Effect:
    return Effect(
        effect.kind,
        effect.target,
        effect.how,
        effect.certain,
        effect.repeatable,
        guard,
        "command",
        places,
        effect.word,
        effect.start,
        effect.end,
    )


class Places:
    """The places of the words of one command line, worked out when they are asked for."""

    __slots__ = ("_runs", "_scalars", "_script", "_text")

    def __init__(self, text: str, scalars: list[Scalar | None], script: int | None) -> None:
        self._text = text
        self._scalars = scalars
        self._script = script
        self._runs: dict[int, Runs] = {}

    @property
    def text(self) -> str:
        """The manifest's text."""
        return self._text

    def span(self, word: int, start: int, end: int) -> Span:
        """Where a part of a word stands; another word's place where it has none of its own."""
        scalar = self._scalars[word]
        if scalar is None:
            return next((other.span for other in self._scalars if other is not None), Span(0, 0))
        if word not in self._runs:
            self._runs[word] = Runs(self._text, scalar)
        return self._runs[word].span(start, end)

    def line(self, word: int, start: int) -> int:
        """The line within the script, from 1; 0 for a word that is none."""
        scalar = self._scalars[word]
        return 0 if scalar is None or word != self._script else scalar.value.count("\n", 0, start) + 1


def _words(container: Container, image: ImageFacts | None) -> list[tuple[str | None, Scalar | None]]:
    """The command line: command and args, or the image's entrypoint in front of args where it is known."""
    given: list[tuple[str | None, Scalar | None]] = [(scalar.value, scalar) for scalar in container.words]
    if container.command is not None or not given:
        return given
    first = container.args[0].value if container.args else ""
    if image is None or image.args is None or image.entrypoint is None:
        if image is not None and image.args == "command":
            return given
        return [(None, None), *given]
    if image.args == "command" or (image.args == "either" and not first.startswith("-")):
        return given
    return [(image.entrypoint, None), *given]


def _analyse(container: Container, words: list[tuple[str | None, Scalar | None]], env: dict[str, str]) -> Behaviour:
    if not words:
        return _NOTHING
    from podlint.pod.shell.analyse import analyse

    directories = [mount.path.value for mount in container.mounts if mount.path is not None]
    working_dir = None if container.working_dir is None else container.working_dir.value
    return analyse([word for word, _ in words], env=env, working_dir=working_dir, directories=directories)


class Handling(NamedTuple):
    """What the command of an exec probe or hook does, with the places of its words."""

    behaviour: Behaviour
    places: Places

    def span(self, word: int, start: int, end: int) -> Span:
        """Where a part of a word of the command stands."""
        return self.places.span(word, start, end)


def handling(pod: Pod, container: Container, command: Iterable[Scalar], env: dict[str, str]) -> Handling:
    """What an exec probe or hook does; `$(NAME)` stands for literal values, as in probes: hooks are not told apart."""
    words: list[tuple[str | None, Scalar | None]] = [(scalar.value, scalar) for scalar in command]
    behaviour = _analyse(container, words, env)
    return Handling(behaviour, Places(pod.manifest.source.text, [scalar for _, scalar in words], behaviour.script))


def handled(handling: Handling) -> list[Effect]:
    """The effects of an exec probe or hook."""
    return [_located(effect, effect.guard, handling.places) for effect in handling.behaviour.effects]
