"""Programs that make, copy, move and remove files and directories."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.pod.shell.paths import Place, content, has_pattern, join
from podlint.pod.shell.programs.call import Call, Claim
from podlint.pod.shell.word import Word


def copy(call: Call) -> Iterator[Claim]:
    """`cp`: the sources are read and the destination is written."""
    how = call.name
    recursive = call.has("r", "R", "a", "recursive", "archive")
    nests = len(call.operands) == 2 and not _is_directory(call, call.operands[-1]) and not call.has("T", "t")
    for source, target in _pairs(call):
        tree = recursive and source is not None and _is_tree(source)
        nests = nests and source is not None and not _is_content(source, call.operands[0])
        if source:
            yield Claim("read", content(source.path) if tree else source.path, how, None, source.certain)
        if target:
            guard = "-n" if call.has("n", "no-clobber") else ""
            path = content(target.path) if tree else target.path
            yield Claim("write", path, how, call.operands[-1], target.certain, not (tree and nests), guard)


def move(call: Call) -> Iterator[Claim]:
    """`mv`: the sources are read and gone, the destination is written."""
    for source, target in _pairs(call):
        if source:
            yield Claim("read", source.path, "mv", None, source.certain)
            yield Claim("delete", source.path, "mv", None, source.certain, repeatable=False)
        subject, certain = (source.path, source.certain) if source else ("", False)
        yield Claim("consumes", "mv", "mv", None, certain, repeatable=False, subject=subject)
        if target:
            yield Claim("write", target.path, "mv", call.operands[-1], target.certain, repeatable=False)


def install(call: Call) -> Iterator[Claim]:
    """`install`: copies with a mode, or with -d makes directories."""
    if call.has("d", "directory"):
        for word in call.operands:
            for claim in call.on("write", word, "install -d"):
                yield claim._replace(guard="-d")
        return
    yield from copy(call)


def link(call: Call) -> Iterator[Claim]:
    """`ln`: the link is written; without -f it has to be absent."""
    forced = call.has("f", "force")
    for _, target in _pairs(call):
        subject = target.path if target else ""
        if target:
            guard = "-f" if forced else ""
            yield Claim("write", target.path, "ln", call.operands[-1], target.certain, forced, guard)
        if not forced:
            yield Claim("creates", "ln", "ln", repeatable=False, subject=subject)


def remove(call: Call) -> Iterator[Claim]:
    """`rm`, `rmdir` and `unlink`: the operands are gone, and have to be there unless -f is given."""
    forced = call.has("f", "force", "ignore-fail-on-non-empty")
    tree = call.has("r", "R", "recursive")
    how = call.name + (" -r" if tree else "") + ("f" if tree and forced else " -f" if forced else "")
    for word in call.operands:
        place = call.place(word)
        if place:
            guard = "-f" if forced else ""
            yield Claim("delete", place.path, how, word, place.certain, forced, guard)
        if not forced:
            subject = place.path if place else ""
            yield Claim("consumes", call.name, how, word, repeatable=False, subject=subject)


def make(call: Call) -> Iterator[Claim]:
    """`mkdir`, `mkfifo` and `mknod`: the operands are made, and have to be absent unless -p is given."""
    forced = call.name == "mkdir" and call.has("p", "parents")
    how = "mkdir -p" if forced else call.name
    for word in call.operands[: 1 if call.name == "mknod" else None]:
        place = call.place(word)
        if place:
            guard = "-p" if forced else ""
            yield Claim("write", place.path, how, word, place.certain, forced, guard)
        if not forced:
            subject = place.path if place else ""
            yield Claim("creates", call.name, how, word, repeatable=False, subject=subject)


def change_mode(call: Call) -> Iterator[Claim]:
    """`chown`, `chgrp` and `chmod`: the operands after the first are changed, with -R all that they hold."""
    deep = call.has("R", "recursive")
    words = call.operands if call.has("reference") else call.operands[1:]
    if call.name == "chmod" and call.operands and not call.has("reference") and _removes_mode(call):
        words = call.operands
    for word in words:
        yield from call.on("write", word, f"{call.name} -R" if deep else call.name, inside=deep)


def _removes_mode(call: Call) -> bool:
    """`chmod -x F`: the mode looks like a flag."""
    first = call.words[0].text if call.words else ""
    return len(first) > 1 and first[0] == "-" and set(first[1:]) <= set("rwxXst")


def convert(call: Call) -> Iterator[Claim]:
    """`dd`: `if=` is read and `of=` written."""
    for word in call.words:
        name, equals, value = word.text.partition("=")
        if equals and name in ("if", "of"):
            kind, how = ("read", "dd if=") if name == "if" else ("write", "dd of=")
            yield from call.on("read" if kind == "read" else "write", word.with_text(value), how)


def find(call: Call) -> Iterator[Claim]:
    """`find -delete` empties its trees, as far as its tests let it; what it runs is another's to read."""
    if not any(word.text == "-delete" for word in call.words):
        return
    for root in call.words:
        if root.text[:1] in ("-", "(", "!"):
            break
        for claim in call.on("delete", root, "find -delete", inside=True):
            yield claim._replace(certain=False)


def _pairs(call: Call) -> Iterator[tuple[Place | None, Place | None]]:
    """Each source with its destination, by the rules that `cp`, `mv`, `install` and `ln` share."""
    words = call.operands
    into = call.value("t", "target-directory")
    if into:
        sources, last, directory = words, into, True
    elif len(words) == 1 and call.name == "ln":
        sources, last, directory = words, words[0].with_text("."), True
    elif len(words) < 2:
        return
    else:
        sources, last = words[:-1], words[-1]
        directory = len(sources) > 1 or _is_directory(call, last)
    if call.has("T", "no-target-directory") or (call.name == "ln" and call.has("n", "no-dereference")):
        directory = len(sources) > 1
    target = call.place(last)
    for word in sources:
        source = call.place(word)
        yield source, _inside(target, source, word) if directory or _is_content(source, word) else target


def _inside(target: Place | None, source: Place | None, word: Word) -> Place | None:
    if target is None or target.path.endswith("/*"):
        return target
    if word.text.endswith("/.") or word.text == ".":
        return Place(content(target.path), target.certain)
    if source is None:
        leaf = word.text.rstrip("/").rpartition("/")[2]
        known = word.known and leaf not in ("", ".", "..") and not has_pattern(leaf)
        return Place(join(target.path, leaf if known else "*"), target.certain and known)
    leaf = source.path.rpartition("/")[2] or "*"
    return Place(join(target.path, leaf), target.certain and source.certain)


def _is_content(source: Place | None, word: Word) -> bool:
    return word.text.endswith("/.") or (source is not None and source.path.endswith("/*"))


def _is_directory(call: Call, word: Word) -> bool:
    if word.text.endswith(("/", "/.", "..")) or word.text == ".":
        return True
    place = call.place(word)
    return place is not None and place.path in call.directories


_FILE_ENDINGS = frozenset(
    "bin cfg cnf conf crt db env gz hcl html ini jar js json key log pem properties py sh so sql tar tgz toml txt"
    " war xml yaml yml zip".split()
)


def _is_tree(source: Place) -> bool:
    """With -r or -a a source is a directory, unless its name is a file's."""
    return source.path.rpartition(".")[2] not in _FILE_ENDINGS
