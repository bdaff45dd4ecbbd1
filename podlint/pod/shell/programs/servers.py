"""Servers whose ports or lives need more than the table can say, and interpreters with a built-in server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from podlint.pod.shell.paths import is_below
from podlint.pod.shell.programs.call import Call, Claim, listen, split_url
from podlint.pod.shell.word import Word


def nginx(call: Call) -> Iterator[Claim]:
    """`nginx`: in the foreground only with `daemon off`; port 80 is the stock configuration's."""
    config = call.value("c")
    yield from call.on("read", config, "nginx -c")
    if call.has("s", "t", "T", "v", "V", "h"):
        return
    if config is None:
        stock = not any(is_below(path, ("/etc/nginx",)) for path in call.directories)
        yield Claim("listen", "80", "nginx", certain=stock)
    if any("daemon off" in word.text for word in call.values("g")):
        yield Claim("never-ends", "nginx", "nginx -g daemon off")


def python(call: Call) -> Iterator[Claim]:
    """`python`: `-m http.server` is a known server, every other program is not read."""
    module, words = _module(call.words)
    if module in ("http.server", "SimpleHTTPServer"):
        port = words[0] if words else None
        yield from listen(port.text if port else "8000", f"python -m {module}", port)
        yield Claim("never-ends", call.name, f"python -m {module}")
    elif not any(word.text in ("--version", "-V") for word in call.words):
        yield Claim("open", "", call.name)


def _module(words: Sequence[Word]) -> tuple[str, list[Word]]:
    for at, word in enumerate(words):
        if word.text == "-m" and at + 1 < len(words):
            return words[at + 1].text, _without_values(list(words[at + 2 :]))
        if word.text[:1] != "-":
            break
    return "", []


def _without_values(words: list[Word]) -> list[Word]:
    kept = []
    skip = False
    for word in words:
        if skip:
            skip = False
        elif word.text in ("-d", "--directory", "-b", "--bind", "-p"):
            skip = True
        else:
            kept.append(word)
    return kept


def php(call: Call) -> Iterator[Claim]:
    """`php -S address:port` is a server; a script is not read."""
    address = call.value("S")
    if address is None:
        yield Claim("open", "", "php")
        return
    yield from listen(address.text, "php -S", address)
    yield Claim("never-ends", "php", "php -S")


def httpd(call: Call) -> Iterator[Claim]:
    """`httpd`: BusyBox stays with -f and listens on -p; Apache stays with -DFOREGROUND or -X."""
    if call.has("v", "V", "t", "l", "L", "S") and not call.has("p", "h"):
        return
    foreground = call.has("X") or any(word.text == "FOREGROUND" for word in call.values("D"))
    busybox = call.has("p", "h") or (call.has("f") and not call.values("f"))
    word = call.value("p")
    config = call.value("f")
    if config and not busybox:
        yield from call.on("read", config, "httpd -f")
    else:
        yield from listen(word.text if word else "80", f"{call.name} -p" if word else call.name, word)
    if foreground or any(_is_switch(word.text, "f") for word in call.words):
        yield Claim("never-ends", call.name, f"{call.name} -f")


def _is_switch(text: str, letter: str) -> bool:
    return text[:1] == "-" and text[1:2] != "-" and text.endswith(letter)


def cloud_sql_proxy(call: Call) -> Iterator[Claim]:
    """`cloud_sql_proxy`: a listener for each `instance=tcp:port`."""
    for word in call.values("instances"):
        for part in word.text.split(","):
            _, equals, address = part.partition("=tcp:")
            if equals:
                yield from listen(address, "cloud_sql_proxy -instances", word)
    for word in call.values("credential_file"):
        yield from call.on("read", word, "cloud_sql_proxy -credential_file")
    for word in call.values("dir"):
        yield from call.on("write", word, "cloud_sql_proxy -dir", inside=True)
    yield Claim("never-ends", call.name, call.name)


def etcd(call: Call) -> Iterator[Claim]:
    """`etcd`: its client and peer URLs."""
    for flag, default in (("listen-client-urls", "2379"), ("listen-peer-urls", "2380")):
        word = call.value(flag)
        for url in word.text.split(",") if word else (default,):
            parts = split_url(url)
            yield from listen(str(parts[1]) if parts else url, f"etcd --{flag}" if word else "etcd", word)
    for word in call.values("data-dir"):
        yield from call.on("write", word, "etcd --data-dir", inside=True)
    yield Claim("never-ends", "etcd", "etcd")


def by_action(call: Call) -> Iterator[Claim]:
    """Programs that serve under one of their actions only, such as `consul agent` or `flask run`."""
    action = call.operands[0].text if call.operands else ""
    served = _ACTIONS.get((call.name, action))
    if served is None:
        return
    flags, default = served
    word = call.value(*flags)
    if default:
        yield from listen(word.text if word else default, f"{call.name} {action}", word)
    for directory in call.operands[1:] if (call.name, action) == ("minio", "server") else ():
        if directory.text[:1] == "/":
            yield from call.on("write", directory, "minio server", inside=True)
    yield Claim("never-ends", call.name, f"{call.name} {action}")


_ACTIONS: dict[tuple[str, str], tuple[tuple[str, ...], str]] = {
    ("consul", "agent"): (("http-port",), "8500"),
    ("vault", "server"): (("dev-listen-address",), "8200"),
    ("vault", "agent"): ((), ""),
    ("vault", "monitor"): ((), ""),
    ("flask", "run"): (("p", "port"), "5000"),
    ("minio", "server"): (("address",), "9000"),
    ("zkServer.sh", "start-foreground"): ((), "2181"),
    ("caddy", "run"): ((), ""),
    ("mc", "mirror"): ((), ""),
    ("npm", "start"): ((), ""),
}
