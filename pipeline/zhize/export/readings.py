"""The values of time expressions in Chinese: P5WD → 5个工作日, R1-2/P1Y → 每年1至2次."""

from __future__ import annotations

import re
from typing import Final

from zhize.labels import VAGUE
from zhize.types import Bound, Direction

_UNITS: Final = {"Y": "年", "M": "个月", "W": "周", "WD": "个工作日", "D": "日"}
_CLOCK: Final = {"H": "小时", "M": "分钟", "S": "秒"}
# What follows 每: 每月, but 每10日.
_CYCLES: Final = {"P1Y": "年", "P6M": "半年", "P3M": "季度", "P1M": "月", "P1W": "周", "P7D": "周", "P1D": "日"}

_DURATION = re.compile(r"P(?:(\d+)(Y|M|WD|W|D))?(?:T(\d+)([HMS]))?")
_MIXED = re.compile(r"P(\d+)Y(\d+)M")  # 一年六个月
_FREQUENCY = re.compile(r"R(?:(\d+)(?:-(\d+))?)?/(P.+)")
_DATE = re.compile(r"(?:(\d{4})|-)-(\d{2})(?:-(\d{2}))?")
_DAY = re.compile(r"---(\d{2})")  # every month's 15th
_YEAR = re.compile(r"\d{4}")

# How a deadline is said, by its direction and whether it is a day of the calendar.
_MEASURED: Final = {Direction.BEFORE: "提前{}", Direction.WITHIN: "{}以内", Direction.AFTER: "满{}后"}
_DATED: Final = {Direction.BEFORE: "{}之前", Direction.WITHIN: "{}", Direction.AFTER: "自{}起"}
_BOUNDS: Final = {Bound.MIN: "至少", Bound.MAX: "至多"}

UNDECIDED: Final = "日（原文未写明是否工作日）"
"""The unit of a period in plain days: a calendar day by default, but many offices count short ones in working days."""


def reading(value: str) -> str:
    """Return a time's value as people say it.

    Args:
        value: the ``value`` of a `zhize.types.Time`.

    Returns:
        5个工作日, 3至12个月, 每年1至2次, 3月31日, 及时; a value of no known form as it stands.
    """
    if value in VAGUE:
        return VAGUE[value]
    if match := _FREQUENCY.fullmatch(value):
        return _frequency(*match.groups())
    if said := _calendar(value):
        return said
    ends = [_calendar(part) or _duration(part) for part in value.split("/")]
    return "至".join(end for end in ends if end) if all(ends) else value


def deadline_reading(value: str, *, direction: str | None, bound: str | None) -> str:
    """Return a deadline as people say it.

    Args:
        value: the ``value`` of a deadline.
        direction: its direction, if it has one.
        bound: its bound, if it has one.

    Returns:
        至少提前5个工作日, 3日以内, 自2012年10月1日起, 6月30日之前.
    """
    said = reading(value)
    if direction is None:
        return said
    if value == "P0D" or _DATE.fullmatch(value):
        return _DATED[Direction(direction)].format(said)
    # 以内 says 至多 and 满…后 says 至少 already.
    side = Direction(direction)
    prefix = _BOUNDS.get(Bound(bound), "") if bound and side is Direction.BEFORE else ""
    return prefix + _MEASURED[side].format(said)


def unit(value: str) -> str:
    """Return the unit that a deadline is counted in, `UNDECIDED` for plain days; "" for what is not counted."""
    match = _DURATION.fullmatch(value.rsplit("/", maxsplit=1)[-1])
    if match is None or value == "P0D":
        return ""
    if match[4]:
        return _CLOCK.get(match[4], "")
    return UNDECIDED if match[2] == "D" else _UNITS.get(match[2] or "", "").removeprefix("个")


def _calendar(value: str) -> str:
    """Return a date, a day of every month or a year as people say it; "" for any other value."""
    if match := _DATE.fullmatch(value):
        year, month, day = match.groups()
        return (f"{year}年" if year else "") + f"{int(month)}月" + (f"{int(day)}日" if day else "")
    if match := _DAY.fullmatch(value):
        return f"每月{int(match[1])}日"
    return f"{value}年" if _YEAR.fullmatch(value) else ""


def _duration(value: str) -> str:
    if mixed := _MIXED.fullmatch(value):
        return f"{mixed[1]}年{mixed[2]}个月"
    match = _DURATION.fullmatch(value)
    if match is None:
        return ""
    if value == "P0D":
        return "当日"
    amount, calendar, hours, clock = match.groups()
    printed = f"{amount}{_UNITS[calendar]}" if calendar else ""
    return printed + (f"{hours}{_CLOCK[clock]}" if clock else "")


def _frequency(least: str | None, most: str | None, period: str) -> str:
    cycle = _CYCLES.get(period) or _duration(period) or period
    if least is None:
        return f"每{cycle}"
    if most is None:
        return f"每{cycle}{least}次"
    return f"每{cycle}至多{most}次" if least == "0" else f"每{cycle}{least}至{most}次"
