"""The labels that sites print beside a document (索引号, 发布机构, 文号 …), whatever stands within them."""

from __future__ import annotations

import re
from functools import cache

from zhize.lexicon import load
from zhize.lexicon.schema import PageLabelEntry

_INSIDE = r"[\s?？\u3000\ufffd]*"
_COLON = r"[ \t\u3000\xa0\]】]*[:：]"
DAY = r"[12][0-9]{3}\s*[-/.年]\s*[0-9]{1,2}\s*[-/.月]\s*[0-9]{1,2}日?(?:\s+[0-9:]{4,8})?"


@cache
def names() -> dict[str, str]:
    """Return the name of the fact that each label gives."""
    return {entry.text: entry.name for entry in load("pagelabels", PageLabelEntry)}


@cache
def any_label() -> re.Pattern[str]:
    """Return the pattern of a label, with blanks or broken characters in it: 索 引 号, 索??引??号."""
    words = sorted(names(), key=len, reverse=True)
    return re.compile("|".join(_INSIDE.join(map(re.escape, word)) for word in words))


@cache
def begins() -> re.Pattern[str]:
    """Return the pattern of the beginning of a line that a label begins; a date may stand before it."""
    return re.compile(rf"[\s\[【(（·•]*(?:{DAY}[\s|]*)?(?:{any_label().pattern})")


@cache
def _telling() -> re.Pattern[str]:
    return re.compile(f"{begins().pattern}{_COLON}")


def is_told(text: str) -> bool:
    """Whether a line begins with a label and a colon: 来源：县政府办公室, 2023-03-30 10:12 点击：12."""
    return _telling().match(text) is not None


def bare(label: str) -> str:
    """Return a label without what stands within it."""
    return re.sub(_INSIDE, "", label)
