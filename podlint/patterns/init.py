"""Init: what a container that ends before the app starts does for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from podlint.diagnostic import Evidence
from podlint.patterns.base import Claim
from podlint.patterns.view import View
from podlint.pod.flags import words_of
from podlint.pod.model import Container
from podlint.pod.running import FileUse
from podlint.text import Span

_PERMISSIONS = frozenset(("chown", "chmod", "chgrp", "setfacl", "mkdir", "install"))
_FETCHERS = frozenset(("wget", "curl", "git", "aws", "gsutil", "mc", "rclone", "rsync", "scp", "az", "s5cmd", "gcloud"))
_MIGRATORS = frozenset(
    ("flyway", "liquibase", "migrate", "alembic", "rake", "rails", "mysql", "psql", "mongo", "mongosh")
)
_CERTS = frozenset(("openssl", "cfssl", "keytool", "step", "certtool", "mkcert"))
_RENDERERS = frozenset(
    ("envsubst", "jq", "yq", "sed", "consul-template", "gomplate", "awk", "python", "cat", "echo", "printf")
)
_WAIT_WORDS = frozenset(("wait", "waitfor", "check", "until", "ready"))
_CERT_WORDS = frozenset(("cert", "certs", "certificates", "tls", "ssl", "pki"))
_DESTINATIONS = (
    (_CERT_WORDS, "certs"),
    (frozenset(("config", "conf", "configs", "etc")), "render-config"),
    (frozenset(("bin", "driver", "cni", "tools", "agent", "javaagent")), "copy-tool"),
    (frozenset(("plugins", "extensions", "models", "repo", "git", "download", "downloads")), "fetch"),
)
_NAMES = (
    (_WAIT_WORDS, "wait-for"),
    (frozenset(("migrate", "migration", "migrations", "schema", "db-init")), "migrate"),
    (frozenset(("chown", "chmod", "permission", "permissions", "perms", "own")), "permissions"),
    (frozenset(("sysctl", "ulimit", "vm")), "sysctl"),
    (frozenset(("iptables", "istio", "linkerd", "kuma")), "iptables"),
    (frozenset(("cert", "certs", "tls", "certificate", "ca")), "certs"),
    (frozenset(("clone", "git", "fetch", "download", "downloader", "pull")), "fetch"),
    (frozenset(("config", "conf", "render", "template", "configure", "configurator", "initconfig")), "render-config"),
    (frozenset(("copy", "install", "installer", "plugin", "plugins", "cp", "cni")), "copy-tool"),
)


def detect(view: View, container: Container) -> Iterator[Claim]:
    """The function of an init container, by its effects first, then its image, at last its name."""
    for detector in _DETECTORS:
        yield from detector(view, container)
    yield Claim("init", "other", 0.31, (Evidence(container.at, "ends before the app starts"),))


def _system(view: View, container: Container) -> Iterator[Claim]:
    programs = view.programs(container)
    if "sysctl" in programs or "ulimit" in programs:
        yield Claim("init", "sysctl", 0.9, (Evidence(_command_at(view, container, "sysctl", "ulimit"), "sets limits"),))
    if programs & {"iptables", "istio-iptables", "kumactl", "ip6tables", "nft"}:
        at = _command_at(view, container, "iptables", "istio-iptables", "nft")
        yield Claim("init", "iptables", 0.88, (Evidence(at, "sets packet filters"),))
    for scalar in (*(container.command or ()), *(container.args or ())):
        if "netsh" in scalar.value or "FirewallRule" in scalar.value:
            yield Claim("init", "iptables", 0.88, (Evidence(scalar.span, "sets packet filters"),))
            return
    for use in view.uses(container, "write"):
        if use.effect.target.startswith(("/proc/sys/", "/sys/kernel/")):
            yield Claim("init", "sysctl", 0.9, (Evidence(use.effect.span, f"sets {use.effect.target}"),))


def _wait(view: View, container: Container) -> Iterator[Claim]:
    waits = view.effects(container, "wait")
    writes = [use for use in view.uses(container, "write", "append") if use.effect.why == "command"]
    if waits:
        weight = 0.7 if writes else 0.9
        yield Claim("init", "wait-for", weight, (Evidence(waits[0].span, f"waits for {waits[0].target}"),))
    elif view.programs(container) & {"pg_isready", "nslookup", "wait-for-it", "wait-for-it.sh", "dockerize"}:
        yield Claim("init", "wait-for", 0.75, (Evidence(view.at(container), "asks whether something is ready"),))
    elif view.programs(container) == {"sleep"}:
        yield Claim("init", "other", 0.6, (Evidence(view.at(container), "only lets time pass"),))


def _fetch(view: View, container: Container) -> Iterator[Claim]:
    programs = view.programs(container)
    writes = _writes(view, container)
    if programs & _FETCHERS and (view.effects(container, "connect") or "git" in programs) and writes:
        note = f"brings {writes[0].effect.target} from outside"
        yield Claim("init", "fetch", 0.85, (Evidence(writes[0].effect.span, note),))


def _copy(view: View, container: Container) -> Iterator[Claim]:
    programs = view.programs(container)
    if not programs & {"cp", "install", "rsync", "tar", "mv", "unzip"}:
        return
    for use in _writes(view, container):
        if use.effect.how.split(" ")[0] not in {"cp", "install", "rsync", "tar", "mv", "unzip"}:
            continue
        from_volume = any(
            read.place.volume is not None
            for read in view.uses(container, "read")
            if read.effect.span == use.effect.span
        )
        config = any(
            read.place.volume is not None and read.place.volume.read_only_kind for read in view.uses(container, "read")
        )
        function, weight = ("render-config", 0.72) if config or from_volume else ("copy-tool", 0.8)
        if from_volume and _words_of_path(use.effect.target) & _CERT_WORDS:
            function = "certs"
        yield Claim("init", function, weight, (Evidence(use.effect.span, f"copies to {use.effect.target}"),))
        return


def _render(view: View, container: Container) -> Iterator[Claim]:
    for use in _writes(view, container, "write", "append"):
        program = use.effect.how.split(" ")[0]
        if program in _RENDERERS or ">" in use.effect.how or "-i" in use.effect.how:
            yield Claim("init", "render-config", 0.74, (Evidence(use.effect.span, f"writes {use.effect.target}"),))
            return


def _permissions(view: View, container: Container) -> Iterator[Claim]:
    programs = view.programs(container) - {"set", "echo", "ls", "sh", "true", "exit", "id", "whoami", "date"}
    writes = any(">" in use.effect.how for use in _writes(view, container, "write", "append"))
    if programs and programs <= _PERMISSIONS and not writes:
        at = _command_at(view, container, *sorted(programs))
        yield Claim("init", "permissions", 0.9, (Evidence(at, "changes owners or modes, or makes folders"),))


def _database(view: View, container: Container) -> Iterator[Claim]:
    programs = view.programs(container)
    text = " ".join(scalar.value for scalar in (*(container.command or ()), *(container.args or ()))).lower()
    migrates = programs & _MIGRATORS or "migrate" in text or "createdb" in text or "db:setup" in text
    if migrates and not view.effects(container, "wait"):
        note = "changes a database before the app starts"
        yield Claim("init", "migrate", 0.78, (Evidence(view.at(container), note),))


def _certificates(view: View, container: Container) -> Iterator[Claim]:
    if view.programs(container) & _CERTS:
        at = _command_at(view, container, *sorted(_CERTS))
        yield Claim("init", "certs", 0.86, (Evidence(at, "makes keys or certificates"),))


def _image(view: View, container: Container) -> Iterator[Claim]:
    facts = view.facts(container)
    if facts is None:
        return
    init_functions = {"wait-for", "fetch", "render-config", "copy-tool", "permissions", "migrate", "sysctl", "iptables"}
    if facts.function in init_functions | {"certs"}:
        yield Claim("init", facts.function, 0.7, (Evidence(view.at(container), "what this image is for"),))
    elif facts.function == "git-sync":
        yield Claim("init", "fetch", 0.7, (Evidence(view.at(container), "brings a git checkout"),))
    elif facts.function in {"config-reloader", "data-sync"}:
        yield Claim("init", "fetch", 0.6, (Evidence(view.at(container), "brings files from outside"),))
    elif facts.function == "secrets-agent":
        yield Claim("init", "fetch", 0.6, (Evidence(view.at(container), "fetches secrets"),))


def _name(view: View, container: Container) -> Iterator[Claim]:
    name, image = view.name_words(container), view.image_words(container)
    for words, function in _NAMES:
        if name & words:
            yield Claim("init", function, 0.5, (Evidence(container.at, "called so"),))
            return
    for words, function in _NAMES:
        if image & words:
            yield Claim("init", function, 0.42, (Evidence(view.at(container), "the image is called so"),))
            return


def _program_name(view: View, container: Container) -> Iterator[Claim]:
    """What the script or program that it runs is called."""
    for program in sorted(view.programs(container)):
        words = _words_of_path(program)
        for known, function in _NAMES:
            if words & known:
                yield Claim("init", function, 0.56, (Evidence(_command_at(view, container, program), "called so"),))
                return


def _destination(view: View, container: Container) -> Iterator[Claim]:
    """It runs a program of its own, and the app looks for a certain kind of file on the volume that they share."""
    for share in view.shares(container):
        if share.mount.declared_read_only or share.volume.read_only_kind or share.other.stage == "init":
            continue
        words = frozenset[str]().union(
            *(_words_of_path(mount.path.value) for mount in (share.mount, share.other_mount) if mount.path is not None)
        )
        for known, function in _DESTINATIONS:
            if words & known:
                note = f"shares this folder with {share.other.label}"
                yield Claim("init", function, 0.44, (Evidence(share.mount.node.span, note),))
                return


def _words_of_path(path: str) -> frozenset[str]:
    return words_of(path.rpartition("/")[2] if path.endswith((".sh", ".py")) else path)


def _writes(view: View, container: Container, *kinds: str) -> list[FileUse]:
    uses = view.uses(container, *(kinds or ("write",)))
    return [use for use in uses if use.place.volume is not None and use.effect.why == "command"]


def _command_at(view: View, container: Container, *programs: str) -> Span:
    process = view.process(container)
    for command in process.behaviour.commands:
        if command.name in programs:
            return process.span(command.word, command.start, command.end)
    return view.at(container)


_DETECTORS: tuple[Callable[[View, Container], Iterator[Claim]], ...] = (
    _system, _permissions, _wait, _certificates, _fetch, _database, _copy, _render, _image, _name, _program_name, _destination,
)  # fmt: skip
