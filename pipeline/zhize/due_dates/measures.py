"""The value of a time as numbers: P5WD, P1Y6M, PT24H → `Measure`."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DURATION = re.compile(
    r"P(?=.)(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W(?!D))?(?:(?P<working>\d+)WD|(?P<days>\d+)D)?"
    r"(?:T(?=.)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)S)?)?"
)
_DAYS_OF_A_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A length of time in the units that a text counts in."""

    months: int = 0  # years too
    weeks: int = 0
    days: int = 0
    working: int = 0  # 工作日
    seconds: int = 0  # hours and minutes too

    @property
    def calendar_days(self) -> int:
        """Days and weeks."""
        return self.days + _DAYS_OF_A_WEEK * self.weeks

    def __str__(self) -> str:
        """Return the measure as people say it: 1年6个月, 5个工作日, 24小时."""
        years, months = divmod(self.months, 12)
        hours, rest = divmod(self.seconds, 3600)
        minutes, seconds = divmod(rest, 60)
        parts = (
            (years, "年"),
            (months, "个月"),
            (self.weeks, "周"),
            (self.days, "日"),
            (self.working, "个工作日"),
            (hours, "小时"),
            (minutes, "分钟"),
            (seconds, "秒"),
        )
        return "".join(f"{number}{unit}" for number, unit in parts if number) or "0日"


def measure_of(value: str) -> Measure | None:
    """Return the measure that an ISO 8601 duration names, WD for working days; None for any other value."""
    match = _DURATION.fullmatch(value)
    if match is None:
        return None
    part = {name: int(number or 0) for name, number in match.groupdict().items()}
    return Measure(
        months=12 * part["years"] + part["months"],
        weeks=part["weeks"],
        days=part["days"],
        working=part["working"],
        seconds=3600 * part["hours"] + 60 * part["minutes"] + part["seconds"],
    )


def ends_of(value: str) -> tuple[Measure, Measure] | None:
    """Return the shorter and the longer end of a duration or a range (P1Y/P3Y); None for any other value."""
    found = [measure_of(part) for part in value.split("/")]
    measures = [measure for measure in found if measure is not None]
    if len(measures) != len(found) or len(found) > len(("low", "high")):
        return None
    return measures[0], measures[-1]
