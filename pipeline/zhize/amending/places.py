"""The words of a place in a decision → `Target`: 第五条第二款、第三款, 第三章章名, 序言第七自然段."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from zhize.amending.nouns import Target, Unit
from zhize.numerals import NUMERAL, Locator, int_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNITS: Final = {
    "条": Unit.ARTICLE,
    "款": Unit.PARAGRAPH,
    "项": Unit.ITEM,
    "目": Unit.POINT,
    "编": Unit.PART,
    "章": Unit.CHAPTER,
    "部分": Unit.CHAPTER,
    "节": Unit.SECTION,
    "自然段": Unit.BODY,
    "段": Unit.BODY,
    "句": Unit.PARAGRAPH,
}
_DEPTHS: Final = {
    "编": 0,
    "章": 1,
    "部分": 1,
    "节": 2,
    "条": 3,
    "自然段": 4,
    "段": 4,
    "款": 4,
    "项": 5,
    "目": 6,
    "句": 7,
}
_FIELDS: Final = {"条": "article", "款": "paragraph", "项": "item", "目": "point"}
_ONE = rf"[（(]?\s*[{NUMERAL}]{{1,10}}\s*[）)]?"
_STEP = re.compile(
    rf"(?:原|新|修改后的?|本法|该)?第\s*(?P<first>{_ONE})(?P<more>(?:\s*(?:、|和|及|至|到)\s*第?\s*{_ONE}){{0,20}})\s*"
    r"(?P<unit>条|款|项|目|编|章|部分|节|自然段|段|句)"
    rf"(?:\s*之\s*(?P<suffix>[一二三四五六七八九十0-9]{{1,3}})(?![{NUMERAL}]*[条款项分]))?"
)
_MORE = re.compile(rf"(?P<to>[至到]?)[、和及]?\s*第?\s*[（(]?\s*(?P<number>[{NUMERAL}]{{1,10}})")
_JOIN = re.compile(r"\s*(?:(?P<to>至|到|—|-|～)|以及|、|和|及|与)\s*(?=原?第)")
_NAME = re.compile(r"(?:的)?(?:章名|节名|编名|标题|名称)")
_LEAD = re.compile(r"(?:的)?(?:条首部分|条首|首部|各项以外的部分|本文部分)")
_PREAMBLE = re.compile(r"(?:引言|序言|前言|导语)(?:部分)?")
_TITLE = re.compile(r"(?:(?:法律|法规|规章|文件|条例|决定|解释|规定)(?:的)?)?(?:名称|标题|题目)")
_BODY = re.compile(r"正文(?:部分)?")
_ANNEX = re.compile(rf"(?:附件|附表|附录)\s*(?P<number>[{NUMERAL}]{{0,3}})")
_SENTENCES = re.compile(r"(?:首句|(?P<last>末句|最后一句|末尾一句)|[前后][两三半][句段]?)")
_LONGEST_RANGE = 400
_DEPTH_OF_ARTICLE = 3


@dataclass(frozen=True, slots=True)
class Places:
    """The places that a stretch of a statement names."""

    targets: tuple[Target, ...]
    end: int  # offset in the statement behind them


def places_at(text: str, at: int) -> Places | None:
    """Return the places that are named at an offset; None where none is.

    A place that is named without its article (第二款) has the number 0 there: the statement says which one is meant.
    """
    head = _outside(text, at)
    step = _STEP.match(text, head.end if head else at)
    if step is None:
        return head
    inside = head.targets[0].unit if head else None
    targets: list[Target] = []
    current: tuple[Target, ...] = ()
    depth, end, ranged = -1, at, False
    while step is not None:
        here = _DEPTHS[step["unit"]]
        if current and here > depth and step.start() == end:
            current = tuple(each for outer in current[-1:] for each in _deeper(outer, step))
            targets[-1:] = current
        else:
            outer = _above(targets[-1], here) if targets else Target(unit=Unit.ARTICLE)
            found = tuple(_deeper(outer, step))
            current = (*_between(targets[-1], found[0]), *found) if ranged and targets else found
            targets += current
        depth, end = here, step.end()
        joint = _JOIN.match(text, end)
        ranged = joint is not None and joint["to"] is not None
        step = _STEP.match(text, joint.end() if joint else end)
    if inside is Unit.PREAMBLE:
        targets = [replace(each, unit=inside) for each in targets]
    return _with_rest(text, targets, end)


def _outside(text: str, at: int) -> Places | None:
    """Return what lies outside of the articles: 引言, 名称, 正文, 附件一."""
    for unit, pattern in ((Unit.PREAMBLE, _PREAMBLE), (Unit.BODY, _BODY), (Unit.TITLE, _TITLE)):
        if (match := pattern.match(text, at)) is not None:
            return Places((Target(unit=unit),), match.end())
    if (match := _ANNEX.match(text, at)) is not None:
        number = _number(match["number"]) if match["number"] else 0
        return Places((Target(unit=Unit.ANNEX, heading=number),), match.end())
    return None


def _with_rest(text: str, targets: list[Target], end: int) -> Places:
    """Take in what narrows a place down: 第四章|章名, 第五条|条首部分, 第二款|末句."""
    if targets[-1].heading and (name := _NAME.match(text, end)) is not None:
        return Places(tuple(replace(each, name=True) for each in targets), name.end())
    if (lead := _LEAD.match(text, end)) is not None:
        return Places((*targets[:-1], replace(targets[-1], lead=True)), lead.end())
    if (sentence := _SENTENCES.match(text, end)) is not None:
        number = 1 if sentence[0] == "首句" else -1 if sentence["last"] else 0
        return Places((*targets[:-1], replace(targets[-1], sentence=number)), sentence.end())
    return Places(tuple(targets), end)


def _deeper(outer: Target, step: re.Match[str]) -> Iterator[Target]:
    """Yield the places that a step names inside of another place."""
    unit = step["unit"]
    numbers = _numbers(step)
    for number in numbers:
        if unit == "句":
            yield replace(outer, sentence=number)
        elif unit in {"自然段", "段"}:
            yield Target(unit=Unit.BODY, locator=Locator(paragraph=number))
        elif unit in _FIELDS:
            suffix = _number(step["suffix"]) if unit == "条" and step["suffix"] and number == numbers[-1] else None
            locator = replace(outer.locator, **{_FIELDS[unit]: number})
            if unit == "条":
                locator = Locator(article=number, suffix=suffix or 0)
            chapter = outer.heading if outer.unit is Unit.CHAPTER else outer.chapter
            yield Target(unit=_UNITS[unit], locator=locator, chapter=chapter)
        else:
            chapter = outer.heading if outer.unit is Unit.CHAPTER and unit == "节" else 0
            yield Target(unit=_UNITS[unit], heading=number, chapter=chapter)


def _above(target: Target, depth: int) -> Target:
    """Return what of a place holds for the next one in the list: the article of 第五条第一款、第二款."""
    if depth <= _DEPTH_OF_ARTICLE:
        return Target(unit=Unit.CHAPTER, heading=target.chapter) if target.chapter else Target(unit=Unit.ARTICLE)
    kept = {"suffix": target.locator.suffix}
    kept |= {name: getattr(target.locator, name) for unit, name in _FIELDS.items() if _DEPTHS[unit] < depth}
    return Target(unit=target.unit, locator=Locator(**kept))


def _numbers(step: re.Match[str]) -> list[int]:
    numbers = [_number(step["first"].strip("（() ）"))]
    for more in _MORE.finditer(step["more"] or ""):
        number = _number(more["number"])
        if more["to"] and 0 < number - numbers[-1] <= _LONGEST_RANGE:
            numbers += range(numbers[-1] + 1, number)
        numbers.append(number)
    return numbers


def _between(first: Target, last: Target) -> Iterator[Target]:
    """Yield what lies between two places: 第七项至第十五项, 第二条之一至第二条之四."""
    low, high = first.locator, last.locator
    if first.unit is not last.unit:
        return
    if first.heading:
        yield from (replace(first, heading=each) for each in _range(first.heading, last.heading))
    elif first.unit is Unit.ARTICLE and low.article == high.article:
        yield from (replace(first, locator=replace(low, suffix=each)) for each in _range(low.suffix, high.suffix))
    else:
        name = "paragraph" if first.unit is Unit.BODY else first.unit.value
        for each in _range(getattr(low, name), getattr(high, name)):
            yield replace(first, locator=replace(low, **{name: each, **({"suffix": 0} if name == "article" else {})}))


def _range(low: int, high: int) -> range:
    return range(low + 1, high) if 0 < high - low <= _LONGEST_RANGE else range(0)


def _number(numeral: str) -> int:
    """Return the number of a numeral; 0, which no place has, for one that cannot be read."""
    try:
        return int_of(numeral.strip())
    except ValueError:
        return 0
