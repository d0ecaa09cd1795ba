"""The verb `schedule`: every time of a text with its norm, and the date that it comes to or why it has none."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING

from zhize.due_dates.documents import rule_of
from zhize.due_dates.events import Likeness, match
from zhize.due_dates.fixed import comes_round
from zhize.due_dates.nouns import Entry, Reason, Schedule, Unknown
from zhize.due_dates.reckoning import due
from zhize.due_dates.wording import said
from zhize.due_dates.workdays import WorkCalendar
from zhize.numerals import Locator
from zhize.passages import locator, quote, sentence_at
from zhize.types import ActorType, TimeType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from zhize.analysis import Analysis
    from zhize.due_dates.nouns import Due, Event
    from zhize.due_dates.rules import Rule
    from zhize.types import Norm, Span, Time

_WITH_EVENTS = {TimeType.DEADLINE, TimeType.DURATION}


def schedule(
    *analyses: Analysis,
    events: Sequence[Event] = (),
    year: int | None = None,
    rule: Rule | None = None,
    calendar: WorkCalendar | None = None,
) -> Schedule:
    """Count the times of texts out to dates.

    Args:
        analyses: one or more documents, each counted by its own rule.
        events: what the user knows the days of. The name of an event is compared with the words that a time counts from
            (`zhize.due_dates.match`); a place (第五十二条第二款) stands for the times there whose event the text does
            not name.
        year: of the days that come round every year (每年3月31日前); they have no date without it.
        rule: how all periods are counted; `rule_of` each document by default.
        calendar: which days are worked.

    Returns:
        One entry for each time and norm that it binds, in the order of the texts.
    """
    days = calendar or WorkCalendar()
    entries: list[Entry] = []
    for analysis in analyses:
        counted = _Document(analysis, events, year, rule or rule_of(analysis.regulation), days)
        entries += counted.entries()
    used = {event.name for entry in entries for event in entry.events}
    return Schedule(entries=tuple(entries), unused=tuple(event for event in events if event.name not in used))


class _Document:
    """A document with what its times are counted by."""

    def __init__(
        self, analysis: Analysis, events: Sequence[Event], year: int | None, rule: Rule, calendar: WorkCalendar
    ) -> None:
        self.analysis, self.events, self.rule, self.calendar = analysis, events, rule, calendar
        self.new_year = None if year is None else dt.date(year, 1, 1)
        self.types: Mapping[str, ActorType] = {actor.body: actor.type for actor in analysis.actors}

    def entries(self) -> Iterator[Entry]:
        """Yield one entry for each time and norm that it binds, and one for a time that binds none."""
        bound: defaultdict[tuple[str, Span], list[Norm | None]] = defaultdict(list)
        for norm in self.analysis.norms:
            for span in norm.time:
                bound[norm.article, span].append(norm)
        for time in self.analysis.times:
            yield from (self.entry(time, norm) for norm in bound[time.article, time.span] or [None])

    def entry(self, time: Time, norm: Norm | None) -> Entry:
        regulation = self.analysis.regulation
        article = regulation.article(time.article)
        place = locator(article, time.start)
        result, events, remark = self.counted(time, norm, place)
        sentence = sentence_at(article, time.start).of(article.text)
        return Entry(
            document=regulation.id,
            title=regulation.title,
            locator=place,
            norm=norm.id if norm else None,
            bearers=norm.bearers if norm else (),
            action=norm.action.of(article.text) if norm else sentence,
            modality=norm.modality if norm else None,
            quote=quote(article, norm) if norm else sentence,
            time=time,
            result=result,
            events=events,
            remark=remark,
        )

    def counted(self, time: Time, norm: Norm | None, place: str) -> tuple[Due | Unknown, tuple[Event, ...], str]:
        """Return the date of a time, the events that it may count from, and how they were found."""
        found, remark = self.matched(time, place) if time.type in _WITH_EVENTS else ((), "")
        if len({event.date for event in found}) > 1:
            names = "、".join(f"“{event.name}”（{said(event.date)}）" for event in found)
            text = f"起算事由“{time.anchor}”对得上{names}，不能确定是哪一个"
            return Unknown(time=time, reason=Reason.AMBIGUOUS, text=text), found, ""
        day = found[0].date if found else self.new_year if comes_round(time) else None
        result = due(time, day, rule=self.rule, calendar=self.calendar, by_authority=self.authority(norm))
        return result, found, remark

    def matched(self, time: Time, place: str) -> tuple[tuple[Event, ...], str]:
        """Return the events that a time may count from, and what a person should look at."""
        if time.anchor is None:
            return tuple(event for event in self.events if _is_place(event.name, place)), ""
        matched = match(time.anchor, self.events, self.analysis.definitions)
        if matched is None:
            return (), ""
        name = matched.events[0].name
        contained = matched.likeness is Likeness.CONTAINED
        return matched.events, f"“{time.anchor}”按“{name}”计，请核对是否同一事由" if contained else ""

    def authority(self, norm: Norm | None) -> bool | None:
        """Whether a norm binds authorities alone (True) or people outside of government alone (False)."""
        types = {self.types.get(bearer) for bearer in norm.bearers} if norm else {None}
        if not types or None in types:
            return None
        outside = {kind is ActorType.GROUP for kind in types}
        return None if len(outside) > 1 else not outside.pop()


def _is_place(name: str, place: str) -> bool:
    """Whether an event is named by the place of a time or one that holds it: 第五十二条 for 第五十二条第二款."""
    try:
        named, there = Locator.parse(name), Locator.parse(place)
    except ValueError:
        return False
    pairs = (
        (named.article, there.article),
        (named.suffix, there.suffix),
        (named.paragraph, there.paragraph),
        (named.item, there.item),
    )
    return all(given in {0, held} for given, held in pairs) and named.suffix == there.suffix and named.article > 0
