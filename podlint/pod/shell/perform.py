"""One program of the table at work on a state; the shell around it, if any, is not known here."""

from podlint.pod.shell.argv import Program, Shell, is_homemade, is_opaque
from podlint.pod.shell.options import parse
from podlint.pod.shell.paths import resolve
from podlint.pod.shell.programs import claims, row
from podlint.pod.shell.programs.call import Call, Claim
from podlint.pod.shell.record import record
from podlint.pod.shell.signals import SENDERS, signals
from podlint.pod.shell.state import FALLS, OPEN, State
from podlint.pod.shell.table import BUILTINS
from podlint.pod.shell.word import Word


def perform(state: State, program: Program, stdin: str | None, span: Word | None) -> int:
    """Add what a program of the table does; an unknown one claims nothing and may never end."""
    name = program.name
    if name in SENDERS:
        state.signals.extend(signals(program))
    homemade = bool(program.words) and is_homemade(program.words[0].text)
    known = None if is_opaque(program) or homemade else row(name)
    if known is None:
        return FALLS if name in BUILTINS and not homemade else FALLS | OPEN
    if known.idle:
        return FALLS
    words = program.words[1:]
    call = Call(name, words, parse(words, known.syntax), state.directory, state.directories, stdin, known.syntax)
    return record(state, claims(call, known), span, program.words[0])


def script_file(state: State, shell: Shell, span: Word | None) -> None:
    """`sh FILE` reads the file."""
    place = resolve(shell.file, state.directory) if shell.file else None
    if place and shell.file:
        claim = Claim("read", place.path, shell.name, shell.file, place.certain)
        record(state, (claim,), span, shell.file)
