"""Control flow: what runs for certain, what never does, what waits, and what keeps a step from running twice."""

from __future__ import annotations

import pytest

from tests.pod.shells import of_kind, run, said


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("a && touch /b", ["write /b"]),
        ("a || touch /b", ["write /b?"]),
        ("[ -f /a ] && touch /b", ["write /b?"]),
        ("[ -f /a ] && [ -f /c ] && touch /b", ["write /b?"]),
        ("grep -q x /a && touch /b", ["read /a", "write /b?"]),
        ("command -v x && touch /b", ["write /b?"]),
        ("true && touch /b", ["write /b"]),
        ("false || touch /b", ["write /b"]),
        ("false && touch /b; touch /c", ["write /c"]),
        ("true || touch /b", []),
        ("a; touch /b", ["write /b"]),
        ("a | touch /b", ["write /b"]),
        ("a & touch /b", ["write /b"]),
        ("(touch /b)", ["write /b"]),
        ("{ touch /b; }", ["write /b"]),
        ("! touch /b", ["write /b"]),
        ('x=$(touch /b); y="`touch /c`"', ["write /b", "write /c"]),
        ("diff <(touch /b) >(touch /c)", ["write /b", "write /c"]),
        ("if a; then touch /b; elif c; then touch /d; else touch /e; fi", ["write /b?", "write /d?", "write /e?"]),
        ("if touch /a; then b; fi", ["write /a"]),
        ("case $X in a) touch /b;; *) touch /c;; esac", ["write /b?", "write /c?"]),
        ("for i in 1 2; do touch /b; done", ["write /b"]),
        ("while read x; do touch /b; done < /a", ["write /b?", "read /a"]),
        ("while true; do touch /b; done", ["write /b", "never-ends while"]),
        ("f() { touch /b; }; f", ["write /b?"]),
        ("function f { touch /b; }; touch /c", ["write /c"]),
        ("f() { f; touch /b; }; f", ["write /b?"]),
        ("[ -f /a ] && exit 0; touch /b", ["write /b"]),
        ("if [ -f /a ]; then exit 0; fi; touch /b", ["write /b"]),
        ("[ -f /a ] && touch /b > /c", ["write /b?", "write /c?"]),
        ("cat <<E > /b && touch /c\nx\nE\n", ["write /b", "write /c"]),
        ("cat <<E | tee /b\nx\nE\n", ["write /b"]),
    ],
)
def test_what_is_certain(script, expected):
    assert said(run(script, shell="bash")) == expected


@pytest.mark.parametrize(
    "script",
    [
        "exit; touch /x",
        "exit 1\ntouch /x",
        "exec sleep 5; touch /x",
        "exec /app/server\ntouch /x",
        "tail -f /dev/null; touch /x",
        "while :; do sleep 1; done; touch /x",
        "while true; do break; touch /x; done",
        "while true; do continue; touch /x; done",
        "if a; then exit 0; else exit 1; fi; touch /x",
        "f() { return 0; touch /x; }; f",
        "{ exit 0; }; touch /x",
        "sleep infinity && touch /x",
    ],
)
def test_dead_code_does_nothing(script):
    assert of_kind(run(script), "write") == []


@pytest.mark.parametrize(
    "script",
    [
        "(exit 0); touch /x",
        "a && exit 0; touch /x",
        "a || exit 1; touch /x",
        "exec > /log; touch /x",
        "$(exit 1); touch /x",
        "if a; then exit 0; fi; touch /x",
        "while true; do if a; then break; fi; done; touch /x",
        "while true; do while true; do break 2; done; done; touch /x",
        "tail -f /a & touch /x",
        "timeout 5 tail -f /a; touch /x",
        "yes | head -1; touch /x",
        "tail -f /a | grep -m1 x; touch /x",
        "for i in 1 2; do continue; done; touch /x",
    ],
)
def test_live_code_does_something(script):
    assert "/x" in of_kind(run(script), "write")


@pytest.mark.parametrize(
    ("script", "target", "ends"),
    [
        ("tail -f /a", "tail", False),
        ("tail -F /a | grep x", "tail", False),
        ("tail --follow=name /a", "tail", False),
        ("tail -n 5 /a", None, True),
        ("sleep infinity", "sleep", False),
        ("sleep 2147483647", "sleep", False),
        ("sleep 3650d", "sleep", False),
        ("sleep 999999", None, True),
        ("while true; do sleep 5; done", "while", False),
        ("while sleep 5; do a; done", "while", False),
        ("while [ 1 ]; do a; done", "while", False),
        ("while ((1)); do a; done", "while", False),
        ("until false; do a; done", "until", False),
        ("for ((;;)); do a; done", "for", False),
        ("while ! false; do a; done", "while", False),
        ("while inotifywait -e modify /a; do b; done", "while", False),
        ("while true; do tail -f /a; done", "while", False),
        ("while true; do (exit 1); done", "while", False),
        ("while true; do trap 'exit 0' TERM; sleep 1; done", "while", False),
        ("while true; do [ -f /a ] && break; done", None, True),
        ("while true; do [ -f /a ] && exit 0; done", None, True),
        ("for i in 1 2 3; do sleep 1; done", None, True),
        ("for ((i=0; i<3; i++)); do sleep 1; done", None, True),
        ("while a; do sleep 1; done", None, None),
        ("sleep infinity & wait", "wait", False),
        ("sleep infinity & sleep 5 & wait -n", None, True),
        ("trap : TERM; sleep infinity & wait", "wait", False),
        ("sleep infinity & echo x", None, True),
        ("/app/server & wait", None, None),
        ("/app/server", None, None),
        ("echo x; cp /a /b", None, True),
        ("[ -f /a ] || exit 1; tail -f /dev/null", "tail", False),
        ("[ -f /a ] && exit 0; tail -f /dev/null", "tail", None),
        ("if a; then tail -f /b; fi", "tail", None),
        ("sh -c 'tail -f /a'", "tail", False),
        ("timeout 5 tail -f /a", None, True),
        ("timeout 5 /app/server", None, True),
        ("cat", None, True),
        ("cat /a | while read x; do echo $x; done", None, True),
        ("until nc -z h 1; do sleep 1; done", None, True),
        ("exec nginx -g 'daemon off;'", "nginx", False),
        ("nginx", None, True),
    ],
)
def test_what_never_ends(script, target, ends):
    behaviour = run(script, shell="bash")
    assert of_kind(behaviour, "never-ends") == ([target] if target else [])
    assert behaviour.ends is ends


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("until nc -z db 5432; do sleep 1; done", ["db:5432"]),
        ("while ! nc -z db 5432; do sleep 1; done", ["db:5432"]),
        ("until nslookup db.ns; do sleep 1; done", ["db.ns"]),
        ("until nslookup db.$(cat /ns); do sleep 1; done", []),
        ("until getent hosts db; do sleep 1; done", ["db"]),
        ("until ping -c1 db; do sleep 1; done", ["db"]),
        ("until [ -f /a ]; do sleep 1; done", ["/a"]),
        ("while [ ! -S /a.sock ]; do sleep 1; done", ["/a.sock"]),
        ("while [ -f /lock ]; do sleep 1; done", []),
        ("until test -e /a; do sleep 1; done", ["/a"]),
        ("until [[ -s /a && -s /b ]]; do sleep 1; done", ["/a", "/b"]),
        ("until [ -f /a -a -f /b ]; do sleep 1; done", ["/a", "/b"]),
        ("until ls /a; do sleep 1; done", ["/a"]),
        ("until grep -q x /a; do sleep 1; done", ["/a"]),
        ('until [ -n "$(ls -A /a)" ]; do sleep 1; done', ["/a"]),
        ('while [ -z "$(ls -A /a)" ]; do sleep 1; done', ["/a"]),
        ("until curl -sf http://h:80/x; do sleep 1; done", ["h:80"]),
        ('until [ "$(curl -s -o /dev/null http://h)" = 200 ]; do sleep 1; done', ["h:80"]),
        ("while [ $(curl -s http://h) != 200 ]; do sleep 1; done", ["h:80"]),
        ("until curl -s http://h | grep -q ok; do sleep 1; done", ["h:80"]),
        ("until (echo > /dev/tcp/h/1) 2>/dev/null; do sleep 1; done", ["h:1"]),
        ("until printf '' >>/dev/tcp/h/1; do sleep 1; done", ["h:1"]),
        ("for i in 1 2 3; do nc -z h 1 && break; sleep 1; done", ["h:1"]),
        ("while true; do wget -qO- http://h && break; sleep 1; done", ["h:80"]),
        ("while true; do if curl http://h; then break; fi; sleep 1; done", ["h:80"]),
        ("i=0; until nc -z h 1; do i=$((i+1)); [ $i -gt 9 ] && exit 1; done", ["h:1"]),
        ("for i in 1 2; do S=$(curl http://h); if [ $S = 200 ]; then break; fi; done", ["h:80"]),
        ("until kubectl get pod/x; do sleep 1; done", ["pod/x"]),
        ("kubectl wait --for=condition=ready pod/x", ["pod/x"]),
        ("kubectl rollout status deploy/x", ["deploy/x"]),
        ("wait-for-it.sh db:5432 -t 60 -- x", ["db:5432"]),
        ("dockerize -wait tcp://db:5432 -timeout 60s", ["db:5432"]),
        ("timeout 60 sh -c 'until nc -z db 1; do sleep 1; done'", ["db:1"]),
        ("w() { until nc -z $1 $2; do sleep 1; done; }; w a 1; w b 2", ["a:1", "b:2"]),
        ("nc -z db 5432", []),
        ("if [ -f /a ]; then b; fi", []),
        ("while curl http://h; do sleep 1; done", []),
        ("while true; do [ -f /a ] && touch /b; sleep 1; done", []),
    ],
)
def test_what_is_waited_for(script, expected):
    assert of_kind(run(script, shell="bash"), "wait") == expected


@pytest.mark.parametrize(
    ("script", "guard"),
    [
        ("mkdir /d || true", "|| true"),
        ("mkdir /d || :", "|| true"),
        ("mkdir /d || echo there", "|| true"),
        ("mkdir -p /d", "-p"),
        ("[ -d /d ] || mkdir /d", "test"),
        ("[ ! -d /d ] && mkdir /d", "test"),
        ("test -d /d || mkdir /d", "test"),
        ("[[ -d /d ]] || mkdir /d", "test"),
        ("if [ ! -d /d ]; then mkdir /d; fi", "test"),
        ("if [ -d /d ]; then :; else mkdir /d; fi", "test"),
        ('[ "$(ls -A /d)" ] || mkdir /d', "test"),
        ('if [ -z "$(ls -A /d)" ]; then mkdir /d/x; fi', "test"),
        ("if [ -f /m ]; then exit 0; fi; mkdir /d; touch /m", "marker"),
        ("[ -f /m ] && exit 0; mkdir /d; touch /m", "marker"),
        ("rm -rf /d; mkdir /d", "rm first"),
        ("rm -rf /d/*; mkdir /d/x", "rm first"),
        ("set +e; mkdir /d", "set +e"),
        ("git -C /d pull || mkdir /d", "||"),
    ],
)
def test_guards(script, guard):
    behaviour = run(script, shell="bash")
    effect = next(effect for effect in behaviour.effects if effect.how.startswith("mkdir"))
    assert (effect.repeatable, effect.guard) == (True, guard)
    assert of_kind(behaviour, "unrepeatable") == []


@pytest.mark.parametrize(
    "script",
    [
        "mkdir /d",
        "mkdir /d && a",
        "mkdir /d || exit 1",
        "mkdir /d 2>/dev/null; true",
        "if [ -d /src ]; then mkdir /d; fi",
        "[ -n $X ] && mkdir /d",
        "if a; then rm -rf /d; fi; mkdir /d",
        "while true; do [ -f /stop ] && exit 0; mkdir /d; done",
    ],
)
def test_no_guard(script):
    assert of_kind(run(script), "unrepeatable") == ["mkdir"]


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("echo a >> /f", ["append /f!"]),
        ("echo a >> /f || true", ["append /f!"]),
        ("echo a > /f; echo b >> /f", ["write /f", "append /f"]),
        ("cp /a /f; echo b >> /f", ["read /a", "write /f", "append /f"]),
        ("touch /f; echo b >> /f", ["write /f", "append /f!"]),
        ("grep -q x /f || echo x >> /f", ["read /f", "append /f?"]),
        ("if ! grep -q x /f; then echo x >> /f; fi", ["read /f", "append /f?"]),
        ("if [ $a ]; then echo > /f; fi; if [ $b ]; then echo >> /f; fi", ["write /f?", "append /f?!"]),
        ("rm -f /f; echo x >> /f", ["delete /f", "append /f"]),
        ("cp /a /f.tmp && mv /f.tmp /f", ["read /a", "write /f.tmp", "read /f.tmp", "delete /f.tmp", "write /f"]),
        ("[ -f /a ] && rm /a", ["delete /a?"]),
        ("rm /a", ["delete /a!", "unrepeatable rm!"]),
        ("wget -O /a http://h; rm /a", ["write /a", "connect h:80", "delete /a"]),
    ],
)
def test_what_may_run_twice(script, expected):
    assert said(run(script)) == expected


def test_a_deep_or_hostile_script_is_opaque_not_fatal():
    assert run("if a; then " * 300 + "b; " + "fi; " * 300).form == "opaque"
    assert run("(" * 5000 + "a" + ")" * 5000).form in ("opaque", "shell")
    doubling = "f0() { a; };" + "".join(f"f{n}() {{ f{n - 1}; f{n - 1}; }};" for n in range(1, 40))
    assert run(f"{doubling} f39").form == "opaque"


def test_a_long_list_is_no_deep_one():
    assert said(run("a && " * 3000 + "touch /b")) == ["write /b"]
