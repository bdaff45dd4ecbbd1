"""Clients of databases: whom they connect to is data of the table, what their statements do is here."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.pod.shell.programs.call import Call, Claim, connect, connect_url, split_address, split_url
from podlint.pod.shell.word import Word

_GUARDS = (
    "IF NOT EXISTS", "OR REPLACE", "ON CONFLICT", "INSERT IGNORE", "ON DUPLICATE KEY", "REPLACE INTO", "IF EXISTS",
    "WHERE NOT EXISTS",
)  # fmt: skip


def sql_client(call: Call) -> Iterator[Claim]:
    """`psql`, `mysql` and their like: host and port by flag or URL, files, and statements that fail again."""
    yield from _server(call)
    for word in call.values("f", "file"):
        yield from call.on("read", word, f"{call.name} -f")
    for word in call.values("o", "output", "L", "log-file"):
        if call.name == "psql":
            yield from call.on("write", word, f"{call.name} -o")
    statements = [word.text for word in call.values("c", "command", "e", "execute")]
    if call.stdin:
        statements.append(call.stdin)
    for text in statements:
        if made := _makes(text):
            yield Claim("creates", f"{call.name} {made}", f"{call.name} {made}", repeatable=False)


def _server(call: Call) -> Iterator[Claim]:
    postgres = call.name.startswith(("psql", "pg_"))
    default = "5432" if postgres else "3306"
    urls = [*call.operands, *call.values("d", "dbname")]
    for word in urls:
        if "://" in word.text:
            yield from connect_url(word, call.name)
            return
        if "host=" in word.text:
            fields = dict(field.partition("=")[::2] for field in word.text.split())
            yield from connect(fields.get("host"), fields.get("port", default), call.name, word)
            return
    host = call.value("h", "host")
    if host and host.text[:1] != "/":
        port = call.text("p" if postgres else "P", "port") or default
        yield from connect(host.text, port, call.name, host)


def _makes(text: str) -> str | None:
    """Return the first statement that fails on what it made before, unless the text guards itself."""
    upper = " ".join(text.upper().split())
    if any(guard in upper for guard in _GUARDS):
        return None
    for statement in upper.split(";"):
        statement = statement.strip()
        if statement.startswith("CREATE "):
            words = statement.split()
            return f"CREATE {words[1]}" if len(words) > 1 and words[1].isalpha() else "CREATE"
        if statement.startswith("INSERT INTO"):
            return "INSERT INTO"
        if statement.startswith("ALTER TABLE") and " ADD " in statement:
            return "ALTER TABLE"
    return None


def redis(call: Call) -> Iterator[Claim]:
    """`redis-cli`: 6379 on this host unless told otherwise; `monitor` and `subscribe` never end."""
    url = call.value("u")
    if url:
        yield from connect_url(url, "redis-cli")
    elif not call.has("s"):
        host = call.value("h")
        yield from connect(host.text if host else "localhost", call.text("p") or "6379", "redis-cli", host)
    action = call.operands[0].text.lower() if call.operands else ""
    if action == "ping":
        yield Claim("questions", "", "redis-cli ping")
    if action in ("monitor", "subscribe", "psubscribe") or call.has("stat", "latency"):
        yield Claim("never-ends", "redis-cli", f"redis-cli {action or '--stat'}")


def mongo(call: Call) -> Iterator[Claim]:
    """`mongosh` and `mongo`: a URL, `host:port/db`, or --host and --port."""
    host, port = call.value("host", "h"), call.text("port")
    target: tuple[str, str | int | None] = ("localhost", port or "27017")
    place: Word | None = None
    if host:
        place, target = host, split_address(host.text.rpartition("/")[2].partition(",")[0], port or "27017")
    for word in (*call.operands, *call.values("uri")):
        if word.text.startswith("mongodb"):
            if word.text.startswith("mongodb+srv"):
                return
            parts = split_url(word.text)
            place, target = word, (parts[0].partition(",")[0], parts[1]) if parts else target
            if parts and "," in parts[0]:
                target = split_address(parts[0].partition(",")[0], 27017)
            break
        if "/" in word.text and not word.text.startswith("/") and not word.text.endswith(".js"):
            place, target = word, split_address(word.text.partition("/")[0], "27017")
            break
    yield from connect(*target, call.name, place)
    for word in call.operands:
        if word.text.endswith(".js"):
            yield from call.on("read", word, call.name)
    text = call.text("eval") or call.stdin or ""
    if "rs.initiate" in text and "try" not in text:
        yield Claim("creates", f"{call.name} rs.initiate", f"{call.name} --eval", repeatable=False)


def kafka(call: Call) -> Iterator[Claim]:
    """The scripts that come with Kafka: bootstrap servers, and topics that exist already."""
    for flag, port in (("bootstrap-server", 9092), ("broker-list", 9092), ("zookeeper", 2181)):
        for word in call.values(flag):
            for address in word.text.split(","):
                yield from connect(*split_address(address.partition("/")[0], port), f"{call.name} --{flag}", word)
    if call.has("create") and not call.has("if-not-exists"):
        yield Claim("creates", f"{call.name} --create", f"{call.name} --create", repeatable=False)
    if "consumer" in call.name and call.name.startswith("kafka-console") and not call.has("max-messages", "timeout-ms"):
        yield Claim("never-ends", call.name, call.name)


def rabbitmqctl(call: Call) -> Iterator[Claim]:
    """`rabbitmqctl add_user` and `add_vhost` fail on what is there."""
    action = call.operands[0].text if call.operands else ""
    if action in ("add_user", "add_vhost"):
        yield Claim("creates", f"rabbitmqctl {action}", f"rabbitmqctl {action}", repeatable=False)


def etcdctl(call: Call) -> Iterator[Claim]:
    """`etcdctl`: its endpoints, which are on this host when none is given."""
    word = call.value("endpoints", "endpoint", "C", "peers")
    for address in (word.text if word else "localhost:2379").split(","):
        parts = split_url(address, "http") if "://" in address else None
        host, port = parts[:2] if parts else split_address(address, 2379)
        yield from connect(host, port, "etcdctl", word)
    words = [operand.text for operand in call.operands]
    if words[:1] == ["watch"] or words[:1] == ["elect"]:
        yield Claim("never-ends", "etcdctl", f"etcdctl {words[0]}")
    if words[:2] == ["member", "add"]:
        yield Claim("creates", "etcdctl member add", "etcdctl member add", repeatable=False)


def cqlsh(call: Call) -> Iterator[Claim]:
    """`cqlsh host port`."""
    words = call.operands
    host = words[0] if words else None
    yield from connect(host.text if host else "localhost", words[1].text if len(words) > 1 else 9042, "cqlsh", host)
    for word in call.values("f", "file"):
        yield from call.on("read", word, "cqlsh -f")
    if made := _makes(call.text("e", "execute") or call.stdin or ""):
        yield Claim("creates", f"cqlsh {made}", "cqlsh -e", repeatable=False)
