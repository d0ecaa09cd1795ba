"""What stands around a measure of time: the words before it, the word behind it, the event that it counts from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from zhize.lexicon.schema import TimeCue
from zhize.tagging.cues import ending, standing
from zhize.tagging.events import event_before, since_at

if TYPE_CHECKING:
    from zhize.lexicon.schema import TimeCueEntry
    from zhize.tagging.events import Event
    from zhize.tagging.measures import Measure


class Side(StrEnum):
    """The word behind a measure."""

    IN = "in"  # 内
    BEFORE = "before"  # 前
    AFTER = "after"  # 后
    EDGE = "edge"  # 以上, 以下
    NONE = "none"


class Tie(StrEnum):
    """How an event stands before a measure."""

    SINCE = "since"  # 自收到之日起|三日
    AFTER = "after"  # 收到后|三日
    BEFORE = "before"  # 会前|三日
    DIRECT = "direct"  # 会议召开|三日前
    NONE = "none"


_BEHIND = re.compile(
    r"(?P<in>(?:的?(?:期限|时限|期间|时间))?(?:以|之)?内(?![部外容地设置控])|(?:以|之)内)"
    r"|(?P<before>(?:以|之)?前(?![款条项述置期后]|提[下条]))"
    r"|(?P<after>(?:以|之)?后(?![续备期])|期满后|届满后)"
    r"|(?P<edge>以[上下](?!简称))"
)
_AFTER = re.compile(r"(?<![最然前先今此背落])(?:以|之)?后的?$")
_BEFORE = re.compile(r"(?<![目当提日以])(?:以|之)?前的?$")
_WORDS = (TimeCue.MOST, TimeCue.LEAST, TimeCue.LATEST, TimeCue.AHEAD, TimeCue.ELAPSED, TimeCue.SHORT)
_NOUNS = (TimeCue.PERIOD, TimeCue.WINDOW)
_PART = "的了为其该在和及与或每各自至、，。；（）()《》“” \n"  # what a noun in front of 期限 does not begin with
_TERM = re.compile(r"(?:的?(?:期限|期间)，?|至)?(?:为|在|达到?)?$")
_DONE = ("届满", "期满", "结束", "终了", "终止", "完毕", "生效", "施行", "发生", "完成")
_SIGHT = 8  # characters before an event's end in which 后 or 前 stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A measure with what stands around it; offsets are half-open."""

    measure: Measure
    begin: int  # of the words directly before it that belong to the expression
    end: int  # behind 内, 前, 后
    side: Side
    cues: frozenset[TimeCue]  # what those words are, and 延长 before them
    tie: Tie
    event: Event | None

    @property
    def start(self) -> int:
        """Where the expression begins with its event."""
        return self.event.begin if self.event else self.begin


def context(text: str, measure: Measure, floor: int = 0) -> Context | None:
    """Return a measure with its context; None where the words around it make it no time (上一年, 三年有期徒刑).

    Args:
        text: the text of an article.
        measure: the measure.
        floor: where the expression before it ends; its event begins behind that.
    """
    side, end = _side(text, measure.end)
    begin, cues = _words_before(text, measure.start, side)
    if _void(text, measure, {measure.start, begin}, side):
        return None
    tie, event = _tie(text, begin, side, floor, years=measure.value.endswith("Y"))
    if tie is Tie.NONE and _refers(text, begin):
        return None
    return Context(measure=measure, begin=begin, end=end, side=side, cues=cues, tie=tie, event=event)


def _side(text: str, at: int) -> tuple[Side, int]:
    match = _BEHIND.match(text, at)
    if match is None or match.lastgroup is None:
        return Side.NONE, at
    return Side(match.lastgroup), match.end()


def _words_before(text: str, at: int, side: Side) -> tuple[int, frozenset[TimeCue]]:
    """Read comparators and the noun of the period leftwards; 届满 before …前 belongs to the event."""
    words = tuple(cue for cue in _WORDS if cue is not TimeCue.ELAPSED or side not in {Side.IN, Side.BEFORE})
    kinds: set[TimeCue] = set()
    while True:
        link = ending(TimeCue.LINK).ending(text, at)
        stop = at - len(link.text) if link else at
        if cue := ending(*words).ending(text, stop):
            at = stop - len(cue.text)
        elif not kinds and side not in {Side.IN, Side.BEFORE} and (cue := _noun(text, stop)):
            at = _noun_start(text, stop - len(cue.text), cue.reach)
        else:
            break
        kinds.add(cue.kind)
    if ending(TimeCue.EXTENSION).ending(text, at):
        kinds.add(TimeCue.EXTENSION)
    return at, frozenset(kinds)


def _noun(text: str, at: int) -> TimeCueEntry | None:
    """Return the noun of the period that ends at a position; 延长期限 is none, the measure adds to another period."""
    extends = ending(TimeCue.EXTENSION).ending(text, at)
    return None if extends else ending(*_NOUNS).ending(text, at)


def _noun_start(text: str, at: int, reach: int) -> int:
    """Take in the two characters that say which period it is: 合同|期限."""
    if reach and at >= reach and not any(character in _PART for character in text[at - reach : at]):
        return at - reach
    return at


def _void(text: str, measure: Measure, places: set[int], side: Side) -> bool:
    """Whether the words around a measure make it a penalty, an age, an amount or a reference."""
    for place in places:
        term = _TERM.search(text, max(0, place - _SIGHT), place)
        stops = {place, term.start() if term else place}
        if any(ending(TimeCue.VOID_BEFORE).ending(text, stop) for stop in stops):
            return True
    if side not in {Side.NONE, Side.EDGE}:
        return False
    after = measure.end + (len("以上") if side is Side.EDGE else 0)
    for at, cue in standing(TimeCue.VOID_AFTER).each(text, after, after + _SIGHT + 4):
        if at - after <= cue.reach and not re.search(r"[，。；、：\n]", text[after:at]):
            return True
    return False


def _refers(text: str, begin: int) -> bool:
    """Whether 前 stands before a measure without an event that it could be counted from: 前三年."""
    return text.endswith("前", 0, begin)


def _tie(text: str, begin: int, side: Side, floor: int, *, years: bool) -> tuple[Tie, Event | None]:
    """Return how the event before a measure is tied to it, and the event."""
    stop = begin - text.endswith("的", 0, begin)
    if since := since_at(text, stop - _runs_on(text, begin), floor):
        return Tie.SINCE, since.event
    if after := _AFTER.search(text, max(0, begin - _SIGHT), begin):
        event = event_before(text, after.start(), floor)
        return (Tie.AFTER, event) if event else (Tie.NONE, None)
    if before := _BEFORE.search(text, max(0, begin - _SIGHT), begin):
        event = event_before(text, before.start(), floor)
        # 犯罪前五年内, 申请前三年: a look back, no limit.
        firm = event and (not years or event.of(text).endswith(("届满", "期满")))
        return (Tie.BEFORE, event) if firm else (Tie.NONE, None)
    event = _direct(text, stop, side, floor)
    return (Tie.DIRECT, event) if event else (Tie.NONE, None)


def _runs_on(text: str, begin: int) -> bool:
    """Whether a comma stands between an event and how much time passes since: 自公告之日起，|经过六十日."""
    return text.startswith(("经过", "满"), begin) and text.endswith("，", 0, begin)


def _direct(text: str, stop: int, side: Side, floor: int) -> Event | None:
    """Return the event that stands directly before 三日前, or, behind 自 or 在, before 三日内: 自接到报告|三日内."""
    if side in {Side.NONE, Side.EDGE}:
        return None
    if ending(TimeCue.PREPOSITION, TimeCue.OPENER, TimeCue.MODAL).ending(text, stop):
        return None
    event = event_before(text, stop, floor)
    if event is None or side is Side.BEFORE or event.opened:
        return event
    verbs = standing(TimeCue.RECEIPT).each(text, event.start, event.end)
    starts = any(at == event.start for at, _ in verbs)
    return event if event.placed and (starts or event.of(text).endswith(_DONE)) else None
