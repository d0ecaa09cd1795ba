"""Events that a time is counted from (起算事由): 收到申请 in 自收到申请之日起, 会 in 会前5个工作日.

An event is read leftwards from its end: to 自, else to 在 or 于, else to the modal or the beginning of its clause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from zhize.lexicon import load
from zhize.lexicon.schema import MarkerEntry, TimeCue, VerbEntry
from zhize.tagging.cues import Finder, finder, standing

if TYPE_CHECKING:
    from zhize.tagging.cues import E

SIGHT = 80  # characters of a clause before a measure; a longer event is cut
_BREAKS = "，。；：！？,;:!?\n“”"
_LAST_BREAK = re.compile(rf".*[{_BREAKS}]", re.DOTALL)
_LABEL = re.compile(r"\s*(?:[（(][^（）()]{1,4}[）)]|[0-9]{1,2}[.．、])?\s*(?:但是?|其中|并且?|同时|[、和或及]者?)?")
_SINCE = re.compile(r"起(?![诉草点步飞源来重火义运码因动始伏居付降落航用立到见])")
_AGENT = "人者员机部会书证"  # makes a noun of the verb before it: 负责|人
_NO_SINCE = re.compile(r"[一发引提兴掀崛缉升]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event and where the expression that it opens begins: at 自, or with the event itself."""

    begin: int
    start: int
    end: int
    opened: bool  # by 自 or 从
    placed: bool  # behind 在 or 于

    def of(self, text: str) -> str:
        """Return the words of the event."""
        return text[self.start : self.end].strip()


def event_before(text: str, end: int, floor: int = 0) -> Event | None:
    """Return the event that ends at a position and begins behind ``floor``; None if there are no words for one."""
    begin = max(floor, clause_start(text, end))
    opener = _last_end(standing(TimeCue.OPENER), text, begin, end)
    if opener is not None:
        return _event(text, begin=opener - 1, start=opener, end=end, opened=True)
    base = _last_end(standing(TimeCue.MODAL), text, begin, end) or begin
    for at, cue in standing(TimeCue.PREPOSITION).each(text, base, end):
        if at + len(cue.text) < end:
            start = at + len(cue.text)
            return _event(text, begin=start, start=start, end=end, placed=True)
    start = _trimmed(text, base, end, standing(TimeCue.RECEIPT))
    return _event(text, begin=start, start=start, end=end)


def deed_before(text: str, end: int) -> str:
    """Return the act that the clause which ends at a position names, without who acts: 解除合同 of 单位可以解除合同."""
    begin = clause_start(text, end)
    end -= text.endswith(("的", "时"), begin, end)
    base = _last_end(standing(TimeCue.MODAL), text, begin, end) or begin
    return text[_trimmed(text, base, end, _verbs()) : end].strip()


def ends_in_deed(text: str, end: int) -> bool:
    """Whether a verb of two characters or more ends at a position: 投料|生产."""
    return any(
        at + len(verb.text) == end for at, verb in _verbs().each(text, max(0, end - 4), end) if len(verb.text) > 1
    )


def clause_start(text: str, at: int) -> int:
    """Return where the clause begins that a position lies in, no further back than can be seen."""
    floor = max(0, at - SIGHT)
    broken = _LAST_BREAK.match(text, floor, at)
    return broken.end() if broken else floor


def opener_at(text: str, at: int) -> bool:
    """Whether 自 or 从 stands directly before a position."""
    return any(place + len(cue.text) == at for place, cue in standing(TimeCue.OPENER).each(text, max(0, at - 1), at))


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """自…起: the day from which something runs; half-open."""

    event: Event
    end: int  # behind 起


def since_at(text: str, end: int, floor: int = 0) -> Since | None:
    """Return the 自…起 whose 起 stands directly before a position and that begins behind ``floor``."""
    if not text.endswith("起", 0, end) or _NO_SINCE.search(text, max(0, end - 2), end - 1):
        return None
    stop = end - 1
    for tail in ("之日", "之时"):
        stop -= len(tail) * text.endswith(tail, 0, stop)
    event = event_before(text, stop, floor)
    if event is None or not (event.opened or stop < end - 1 or text.endswith("日", 0, stop)):
        return None
    return Since(event=event, end=end)


def sinces(text: str) -> list[Since]:
    """Return every 自…起 of a text, in order."""
    found = [since_at(text, match.end()) for match in _SINCE.finditer(text)]
    return [since for since in found if since]


def _event(text: str, *, begin: int, start: int, end: int, opened: bool = False, placed: bool = False) -> Event | None:
    if not text[start:end].strip():
        return None
    return Event(begin=begin, start=start, end=end, opened=opened, placed=placed)


def _last_end(words: Finder[E], text: str, start: int, end: int) -> int | None:
    last = None
    for at, cue in words.each(text, start, end):
        last = at + len(cue.text)
    return last


def _trimmed(text: str, start: int, end: int, verbs: Finder[E]) -> int:
    """Leave out a label, a conjunction and the subject before the first verb that has an object."""
    label = _LABEL.match(text, start, end)
    start = label.end() if label else start
    for at, verb in verbs.each(text, start, end):
        behind = at + len(verb.text)
        if behind < end and text[behind] not in _AGENT:
            return at
    return start


@cache
def _verbs() -> Finder[VerbEntry]:
    """The verbs of more than one character, a single one being too often part of a noun, without 有权 and its like."""
    markers = {entry.text for entry in load("markers", MarkerEntry)}
    return finder(entry for entry in load("verbs", VerbEntry) if len(entry.text) > 1 and entry.text not in markers)
