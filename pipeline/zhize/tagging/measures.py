"""Measures of time (量): a number and a unit, 三个月, 5个工作日, 一至三年, and what they are in ISO 8601.

A measure says nothing by itself of what it limits; `zhize.tagging.limits` reads that from the words around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from zhize.lexicon import load
from zhize.lexicon.schema import UnitEntry
from zhize.numerals import NUMERAL, int_of
from zhize.tagging.vocabulary import swallowed

if TYPE_CHECKING:
    from collections.abc import Iterator

NUMBER = rf"[{NUMERAL}]{{1,8}}"
"""A numeral, for use in a regular expression."""

TO = r"(?:至|到|[-－—–~～]{1,2})"
"""What joins the ends of a range."""

_AROUND = re.compile(r"四周(?![内以之前后不])")  # on all sides
_SIZE = re.compile(r"\d+")
_ORDER = "YMWD"  # of the parts of 一年六个月, the longest first
_LONGEST = 99_999  # of a unit; a larger number is no measure of time
_JOIN = re.compile(rf"以?上?{TO}|以上(?:不满|、)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure and where it stands, half-open."""

    start: int
    end: int
    value: str  # P5WD; of a range P1Y/P3Y


def measures(text: str) -> Iterator[Measure]:
    """Yield the measures of a text in order, ranges and compounds (一年六个月) as one.

    Numbers that name and do not count (第三日, 二〇一二年) and speeds are left out where the numeral shows it.
    """
    held: Measure | None = None
    for measure in _simple(text):
        joined = held and _joined(text, held, measure)
        if held and not joined:
            yield held
        held = joined or measure
    if held:
        yield held


def count(numeral: str) -> int | None:
    """Return the number that a numeral names, None for what is none (一百二) or too large."""
    try:
        number = int_of(numeral)
    except ValueError:
        return None
    return number if number <= _LONGEST else None


def period(entry: UnitEntry, number: int) -> str:
    """Return so many of a unit: two 学期 are P12M."""
    return _SIZE.sub(lambda size: str(int(size[0]) * number), entry.period)


@cache
def units() -> dict[str, UnitEntry]:
    """Return the units by their words."""
    return {entry.text: entry for entry in load("units", UnitEntry)}


@cache
def unit_words(*, cycle: bool) -> str:
    """Return an alternation of the units behind a number, or of those behind 每, the longest first."""
    words = [entry.text for entry in units().values() if (entry.cycle if cycle else entry.counted)]
    return "|".join(sorted(words, key=len, reverse=True))


@cache
def _pattern() -> re.Pattern[str]:
    alone = "|".join(sorted((entry.text for entry in units().values() if entry.alone), key=len, reverse=True))
    return re.compile(
        rf"(?<![第.．{NUMERAL}])零?(?P<low>{NUMBER})(?:\s?{TO}\s?(?P<high>{NUMBER}))?\s?(?P<unit>{unit_words(cycle=False)})"
        rf"|(?P<alone>{alone})"
    )


@cache
def _may_measure() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what a measure has: a numeral before a unit, or a word that is one alone; each is found fast by itself."""
    alone = (entry.text for entry in units().values() if entry.alone)
    return re.compile(rf"[{NUMERAL}]\s?(?:{unit_words(cycle=False)})"), re.compile("|".join(alone) or "(?!)")


def _simple(text: str) -> Iterator[Measure]:
    counted, alone = _may_measure()
    if not counted.search(text) and not alone.search(text):
        return
    for match in _pattern().finditer(text):
        name = match["unit"] or match["alone"]
        entry = units()[name]
        if swallowed(text, match.end() - len(name), name, entry.not_) or _AROUND.match(text, match.start()):
            continue
        low = 1 if match["alone"] else count(match["low"])
        high = count(match["high"]) if match["high"] else None
        if low is None or (match["high"] and high is None):
            continue
        value = period(entry, low) + ("" if high is None else f"/{period(entry, high)}")
        yield Measure(start=match.start(), end=match.end(), value=value)


def _joined(text: str, first: Measure, second: Measure) -> Measure | None:
    """Return two measures as one if they are the ends of a range or the parts of a compound."""
    between = text[first.end : second.start]
    if "/" in first.value or "/" in second.value:
        return None
    if _JOIN.fullmatch(between) and (between != "以上" or text.startswith("以下", second.end)):
        return Measure(start=first.start, end=second.end, value=f"{first.value}/{second.value}")
    if between in {"", "零", "又"} and _descends(first.value, second.value):
        return Measure(start=first.start, end=second.end, value=first.value + second.value.removeprefix("P"))
    return None


def _descends(first: str, second: str) -> bool:
    """Whether the unit of the second is the smaller one: 一年 before 六个月, but 一天 before 24小时 stand apart."""
    units_named = first[-1], second[-1]
    if "T" in first + second or first.endswith("WD") or second.endswith("WD"):
        return False
    return all(unit in _ORDER for unit in units_named) and _ORDER.index(units_named[0]) < _ORDER.index(units_named[1])
