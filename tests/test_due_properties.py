"""Due dates keep the laws of counting, whatever the time and the day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhize.due_dates import Due, WorkCalendar, due, rules
from zhize.types import Bound, Direction, Time, TimeType

ONE = dt.timedelta(days=1)
CALENDAR = WorkCalendar()
DAYS = st.dates(min_value=dt.date(2019, 1, 1), max_value=dt.date(2026, 6, 30))
NUMBERS = st.integers(min_value=1, max_value=120)
UNITS = st.sampled_from(["D", "WD", "W", "M", "Y"])
UNTIMED = settings(deadline=None)  # the first look at a year builds its calendar
RULES = st.sampled_from(sorted(rules()))


def _due(value: str, direction: Direction, event: dt.date, rule: str = "civil-code", bound: Bound = Bound.MAX) -> Due:
    time = Time(
        article="1",
        start=0,
        end=2,
        text="时限",
        type=TimeType.DEADLINE,
        value=value,
        direction=direction,
        anchor="受理",
        bound=bound,
    )
    found = due(time, event, rule=rule)
    assert isinstance(found, Due)
    return found


def _works(day: dt.date) -> bool:
    return CALENDAR.day(day).works


def _working_days(first: dt.date, last: dt.date) -> int:
    return sum(_works(first + number * ONE) for number in range((last - first).days + 1))


@UNTIMED
@given(number=NUMBERS, unit=UNITS, event=DAYS, rule=RULES)
def test_a_limit_within_lies_behind_its_event_and_ends_on_a_working_day(
    number: int, unit: str, event: dt.date, rule: str
) -> None:
    found = _due(f"P{number}{unit}", Direction.WITHIN, event, rule)
    assert found.date > event
    assert (found.earliest, found.latest) == (event, found.date)
    assert _works(found.date)


@UNTIMED
@given(number=NUMBERS, unit=UNITS, event=DAYS)
def test_a_limit_before_lies_before_its_event_and_on_a_working_day(number: int, unit: str, event: dt.date) -> None:
    found = _due(f"P{number}{unit}", Direction.BEFORE, event, bound=Bound.MIN)
    assert found.date < event
    assert _works(found.date)


@UNTIMED
@given(number=NUMBERS, event=DAYS)
def test_so_many_days_before_is_never_later(number: int, event: dt.date) -> None:
    assert _due(f"P{number}D", Direction.BEFORE, event, bound=Bound.MIN).date <= event - number * ONE


@UNTIMED
@given(number=NUMBERS, event=DAYS)
def test_so_many_days_within_is_never_earlier(number: int, event: dt.date) -> None:
    found = _due(f"P{number}D", Direction.WITHIN, event).date
    last = event + number * ONE
    assert found >= last
    assert _working_days(last, found) == 1


@UNTIMED
@given(number=NUMBERS, event=DAYS)
def test_working_days_are_exactly_so_many(number: int, event: dt.date) -> None:
    after = _due(f"P{number}WD", Direction.WITHIN, event).date
    assert _working_days(event + ONE, after) == number
    before = _due(f"P{number}WD", Direction.BEFORE, event, bound=Bound.MIN).date
    assert _working_days(before, event - ONE) == number


@UNTIMED
@given(number=NUMBERS, unit=UNITS, event=DAYS, rule=RULES)
def test_more_is_never_earlier_within_and_never_later_before(number: int, unit: str, event: dt.date, rule: str) -> None:
    # A rule for some numbers alone makes 10日 longer than 11日; such rules are compared in the other units.
    plain = unit == "D" and rules()[rule].numbers
    chosen = "civil-code" if plain else rule
    less, more = f"P{number}{unit}", f"P{number + 1}{unit}"
    assert _due(less, Direction.WITHIN, event, chosen).date <= _due(more, Direction.WITHIN, event, chosen).date
    before = [_due(value, Direction.BEFORE, event, bound=Bound.MIN).date for value in (less, more)]
    assert before[1] <= before[0]


@UNTIMED
@given(number=NUMBERS, unit=UNITS, event=DAYS)
def test_a_later_event_is_never_due_earlier(number: int, unit: str, event: dt.date) -> None:
    first, second = (_due(f"P{number}{unit}", Direction.WITHIN, day).date for day in (event, event + ONE))
    assert first <= second


@UNTIMED
@given(number=NUMBERS, unit=UNITS, event=DAYS)
def test_what_begins_after_a_period_begins_the_day_after_its_end(number: int, unit: str, event: dt.date) -> None:
    end = _due(f"P{number}{unit}", Direction.WITHIN, event).date
    after = _due(f"P{number}{unit}", Direction.AFTER, event, bound=Bound.MIN)
    assert (after.earliest, after.latest, after.date) == (end + ONE, None, end + ONE)


@UNTIMED
@given(number=st.integers(min_value=2, max_value=24), event=DAYS)
def test_months_end_on_the_corresponding_day_or_the_last(number: int, event: dt.date) -> None:
    found = _due(f"P{number}M", Direction.AFTER, event, bound=Bound.EXACT).date
    assert (found.year * 12 + found.month) - (event.year * 12 + event.month) == number
    assert found.day == event.day or (found + ONE).day == 1


@UNTIMED
@given(hours=NUMBERS, event=st.datetimes(min_value=dt.datetime(2019, 1, 1), max_value=dt.datetime(2026, 6, 30)))  # noqa: DTZ001
def test_hours_are_exact(hours: int, event: dt.datetime) -> None:
    found = _due(f"PT{hours}H", Direction.WITHIN, event)
    assert found.date - found.earliest == dt.timedelta(hours=hours)
    later = _due(f"PT{hours}H", Direction.WITHIN, event, "civil-procedure")
    assert dt.timedelta(0) < later.date - found.date <= dt.timedelta(hours=1)
    assert later.date.minute == 0


@UNTIMED
@given(event=DAYS, number=NUMBERS, unit=UNITS)
def test_the_same_question_has_the_same_answer(event: dt.date, number: int, unit: str) -> None:
    first, second = (_due(f"P{number}{unit}", Direction.WITHIN, event) for _ in range(2))
    assert first == second
    assert all(first.steps)


# The working days of each month as the notices of the State Council leave them: 251, 248 and 248 in the year.
@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2024, (22, 18, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22)),
        (2025, (19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23)),
        (2026, (21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23)),
    ],
)
def test_the_working_days_of_the_months(year: int, days: tuple[int, ...]) -> None:
    firsts = [dt.date(year, month, 1) for month in range(1, 13)] + [dt.date(year + 1, 1, 1)]
    assert tuple(_working_days(first, firsts[at + 1] - ONE) for at, first in enumerate(firsts[:-1])) == days
