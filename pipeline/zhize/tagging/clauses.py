"""Sentences and clauses (句、小句) of an article: the stretches within which a norm is looked for.

A sentence ends at 。！？； or the end of a line; a lead-in that ends with a colon keeps the items （一）… below it.
A clause ends at a comma. What stands inside brackets, quotation marks or 《》 is never cut.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from zhize.types import Item, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhize.types import Paragraph

_OPEN = "（(《“‘「『【〔"
_SHUT = "）)》”’」』】〕"
_STOPS = "。！？；;"
_COMMAS = "，,"
_GOES_ON = {"；", ";"}
_MARKS = re.compile(f"[{_STOPS}{_COMMAS}\n]")
_BRACKET = re.compile(f"[{re.escape(_OPEN + _SHUT)}]")
_BREAKS = re.compile(f"{_BRACKET.pattern}|{_MARKS.pattern}")
_LEAD_IN = re.compile("[：:]\n")
_LINE = re.compile("[^\n]+")


class Sentence(Struct, frozen=True, kw_only=True):
    """A sentence of an article; offsets are article offsets, the full stop is left out."""

    start: int
    end: int
    clauses: tuple[Span, ...]
    items: tuple[Item, ...] = ()  # the items that the sentence introduces
    paragraph: int = 0  # index of its paragraph
    item: bool = False  # stands in an item（一）
    goes_on: bool = False  # a semicolon parts it from the sentence before

    @property
    def listing_end(self) -> int:
        """The end of the sentence with the items that it introduces."""
        return self.items[-1].end if self.items else self.end


def sentences(text: str, paragraphs: tuple[Paragraph, ...]) -> Iterator[Sentence]:
    """Cut an article into sentences, in order.

    Args:
        text: the article's text.
        paragraphs: its paragraphs, in article offsets.

    Yields:
        Every sentence that holds a character; items that follow a lead-in hang on it *and* come after it as sentences
        of their own, so that the reader of norms can decide which of the two they are.
    """
    for number, paragraph in enumerate(paragraphs):
        items = _listed(text, paragraph)
        lead_end = items[0].start if items else paragraph.end
        lead = _cut(text, paragraph.start, lead_end, number)
        if lead and items and text[: lead[-1].end + 1].rstrip().endswith(("：", ":")):
            lead[-1] = replace(lead[-1], items=items)
        yield from lead
        for item in items:
            yield from _cut(text, item.start + len(item.label), item.end, number, item=True)
        if items:  # what stands behind a list within a line
            yield from _cut(text, items[-1].end, paragraph.end, number)


def _listed(text: str, paragraph: Paragraph) -> tuple[Item, ...]:
    """Return the items of a paragraph; the lines below a lead-in are items too if they lost their numbers."""
    first = paragraph.items[0].start if paragraph.items else paragraph.end
    if paragraph.table or text.find("\n", paragraph.start, first) < 0:  # most paragraphs are one line
        return paragraph.items
    colon = _LEAD_IN.search(text, paragraph.start, first)
    if colon is None:
        return paragraph.items
    lines = _LINE.finditer(text, colon.end(), first)
    lost = (Item(label="", number=0, start=line.start(), end=line.end()) for line in lines)
    return (*lost, *paragraph.items)


def _cut(text: str, start: int, end: int, paragraph: int, *, item: bool = False) -> list[Sentence]:
    """Cut one stretch into sentences with their clauses."""
    found: list[Sentence] = []
    clauses: list[Span] = []
    begin, goes_on = start, False
    for at in _breaks(text, start, end):
        if begin < at:
            _keep(text, begin, at, clauses)
        begin = at + 1
        mark = text[at] if at < end else "\n"
        if mark in _COMMAS:
            continue
        if clauses:
            found.append(
                Sentence(
                    start=clauses[0].start,
                    end=clauses[-1].end,
                    clauses=tuple(clauses),
                    paragraph=paragraph,
                    item=item,
                    goes_on=goes_on,
                )
            )
            clauses = []
        goes_on = mark in _GOES_ON
    return found


def _breaks(text: str, start: int, end: int) -> list[int]:
    """Return where a stretch is cut: at the marks outside of brackets, and at its end."""
    if _BRACKET.search(text, start, end) is None:
        return [*[found.start() for found in _MARKS.finditer(text, start, end)], end]
    breaks: list[int] = []
    depth, last_shut = 0, max(text.rfind(mark, start, end) for mark in _SHUT)
    for found in _BREAKS.finditer(text, start, end):
        mark, at = found[0], found.start()
        if mark in _OPEN:
            depth += 1
        elif mark in _SHUT:
            depth = max(depth - 1, 0)
        elif (
            mark == "\n" or not depth or (mark in _STOPS and at > last_shut)
        ):  # a bracket that nobody shuts holds nothing
            depth = 0
            breaks.append(at)
    return [*breaks, end]


_INNER_CASE = re.compile(
    r"逾期[不未][^，。；的]{1,8}?(?=视为|视同)"
    r"|(?:逾期|未(?!成年|来)|不(?!同)|能(?![源力量效])|可以|超出|超过|属于|确需|连续|涉及|符合|情节|达到|需要|标注|列入|经(?![济营费]))"
    r"[^，。；的]{1,24}的"
    r"(?=视为|视同|不予|予以|给予|移送|移交|转交|转送|报[请送经告批]|由|应当|须|可以|不得|按照|按规定|退回|退还|责令|取消|暂停"
    r"|终止|当场|立即|及时|在?[0-9一二三四五六七八九十]+(?:个?工作)?[日天时个])"
)
_OPENS_INNER = frozenset("逾未不能可超属确连涉符情达需标列经")  # the first characters of such a case


def _keep(text: str, start: int, end: int, clauses: list[Span]) -> None:
    """Add what stands between two marks without the space around it; a case within it is a clause of its own."""
    if not (text[start].isalnum() and text[end - 1].isalnum()):
        while start < end and text[start].isspace():
            start += 1
        while start < end and (text[end - 1].isspace() or text[end - 1] in "：:"):
            end -= 1
        if start == end:
            return
    if text[start] in _OPENS_INNER:
        case = _INNER_CASE.match(text, start, end)
        if case is not None and case.end() < end:  # 逾期未反馈的|视为同意
            clauses.append(Span(start=start, end=case.end()))
            start = case.end()
    clauses.append(Span(start=start, end=end))
