"""PyYAML's own parser, for where its C extension is missing: much slower, and made to read the same texts."""

from __future__ import annotations

from typing import Any

from yaml import SafeLoader
from yaml.events import ScalarEvent


class PureParser(SafeLoader):
    """The pure parser, with tabs between tokens where libyaml takes them (JSON files are full of them)."""

    def get_event(self) -> Any:
        """The next event; a plain scalar's style is an empty text, as the C parser gives it."""
        event = super().get_event()  # type: ignore[no-untyped-call]  # PyYAML's stubs leave it out
        if event.__class__ is ScalarEvent:
            event.style = event.style or ""
        return event

    def scan_to_next_token(self) -> None:
        """Skip blanks, comments and line breaks; a tab where no indentation can be (libyaml, `scan_to_next_token`)."""
        if self.index == 0 and self.peek() == "\ufeff":
            self.forward()
        while True:
            tabs = "\t" if self.flow_level or not self.allow_simple_key else ""
            while self.peek() in " " + tabs:
                self.forward()
            if self.peek() == "#":
                while self.peek() not in "\0\r\n\x85\u2028\u2029":
                    self.forward()
            if not self.scan_line_break():  # type: ignore[no-untyped-call]  # as above
                return
            if not self.flow_level:
                self.allow_simple_key = True
