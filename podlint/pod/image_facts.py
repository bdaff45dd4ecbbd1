"""What is known about an image: the vocabulary, the value, and the reading of the table's rows.

Knows how a row of `image_table` is written and how a tag changes it. Leaves to `images` which row an image has,
and to others what a manifest makes of the image: command, flags, environment and mounts override everything here.
"""

# Without "from __future__ import annotations": NamedTuple compiles each annotation that is a string, which more than
# doubles what the wide class below costs at every start.
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from podlint.pod.image_table import BASES, IMAGES, KINDS

ROLES: Final = (
    "app",  # what a pod exists for, user interfaces and samples included
    "app-server",  # runs the application that is put into it: tomcat, wildfly
    "runtime",  # a language: the command decides
    "base",  # nothing to run at all: distroless, windows/nanoserver
    "toolbox",  # a shell and many tools: the command decides
    "tool",  # one client program: git, kubectl, curl
    "init-helper",  # made to end: waits, migrations, installers
    "database",  # search engines and key-value stores that keep data included
    "cache",
    "queue",  # brokers and logs of messages
    "object-store",
    "coordination",  # etcd, zookeeper, consul
    "monitoring",  # keeps or evaluates metrics, logs, traces: prometheus, loki, jaeger
    "web-server",
    "reverse-proxy",  # stands in front of apps, API gateways and ingress controllers included
    "auth-proxy",  # the same, and lets in only who may
    "ambassador",  # relays what the app sends
    "mesh-proxy",  # both directions, as part of a service mesh
    "vpn",  # connects the pod to another network
    "adapter",  # gives the app's state in another form: exporters, health endpoints
    "telemetry-agent",  # takes metrics and traces and forwards them
    "log-shipper",
    "sync",  # keeps files up to date
    "reloader",  # makes the app read its configuration again
    "elector",
    "secrets-agent",  # secrets, certificates, identities
    "policy-agent",
    "backup",
    "csi-helper",  # talks to Kubernetes for a storage driver
    "csi-driver",
    "node-agent",  # works on the node: networks, devices
    "controller",  # watches the API server
    "cluster-service",  # part of Kubernetes itself: coredns, kube-proxy, metrics-server
    "pause",
)

FUNCTIONS: Final = (
    *("log-shipper", "log-tailer", "log-format", "metrics-exporter", "telemetry-agent", "health-endpoint"),
    *("config-reloader", "data-sync", "git-sync", "backup", "mesh-proxy", "outbound-proxy", "db-proxy"),
    *("reverse-proxy", "auth-proxy", "tls-terminator", "policy-agent", "secrets-agent", "csi-helper"),
    *("cache", "vpn", "debug", "other"),
    # of init containers
    *("wait-for", "fetch", "render-config", "copy-tool", "permissions", "migrate", "sysctl", "iptables", "certs"),
)

_CODENAMES = frozenset(
    {"debian", "trixie", "bookworm", "bullseye", "buster", "stretch", "jessie", "ubuntu", "noble", "jammy", "focal"}
)
_VARIED = frozenset({"buildpack", "debian-based", "slim", "rhel-based", "debian", "ubuntu"})
_DEBIAN = frozenset({"buildpack", "debian-based", "slim", "debian", "ubuntu", "bitnami"})
# fmt: off
_KEYS = frozenset({
    "role", "function", "ports", "loopback", "flags", "env", "writes", "data", "dataenv", "logs", "reads", "config",
    "breaks", "replace", "up", "upflags", "upenv", "runs", "base", "shell", "entry", "args", "has", "lacks", "uid",
    "windows",
})
# fmt: on


class ImagePort(NamedTuple):
    """A port of the default command; certainty: high, medium (likely), low (only when something turns it on)."""

    port: int
    protocol: str = "TCP"
    certainty: str = "high"


class PortSetting(NamedTuple):
    """A flag or variable that moves a default port, or opens one where the port is 0."""

    name: str
    port: int = 0


class ImageFacts(NamedTuple):
    """What may be assumed of a container while its manifest does not say otherwise.

    Paths are absolute; one that ends in `/*` means the files of a directory. `config` are files that decide the
    ports. Hiding `content_breaks` by a mount breaks the image, hiding `content_replaceable` is usual. `data` must
    outlive the container. `args` says what arguments without a command are: for the entrypoint ("program"), a
    command line ("command"), or a command line unless they begin with a dash ("either").
    """

    name: str
    role: str
    function: str | None = None
    ports: tuple[ImagePort, ...] = ()
    ports_from_config: bool = False
    loopback: tuple[int, ...] = ()
    port_flags: tuple[PortSetting, ...] = ()
    port_env: tuple[PortSetting, ...] = ()
    writes: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    data_env: tuple[str, ...] = ()
    logs: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    config: tuple[str, ...] = ()
    content_breaks: tuple[str, ...] = ()
    content_replaceable: tuple[str, ...] = ()
    upstreams: tuple[str, ...] = ()
    upstream_flags: tuple[str, ...] = ()
    upstream_env: tuple[str, ...] = ()
    runs: str = "long"
    base: str | None = None
    shell: str | None = None
    entrypoint: str | None = None
    args: str | None = None
    tools: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    uid: int | None = None
    windows: bool = False

    def has_tool(self, program: str) -> bool | None:
        """Whether the image holds the program; None where that is not known."""
        if program in self.tools:
            return True
        if program in self.lacks:
            return False
        _, present, absent = BASES.get(self.base or "", (None, "", ""))
        if program in present.split():
            return True
        return False if program in absent.split() else None

    def port_moved_by(self, setting: str) -> int | None:
        """The default port that a flag (dashes apart) or variable moves, 0 where it opens a new one."""
        bare = setting.lstrip("-")
        for known in self.port_flags + self.port_env:
            if known.name.lstrip("-") == bare:
                return known.port
        return None


def read_row(name: str, row: str, tag: str | None = "latest") -> ImageFacts:
    """Read a row in the table's notation for one tag; raise ValueError where the row is wrong."""
    marks = _marks(tag)
    words: dict[str, str] = {}
    for word in _expanded(row):
        if word[0] == "[":
            condition, _, word = word[1:].partition("]")
            if not _applies(condition, marks):
                continue
        key, _, value = word.partition("=")
        if key.endswith("+"):
            key = key[:-1]
            value = f"{words[key]},{value}" if words.get(key) else value
        words[key] = value
    return _facts_from(name, _with_base(words, tag))


def _expanded(row: str) -> Iterator[str]:
    """The words of a row, those of the rows it builds on before its own."""
    for word in row.split():
        key, _, value = word.partition("=")
        if key in ("kind", "like"):
            rows = KINDS if key == "kind" else IMAGES
            if value not in rows:
                raise ValueError(f'image rows: no {key} "{value}"')
            yield from _expanded(rows[value])
        else:
            yield word


def _applies(condition: str, marks: list[str]) -> bool:
    """Whether a tag has the mark (`[alpine]` also in `alpine3.20`) or the version (`[>=18]`, `[<1.19]`)."""
    if not condition.startswith(("<", ">")):
        return any(
            mark == condition or (mark.startswith(condition) and mark[len(condition)].isdigit()) for mark in marks
        )
    version = _version(marks)
    bound = _numbers(condition.lstrip("<>="))
    if not version or bound[: len(version)] == version != bound:  # `1` may be any 1.x
        return False
    return version >= bound if condition[0] == ">" else version < bound


def _version(marks: list[str]) -> tuple[int, ...]:
    for mark in marks:
        if numbers := _numbers(mark.removeprefix("v")):
            return numbers
    return ()


def _numbers(text: str) -> tuple[int, ...]:
    parts = text.split(".")
    return tuple(int(part) for part in parts) if all(part.isdecimal() and len(part) < 10 for part in parts) else ()


def _with_base(words: dict[str, str], tag: str | None) -> dict[str, str]:
    """Let the tag choose the base, which gives the shell unless the row has its own."""
    own = words.get("base", "")
    base = _variant(own, _marks(tag))
    if tag is None and own in _VARIED:  # perhaps its -alpine, with other users too
        return words | {"base": "", "shell": "", "uid": ""}
    if base == own:
        return {"shell": BASES[base][0] or "", **words} if base else words
    return words | {"base": base, "shell": BASES[base][0] or "", "windows": "yes" if base == "windows" else ""}


def _marks(tag: str | None) -> list[str]:
    return tag.lower().split("-") if tag else []


def _variant(base: str, marks: list[str]) -> str:
    """The base that a tag stands for: `-alpine`, `-slim`, `-bookworm`, `-distroless`, `-windowsservercore`."""
    for mark in marks:
        if mark.startswith(("windowsservercore", "nanoserver")):
            return "windows"
        if mark in ("distroless", "chiseled", "static"):
            return "distroless"
    if any(mark.startswith("alpine") for mark in marks):
        return base if base == "alpine" else "alpine-based"
    if "debug" in marks and base == "distroless":
        return "distroless-debug"
    if "slim" in marks and base in ("buildpack", "debian-based"):
        return "slim"
    if any(mark in _CODENAMES for mark in marks):
        return base if base in _DEBIAN else "debian-based"
    return "rhel-based" if any(mark.startswith("ubi") for mark in marks) else base


def _facts_from(name: str, words: Mapping[str, str]) -> ImageFacts:
    if not words.keys() <= _KEYS or "role" not in words:
        raise ValueError(f'image "{name}": unknown words or no role: {" ".join(sorted(words.keys() - _KEYS))}')

    def many(key: str) -> tuple[str, ...]:
        return tuple(filter(None, words.get(key, "").split(",")))

    ports = tuple(_port(word) for word in many("ports") if word != "config")
    first = ports[0].port if ports else 0
    return ImageFacts(
        name=name,
        role=words["role"],
        function=words.get("function") or None,
        ports=ports,
        ports_from_config="config" in many("ports"),
        loopback=tuple(map(int, many("loopback"))),
        port_flags=tuple(_setting(word, first) for word in many("flags")),
        port_env=tuple(_setting(word, first) for word in many("env")),
        writes=many("writes"),
        data=many("data"),
        data_env=many("dataenv"),
        logs=many("logs"),
        reads=many("reads"),
        config=many("config"),
        content_breaks=many("breaks"),
        content_replaceable=many("replace"),
        upstreams=many("up"),
        upstream_flags=many("upflags"),
        upstream_env=many("upenv"),
        runs=words.get("runs") or "long",
        base=words.get("base") or None,
        shell=words.get("shell") or None,
        entrypoint=words.get("entry") or None,
        args=words.get("args") or None,
        tools=many("has"),
        lacks=many("lacks"),
        uid=int(words["uid"]) if words.get("uid") else None,
        windows=bool(words.get("windows")),
    )


def _port(word: str) -> ImagePort:
    """`53/udp` is UDP; `9901?` is likely, `9901??` is there only when something turns it on."""
    number, _, protocol = word.rstrip("?").partition("/")
    return ImagePort(int(number), protocol.upper() or "TCP", ("high", "medium", "low")[word.count("?")])


def _setting(word: str, first: int) -> PortSetting:
    name, colon, port = word.rpartition(":")
    return PortSetting(name, int(port)) if colon else PortSetting(word, first)
