"""Days that a text names itself (2025年3月31日, 每年6月30日前, 次年三月三十一日前): the year is read from the event."""

from __future__ import annotations

import calendar as months
import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zhize.due_dates.counting import earlier
from zhize.due_dates.nouns import Due, Reason, Unknown
from zhize.due_dates.wording import said
from zhize.types import Bound, Direction

if TYPE_CHECKING:
    from zhize.due_dates.rules import Rule
    from zhize.due_dates.workdays import WorkCalendar
    from zhize.types import Time

_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")
_YEARLY = re.compile(r"--(?P<month>\d{2})(?:-(?P<day>\d{2}))?")
_MONTHLY = re.compile(r"---(?P<day>\d{2})")
_RELATIVE = re.compile(r"(?:[次翌当同本]|第二|下一)年|[次下当同本]个?月")
_NEXT_YEAR = re.compile(r"次年|翌年|第二年|下一年")
_SAME_YEAR = re.compile(r"[当同本]年")
_NEXT_MONTH = re.compile(r"[次下]个?月")
_SAME_MONTH = re.compile(r"[当同本]月")
_END_OF_MONTH = re.compile(r"月[底末]")
_OPEN = re.compile(r"[日号](?:以|之)?前")
_DECEMBER, _FEBRUARY_END = 12, "--02-28"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """The days that a value names, both ends included."""

    first: dt.date
    last: dt.date


class _NoDateError(Exception):
    def __init__(self, reason: Reason, text: str) -> None:
        super().__init__(text)
        self.reason, self.text = reason, text


def is_fixed(value: str) -> bool:
    """Whether a value names days of the calendar."""
    return all(
        _DATE.fullmatch(part) or _YEARLY.fullmatch(part) or _MONTHLY.fullmatch(part) for part in value.split("/")
    )


def comes_round(time: Time) -> bool:
    """Whether a time names a day of every year (每年3月31日前), and not one of the event's (次年3月31日前)."""
    yearly = all(_YEARLY.fullmatch(part) for part in time.value.split("/"))
    return yearly and ("/" in time.value or not _follows_event(time))


def _follows_event(time: Time) -> bool:
    return time.anchor is not None or _RELATIVE.search(time.text) is not None


def fixed_date(time: Time, event: dt.date | None, rule: Rule, calendar: WorkCalendar) -> Due | Unknown:
    """Return the date that a text names.

    Args:
        time: a time whose value names a day.
        event: the day from which on the next such day is meant; 次年 and 次月 are those after its own. Not needed
            where the text names the year.
        rule: of the text, for the result.
        calendar: which days are worked.

    Returns:
        The day. One that ends a time limit moves to the working day before it if it is a day off: a day that a text
        names is no period, and 民法典第二百零三条 does not put it off.
    """
    try:
        return _placed(time, event, _named(time, event), rule, calendar)
    except _NoDateError as error:
        return Unknown(time=time, reason=error.reason, text=error.text)


def _named(time: Time, event: dt.date | None) -> _Stretch:
    """Return the days that a time names, from the first of a range to the last."""
    parts = time.value.split("/")
    stretch = _stretch(parts[0], time if len(parts) == 1 else replace(time, text=""), event)
    if len(parts) > 1:
        # 10月1日至次年3月31日: the second day is the next one after the first.
        return _Stretch(first=stretch.first, last=_stretch(parts[-1], replace(time, text=""), stretch.first).last)
    if time.direction is Direction.BEFORE and stretch.first != stretch.last:
        raise _NoDateError(Reason.NO_DAY, "没有写明是哪一日之前")
    return stretch


def _stretch(value: str, time: Time, event: dt.date | None) -> _Stretch:
    if match := _DATE.fullmatch(value):
        year, month, day = (int(part) if part else 0 for part in match.groups())
        return _Stretch(
            first=_day(year, month or 1, day or 1),
            last=_day(year, month or _DECEMBER, day),
        )
    if event is None and _follows_event(time):
        raise _NoDateError(Reason.NO_EVENT, "没有给出起算事由的日期")
    if event is None:
        every = "月份" if _MONTHLY.fullmatch(value) else "年份"
        raise _NoDateError(Reason.NO_YEAR, f"没有写明{every}")
    if match := _MONTHLY.fullmatch(value):
        return _of_month(int(match["day"]), time, event)
    match = _YEARLY.fullmatch(value)
    month, day = (int(part) if part else 0 for part in match.groups()) if match else (0, 0)
    if value == _FEBRUARY_END and _END_OF_MONTH.search(time.text):
        day = 0
        return _yearly(month, day, time, event, whole=False)
    return _yearly(month, day, time, event, whole=not day)


def _yearly(month: int, day: int, time: Time, event: dt.date, *, whole: bool) -> _Stretch:
    """Return the day in the year that the text says: the next one, the event's own, or the next on or after it."""
    year = event.year + bool(_NEXT_YEAR.search(time.text))
    last = _day(year, month, day)
    if year == event.year and not _SAME_YEAR.search(time.text) and last < event:
        last = _day(year + 1, month, day)
    return _Stretch(first=last.replace(day=1) if whole else last, last=last)


def _of_month(day: int, time: Time, event: dt.date) -> _Stretch:
    if _NEXT_MONTH.search(time.text):
        year, month = event.year + event.month // _DECEMBER, event.month % _DECEMBER + 1
    elif _SAME_MONTH.search(time.text):
        year, month = event.year, event.month
    else:
        raise _NoDateError(Reason.REPEATED, "每月重复，没有一个到期日")
    found = _day(year, month, day)
    return _Stretch(first=found, last=found)


def _day(year: int, month: int, day: int) -> dt.date:
    """Return a day, the last of its month for 0 or one that the month does not have."""
    last = months.monthrange(year, month)[1]
    return dt.date(year, month, min(day, last) if day else last)


def _placed(time: Time, event: dt.date | None, stretch: _Stretch, rule: Rule, calendar: WorkCalendar) -> Due:
    steps: tuple[str, ...] = (f"原文写明的日期为{said(stretch.last)}",)
    doubts: tuple[str, ...] = ()
    confirmed = True
    earliest: dt.date | None = stretch.first
    latest: dt.date | None = stretch.last
    if time.direction is Direction.BEFORE:
        moved = earlier(stretch.last, calendar)
        steps, confirmed, latest, earliest = (*steps, *moved.steps), moved.confirmed, moved.end, None
        if _OPEN.search(time.text):
            doubts = ("“前”是否含当日，法律没有规定；此处按含当日计",)
    elif time.direction is Direction.AFTER:
        latest = stretch.first if time.bound is not Bound.MIN else None
        steps = (f"自{said(stretch.first)}起",)
        if time.bound is Bound.MIN:
            doubts = ("“后”是否含当日，法律没有规定；此处按含当日计",)
    date = latest or stretch.first
    return Due(
        time=time,
        event=event if _follows_event(time) else None,
        date=date,
        earliest=earliest,
        latest=latest,
        direction=time.direction,
        rule=rule,
        steps=steps,
        doubts=doubts,
        confirmed=confirmed,
        named=True,
    )
