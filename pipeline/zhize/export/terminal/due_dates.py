"""Due dates → the rows of a table on the terminal, and comma-separated values that Excel opens as Chinese."""

from __future__ import annotations

import csv
import datetime as dt
from io import StringIO
from typing import TYPE_CHECKING

from zhize import labels
from zhize.due_dates import Due, Reason, Unknown
from zhize.export.terminal.aligned import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.due_dates import Entry, Moment, Schedule

HEAD = ("条款", "责任主体", "行为", "时限", "到期日", "说明")
"""The columns of the table on the terminal."""

_WIDTHS = (22, 14, 28, 16, 16, 0)
_WHAT = ("文件", "条款", "责任主体", "行为", "时限", "起算事由", "事件日期")
_WHEN = ("最早", "最迟", "到期日", "已确认", "计算规则", "计算过程", "说明", "依据原文")
# A spreadsheet takes what begins so for a formula; a ' before it makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Why there is no date, the reasons first that the user can do something about.
_HEADINGS = {
    Reason.NO_EVENT: "未给出起算事由的日期",
    Reason.AMBIGUOUS: "起算事由对得上多个事件",
    Reason.NO_HOUR: "按小时计算，须给出时刻",
    Reason.NO_YEAR: "未给出年份（--year）",
    Reason.NO_DAY: "没有写明是哪一日",
    Reason.UNREADABLE: "无法推算",
    Reason.REPEATED: "按频次重复",
    Reason.VAGUE: "没有量度",
}
_PLAIN = {Reason.REPEATED, Reason.VAGUE}


def to_lines(schedule: Schedule, *, width: int) -> str:
    """Return the dates as a table, how each was counted, and what has no date and why.

    Args:
        schedule: what `zhize.due_dates.schedule` found.
        width: how many cells a line of the table may take.
    """
    lines: list[str] = []
    dated = schedule.dated
    if dated:
        rows = [_row(entry) for entry in dated]
        lines += [*table(HEAD, rows, _WIDTHS, total=width), "", "计算过程"]
        lines += [f"{number}. {_count(entry)}" for number, entry in enumerate(dated, 1)]
    else:
        lines.append("没有可推算的到期日")
    lines += _undated(schedule)
    if schedule.unused:
        lines += ["", f"没有对上的事件：{'、'.join(event.name for event in schedule.unused)}"]
    return "\n".join(lines) + "\n"


def to_csv(schedule: Schedule) -> bytes:
    """Return every time with a date or the reason why it has none: UTF-8 with the mark by which Excel knows it."""
    buffer = StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow((*_WHAT, *_WHEN))
    writer.writerows([_safe(cell) for cell in _record(entry)] for entry in schedule.entries)
    return buffer.getvalue().encode("utf-8-sig", "backslashreplace")


def printed(moment: Moment | None) -> str:
    """Return a day or a moment: 2026-12-03, 2026-12-03 09:30; "" for none."""
    if isinstance(moment, dt.datetime):
        return moment.strftime("%Y-%m-%d %H:%M")
    return moment.isoformat() if moment else ""


def _row(entry: Entry) -> Sequence[str]:
    due = entry.result
    date = printed(due.date) if isinstance(due, Due) else ""
    return (entry.locator, _who(entry), entry.action, entry.time.text, date, "；".join(entry.remarks))


def _count(entry: Entry) -> str:
    due = entry.result
    steps = "；".join(due.steps) if isinstance(due, Due) else ""
    noted = "".join(f"\n   注意：{remark}" for remark in entry.remarks)
    return f"{entry.locator}“{entry.time.text}”：{steps}{noted}"


def _undated(schedule: Schedule) -> list[str]:
    """Return what has no date, reason by reason; a time that binds several norms once."""
    lines: list[str] = []
    for reason, heading in _HEADINGS.items():
        entries = [entry for entry in schedule.undated if _is(entry, reason)]
        chosen = _by_words(entries) if reason in _PLAIN else dict.fromkeys(map(_without, entries))
        lines += [f"  {heading}：{'、'.join(chosen)}"] if chosen else []
    return ["", "没有到期日的时间", *lines] if lines else []


def _by_words(entries: Sequence[Entry]) -> list[str]:
    """Return the words of times with all the places where they stand: “及时”（第三条、第二十三条）."""
    places: dict[str, dict[str, None]] = {}
    for entry in entries:
        places.setdefault(entry.time.text, {})[entry.locator] = None
    return [f"“{text}”（{'、'.join(where)}）" for text, where in places.items()]


def _is(entry: Entry, reason: Reason) -> bool:
    return isinstance(entry.result, Unknown) and entry.result.reason is reason


def _without(entry: Entry) -> str:
    if _is(entry, Reason.NO_EVENT):
        anchor = f"“{entry.time.anchor}”" if entry.time.anchor else "原文未写明起算事由"
        return f"{anchor}（{entry.locator}，{entry.time.text}）"
    if _is(entry, Reason.AMBIGUOUS):
        return f"{entry.locator}：{'；'.join(entry.remarks)}"
    return f"{entry.locator}“{entry.time.text}”"


def _record(entry: Entry) -> Sequence[str]:
    due, time = entry.result, entry.time
    said = (entry.title, entry.locator, _who(entry), entry.action, time.text, time.anchor or "")
    if isinstance(due, Due):
        dates = (printed(due.event), printed(due.earliest), printed(due.latest), printed(due.date))
        counted = ("是" if due.confirmed else "否", due.basis, "；".join(due.steps))
    else:
        dates, counted = ("", "", "", ""), ("", "", "")
    return (*said, *dates, *counted, "；".join(entry.remarks), entry.quote)


def _who(entry: Entry) -> str:
    return "、".join(entry.bearers) or labels.UNSTATED


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
