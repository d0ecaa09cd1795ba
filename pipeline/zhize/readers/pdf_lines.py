"""The lines of the pages of a PDF or OFD → paragraphs: running heads go, lines that the width broke are joined.

A page knows where characters stand and nothing of paragraphs. A line that reaches the right edge of the text goes on in
the next one, unless that is indented, stands apart, or begins with the number of an article or item.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_MARGIN = 0.12  # share of a page's height at its top and bottom where numbers and running heads stand
_PAGE_NUMBER = re.compile(
    r"[-—–－·•~\s]*(?:第\s*)?[0-9０-９一二三四五六七八九十〇]{1,5}(?:\s*页)?(?:\s*[/／,，]?\s*(?:共\s*)?[0-9]{1,5}\s*页?)?[-—–－·•~\s]*"
)
# What a browser prints around a page: its address and the time.
_PRINTED = re.compile(
    r"(?:https?|file)://\S+.*|[0-9]{1,4}[/.年-][0-9]{1,2}[/.月-][0-9]{1,4}日?[, ].{0,16}[0-9]:[0-9]{2}.*"
)
_LONGEST_NUMBER = 40  # characters of a page number with what stands around it
_DIGITS = re.compile(r"[0-9０-９一二三四五六七八九十〇]+")
_BEGINS = re.compile(
    r"第\s*[零〇一二三四五六七八九十百千0-9]{1,9}\s*[编章节条]|[（(][一二三四五六七八九十0-9]{1,3}[）)]"
    r"|[一二三四五六七八九十]{1,3}、|[0-9]{1,2}[.．、](?![0-9])|附件|附[:：]"
)
# Of the CJK Radicals Supplement, which has no decomposition, those that are characters of their own
# (EquivalentUnifiedIdeograph.txt of the Unicode Character Database). The Kangxi Radicals (U+2F00 …) decompose.
_RADICALS = str.maketrans(
    "⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
    "母民虎西见角贝车長长门雨青韦页风飞食首马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
) | {number: unicodedata.normalize("NFKC", chr(number)) for number in range(0x2F00, 0x2FD6)}
_FARTHEST = 3.0  # sizes between two lines of one paragraph; on a page of few lines none tells the gap
# What no line may begin with (GB/T 15834-2011, 5.1) stays with the character before it.
_UNIT = re.compile(r"(?:[A-Za-z0-9.,%-]{1,20}|.)[、，。；：？！）》」』”’…〕]{0,4}")
_SHORTEST_EDGE = 12  # characters of a line that can tell where the edges of the text are


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLine:
    """A line of a page; places are points from the page's left and bottom edges."""

    text: str
    page: int  # 1-based
    left: float
    right: float
    bottom: float
    top: float
    height: float  # of the page

    @property
    def size(self) -> float:
        """The size of its characters."""
        return max(1.0, self.top - self.bottom)


@dataclass(frozen=True, slots=True)
class _Edges:
    left: float
    right: float
    gap: float  # between two lines of one paragraph


def characters(text: str) -> str:
    """Return a text with characters for the radicals that the table of a font gives for them (⻔ for 门)."""
    return text.translate(_RADICALS)


def joined(lines: Sequence[PageLine]) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs of a document in order, each with the page that it begins on.

    Args:
        lines: the lines of all pages, in the order of reading.
    """
    body = without_furniture(lines)
    if not body:
        return
    edges = _edges(body)
    page, text, last = body[0].page, body[0].text, body[0]
    for line in body[1:]:
        if _goes_on(last, line, edges):
            text += _between(text[-1], line.text[0]) + line.text
        else:
            yield page, text
            page, text = line.page, line.text
        last = line
    yield page, text


def _between(last: str, first: str) -> str:
    """Return a blank for two Latin words, nothing for two Chinese characters or the halves of a number."""
    return " " if last.isascii() and first.isascii() and not (last.isdigit() and first.isdigit()) else ""


def without_furniture(lines: Sequence[PageLine]) -> list[PageLine]:
    """Return the lines without page numbers, running heads, and what a browser prints around a page.

    A running head stands in the margin of many pages with the same words, numbers apart, and apart from the text.
    """
    pages = len({line.page for line in lines})
    gap = _gap(lines)
    heads = [line for _, page in _by_page(lines) for line in _apart(page, gap) if _is_marginal(line)]
    repeated = Counter(_DIGITS.sub("0", line.text) for line in heads)
    often = max(3, pages // 2)
    gone = {id(line) for line in heads if repeated[_DIGITS.sub("0", line.text)] >= often}
    return [
        line
        for line in lines
        if id(line) not in gone
        and not (_is_marginal(line) and (_is_page_number(line.text) or _PRINTED.fullmatch(line.text)))
    ]


def _apart(page: Sequence[PageLine], gap: float) -> Iterator[PageLine]:
    """Yield the lines of a page that more than the gap between two lines parts from every other one."""
    bottoms, near = sorted(line.bottom for line in page), 1.2 * gap
    for line in page:
        if bisect_right(bottoms, line.bottom + near) - bisect_left(bottoms, line.bottom - near) == 1:
            yield line


def _is_page_number(text: str) -> bool:
    return len(text) <= _LONGEST_NUMBER and _PAGE_NUMBER.fullmatch(text) is not None


def _gap(lines: Sequence[PageLine]) -> float:
    """Return the distance between two lines of a paragraph, which is the most frequent one."""
    gaps = [
        above.bottom - below.bottom
        for _, page in _by_page(lines)
        for above, below in pairwise(page)
        if above.bottom > below.bottom
    ]
    return median(gaps) if gaps else float("inf")


def _by_page(lines: Iterable[PageLine]) -> Iterator[tuple[int, list[PageLine]]]:
    return ((page, list(group)) for page, group in groupby(lines, key=attrgetter("page")))


def _is_marginal(line: PageLine) -> bool:
    return line.bottom > line.height * (1 - _MARGIN) or line.top < line.height * _MARGIN


def _edges(lines: Sequence[PageLine]) -> _Edges:
    """Return where the text begins and ends: the edges that most of its long lines keep."""
    long = [line for line in lines if len(line.text) >= _SHORTEST_EDGE] or list(lines)
    lefts, rights = sorted(line.left for line in long), sorted(line.right for line in long)
    return _Edges(left=lefts[len(lefts) // 20], right=rights[-1 - len(rights) // 20], gap=_gap(lines))


def _goes_on(last: PageLine, line: PageLine, edges: _Edges) -> bool:
    full = last.right >= edges.right - (0.6 + _first_unit(line.text)) * last.size
    indented = line.left > edges.left + 0.8 * line.size
    apart = last.page == line.page and last.bottom - line.bottom > min(1.4 * edges.gap, _FARTHEST * last.size)
    other = abs(last.size - line.size) > 0.25 * max(last.size, line.size)  # another font: a heading
    return full and not (indented or apart or other or _BEGINS.match(line.text))


def _first_unit(text: str) -> float:
    """Return the width, in characters, of what a line cannot part from its first one: a word, a number, a 。 behind it.

    That much room may be left at the end of the line before, although the paragraph goes on.
    """
    unit = _UNIT.match(text)
    return sum(0.55 if each.isascii() else 1.0 for each in unit[0]) if unit is not None else 1.0
