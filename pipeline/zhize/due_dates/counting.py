"""Counting days on the calendar: forwards by the law, backwards by what no law says.

Forwards, the day of the event is not counted (民法典第二百零一条), months and years end on the corresponding day or on
the last of its month (第二百零二条), and an end on a day off moves to the day after the holiday (第二百零三条); working
days are counted one by one. Backwards (会前5个工作日) no law has a rule: the day of the event is not counted, and an
end on a day off never moves later; the working day before it is taken.
"""

from __future__ import annotations

import calendar as months
import datetime as dt
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from zhize.due_dates.rules import BACKWARDS
from zhize.due_dates.wording import listed, runs_of, said

if TYPE_CHECKING:
    from zhize.due_dates.measures import Measure
    from zhize.due_dates.rules import Rule
    from zhize.due_dates.workdays import Day, WorkCalendar

_ONE = dt.timedelta(days=1)
_CORRESPONDING = "《中华人民共和国民法典》第二百零二条"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """The last day of a period and how it was come by."""

    end: dt.date
    steps: tuple[str, ...]
    confirmed: bool
    lengthened: bool = False  # by holidays within it


def forward(event: dt.date, measure: Measure, rule: Rule, calendar: WorkCalendar, *, moves: bool = True) -> Count:
    """Return the last day of a period that runs from an event.

    Args:
        event: the day of the event.
        measure: how long it is; without hours.
        rule: who says where it starts and how its end moves.
        calendar: which days are worked.
        moves: whether an end on a day off moves.
    """
    counted = rule.start_counted
    first = event if counted else event + _ONE
    opening = f"当日{'计入' if counted else '不计入'}，自{said(first)}起算（{rule.start}）"
    if measure.working:
        before = months_on(first, measure.months) - _ONE + dt.timedelta(days=measure.calendar_days)
        count = _working(before, measure.working, 1, calendar)
        return Count(end=count.end, steps=(opening, *count.steps), confirmed=count.confirmed)
    end, steps = _corresponding(event, measure.months)
    end += dt.timedelta(days=measure.calendar_days - counted)
    steps = (opening, *steps, f"满{measure}为{said(end)}")
    if not moves:
        return Count(end=end, steps=steps, confirmed=True)
    longer = _lengthened(first, end, rule, calendar)
    moved = later(longer.end, rule, calendar)
    return replace(
        longer,
        end=moved.end,
        steps=(*steps, *longer.steps, *moved.steps),
        confirmed=longer.confirmed and moved.confirmed,
    )


def backward(event: dt.date, measure: Measure, calendar: WorkCalendar, *, moves: bool = True) -> Count:
    """Return the day that lies a period before an event.

    Args:
        event: the day of the event, which is not counted.
        measure: how long before; without hours.
        calendar: which days are worked.
        moves: whether a day off gives way to the working day before it.
    """
    opening = f"{said(event)}当日不计入，自前一日起向前数（{BACKWARDS}）"
    start, steps = _corresponding(event, -measure.months)
    start -= dt.timedelta(days=measure.calendar_days)
    if measure.working:
        count = _working(start, measure.working, -1, calendar)
        return Count(end=count.end, steps=(opening, *steps, *count.steps), confirmed=count.confirmed)
    steps = (opening, *steps, f"向前满{measure}为{said(start)}")
    if not moves:
        return Count(end=start, steps=steps, confirmed=True)
    moved = earlier(start, calendar)
    return Count(end=moved.end, steps=(*steps, *moved.steps), confirmed=moved.confirmed)


def later(end: dt.date, rule: Rule, calendar: WorkCalendar) -> Count:
    """Return the first working day on or after an end."""
    days = _until_work(end, 1, calendar)
    steps: tuple[str, ...] = ()
    if days[:-1]:
        steps = (f"最后一日遇{runs_of(days[:-1])}，顺延至{said(days[-1].date)}（{rule.end}）",)
    return Count(end=days[-1].date, steps=steps, confirmed=all(day.confirmed for day in days))


def earlier(end: dt.date, calendar: WorkCalendar) -> Count:
    """Return the last working day on or before an end."""
    days = _until_work(end, -1, calendar)
    steps: tuple[str, ...] = ()
    if days[:-1]:
        steps = (f"该日遇{runs_of(days[:-1])}，不顺延，提前至{said(days[-1].date)}",)
    return Count(end=days[-1].date, steps=steps, confirmed=all(day.confirmed for day in days))


def _working(start: dt.date, number: int, step: int, calendar: WorkCalendar) -> Count:
    """Return the so-manieth working day after a day, or before it where ``step`` is -1."""
    days: list[Day] = []
    at, left = start, number
    while left:
        at += step * _ONE
        days.append(calendar.day(at))
        left -= days[-1].works
    off = [day for day in days if not day.works]
    made_up = [day for day in days if day.works and day.name]
    steps = [f"不计{runs_of(off)}"] if off else []
    steps += [f"{listed(made_up)}调休上班，计入"] if made_up else []
    steps.append(f"第{number}个工作日为{said(at)}")
    return Count(end=at, steps=tuple(steps), confirmed=all(day.confirmed for day in days))


def _until_work(start: dt.date, step: int, calendar: WorkCalendar) -> list[Day]:
    """Return the days off from a day on, and the working day that ends them."""
    days = [calendar.day(start)]
    while not days[-1].works:
        days.append(calendar.day(days[-1].date + step * _ONE))
    return days


def _lengthened(first: dt.date, end: dt.date, rule: Rule, calendar: WorkCalendar) -> Count:
    """Add the long holidays within a period to it (税收征收管理法实施细则第一百零九条)."""
    if not rule.long_rest:
        return Count(end=end, steps=(), confirmed=True)
    days = [calendar.day(first + number * _ONE) for number in range((end - first).days + 1)]
    runs = [list(run) for works, run in groupby(days, key=lambda day: day.works) if not works]
    long = [day for run in runs if len(run) >= rule.long_rest for day in run]
    confirmed = all(day.confirmed for day in days)
    if not long:
        return Count(end=end, steps=(), confirmed=confirmed)
    end += len(long) * _ONE
    step = f"期限内有{runs_of(long)}，顺延{len(long)}日至{said(end)}（{rule.end}）"
    return Count(end=end, steps=(step,), confirmed=confirmed, lengthened=True)


def _corresponding(event: dt.date, number: int) -> tuple[dt.date, tuple[str, ...]]:
    """Return the day so many months on, and the step that says so where the month has no such day."""
    end = months_on(event, number)
    if end.day == event.day:
        return end, ()
    return end, (f"{end.year}年{end.month}月没有{event.day}日，以月末日为准（{_CORRESPONDING}）",)


def months_on(event: dt.date, number: int) -> dt.date:
    """Return the corresponding day so many months on, or the last of that month if it has no such day."""
    year, month = divmod(event.year * 12 + event.month - 1 + number, 12)
    last = months.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(event.day, last))
