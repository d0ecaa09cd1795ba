"""Which lines of an amending decision stand inside a quotation: their articles are content, not structure.

将第二条修改为：“第二条　…” and the lines below it, up to the one that closes the quotation. Each paragraph of a long
quotation may begin with its own “, only the last one ends with ” (GB/T 15834—2011 on 引号).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.structure.lines import Line

_OPENS = re.compile(r"(?:修改为|改为|增加|作为|规定|表述|内容|如下|修正为|调整为)[^：:“”]{0,30}[：:]\s*[“\"「『]")
_MARKS = ("：“", ":“", '："', "：「")
_COLON = re.compile("[：:]")
_CLOSES = re.compile(r"[”\"」』][。；，、]?$")
# A quotation that is longer was never closed; the longest one seen in an amendment has 61 lines.
_LONGEST = 200


def quoted_lines(lines: Sequence[Line], text: str) -> frozenset[int]:
    """Return the indexes of the lines that continue a quotation which an amending instruction opened.

    Args:
        lines: the lines of a text.
        text: the text, to see fast that it amends nothing.
    """
    if not lines or not any(
        text.find(mark, lines[0].start, lines[-1].end) >= 0 for mark in ("：“", ":“", '："', "：「")
    ):
        return frozenset()
    quoted: set[int] = set()
    at = 0
    while at < len(lines):
        opening = None if not _COLON.search(lines[at].text) else _last(_OPENS, lines[at].text)
        if opening is not None and not _is_closed(lines[at].text[opening.end() :]):
            below = range(at + 1, min(at + _LONGEST, len(lines)))
            end = next((to for to in below if _CLOSES.search(lines[to].text)), at)
            quoted.update(range(at + 1, end + 1))
            at = end
        at += 1
    return frozenset(quoted)


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(reversed(list(pattern.finditer(text))), None)


def _is_closed(rest: str) -> bool:
    """Whether the quotation that is open at the beginning of ``rest`` ends in it."""
    return any(mark in rest for mark in '”"」』')
