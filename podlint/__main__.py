"""`python -m podlint` is `podlint`."""

from podlint.cli import run

if __name__ == "__main__":
    run()
