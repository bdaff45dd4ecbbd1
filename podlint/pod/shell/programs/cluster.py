"""Clients of the Kubernetes API: kubectl and helm."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.pod.shell.programs.call import Call, Claim, listen
from podlint.pod.shell.word import UNKNOWN, Word


def kubectl(call: Call) -> Iterator[Claim]:
    """`kubectl`: reads -f, waits for what `wait` and `rollout status` name, and some forms never end."""
    words = call.operands
    action = words[0].text if words else ""
    if action != "exec":
        for word in call.values("f", "filename", "k", "kustomize"):
            if "://" not in word.text and action != "logs":
                yield from call.on("read", word, f"kubectl {action} -f", inside=call.has("k", "kustomize"))
    if action in ("create", "run", "expose") and not call.has("dry-run"):
        yield Claim("creates", f"kubectl {action}", f"kubectl {action}", repeatable=False)
    elif action == "delete" and not call.has("ignore-not-found"):
        yield Claim("consumes", "kubectl delete", "kubectl delete", repeatable=False)
    elif action in ("wait", "rollout"):
        yield from _wait(words, action)
    elif action in ("proxy", "port-forward"):
        yield from _tunnel(call, words, action)
    elif action == "get":
        yield Claim("questions", "", "kubectl get")
        if (resource := _resource(words[1:])) is not None:
            yield Claim("asks", resource, "kubectl get")
    if (action == "logs" and call.has("f", "follow")) or (action == "get" and call.has("w", "watch")):
        yield Claim("never-ends", "kubectl", f"kubectl {action}")


def _wait(words: list[Word], action: str) -> Iterator[Claim]:
    if action == "rollout":
        if len(words) < 2 or words[1].text != "status":
            return
        words = words[1:]
    if (resource := _resource(words[1:])) is not None:
        yield Claim("wait", resource, f"kubectl {action}")


def _resource(words: list[Word]) -> str | None:
    """The resource as written: `pod/x`, or kind and name as two words."""
    text = " ".join(word.text for word in words[:2])
    if words and "/" in words[0].text:
        text = words[0].text
    return text if text and UNKNOWN not in text else None


def _tunnel(call: Call, words: list[Word], action: str) -> Iterator[Claim]:
    if action == "proxy":
        yield from listen(call.text("p", "port") or "8001", "kubectl proxy", call.value("p", "port"))
    else:
        for word in words[2:]:
            yield from listen(word.text.partition(":")[0], "kubectl port-forward", word)
    yield Claim("never-ends", "kubectl", f"kubectl {action}")


def helm(call: Call) -> Iterator[Claim]:
    """`helm install` fails on a release that exists; `upgrade --install` does not."""
    words = call.operands
    action = words[0].text if words else ""
    for word in call.values("f", "values"):
        if "://" not in word.text:
            yield from call.on("read", word, f"helm {action} -f")
    if action == "install" and not call.has("dry-run"):
        yield Claim("creates", "helm install", "helm install", repeatable=False)
    elif action == "uninstall" and not call.has("ignore-not-found"):
        yield Claim("consumes", "helm uninstall", "helm uninstall", repeatable=False)
