"""The whole analysis: a container's command line and surroundings in, its behaviour out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from podlint.pod.shell.argv import Program, Shell, base_name, is_opaque, unwrap
from podlint.pod.shell.effects import Behaviour, Command, Tool
from podlint.pod.shell.kubelet import Expanded, expand, without_references
from podlint.pod.shell.perform import perform, script_file
from podlint.pod.shell.state import EXITS, FALLS, OPEN, RETURNS, STAYS, State
from podlint.pod.shell.word import UNKNOWN, Word


def analyse(
    words: Sequence[str | None],
    *,
    env: Mapping[str, str],
    working_dir: str | None,
    directories: Iterable[str],
    references: Mapping[str, str] | None = None,
) -> Behaviour:
    """Return what a command line does: `command` and `args` as one, an unknown entrypoint as None.

    `env` holds the variables with literal values, `references` those that `$(NAME)` finds, if not the same:
    hooks get none (`pkg/kubelet/lifecycle/handlers.go`). `directories` are known to be directories.
    """
    if not words or words[0] is None:
        return Behaviour("unknown")
    values = env if references is None else references
    arguments = [_argument(word, at, values) for at, word in enumerate(words)]
    program = unwrap(arguments)
    tools = tuple(_tools(program, arguments))
    shell = program.shell
    state = State(env, working_dir, directories)
    if shell and shell.script and not program.elsewhere:
        text = words[shell.script.nth]
        if text is None:
            return Behaviour("opaque", shell=shell.name, tools=tools)
        return _run_script(state, program, shell, expand(text, values), tools)
    return _run_program(state, program, tools)


def _argument(word: str | None, nth: int, values: Mapping[str, str]) -> Word:
    """A word as the program gets it; the quick way is that of nearly all words."""
    if word is None:
        return Word(UNKNOWN, nth, 0, 0)
    if "$" not in word:
        return Word(word, nth, 0, len(word))
    return Word(without_references(expand(word, values).text, UNKNOWN), nth, 0, len(word))


def _run_program(state: State, program: Program, tools: tuple[Tool, ...]) -> Behaviour:
    """Exec form: operators are plain words, and each effect stands at the word that decides."""
    if is_opaque(program) or program.elsewhere:
        return Behaviour("opaque", tools=tools, wrappers=program.wrappers)
    if program.shell:
        script_file(state, program.shell, None)
        flow = FALLS | OPEN
    else:
        flow = perform(state, program, None, None)
    if "timeout" in program.wrappers:
        flow = state.bounded(flow, 0)
    effects = tuple(state.effects)
    first = program.words[0]
    command = Command(
        program.name, tuple(program.words), program.wrappers, (), effects, first.nth, first.start, first.end
    )
    return Behaviour(
        "exec", effects, ends=_ends(flow), commands=(command,), last=command, exec=command, tools=tools,
        signals=tuple(state.signals), wrappers=program.wrappers,
    )  # fmt: skip


def _tools(program: Program, words: Sequence[Word]) -> Iterator[Tool]:
    """The wrappers and the program or shell; on another file system none of them but the first is ours."""
    for name in program.wrappers:
        word = next(word for word in words if base_name(word.text) == name)
        yield Tool(name, word.text, guarded=False, word=word.nth, start=word.start, end=word.end)
    first = program.words[0]
    if program.name and not program.elsewhere:
        yield Tool(program.name, first.text, guarded=False, word=first.nth, start=first.start, end=first.end)


def _run_script(state: State, program: Program, shell: Shell, expanded: Expanded, tools: tuple[Tool, ...]) -> Behaviour:
    from podlint.pod.shell.run import run

    nth = shell.script.nth if shell.script else 0
    flow = run(state, expanded, nth, shell)
    if flow is None or state.opaque:
        return Behaviour("opaque", script=nth, shell=shell.name, tools=tools, wrappers=program.wrappers)
    if "timeout" in program.wrappers:
        flow = state.bounded(flow, 0)
    return Behaviour(
        "shell", tuple(state.effects), nth, shell.name, _ends(flow), tuple(state.uses), frozenset(state.defined),
        state.sources, tuple(state.commands), state.last, state.exec, (*tools, *state.tools), tuple(state.signals),
        tuple(state.traps), frozenset(state.options) | shell.options, program.wrappers,
    )  # fmt: skip


def _ends(flow: int) -> bool | None:
    """A failure on the way does not count: it is not what the script is for."""
    if flow & STAYS and not flow & (FALLS | EXITS | RETURNS):
        return False
    return None if flow & (OPEN | STAYS) else True
