"""Words: quotes, variables, substitutions, and where they stand."""

from __future__ import annotations

import pytest

from tests.pod.shells import of_kind, run, said


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("touch /a\\ b", "/a b"),
        ("touch '/a b'", "/a b"),
        ('touch "/a\\"b"', '/a"b'),
        ("touch \"/a\"'/b'/c", "/a/b/c"),
        ("touch $'/a\\nb'", "/a\nb"),
        ("touch //a/./b/../c/", "/a/c"),
        ("D=/a; touch $D/b", "/a/b"),
        ('D=/a; touch "${D}"/b', "/a/b"),
        ("D=/a; D2=$D/b; touch $D2", "/a/b"),
        ("export D=/a; touch $D/b", "/a/b"),
        ("readonly D=/a; touch $D/b", "/a/b"),
        ("D=${X:-/d}; D=/a; touch ${D:-/c}/b", "/a/b"),
        (": ${D:=/a}; D=/b; touch $D", "/b"),
        ("set -- /a /b; touch $2", "/b"),
        ("set -- /a /b; shift; touch $1", "/b"),
        ("cd /a; touch b", "/a/b"),
        ("cd /a && cd b; touch $PWD/c", "/a/b/c"),
        ('cd /a; touch "$(pwd)/c"', "/a/c"),
        ("(cd /x); cd /a; touch b", "/a/b"),
        ("pushd /a; touch b", "/a/b"),
        ("for f in /a; do touch $f/b; done", "/a/b"),
    ],
)
def test_a_known_path(script, expected):
    effects = run(script, shell="bash").effects
    assert [(effect.target, effect.certain) for effect in effects] == [(expected, True)]


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("touch /data/$X", ["write /data/*?"]),
        ("touch /data/$(date).txt", ["write /data/*?"]),
        ("touch /data/`date`", ["write /data/*?"]),
        ("touch $X/a /data/$X/a", []),
        ("touch a ~/b", []),
        ("touch /a/*.x", ["write /a/*?"]),
        ("touch /a/*", ["write /a/*"]),
        ("touch '/a/*.x'", ["write /a/*.x"]),
        ("touch /a/*/b", []),
        ("X=1; X=$((X+1)); touch /d/$X", ["write /d/*?"]),
        ("if a; then X=1; else X=2; fi; touch /d/$X", ["write /d/*?"]),
        ("while a; do X=1; done; touch /d/$X", ["write /d/*?"]),
        ("i=0; while true; do touch /d/$i; i=$((i+1)); done", ["write /d/*?", "never-ends while"]),
        ("a && cd /x; touch b", ["write /x/b"]),
        ("a || cd /x; touch b", []),
        ("X=/a; . /env; touch $X/b", ["read /env"]),
        ("X=/a; unset X; touch $X/b", []),
        ("read X; touch $X/b", []),
        ("for f in a b; do touch /d/$f; done", ["write /d/*?"]),
        ("for f in /d/*; do rm -f $f; done", ["delete /d/*?"]),
        ("cd -; touch b", []),
        ("cd /a; popd; touch b", []),
        ("touch /x/$1/$2", []),
        ("touch /x/$1; touch /y/a-$2/$3", ["write /x/*?"]),
    ],
)
def test_an_unknown_part_is_no_claim_but_for_the_leaf(script, expected):
    assert said(run(script)) == expected


def test_env_values_are_known_unless_they_hold_references():
    assert said(run("touch $D/a", env={"D": "/x"})) == ["write /x/a"]
    assert said(run("touch $D/a", env={"D": "$(OTHER)/x"})) == []
    assert said(run("touch $(D)/a", env={"D": "/x"})) == ["write /x/a"]
    assert said(run("touch $(D)/a")) == []


def test_known_values_are_split_and_quoted_ones_not():
    assert of_kind(run('A="/a /b"; touch $A'), "write") == ["/a", "/b"]
    assert of_kind(run('A="/a /b"; touch "$A"'), "write") == ["/a /b"]
    assert of_kind(run('CMD="touch /a"; $CMD /b'), "write") == ["/a", "/b"]


def test_braces_belong_to_bash():
    assert of_kind(run("mkdir -p /a/{b,c}", shell="bash"), "write") == ["/a/b", "/a/c"]
    assert of_kind(run("mkdir -p /a/{b,c}"), "write") == ["/a/{b,c}"]


def test_relative_paths_need_a_directory():
    assert said(run("touch a")) == []
    assert said(run("touch a", directory="/w")) == ["write /w/a"]


def test_further_words_are_parameters():
    behaviour = run('exec "$@"', words=["x", "redis-server", "--port", "6380"])
    assert of_kind(behaviour, "listen") == ["6380"]
    assert said(run("touch $0/$1", words=["/a", "b"])) == ["write /a/b"]


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("echo é > /data/ü; touch /a", ["/data/ü", "touch /a"]),
        ("# 🐳 日本\nrm -f /a", ["rm -f /a"]),
        ("sh -c 'é; touch /a'", ["touch /a"]),
        ('sh -c "echo \\"é\\"; touch /a"', ["touch /a"]),
        ('X=/v; sh -c "touch $X/a; rm -f /b"', ["touch $X/a", "rm -f /b"]),
        ("su x -c 'sh -c \"touch /a\"'", ["touch /a"]),
        ("A=b touch /a >/c", ["touch /a", "/c"]),
        ("cat<<EOF>/run/here\nx\nEOF\ntouch /a", ["/run/here", "touch /a"]),
        ("exec 3<>/dev/tcp/db/80; touch /a", ["/dev/tcp/db/80", "touch /a"]),
    ],
)
def test_places_are_characters_of_the_manifest(script, expected):
    behaviour = run(script, shell="bash")
    assert [script[effect.start : effect.end] for effect in behaviour.effects] == expected


def test_a_here_document_expands_unless_its_word_is_quoted():
    assert [use.name for use in run("cat <<EOF > /a\n$X $(cat /b)\nEOF\n").variables] == ["X"]
    assert run("cat <<'EOF' > /a\n$X\nEOF\n").variables == ()
    assert said(run("cat <<EOF > /a\n$(cat /b)\nEOF\n")) == ["read /b", "write /a"]


def test_a_growing_variable_is_given_up():
    behaviour = run("A=/aaaaaaaa;" + "A=$A$A;" * 40 + "touch $A")
    assert behaviour.effects == ()
