"""Programs that run another program on each thing they find: `find -exec`, and `xargs` behind a `find`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from podlint.pod.shell.word import UNKNOWN, Word


def found_by(words: Sequence[Word]) -> list[Word]:
    """Return the content of each directory that a `find` looks through, as patterns."""
    roots: list[Word] = []
    for word in words[1:]:
        if word.text[:1] in ("-", "(", "!"):
            break
        roots.append(Word(f"{word.text.rstrip('/')}/*", word.nth, word.start, word.end, bare=True))
    return roots


def executed(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Yield the commands that a `find` runs, with what it finds in place of `{}`."""
    roots = found_by(words)
    inner: list[Word] | None = None
    for word in words:
        if inner is None:
            inner = [] if word.text in ("-exec", "-execdir", "-ok") else None
        elif word.text in (";", "+"):
            for root in roots if inner else ():
                yield [_filled(part, root) for part in inner]
            inner = None
        else:
            inner.append(word)


def _filled(word: Word, root: Word) -> Word:
    if "{}" not in word.text:
        return word
    return Word(word.text.replace("{}", root.text), word.nth, word.start, word.end, bare=True)


def piped(words: Sequence[Word], roots: Sequence[Word]) -> Iterator[list[Word]]:
    """Yield an `xargs` command for each directory that the `find` before it looks through."""
    for root in roots:
        yield [
            Word(word.text.replace(UNKNOWN, root.text), word.nth, word.start, word.end, bare=True)
            if word.text == UNKNOWN
            else word
            for word in words
        ]
