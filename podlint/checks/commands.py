"""Command lines as they are written: shell words without a shell, arguments without a program, folded scripts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from podlint.diagnostic import Evidence, Finding, Fix, Severity
from podlint.pod.model import Container
from podlint.pod.processes import Process, is_shell
from podlint.subject import Subject
from podlint.syntax.nodes import Scalar
from podlint.text import Edit, Span

_OPERATORS = frozenset(("&&", "||", "|", ";", ">", ">>", "<", "2>&1", "2>", "&>"))
_TAKES_OPERATORS = frozenset(
    ("find", "test", "[", "expr", "dockerize", "jq", "yq", "nsenter", "chroot", "env", "busybox", "xargs", "timeout",
     "su", "gosu", "su-exec", "cmd", "cmd.exe", "powershell", "pwsh", "powershell.exe", "pwsh.exe", "tini", "dumb-init"),
)  # fmt: skip
_PLACEHOLDERS = frozenset(("sh", "bash", "ash", "dash", "--", "-", "_", "script"))
_ALSO_ARGUMENTS = frozenset(
    ("true", "false", "test", ".", "[", ":", "install", "date", "time", "file", "host", "env", "id", "sync", "find", "sort",
     "split", "join", "link", "mail", "watch", "at", "service", "yes", "type", "read", "set", "local"),
)  # fmt: skip
_JOINERS = ("install", "add", "exec", "which", "type", "command", "env", "echo", "printf", "for", "man", "time", "xargs",
            "apt-get", "apk", "yum", "dnf", "pip", "pip3", "npm", "trap", "kill", "pkill", "alias")  # fmt: skip


def exec_form_with_shell_syntax(subject: Subject) -> Iterator[Finding]:
    """Take operators, variables and whole lines in a command that no shell reads, and words behind a script."""
    for container in subject.pod.containers:
        words = container.words
        if container.command is None or not words or words[0].templated or "\\" in words[0].value:
            continue
        program = words[0].value.rpartition("/")[2]
        if is_shell(program):
            yield from _after_script(container, words)
        elif not program.lower().endswith(".exe") and program not in _TAKES_OPERATORS:
            yield from _without_shell(subject, container, words)


def _without_shell(subject: Subject, container: Container, words: Sequence[Scalar]) -> Iterator[Finding]:
    first = words[0]
    if len(first.value.split()) > 1:
        yield Finding(
            first.span,
            f"{container.label} runs a program called {_quoted(first.value)}, blanks and all, which no image has: the "
            f"container cannot start; did you mean {_as_list(first.value)}?",
            fix=_split(subject, first),
        )
        return
    if any(is_shell(word.value) for word in words[1:]):
        return
    names = {variable.name.value for variable in container.env if variable.name is not None}
    for word in words[1:]:
        if word.value in _OPERATORS:
            yield Finding(
                word.span,
                f'{container.label} gives "{word.value}" to {first.value} as an argument, since no shell reads the list; '
                'did you mean [sh, -c, "…"]?',
            )
            return
        name = word.value.partition("$")[2].partition("/")[0] if "$" in word.value else ""
        if name in names and "$(" not in word.value:
            at = word.value.index("$")
            span = subject.running.process(container).span(words.index(word), at, at + 1 + len(name))
            yield Finding(
                span,
                f'{container.label} gives "${name}" to {first.value} as it stands, since no shell reads the list; did '
                f'you mean "$({name})", which the kubelet replaces?',
                fix=Fix(f"write $({name})", (Edit(span, f"$({name})"),)),
                severity=Severity.WARNING,
            )


def _quoted(text: str) -> str:
    short = " ".join(text.split()).replace('"', "'")
    return f'"{short if len(short) <= 40 else short[:39] + "…"}"'


def _as_list(text: str) -> str:
    """How the line is written as a list: word by word, or for a shell."""
    parts = text.split()
    plain = not any(mark in text for mark in "\"'$|&;<>*`")
    return f"[{', '.join(parts)}]" if plain and len(text) <= 40 else '[sh, -c, "…"]'


def _split(subject: Subject, word: Scalar) -> Fix | None:
    """In a flow sequence a line without quotes and operators becomes its words."""
    sequence = next(
        (c.node.sequence("command") for c in subject.pod.containers if c.command and c.command[0] is word), None
    )
    if sequence is None or not sequence.flow or any(mark in word.value for mark in "\"'$|&;<>*`,:{}[]#"):
        return None
    return Fix("give each word its own place", (Edit(word.span, ", ".join(word.value.split())),))


def _after_script(container: Container, words: Sequence[Scalar]) -> Iterator[Finding]:
    """What stands behind `-c`: no script at all, or words that the script never looks at."""
    at = 1
    while at < len(words) and words[at].value.startswith(("-", "+")) and "c" not in words[at].value.lstrip("-"):
        at += 2 if words[at].value == "-o" else 1
    if at >= len(words) or not words[at].value.startswith("-") or words[at].value.startswith("--"):
        return
    if at + 1 >= len(words):
        yield Finding(
            words[at].span,
            f"{container.label} starts {words[0].value} {words[at].value} without a script: the shell ends at once with "
            "an error, and the container with it",
        )
        return
    at += 1 if words[at + 1].value == "--" and at + 2 < len(words) else 0
    script, rest = words[at + 1], words[at + 2 :]
    if not rest or script.templated or _looks_at_words(script.value):
        return
    if len(rest) == 1 and rest[0].value in _PLACEHOLDERS:
        return
    yield Finding(
        rest[0].span,
        f'{container.label} runs only {_quoted(script.value)} as its script: "{_short(rest[0].value)}" and what follows '
        "become $0, $1 …, which it never looks at; did you mean one string?",
        evidence=(Evidence(script.span, "the script"),),
        severity=Severity.WARNING,
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 30 else line[:29] + "…"


def _looks_at_words(script: str) -> bool:
    marks = ("$@", "$*", "${@", "${*", "$#", "shift", "getopts", "BASH_ARGV")
    return any(mark in script for mark in marks) or any(
        f"${digit}" in script or f"${{{digit}" in script for digit in "0123456789"
    )


def args_without_entrypoint(subject: Subject) -> Iterator[Finding]:
    """Take arguments alone for images that run what they are given, where the first is no program."""
    for container in subject.pod.containers:
        if container.command is not None or not container.args or container.image is None:
            continue
        first = container.args[0]
        facts = subject.running.process(container).image
        if facts is None or facts.args != "command" or first.templated:
            continue
        if first.value.startswith("-") or len(first.value.split()) > 1:
            yield Finding(
                first.span,
                f"{container.label} has only args, and its image runs them as they are: there is no program called "
                f'"{_short(first.value)}", so the container cannot start; did you mean to name the program in command?',
                evidence=(Evidence(container.image.span, "the image has no program of its own to give them to"),),
            )


def folded_script_lines(subject: Subject) -> Iterator[Finding]:
    """Take lines of a folded script that begin with a known program and are read as arguments of the line before."""
    text = subject.manifest.source.text
    for container in subject.pod.containers:
        if container.command is None and container.args is None:
            continue
        process = subject.running.process(container)
        nth = process.behaviour.script
        scalar = None if nth is None else process.words[nth][1]
        if scalar is None or scalar.style == "|" or "\n" not in text[scalar.start : scalar.end].strip():
            continue
        lost = _commented_out(text, scalar) or _swallowed(process, scalar, text)
        if lost is not None:
            span, line, fate = lost
            yield Finding(
                span,
                f'{container.label} never runs the line "{_short(line)}": the script is folded into one line, so it is '
                f'{fate}; did you mean "|"?',
                evidence=(Evidence(Span(scalar.start, scalar.start + 1), "folded here"),)
                if scalar.style == ">"
                else (),
                fix=_unfold(text, scalar),
            )


def _swallowed(process: Process, scalar: Scalar, text: str) -> tuple[Span, str, str] | None:
    """The first line that a fold has made arguments of the command before it: its place, text and fate."""
    for command in process.behaviour.commands:
        head = command.words[0].text
        if head in _JOINERS or not set(_JOINERS).isdisjoint((*command.wrappers, *(w.text for w in command.words[1:3]))):
            continue
        targets = (redirect.target for redirect in command.redirects if redirect.target.text != command.words[-1].text)
        for word in (*command.words[1:-1], *targets):
            option = word.text.startswith("-")
            if word.nth != command.word or not (option or _is_program(word.text)):
                continue
            span = process.span(word.nth, word.start, word.end)
            line = text[text.rfind("\n", 0, span.start) + 1 : _line_end(text, span.start)].strip()
            if not _is_folded(scalar.value, word.start) or span.start <= scalar.start or not line.startswith(word.text):
                continue
            if option:
                break  # the lines are its arguments on purpose
            return span, line, f"an argument of {head}"
    return None


def _is_folded(value: str, at: int) -> bool:
    """Whether only a blank stands where the source had a line break: deeper lines keep theirs (YAML 1.2, 8.1.3)."""
    before = value[: max(at, 0)].rstrip(" ")
    return at > len(before) > 0 and not before.endswith("\n")


def _is_program(name: str) -> bool:
    from podlint.pod.shell.table import BUILTINS, TABLE

    return name not in _ALSO_ARGUMENTS and (name in TABLE or name in BUILTINS)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _commented_out(text: str, scalar: Scalar) -> tuple[Span, str, str] | None:
    """The first line behind a comment that a fold has drawn onto the comment's line."""
    if scalar.style != ">" or "#" not in scalar.value:
        return None
    at = _line_end(text, scalar.start) + 1
    comment = False
    while at < scalar.end:
        end = _line_end(text, at)
        line = text[at:end].strip()
        if comment and line and not line.startswith("#") and f"# {line}" not in scalar.value:
            start = at + len(text[at:end]) - len(text[at:end].lstrip())
            if _is_folded(scalar.value, scalar.value.find(line)):
                return Span(start, start + len(line)), line, "part of the comment before it"
        comment = line.startswith("#")
        at = end + 1
    return None


def _unfold(text: str, scalar: Scalar) -> Fix | None:
    """A folded block becomes a literal one, where each line begins a command of its own."""
    lines = [line.strip() for line in text[_line_end(text, scalar.start) + 1 : scalar.end].split("\n")]
    rest = [line for line in lines[1:] if line and not line.startswith("#")]
    if scalar.style != ">" or not all(_is_program(line.split()[0]) for line in rest):
        return None
    return Fix("keep the lines", (Edit(Span(scalar.start, scalar.start + 1), "|"),))
