"""Programs that edit texts: what `sed`, `perl`, `awk` and `yq` change in place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from podlint.pod.shell.programs.call import Call, Claim
from podlint.pod.shell.word import Word


def sed(call: Call) -> Iterator[Claim]:
    """`sed`: reads its files, or with -i changes them in place."""
    scripts = [*call.values("e", "expression"), *call.values("f", "file")]
    files = call.operands if scripts else call.operands[1:]
    for word in call.values("f", "file"):
        yield from call.on("read", word, "sed -f")
    if not call.has("i", "in-place"):
        for word in files:
            yield from call.on("read", word, "sed")
        return
    texts = [word.text for word in call.values("e", "expression") or call.operands[:1]]
    stable = not any(_grows(text) for text in texts)
    for word in files:
        yield from call.on("write", word, "sed -i", repeatable=stable)


def _grows(script: str) -> bool:
    """Whether a second run may change the text again: the replacement matches, or lines are added."""
    head = script.lstrip("0123456789$,")
    if head[:1] in ("a", "i") and head[1:2] in ("\\\\", " ", "\\"):
        return True
    if head[:1] == "/":
        command = head.rpartition("/")[2].lstrip()
        if command[:1] in ("a", "i", "r"):
            return True
        return False if command else _substitutes_again(head)
    return _substitutes_again(head)


def _substitutes_again(script: str) -> bool:
    if script[:1] != "s" or len(script) < 4:
        return False
    parts = script.split(script[1])
    if len(parts) < 3:
        return False
    pattern, replacement = parts[1].replace("\\\\", ""), parts[2].replace("\\\\", "")
    if pattern in ("^", "$"):
        return bool(replacement)
    if pattern[:1] == "^":
        return replacement.startswith(pattern[1:])
    return bool(pattern) and (pattern.rstrip("$") in replacement or ("&" in replacement and replacement != "&"))


def perl(call: Call) -> Iterator[Claim]:
    """`perl -pi -e`: changes its files in place; other programs in Perl are not read."""
    if not call.has("i"):
        yield Claim("open", "", "perl")
        return
    for word in call.operands:
        yield from call.on("write", word, "perl -i")


def awk(call: Call) -> Iterator[Claim]:
    """`awk`: reads the files after its program, but not `name=value` operands."""
    program = call.values("f", "file")
    for word in program:
        yield from call.on("read", word, "awk -f")
    for word in call.operands if program else call.operands[1:]:
        if "=" not in word.text.partition("/")[0]:
            yield from call.on("read", word, "awk")


def query(call: Call) -> Iterator[Claim]:
    """`jq` and `yq`: read the files after the filter; `yq -i` changes them in place."""
    pairs = list(_pair_files(call))
    call = call.with_words(_without_pairs(call.words))
    words = list(call.operands)
    if words and call.name == "yq" and words[0].text in ("e", "eval", "ea", "eval-all", "r", "read"):
        words = words[1:]
    for word in call.values("f", "from-file"):
        yield from call.on("read", word, f"{call.name} -f")
    for word in pairs:
        yield from call.on("read", word, call.name)
    inputs = words if call.has("f", "from-file") else words[1:]
    changed = call.name == "yq" and call.has("i", "inplace")
    for word in inputs:
        yield from call.on("write" if changed else "read", word, "yq -i" if changed else call.name)


def _pair_files(call: Call) -> Iterator[Word]:
    """`--slurpfile name file`: the file is the second of two words."""
    words = call.words
    for at, word in enumerate(words[:-2]):
        if word.text in ("--slurpfile", "--rawfile", "--argfile"):
            yield words[at + 2]


def _without_pairs(words: Sequence[Word]) -> list[Word]:
    """`--arg name text` takes two words, which are no files."""
    kept: list[Word] = []
    rest = iter(words)
    for word in rest:
        if word.text in _PAIRS:
            next(rest, None)
            next(rest, None)
        else:
            kept.append(word)
    return kept


_PAIRS = ("--slurpfile", "--rawfile", "--argfile", "--arg", "--argjson")


def template(call: Call) -> Iterator[Claim]:
    """`gomplate` and its like: `-f` is read, `-o` written."""
    for word in call.values("f", "file", "d", "datasource"):
        yield from call.on("read", word, f"{call.name} -f")
    for word in call.values("o", "out"):
        yield from call.on("write", word, f"{call.name} -o")
