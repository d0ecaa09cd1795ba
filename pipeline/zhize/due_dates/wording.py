"""Days in Chinese, for the steps of a count: 2026年12月3日（周四）, 10月1日至8日（国庆节、调休、周末）."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhize.due_dates.nouns import Moment
    from zhize.due_dates.workdays import Day

_WEEK = "一二三四五六日"


def said(moment: Moment) -> str:
    """Return a day with its place in the week, and the hour of a moment: 2026年12月3日（周四）9时30分."""
    day = f"{moment.year}年{moment.month}月{moment.day}日（周{_WEEK[moment.weekday()]}）"
    if not isinstance(moment, dt.datetime):
        return day
    minutes = f"{moment.minute}分" if moment.minute or moment.second else ""
    return f"{day}{moment.hour}时{minutes}" + (f"{moment.second}秒" if moment.second else "")


def runs_of(days: Iterable[Day]) -> str:
    """Return days off as runs with their names, in the order of the calendar."""
    return "、".join(_run(run) for run in _runs(sorted(days, key=lambda day: day.date)))


def listed(days: Iterable[Day]) -> str:
    """Return days one by one: 2026年9月20日（周日）、2026年10月10日（周六）."""
    return "、".join(said(day.date) for day in sorted(days, key=lambda day: day.date))


def _runs(days: Sequence[Day]) -> Iterator[list[Day]]:
    run: list[Day] = []
    for day in days:
        if run and day.date - run[-1].date != dt.timedelta(days=1):
            yield run
            run = []
        run.append(day)
    if run:
        yield run


def _run(run: Sequence[Day]) -> str:
    first, last = run[0].date, run[-1].date
    names = "、".join(dict.fromkeys(day.name for day in run))
    end = ""
    if last != first:
        year = f"{last.year}年" if last.year != first.year else ""
        month = f"{last.month}月" if year or last.month != first.month else ""
        end = f"至{year}{month}{last.day}日"
    return f"{first.month}月{first.day}日{end}（{names}）"
