"""The nouns of due dates (到期日): a date and how it was counted, or why there is none."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from zhize.due_dates.rules import BACKWARDS
from zhize.types import Direction

if TYPE_CHECKING:
    from zhize.due_dates.rules import Rule
    from zhize.types import Modality, Time

Moment = dt.date | dt.datetime
"""A day, or a moment of it where a text counts in hours; moments are in the time of China (UTC+8)."""

UNCONFIRMED = "未确认：涉及的年份没有放假通知，只计法定节日和周末"
"""Stands beside a date that was counted in a year whose notice of holidays is not known."""


class Reason(StrEnum):
    """Why a time has no date."""

    REPEATED = "repeated"  # a frequency: 每月1次
    VAGUE = "vague"  # without a measure: 及时
    NO_EVENT = "no_event"  # the day of its event is not given
    AMBIGUOUS = "ambiguous"  # several of the events given could be its own
    NO_HOUR = "no_hour"  # counted in hours, and only the day of the event is given
    NO_YEAR = "no_year"  # a day of every year, and no year is given
    NO_DAY = "no_day"  # a month or year whose day is not written
    UNREADABLE = "unreadable"  # a value that is no length of time, or beyond the calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The date that a time comes to."""

    time: Time
    event: Moment | None  # that it was counted from; None for a date that the text itself gives
    date: Moment  # the day to remember: the last one, or the first where the text says 后
    earliest: Moment | None  # None: no first day
    latest: Moment | None  # None: no last day
    direction: Direction | None  # of the time; None for a duration
    rule: Rule
    steps: tuple[str, ...]  # how it was counted, in Chinese
    doubts: tuple[str, ...] = ()  # what a person has to decide: 口径未定
    confirmed: bool = True  # every year that was looked at has its official notice of holidays
    named: bool = False  # the text itself names the day (每年3月31日前); nothing was counted

    @property
    def basis(self) -> str:
        """What the count rests on: the law and article, or that there is none."""
        if self.named:
            return "原文写明的日期"
        return BACKWARDS if self.direction is Direction.BEFORE else self.rule.source


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """No date, and why."""

    time: Time
    reason: Reason
    text: str  # the reason in Chinese


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happens on a day that the user knows (起算事由)."""

    name: str  # 会议, or a place for a time whose event the text does not name: 第五十二条第二款
    date: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A time of a text with the norm that it binds, and the date that it comes to."""

    document: str  # id of the text
    title: str
    locator: str  # 第四十三条第一款
    norm: str | None  # id; None for a time that binds none
    bearers: tuple[str, ...]
    action: str  # 行为; the sentence, for a time that binds no norm
    modality: Modality | None
    quote: str  # the sentence
    time: Time
    result: Due | Unknown
    events: tuple[Event, ...] = ()  # that it may count from: more than one where there is no date for that
    remark: str = field(default="", compare=False)  # how it was matched, where a person should look

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a person has to look at before relying on the date; the reason where there is none."""
        if isinstance(self.result, Unknown):
            return (self.result.text,)
        unsure = () if self.result.confirmed else (UNCONFIRMED,)
        return (*((self.remark,) if self.remark else ()), *unsure, *self.result.doubts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """The times of one or more texts, in their order."""

    entries: tuple[Entry, ...]
    unused: tuple[Event, ...]  # that no time of the texts counts from

    @property
    def dated(self) -> tuple[Entry, ...]:
        """The entries that have a date."""
        return tuple(entry for entry in self.entries if isinstance(entry.result, Due))

    @property
    def undated(self) -> tuple[Entry, ...]:
        """The entries that have none."""
        return tuple(entry for entry in self.entries if isinstance(entry.result, Unknown))
