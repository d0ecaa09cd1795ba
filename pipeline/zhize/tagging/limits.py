"""What a measure of time limits (期限) or measures (期间), read from its context by an ordered list of rules.

自收到申请之日起三日内 is a deadline, 有效期五年 a duration, and of 三年内 what follows decides: 三年内不得参加 is how
long a bar lasts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhize.lexicon.schema import TimeCue
from zhize.tagging.contexts import Side, Tie, context
from zhize.tagging.cues import standing
from zhize.tagging.events import clause_start, deed_before, event_before
from zhize.types import Bound, Direction, Time, TimeType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zhize.tagging.contexts import Context
    from zhize.tagging.measures import Measure

# 一年内累计三次: a window of the past that a condition looks at, nothing to be done in it.
_LOOK_BACK = re.compile(r"，?(?:曾|累计|再次|又|共(?!同)|两次|连续|发生|因.{1,30}(?:受到?过?|被)|被?[处受].{1,20}次)")
_DONE = re.compile(r"无理由退货|办结|办理完毕|答复|回复|反馈")  # 七日|无理由退货, 一般问题五个工作日|办结
_ONCE = re.compile(r"(?<![最然前先今此背落以之])(?:以|之)?后$")
_NOUN = re.compile(r"(?:期|限|时间|日数|天数)[^，。；]{0,4}$")
_GROUNDS = ("根据", "按照", "依照", "依据", "经", "由", "并", "为")  # a clause that names no act
_TWIN = re.compile(r"(?:、|或者?|和|以及)[^，。；、\n]{1,40}?[日天月年]以?内")
_SUBJECT = 2  # characters between …内 and 不得 that are no clause: 其, 均
_SIGHT = 12
_CLAUSES = 3  # before the measure's own in which its act may stand, 除…外 left aside
_MEMORY = 200  # characters behind a deadline in which 至迟不得超过… still speaks of it


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What a rule makes of a measure."""

    rule: str
    type: TimeType = TimeType.DEADLINE
    direction: Direction | None = None
    bound: Bound | None = None
    anchor: str | None = None
    whole: bool = True  # whether the expression begins with its event


def limits_of(text: str, found: Iterable[Measure], article: str) -> Iterator[Time]:
    """Yield the times that measures make.

    Args:
        text: the text of an article.
        found: its measures, in order.
        article: its id, copied into the results.
    """
    previous: Time | None = None  # the last deadline of the sentence
    floor = 0
    for measure in found:
        if view := context(text, measure, floor):
            floor = view.end
            if previous and (view.begin - previous.end > _MEMORY or "。" in text[previous.end : view.begin]):
                previous = None
            time = _time(text, view, _read(text, view, previous), article)
            yield time
            previous = time if time.type is TimeType.DEADLINE else previous


def _time(text: str, view: Context, reading: _Reading, article: str) -> Time:
    start = view.start if reading.whole else view.begin
    return Time(
        article=article,
        start=start,
        end=view.end,
        text=text[start : view.end],
        type=reading.type,
        value=view.measure.value,
        direction=reading.direction,
        bound=reading.bound,
        anchor=reading.anchor or None,
        rule=f"measure.{reading.rule}",
    )


def _read(text: str, view: Context, previous: Time | None) -> _Reading:
    """Return the reading of the first rule that fits."""
    event = view.event.of(text) if view.event else None
    if TimeCue.AHEAD in view.cues:
        deed = _deed(text, view)
        return _Reading(rule="ahead", direction=Direction.BEFORE, bound=Bound.MIN, anchor=deed, whole=False)
    if view.side is Side.BEFORE:
        anchor = event or _deed(text, view)
        return _Reading(rule="before", direction=Direction.BEFORE, bound=Bound.MIN, anchor=anchor)
    if view.tie is Tie.BEFORE:
        bound = Bound.MAX if view.side is Side.IN else Bound.MIN
        return _Reading(rule="before", direction=Direction.BEFORE, bound=bound, anchor=event)
    if view.side is Side.AFTER or (view.tie is Tie.SINCE and TimeCue.ELAPSED in view.cues):
        anchor = event or _deed(text, view)
        return _Reading(rule="after", direction=Direction.AFTER, bound=Bound.MIN, anchor=anchor)
    if view.side is Side.IN:
        return _window(text, view, event or _anchor(text, view, previous))
    return _plain(text, view, event, previous)


def _window(text: str, view: Context, anchor: str | None) -> _Reading:
    """三日内: a limit, unless what follows is a bar, a validity or a look back."""
    if _barred(text, view.end) or _LOOK_BACK.match(text, view.end):
        return _Reading(rule="lasting", type=TimeType.DURATION)
    return _Reading(rule="within", direction=Direction.WITHIN, bound=Bound.MAX, anchor=anchor)


def _plain(text: str, view: Context, event: str | None, previous: Time | None) -> _Reading:
    """A measure with none of 内, 前, 后 behind it."""
    bound = Bound.MAX if view.cues & {TimeCue.MOST, TimeCue.SHORT} else Bound.EXACT
    if TimeCue.EXTENSION in view.cues:
        return _Reading(rule="extension", direction=Direction.WITHIN, bound=bound, whole=False)
    carried = previous.anchor if previous else None
    if TimeCue.LATEST in view.cues:
        return _Reading(rule="latest", direction=Direction.WITHIN, bound=Bound.MAX, anchor=carried, whole=False)
    if TimeCue.WINDOW in view.cues:
        return _Reading(rule="window", direction=Direction.WITHIN, bound=Bound.MAX, whole=False)
    if view.tie is Tie.SINCE and view.side is Side.NONE and TimeCue.LEAST not in view.cues:
        return _Reading(rule="since", direction=Direction.WITHIN, bound=bound, anchor=event)
    if TimeCue.MOST in view.cues and previous and TimeCue.PERIOD not in view.cues and not _named(text, view.begin):
        return _Reading(rule="latest", direction=Direction.WITHIN, bound=bound, anchor=carried, whole=False)
    if _DONE.match(text, view.end):
        return _Reading(rule="done", direction=Direction.WITHIN, bound=Bound.EXACT, whole=False)
    return _Reading(rule="lasting", type=TimeType.DURATION, whole=view.tie is Tie.SINCE)


def _barred(text: str, at: int) -> bool:
    """Whether 不得, 有效 … follow at once, behind a comma and a subject, or behind a second …内 beside the first."""
    if twin := _TWIN.match(text, at):
        at = twin.end()
    comma = text.startswith("，", at)
    start = at + comma
    for place, cue in standing(TimeCue.BAR).each(text, start, start + _SIGHT):
        if place - start <= (cue.reach if comma else min(cue.reach, _SUBJECT)):
            return "，" not in text[start:place]
    return False


def _named(text: str, at: int) -> bool:
    """Whether the clause before a measure names the period that it measures: 留置时间|不得超过三个月."""
    return _NOUN.search(text, max(0, at - _SIGHT), at) is not None


def _deed(text: str, view: Context) -> str | None:
    """Return the act of the clause before the measure's own: 拆除围挡 of 需要拆除围挡的，应当提前三日."""
    begin = clause_start(text, view.begin)
    for _ in range(_CLAUSES):
        if not begin or text[begin - 1] not in "，,":
            break
        stop, begin = begin - 1, clause_start(text, begin - 1)
        clause = text[begin:stop].strip()
        if clause.startswith("除") or clause.endswith("外"):
            continue
        deed = deed_before(text, stop)
        acts = clause.endswith(("的", "时")) or TimeCue.AHEAD in view.cues
        return deed if acts and not deed.startswith(_GROUNDS) else None
    return None


def _anchor(text: str, view: Context, previous: Time | None) -> str | None:
    """Return the event of a bare 三日内: of 收到申请后，应当在三日内, or that of the deadline before a semicolon."""
    begin = clause_start(text, view.begin)
    if not begin:
        return None
    if text[begin - 1] in "，," and (once := _ONCE.search(text, max(0, begin - _SIGHT), begin - 1)):
        event = event_before(text, once.start())
        return event.of(text) if event else None
    if text[begin - 1] in "；;" and view.begin == begin and previous:
        return previous.anchor
    return None
