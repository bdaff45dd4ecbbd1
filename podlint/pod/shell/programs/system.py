"""Programs of the system: pipes and clocks, keys and certificates, users, packet filters, packages."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.pod.shell.programs.call import Call, Claim, connect, listen, split_address

_TEN_YEARS = 10 * 365 * 86400
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def tee(call: Call) -> Iterator[Claim]:
    """`tee`: its operands are written, with -a added to."""
    appends = call.has("a", "append")
    for word in call.operands:
        if appends:
            yield from call.on("append", word, "tee -a", repeatable=False)
        else:
            yield from call.on("write", word, "tee")


def grep(call: Call) -> Iterator[Claim]:
    """`grep`: reads the files after the pattern, with -r whole directories."""
    patterns = call.has("e", "regexp", "f", "file")
    deep = call.has("r", "R", "recursive", "dereference-recursive")
    for word in call.values("f", "file"):
        yield from call.on("read", word, f"{call.name} -f")
    for word in call.operands if patterns else call.operands[1:]:
        yield from call.on("read", word, call.name, inside=deep)


def sleep(call: Call) -> Iterator[Claim]:
    """`sleep`: for ever, or so long that no node lives to see the end."""
    if not call.operands:
        return
    text = call.operands[0].text
    if text in ("infinity", "inf", "Infinity") or _seconds(text) >= _TEN_YEARS:
        yield Claim("never-ends", "sleep", f"sleep {text}")


def _seconds(text: str) -> int:
    number, unit = (text[:-1], text[-1]) if text[-1:] in _UNITS else (text, "s")
    return int(number) * _UNITS[unit] if number.isdecimal() and len(number) < 20 else 0


def kill(call: Call) -> Iterator[Claim]:
    """`kill -0` asks whether a process lives."""
    if call.name == "kill" and call.has("0"):
        yield Claim("questions", "", "kill -0")


def inotifywait(call: Call) -> Iterator[Claim]:
    """`inotifywait`: watches its operands; -m never ends."""
    if call.has("m", "monitor"):
        yield Claim("never-ends", "inotifywait", "inotifywait -m")
    for word in call.operands:
        yield from call.on("asks", word, "inotifywait")


def iptables(call: Call) -> Iterator[Claim]:
    """`iptables -A` adds the rule once more at each run."""
    for flag in ("A", "I", "N"):
        if call.has(flag):
            yield Claim("creates", f"{call.name} -{flag}", f"{call.name} -{flag}", repeatable=False)
            return
    if call.has("C", "check"):
        yield Claim("questions", "", f"{call.name} -C")


def openssl(call: Call) -> Iterator[Claim]:
    """`openssl`: keys and certificates read and written; `s_client` connects."""
    for word in call.values("in", "CA", "CAkey", "key", "signkey", "config", "inkey", "certfile", "extfile"):
        yield from call.on("read", word, "openssl -in")
    for word in call.values("out", "keyout"):
        yield from call.on("write", word, "openssl -out")
    target = call.value("connect")
    if target:
        yield from connect(*split_address(target.text, 443), "openssl s_client", target)


def keytool(call: Call) -> Iterator[Claim]:
    """`keytool`: writes the keystore, and refuses an alias that is in it."""
    action = next((name for name in _KEYTOOL if call.has(name)), None)
    for word in call.values("file"):
        kind = "write" if call.has("export", "exportcert", "certreq") else "read"
        yield from call.on("write" if kind == "write" else "read", word, "keytool -file")
    for word in call.values("srckeystore"):
        yield from call.on("read", word, "keytool -srckeystore")
    store = call.value("keystore", "destkeystore")
    if action is None:
        yield from call.on("read", store, "keytool -keystore")
        return
    subject = ""
    for claim in call.on("write", store, f"keytool -{action}", repeatable=action in ("delete", "importkeystore")):
        subject = claim.target
        yield claim
    if action not in ("delete", "importkeystore"):
        yield Claim("creates", f"keytool -{action}", f"keytool -{action}", repeatable=False, subject=subject)


_KEYTOOL = ("importkeystore", "import", "importcert", "importpass", "genkeypair", "genkey", "genseckey", "delete")


def ssh_keygen(call: Call) -> Iterator[Claim]:
    """`ssh-keygen -f F`: two files, and a question when they are there."""
    target = call.value("f")
    if target is None or call.has("A", "R", "F", "y", "l"):
        return
    subject = ""
    for claim in call.on("write", target, "ssh-keygen -f", repeatable=False):
        subject = claim.target
        yield claim
        yield claim._replace(target=f"{claim.target}.pub")
    yield Claim("creates", "ssh-keygen", "ssh-keygen -f", repeatable=False, subject=subject)


def htpasswd(call: Call) -> Iterator[Claim]:
    """`htpasswd F user`: the file is changed, with -c made anew; -n only prints."""
    if not call.has("n") and call.operands:
        yield from call.on("write", call.operands[0], "htpasswd -c" if call.has("c") else "htpasswd")


def mkfs(call: Call) -> Iterator[Claim]:
    """`mkfs` destroys what is on the device, or refuses."""
    forced = call.name == "mkfs.xfs" and call.has("f")
    for word in call.operands[-1:]:
        yield from call.on("write", word, call.name, repeatable=forced)
    if not forced:
        yield Claim("creates", call.name, call.name, repeatable=False)


def initdb(call: Call) -> Iterator[Claim]:
    """`initdb -D DIR` refuses a directory that is not empty."""
    directory = call.value("D", "pgdata") or (call.operands[0] if call.operands else None)
    subject = ""
    for claim in call.on("write", directory, "initdb", inside=True, repeatable=False):
        subject = claim.target
        yield claim
    yield Claim("creates", "initdb", "initdb", repeatable=False, subject=subject)


def pip(call: Call) -> Iterator[Claim]:
    """`pip install -t DIR -r FILE`."""
    for word in call.values("r", "requirement"):
        yield from call.on("read", word, "pip -r")
    for word in call.values("t", "target", "prefix"):
        yield from call.on("write", word, "pip -t", inside=True)


def redis_server(call: Call) -> Iterator[Claim]:
    """`redis-server [FILE] --port N`: stays, unless told to be a daemon."""
    for word in call.operands[:1]:
        yield from call.on("read", word, "redis-server")
    if call.has("v", "version", "h", "help"):
        return
    port = call.value("port")
    stock = port is None and not call.operands
    yield from listen(
        port.text if port else "6379", "redis-server --port" if port else "redis-server", port,
        certain=stock or port is not None,
    )  # fmt: skip
    if call.text("daemonize") != "yes":
        yield Claim("never-ends", "redis-server", "redis-server")
