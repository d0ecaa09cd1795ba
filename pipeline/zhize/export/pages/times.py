"""Times as the page says them in both languages, and about how many days they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhize.export.pages.words import Said
from zhize.export.readings import deadline_reading, reading
from zhize.types import Direction

if TYPE_CHECKING:
    from zhize.types import Time

_DAYS = {"Y": 365.0, "M": 30.0, "W": 7.0, "WD": 1.4, "D": 1.0}
_CLOCK = {"H": 1 / 24, "M": 1 / 1440, "S": 1 / 86400}
_UNITS = {"Y": "year", "M": "month", "W": "week", "WD": "working day", "D": "day"}
_HOURS = {"H": "hour", "M": "minute", "S": "second"}
_SPELLED = {Direction.BEFORE: "{} before", Direction.WITHIN: "within {}", Direction.AFTER: "after {}"}

_VAGUE = {
    "immediate": "promptly",
    "regular": "regularly",
    "prior": "beforehand",
    "on_time": "on time",
    "when_needed": "as needed",
}

_PART = re.compile(r"(\d+)(WD|[YMWD])")
_TIME_PART = re.compile(r"(\d+)([HMS])")
_DURATION = re.compile(r"P(?:\d+(?:WD|[YMWD]))*(?:T(?:\d+[HMS])+)?")
_CYCLE = re.compile(r"R(?:(\d+)(?:-(\d+))?)?/(P.+)")


def read(time: Time) -> Said:
    """Return a time as people say it: 至少提前5个工作日, 5 working days before."""
    chinese = deadline_reading(time.value, direction=time.direction, bound=time.bound)
    return Said(zh=chinese, en=_english(time) or chinese)


def length_of(time: Time) -> Said:
    """Return how long a deadline is: 5个工作日, 5 working days."""
    return Said(zh=reading(time.value), en=_spelled(time.value) or reading(time.value))


def days_of(value: str) -> tuple[float, bool] | None:
    """Return how many days a duration lasts, about, and whether it counts working days; None for anything else.

    Args:
        value: ``P5WD``, ``P1Y6M``, ``PT24H``; of a range ``P3M/P12M`` the longer end counts.
    """
    last = "" if value.startswith("R") else value.rsplit("/", maxsplit=1)[-1]
    if not _DURATION.fullmatch(last) or last == "P":
        return None
    calendar, _, clock = last.partition("T")
    days = sum(int(count) * _DAYS[unit] for count, unit in _PART.findall(calendar))
    days += sum(int(count) * _CLOCK[unit] for count, unit in _TIME_PART.findall(clock))
    return days, "WD" in calendar


def cycle_days(value: str) -> float:
    """Return the days of a frequency's cycle, about; infinity for what has none."""
    match = _CYCLE.fullmatch(value)
    length = days_of(match[3]) if match else None
    return length[0] if length else float("inf")


def _english(time: Time) -> str:
    """Return a deadline or frequency as English says it: 1–2 times every year; "" for what it cannot say."""
    if time.value in _VAGUE:
        return _VAGUE[time.value]
    if match := _CYCLE.fullmatch(time.value):
        least, most, period = match.groups()
        times = "" if least is None else f"{least}–{most} times " if most else f"{least} × "
        return f"{times}every {_spelled(period).removeprefix('1 ')}" if _spelled(period) else ""
    spelled = _spelled(time.value)
    return _SPELLED[time.direction].format(spelled) if spelled and time.direction else spelled


def _spelled(value: str) -> str:
    if value == "P0D" or days_of(value) is None:
        return ""
    calendar, _, clock = value.rsplit("/", maxsplit=1)[-1].partition("T")
    parts = [(count, _UNITS[unit]) for count, unit in _PART.findall(calendar)]
    parts += [(count, _HOURS[unit]) for count, unit in _TIME_PART.findall(clock)]
    return " ".join(f"{count} {name}" + "s" * (count != "1") for count, name in parts)
