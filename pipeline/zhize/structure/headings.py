"""The headings above articles: 编, 章, 节, and those that lost their number or are numbered 一、."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhize.numerals import NUMERAL, int_of
from zhize.structure.lines import EDGES

PART, SUBPART, CHAPTER, SECTION = 1, 2, 3, 4
_RANKS = {"编": PART, "部分": PART, "分编": SUBPART, "章": CHAPTER, "节": SECTION}
_BLANK = r"[\s\u200b]"
# 第二章 规定的… and 第三章的规定 are the second half of a sentence, 第二章 规划 is a heading.
_HEADING = re.compile(
    rf"第{_BLANK}*(?P<number>[{NUMERAL}]{{1,8}}){_BLANK}*(?P<unit>编|部分|分编|章|节)"
    rf"(?:(?P<gap>[\s\u200b：:]+)|(?![的和及与至、中内之]|规定))"
    r"(?P<title>(?!的|规定[的，])[^\s。；！？：][^。；！？：]{0,59})?"
)
# A place such as 第三章第五条 is no heading.
_PLACE = re.compile(rf"第[{NUMERAL}]+[章节条款]")
_TOPIC = re.compile(r"(?P<number>[一二三四五六七八九十]{1,3})、\s*(?P<title>[^。；，！？：]{2,60})")
_SUBTOPIC = re.compile(r"[（(](?P<number>[一二三四五六七八九十]{1,3})[）)]\s*(?P<title>[^。；，！？：]{2,30})")
_BARE = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff、\s]{0,23}[\u4e00-\u9fff]")
_BARE_OPENINGS = frozenset({"总则", "总纲", "一般规定"})
_BLANKS = re.compile(rf"{_BLANK}+")
_UNFINISHED = re.compile(r"[、，与和及的（《]$")
# The shortest first half of a title that was seen broken: 外商投资经营国际海上运输 ⏎ 及其辅助性业务的特别规定.
_SHORTEST_HALF = 12


@dataclass(frozen=True, slots=True)
class Title:
    """A heading as its line gives it."""

    rank: int
    number: int
    title: str  # padding removed


def unpadded(title: str) -> str:
    """Return a title without the blanks that spread it over its line: 总则 for 总  则."""
    return _BLANKS.sub(_between_words, title.strip(EDGES))


def _between_words(blanks: re.Match[str]) -> str:
    """Keep the blank between two Latin words, drop it beside a Chinese character."""
    left, right = blanks.string[blanks.start() - 1], blanks.string[blanks.end()]
    return blanks[0] if left.isascii() and right.isascii() else ""


def heading_of(text: str) -> Title | None:
    """Return the heading that a line is: 第一章  总  则."""
    match = _HEADING.fullmatch(text) if text.startswith("第") else None
    if match is None:
        return None
    title = match["title"] or ""
    if _PLACE.match(title) or ("，" in title and not match["gap"]):
        return None
    try:
        number = int_of(match["number"])
    except ValueError:
        return None
    return Title(_RANKS[match["unit"]], number, unpadded(title))


def topic_of(text: str) -> Title | None:
    """Return the heading that a line is in a judicial interpretation: 一、买卖合同的成立及效力."""
    match = _TOPIC.fullmatch(text)
    if match is None:
        return None
    try:
        return Title(CHAPTER, int_of(match["number"]), unpadded(match["title"]))
    except ValueError:
        return None


def subtopic_of(text: str) -> Title | None:
    """Return the heading below a topic that a line is: （一）动产质押."""
    match = _SUBTOPIC.fullmatch(text)
    if match is None:
        return None
    try:
        return Title(SECTION, int_of(match["number"]), unpadded(match["title"]))
    except ValueError:
        return None


def bare_of(text: str, rank: int = CHAPTER) -> Title | None:
    """Return the heading that a line is if its number was lost: 司法鉴定机构; it has the number 0."""
    return Title(rank, 0, unpadded(text)) if _BARE.fullmatch(text) else None


def is_bare_opening(text: str) -> bool:
    """Whether a line is the first heading of a law without its number: 总则."""
    return unpadded(text) in _BARE_OPENINGS


def may_go_on(title: str) -> bool:
    """Whether the line below a heading may be the rest of its title."""
    return not title or len(title) >= _SHORTEST_HALF or _UNFINISHED.search(title) is not None
