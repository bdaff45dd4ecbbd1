"""A report in which every path, name, note, fix and text tries to leave its cell."""

from __future__ import annotations

from podlint.diagnostic import Evidence, Fix, ObjectId, Refusal, Report, Severity
from podlint.text import Edit, Source, Span

from .reports import diagnostic, report

NAMES = (
    "x\n::error file=a::pwned",
    "::stop-commands::pwned",
    "%0A::error::pwned%25%3A",
    "\x1b[31mred\x1b]8;;http://evil\x07\x9b2J\x7f",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "]]>&amp;<!-- --><?x?>",
    "\u202egnp.exe\u2066\u200b\u2028\u0085\ufeff\ufffe",
    "a\0b\tc\rd\x0b\x0c",
    "##vso[task.setvariable variable=PATH;]/evil",
    "##[add-matcher]evil.json ##teamcity[x]",
    "`` ` |`](http://evil) [x](http://evil) @admin #1 **b** https://evil www.evil",
    "\udcff\ud83d\ud800",
    "😀\U0001d518 東京 e\u0301\u3000そ",
    "'\"&<>;,=[]{}\\",
    '" @admin <b> | "',
    "../../../etc/passwd",
    "n" * 1500,
)


def _source(name: str) -> Source:
    long = "y" * 2500
    return Source(name, f"kind: {name}\n\tkey: {long}{name}{long}\nend: {name}\n", bom=True)


def _diagnostics(number: int, name: str):
    source = _source(name)
    first = source.text.index(name)
    second = source.text.index(name, first + 1)
    severity = (Severity.ERROR, Severity.WARNING, Severity.INFO)[number % 3]
    for message in (f'container "{name}" is hostile; did you mean "{name}"?', name):
        yield diagnostic(
            source,
            Span(second, second + len(name)),
            "hostile-name",
            message,
            severity=severity,
            evidence=(
                Evidence(Span(first, first + len(name)), name),
                Evidence(Span(second + 1, second + 2), name, _source(f"other/{name}")),
            ),
            fix=Fix(f"rename {name}", (Edit(Span(first, first + 1), name), Edit(Span(second, second + 1), name)), True),
            api=(Refusal("Invalid", f"metadata.{name}"),),
            identity=ObjectId(name, name, name, name, name),
            yaml_path=f"metadata.{name}",
            url=f"https://podlint.example/{name}",
        )


def _hostile() -> Report:
    return report(*(item for number, name in enumerate(NAMES) for item in _diagnostics(number, name)))


HOSTILE = _hostile()
