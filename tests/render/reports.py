"""Reports made by hand: a typical one, an empty one, and one in which every name is hostile."""

from __future__ import annotations

from podlint.diagnostic import (
    Counts,
    Diagnostic,
    Evidence,
    Fix,
    ObjectId,
    Refusal,
    Report,
    Severity,
)
from podlint.render.options import CardText, RenderOptions
from podlint.text import Edit, Source, Span

SHOP = Source(
    "deploy/shop.yaml",
    """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  namespace: prod
spec:
  template:
    spec:
      volumes:
        - name: spool
          emptyDir: {}
      containers:
        - name: web
          image: shop:2
          ports: [{name: http, containerPort: 80}]
          readinessProbe: {httpGet: {port: htpp}}
          volumeMounts:
            - {name: spool, mountPath: /spool}
        - name: tail
          image: tail:1
          env:
            - name: NOTE
              value: |
                first line
                second line
                third line
                fourth line
                fifth line
                last line
          ports: [{name: http, containerPort: 80}]
""",
)
SERVICE = Source(
    "deploy/my service.yaml",
    "apiVersion: v1\nkind: Service\nmetadata: {name: shop}\nspec: {ports: [{port: 80, targetPort: webb}]}\n",
)
WIDE = Source(
    "wide.yaml",
    "# 東京の倉庫\r\nmetadata: {labels: {東京: 'そうこ', e\u0301te\u0301: 😀, z: no}}\r\n\tbroken: ☸\r\n",
)
SOURCES = {source.path: source for source in (SHOP, SERVICE, WIDE)}

URL = "https://podlint.example/rules/{}/"


def span(source: Source, text: str, nth: int = 0) -> Span:
    """Where the text stands for the nth time."""
    start = -1
    for _ in range(nth + 1):
        start = source.text.index(text, start + 1)
    return Span(start, start + len(text))


def diagnostic(
    source: Source,
    at: Span,
    rule: str,
    message: str,
    *,
    severity: Severity = Severity.ERROR,
    evidence: tuple[Evidence, ...] = (),
    fix: Fix | None = None,
    api: tuple[Refusal, ...] = (),
    identity: ObjectId | None = None,
    yaml_path: str = "spec",
    url: str | None = None,
    fingerprint: str = "0011223344556677",
) -> Diagnostic:
    return Diagnostic(
        rule=rule,
        severity=severity,
        message=message,
        source=source,
        start=source.position(at.start),
        end=source.position(at.end),
        object=identity or ObjectId(None, None, None, None, None),
        yaml_path=yaml_path,
        evidence=evidence,
        fix=fix,
        api=api,
        url=url,
        fingerprint=fingerprint,
    )


def options(*, colour: bool = False, hyperlinks: bool = False) -> RenderOptions:
    return RenderOptions("0.1.0", 37, card, colour, hyperlinks)


def card(rule: str) -> CardText:
    return CardText(
        summary=f"Says what {rule} is about.",
        body=f"Why *{rule}* matters.\n\n## Reported\n\n```yaml bad\nkind: Pod\n```\n",
        references=("https://kubernetes.io/docs/concepts/workloads/pods/",),
        url=URL.format(rule),
        family="probes",
        severity=Severity.ERROR,
    )


def report(*diagnostics: Diagnostic, counts: Counts | None = None) -> Report:
    return Report(counts or Counts(3, 4, 1, 1, 1, 1), tuple(sorted(diagnostics, key=lambda item: item.order)))


EMPTY = Report(Counts(2, 3, 3, 0, 0, 0), ())


def _typical() -> Report:
    web = ObjectId("apps/v1", "Deployment", "prod", "shop", "web")
    tail = web._replace(container="tail")
    htpp, http = span(SHOP, "htpp"), span(SHOP, "http")
    path = "spec.template.spec.containers"
    return report(
        diagnostic(
            SHOP,
            htpp,
            "probe-unknown-port",
            'container "web" declares no port "htpp"; did you mean "http"?',
            evidence=(Evidence(http, "declared here"),),
            fix=Fix('rename to "http"', (Edit(htpp, "http"),)),
            identity=web,
            yaml_path=f"{path}[0].readinessProbe.httpGet.port",
            url=URL.format("probe-unknown-port"),
        ),
        diagnostic(
            SHOP,
            span(SHOP, "80", 1),
            "port-clash",
            'container "tail" listens on port 80, which container "web" takes',
            severity=Severity.WARNING,
            evidence=(
                Evidence(span(SHOP, "80"), 'container "web" takes it here'),
                Evidence(span(SHOP, "http", 2), "and this is its name"),
            ),
            fix=Fix(
                "give it a port of its own",
                (Edit(span(SHOP, "80", 1), "81"), Edit(span(SHOP, "http", 2), "http-tail")),
                safe=True,
            ),
            api=(Refusal("Duplicate", "spec.template.spec.containers[1].ports[0].containerPort"),),
            identity=tail,
            yaml_path=f"{path}[1].ports[0].containerPort",
        ),
        diagnostic(
            SHOP,
            span(SHOP, "|\n                first"),
            "long-note",
            'container "tail" keeps a text in a variable',
            severity=Severity.INFO,
            api=(Refusal("TooLong", "spec.a"), Refusal("Invalid", "spec.b")),
            identity=tail,
            yaml_path=f"{path}[1].env[0].value",
        )._replace(end=SHOP.position(span(SHOP, "last line").end + 1)),
        diagnostic(
            SERVICE,
            span(SERVICE, "webb"),
            "service-unknown-port",
            'service "shop" sends to port "webb", which no pod it selects declares',
            evidence=(Evidence(http, "the only port there is", SHOP), Evidence(span(SERVICE, "shop"), "in here")),
            identity=ObjectId("v1", "Service", None, "shop", None),
            yaml_path="spec.ports[0].targetPort",
        ),
        diagnostic(WIDE, span(WIDE, "😀"), "odd-label", "label is odd", severity=Severity.WARNING),
        diagnostic(WIDE, span(WIDE, "no"), "odd-label", "label is odd", severity=Severity.WARNING),
        diagnostic(WIDE, span(WIDE, "☸"), "yaml-syntax", "a tab cannot indent", severity=Severity.ERROR),
    )


TYPICAL = _typical()
