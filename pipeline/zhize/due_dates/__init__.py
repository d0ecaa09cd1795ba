"""Due dates (到期日): a symbolic time and the day of its event → a date, with the rule that it was counted by.

The text says 会前5个工作日; which day that is depends on the day of the meeting, on the working calendar and on how the
law counts. Three parts answer: `workdays` which days are worked, ``rules.toml`` how periods are counted and which
article says so, and `due` puts them together. Nothing is guessed: what is not settled is named beside the date.

Example:
    >>> import zhize
    >>> from zhize.due_dates import due
    >>> times = zhize.analyze("第一条　议题材料应当于会前5个工作日报县政府办公室审核。").times
    >>> str(due(times[0], "2026-10-10").date)
    '2026-09-28'
"""

from __future__ import annotations

from zhize.due_dates.documents import rule_of
from zhize.due_dates.events import Likeness, Matched, events_of, match
from zhize.due_dates.nouns import Due, Entry, Event, Moment, Reason, Schedule, Unknown
from zhize.due_dates.reckoning import due
from zhize.due_dates.rules import Rule, Working, rule_named, rules
from zhize.due_dates.scheduling import schedule
from zhize.due_dates.workdays import Day, WorkCalendar, YearTable, read_calendar

__all__ = [
    "Day",
    "Due",
    "Entry",
    "Event",
    "Likeness",
    "Matched",
    "Moment",
    "Reason",
    "Rule",
    "Schedule",
    "Unknown",
    "WorkCalendar",
    "Working",
    "YearTable",
    "due",
    "events_of",
    "match",
    "read_calendar",
    "rule_named",
    "rule_of",
    "rules",
    "schedule",
]
