"""The whole analysis: a container's command line and surroundings in, its behaviour out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from podlint.pod.shell.argv import Program, Shell, is_opaque, unwrap
from podlint.pod.shell.effects import Behaviour, Command, Form, Tool
from podlint.pod.shell.kubelet import Expanded, expand, without_references
from podlint.pod.shell.paths import normalise
from podlint.pod.shell.simple import perform
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
    expanded = [_expand(word, env if references is None else references) for word in words]
    arguments = [
        Word(without_references(expanded[at].text, UNKNOWN), at, 0, len(raw or "")) for at, raw in enumerate(words)
    ]
    program = unwrap(arguments)
    shell = program.shell
    state = State(env, working_dir, {normalise(directory) for directory in directories})
    if shell and shell.script and not program.elsewhere:
        return _run_script(state, program, shell, expanded[shell.script.index])
    return _run_program(state, program)


def _expand(word: str | None, values: Mapping[str, str]) -> Expanded:
    return Expanded(UNKNOWN, None) if word is None else expand(word, values)


def _run_program(state: State, program: Program) -> Behaviour:
    """Exec form: operators are plain words, and each effect stands at the word that decides."""
    first = program.words[0]
    if is_opaque(program) or program.elsewhere:
        form: Form = "opaque"
        return Behaviour(form, tools=(_tool(program),) if not program.elsewhere else ())
    flow = FALLS | OPEN if program.shell else perform(state, program, None, None)
    command = Command(
        program.name, tuple(program.words), program.wrappers, (), tuple(state.effects), first.index, first.start,
        first.end, "script", True, (), 0, 0, 1, "", False, False, False,
    )  # fmt: skip
    return Behaviour(
        "exec", tuple(state.effects), ends=_ends(flow), commands=(command,), last=command, exec=command,
        tools=(_tool(program),), signals=tuple(state.signals),
    )  # fmt: skip


def _tool(program: Program) -> Tool:
    first = program.words[0]
    return Tool(program.name, first.text, False, first.index, first.start, first.end)


def _run_script(state: State, program: Program, shell: Shell, expanded: Expanded) -> Behaviour:
    from podlint.pod.shell.walk import run

    script = shell.script
    if script is None:
        return Behaviour("unknown")
    state.tools.append(_tool(program))
    flow = run(state, expanded, script.index, shell)
    if flow is None or state.opaque:
        return Behaviour("opaque", script=script.index, shell=shell.name, tools=tuple(state.tools[:1]))
    return Behaviour(
        "shell", tuple(state.effects), script.index, shell.name, _ends(flow), tuple(state.uses),
        frozenset(state.defined), state.sources, tuple(state.commands), state.last, state.exec, tuple(state.tools),
        tuple(state.signals), tuple(state.traps), frozenset(state.options) | shell.options,
    )  # fmt: skip


def _ends(flow: int) -> bool | None:
    """A failure on the way does not count: it is not what the script is for."""
    if flow & OPEN:
        return None
    if flow & STAYS:
        return None if flow & (FALLS | EXITS | RETURNS) else False
    return True
