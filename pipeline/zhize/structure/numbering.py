"""Which lines begin an article: the candidates, and the choice among them by the sequence of their numbers.

A line that begins with 第五十二条 may be an article or the second half of a sentence that was broken. The words after
it help (第五十二条 以及…); what decides is whether its number continues those before and is continued by those after.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from zhize.numerals import NUMERAL, int_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from zhize.structure.lines import Line

_GAP = r"[\s\u200b\ufeff]"
# A dash stands for 一 where a scan was read by machine: 第三十－条.
_DASHES = "－—–"
_SPELLED = str.maketrans(dict.fromkeys(_DASHES, "一"))
# 第七十五 条, 第 十二 条之一. Not 第五条之一般规定: there 之 is "of".
_ARTICLE = re.compile(
    rf"第(?P<number>[{NUMERAL}{_DASHES}\s]{{1,14}})条"
    rf"(?:之(?P<suffix>[{NUMERAL}]{{1,4}})(?![般切些定律致旦方面侧]))?(?P<colon>[：:])?"
)
_DUNHAO_OPENINGS = frozenset("零〇○一二三四五六七八九十百千万")
_DUNHAO = re.compile(r"(?P<number>[零〇○一二三四五六七八九十百千]{1,8})[、﹑]")
# What follows an article's number where it is cited and does not begin the article itself.
_CITED = re.compile(
    rf"{_GAP}*(?:第[{NUMERAL}（(]+[款项、至]|[款项、，。；》）)”]|的|至第|[和与及或]第|以及|之规定|规定[的，、]"
    rf"|所[称列述指]|中的|（[一二三四五六七八九十]+）[项、])"
)
# A head in the middle of a line, after the end of a sentence: …决定。 第十六条市人民代表大会…
_MIDDLE = re.compile(rf"(?:(?<=[。；！？：]){_GAP}*|(?<=[”’）)]){_GAP}+)(?=第[{NUMERAL}{_DASHES}\s]{{1,14}}条)")
# 第一章 总则 第一条 …, all in one line.
_AFTER_HEADING = re.compile(
    rf"第{_GAP}*[{NUMERAL}]{{1,8}}{_GAP}*[编章节][^。；，]{{0,40}}?{_GAP}(?=第[{NUMERAL}]{{1,8}}条)"
)


class Style(Enum):
    """How a document numbers its articles."""

    TIAO = "第一条"
    DUNHAO = "一、"
    NONE = ""  # a text without articles


class Head(NamedTuple):
    """A place where an article may begin."""

    line: int  # index of its line
    offset: int  # in the line's text
    label: str
    number: int
    suffix: int
    weight: float  # how much it looks like a head, apart from its number

    @property
    def strong(self) -> bool:
        """Whether the words around it speak for a head."""
        return self.weight > 0


# A link to the next number is worth 1: a head in the middle of a line stands if it has neighbours, a citation at the
# beginning of a line only if it fills a gap.
_STRONG, _MIDWAY, _WEAK = 1.0, -0.8, -1.2


def choose_heads(lines: Sequence[Line], quoted: Container[int]) -> tuple[Style, list[Head], list[Head]]:
    """Return the document's style, the heads of its articles in order, and the strong candidates that are none.

    Args:
        lines: the lines of the text.
        quoted: the indexes of those inside a quotation, which begin no article.
    """
    last_opening = min(2, len(lines) - 1)
    tiao = [head for head in _tiao(lines) if head.line not in quoted]
    chosen, score = _best_chain(tiao, last_opening)
    # Every 一、 counts only if the first one stands above 第一条; most laws have none there.
    limit = chosen[0].line if chosen else len(lines)
    dunhao = [head for head in _dunhao(lines, limit) if head.line not in quoted]
    other, other_score = _best_chain(dunhao, last_opening)
    # A resolution that quotes an article or two is numbered 一、; a law that lists 一、二、三、 in an article is not.
    quotes = bool(chosen and other) and other[0].line < chosen[0].line and other_score > score * 2
    if not chosen or quotes:
        return Style.DUNHAO, other, _left(dunhao, other)
    return Style.TIAO, chosen, _left(tiao, chosen)


def _left(candidates: list[Head], chosen: list[Head]) -> list[Head]:
    if len(candidates) == len(chosen):
        return []
    taken = set(chosen)
    return [head for head in candidates if head.strong and head not in taken]


def _tiao(lines: Sequence[Line]) -> Iterator[Head]:
    for index, line in enumerate(lines):
        text = line.text
        if "条" not in text:
            continue
        first = text[0] == "第"
        if text.find("第", 1) < 0:  # most lines
            if first and (head := _head_at(index, text, 0, 0)) is not None:
                yield head
            continue
        after = _AFTER_HEADING.match(text) if first else None
        opening = after.end() if after else 0
        offsets = {0, opening} if first else set()
        offsets.update(match.end() for match in _MIDDLE.finditer(text))
        for offset in sorted(offsets):
            if (head := _head_at(index, text, offset, opening)) is not None:
                yield head


def _head_at(index: int, text: str, offset: int, opening: int) -> Head | None:
    """Return the head at an offset of a line, if any; the words of the line begin at ``opening``."""
    match = _ARTICLE.match(text, offset)
    if match is None:
        return None
    cited = _CITED.match(text, match.end()) is not None
    if cited and offset:
        return None
    label, printed, suffix = match.group(0, "number", "suffix")
    numeral = "".join(printed.split())
    spelled = numeral.translate(_SPELLED)
    weight = _WEAK if cited or spelled != numeral else _MIDWAY if offset > opening else _STRONG
    try:
        return Head(index, offset, label, int_of(spelled), int_of(suffix) if suffix else 0, weight)
    except ValueError:
        return None


def _dunhao(lines: Sequence[Line], limit: int) -> Iterator[Head]:
    """Yield the lines that begin with 一、; none if no such line stands before the index ``limit``."""
    for index, line in enumerate(lines):
        if line.text[0] not in _DUNHAO_OPENINGS:
            continue
        match = _DUNHAO.match(line.text)
        if match is None:
            continue
        if index > limit:
            return
        limit = len(lines)
        try:
            yield Head(index, 0, match[0], int_of(match["number"]), 0, _STRONG)
        except ValueError:
            continue


# How far back a head looks for the one before it: more false heads than this in a row are not seen.
_WINDOW = 16


def _best_chain(candidates: list[Head], last_opening: int) -> tuple[list[Head], float]:
    """Return the chain of heads with the highest sum of weights and links, and that sum.

    Every head looks back over a fixed window, so the time is linear in the number of candidates.
    """
    scores: list[float] = []
    before: list[int] = []
    top = 0.0  # the highest score so far
    for index, head in enumerate(candidates):
        if index and scores[-1] >= top and follows(candidates[index - 1], head):
            best, origin = scores[-1] + 1.0, index - 1  # no other could offer more
        else:
            best, origin = _best_link(candidates, scores, index, _opening(head, last_opening))
        scores.append(best + head.weight)
        top = max(top, scores[-1])
        before.append(origin)
    if top <= 0:
        return [], 0.0
    at, chain = scores.index(top), []
    while at >= 0:
        chain.append(candidates[at])
        at = before[at]
    return chain[::-1], top


def _best_link(candidates: list[Head], scores: list[float], index: int, opening: float) -> tuple[float, int]:
    """Return the best score that a head can build on, and the index of the head that offers it; -1 for a beginning."""
    best, origin = opening, -1
    for earlier in range(max(0, index - _WINDOW), index):
        score = scores[earlier] + _link(candidates[earlier], candidates[index])
        if score > best:
            best, origin = score, earlier
    return best, origin


def _opening(head: Head, last_opening: int) -> float:
    """Return how well a head begins a document.

    The books of 民法典 are published one by one and do not begin at 1, and an excerpt may be 第四十三条 alone; but one
    第十一条 in the middle of a court's reasons is a quotation.
    """
    if head.number == 1 and not head.suffix:
        return 0.0
    return -0.5 if head.line <= last_opening else -1.0


def _link(earlier: Head, head: Head) -> float:
    """Return how well a head follows another by its number."""
    if follows(earlier, head):
        return 1.0
    step = head.number - earlier.number
    if step == 0 and head.suffix > earlier.suffix:  # 第一条之三 after 第一条之一: one between them was repealed
        return -0.8 - min(head.suffix - earlier.suffix, 100) / 1000
    if step > 0:
        return -0.8 - min(step, 100) / 1000
    if head.number == 1 and not head.suffix:
        return -0.6  # another text begins
    return -0.9 if (step, head.suffix) == (0, earlier.suffix) else -2.5


def follows(earlier: Head, head: Head) -> bool:
    """Whether a head is the very next after another: 第二条 or 第一条之一 after 第一条."""
    if head.number == earlier.number:
        return head.suffix == earlier.suffix + 1
    return head.number == earlier.number + 1 and head.suffix == 0
