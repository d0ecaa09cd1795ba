"""Times (时间): every expression that says when, how soon, how often or how long something is to be done.

Values are symbolic and keep the text's own unit (P5WD, --03-31, R1-2/P1Y, immediate); nothing is counted out to a date.
Definitions are those of the gold's guidelines, layer A2. What stands in 《》 is the name of a text and holds no time.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from zhize.tagging.dates import dates
from zhize.tagging.dates import limits_of as limits_of_dates
from zhize.tagging.events import event_before, opener_at, sinces
from zhize.tagging.frequencies import frequencies
from zhize.tagging.limits import limits_of
from zhize.tagging.measures import measures
from zhize.tagging.scene import verb_at
from zhize.tagging.vague import vague
from zhize.types import Bound, Direction, Time, TimeType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zhize.tagging.events import Since

_TITLE = re.compile(r"《[^《》\n]*》|〈[^〈〉\n]*〉|《[^《》\n]*(?:《[^《》\n]*》[^《》\n]*)+》")
_BLANK = "\N{OBJECT REPLACEMENT CHARACTER}"
_NEXT = {"次日": "P1D", "翌日": "P1D", "下一日": "P1D", "第二日": "P1D", "次月": "P1M", "下月": "P1M", "次年": "P1Y"}
_AFRESH = re.compile("|".join(_NEXT))
_TODAY = re.compile(r"当[日天](?![起前后])")
_TWO = 2
_GAP = re.compile(r"[^。；;\n，]{0,40}，?[^。；;\n，]{0,40}")


def match(text: str, *, article: str = "0") -> tuple[Time, ...]:
    """Find the time expressions of a text.

    Args:
        text: the text of an article.
        article: its id, copied into the results.

    Returns:
        The times in order, without overlap; of two that overlap the longer one. Offsets are half-open in ``text``.
    """
    masked = _TITLE.sub(lambda title: _BLANK * len(title[0]), text)
    since = sinces(masked)
    days = list(dates(masked))
    counted = list(measures(masked))
    if days and counted:
        taken = {place for day in days for place in range(day.start, day.end)}
        counted = [measure for measure in counted if measure.start not in taken]
    limited, loose = _attached(masked, list(limits_of(masked, counted, article)), since)
    found = chain(
        limited,
        limits_of_dates(masked, days, article),
        frequencies(masked, article),
        (_since(masked, each, article) for each in loose),
        _days(masked, article),
        vague(masked, article),
    )
    return tuple([_shown(text, masked, time) for time in _apart(found)])


def _attached(text: str, times: list[Time], since: list[Since]) -> tuple[list[Time], list[Since]]:
    """Give 三十日内 of 自受理之日起，应当在三十日内 its event; return the times and the 自…起 that stand alone."""
    loose: list[Since] = []
    ahead = 0
    for each in since:
        while ahead < len(times) and times[ahead].start < each.end:
            ahead += 1
        if ahead < len(times) and _reaches(text, each, times[ahead]):
            times[ahead] = replace(times[ahead], anchor=each.event.of(text))
        else:
            loose.append(each)
    return times, loose


def _reaches(text: str, since: Since, time: Time) -> bool:
    bare = time.direction is Direction.WITHIN and time.anchor is None
    return bare and _GAP.fullmatch(text, since.end, time.start) is not None


def _since(text: str, since: Since, article: str) -> Time:
    """自公布之日起; 自责令改正之日的次日起 counts from the day after."""
    event, anchor, value = since.event, since.event.of(text), "P0D"
    for next_day, after in _NEXT.items():
        if anchor.endswith(next_day):
            anchor, value = anchor.removesuffix(next_day).removesuffix("的"), after
    return Time(
        article=article,
        start=event.begin,
        end=since.end,
        text=text[event.begin : since.end],
        type=TimeType.DEADLINE,
        value=value,
        direction=Direction.AFTER,
        anchor=anchor.removesuffix("之日") or None,
        bound=Bound.EXACT,
        rule="since",
    )


def _days(text: str, article: str) -> Iterator[Time]:
    """自下一日开始计算, 于当日 and 于受理的当日: days that are named by where they stand."""
    for found in _AFRESH.finditer(text):
        if opener_at(text, found.start()) and not text.startswith("起", found.end()):
            yield _day(text, article, found.start() - 1, found.end(), _NEXT[found[0]], Direction.AFTER)
    for found in _TODAY.finditer(text):
        stop = found.start() - text.endswith("的", 0, found.start())
        event = event_before(text, stop) if stop < found.start() else None
        if event and event.placed:
            today = _day(text, article, event.begin, found.end(), "P0D", Direction.WITHIN)
            yield replace(today, anchor=event.of(text))
        elif text.endswith(("于", "在"), 0, found.start()) or (
            verb_at(text, found.end()) and not text.startswith("不", found.end())  # 当日不计入
        ):
            yield _day(text, article, found.start(), found.end(), "P0D", Direction.WITHIN)


def _day(text: str, article: str, start: int, end: int, value: str, direction: Direction) -> Time:
    return Time(
        article=article,
        start=start,
        end=end,
        text=text[start:end],
        type=TimeType.DEADLINE,
        value=value,
        direction=direction,
        bound=Bound.EXACT,
        rule="day",
    )


def _apart(times: Iterable[Time]) -> list[Time]:
    """Return the times in order, of two that overlap the longer one, of two as long the one found first."""
    kept: list[Time] = []
    taken: set[int] = set()
    longest_first = sorted(times, key=lambda time: time.start - time.end)
    if len(longest_first) < _TWO:  # of most articles
        return [time for time in longest_first if time.start < time.end]
    for time in longest_first:
        places = range(time.start, time.end)
        if time.start < time.end and not (time.start in taken or time.end - 1 in taken):
            kept.append(time)
            taken.update(places)
    return sorted(kept, key=lambda time: time.start)


def _shown(text: str, masked: str, time: Time) -> Time:
    """Return a time with the words of the text itself, titles in 《》 included."""
    said, anchor = text[time.start : time.end], time.anchor
    if anchor and _BLANK in anchor:
        at = masked.rfind(anchor, 0, time.end)
        anchor = text[at : at + len(anchor)]
    return time if said == time.text and anchor == time.anchor else replace(time, text=said, anchor=anchor)
