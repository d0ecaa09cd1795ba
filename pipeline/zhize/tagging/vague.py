"""Times without a measure (模糊时间): 及时, 定期, 必要时, 在规定期限内, 在作出决定前."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from zhize.lexicon import load
from zhize.lexicon.schema import TimeCue, TimeEntry
from zhize.tagging.cues import finder, standing
from zhize.tagging.events import clause_start, ends_in_deed, event_before
from zhize.types import Time, TimeType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhize.tagging.cues import Finder
    from zhize.tagging.events import Event

_SET = r"(?:规定|法定|约定|指定|限定|确定|承诺|要求|载明|合理)"  # who has set the time limit that is not named
_TERM = r"(?:期限|时限|时间|期间)"
_WITHIN = re.compile(rf"{_SET}的?[^，。；：、\n的]{{0,4}}{_TERM}(?:以|之)?内")
_BY = re.compile(rf"按照?(?:[^，。；：、\n按]{{0,10}}?){_SET}的?(?:程序和|程序、)?(?:期限|时限|时间|日期)(?!内)")
_IN = re.compile(r"(?<![存现正内潜])在$")  # 在|会前
_REACH = 20  # characters between 在 and 规定的期限内
_PLACES = "门碑店楼馆台柜车窗像墓桥口摊屋房院面身眼线端沿段"  # 在…前 of a place
_COUNTED = "日天月年周时钟旬底末"  # 三日前 has a measure and 年底前 a date, which others read
_TITLES = ("施行", "实施", "公布", "生效")  # 本条例施行前 needs no comma
_EDITIONS = ("修改", "修订", "修正", "变更", "调整", "申请", "学")  # 修改前的规定 is an edition and no time
_LONGEST = 40  # characters of an event


def vague(text: str, article: str) -> Iterator[Time]:
    """Yield the times without a measure, by kind and not in order.

    Args:
        text: the text of an article.
        article: its id, copied into the results.
    """
    for start, end, value, rule in chain(_words(text), _terms(text), _priors(text)):
        kind = TimeType.FREQUENCY if value.startswith("R") else TimeType.VAGUE
        yield Time(
            article=article, start=start, end=end, text=text[start:end], type=kind, value=value, rule=f"vague.{rule}"
        )


def _words(text: str) -> Iterator[tuple[int, int, str, str]]:
    for at, entry in _fixed().each(text):
        start = at - (entry.text.endswith("前") and _IN.search(text, max(0, at - 2), at) is not None)
        yield start, at + len(entry.text), entry.value, "word"


def _terms(text: str) -> Iterator[tuple[int, int, str, str]]:
    """在规定期限内 with its 在, 按照约定的时间."""
    for found in _WITHIN.finditer(text) if "内" in text else ():
        floor = max(clause_start(text, found.start()), found.start() - _REACH)
        places = [at for at, _ in standing(TimeCue.PREPOSITION).each(text, floor, found.start())]
        yield places[-1] if places else found.start(), found.end(), "on_time", "term"
    for found in _BY.finditer(text):
        yield found.start(), found.end(), "on_time", "term"


def _priors(text: str) -> Iterator[tuple[int, int, str, str]]:
    """在作出决定前, 决策前，, 本条例施行前."""
    for at, cue in standing(TimeCue.PRIOR).each(text):
        event = event_before(text, at)
        end = at + len(cue.text)
        if event and _is_prior(text, event, end):
            yield event.start - event.placed, end, "prior", "prior"


def _is_prior(text: str, event: Event, end: int) -> bool:
    words = event.of(text)
    if not 1 < len(words) <= _LONGEST or event.opened or words[-1] in _PLACES + _COUNTED:
        return False
    if event.placed or text.startswith(("，", ","), end) or (words[0] == "本" and words.endswith(_TITLES)):
        return True
    return (
        ends_in_deed(text, event.end) and not words.endswith(_EDITIONS) and clause_start(text, event.end) == event.start
    )


@cache
def _fixed() -> Finder[TimeEntry]:
    return finder(load("times", TimeEntry))
