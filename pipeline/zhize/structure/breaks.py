"""Whether a line is the rest of the one above it, in a text with hard line breaks (硬换行) inside its sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhize.structure.headings import heading_of, topic_of
from zhize.structure.labels import item_label
from zhize.structure.numbering import Style
from zhize.structure.pieces import COMMAS, ENDS, SHORTEST_LINE, STOPS, Kind

if TYPE_CHECKING:
    from zhize.structure.lines import Line
    from zhize.structure.pieces import Place

# A line that stops inside a sentence; the shortest such lines seen have 20 characters.
_SHORTEST_BROKEN = 18
_BROKEN = re.compile(r"[^＝=|]{17,}[\u4e00-\u9fff]")
# No caption ends with these words, however short it is.
_UNFINISHED = re.compile(r"[^＝=|]{11}[的和及与或]")
_MARK = re.compile(r"[，。；：、]")


def is_broken(place: Place, line: Line) -> bool:
    """Whether a line is the rest of the sentence above it, whose line was broken in its middle."""
    last = place.last
    if last is None or last.kind is Kind.HEADING or last.line.text[-1] in ENDS:
        return False
    if last.line.text[-1] in COMMAS:
        return True  # no paragraph ends with a comma
    text = last.line.text[len(last.label) :] if last.kind is Kind.ARTICLE else last.line.text
    if _UNFINISHED.fullmatch(text[-12:]):
        return True
    if len(last.line.text) < _SHORTEST_BROKEN or _begins_anew(line.text) or heading_of(text) or topic_of(text):
        return False
    if place.style is not Style.TIAO and last.kind in {Kind.ARTICLE, Kind.ITEM}:
        return False  # 一、组织领导 ⏎ …: a caption ends without a mark
    if last.kind is Kind.ARTICLE and len(text) < SHORTEST_LINE and not _MARK.search(text):
        return False  # 第六条　对存单纠纷案件的认定和处理 ⏎ …: a caption
    return _BROKEN.fullmatch(text) is not None


def _begins_anew(text: str) -> bool:
    """Whether a line cannot be the rest of another: it has a label or bracket of its own, or is a title."""
    return (
        text[0] in "（(〔" or item_label(text) is not None or (len(text) < _SHORTEST_BROKEN and text[-1] not in STOPS)
    )
