"""Which days offices work (工作日): weekly rest, holidays and the weekends that make up for them (调休).

Saturday and Sunday are the weekly rest of state organs (《国务院关于职工工作时间的规定》第七条). Holidays are those of
《全国年节及纪念日放假办法》 as the State Council arranges them in a notice each year; the package ``holidays`` carries
the notices. A year whose notice it does not carry has the statutory days only: what is counted there is not confirmed.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import holidays
import msgspec

from zhize.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_SATURDAY = 5
_WEEKLY = "周末"
_SHIFTED = "休息日"  # how the package names a day off for which a weekend is worked
_SHIFT = "调休"
# A notice may shift the last days of the year before: 29 December 2001 was worked for the New Year of 2002.
_LAST_DAYS = (12, 28)
_REMEDY = "see zhize calendar --help for what the file holds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of the working calendar."""

    date: dt.date
    works: bool
    name: str  # why: 国庆节, 调休, 周末; "" for an ordinary working day
    confirmed: bool  # the notice of its year is known


@dataclass(frozen=True, slots=True, kw_only=True)
class YearTable:
    """The holidays of a year (放假安排)."""

    rest: Mapping[dt.date, str]  # days off and their names
    work: frozenset[dt.date]  # weekends that are worked (调休上班)
    official: bool  # from a notice, not from the statutory days alone


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCalendar:
    """The working calendar of China, with what a user's file says in place of it or besides."""

    years: Mapping[int, YearTable] = field(default_factory=dict)  # in place of what the package says
    local: Mapping[dt.date, str] = field(default_factory=dict)  # local days off (放假办法第四条)

    def day(self, date: dt.date) -> Day:
        """Return what a day is."""
        table = self._year(date.year)
        name, works = table.rest.get(date) or self.local.get(date, ""), False
        if date in table.work:
            name, works = _SHIFT, True
        elif not name:
            works = date.weekday() < _SATURDAY
            name = "" if works else _WEEKLY
        late = (date.month, date.day) >= _LAST_DAYS
        confirmed = table.official and (not late or self._year(date.year + 1).official)
        return Day(date=date, works=works, name=name, confirmed=confirmed)

    def _year(self, year: int) -> YearTable:
        return self.years.get(year) or _national(year)


@cache
def _national(year: int) -> YearTable:
    """Return the year as the package has it; it knows the notice if a weekend is worked or a day shifted in it."""
    found = holidays.country_holidays("CN", years=year, language="zh_CN")
    work = frozenset(day for day in found.weekend_workdays if day.year == year)
    rest = {day: _SHIFT if name.startswith(_SHIFTED) else name.replace("; ", "、") for day, name in found.items()}
    return YearTable(rest=rest, work=work, official=bool(work) or _SHIFT in rest.values())


class _Rest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Days off in a row, both ends included."""

    name: str
    first: dt.date = msgspec.field(name="from")
    last: dt.date = msgspec.field(name="to")


class _Year(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A year's notice: it replaces what is built in for that year."""

    year: int
    source: str  # the notice
    rest: tuple[_Rest, ...]
    work: tuple[dt.date, ...] = ()


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a user's file of holidays holds."""

    year: tuple[_Year, ...] = ()
    local: tuple[_Rest, ...] = ()


def read_calendar(path: Path) -> WorkCalendar:
    """Return the working calendar with the holidays of a user's file.

    Args:
        path: a TOML file. Each ``[[year]]`` has ``year``, ``source`` (the notice), ``rest`` (a list of ``{name, from,
            to}``) and ``work`` (the weekends that are worked) and stands in place of what is built in for that year;
            each ``[[local]]`` has ``name``, ``from`` and ``to`` and adds days off.

    Raises:
        InputError: the file cannot be read, breaks this form, or has a day outside of its year.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        given = msgspec.convert(document, _File)
    except OSError as error:
        reason = f"cannot be read ({error.strerror or error})"
        raise InputError(reason, where=str(path), remedy="check the name and its permissions") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        found = f"is no table of holidays ({' '.join(str(error).split())})"
        raise InputError(found, where=str(path), remedy=_REMEDY) from error
    return WorkCalendar(
        years={year.year: _table(year, where=str(path)) for year in given.year},
        local=_days(given.local, where=str(path)),
    )


def _table(given: _Year, *, where: str) -> YearTable:
    rest, work = _days(given.rest, where=where), frozenset(given.work)
    if strange := sorted(day for day in {*rest, *work} if day.year != given.year):
        raise InputError(f"{strange[0]} lies outside of {given.year}", where=where, remedy="put it under its own year")
    if both := sorted(work & set(rest)):
        raise InputError(f"{both[0]} is a day off and worked", where=where, remedy="leave it in one of the two")
    return YearTable(rest=rest, work=work, official=True)


def _days(runs: tuple[_Rest, ...], *, where: str) -> dict[dt.date, str]:
    days: dict[dt.date, str] = {}
    for run in runs:
        length = (run.last - run.first).days + 1
        if not 1 <= length <= _LONGEST:
            found = f"{run.name} lasts from {run.first} to {run.last}"
            raise InputError(found, where=where, remedy="check the two days")
        days |= {run.first + dt.timedelta(days=number): run.name for number in range(length)}
    return days


_LONGEST = 60  # days of a holiday; a longer one is a slip of the pen
