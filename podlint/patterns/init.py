"""Init: what a container that ends before the app starts does for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from podlint.diagnostic import Evidence
from podlint.patterns.base import Claim
from podlint.patterns.init_files import copies, renders, writes_unseen
from podlint.patterns.part import Part
from podlint.patterns.words import has_word

_PERMISSIONS = frozenset(("chown", "chmod", "chgrp", "setfacl", "mkdir", "install"))
_HARMLESS = frozenset((
    "set", "echo", "ls", "sh", "true", "exit", "id", "whoami", "date", "printf", "test", "[", "stat", "export", ":",
))  # fmt: skip
_FETCHERS = frozenset((
    "wget", "curl", "git", "vault", "aws", "gsutil", "mc", "rclone", "rsync", "scp", "az", "s5cmd", "gcloud", "huggingface-cli",
    "aria2c", "oras", "skopeo",
))  # fmt: skip
_MIGRATORS = frozenset((
    "flyway", "liquibase", "migrate", "alembic", "rake", "rails", "mysql", "psql", "mongo", "mongosh", "goose", "atlas",
    "dbmate", "sql-migrate", "prisma", "knex", "sequelize", "manage.py", "createdb", "initdb",
))  # fmt: skip
_MIGRATES = ("migrate", "createdb", "db:setup", "db upgrade", "db init", "dbmigrate", "createsuperuser")
_CERTS = frozenset(
    ("openssl", "cfssl", "keytool", "step", "certtool", "mkcert", "cfssljson", "update-ca-certificates", "certbot")
)
_FILTERS = frozenset((
    "iptables", "istio-iptables", "ip6tables", "nft", "iptables-restore", "iptables-legacy", "netsh", "New-NetFirewallRule",
))  # fmt: skip
_ASKS = frozenset(
    ("pg_isready", "nslookup", "wait-for-it", "wait-for-it.sh", "wait-for", "wait-for.sh", "dockerize", "nc")
)
_BY_IMAGE = frozenset((
    "wait-for", "fetch", "render-config", "copy-tool", "permissions", "migrate", "sysctl", "iptables", "certs",
))  # fmt: skip
_AT_FIRST = {
    "git-sync": "fetch",
    "secrets-agent": "fetch",
    "data-sync": "fetch",
    "config-reloader": "fetch",
    "backup": "fetch",
}
"""What a helper does that is run once, before the app."""
_NAMES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("wait", "check", "until", "ready"), "wait-for"),
    (("migrat", "schema"), "migrate"),
    (("chown", "chmod", "permission", "perms"), "permissions"),
    (("sysctl", "ulimit"), "sysctl"),
    (("iptables", "firewall"), "iptables"),
    (("cert", "tls"), "certs"),
    (("clone", "git", "fetch", "download", "pull", "puller"), "fetch"),
    (("config", "render", "template"), "render-config"),
    (("copy", "plugin", "cni"), "copy-tool"),
)


def function_of(part: Part) -> Claim:
    """The function of an init container, by its effects first, then its image, at last its name."""
    claims = [claim for detector in _DETECTORS for claim in detector(part)]
    other = Claim("init", "other", 0.31, (Evidence(part.container.at, "ends before the app starts"),))
    return max((*claims, other), key=lambda claim: claim.weight)


def _system(part: Part) -> Iterator[Claim]:
    programs = part.programs
    if programs & {"sysctl", "ulimit"}:
        at = part.command_at("sysctl", "ulimit")
        yield Claim("init", "sysctl", 0.9, (Evidence(at, "sets limits"),))
    filters = programs & _FILTERS
    words = {scalar.value for scalar in part.container.words}
    if filters or words & _FILTERS or "transparent-proxy" in words:
        yield Claim("init", "iptables", 0.88, (Evidence(part.command_at(*filters), "sets packet filters"),))
    for use in part.uses("write"):
        if use.effect.target.startswith(("/proc/sys/", "/sys/kernel/")):
            yield Claim("init", "sysctl", 0.9, (Evidence(use.effect.span, f"sets {use.effect.target}"),))
    settings = part.settings
    if "outgoing_proxy_port" in settings or "incoming_proxy_port" in settings or "proxy_port" in settings:
        at = part.setting_at(next(name for name in settings if name.endswith("proxy_port")))
        yield Claim("init", "iptables", 0.72, (Evidence(at, "redirects the pod's traffic to this port"),))


def _permissions(part: Part) -> Iterator[Claim]:
    programs = part.programs - _HARMLESS
    prints = any(
        use.effect.how.split(" ")[0] in {"echo", "printf", "cat"} for use in part.volume_uses("write", "append")
    )
    if programs and programs <= _PERMISSIONS and not prints:
        at = part.command_at(*programs)
        yield Claim("init", "permissions", 0.9, (Evidence(at, "changes owners or modes, or makes folders"),))


def _wait(part: Part) -> Iterator[Claim]:
    waits = part.effects("wait")
    if waits:
        weight = 0.7 if part.uses("write", "append") else 0.9
        yield Claim("init", "wait-for", weight, (Evidence(waits[0].span, f"waits for {waits[0].target}"),))
    elif part.programs & _ASKS:
        at = part.command_at(*_ASKS)
        yield Claim("init", "wait-for", 0.73, (Evidence(at, "asks whether something is ready"),))
    elif any(word in part.flags for word in ("wait", "wait-for", "timeout")) and part.programs & {"kubectl"}:
        yield Claim("init", "wait-for", 0.8, (Evidence(part.command_at("kubectl"), "waits for an object"),))


def _fetch(part: Part) -> Iterator[Claim]:
    fetchers = part.programs & _FETCHERS
    writes = part.volume_uses("write", "append")
    if fetchers and writes and (part.effects("connect") or fetchers - {"curl", "wget"}):
        note = f"brings {writes[0].effect.target} from outside"
        yield Claim("init", "fetch", 0.85, (Evidence(writes[0].effect.span, note),))
    elif fetchers & {"git", "aws", "gsutil", "rclone", "s5cmd"} and part.shares:
        yield Claim("init", "fetch", 0.76, (Evidence(part.command_at(*fetchers), "brings something from outside"),))


def _database(part: Part) -> Iterator[Claim]:
    migrators = part.programs & _MIGRATORS
    words = part.container.words
    text = " ".join(scalar.value for scalar in words).lower()
    if (migrators or any(word in text for word in _MIGRATES)) and not part.effects("wait"):
        note = "changes a database before the app starts"
        yield Claim("init", "migrate", 0.78, (Evidence(part.command_at(*migrators), note),))


def _certificates(part: Part) -> Iterator[Claim]:
    makers = part.programs & _CERTS
    if makers:
        yield Claim("init", "certs", 0.86, (Evidence(part.command_at(*makers), "makes keys or certificates"),))


def _image(part: Part) -> Iterator[Claim]:
    facts = part.facts
    if facts is None or facts.function is None:
        return
    if facts.function in _BY_IMAGE:
        yield Claim("init", facts.function, 0.7, (Evidence(part.at, "what this image is for"),))
    elif facts.function in _AT_FIRST:
        yield Claim("init", _AT_FIRST[facts.function], 0.66, (Evidence(part.at, "does once what this image is for"),))


def _name(part: Part) -> Iterator[Claim]:
    for words, weight, at in ((part.name_words, 0.5, part.container.at), (part.image_words, 0.42, part.at)):
        for stems, function in _NAMES:
            if has_word(words, *stems):
                yield Claim("init", function, weight, (Evidence(at, "called so"),))
                return


_DETECTORS: tuple[Callable[[Part], Iterator[Claim]], ...] = (
    _system, _permissions, _wait, _certificates, _fetch, _database, copies, renders, writes_unseen, _image, _name,
)  # fmt: skip
