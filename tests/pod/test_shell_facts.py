"""Facts beside the effects: variables, tools, signals, traps, and the commands with what surrounds them."""

from __future__ import annotations

import pytest

from podlint.pod.shell.effects import Command
from tests.pod.shells import execute, run, say


def commands(script: str, **options: str) -> list[Command]:
    return list(run(script, **options).commands)


def named(script: str, name: str) -> Command:
    return next(command for command in run(script, shell="bash").commands if command.name == name)


@pytest.mark.parametrize(
    ("script", "names"),
    [
        ("echo $A ${B} \"$C ${D}\" '$E'", ["A", "B", "C", "D"]),
        ("echo ${A:-x} ${B:=x} ${C:+x} ${D?x}", ["A?", "B?", "C?", "D?"]),
        ("echo ${A%/*} ${#B} ${C[0]}", ["A", "B", "C"]),
        ("echo $((A + 1))", ["A"]),
        ("X=$A cmd", ["A"]),
        ("cat <<EOF\n$A\nEOF\n", ["A"]),
        ("cat <<'EOF'\n$A\nEOF\n", []),
        ("awk '{print $1}' \"$A\"", ["A"]),
        ("ssh h 'echo $A'", []),
        ("sh -c 'echo $A'", ["A"]),
        ("[ -z \"$A\" ] && exit", ["A"]),
        ("case $A in x) ;; esac; for i in $B; do :; done", ["A", "B"]),
        ("echo $(A)", ["A"]),
        ("echo $(date)", []),
        ("echo $$ $! $? $# $@ $* $- $_ $1", []),
    ],
)  # fmt: skip
def test_variables_that_are_used(script, names):
    assert [use.name + "?" * use.default for use in run(script).variables] == names


def test_a_use_has_its_place():
    script = 'echo é "$A ${B:-x}"'
    assert [script[use.start : use.end] for use in run(script).variables] == ["A", "B"]


def test_what_a_script_defines():
    behaviour = run(
        "A=1; export B=2 C; read D E; for F in x; do :; done; f() { local G=1; }; f; : ${H:=1}", shell="bash"
    )
    assert behaviour.defined == {"A", "B", "C", "D", "E", "F", "G", "H"}
    assert not behaviour.sources


@pytest.mark.parametrize("script", [". /env", "source /env", 'eval "$X"'])
def test_what_it_may_define_elsewhere(script):
    assert run(script).sources


def test_tools_are_programs_of_the_image():
    script = "curl x | jq .; command -v git && git pull; timeout 5 nc -z a 1; find /a -exec chmod 1 {} +; echo | test x"
    tools = {tool.name: tool for tool in run(script).tools}
    assert list(tools) == ["sh", "curl", "jq", "git", "timeout", "nc", "find", "chmod"]
    assert tools["git"].guarded
    assert not tools["curl"].guarded
    assert script[tools["jq"].start : tools["jq"].end] == "jq"


def test_tools_elsewhere_are_not_missed_here():
    assert [tool.name for tool in run("nsenter -t 1 -m -- mount /x; chroot /host ls").tools] == ["sh"]
    assert execute("nsenter", "-t", "1", "ls").tools == ()


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("kill 1", [("kill", "TERM", "1")]),
        ("kill -HUP 1", [("kill", "HUP", "1")]),
        ("kill -s SIGTERM 1", [("kill", "TERM", "1")]),
        ("kill -1 7", [("kill", "1", "7")]),
        ("kill -9 $(pidof nginx)", [("kill", "9", None)]),
        ("pkill -USR1 -x nginx", [("pkill", "USR1", "nginx")]),
        ("pkill --signal=HUP nginx", [("pkill", "HUP", "nginx")]),
        ("killall -9 app", [("killall", "9", "app")]),
        ("nginx -s quit", [("nginx", "quit", "nginx")]),
        ("kill -0 1", [("kill", "0", "1")]),
    ],
)
def test_signals(script, expected):
    assert [(signal.program, signal.signal, signal.target) for signal in run(script).signals] == expected


def test_signals_of_exec_form():
    signals = execute("killall", "-USR2", "app").signals
    assert [(signal.signal, signal.target, signal.word) for signal in signals] == [("USR2", "app", 2)]


def test_traps_are_kept_apart():
    behaviour = run("cleanup() { rm -f /b; }; trap 'touch /done' EXIT; trap cleanup TERM INT; trap '' HUP; touch /a")
    assert [say(effect) for effect in behaviour.effects] == ["write /a"]
    traps = {trap.signals: [say(effect) for effect in trap.effects] for trap in behaviour.traps}
    assert traps == {("EXIT",): ["write /done?"], ("TERM", "INT"): ["delete /b?"], ("HUP",): []}


@pytest.mark.parametrize(
    ("script", "last", "replaced"),
    [
        ("node server.js", "node", None),
        ("./migrate && node server.js", "node", None),
        ("./migrate; node server.js >> /log", "node", None),
        ("exec node server.js", "node", "node"),
        ("[ -f /x ] && exec a; exec b", "b", "b"),
        ("exec su-exec app node x", "node", "node"),
        ("node server.js; echo done", "echo", None),
        ("node server.js | tee /log", None, None),
        ("node server.js &", None, None),
        ("while true; do node x; done", None, None),
        ("if a; then node x; fi", None, None),
        ("node x & wait", "wait", None),
    ],
)
def test_which_command_is_last_and_which_replaces_the_shell(script, last, replaced):
    behaviour = run(script)
    assert (behaviour.last and behaviour.last.name) == last
    assert (behaviour.exec and behaviour.exec.name) == replaced


def test_what_surrounds_a_command():
    script = "a && b || c; d | e | f &\nwhile true; do for i in 1; do g; done; done"
    found = {command.name: command for command in run(script).commands}
    assert [found[name].joined for name in "abcdef"] == ["&&", "||", ";", "&", "&", "&"]
    assert [(found[name].stage, found[name].stages) for name in "adef"] == [(0, 1), (0, 3), (1, 3), (2, 3)]
    assert [found[name].background for name in "cd"] == [False, True]
    assert (found["a"].loops, found["g"].loops) == (0, 2)


def test_where_a_command_stands():
    script = "a; if b; then c; fi; echo $(d); f() { e; }; f; until g; do h; done; trap i TERM"
    found = {command.name: command.place for command in run(script).commands}
    assert {name: found[name] for name in "abcdeghi"} == {
        "a": "script", "b": "condition", "c": "script", "d": "substitution", "e": "function", "g": "condition",
        "h": "script", "i": "trap",
    }  # fmt: skip


def test_conditions_of_a_command():
    assert [(c.what, c.subject, c.holds) for c in named("[ -f /a ] || x", "x").conditions] == [("path", "/a", False)]
    assert [(c.what, c.subject, c.holds) for c in named("grep -q y /a && x", "x").conditions] == [
        ("query", "grep", True)
    ]
    assert [(c.what, c.holds) for c in named("a || x", "x").conditions] == [("command", False)]
    assert named("a; x", "x").conditions == ()


def test_a_tolerated_failure():
    assert named("x || true", "x").tolerated
    assert not named("x || exit 1", "x").tolerated
    assert not named("x; true", "x").tolerated


def test_errexit_is_known_where_it_holds():
    found = {command.name: command.errexit for command in run("a; set -e; b; set +e; c").commands}
    assert (found["a"], found["b"], found["c"]) == (False, True, False)
    assert run("set -euo pipefail; a").options == {"e", "u", "pipefail"}


def test_a_command_has_its_words_redirections_and_effects():
    command = named('D=/d; curl -o "$D/x" http://h > /log 2>&1', "curl")
    assert [word.text for word in command.words] == ["curl", "-o", "/d/x", "http://h"]
    assert [(redirect.operator, redirect.path) for redirect in command.redirects] == [(">", "/log")]
    assert [say(effect) for effect in command.effects] == ["write /d/x", "connect h:80", "write /log"]


def test_wrappers_are_named():
    command = named("exec timeout 5 node x", "node")
    assert command.wrappers == ("exec", "timeout")
    assert [word.text for word in command.words] == ["node", "x"]
