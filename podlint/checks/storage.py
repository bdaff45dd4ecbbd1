"""What volumes are good for: claims that cannot be shared, data that does not survive, content that a mount hides."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence, Finding, Fix, Severity
from podlint.manifest import Manifest
from podlint.pod.images import ImageFacts, normalised, parse_reference
from podlint.pod.lifecycle import replicas
from podlint.pod.model import Container, Mount, Pod, Volume
from podlint.pod.processes import Effect
from podlint.pod.volumes import lifetime_of, resolve
from podlint.subject import Subject
from podlint.suggest import nearest
from podlint.syntax.nodes import Mapping, Scalar
from podlint.text import Edit

_SHARED_MODES = frozenset(("ReadWriteMany", "ReadOnlyMany"))


def rwo_claim_many_replicas(subject: Subject) -> Iterator[Finding]:
    """Hold claims of the input that one node (or pod) can have against the workload's replicas."""
    pod = subject.pod
    count = replicas(pod)
    if pod.kind not in {"Deployment", "ReplicaSet", "ReplicationController"} or count is None or count < 2:
        return
    if pod.node.get("nodeName") or pod.node.get("nodeSelector"):
        return
    for volume in pod.volumes:
        claim = _claim_of(subject, volume)
        modes = [] if claim is None else _modes(claim)
        if claim is None or not modes or _SHARED_MODES & {mode.value for mode in modes}:
            continue
        alone = all(mode.value == "ReadWriteOncePod" for mode in modes)
        spec = subject.manifest.node.mapping("spec")
        at = None if spec is None else spec.scalar("replicas")
        yield Finding(
            volume.at,
            f'volume "{volume.name}" is claim "{claim.name}", which {"one pod" if alone else "the pods of one node"} can have '
            f"at a time, and there are {count} replicas: the others stay in ContainerCreating",
            evidence=(
                Evidence(modes[0].span, f"the claim's access mode is {modes[0].value}", claim.source),
                *(() if at is None else (Evidence(at.span, "the replicas"),)),
            ),
        )


def _claim_of(subject: Subject, volume: Volume) -> Manifest | None:
    if volume.kind != "persistentVolumeClaim" or not isinstance(volume.source, Mapping) or volume.claim_template:
        return None
    return subject.objects.find("PersistentVolumeClaim", volume.source.text("claimName") or "", subject.manifest)


def _modes(claim: Manifest) -> list[Scalar]:
    spec = claim.node.mapping("spec")
    sequence = None if spec is None else spec.sequence("accessModes")
    return [] if sequence is None else [item for item in sequence.items if isinstance(item, Scalar)]


def subpath_key_missing(subject: Subject) -> Iterator[Finding]:
    """Look each subPath of a ConfigMap or Secret volume up among the files that the volume has."""
    for container in subject.pod.containers:
        for mount in container.mounts:
            sub_path = mount.sub_path
            volume = subject.pod.volume_of(mount)
            if sub_path is None or volume is None or volume.kind not in {"configMap", "secret"} or sub_path.templated:
                continue
            files = _file_names(subject, volume)
            if files is None or any(path == sub_path.value or path.startswith(sub_path.value + "/") for path in files):
                continue
            meant = nearest(sub_path.value, files)
            yield Finding(
                sub_path.span,
                f'{container.label} mounts "{sub_path.value}" of volume "{volume.name}", which has no such file: a folder '
                "appears in its place" + (f'; did you mean "{meant}"?' if meant else ""),
                evidence=(Evidence(volume.at, "the volume"),),
                fix=None if meant is None else Fix(f'mount "{meant}"', (Edit(sub_path.span, meant),)),
            )


def _file_names(subject: Subject, volume: Volume) -> set[str] | None:
    """The files of a ConfigMap or Secret volume; None when that is not known."""
    source = volume.source
    if not isinstance(source, Mapping) or source.text("optional") == "true":
        return None
    items = [path for item in source.mappings("items") if (path := item.text("path")) is not None]
    if items:
        return set(items)
    kind, name = ("ConfigMap", "name") if volume.kind == "configMap" else ("Secret", "secretName")
    found = subject.objects.find(kind, source.text(name) or "", subject.manifest)
    if found is None:
        return None
    parts = [found.node.mapping(part) for part in ("data", "binaryData", "stringData")]
    names = {key for part in parts if part is not None for key in part.fields}
    return names or None


def mount_hides_image_content(subject: Subject) -> Iterator[Finding]:
    """Take mounts over folders that an image cannot do without, from volumes that nobody fills first."""
    for container in subject.pod.containers:
        facts = subject.running.process(container).image if container.mounts else None
        if facts is None or not facts.content_breaks:
            continue
        for mount in container.mounts:
            if mount.path is None or mount.volume is None or mount.sub_path is not None or mount.device:
                continue
            volume = subject.pod.volumes_by_name.get(mount.volume.value)
            hidden = next((path for path in facts.content_breaks if _hides(mount, path)), None)
            if volume is None or hidden is None or lifetime_of(volume) != "pod" or _filled(subject, volume, container):
                continue
            if volume.kind in {"configMap", "secret", "projected"} and len(_file_names(subject, volume) or ()) != 1:
                continue
            yield Finding(
                mount.path.span,
                f'{container.label} mounts volume "{volume.name}" over "{hidden}", where {facts.name} keeps files it needs: '
                "they are hidden, and it does not start as it should; did you mean a single file, with subPath?",
                evidence=(Evidence(volume.at, f'volume "{volume.name}" is of kind {volume.kind}'),),
            )


def _hides(mount: Mount, path: str) -> bool:
    return mount.path is not None and mount.path.value.rstrip("/") == path.rstrip("/").removesuffix("/*")


def _filled(subject: Subject, volume: Volume, container: Container) -> bool:
    """Whether another container writes to a volume, or may: then it brings what it hides."""
    return any(
        other is not container and not all(mount.declared_read_only for mount in other.mounts_of(volume))
        for other in subject.pod.containers
    )


def image_data_dir_not_on_volume(subject: Subject) -> Iterator[Finding]:
    """Take stores whose data folder lies on no volume while a claim is mounted beside it."""
    for container, facts in _stores(subject):
        claims = [mount for mount in container.mounts if _is_claim(subject.pod, mount)]
        if not claims or any(resolve(subject.pod, container, path).volume is not None for path in facts.data):
            continue
        mount = claims[0]
        inside = any(
            mount.path is not None and mount.path.value.startswith(path.rstrip("/") + "/") for path in facts.data
        )
        below = inside or any(
            path.startswith((mount.path.value.rstrip("/") if mount.path else "") + "/") for path in facts.data
        )
        if mount.path is None or below or mount.sub_path is not None:
            continue
        yield Finding(
            mount.path.span,
            f'{container.label} has its claim at "{mount.path.value}", but {facts.name} keeps its data in '
            f'"{facts.data[0]}": the data is lost when the container restarts; did you mean to mount it there?',
            evidence=(Evidence(container.image.span, "the image"),) if container.image is not None else (),
        )


def _stores(subject: Subject) -> Iterator[tuple[Container, ImageFacts]]:
    for container in subject.pod.long_running:
        if not container.mounts:
            continue
        process = subject.running.process(container)
        facts = process.image
        if facts is None or not facts.data or not process.runs_default_program or container.args:
            continue
        if container.image is None or not _is_original(container.image.value, facts):
            continue
        if set(facts.data_env) & set(subject.running.environment(container).names):
            continue
        yield container, facts


def _is_original(image: str, facts: ImageFacts) -> bool:
    """Whether an image is the well-known one itself, not one of its name elsewhere."""
    reference = parse_reference(image)
    return reference is not None and reference.registry == "docker.io" and normalised(reference) == facts.name


def _is_claim(pod: Pod, mount: Mount) -> bool:
    volume = pod.volume_of(mount)
    return volume is not None and volume.kind == "persistentVolumeClaim"


def datadir_on_volume_root(subject: Subject) -> Iterator[Finding]:
    """Take PostgreSQL data folders that are the root of a claim: a fresh file system has lost+found there."""
    for container, facts in _stores(subject):
        for mount in container.mounts:
            exact = mount.path is not None and mount.path.value.rstrip("/") in facts.data and mount.sub_path is None
            if facts.name == "postgres" and exact and mount.path is not None and _is_claim(subject.pod, mount):
                yield Finding(
                    mount.path.span,
                    f"{container.label} keeps its data at the root of a claim, where a fresh file system has a folder "
                    "lost+found: initdb refuses a folder that is not empty; did you mean PGDATA below it, or a subPath?",
                )


def readonly_rootfs_needs_scratch(subject: Subject) -> Iterator[Finding]:
    """Hold writes, and what an image is known to write, against a root file system that is read-only."""
    for container in subject.pod.containers:
        flag = None if container.security is None else container.security.scalar("readOnlyRootFilesystem")
        if flag is None or flag.value != "true":
            continue
        process = subject.running.process(container)
        for effect in process.effects:
            place = resolve(subject.pod, container, effect.target) if effect.target.startswith("/") else None
            writes = effect.kind in {"write", "append"} and effect.why == "command" and effect.guard != "|| true"
            if place is not None and writes and place.volume is None and effect.certain and _is_disk(effect.target):
                yield Finding(
                    effect.span,
                    f'{container.label} writes "{effect.target}" by {effect.how}, but its root file system is read-only and '
                    "no volume is mounted there: the write fails",
                    evidence=(Evidence(flag.span, "read-only here"),),
                )
        facts = process.image
        if facts is None or not process.default:
            continue
        bare = [
            path
            for path in facts.writes
            if path.startswith("/") and resolve(subject.pod, container, path).volume is None
        ]
        if bare and _is_disk(bare[0]):
            yield Finding(
                flag.span,
                f'{container.label} has a read-only root file system, but {facts.name} writes to "{bare[0]}" when it starts: '
                "it needs a volume there, such as an emptyDir",
                evidence=(Evidence(container.image.span, "the image"),) if container.image is not None else (),
                severity=Severity.WARNING,
            )


def _is_disk(path: str) -> bool:
    return not path.startswith(("/proc/", "/sys/", "/dev/"))


def secret_left_in_shared_volume(subject: Subject) -> Iterator[Finding]:
    """Take copies of a Secret's files to volumes that outlive the pod."""
    uses = subject.running.file_uses if any(volume.kind == "secret" for volume in subject.pod.volumes) else ()
    for read in uses:
        if read.effect.kind != "read" or read.place.volume is None or read.place.volume.kind != "secret":
            continue
        for write in uses:
            same = write.container is read.container and _one_command(read.effect, write.effect)
            volume = write.place.volume
            if (
                same
                and write.effect.kind in {"write", "append"}
                and volume is not None
                and write.place.lifetime in {"node", "claim"}
            ):
                yield Finding(
                    write.effect.span,
                    f'{write.container.label} copies a file of secret volume "{read.place.volume.name}" to '
                    f'"{write.effect.target}" on volume "{volume.name}", which outlives the pod: the copy stays there '
                    "readable and is never renewed",
                    evidence=(
                        Evidence(read.place.volume.at, "the Secret"),
                        Evidence(volume.at, f"a {volume.kind} volume"),
                    ),
                )


def _one_command(read: Effect, write: Effect) -> bool:
    return read.how == write.how and read.script_line == write.script_line


def tmpfs_volume_vs_memory_limit(subject: Subject) -> Iterator[Finding]:
    """Hold the size of an emptyDir in memory against the memory limits of the containers that mount it."""
    for volume in subject.pod.volumes:
        source = volume.source if isinstance(volume.source, Mapping) else None
        if volume.kind != "emptyDir" or source is None or source.text("medium") != "Memory":
            continue
        from podlint.apiserver.quantities import of

        size_node = source.scalar("sizeLimit")
        size = of(size_node)
        for container in subject.pod.containers if size is not None and size_node is not None else ():
            limits = None if container.resources is None else container.resources.mapping("limits")
            limit_node = None if limits is None else limits.scalar("memory")
            limit = of(limit_node)
            if (
                not container.mounts_of(volume)
                or limit is None
                or limit_node is None
                or size is None
                or size_node is None
            ):
                continue
            if size.nanos >= limit.nanos:
                yield Finding(
                    size_node.span,
                    f'volume "{volume.name}" may hold {size_node.value} in memory, which counts against the limit of '
                    f"{limit_node.value} of {container.label}: filling it gets the container killed",
                    evidence=(Evidence(limit_node.span, "the memory limit"),),
                )
