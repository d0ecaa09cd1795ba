"""How often something is done (频次): 每年召开1－2次, 至少每两年进行一次, 每季度末, 每月."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from zhize.numerals import NUMERAL
from zhize.tagging.measures import NUMBER, TO, count, period, unit_words, units
from zhize.tagging.vocabulary import swallowed
from zhize.types import Time, TimeType

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEAST = re.compile(r"至少|最少|不得?少于|不得?低于|不能少于")
_MOST = re.compile(r"至多|最多|不得?超过|不得?多于|不能超过")
# From 每年 to 次 within a clause; 一次性 and 第一次 count nothing, 每次 begins something new.
_TIMES = re.compile(
    rf"(?P<words>[^，。；：\n每]{{0,60}}?)(?<![第{NUMERAL}])"
    rf"(?P<low>{NUMBER})(?:\s?{TO}\s?(?P<high>{NUMBER}))?\s?(?:次(?![性生日年月供污加装])|遍)(?P<more>以上)?"
)
_SLOT = re.compile(
    rf"的?(?:[底末初终](?![了端级])|年[底末初终](?![了端])|[上下]半年|第?[{NUMERAL}]{{1,2}}季度|上旬|中旬|下旬"
    rf"|第[{NUMERAL}]{{1,2}}个?(?:星期|周)[{NUMERAL}日天]?|(?<=[周期])[一二三四五六日天](?![{NUMERAL}次遍至到、或个])(?:[上下]午)?)"
)


@cache
def _every() -> re.Pattern[str]:
    words = unit_words(cycle=True)
    alone = "|".join(
        sorted((name for name, unit in units().items() if unit.alone and unit.cycle), key=len, reverse=True)
    )
    return re.compile(
        rf"(?P<least>至少|最少)?每隔?(?:(?P<low>{NUMBER})(?:\s?{TO}\s?(?P<high>{NUMBER}))?个?)?(?P<unit>{alone}|{words})"
        rf"|(?<![第{NUMERAL}月年])(?P<plain>{NUMBER})(?P<counted>{unit_words(cycle=False)})"
        rf"(?=(?:至少|[^，。；、\n内前后以期每{NUMERAL}]{{0,4}}){NUMBER}次(?![性生日年月]))"
    )


def frequencies(text: str, article: str) -> Iterator[Time]:
    """Yield the frequencies of a text, in order.

    Args:
        text: the text of an article.
        article: its id, copied into the results.
    """
    if "每" not in text and "次" not in text and "遍" not in text:
        return
    for match in _every().finditer(text):
        cycle = _cycle(text, match)
        if cycle is None:
            continue
        times = _TIMES.match(text, match.end())
        end, said = (times.end(), _number(match, times)) if times else (match.end(), "1")
        if said is None or not times:
            slot = _SLOT.match(text, match.end())
            end, said = slot.end() if slot else match.end(), "1"
        yield Time(
            article=article,
            start=match.start(),
            end=end,
            text=text[match.start() : end],
            type=TimeType.FREQUENCY,
            value=f"R{said}/{cycle}",
            rule="frequency.times" if times else "frequency.bare",
        )


def _cycle(text: str, match: re.Match[str]) -> str | None:
    """Return the period of 每两年 as P2Y, None where the word goes on (每周岁)."""
    name = match["unit"] or match["counted"]
    entry = units()[name]
    if swallowed(text, match.end() - len(name), name, entry.not_):
        return None
    low = match["low"] or match["plain"]
    numbers = [count(numeral) if numeral else None for numeral in (low, match["high"])]
    if low is None:
        return entry.period
    if numbers[0] is None:
        return None
    first = period(entry, numbers[0])
    return first if numbers[1] is None else f"{first}/{period(entry, numbers[1])}"


def _number(every: re.Match[str], times: re.Match[str]) -> str | None:
    """Return how many times as a value says it: 1-2, 2-, 0-1."""
    low = count(times["low"])
    high = count(times["high"]) if times["high"] else None
    if low is None:
        return None
    if high is not None:
        return f"{low}-{high}"
    if every["least"] or times["more"] or _LEAST.search(times["words"]):
        return f"{low}-"
    return f"0-{low}" if _MOST.search(times["words"]) else f"{low}"
