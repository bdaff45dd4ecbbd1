"""The whole analysis: a container's command line and surroundings in, its behaviour out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from podlint.pod.shell.argv import Program, Shell, is_opaque, unwrap
from podlint.pod.shell.effects import Behaviour, Command, Form, Tool
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
    program = unwrap([_argument(word, at, values) for at, word in enumerate(words)])
    shell = program.shell
    state = State(env, working_dir, directories)
    if shell and shell.script and not program.elsewhere:
        text = words[shell.script.nth]
        if text is None:
            return Behaviour("opaque", shell=shell.name, tools=(_tool(program),))
        return _run_script(state, program, shell, expand(text, values))
    return _run_program(state, program)


def _argument(word: str | None, nth: int, values: Mapping[str, str]) -> Word:
    """A word as the program gets it; the quick way is that of nearly all words."""
    if word is None:
        return Word(UNKNOWN, nth, 0, 0)
    if "$" not in word:
        return Word(word, nth, 0, len(word))
    return Word(without_references(expand(word, values).text, UNKNOWN), nth, 0, len(word))


def _run_program(state: State, program: Program) -> Behaviour:
    """Exec form: operators are plain words, and each effect stands at the word that decides."""
    first = program.words[0]
    if is_opaque(program) or program.elsewhere:
        form: Form = "opaque"
        return Behaviour(form, tools=(_tool(program),) if not program.elsewhere else ())
    if program.shell:
        script_file(state, program.shell, None)
        flow = FALLS | OPEN
    else:
        flow = perform(state, program, None, None)
    effects = tuple(state.effects)
    command = Command(
        program.name, tuple(program.words), program.wrappers, (), effects, first.nth, first.start, first.end
    )
    return Behaviour(
        "exec", effects, ends=_ends(flow), commands=(command,), last=command, exec=command,
        tools=(_tool(program),), signals=tuple(state.signals),
    )  # fmt: skip


def _tool(program: Program) -> Tool:
    first = program.words[0]
    return Tool(program.name, first.text, guarded=False, word=first.nth, start=first.start, end=first.end)


def _run_script(state: State, program: Program, shell: Shell, expanded: Expanded) -> Behaviour:
    from podlint.pod.shell.run import run

    script = shell.script
    if script is None:
        return Behaviour("unknown")
    state.tools.append(_tool(program))
    flow = run(state, expanded, script.nth, shell)
    if flow is None or state.opaque:
        return Behaviour("opaque", script=script.nth, shell=shell.name, tools=tuple(state.tools[:1]))
    return Behaviour(
        "shell", tuple(state.effects), script.nth, shell.name, _ends(flow), tuple(state.uses),
        frozenset(state.defined), state.sources, tuple(state.commands), state.last, state.exec, tuple(state.tools),
        tuple(state.signals), tuple(state.traps), frozenset(state.options) | shell.options,
    )  # fmt: skip


def _ends(flow: int) -> bool | None:
    """A failure on the way does not count: it is not what the script is for."""
    if flow & STAYS and not flow & (FALLS | EXITS | RETURNS):
        return False
    return None if flow & (OPEN | STAYS) else True
