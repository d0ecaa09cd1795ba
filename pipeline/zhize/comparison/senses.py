"""Words that say the same: 或者 and 或, 三十日 and 30日, 有关部门 and 相关部门.

A rule that was only put in other words, or whose citations were only renumbered, demands what it demanded. The words
stand in ``synonyms.toml``.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from zhize.comparison.equality import fold
from zhize.lexicon import Entry, load
from zhize.numerals import int_of


class SynonymEntry(Entry, frozen=True):
    """A word of ``synonyms.toml`` and the plain one for it."""

    plain: str  # empty where the word adds nothing


_NUMBER = r"[零〇○一二两三四五六七八九十百千万]+"
_UNIT = "个?工作日|[个]?[日天月年]|个?小时|分钟|次|人|名|倍|万?元|平方米|公里|米"
# A citation's number changes whenever an article is put in before it; the words around it say what it is for.
_CITED = re.compile(rf"第(?:{_NUMBER}|\d+)(?P<unit>[条款项章节])(?:之{_NUMBER})?")
_MEASURE = re.compile(rf"(?<!第){_NUMBER}(?={_UNIT})")
_MARKS = re.compile("[,、;:.]")


@lru_cache(maxsize=16_384)
def sense(text: str) -> str:
    """Return a folded text in plain words, without its commas and stops."""
    pattern, plain = _grammar()
    text = pattern.sub(lambda found: plain[found[0]], text)
    text = _CITED.sub(r"第\g<unit>", text)
    return _MARKS.sub("", _MEASURE.sub(_digits, text))


def _digits(found: re.Match[str]) -> str:
    try:
        return str(int_of(found[0]))
    except ValueError:  # 三五日
        return found[0]


@cache
def _grammar() -> tuple[re.Pattern[str], dict[str, str]]:
    plain = {fold(entry.text).text: fold(entry.plain).text for entry in load("synonyms", SynonymEntry)}
    longest_first = sorted(plain, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), plain
