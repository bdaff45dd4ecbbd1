"""Programs that pack and unpack: tar, unzip, zip and the compressors."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.pod.shell.options import Options
from podlint.pod.shell.paths import content
from podlint.pod.shell.programs.call import Call, Claim
from podlint.pod.shell.word import Word

_TAR_VALUES = "fCTXbIHVgL"


def tar(call: Call) -> Iterator[Claim]:
    """`tar`: `x` reads the archive and writes below -C, `c` reads the members and writes the archive."""
    call = _old_style(call)
    directory = call.value("C", "directory")
    archive = call.value("f", "file")
    if call.has("x", "extract", "get"):
        if archive:
            yield from call.on("read", archive, "tar x")
        here = Word(".", *call.words[0][1:4]) if call.words else None
        yield from call.on("write", directory or here, "tar x", inside=True)
    elif call.has("c", "create"):
        yield from _create(call, directory, archive)
    elif call.has("r", "u", "append", "update") and archive:
        yield from call.on("append", archive, "tar r", repeatable=False)
    elif call.has("t", "list") and archive:
        yield from call.on("read", archive, "tar t")


def _create(call: Call, directory: Word | None, archive: Word | None) -> Iterator[Claim]:
    if archive:
        yield from call.on("write", archive, "tar c")
    base = call
    if directory:
        place = call.place(directory)
        base = call._replace(directory=place.path if place else None)
    for word in call.operands:
        yield from base.on("read", word, "tar c", inside=True)


def _old_style(call: Call) -> Call:
    """`tar xzf F`: the first word holds letters without a dash, their values follow in order."""
    first = call.words[0].text if call.words else "-"
    if first[:1] == "-" or not first.isalpha():
        return call
    flags = dict(call.options.flags)
    operands = list(call.operands[1:])
    for letter in first:
        flags.setdefault(letter, [])
        if letter in _TAR_VALUES and operands:
            flags[letter] = [*flags[letter], operands.pop(0)]
    return call._replace(options=Options(flags, operands))


def unzip(call: Call) -> Iterator[Claim]:
    """`unzip F -d D`: without -o or -n it asks before it overwrites, and nobody answers."""
    if not call.operands:
        return
    yield from call.on("read", call.operands[0], "unzip")
    if call.has("l", "t", "p", "Z", "v"):
        return
    directory = call.value("d", "exdir") or call.operands[0].with_text(".")
    safe = call.has("o", "n")
    guard = "-o" if call.has("o") else "-n" if safe else ""
    subject = ""
    for claim in call.on("write", directory, "unzip", inside=True, repeatable=safe):
        subject = claim.target
        yield claim._replace(guard=guard)
    if not safe:
        yield Claim("creates", "unzip", "unzip", repeatable=False, subject=subject)


def zip_files(call: Call) -> Iterator[Claim]:
    """`zip F A…`: reads the members, writes the archive."""
    if call.operands:
        yield from call.on("write", call.operands[0], "zip")
    for word in call.operands[1:]:
        yield from call.on("read", word, "zip", inside=call.has("r"))


_ENDINGS = {"gzip": ".gz", "gunzip": ".gz", "bzip2": ".bz2", "bunzip2": ".bz2", "xz": ".xz", "unxz": ".xz"}


def compress(call: Call) -> Iterator[Claim]:
    """`gzip` and its like: the operand gives way to another file, unless -c or -k says otherwise."""
    ending = _ENDINGS.get(call.name, ".zst")
    unpacks = call.name.startswith(("gun", "bun", "un")) or call.has("d", "decompress", "uncompress")
    keeps, prints = call.has("k", "keep"), call.has("c", "stdout", "to-stdout", "t", "l")
    forced = call.has("f", "force")
    for word in call.operands:
        place = call.place(word)
        if place is None:
            continue
        yield Claim("read", place.path, call.name, word, place.certain)
        if prints:
            continue
        path = place.path.removesuffix(ending) if unpacks else place.path + ending
        if place.path.endswith("/*"):
            path = place.path
        yield Claim("write", path, call.name, word, place.certain, forced, "-f" if forced else "")
        if not keeps:
            yield Claim("delete", place.path, call.name, word, place.certain, repeatable=False)
            yield Claim("consumes", call.name, call.name, word, repeatable=False, subject=place.path)
        elif not forced:
            yield Claim("creates", call.name, call.name, word, repeatable=False, subject=content(path))
