"""Tools made for waiting, and questions to the name service."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.pod.shell.programs.call import Call, Claim, connect, endpoint, split_address, split_url
from podlint.pod.shell.word import UNKNOWN, Word


def wait_for_it(call: Call) -> Iterator[Claim]:
    """`wait-for-it host:port` and its many copies."""
    host, port = call.value("h", "host"), call.text("p", "port")
    if host:
        yield from _both(host.text, port, call.name, host)
        return
    for word in call.words:
        if word.text == "--":
            return
        if word.text[:1] == "-" or (":" not in word.text and UNKNOWN not in word.text):
            continue
        parts = split_url(word.text) or split_address(word.text)
        yield from _both(parts[0], parts[1], call.name, word)


def _both(host: str, port: str | int | None, how: str, word: Word) -> Iterator[Claim]:
    yield from connect(host, port, how, word)
    if target := endpoint(host, port):
        yield Claim("wait", target, how, word)


def dockerize(call: Call) -> Iterator[Claim]:
    """`dockerize -wait URL -template from:to`."""
    for word in call.values("wait"):
        if word.text.startswith("file://"):
            yield from call.on("wait", word.with_text(word.text[7:]), "dockerize -wait")
        elif parts := split_url(word.text):
            yield from _both(parts[0], parts[1], "dockerize -wait", word)
    for word in call.values("template"):
        source, _, target = word.text.partition(":")
        yield from call.on("read", word.with_text(source), "dockerize -template")
        yield from call.on("write", word.with_text(target), "dockerize -template")


def name_query(call: Call) -> Iterator[Claim]:
    """`nslookup`, `dig`, `host`, `getent hosts` and `ping`: a host is looked for, nothing is sent to it."""
    words = [word for word in call.operands if word.text[:1] not in ("+", "@")]
    if call.name == "getent":
        words = words[1:] if words and words[0].text in ("hosts", "ahosts", "ahostsv4") else []
    if words and words[0].known:
        yield Claim("asks", words[0].text, call.name, words[0])
    if call.name == "ping" and not call.has("c"):
        yield Claim("never-ends", "ping", "ping")


def file_query(call: Call) -> Iterator[Claim]:
    """`ls` and `stat`: whether a file is there, which is no more a read than a test is."""
    for word in call.operands:
        yield from call.on("asks", word, call.name)
