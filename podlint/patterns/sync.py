"""Sidecars by volumes: who fills a volume that another container shows or reads, and in which direction files go."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence
from podlint.patterns.base import Claim
from podlint.patterns.part import Part, Share
from podlint.pod.running import FileUse
from podlint.syntax.nodes import Mapping
from podlint.text import Span

_GENERATORS = frozenset((
    "echo", "date", "sleep", "printf", "true", "while", "df", "du", "uptime", "seq", "hostname", "cat", "touch", "bc",
))  # fmt: skip
_CONTENT = ("html", "www", "htdocs", "public", "static", "/content", "webapps", "site")
_SERVERS = frozenset(("web-server", "app-server", "app", "reverse-proxy", "database"))
_DUMPS = frozenset(("pg_dump", "mysqldump", "mongodump", "xtrabackup", "restic", "pg_dumpall", "redis-cli"))


def detect(part: Part) -> Iterator[Claim]:
    """Claim a container that writes what a sibling shows, or that alone is able to fill a sibling's volume."""
    shares = [share for share in part.shares if share.other.container.long_running and not share.volume.read_only_kind]
    if not shares:
        return
    yield from _writing(part, shares)
    yield from _watching(part, shares)
    if part.open_to_all and part.facts is None:
        yield from _direction(part, shares)


def _writing(part: Part, shares: list[Share]) -> Iterator[Claim]:
    """The command line writes to a volume that a sibling mounts."""
    by_volume = {id(share.volume): share for share in shares}
    for use in part.uses("write", "append"):
        share = by_volume.get(id(use.place.volume))
        if share is None or _waits(share.other):
            continue
        served = _serves(share.other, share)
        if not served and (part.programs <= _GENERATORS or _waits(part)):
            continue  # an app that writes something down, whoever reads it is the helper; or a step of one job
        often = " again and again" if part.endless else ""
        note = f"writes {use.effect.target}{often}, on a volume that {share.other.label} mounts"
        evidence = (Evidence(use.effect.span, note), Evidence(share.other_mount.node.span, "where it is read"))
        yield Claim("sidecar", _what(part, share), 0.8 if part.endless and served else 0.6, evidence)
        return


def _waits(part: Part) -> bool:
    return bool(part.uses("wait"))


def _serves(other: Part, share: Share) -> bool:
    """Whether a container shows or uses the files of a share: a server, by image, port or folder, or a mere reader."""
    path = "" if share.other_mount.path is None else share.other_mount.path.value
    if other.facts is not None and other.role in _SERVERS and not other.process.transparent:
        return True
    if any(word in path for word in _CONTENT) or share.other_mount.declared_read_only:
        return "log" not in path
    return bool(other.opened & {80, 443, 8000, 8080, 3000})


def _what(part: Part, share: Share) -> str:
    """What is kept up to date, by the programs and the folder."""
    if "git" in part.programs:
        return "git-sync"
    if part.programs & _DUMPS:
        return "backup"
    source = share.volume.source
    memory = isinstance(source, Mapping) and source.get("medium") is not None
    paths = [mount.path.value.lower() for mount in (share.mount, share.other_mount) if mount.path is not None]
    words = part.name_words | part.image_words
    if any(word in path for path in paths for word in ("secret", "token", "cert", "vault", "credential")):
        return "secrets-agent"
    if memory and (words & {"vault", "secrets", "secret"} or "vault_addr" in part.settings):
        return "secrets-agent"
    if any("conf" in path or "provisioning" in path for path in paths):
        return "config-reloader"
    return "data-sync"


def _watching(part: Part, shares: list[Share]) -> Iterator[Claim]:
    """An endless loop that only reads what a sibling writes, neither showing it nor sending it on."""
    volumes = {id(share.volume): share for share in shares}
    reads = [use.effect.span for use in part.uses("read") if id(use.place.volume) in volumes] or _mentions(part, shares)
    if not part.endless or not reads or part.opened or part.volume_uses("write", "append"):
        return
    writer = next((share.other for share in shares if _writes(share.other, share)), None)
    if writer is not None and not writer.volume_uses("read"):
        note = f"looks again and again at what {writer.label} writes"
        yield Claim("sidecar", "other", 0.62, (Evidence(reads[0], note),))


def _mentions(part: Part, shares: list[Share]) -> list[Span]:
    """The commands of a script of known programs that name a path below a shared mount."""
    paths = tuple(share.mount.path.value for share in shares if share.mount.path is not None)
    return [
        part.process.span(command.word, command.start, command.end)
        for command in (part.process.behaviour.commands if part.process.transparent else ())
        if any(word.text.startswith(paths) for word in command.words)
    ]


def _writes(part: Part, share: Share) -> bool:
    return any(use.place.volume is share.volume for use in part.uses("write", "append"))


def _direction(part: Part, shares: list[Share]) -> Iterator[Claim]:
    """A program of which nothing is known, but which alone can be the writer of a volume, or the reader of logs."""
    for share in shares:
        other, path = share.other, "" if share.other_mount.path is None else share.other_mount.path.value
        sends = bool(other.declared or part.remote or share.mount.declared_read_only)
        if "log" in path and not part.opened and sends:
            yield _shipper(share)
            return
        if (
            share.mount.declared_read_only
            and not part.opened
            and not share.other_mount.declared_read_only
            and part.same_image(other)
        ):
            note = f"reads what {other.label} writes, with that one's own image"
            yield Claim("sidecar", "other", 0.58, (Evidence(share.mount.node.span, note),))
            return
        claim = None if part.opened or share.mount.declared_read_only else _filler(part, share, path)
        if claim is not None:
            yield claim
            return


def _filler(part: Part, share: Share, path: str) -> Claim | None:
    other = share.other
    vault = next((name for name in part.settings if name.startswith("vault_")), None)
    if vault is not None and not share.mount.declared_read_only:
        secrets = (
            Evidence(part.setting_at(vault), "asks Vault"),
            Evidence(share.mount.node.span, f"shares this volume with {other.label}"),
        )
        return Claim("sidecar", "secrets-agent", 0.64, secrets)
    note = f'is the only one that can fill volume "{share.volume.name}", which {other.label} mounts'
    evidence = (Evidence(share.mount.node.span, note), Evidence(share.other_mount.node.span, "where it is read"))
    if share.other_mount.declared_read_only and "log" not in path and not part.same_image(other):
        return Claim("sidecar", _what(part, share), 0.66, evidence)
    if any(word in path for word in _CONTENT) and not other.volume_uses("write", "append"):
        return Claim("sidecar", _what(part, share), 0.62, evidence)
    idle = other.process.transparent and not other.opened and not other.volume_uses("write", "append")
    if idle and share.volume.kind == "emptyDir":
        return Claim("sidecar", _what(part, share), 0.58, evidence)
    if part.remote and other.declared and share.volume.kind == "emptyDir" and "log" not in path:
        asks = Evidence(part.remote[0].span, f"brings something from {part.remote[0].host}")
        return Claim("sidecar", _what(part, share), 0.57, (asks, evidence[1]))
    return None


def _shipper(share: Share) -> Claim:
    note = f"sees the logs of {share.other.label}"
    evidence = (Evidence(share.mount.node.span, note), Evidence(share.other_mount.node.span, "where they are written"))
    return Claim("sidecar", "log-shipper", 0.6, evidence)


def foreign(part: Part, use: FileUse) -> bool:
    """Whether another container mounts the volume of a file, so that it may be the one who writes it."""
    return any(share.volume is use.place.volume for share in part.shares)
