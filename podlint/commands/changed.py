"""Which files differ from a commit, as git says; untracked ones count, deleted ones do not."""

from __future__ import annotations

import os
import subprocess

from podlint.errors import UsageError


def changed_since(reference: str) -> set[str]:
    """The real paths of the files that changed since the reference and the work tree parted, or are new."""
    top = _git("rev-parse", "--show-toplevel").rstrip("\n")
    base = _git("merge-base", "--end-of-options", reference, "HEAD").rstrip("\n")
    names = _git("-C", top, "diff", "--name-only", "--diff-filter=d", "-z", base, "--").split("\0")
    names += _git("-C", top, "ls-files", "--others", "--exclude-standard", "-z").split("\0")
    return {os.path.realpath(os.path.join(top, name)) for name in names if name}


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=False)  # noqa: S603, S607 - git is git
    except OSError as error:
        raise UsageError("--changed-since needs git") from error
    if done.returncode != 0:
        lines = os.fsdecode(done.stderr).strip().splitlines() or ["git knows no common ancestor"]
        raise UsageError(f"--changed-since: {lines[0]}")
    return os.fsdecode(done.stdout)
