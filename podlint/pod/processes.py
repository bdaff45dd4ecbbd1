"""What runs in a container and what it is known to do: the command line as the kubelet runs it, and the image.

The shell analysis says what words do; here its places become places in the manifest, and where the image's own
program runs, what that is known to read and write is added. Unknown programs claim nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from podlint.pod.images import NO_EXTRA, ImageFacts, facts_of
from podlint.pod.model import Container, Pod
from podlint.pod.shell.effects import Behaviour
from podlint.syntax.nodes import Scalar
from podlint.syntax.within import Runs
from podlint.text import Span

_NOTHING = Behaviour("unknown")


class Effect(NamedTuple):
    """One thing a container does: `kind` and `target` as the shell analysis names them, and where it is written.

    `why` is "command" when the command line says so, else "image": what its default program is known to do.
    `script_line` counts from 1 within a script, and is 0 elsewhere.
    """

    kind: str
    target: str
    how: str
    certain: bool
    repeatable: bool
    guard: str
    span: Span
    script_line: int
    why: str


class Process:
    """What runs in one container; `default` says that the image's own entrypoint and arguments run unchanged."""

    __slots__ = ("_places", "behaviour", "container", "default", "effects", "image", "words")

    def __init__(
        self, pod: Pod, container: Container, env: dict[str, str], images: Mapping[str, ImageFacts] = NO_EXTRA
    ) -> None:
        self.container = container
        self.image = None if container.image is None else facts_of(container.image.value, images)
        self.words = _words(container, self.image)
        self.default = container.command is None and not container.args
        self._places = _Places(pod.manifest.source.text, [scalar for _, scalar in self.words])
        self.behaviour = _analyse(container, self.words, env)
        self.effects = (*self._command_effects(), *self._image_effects())

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
        return self.behaviour.form in {"shell", "exec"} and all(
            _is_known(command.name) for command in self.behaviour.commands
        )

    @property
    def runs_default_program(self) -> bool:
        """Whether the image's own program runs, perhaps with other arguments."""
        return self.container.command is None

    @property
    def ends(self) -> bool | None:
        """True when it surely ends, False when it surely never does, None when that is not known."""
        if self.words and self.behaviour.form != "unknown":
            return self.behaviour.ends
        if self.default and self.image is not None and self.image.runs != "subcommand":
            return self.image.runs == "ends"
        return None

    def span(self, word: int, start: int, end: int) -> Span:
        """Where a part of a word of the command line stands."""
        return self._places.span(word, start, end)

    def _command_effects(self) -> Iterator[Effect]:
        script = self.behaviour.script
        tolerated = {effect for command in self.behaviour.commands if command.tolerated for effect in command.effects}
        for effect in self.behaviour.effects:
            line = self._places.line(effect.word, effect.start) if effect.word == script else 0
            yield Effect(
                effect.kind,
                effect.target,
                effect.how,
                effect.certain,
                effect.repeatable,
                effect.guard or ("|| true" if effect in tolerated else ""),
                self.span(effect.word, effect.start, effect.end),
                line,
                "command",
            )

    def _image_effects(self) -> Iterator[Effect]:
        facts, container = self.image, self.container
        if facts is None or container.image is None or not self.runs_default_program:
            return
        kinds = (("write", facts.logs, "log"), ("write", facts.data, "data"), ("read", facts.reads, "content"))
        for kind, paths, how in kinds:
            for path in paths:
                yield _by_image(kind, path, f"{facts.name} {how}", container.image.span, certain=False)
        if facts.runs == "long" and self.default:
            yield _by_image("never-ends", facts.name, "image default", container.image.span, certain=True)


def _is_known(program: str) -> bool:
    from podlint.pod.shell.table import BUILTINS, SHELLS, TABLE

    entry = TABLE.get(program)
    return program in BUILTINS or program in SHELLS or (entry is not None and "open" not in entry)


def _by_image(kind: str, target: str, how: str, span: Span, *, certain: bool) -> Effect:
    return Effect(kind, target, how, certain, repeatable=True, guard="", span=span, script_line=0, why="image")


class _Places:
    """The places of the words of one command line, worked out when they are asked for."""

    __slots__ = ("_runs", "_scalars", "_text")

    def __init__(self, text: str, scalars: list[Scalar | None]) -> None:
        self._text = text
        self._scalars = scalars
        self._runs: dict[int, Runs] = {}

    def span(self, word: int, start: int, end: int) -> Span:
        scalar = self._scalars[word]
        if scalar is None:
            return next((other.span for other in self._scalars if other is not None), Span(0, 0))
        if word not in self._runs:
            self._runs[word] = Runs(self._text, scalar)
        return self._runs[word].span(start, end)

    def line(self, word: int, start: int) -> int:
        scalar = self._scalars[word]
        return 0 if scalar is None else scalar.value.count("\n", 0, start) + 1


def _words(container: Container, image: ImageFacts | None) -> list[tuple[str | None, Scalar | None]]:
    """The command line: command and args, or the image's entrypoint in front of args where it is known."""
    given: list[tuple[str | None, Scalar | None]] = [
        (scalar.value, scalar) for scalar in (*(container.command or ()), *(container.args or ()))
    ]
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


def analyse_handler(pod: Pod, container: Container, command: Iterable[Scalar], env: dict[str, str]) -> list[Effect]:
    """What an exec probe or hook does; the kubelet expands no variables there, the shell may."""
    words: list[tuple[str | None, Scalar | None]] = [(scalar.value, scalar) for scalar in command]
    behaviour = _analyse(container, words, env)
    places = _Places(pod.manifest.source.text, [scalar for _, scalar in words])
    return [
        Effect(
            effect.kind,
            effect.target,
            effect.how,
            effect.certain,
            effect.repeatable,
            effect.guard,
            places.span(effect.word, effect.start, effect.end),
            places.line(effect.word, effect.start) if effect.word == behaviour.script else 0,
            "command",
        )
        for effect in behaviour.effects
    ]
