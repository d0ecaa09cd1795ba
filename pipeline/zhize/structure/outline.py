"""Where a text's parts lie: what stands before the rules, the rules, and what comes after them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhize.structure.headings import SECTION, heading_of, is_bare_opening, may_go_on, topic_of
from zhize.structure.numbering import follows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.structure.lines import Line
    from zhize.structure.numbering import Head

# 附件一, 附：, 附表, 附录 1 …; 附则 and 附 则 are a chapter, 附件由… is a sentence.
_ANNEX = re.compile(
    r"附\s{0,4}[件表录图]?\s{0,4}[0-9０-９一二三四五六七八九十]{0,3}(?:[：:.．、]|\s{1,8}(?!\s|则)|《|$)"
)
_YEAR = r"(?:[12１２][0-9０-９]{3}|[一二][零〇○一二三四五六七八九]{3})"
_DATE_LINE = re.compile(
    rf"\S{{0,30}}?\s{{0,9}}{_YEAR}\s*年\s*[0-9０-９元一二三四五六七八九十]{{1,3}}\s*月\s*[0-9０-９一二三四五六七八九十]{{1,3}}\s*日(?:\s*(?:印发|发布|公布))?"
)
_CLOSING = re.compile(
    r"(?:抄送|主送|分送|报送|主题词|公开方式|信息公开(?:类别|选项)|承办|联系人|校对|打字)\s*[：:].*|[（(]\s*此件.{0,20}[）)]"
)
_BODY_NAME = re.compile(
    r"[^\s。，；：、（）()《》]{2,28}(?:政府|办公[室厅]|委员会|大会|主席团|法院|检察院|[厅局院部署])(?:\s+\S{2,30})?"
)
_LONGEST_SUBTITLE = 30


@dataclass(frozen=True, slots=True)
class Segment:
    """A line, or the piece of one that an article's head begins."""

    line: Line
    head: Head | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """The segments of a text and the borders between its parts, as indexes of segments."""

    segments: list[Segment]
    body: int  # the first heading or article
    tail: int  # signature, date, distribution list
    annex: int


def outline(lines: Sequence[Line], heads: Sequence[Head]) -> Outline:
    """Cut lines at the heads that stand in their middle and find the borders of the parts."""
    segments = list(_segments(lines, heads))
    first = next((at for at, segment in enumerate(segments) if segment.head), None)
    if first is None:
        return Outline(segments, len(segments), len(segments), len(segments))
    annex = _annex_start(segments, first)
    return Outline(segments, _body_start(segments, first), _tail_start(segments, annex), annex)


def _segments(lines: Sequence[Line], heads: Sequence[Head]) -> list[Segment]:
    by_line: dict[int, list[Head]] = {}
    for head in heads:
        by_line.setdefault(head.line, []).append(head)
    segments = []
    for index, line in enumerate(lines):
        here = by_line.get(index, [])
        if not here or here[0].offset:
            segments.append(Segment(line.until(here[0].offset) if here else line))
        for head, stop in zip(here, [*(head.offset for head in here[1:]), len(line.text)], strict=False):
            segments.append(Segment(line.until(stop).tail(head.offset), head))
    return segments


def _body_start(segments: Sequence[Segment], first: int) -> int:
    """Walk back from the first article over its own headings; a heading of no higher rank ends a table of contents."""
    filled = [at for at in range(first) if segments[at].line.text]
    texts = [segments[at].line.text for at in filled]
    start, rank = first, SECTION + 1
    for place in range(len(filled) - 1, -1, -1):
        heading = heading_of(texts[place])
        if heading is None:
            # 第一章 ⏎ 总则: the rest of a title stands in the line below it.
            over = heading_of(texts[place - 1]) if place else None
            if over is None or not may_go_on(over.title) or len(texts[place]) > _LONGEST_SUBTITLE:
                break
            continue
        if heading.rank >= rank:
            break
        start, rank = filled[place], heading.rank
    if start == first and len(filled) > 1 and (is_bare_opening(texts[-1]) or _is_topic(segments[first], texts[-1])):
        return filled[-1]
    return start


def _is_topic(first: Segment, above: str) -> bool:
    """Whether the line above 第一条 is the first heading of a judicial interpretation: 一、一般规定."""
    return first.line.text.startswith("第") and topic_of(above) is not None


def _annex_start(segments: Sequence[Segment], first: int) -> int:
    """Return the first annex line after the articles, unless the numbering goes on after it."""
    before = segments[first].head
    marked: int | None = None  # an annex line since the last article
    for at in range(first + 1, len(segments)):
        head = segments[at].head
        if head is None:
            if marked is None and _ANNEX.match(segments[at].line.text):
                marked = at
            continue
        if marked is not None and before is not None and not follows(before, head):
            return marked
        before, marked = head, None
    return len(segments) if marked is None else marked


def _tail_start(segments: Sequence[Segment], annex: int) -> int:
    """Walk back from the end over dates, signatures and distribution lists."""
    start, dated = annex, False
    for at in range(annex - 1, -1, -1):
        segment = segments[at]
        text = segment.line.text
        if segment.head:
            break
        if not text:
            continue
        date = len(text) < 60 and _DATE_LINE.fullmatch(text) is not None  # noqa: PLR2004  # longest line of that kind
        if not (date or _CLOSING.fullmatch(text) or (dated and _BODY_NAME.fullmatch(text))):
            break
        start, dated = at, dated or date
    return start
