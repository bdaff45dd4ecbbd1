"""A program with its arguments, and what it may claim about them; where the call stands is not known here."""

from collections.abc import Collection, Iterator, Sequence
from typing import Literal, NamedTuple

from podlint.pod.shell.effects import Kind
from podlint.pod.shell.options import Options, Syntax, parse
from podlint.pod.shell.paths import Place, content, resolve
from podlint.pod.shell.word import UNKNOWN, Word

Sort = Kind | Literal["creates", "consumes", "asks", "open", "questions"]
"""The kinds of effect, and what only the walker needs: `creates` fails when its subject is there already,
`consumes` when it is gone; `asks` names a host or path that the call looks for, `questions` says that the
exit status is an answer, `open` that nobody knows whether the program ends."""


class Claim(NamedTuple):
    """What one call does; `word` is the argument that says so, absent when the program's name does."""

    kind: Sort
    target: str
    how: str
    word: Word | None = None
    certain: bool = True
    repeatable: bool = True
    guard: str = ""
    subject: str = ""


class Call(NamedTuple):
    """A program and its arguments; paths are relative to `directory`, and some directories are known."""

    name: str
    words: Sequence[Word]
    options: Options
    directory: str | None
    directories: Collection[str]
    stdin: str | None
    syntax: Syntax

    @property
    def operands(self) -> list[Word]:
        """The arguments that are neither flags nor their values."""
        return self.options.operands

    def has(self, *flags: str) -> bool:
        """Whether one of the flags is given."""
        return any(flag in self.options.flags for flag in flags)

    def value(self, *flags: str) -> Word | None:
        """Return the last value of a flag that has several names."""
        for flag in flags:
            if values := self.options.flags.get(flag):
                return values[-1]
        return None

    def values(self, *flags: str) -> list[Word]:
        """Return every value of a repeated flag."""
        return [value for flag in flags for value in self.options.flags.get(flag, ())]

    def text(self, *flags: str) -> str | None:
        """Return the last value of a flag as text."""
        value = self.value(*flags)
        return value.text if value else None

    def place(self, word: Word) -> Place | None:
        """Return the path that an argument names."""
        return resolve(word, self.directory)

    def on(
        self, kind: Sort, word: Word | None, how: str, *, inside: bool = False, repeatable: bool = True
    ) -> Iterator[Claim]:
        """Claim something about the path that an argument names, or about all that it holds."""
        place = resolve(word, self.directory) if word else None
        if place:
            path = content(place.path) if inside else place.path
            yield Claim(kind, path, how, word, place.certain, repeatable)

    def with_words(self, words: Sequence[Word]) -> "Call":
        """Return the call with other arguments."""
        return self._replace(words=words, options=parse(words, self.syntax))


def endpoint(host: str | None, port: str | int | None) -> str | None:
    """Return `host:port`, or nothing unless both are known."""
    if not host or not port or UNKNOWN in host or UNKNOWN in str(port) or not str(port).isdecimal():
        return None
    if not _is_host(host):
        return None
    return f"[{host}]:{port}" if ":" in host and host[0] != "[" else f"{host}:{port}"


def _is_host(host: str) -> bool:
    return not any(mark in host for mark in " \t\n'\"$`{}()<>,;|&*")


def connect(host: str | None, port: str | int | None, how: str, word: Word | None = None) -> Iterator[Claim]:
    """Claim a connection when both its ends are known."""
    if target := endpoint(host, port):
        yield Claim("connect", target, how, word)


def listen(port: str | None, how: str, word: Word | None = None, *, certain: bool = True) -> Iterator[Claim]:
    """Claim a listener on a port given as a number or at the end of an address."""
    number = (port or "").strip("/").rpartition(":")[2]
    if number.isdecimal() and number != "0":
        yield Claim("listen", number, how, word, certain)


def split_address(address: str, default: str | int | None = None) -> tuple[str, str | int | None]:
    """Split `host:port`; an address without a port gets the default."""
    if address.startswith("["):
        host, _, rest = address[1:].partition("]")
        return host, rest[1:] if rest.startswith(":") else default
    host, colon, port = address.rpartition(":")
    if not colon or ":" in host:
        return address, default
    return host, port or default


_PORTS = {
    "http": 80, "https": 443, "ws": 80, "wss": 443, "ftp": 21, "ssh": 22, "sftp": 22, "git": 9418, "redis": 6379,
    "rediss": 6379, "postgres": 5432, "postgresql": 5432, "mysql": 3306, "mongodb": 27017, "amqp": 5672,
    "amqps": 5671, "nats": 4222, "memcached": 11211, "ldap": 389, "ldaps": 636, "mqtt": 1883, "rsync": 873,
    "clickhouse": 9000, "cassandra": 9042, "zookeeper": 2181,
}  # fmt: skip


def split_url(url: str, scheme: str | None = None) -> tuple[str, str | int | None, str] | None:
    """Split a URL into host, port and path; without a scheme it has the given one, or is no URL."""
    name, separator, rest = url.partition("://")
    if not separator:
        if scheme is None:
            return None
        name, rest = scheme, url
    authority, slash, path = rest.partition("/")
    authority, question, _ = authority.partition("?")
    path = "" if question else path.partition("?")[0].partition("#")[0]
    host, port = split_address(authority.rpartition("@")[2], _PORTS.get(name.lower()))
    return host, port, slash + path


def connect_url(word: Word, how: str, scheme: str | None = None) -> Iterator[Claim]:
    """Claim the connection that a URL needs."""
    if parts := split_url(word.text, scheme):
        yield from connect(parts[0], parts[1], how, word)
