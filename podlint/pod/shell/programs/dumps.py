"""Tools beside the SQL clients: dumps, restores, and the making of databases."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.pod.shell.programs.call import Call, Claim
from podlint.pod.shell.programs.databases import sql_client


def pg_dump(call: Call) -> Iterator[Claim]:
    """`pg_dump -f F` writes a file; its other flags are those of `psql`."""
    for claim in sql_client(call):
        yield claim._replace(kind="write") if claim.kind == "read" else claim


def pg_restore(call: Call) -> Iterator[Claim]:
    """`pg_restore F` reads a file."""
    yield from sql_client(call._replace(words=()))
    for word in call.operands:
        yield from call.on("read", word, "pg_restore")


def pg_basebackup(call: Call) -> Iterator[Claim]:
    """`pg_basebackup -D DIR` refuses a directory that is not empty."""
    yield from sql_client(call)
    subject = ""
    for claim in call.on("write", call.value("D", "pgdata"), "pg_basebackup", inside=True, repeatable=False):
        subject = claim.target
        yield claim
    yield Claim("creates", "pg_basebackup", "pg_basebackup", repeatable=False, subject=subject)


def create_database(call: Call) -> Iterator[Claim]:
    """`createdb`, `createuser` and `dropdb`."""
    yield from sql_client(call._replace(name="psql"))
    sort = "consumes" if call.name == "dropdb" else "creates"
    if sort == "creates" or not call.has("if-exists"):
        yield Claim("creates" if sort == "creates" else "consumes", call.name, call.name, repeatable=False)


def mysqladmin(call: Call) -> Iterator[Claim]:
    """`mysqladmin ping` asks, `create` fails on a database that is there."""
    yield from sql_client(call)
    action = call.operands[0].text if call.operands else ""
    if action in ("ping", "status"):
        yield Claim("questions", "", f"mysqladmin {action}")
    if action == "create":
        yield Claim("creates", "mysqladmin create", "mysqladmin create", repeatable=False)


def mysqldump(call: Call) -> Iterator[Claim]:
    """`mysqldump -r F` writes a file."""
    yield from sql_client(call)
    for word in call.values("r", "result-file"):
        yield from call.on("write", word, "mysqldump -r")
