"""How words become a program: forms, wrappers, shells, and the kubelet's references."""

from __future__ import annotations

import pytest

from podlint.pod.shell.kubelet import expand
from tests.pod.shells import execute, of_kind, run, said


@pytest.mark.parametrize(
    ("words", "form", "script"),
    [
        (["sh", "-c", "touch /a"], "shell", 2),
        (["/bin/bash", "-euo", "pipefail", "-c", "touch /a"], "shell", 4),
        (["bash", "-ceuo", "pipefail", "touch /a"], "shell", 3),
        (["bash", "-c", "--", "touch /a"], "shell", 3),
        (["sh", "-c", "-e", "touch /a"], "shell", 3),
        (["bash", "--login", "-c", "touch /a"], "shell", 3),
        (["ash", "-ec", "touch /a"], "shell", 2),
        (["timeout", "300", "sh", "-c", "touch /a"], "shell", 4),
        (["/sbin/tini", "-g", "--", "sh", "-c", "touch /a"], "shell", 5),
        (["env", "A=b", "nice", "-n", "5", "sh", "-c", "touch /a"], "shell", 7),
        (["su", "app", "-c", "touch /a"], "shell", 3),
        (["flock", "/lock", "-c", "touch /a"], "shell", 3),
        (["touch", "/a"], "exec", None),
        (["python3", "-c", "open('/a', 'w')"], "opaque", None),
        (["powershell", "-Command", "echo > C:\\a"], "opaque", None),
        (["node", "-e", "1"], "opaque", None),
        (["nsenter", "-t", "1", "-m", "--", "sh", "-c", "touch /a"], "opaque", None),
        ([None, "touch", "/a"], "unknown", None),
        ([], "unknown", None),
    ],
)
def test_forms(words, form, script):
    behaviour = execute(*words)
    assert (behaviour.form, behaviour.script) == (form, script)
    assert said(behaviour) == (["write /a"] if form in ("shell", "exec") else [])


def test_shell_options_are_known_without_set():
    behaviour = run("x", shell="bash", flags="-euxc")
    assert behaviour.options == {"e", "u", "x"}
    assert behaviour.commands[0].errexit


def test_a_shell_with_a_file_reads_it_and_may_never_end():
    behaviour = execute("bash", "-e", "/cm/init.sh")
    assert said(behaviour) == ["read /cm/init.sh"]
    assert behaviour.ends is None


@pytest.mark.parametrize(
    "script",
    [
        "mkdir -p {{ .Values.dir }}/x; touch /a",
        "if true; then touch /a",
        "touch /a )",
        "for i in",
    ],
)
def test_what_does_not_parse_claims_nothing(script):
    behaviour = run(script)
    assert behaviour.form == "opaque"
    assert behaviour.effects == behaviour.commands == ()


def test_quoted_template_marks_are_only_unknown():
    behaviour = run("sed 's/{{X}}/y/' /cm/t > \"/data/{{ name }}\"")
    assert said(behaviour) == ["read /cm/t", "write /data/*?"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a $(X) b", "a 1 b"),
        ("$(UNKNOWN)", "$(UNKNOWN)"),
        ("$$(X)", "$(X)"),
        ("$${X}", "${X}"),
        ("$(ls $(X))", "$(ls $(X))"),
        ("$(X", "$(X"),
        ("$X $$ $", "$X $ $"),
        ("$(X)$(X)", "11"),
    ],
)
def test_references_are_expanded_as_the_kubelet_does(text, expected):
    assert expand(text, {"X": "1"}).text == expected


def test_positions_survive_the_kubelet():
    text = "a $(X) $$b c"
    expanded = expand(text, {"X": "long value"})
    assert expanded.origin is not None
    assert text[expanded.origin[expanded.text.index("c")]] == "c"
    assert text[expanded.origin[expanded.text.index("b c")]] == "b"
    assert expanded.origin[-1] == len(text)


def test_places_survive_the_kubelet():
    script = "echo $(MSG); touch /a"
    behaviour = run(script, env={"MSG": "quite some text"})
    effect = behaviour.effects[0]
    assert script[effect.start : effect.end] == "touch /a"


def test_references_in_exec_form():
    assert said(execute("touch", "/data/$(X)", env={"X": "f"})) == ["write /data/f"]
    assert said(execute("touch", "/data/$(X)", "$(Y)/f")) == ["write /data/*?"]


def test_operators_in_exec_form_are_words():
    assert said(execute("echo", "a", ">", "/data/x", "&&", "rm", "/data/y")) == []


def test_exec_form_points_at_the_word_that_decides():
    behaviour = execute("wget", "-O", "/w/index.html", "http://host/x")
    assert [(effect.kind, effect.word) for effect in behaviour.effects] == [("write", 2), ("connect", 3)]
    assert behaviour.exec == behaviour.commands[0]


@pytest.mark.parametrize(
    "command",
    [
        "timeout 5 touch /a",
        "timeout -s KILL 5 touch /a",
        "env A=b touch /a",
        "sudo -u x touch /a",
        "gosu app touch /a",
        "su-exec app:app touch /a",
        "exec touch /a",
        "nohup touch /a",
        "time touch /a",
        "nice -n 10 touch /a",
        "busybox touch /a",
        "tini -- touch /a",
        "dumb-init touch /a",
        "flock /lock touch /a",
        "su app -c 'touch /a'",
        'su - app -s /bin/sh -c "touch /a"',
        "sh -c 'touch /a'",
        "bash -c \"sh -c 'touch /a'\"",
        "command touch /a",
        "stdbuf -oL touch /a",
    ],
)
def test_wrappers_are_taken_off(command):
    assert of_kind(run(command), "write") == ["/a"]


def test_commands_elsewhere_claim_nothing():
    for prefix in ("nsenter -t 1 -m --", "chroot /host", "docker exec x", "kubectl exec x -- "):
        assert said(run(f"{prefix} touch /a")) == []


def test_wrappers_of_the_command_line_are_named():
    behaviour = execute("/sbin/tini", "--", "timeout", "60", "sh", "-c", "while true; do sleep 1; done")
    assert behaviour.wrappers == ("tini", "timeout")
    assert [(tool.name, tool.word) for tool in behaviour.tools] == [
        ("tini", 0),
        ("timeout", 2),
        ("sh", 4),
        ("sleep", 6),
    ]


def test_a_timeout_ends_everything():
    for words in (
        ("timeout", "9", "tail", "-f", "/a"),
        ("timeout", "9", "sh", "-c", "tail -f /a"),
        ("timeout", "9", "/app"),
    ):
        behaviour = execute(*words)
        assert behaviour.ends is True
        assert of_kind(behaviour, "never-ends") == []
