"""The verb `due`: a symbolic time and the day of its event → the date that it comes to, with every step."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zhize.due_dates.counting import backward, earlier, forward, months_on
from zhize.due_dates.fixed import fixed_date, is_fixed
from zhize.due_dates.measures import ends_of
from zhize.due_dates.nouns import Due, Reason, Unknown
from zhize.due_dates.rules import BACKWARDS, CIVIL_CODE, rule_named
from zhize.due_dates.units import Unit, unit_of
from zhize.due_dates.wording import said
from zhize.due_dates.workdays import WorkCalendar
from zhize.errors import InputError
from zhize.types import Bound, Direction, TimeType

if TYPE_CHECKING:
    from zhize.due_dates.counting import Count
    from zhize.due_dates.measures import Measure
    from zhize.due_dates.nouns import Moment
    from zhize.due_dates.rules import Rule
    from zhize.types import Time

CHINA = dt.timezone(dt.timedelta(hours=8), "CST")
"""The time of China: one zone, no summer time since 1991."""

_ONE = dt.timedelta(days=1)
_HOUR = dt.timedelta(hours=1)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(_DAY.pattern + r"[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:[0-9]{2})?")
_NATURAL = ("自然日", "日历日")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """What a count needs."""

    time: Time
    event: dt.date
    rule: Rule
    calendar: WorkCalendar
    by_authority: bool | None


def due(
    time: Time,
    event_date: Moment | str | None = None,
    *,
    rule: Rule | str | None = None,
    calendar: WorkCalendar | None = None,
    by_authority: bool | None = None,
) -> Due | Unknown:
    """Count a time out to a date.

    Args:
        time: a time of an analysis.
        event_date: the day of the event that it counts from (``2026-12-10``), with the hour for one that counts in
            hours (``2026-12-10T09:00``, in the time of China if it names no other); for a day of every year, any day
            of the year from which on the next one is meant.
        rule: how the periods of its text are counted, as `rule_of` finds it, or the id of a rule; 民法典 by default.
        calendar: which days are worked; the official one by default.
        by_authority: whether the time binds an authority, for rules that speak of theirs alone (行政许可法第八十二条).

    Returns:
        The date with the steps of the count and the article that each follows; or why there is none. Nothing is
        guessed: what the law leaves open is counted in one way and named in ``doubts``.

    Raises:
        InputError: ``event_date`` is no date, or ``rule`` is no rule.
    """
    chosen = rule_named(rule or CIVIL_CODE) if rule is None or isinstance(rule, str) else rule
    event = moment(event_date, where="event_date") if isinstance(event_date, str) else event_date
    event = _in_china(event) if isinstance(event, dt.datetime) else event
    try:
        return _no_measure(time) or _dated(time, event, chosen, calendar or WorkCalendar(), by_authority=by_authority)
    except (OverflowError, ValueError):  # dates end with the year 9999
        return Unknown(time=time, reason=Reason.UNREADABLE, text=f"“{time.text}”算出的日期超出日历")


def moment(text: str, *, where: str) -> Moment:
    """Return the day or moment that a text names.

    Raises:
        InputError: it names none; the error names ``where``.
    """
    try:
        if _DAY.fullmatch(text):
            return dt.date.fromisoformat(text)
        if _MOMENT.fullmatch(text):
            return _in_china(dt.datetime.fromisoformat(text))
    except ValueError:  # 2026-02-30
        pass
    remedy = "write it like 2026-12-10, or 2026-12-10T09:00 for a time in hours"
    raise InputError(f"{text or 'nothing'} is no date", where=where, remedy=remedy)


def _in_china(given: dt.datetime) -> dt.datetime:
    return given.astimezone(CHINA) if given.tzinfo else given.replace(tzinfo=CHINA)


def _no_measure(time: Time) -> Unknown | None:
    if time.type is TimeType.FREQUENCY:
        return Unknown(time=time, reason=Reason.REPEATED, text="按频次重复，没有一个到期日")
    if time.type is TimeType.VAGUE:
        return Unknown(time=time, reason=Reason.VAGUE, text="没有量度，推算不出日期")
    return None


def _dated(
    time: Time, event: Moment | None, rule: Rule, calendar: WorkCalendar, *, by_authority: bool | None
) -> Due | Unknown:
    day = event.date() if isinstance(event, dt.datetime) else event
    if is_fixed(time.value):
        return fixed_date(time, day, rule, calendar)
    ends = ends_of(time.value)
    if ends is None or any(measure.seconds and (measure.months or measure.working) for measure in ends):
        return Unknown(time=time, reason=Reason.UNREADABLE, text=f"时限的值{time.value}不是可以计算的一段时间")
    if event is None or day is None:
        anchor = f"“{time.anchor}”" if time.anchor else "起算事由"
        return Unknown(time=time, reason=Reason.NO_EVENT, text=f"没有给出{anchor}的日期")
    low, high = ends
    if low.seconds or high.seconds:
        if not isinstance(event, dt.datetime):
            return Unknown(time=time, reason=Reason.NO_HOUR, text="按小时计算，须给出事件的时刻（2026-12-10T09:00）")
        return _by_the_clock(time, event, rule, low, high)
    given = _Given(time=time, event=day, rule=rule, calendar=calendar, by_authority=by_authority)
    if time.direction is Direction.BEFORE:
        return _before(given, low, high)
    if time.direction is Direction.AFTER:
        return _after(given, high)
    return _within(given, low, high)


# --- days ------------------------------------------------------------------------------------------------------------


def _within(given: _Given, low: Measure, high: Measure) -> Due:
    """…内, and the end of a duration."""
    time, event = given.time, given.event
    if time.value == "P0D":
        return _result(given, event, event, event, steps=("须在事件当日",))
    unit, count = _forward(given, high)
    first: dt.date | None = event
    if low != high:
        first = _forward(given, low)[1].end
    elif time.bound is not Bound.MAX:
        first = count.end
    latest = None if time.bound is Bound.MIN else count.end
    return _counted(given, unit, count, first, latest)


def _after(given: _Given, measure: Measure) -> Due:
    """自…起, 次日起, 满三十日后: the first day."""
    time, event = given.time, given.event
    if time.bound is not Bound.MIN:
        first, step = _start(time.value, event, measure)
        return _result(given, first, first, first, steps=(step,))
    unit, count = _forward(given, measure)
    first = count.end + _ONE
    count = replace(count, steps=(*count.steps, f"期满之后，自{said(first)}起"), end=first)
    return _counted(given, unit, count, first, None)


def _start(value: str, event: dt.date, measure: Measure) -> tuple[dt.date, str]:
    """Return the day from which something runs, which no holiday moves: 自发布之日起, 次日起, 次月起."""
    if value == "P1Y":
        return dt.date(event.year + 1, 1, 1), "自次年第一日起"
    if value == "P1M":
        return months_on(event.replace(day=1), 1), "自次月第一日起"
    first = months_on(event, measure.months) + measure.calendar_days * _ONE
    return first, f"自事件{'当日' if first == event else f'后第{measure}'}起"


def _before(given: _Given, low: Measure, high: Measure) -> Due:
    """会前5个工作日: the last day; 届满前三个月内: the last day, and the first from which on it may be done."""
    far_unit, far = _backward(given, high, moves=given.time.bound is not Bound.MAX)
    if given.time.bound is Bound.MAX:
        near = earlier(given.event - _ONE, given.calendar)
        steps = (*far.steps, f"窗口期自{said(far.end)}起，至事件前一日止", *near.steps)
        count = replace(near, steps=steps, confirmed=near.confirmed and far.confirmed)
        return _counted(given, far_unit, count, min(far.end, count.end), count.end)
    if low != high:
        unit, near = _backward(given, low, moves=True)
        return _counted(given, unit, near, far.end, near.end)
    first = far.end if given.time.bound is Bound.EXACT else None
    return _counted(given, far_unit, far, first, far.end)


def _forward(given: _Given, measure: Measure) -> tuple[Unit, Count]:
    moves = not any(word in _words(given.time) for word in given.rule.fixed)
    unit = _unit(given, measure)
    return unit, forward(given.event, unit.measure, given.rule, given.calendar, moves=moves)


def _backward(given: _Given, measure: Measure, *, moves: bool) -> tuple[Unit, Count]:
    unit = _unit(given, measure)
    return unit, backward(given.event, unit.measure, given.calendar, moves=moves)


def _unit(given: _Given, measure: Measure) -> Unit:
    if any(word in given.time.text for word in _NATURAL):
        return Unit(measure=measure)
    return unit_of(given.rule, measure, article=given.time.article, by_authority=given.by_authority)


def _words(time: Time) -> str:
    return time.text + (time.anchor or "")


def _counted(given: _Given, unit: Unit, count: Count, earliest: dt.date | None, latest: dt.date | None) -> Due:
    """Put the result together, with the other reading of 日 where it is not settled."""
    doubts = _questions(given, unit, count.end, earliest)
    steps = (*unit.steps, *count.steps)
    note = given.rule.note if given.time.direction is not Direction.BEFORE else ""
    if note and count.lengthened:
        doubts = (*doubts, note)
    elif note:
        steps = (*steps, note)
    found = _result(given, count.end, earliest, latest, steps=steps)
    return replace(found, doubts=doubts, confirmed=count.confirmed)


def _questions(given: _Given, unit: Unit, end: dt.date, earliest: dt.date | None) -> tuple[str, ...]:
    """Return what is not settled of the unit, with the day that the other reading comes to; nothing if it is the same.

    Of a window before an event (届满前5日内) the unit decides where it opens.
    """
    if unit.other is None:
        return ()
    window = given.time.direction is Direction.BEFORE and given.time.bound is Bound.MAX
    if given.time.direction is Direction.BEFORE:
        other = backward(given.event, unit.other, given.calendar, moves=not window).end
    else:
        other = forward(given.event, unit.other, given.rule, given.calendar).end
        other += _ONE * (given.time.direction is Direction.AFTER)
    if other == (earliest if window else end):
        return ()
    return (f"{unit.question}，{'窗口期起点的' if window else ''}另一种算法为{said(other)}",)


def _result(
    given: _Given, date: dt.date, earliest: dt.date | None, latest: dt.date | None, *, steps: tuple[str, ...]
) -> Due:
    return Due(
        time=given.time,
        event=given.event,
        date=date,
        earliest=earliest,
        latest=latest,
        direction=given.time.direction,
        rule=given.rule,
        steps=(_opening(given.time, given.event), *steps),
    )


def _opening(time: Time, event: Moment) -> str:
    return f"起算事由{f'“{time.anchor}”' if time.anchor else ''}：{said(event)}"


# --- hours -----------------------------------------------------------------------------------------------------------


def _by_the_clock(time: Time, event: dt.datetime, rule: Rule, low: Measure, high: Measure) -> Due:
    """Count hours: from the moment (民法典第二百零一条第二款) or from the next hour (民事诉讼法第八十五条)."""
    sign = -1 if time.direction is Direction.BEFORE else 1
    start = event
    steps: tuple[str, ...] = (f"自该时刻起按小时{'计算' if sign > 0 else '向前数'}",)
    if sign > 0 and rule.next_hour:
        start = event.replace(minute=0, second=0, microsecond=0) + _HOUR
        steps = (f"开始的时不计入，自{said(start)}起算（{rule.start}）",)
    elif sign > 0:
        steps = (f"{steps[0]}（{rule.start}）",)
    else:
        steps = (f"{steps[0]}（{BACKWARDS.split('，')[0]}）",)
    near, far = (start + sign * _length(measure) for measure in (low, high))
    date = far if sign > 0 or low == high else near
    steps = (*steps, f"{'满' if sign > 0 else '提前'}{low if date == near else high}为{said(date)}，不因休息日变动")
    earliest, latest = _window(time, event, near, far)
    return Due(
        time=time,
        event=event,
        date=latest or date,
        earliest=earliest,
        latest=latest,
        direction=time.direction,
        rule=rule,
        steps=(_opening(time, event), *steps),
    )


def _window(
    time: Time, event: dt.datetime, near: dt.datetime, far: dt.datetime
) -> tuple[dt.datetime | None, dt.datetime | None]:
    """Return the first and the last moment that a time in hours allows."""
    if time.direction is Direction.BEFORE:
        if time.bound is Bound.MAX:
            return far, event
        return (None if near == far else far), near
    if time.direction is Direction.AFTER:
        return far, None if time.bound is Bound.MIN else far
    if time.bound is Bound.MAX:
        return (event if near == far else near), far
    return far, None if time.bound is Bound.MIN else far


def _length(measure: Measure) -> dt.timedelta:
    return dt.timedelta(days=measure.calendar_days, seconds=measure.seconds)
