"""Which lines of an amending decision stand inside a quotation: their articles are content, not structure.

将第二条修改为：“第二条　…” and the lines below it, up to the one that closes the quotation. Each paragraph of a long
quotation may begin with its own “, only the last one ends with ” (GB/T 15834—2011 on 引号). Amendments of the
constitution put in articles without quotation marks: 增加五条，分别作为第一百二十三条至第一百二十七条。内容如下：.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhize.numerals import NUMERAL, int_of
from zhize.structure.headings import heading_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.structure.lines import Line

_VERBS = r"(?:修改为|改为|增加|作为|规定|表述|内容|如下|修正为|调整为|修改)"
_OPENS = re.compile(rf"{_VERBS}[^：:“”]{{0,30}}[：:]\s*[“\"「『]")
_INSTRUCTS = re.compile(rf"{_VERBS}[^：:“”]{{0,30}}[：:]$")
_INSERTS = re.compile(
    rf"作为第(?P<first>[{NUMERAL}]{{1,10}})条(?:[至到]第(?P<last>[{NUMERAL}]{{1,10}})条)?[^“”]{{0,20}}[：:]$"
)
_INSTRUCTION = re.compile(r"[一二三四五六七八九十]{1,4}、")
_HEAD = re.compile(rf"第(?P<number>[{NUMERAL}]{{1,10}})条")
_CLOSES = re.compile(r"[”\"」』][。；，、]?$")
_MARKS = ("：", ":")
_QUOTES = frozenset('“"「『')
# A quotation that is longer was never closed; the longest one seen in an amendment has 61 lines.
_LONGEST = 200


def quoted_lines(lines: Sequence[Line], text: str) -> frozenset[int]:
    """Return the indexes of the lines that an amending instruction puts into another text.

    Args:
        lines: the lines of a document.
        text: the source, to see fast that it amends nothing.
    """
    if not lines or not _amends(text, lines[0].start, lines[-1].end):
        return frozenset()
    quoted: set[int] = set()
    at = 0
    while at < len(lines):
        content = _content(lines, at)
        quoted.update(content)
        at = content.stop if content else at + 1
    return frozenset(quoted)


def _amends(text: str, start: int, end: int) -> bool:
    return any(text.find(verb, start, end) >= 0 for verb in ("修改", "增加", "修正", "改为", "作为第"))


def _content(lines: Sequence[Line], at: int) -> range:
    """Return the lines below an instruction that are its content; an empty range for a line that is none."""
    text = lines[at].text
    if not any(mark in text for mark in _MARKS):
        return range(0)
    opening = next(reversed(list(_OPENS.finditer(text))), None)
    if opening is not None:
        return range(0) if _is_closed(text[opening.end() :]) else _to_closing(lines, at + 1)
    below = lines[at + 1].text if at + 1 < len(lines) else ""
    if below[:1] in _QUOTES and _INSTRUCTS.search(text):
        return range(at + 1, at + 2) if _is_closed(below[1:]) else _to_closing(lines, at + 1)
    inserts = _INSERTS.search(text)
    return range(0) if inserts is None else _inserted(lines, at + 1, inserts)


def _to_closing(lines: Sequence[Line], start: int) -> range:
    """Return the lines from ``start`` to the one that closes the quotation; none if it is never closed."""
    below = range(start, min(start + _LONGEST, len(lines)))
    return next((range(start, to + 1) for to in below if _CLOSES.search(lines[to].text)), range(0))


def _inserted(lines: Sequence[Line], start: int, instruction: re.Match[str]) -> range:
    """Return the articles that an instruction names and that stand below it without quotation marks.

    They end before another article or instruction; at the end of the text, with the line of the last one named.
    """
    first, last = _number(instruction["first"]), _number(instruction["last"] or instruction["first"])
    end = start
    for at in range(start, min(start + _LONGEST, len(lines))):
        head = _HEAD.match(lines[at].text)
        named = head is not None and first <= _number(head["number"]) <= last
        opens = named or at > start or heading_of(lines[at].text) is not None
        if not opens or (head is not None and not named) or _INSTRUCTION.match(lines[at].text):
            return range(start, at)
        end = at + 1 if named else end
    return range(start, end)


def _number(numeral: str) -> int:
    try:
        return int_of(numeral)
    except ValueError:
        return 0


def _is_closed(rest: str) -> bool:
    """Whether the quotation that is open at the beginning of ``rest`` ends in it."""
    return any(mark in rest for mark in '”"」』')
