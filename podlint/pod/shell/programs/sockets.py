"""Programs that open raw connections: the netcat family, socat, telnet and ssh."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.pod.shell.programs.call import Call, Claim, connect, listen, split_address
from podlint.pod.shell.word import Word


def netcat(call: Call) -> Iterator[Claim]:
    """`nc`: `-l` listens and ends after one peer unless told to stay; else it connects to `host port`."""
    if call.has("z"):
        yield Claim("questions", "", "nc -z")
    if call.has("l", "listen"):
        yield from _netcat_server(call)
        return
    words = call.operands
    if len(words) == 1 and call.name == "ncat":
        yield from connect(words[0].text, 31337, call.name, words[0])
    elif len(words) > 1 and not call.has("U"):
        how = f"{call.name} -z" if call.has("z") else call.name
        yield from connect(words[0].text, words[1].text.partition("-")[0], how, words[0])


def _netcat_server(call: Call) -> Iterator[Claim]:
    word = call.value("p", "source-port") or (call.operands[-1] if call.operands else None)
    port = word.text if word else None
    if port and call.has("u", "udp"):
        if port.isdecimal():
            yield Claim("listen", f"{port}/udp", f"{call.name} -l", word)
    else:
        yield from listen(port, f"{call.name} -l", word)
    twice = sum(word.text.count("l") for word in call.words if word.text[:1] == "-" and word.text[1:2] != "-") > 1
    if call.has("k", "keep-open") or (twice and call.name in ("nc", "netcat")):
        yield Claim("never-ends", call.name, f"{call.name} -lk")


def socat(call: Call) -> Iterator[Claim]:
    """`socat`: each address is a listener, a connection or a file."""
    forks = listens = False
    for word in call.operands:
        parts = word.text.split(",")
        name, _, rest = parts[0].partition(":")
        kind = name.upper()
        if kind in ("TCP-LISTEN", "TCP4-LISTEN", "TCP6-LISTEN", "TCP-L", "OPENSSL-LISTEN"):
            listens = True
            yield from listen(rest, "socat", word)
        elif kind in ("UDP-LISTEN", "UDP4-LISTEN", "UDP6-LISTEN", "UDP-RECVFROM", "UDP-RECV") and rest.isdecimal():
            listens = True
            yield Claim("listen", f"{rest}/udp", "socat", word)
        elif kind in ("TCP", "TCP4", "TCP6", "TCP-CONNECT", "OPENSSL", "UDP", "UDP4", "UDP6", "UDP-CONNECT"):
            host, port = split_address(rest)
            yield from connect(host, port, "socat", word)
        elif kind in ("UNIX-LISTEN", "UNIX-L"):
            listens = True
            yield from call.on("write", word.with_text(rest), "socat")
        forks = forks or "fork" in parts
    if listens and forks:
        yield Claim("never-ends", "socat", "socat fork")


def telnet(call: Call) -> Iterator[Claim]:
    """`telnet host port`."""
    if call.operands:
        port = call.operands[1].text if len(call.operands) > 1 else "23"
        yield from connect(call.operands[0].text, port, "telnet", call.operands[0])


def ssh(call: Call) -> Iterator[Claim]:
    """`ssh`: connects to port 22 or -p, and with -N stays for its tunnels; the remote command is not ours."""
    host = call.operands[0] if call.operands else None
    if host:
        yield from connect(host.text.rpartition("@")[2], call.text("p") or "22", "ssh", host)
    for word in call.values("i"):
        yield from call.on("read", word, "ssh -i")
    for word in call.values("L"):
        parts = word.text.split(":")
        if len(parts) in (3, 4):
            yield from listen(parts[-3], "ssh -L", word)
    if call.has("N") and not call.has("f"):
        yield Claim("never-ends", "ssh", "ssh -N")


def device(target: str, how: str, word: Word) -> Iterator[Claim]:
    """`/dev/tcp/host/port` in a redirection is a connection that bash opens itself."""
    parts = target.split("/")
    if len(parts) == 5:
        yield from connect(parts[3], parts[4], how, word)
