"""Text made safe to show: what a manifest or a file name must never do to a terminal or a build log.

Knows which characters are invisible or steer a display, which words build logs obey, and how wide characters
are; each renderer itself escapes what its own consumer reads as markup.
"""

from __future__ import annotations

LONGEST = 1000
TAB = " " * 4
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0"}


def shown(text: str) -> str:
    """The text on one line: what is invisible, steers a display or is a log command stands as an escape."""
    if len(text) > LONGEST:
        text = f"{text[: LONGEST // 2]} ... {text[-LONGEST // 2 :]}"
    if not text.isprintable():
        text = "".join(map(escaped, text))
    return _defused(text) if "##" in text else text


def escaped(char: str) -> str:
    """The character itself when it can be seen, else its escape as a double-quoted YAML scalar spells it."""
    if char.isprintable() or char == "\u3000":
        return char
    if char in _SHORT:
        return _SHORT[char]
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def cells(text: str) -> list[str]:
    """What to show for each character of a source line, tabs as blanks, so that columns can be counted."""
    shown_cells = list(text)
    if not text.isprintable():
        shown_cells = [TAB if char == "\t" else escaped(char) for char in text]
    if "##" in text:
        for bracket in _log_commands(text):
            shown_cells[bracket] = "\\x5b"
    return shown_cells


def width(text: str) -> int:
    """How many columns a terminal gives to the text; it has no tab and no control character."""
    return len(text) if text.isascii() else sum(map(_char_width, text))


def web_link(url: str | None) -> str | None:
    """The URL if it may stand as it is in a link, on a terminal as on a page."""
    if url is None or not url.startswith(("https://", "http://")):
        return None
    return url if url.isascii() and url.isprintable() and " " not in url else None


def valid_unicode(text: str) -> str:
    """The text with lone surrogates replaced, so that it can be encoded."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _char_width(char: str) -> int:
    from unicodedata import category, east_asian_width

    if char <= "\u02ff":
        return 1
    if category(char) in ("Mn", "Me") or "\u1160" <= char <= "\u11ff":
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def _defused(text: str) -> str:
    chars = list(text)
    for bracket in _log_commands(text):
        chars[bracket] = "\\x5b"
    return "".join(chars)


def _log_commands(text: str) -> list[int]:
    """Where the bracket of a `##[…` (GitHub), `##vso[…` (Azure) or `##teamcity[…` command stands.

    Build logs obey these anywhere in a line; a line's beginning is never a manifest's.
    """
    import re

    return [match.end() - 1 for match in re.finditer(r"##\w*\[", text)]
