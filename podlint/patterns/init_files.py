"""Init containers that leave files: copied programs, filled-in configuration, or what cannot be told."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence
from podlint.patterns.base import Claim
from podlint.patterns.part import Part
from podlint.patterns.words import has_word
from podlint.pod.running import FileUse
from podlint.syntax.nodes import Mapping

_COPIERS = frozenset(("cp", "install", "rsync", "tar", "mv", "unzip"))
_RENDERERS = frozenset((
    "envsubst", "jq", "yq", "sed", "consul-template", "gomplate", "awk", "python", "python3", "cat", "echo", "printf", "tee",
))  # fmt: skip
_CONFIGURATION = (".conf", ".cfg", ".json", ".yaml", ".yml", ".toml", ".ini", ".properties", ".xml", ".env", ".cnf", ".html",
                  ".js", ".php", ".py", ".sh", ".hcl")  # fmt: skip
_CONFIGURED = ("conf", "etc", "html", "www", "htdocs", "settings")
_CERTIFICATES = ("cert", "/tls", "/ssl", "/pki", ".pem", ".crt", ".key", "truststore", "keystore")
_TOOL_FOLDERS = (
    "/bin",
    "/plugins",
    "/plugin",
    "/cni",
    "/driver",
    "/lib",
    "/opt/cni",
    "/instrumentation",
    "/tools",
    "/agent",
)
_TOOL_WORDS = (
    "plugin",
    "plugins",
    "driver",
    "install",
    "installer",
    "copy",
    "tools",
    "agent",
    "cni",
    "autoinstrumentation",
)


def copies(part: Part) -> Iterator[Claim]:
    """What is copied to a volume: programs of the image, configuration of another volume, certificates, data."""
    if not part.programs & _COPIERS:
        return
    for use in part.volume_uses("write"):
        if use.effect.how.split(" ")[0] not in _COPIERS:
            continue
        read = next((read for read in part.volume_uses("read") if read.effect.span == use.effect.span), None)
        evidence = (Evidence(use.effect.span, f"copies to {use.effect.target}"),)
        if read is None and not any(_of_read_only(other) for other in part.volume_uses("read")):
            yield Claim("init", "copy-tool", 0.8, evidence)
        else:
            function, weight = _copied(use, read or next(r for r in part.volume_uses("read") if _of_read_only(r)))
            yield Claim("init", function, weight, evidence)
        return


def _of_read_only(use: FileUse) -> bool:
    return use.place.volume is not None and use.place.volume.read_only_kind


def _copied(use: FileUse, read: FileUse) -> tuple[str, float]:
    """What is brought from one volume to another; a move within one volume changes how data lies."""
    paths = (use.effect.target.lower(), read.effect.target.lower())
    if any(word in path for path in paths for word in _CERTIFICATES):
        return "certs", 0.8
    if use.place.volume is read.place.volume and use.effect.how.startswith("mv"):
        return "migrate", 0.75
    return ("render-config", 0.74) if any(map(_is_configuration, paths)) else ("other", 0.58)


def _is_configuration(path: str) -> bool:
    return path.endswith(_CONFIGURATION) or any(word in path for word in _CONFIGURED)


def renders(part: Part) -> Iterator[Claim]:
    """Text that is written or changed in place: configuration or content, or a mark that something was done."""
    for use in part.volume_uses("write", "append"):
        program = use.effect.how.split(" ")[0]
        if program not in _RENDERERS and ">" not in use.effect.how and "-i" not in use.effect.how:
            continue
        evidence = (Evidence(use.effect.span, f"writes {use.effect.target}"),)
        if _is_configuration(use.effect.target.lower()) and not _on_node(use):
            yield Claim("init", "render-config", 0.74, evidence)
        else:
            yield Claim("init", "other", 0.57, evidence)
        return


def _on_node(use: FileUse) -> bool:
    return use.place.volume is not None and use.place.volume.kind == "hostPath"


def writes_unseen(part: Part) -> Iterator[Claim]:
    """A program of which only its volumes are known: where it can write tells what it leaves."""
    if part.programs - {"sh", "bash"} and not part.process.opaque and part.process.transparent:
        return
    for mount in part.container.mounts:
        volume = part.pod.volume_of(mount)
        if volume is None or mount.path is None or volume.read_only_kind or mount.declared_read_only:
            continue
        path = mount.path.value.lower()
        evidence = (Evidence(mount.path.span, f"can leave something at {mount.path.value}"),)
        if volume.kind == "hostPath" and _is_of_tools(volume.source, path):
            yield Claim("init", "copy-tool", 0.56, evidence)
        elif not any(share.volume is volume and share.other.container.long_running for share in part.shares):
            continue
        elif has_word(part.name_words | part.image_words, *_TOOL_WORDS) or path.endswith(_TOOL_FOLDERS):
            yield Claim("init", "copy-tool", 0.52, evidence)
        elif any(word in path for word in _CONFIGURED):
            yield Claim("init", "render-config", 0.51, evidence)


def _is_of_tools(source: object, path: str) -> bool:
    folder = (source.text("path") or "") if isinstance(source, Mapping) else ""
    return path.endswith(_TOOL_FOLDERS) or "/cni" in folder or folder.endswith(("/bin", "/volume/exec", "/plugins"))
