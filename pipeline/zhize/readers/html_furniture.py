"""What stands around the text of a page: links, buttons, the foot of a site."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from zhize.lexicon import load
from zhize.lexicon.schema import PageNoiseEntry
from zhize.readers.html_labels import is_told

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from zhize.readers.html_page import PageLine

_SENTENCE = re.compile(r"[，。；]")
_FOOT = re.compile(
    r"版权所有|网站标识码|ICP备|公网安备|网站地图|Copyright|All rights reserved|您(?:现在|当前)?的?位置|当前位置",
    re.IGNORECASE,
)
# Words that an annex can have too: 主办单位：县政府办公室.
_HOST = re.compile(r"技术支持|(?:主|承|协)办(?:单位)?[:：]")
_DOWNLOADED = re.compile(r"下载次数\s*[:：]|下载\s*[0-9]+\s*次|已下载\s*次$")
_DAY = re.compile(r"\W*[12][0-9]{3}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?:\s+[0-9:]{4,8})?\W*")  # of a report
_TEASER = re.compile(r"(?:详细|详情|更多|全文|查看)\W*$")  # ends the beginning of a report
_ITEM = re.compile(
    r"附[件表录图](?!下载|列表)|\W?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})\s*[.．、）)](?![0-9])|第.{1,5}[条章节]"
)
# Who put a text on the page, after the buttons that stand before it: 【我要纠错】责任编辑：王某.
_SIGNED = re.compile(r"责任编辑[:：]\s?\S{0,8}")
_LONGEST_SIGNED = 60  # characters of such a line


def is_around(line: PageLine, kept: AbstractSet[int]) -> bool:
    """Whether a line outside of the text's own element stands around it: a link, a button, the foot of the site.

    Args:
        line: of the page.
        kept: numbers of elements whose names hint at noise although they hold the text.
    """
    return (line.noise > 0 and line.noise not in kept) or parts(line) or _is_bare(line.text)


def parts(line: PageLine) -> bool:
    """Whether a line parts a text from what the site says: a link, a button, its foot; no number of a page."""
    if is_link(line) or is_noise(line.text) or (line.linked * 2 > len(line.text) and not _SENTENCE.search(line.text)):
        return True
    if _DAY.fullmatch(line.text) or (line.linked and _TEASER.search(line.text)):
        return True
    return any(pattern.search(line.text) for pattern in (_FOOT, _HOST, _DOWNLOADED))


def is_beside(line: PageLine, kept: AbstractSet[int]) -> bool:
    """Whether a line outside of the text's own element stands around it or says something of the text: a label."""
    return is_around(line, kept) or is_told(line.text)


def is_between(line: PageLine, kept: AbstractSet[int]) -> bool:
    """Whether a line within the text's own element is none of it.

    In doubt it is: a row of figures, the name of an annex, an item (1.注册), a link in what its name calls the text.
    """
    if line.noise and line.noise not in kept:
        return True
    if "\t" in line.text or _ITEM.match(line.text):
        return False
    if is_link(line) and not line.content:
        return True
    if is_noise(line.text) or _DOWNLOADED.search(line.text):
        return True
    return _FOOT.search(line.text) is not None and not line.text.endswith(("。", "；"))


def is_link(line: PageLine) -> bool:
    """Whether a line is a link with at most a bullet or a date beside it; a law's name in a sentence is none."""
    return line.linked * 10 > len(line.text) * 9


def is_noise(text: str) -> bool:
    """Whether nothing is left of a line without the words of ``pagenoise.toml``, its editor, digits and signs."""
    rest, words = _noise().subn("", _SIGNED.sub("", text) if len(text) <= _LONGEST_SIGNED else text)
    return (words > 0 or rest != text) and _is_empty(rest)


def _is_bare(text: str) -> bool:
    """Whether a line is digits and signs, as the date beside a link."""
    return bool(re.search(r"\w|[<>《》«»]", text)) and _is_empty(text)


def _is_empty(text: str) -> bool:
    return not re.sub(r"[\W\d_]+", "", text)


@cache
def _noise() -> re.Pattern[str]:
    words = sorted((entry.text for entry in load("pagenoise", PageNoiseEntry)), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))
