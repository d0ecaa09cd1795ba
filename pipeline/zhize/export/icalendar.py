"""Due dates → iCalendar (.ics), as Outlook, phones and every other calendar read it (RFC 5545).

A day is an all-day entry, a moment an entry in UTC. Nothing depends on when the file was written: the same schedule
gives the same bytes, and an entry that is imported twice is one entry.
"""

from __future__ import annotations

import datetime as dt
import re
from hashlib import sha256
from importlib.metadata import version
from typing import TYPE_CHECKING

from icalendar import Alarm, Calendar
from icalendar import Event as CalendarEntry

from zhize import labels
from zhize.due_dates import Due

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhize.due_dates import Entry, Moment, Schedule

# RFC 5545 allows no control character in a text but the tab; a line end is written as \n.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# Of a whole day, which begins at midnight: nine o'clock on the day before.
_NINE_THE_DAY_BEFORE = -dt.timedelta(hours=15)
_THE_DAY_BEFORE = -dt.timedelta(days=1)
_UNSURE = "TENTATIVE"


def to_ics(schedule: Schedule, *, alarm: bool = False) -> bytes:
    """Return the dates of a schedule as a calendar.

    Args:
        schedule: what `zhize.due_dates.schedule` found; entries without a date are left out.
        alarm: whether each entry reminds one day before.

    Returns:
        An .ics file: one entry a date, whose summary is 责任主体：行为（时限） and whose description holds the sentence
        and every step of the count. What is not confirmed or not settled is ``TENTATIVE``.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//Zhize//Zhize {version('zhize')}//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    titles = dict.fromkeys(entry.title for entry in schedule.dated)
    calendar.add("x-wr-calname", _clean("".join(f"《{title}》" for title in titles) + "到期日"))
    taken: set[str] = set()
    for entry in schedule.dated:
        if isinstance(entry.result, Due):
            calendar.add_component(_entry(entry, entry.result, _uid(entry, entry.result, taken), alarm=alarm))
    return bytes(calendar.to_ical())


def description(entry: Entry, due: Due) -> Iterator[str]:
    """Yield what is said of a date besides the date: the sentence, the count, what a person has to decide."""
    yield f"《{entry.title}》{entry.locator}：{entry.quote}"
    yield f"计算：{'；'.join(due.steps)}。"
    yield f"规则：{due.basis}。"
    yield from (f"注意：{remark}。" for remark in entry.remarks)


def _entry(entry: Entry, due: Due, uid: str, *, alarm: bool) -> CalendarEntry:
    item = CalendarEntry()
    item.add("uid", uid)
    item.add("dtstamp", _stamp(due.event or due.date))
    if isinstance(due.date, dt.datetime):
        item.add("dtstart", due.date.astimezone(dt.UTC))
    else:
        item.add("dtstart", due.date)
        item.add("dtend", due.date + dt.timedelta(days=1))
    who = "、".join(entry.bearers) or labels.UNSTATED
    item.add("summary", _clean(f"{who}：{entry.action}（{entry.time.text}）".replace("\n", "")))
    item.add("description", _clean("\n".join(description(entry, due))))
    kinds = ["期限", *([labels.MODALITY[entry.modality]] if entry.modality else [])]
    item.add("categories", kinds)
    item.add("status", _UNSURE if entry.remarks else "CONFIRMED")
    item.add("transp", "TRANSPARENT")  # the day is not taken up by it
    if alarm:
        item.add_component(_alarm(due, f"{entry.action}（{entry.time.text}）"))
    return item


def _alarm(due: Due, text: str) -> Alarm:
    reminder = Alarm()
    reminder.add("action", "DISPLAY")
    reminder.add("description", _clean(text.replace("\n", "")))
    reminder.add("trigger", _THE_DAY_BEFORE if isinstance(due.date, dt.datetime) else _NINE_THE_DAY_BEFORE)
    return reminder


def _uid(entry: Entry, due: Due, taken: set[str]) -> str:
    """Return an id that the same duty of the same event has in every file, unlike that of any other entry in it."""
    said = (entry.document, entry.norm, entry.time.article, entry.time.start, entry.time.text, due.event)
    base = sha256("\n".join(map(str, said)).encode("utf-8", "backslashreplace")).hexdigest()[:32]
    uid, number = base, 1
    while uid in taken:
        number += 1
        uid = f"{base}-{number}"
    taken.add(uid)
    return f"{uid}@zhize"


def _stamp(moment: Moment) -> dt.datetime:
    """Return when an entry counts as written: at its event, so that the clock is in no file."""
    if isinstance(moment, dt.datetime):
        return moment.astimezone(dt.UTC)
    return dt.datetime(moment.year, moment.month, moment.day, tzinfo=dt.UTC)


def _clean(text: str) -> str:
    return _CONTROL.sub("", text)
