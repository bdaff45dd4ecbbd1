"""Cron schedules as robfig/cron's ParseStandard reads them, and Go durations, which `@every` takes.

`wrong` gives None, or what is wrong in words that follow the quoted schedule. Whether a time zone may stand
in a schedule is the workload's rule; here it may.
"""

from __future__ import annotations

from typing import NamedTuple

from podlint.apiserver.values import atoi

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_DAYS = {name: number for number, name in enumerate(("sun", "mon", "tue", "wed", "thu", "fri", "sat"))}
_DESCRIPTORS = frozenset(
    ("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"),
)
_UNITS = ("ns", "us", "µs", "μs", "ms", "s", "m", "h")
_DIGITS = "0123456789"
_LARGE = 10**18


class Field(NamedTuple):
    """One of the five fields: its name, least and greatest number, and the words it knows."""

    name: str
    low: int
    high: int
    words: dict[str, int]


_FIELDS = (
    Field("minute", 0, 59, {}),
    Field("hour", 0, 23, {}),
    Field("day of month", 1, 31, {}),
    Field("month", 1, 12, _MONTHS),
    Field("day of week", 0, 6, _DAYS),
)


def wrong(schedule: str) -> str | None:
    """What is wrong with a schedule."""
    if schedule.startswith(("TZ=", "CRON_TZ=")):
        zone, space, rest = schedule.partition(" ")
        from podlint.apiserver.timezones import known

        if not space or not known(zone.partition("=")[2]):
            return "begins with an unknown time zone"
        schedule = rest.strip()
    if schedule.startswith("@"):
        return _descriptor(schedule)
    texts = schedule.split()
    if len(texts) != len(_FIELDS):
        return f"has {len(texts)} fields instead of 5 (minute, hour, day of month, month, day of week)"
    return next((found for field, text in zip(_FIELDS, texts, strict=True) if (found := _field(field, text))), None)


def duration(value: str) -> str | None:
    """A Go duration such as 1h30m."""
    rest = value[1:] if value[:1] in ("+", "-") else value
    if rest == "0":
        return None
    if not rest:
        return "is empty"
    while rest:
        after = rest.lstrip(_DIGITS)
        tail = after[1:].lstrip(_DIGITS) if after[:1] == "." else after
        number = rest[: len(rest) - len(tail)]
        if not number.strip("."):
            return "lacks a number before its unit"
        unit = _unit(tail)
        if unit is None:
            return "lacks one of the units ns, us, ms, s, m, h after a number"
        rest = tail[len(unit) :]
    return None


def _unit(text: str) -> str | None:
    """A unit is all that stands before the next number."""
    end = next((index for index, char in enumerate(text) if char == "." or char in _DIGITS), len(text))
    return text[:end] if text[:end] in _UNITS else None


def _descriptor(schedule: str) -> str | None:
    if schedule in _DESCRIPTORS:
        return None
    if schedule.startswith("@every "):
        found = duration(schedule[len("@every ") :])
        return None if found is None else f"has a duration that {found}"
    return "is no known descriptor (@yearly, @monthly, @weekly, @daily, @hourly, @every 1h30m)"


def _field(field: Field, text: str) -> str | None:
    for item in text.split(","):
        if item:
            found = _item(field, item)
            if found is not None:
                return f'has the {field.name} "{item}", {found}'
    return None


def _item(field: Field, item: str) -> str | None:
    base, *steps = item.split("/")
    if len(steps) > 1:
        return "with more than one slash"
    bounds = _bounds(field, base.split("-"), bool(steps))
    if isinstance(bounds, str):
        return bounds
    if steps and _number(steps[0]) is None:
        return "whose step is no number"
    low, high = bounds
    if low < field.low or high > field.high:
        return f"which is not within {field.low} to {field.high}"
    if low > high:
        return "which ends before it begins"
    return "whose step is 0" if steps and _number(steps[0]) == 0 else None


def _bounds(field: Field, ends: list[str], stepped: bool) -> tuple[int, int] | str:  # noqa: FBT001
    if ends[0] in ("*", "?"):
        return field.low, field.high
    if len(ends) > 2:
        return "with more than one dash"
    numbers = [_number_or_word(field, end) for end in ends]
    if numbers[0] is None or numbers[-1] is None:
        return "which is no number" + (" and no known name" if field.words else "")
    if len(ends) == 1 and stepped:
        return numbers[0], field.high
    return numbers[0], numbers[-1]


def _number_or_word(field: Field, text: str) -> int | None:
    word = field.words.get(text.lower()) if field.words else None
    return _number(text) if word is None else word


def _number(text: str) -> int | None:
    """A number as Go's Atoi takes it, but not below zero ("-0" is split at its dash before)."""
    number = atoi(text)
    return number if number is not None and 0 <= number < _LARGE else None
