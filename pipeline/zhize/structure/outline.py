"""Where a text's parts lie: what stands before the rules, the rules, and what comes after them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhize.structure.headings import SECTION, heading_of, is_bare_opening, may_go_on, subtopic_of, topic_of
from zhize.structure.numbering import follows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zhize.structure.lines import Line
    from zhize.structure.numbering import Head

# 附件一, 附：, 附表, 附录 1 …; 附则 and 附 则 are a chapter, 附件由… is a sentence.
_ANNEX = re.compile(
    r"附\s{0,4}[件表录图]?\s{0,4}[0-9０-９一二三四五六七八九十]{0,3}(?:[：:.．、]|\s{1,8}(?!\s|则)|《|$)"
)
_YEAR = r"(?:[12１２][0-9０-９]{3}|[一二][零〇○一二三四五六七八九]{3})"
_DATE_LINE = re.compile(
    rf"\S{{0,30}}?\s{{0,9}}{_YEAR}\s*年\s*[0-9０-９元一二三四五六七八九十]{{1,3}}\s*月\s*[0-9０-９一二三四五六七八九十]{{1,3}}\s*日(?:\s*(?:印发?|发布|公布))?"
)
_CLOSING = re.compile(
    r"(?:抄送|主送|分送|报送|送|主题词|公开方式|信息公开(?:类别|选项)|承办|联系人|校对|打字)\s*[：:].*|[（(]\s*此件.{0,20}[）)]|(?:此复|特此(?:通知|公告|批复|函复|函告))[。！]?"
)
_CONCLUSION = re.compile(
    r"本(?:决定|决议|规定|办法|意见|通知|解释|批复|方案)自\S{2,30}起(?:施行|实施|执行|生效)。|(?:会议|大会)号召.*"
)
_BODY_NAME = re.compile(
    r"[^\s。，；：、（）()《》]{2,28}(?:政府|办公[室厅]|委员会|大会|主席团|法院|检察院|[厅局院部署])(?:\s+\S{2,30})?"
)
_LONGEST_SUBTITLE = 30
_LONGEST_DATE_LINE = 60
_MOST_STRAYS = 4  # lines between 第一章 and 第一条


@dataclass(frozen=True, slots=True)
class Outline:
    """The lines of a text and the borders between its parts, as indexes of lines."""

    lines: Sequence[Line]
    heads: Mapping[int, Head]  # by the index of the line that it begins
    body: int  # the first heading or article
    tail: int  # signature, date, distribution list
    annex: int
    end: int  # of the annexes; signature and distribution list may stand behind them


def outline(lines: Sequence[Line], heads: Sequence[Head]) -> Outline:
    """Cut lines at the heads that stand in their middle and find the borders of the parts.

    Args:
        lines: the lines of the text.
        heads: the heads that begin its articles, at least one.
    """
    cut, by_line = _cut(lines, heads)
    first = min(by_line)
    annex = _annex_start(cut, by_line, first)
    end = _tail_start(cut, by_line, len(cut), annex + 1) if annex < len(cut) else len(cut)
    tail = _tail_start(cut, by_line, annex, first + 1)
    if not by_line[first].label.startswith("第"):
        tail = _conclusion_start(cut, by_line, tail, first + 1)
    return Outline(cut, by_line, _body_start(cut, first), tail, annex, end)


def _cut(lines: Sequence[Line], heads: Sequence[Head]) -> tuple[Sequence[Line], dict[int, Head]]:
    """Return the lines so that every head begins one, and the heads by their line."""
    if not any(head.offset for head in heads):
        return lines, {head.line: head for head in heads}
    by_line: dict[int, list[Head]] = {}
    for head in heads:
        by_line.setdefault(head.line, []).append(head)
    pieces: list[Line] = []
    found: dict[int, Head] = {}
    for index, line in enumerate(lines):
        here = by_line.get(index)
        if here is None:
            pieces.append(line)
            continue
        if here[0].offset:
            pieces.append(line.until(here[0].offset))
        for head, stop in zip(here, [*(head.offset for head in here[1:]), len(line.text)], strict=True):
            found[len(pieces)] = head
            pieces.append(line.until(stop).tail(head.offset))
    return pieces, found


def _body_start(lines: Sequence[Line], first: int) -> int:
    """Walk back from the first article over its own headings; a heading of no higher rank ends a table of contents."""
    start, rank = first, SECTION + 1
    for at in range(_under_heading(lines, first) - 1, -1, -1):
        heading = heading_of(lines[at].text)
        if heading is None:
            # 第一章 ⏎ 总则: the rest of a title stands in the line below it.
            over = heading_of(lines[at - 1].text) if at else None
            if over is None or not may_go_on(over.title) or len(lines[at].text) > _LONGEST_SUBTITLE:
                break
            continue
        if heading.rank >= rank:
            break
        start, rank = at, heading.rank
    if start == first and first > 1 and is_bare_opening(lines[first - 1].text):
        return first - 1
    return _topics_start(lines, first) if start == first and lines[first].text.startswith("第") else start


def _topics_start(lines: Sequence[Line], first: int) -> int:
    """Return where the first headings of a judicial interpretation begin: 一、一般规定 ⏎ （一）管辖."""
    start = first
    if start and subtopic_of(lines[start - 1].text) is not None:
        start -= 1
    return start - 1 if start and topic_of(lines[start - 1].text) is not None else first


def _under_heading(lines: Sequence[Line], first: int) -> int:
    """Return the line below 第一章 if sentences part it from 第一条, else the line of 第一条."""
    for at in range(first - 1, max(-1, first - 1 - _MOST_STRAYS), -1):
        heading = heading_of(lines[at].text)
        if heading is not None:
            return at + 1 if heading.number == 1 else first
        if lines[at].text[-1] not in "。；：":
            break
    return first


def is_annex_line(text: str) -> bool:
    """Whether a line begins an annex: 附件一, 附：, 附表."""
    return text[0] == "附" and _ANNEX.match(text) is not None


def annex_label(text: str) -> str:
    """Return the label of a line that begins an annex: 附件1 of 附件1：某表."""
    match = _ANNEX.match(text)
    return "" if match is None else match[0].rstrip("《 \u3000\t")


def _annex_start(lines: Sequence[Line], heads: Mapping[int, Head], first: int) -> int:
    """Return the first annex line after the articles, unless the numbering goes on after it."""
    before = heads[first]
    marked: int | None = None  # an annex line since the last article
    for at in range(first + 1, len(lines)):
        head = heads.get(at)
        if head is None:
            if marked is None and lines[at].text[0] == "附" and _ANNEX.match(lines[at].text):
                marked = at
            continue
        if marked is not None and not follows(before, head):
            return marked
        before, marked = head, None
    return len(lines) if marked is None else marked


def _conclusion_start(lines: Sequence[Line], heads: Mapping[int, Head], end: int, first: int) -> int:
    """Return where a decision with 一、二、 speaks of itself behind its last number: 本决定自公布之日起施行。."""
    last = end - 1
    return last if last >= first and last not in heads and _CONCLUSION.fullmatch(lines[last].text) else end


def tail_start(lines: Sequence[Line], first: int) -> int:
    """Return where the signature of a text without articles begins, not before the index ``first``."""
    return _tail_start(lines, {}, len(lines), first)


def _tail_start(lines: Sequence[Line], heads: Mapping[int, Head], end: int, first: int) -> int:
    """Walk back from ``end`` to ``first`` over dates, signatures and distribution lists."""
    start, dated = end, False
    for at in range(end - 1, first - 1, -1):
        text = lines[at].text
        if at in heads:
            break
        date = len(text) < _LONGEST_DATE_LINE and _DATE_LINE.fullmatch(text) is not None
        if not (date or _CLOSING.fullmatch(text) or (dated and _BODY_NAME.fullmatch(text))):
            break
        start, dated = at, dated or date
    return start
