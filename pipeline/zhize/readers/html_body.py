"""Which lines of a page are the document: what its articles, or its sentences, have in common.

The smallest element that holds the whole run of articles is taken, and what stands around it as long as that is no
menu, foot or list of links. When in doubt more is taken: a line too many is an oddity, an article too few a loss.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING

from zhize.lexicon import load
from zhize.lexicon.schema import PageNoiseEntry
from zhize.numerals import int_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.readers.html_page import Page, PageLine

_N = "[零〇○一二三四五六七八九十百千0-9０-９]"
_ARTICLE = re.compile(rf"\s*第\s*(?P<number>{_N}{{1,9}})\s*[条條]")
_DUNHAO = re.compile(r"\s*(?P<number>[一二三四五六七八九十百]{1,5})\s*[、﹑]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SENTENCE = re.compile(r"[，。；]")
_FOOT = re.compile(
    r"版权所有|网站标识码|ICP备|公网安备|技术支持|(?:主|承|协)办(?:单位)?[:：]|网站地图|Copyright|您(?:现在|当前)?的?位置|当前位置",
    re.IGNORECASE,
)
_LEAST_SENTENCE = 12  # Chinese characters of a line that is text
_LEAST_TEXT = 40  # Chinese characters of a page that holds a document without articles
_WIDEST_GAP = 5  # numbers that a run of articles may lack in one place


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The document on a page, as places in the list of its lines."""

    lines: tuple[int, ...]  # the lines of the document
    first: int  # the first article or sentence
    last: int
    articles: int  # how many lines begin with the number of an article


def body_of(page: Page) -> Body | None:
    """Return which lines of a page are its document; None if none of them looks like text."""
    lines = page.lines
    run = _articles(lines)
    found = run or _sentences(lines)
    if not found:
        return None
    first, last = found[0], found[-1]
    node = _common(page, lines[first].at, lines[last].position)
    # A name that hints at noise says nothing where articles stand.
    kept = {lines[each].noise for each in found}
    low, high = _grown(page, node, kept)
    chosen = tuple(each for each in range(low, high) if first <= each <= last or not is_around(lines[each], kept))
    return Body(lines=chosen, first=first, last=last, articles=len(run))


def is_around(line: PageLine, kept: set[int]) -> bool:
    """Whether a line stands around the text of a page: a link, a button, the foot of the site.

    Args:
        line: of the page.
        kept: numbers of elements whose names hint at noise although they hold the text.
    """
    if line.noise and line.noise not in kept:
        return True
    if _is_link(line) or (line.linked * 2 > len(line.text) and not _SENTENCE.search(line.text)):
        return True
    return is_noise(line.text) or _FOOT.search(line.text) is not None


def _is_link(line: PageLine) -> bool:
    """Whether a line is a link with at most a bullet or a date beside it; a law's name in a sentence is none."""
    return line.linked * 10 > len(line.text) * 9


def is_noise(text: str) -> bool:
    """Whether nothing is left of a line without the words of ``pagenoise.toml``, digits and signs."""
    return bool(re.search(r"\w|[<>《》«»]", text)) and not re.sub(r"[\W\d_]+", "", _noise().sub("", text))


def _articles(lines: Sequence[PageLine]) -> list[int]:
    """Return the lines of the longest run of articles: 第X条 if there is one, else 一、."""
    runs = [_run(lines, pattern) for pattern in (_ARTICLE, _DUNHAO)]
    return next((run for run in runs if len(run) > 1), runs[0] or runs[1])


def _run(lines: Sequence[PageLine], pattern: re.Pattern[str]) -> list[int]:
    """Return the lines whose numbers go on from the first that begins a run; other lists on the page are left out."""
    best: list[int] = []
    current: list[int] = []
    last = 0
    for at, line in enumerate(lines):
        match = pattern.match(line.text)
        if match is None or _is_link(line):
            continue
        number = _number(match["number"])
        if last < number <= last + _WIDEST_GAP or (not current and number):
            current.append(at)
        elif number == 1:
            best = max(best, current, key=len)
            current = [at]
        else:
            continue
        last = number
    return max(best, current, key=len)


def _number(words: str) -> int:
    try:
        return int_of(words)
    except ValueError:
        return 0


def _sentences(lines: Sequence[PageLine]) -> list[int]:
    """Return the lines of text of a page without articles: the longest stretch of them that is no list of links."""
    found = [at for at, line in enumerate(lines) if _weight(line) >= _LEAST_SENTENCE and _SENTENCE.search(line.text)]
    found = [at for at in found if not is_around(lines[at], set())]
    return found if sum(_weight(lines[at]) for at in found) >= _LEAST_TEXT else []


def _weight(line: PageLine) -> int:
    return len(_HAN.findall(line.text)) if line.linked * 2 <= len(line.text) else 0


def _common(page: Page, node: int, last: int) -> int:
    """Return the smallest element around another one that holds a later position too."""
    while node and page.ends[node] < last:
        node = page.parents[node]
    return node or 1


def _grown(page: Page, node: int, kept: set[int]) -> tuple[int, int]:
    """Return the stretch of lines of an element, and of those around it as long as they are text."""
    lines = page.lines
    low, high = _stretch(page, node)
    while parent := page.parents[node]:
        wide_low, wide_high = _stretch(page, parent)
        others = (*range(wide_low, low), *range(high, wide_high))
        around = [at for at in others if is_around(lines[at], kept)]
        if around and not (parent in page.contents and len(around) * 3 < wide_high - wide_low):
            # What stands next to the text, without anything of the site between, belongs to it: a signature, a date.
            low = max((at + 1 for at in around if at < low), default=wide_low)
            high = min((at for at in around if at >= high), default=wide_high)
            break
        node, low, high = parent, wide_low, wide_high
    return low, high


def _stretch(page: Page, node: int) -> tuple[int, int]:
    """Return the lines of an element."""
    position = attrgetter("position")
    low = bisect_left(page.lines, page.begins[node], key=position)
    return low, bisect_left(page.lines, page.ends[node], key=position)


@cache
def _noise() -> re.Pattern[str]:
    words = sorted((entry.text for entry in load("pagenoise", PageNoiseEntry)), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))
