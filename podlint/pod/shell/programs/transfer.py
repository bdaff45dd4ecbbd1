"""Programs that fetch and send files: wget, curl, git, scp, rsync and the clients of object stores."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.pod.shell.programs.call import Call, Claim, connect, connect_url, split_address, split_url
from podlint.pod.shell.word import UNKNOWN, Word


def wget(call: Call) -> Iterator[Claim]:
    """`wget`: writes -O, or a file named after the URL, and connects to the URL's host."""
    output = call.value("O", "output-document")
    if output:
        yield from call.on("write", output, "wget -O")
    for word in call.values("o", "output-file", "a", "append-output"):
        yield from call.on("write", word, "wget -o")
    for word in call.values("i", "input-file"):
        yield from call.on("read", word, "wget -i")
    silent = output is not None or call.has("spider")
    into = call.value("P", "directory-prefix")
    for word in call.operands:
        yield from connect_url(word, "wget", "http")
        if not silent:
            kept = call.has("nc", "no-clobber", "c", "continue", "N", "timestamping")
            for claim in _named_after(call, word, into, "wget -P" if into else "wget"):
                yield claim._replace(repeatable=kept, guard="-c" if kept else "")


def _named_after(call: Call, url: Word, into: Word | None, how: str) -> Iterator[Claim]:
    parts = split_url(url.text, "http")
    if parts is None:
        return
    leaf = UNKNOWN if url.text[-1:] == UNKNOWN else parts[2].rpartition("/")[2]
    leaf = leaf or ("index.html" if how.startswith("wget") else "")
    if not leaf:
        return
    text = f"{into.text.rstrip('/') or '/'}/{leaf}" if into else leaf
    yield from call.on("write", Word(text, url.nth, url.start, url.end), how)


def curl(call: Call) -> Iterator[Claim]:
    """`curl`: writes -o or -O, reads what it sends, and connects to the URL's host."""
    into = call.value("output-dir")
    for word in call.values("o", "output"):
        named = word.with_text(f"{into.text}/{word.text}") if into and word.text[:1] != "/" else word
        yield from call.on("write", named, "curl -o")
    yield from _sent(call)
    socket = call.has("unix-socket", "abstract-unix-socket")
    remote = call.has("O", "remote-name", "remote-name-all")
    for word in [*call.operands, *call.values("url")]:
        if not socket and not word.text.startswith("file:"):
            yield from connect_url(word, "curl", "http")
        if remote:
            yield from _named_after(call, word, into, "curl -O")


def _sent(call: Call) -> Iterator[Claim]:
    for word in call.values("T", "upload-file"):
        yield from call.on("read", word, "curl -T")
    for word in call.values("d", "data", "data-binary", "data-ascii", "data-urlencode", "json"):
        if word.text[:1] == "@":
            yield from call.on("read", word.with_text(word.text[1:]), "curl -d @")
    for word in call.values("F", "form"):
        _, at, path = word.text.partition("=@")
        if at:
            yield from call.on("read", word.with_text(path.partition(";")[0]), "curl -F @")
    for word in call.values("cacert", "E", "cert", "key", "K", "config", "b"):
        if "=" not in word.text:
            yield from call.on("read", word.with_text(word.text.partition(":")[0]), "curl")
    for word in call.values("D", "dump-header", "c", "cookie-jar", "trace", "trace-ascii", "stderr"):
        yield from call.on("write", word, "curl")


def git(call: Call) -> Iterator[Claim]:
    """`git clone` makes a tree and fails on a directory that is not empty; the others keep to theirs."""
    words = call.operands
    action = words[0].text if words else ""
    base = call.value("C")
    if action == "clone":
        yield from _clone(call, words[1:], base)
    elif action in ("pull", "checkout", "reset", "merge", "init") and base:
        yield from call.on("write", base, f"git {action}", inside=True)
    elif action in ("pull", "checkout", "reset", "merge") and call.words:
        yield from call.on("write", words[0].with_text("."), f"git {action}", inside=True)
    elif action == "init":
        yield from call.on("write", words[1] if len(words) > 1 else words[0].with_text("."), "git init", inside=True)


def _clone(call: Call, words: list[Word], base: Word | None) -> Iterator[Claim]:
    if not words:
        return
    url = words[0]
    yield from connect_url(url, "git clone")
    if "://" not in url.text and "@" in url.text:
        yield from connect(split_address(url.text.partition("@")[2])[0], 22, "git clone", url)
    target = words[1] if len(words) > 1 else url.with_text(_clone_leaf(url.text))
    if base and target.text[:1] != "/":
        target = target.with_text(f"{base.text}/{target.text}")
    subject = ""
    for claim in call.on("write", target, "git clone", inside=True, repeatable=False):
        subject = claim.target
        yield claim
    yield Claim("creates", "git clone", "git clone", repeatable=False, subject=subject)


def _clone_leaf(url: str) -> str:
    leaf = url.rstrip("/").rpartition("/")[2].rpartition(":")[2].removesuffix(".git")
    return leaf if UNKNOWN not in leaf else UNKNOWN


def remote_copy(call: Call) -> Iterator[Claim]:
    """`scp` and `rsync`: an operand with a colon is on another host."""
    port = call.text("P", "port") or "22"
    tree = call.name == "rsync" or call.has("r")
    for at, word in enumerate(call.operands):
        last = at == len(call.operands) - 1 and at > 0
        if word.text.startswith("rsync://"):
            yield from connect_url(word, call.name)
        elif ":" in word.text.partition("/")[0]:
            host = word.text.partition(":")[0].rpartition("@")[2]
            yield from connect(host, port, call.name, word)
        else:
            inside = tree and (last or word.text.endswith(("/", "/.")))
            yield from call.on("write" if last else "read", word, call.name, inside=inside)


_COPIES = ("cp", "sync", "mv", "rsync", "mirror")


def object_store(call: Call) -> Iterator[Claim]:
    """`aws s3`, `gsutil` and `mc`: operands that are paths are read, or written when last."""
    words = [word for word in call.operands if not word.text.startswith("-")]
    texts = [word.text for word in words]
    action = next((text for text in texts if text in _COPIES or text in ("mb", "set")), "")
    if action == "set" and call.name == "mc" and len(words) > 3:
        yield from connect_url(words[3], "mc alias set")
    if action == "mb" and not call.has("ignore-existing", "p"):
        name = "aws s3 mb" if call.name == "aws" else f"{call.name} mb"
        yield Claim("creates", name, name, repeatable=False)
    if action not in _COPIES:
        return
    tree = action in ("sync", "rsync", "mirror") or call.has("recursive", "r")
    places = words[texts.index(action) + 1 :]
    for at, word in enumerate(places):
        last = at == len(places) - 1 and at > 0
        if word.text[:1] in ("/", "."):
            inside = tree or (last and word.text.endswith("/"))
            yield from call.on("write" if last else "read", word, f"{call.name} {action}", inside=inside)
