"""Dates of the calendar (日期) that limit or place an act: 自2012年10月1日起, 每年6月30日前, 次年三月三十一日前.

A bare date is a fact of the past (the note that says when a text was passed) and no time that binds anybody; what makes
it one is 自…起, 前, 后 or 每年.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zhize.numerals import NUMERAL
from zhize.tagging.events import event_before, opener_at
from zhize.tagging.measures import NUMBER, TO, count
from zhize.types import Bound, Direction, Time, TimeType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_YEAR = rf"(?<![{NUMERAL}])(?:[0-9０-９]{{4}}|[一二][零〇○０0Ｏ一二三四五六七八九]{{3}})"
_DATE = re.compile(
    rf"(?:(?P<year>{_YEAR})\s?年度?\s?)?(?<![{NUMERAL}])(?P<month>{NUMBER})\s?月(?!度)份?"
    rf"(?:的?\s?(?P<day>{NUMBER})\s?[日号]|(?P<last>[底末]))?"
    rf"|(?:(?P<ending>{_YEAR})\s?年)?(?<!半)年[底末终](?![端尾了止点])|(?P<ended>{_YEAR})\s?年[底末]"
    rf"|(?P<bare>{_YEAR})\s?年(?!度)"
    rf"|(?:(?<=月)的?|(?<=[日号][至到]))(?P<monthday>{NUMBER})[日号]"
)
# What each form of date has, found fast: it begins with one of four characters, a date with anything.
_MAY_DATE = re.compile(
    rf"月(?:(?<=[{NUMERAL}]月)|(?<=[{NUMERAL}]\s月)|的?\s?[{NUMERAL}])"
    rf"|年(?:\s?[底末终]|(?<=[{NUMERAL}Ｏ]年)|(?<=[{NUMERAL}Ｏ]\s年))|日[至到][{NUMERAL}]|号[至到][{NUMERAL}]"
)
_LEAD = re.compile(r"(?:每一?|当|次|翌|同|本|下一|第二)年度?的?$|[每当次]个?月的?$|每$")
_JOIN = re.compile(rf"起?{TO}(?:次年|翌年|当年|第二年|次月)?的?")
_BEFORE = re.compile(r"(?:以|之)?前(?![款条项述置期后]|提[下条])")
_AFTER = re.compile(r"(?:以|之)?后(?![续备期])")
_FORCE = re.compile(r"起(?![诉草])|(?=开始|施行|实施|生效|执行|计算)")
_LATE = re.compile(
    rf"[上中下]旬|初|的?最后一?个?(?:星期|周)[{NUMERAL}日天]?|的?第[{NUMERAL}]{{1,2}}个?(?:星期|周)[{NUMERAL}日天]?"
)
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY = 2
_DIGITS = str.maketrans("零〇○０Ｏ一二三四五六七八九１２３４５６７８９", "00000123456789123456789")


@dataclass(frozen=True, slots=True, kw_only=True)
class Date:
    """A date and where it stands, half-open; ``start`` is that of its lead (每年, 次年)."""

    lead: str  # 每年, 次年; "" without
    start: int
    end: int
    value: str  # 2012-10-01, --06-30, ---15
    day: bool  # whether it names the day


def dates(text: str) -> Iterator[Date]:
    """Yield the dates of a text in order, the two ends of a range as one."""
    if not _MAY_DATE.search(text):
        return
    held: Date | None = None
    for match in _DATE.finditer(text):
        if held and match["monthday"] and (ended := _same_month(text, held, match)):
            held = ended
            continue
        date = _date(text, match)
        if date is None:
            continue
        if held and _JOIN.fullmatch(text, held.end, date.end - len(match[0])):
            held = replace(held, end=date.end, value=f"{held.value}/{date.value}")
            continue
        if held:
            yield held
        held = date
    if held:
        yield held


def _same_month(text: str, held: Date, match: re.Match[str]) -> Date | None:
    """Return a date with the end of its range in the same month: 4月21日|至27日."""
    day = count(match["monthday"])
    if match.start() - held.end != 1 or text[held.end] not in "至到" or not held.day or "/" in held.value:
        return None
    if not day or not int(held.value[-2:]) < day <= max(_DAYS):
        return None
    return replace(held, end=match.end(), value=f"{held.value}/{held.value[:-2]}{day:02}")


def limits_of(text: str, found: Iterable[Date], article: str) -> Iterator[Time]:
    """Yield the times that dates make with the words around them."""
    for date in found:
        time = _opened(text, date, article) or _bounded(text, date, article) or _placed(text, date, article)
        if time:
            yield time


def _date(text: str, match: re.Match[str]) -> Date | None:
    value = _value(match)
    if value is None:
        return None
    lead = _LEAD.search(text, max(0, match.start() - 6), match.start())
    if match["monthday"] and lead is None:
        return None
    return Date(
        lead=lead[0] if lead else "",
        start=lead.start() if lead else match.start(),
        end=match.end(),
        value=value,
        day=bool(match["day"] or match["monthday"]),
    )


def _value(match: re.Match[str]) -> str | None:
    year = match["year"] or match["ending"] or match["ended"] or match["bare"]
    head = year.translate(_DIGITS) if year else "-"
    if match["bare"]:
        return head
    if match["monthday"]:
        day = count(match["monthday"])
        return f"---{day:02}" if day and day <= max(_DAYS) else None
    if not match["month"]:
        return f"{head}-12-31"
    month = count(match["month"])
    if not month or month > len(_DAYS):
        return None
    if not match["day"] and not match["last"]:
        return f"{head}-{month:02}"
    day = count(match["day"]) if match["day"] else _DAYS[month - 1]
    return f"{head}-{month:02}-{day:02}" if day and day <= _DAYS[month - 1] + (month == _FEBRUARY) else None


def _opened(text: str, date: Date, article: str) -> Time | None:
    """自2012年10月1日起, 2012年10月1日起."""
    force = _FORCE.match(text, date.end)
    opened = opener_at(text, date.start)
    if force is None or not (opened or force[0] or text.endswith("于", 0, date.start)):
        return None
    start = date.start - opened
    side = Direction.AFTER if opened or force[0] else Direction.WITHIN
    return _deadline(text, date, article, start=start, end=force.end(), direction=side, bound=Bound.EXACT)


def _bounded(text: str, date: Date, article: str) -> Time | None:
    """6月30日前, 取得所得的次年三月三十一日前, 1998年1月1日以后."""
    if before := _BEFORE.match(text, date.end):
        event = None
        if date.lead and date.lead[0] != "每" and text.endswith("的", 0, date.start):
            event = event_before(text, date.start - 1)
        start, anchor = (event.begin, event.of(text)) if event else (date.start, None)
        return _deadline(
            text,
            date,
            article,
            start=start,
            end=before.end(),
            direction=Direction.BEFORE,
            bound=Bound.MIN,
            anchor=anchor,
        )
    after = _AFTER.match(text, date.end)
    if after and date.day:
        return _deadline(
            text, date, article, start=date.start, end=after.end(), direction=Direction.AFTER, bound=Bound.MIN
        )
    return None


def _placed(text: str, date: Date, article: str) -> Time | None:
    """每年9月30日 is a day, 每年六月 a slot that comes round."""
    range_of_days = "/" in date.value and bool(date.lead)
    if not (date.lead.startswith("每") or range_of_days):
        return None
    if date.day:
        return _deadline(
            text, date, article, start=date.start, end=date.end, direction=Direction.WITHIN, bound=Bound.EXACT
        )
    late = _LATE.match(text, date.end)
    end = late.end() if late else date.end
    return Time(
        article=article,
        start=date.start,
        end=end,
        text=text[date.start : end],
        type=TimeType.FREQUENCY,
        value="R1/P1Y",
        rule="date.slot",
    )


def _deadline(
    text: str,
    date: Date,
    article: str,
    *,
    start: int,
    end: int,
    direction: Direction,
    bound: Bound,
    anchor: str | None = None,
) -> Time:
    return Time(
        article=article,
        start=start,
        end=end,
        text=text[start:end],
        type=TimeType.DEADLINE,
        value=date.value,
        direction=direction,
        bound=bound,
        anchor=anchor,
        rule=f"date.{direction.value}",
    )
