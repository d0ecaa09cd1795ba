"""The words of a statement in an amending decision, each with its letter: what the rules of the grammar see.

The words stand in ``amending.toml``. Quotations, names of texts, places and counts (一条) are read first; what is left
over says nothing to the grammar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Final

from zhize.amending.places import places_at
from zhize.amending.quoting import QUOTE
from zhize.lexicon import Entry, load
from zhize.numerals import int_of

if TYPE_CHECKING:
    from zhize.amending.nouns import Target


class Word(StrEnum):
    """What a word of ``amending.toml`` orders."""

    REPLACE = "replace"  # 修改为
    DELETE = "delete"  # 删去
    ADD = "add"  # 增加
    AS = "as"  # 作为
    WITHIN = "within"  # 中的
    MERGE = "merge"  # 合并
    SPLIT = "split"  # 分为
    AFTER = "after"  # 后
    BEFORE = "before"  # 前
    START = "start"  # 开头
    END = "end"  # 末尾
    EVERY = "every"  # 统一
    EACH = "each"  # 分别
    ORDER = "order"  # 条文顺序
    SHIFT = "shift"  # 相应调整
    UNREAD = "unread"  # 移至: orders what no rule can read
    SKIP = "skip"  # 修改后: holds another word and orders nothing


class AmendingEntry(Entry, frozen=True):
    """A word of ``amending.toml``."""

    kind: Word


LETTERS: Final = {
    Word.REPLACE: "M",
    Word.DELETE: "D",
    Word.ADD: "N",
    Word.AS: "A",
    Word.WITHIN: "I",
    Word.MERGE: "G",
    Word.SPLIT: "S",
    Word.AFTER: "F",
    Word.BEFORE: "B",
    Word.START: "H",
    Word.END: "E",
    Word.EVERY: "L",
    Word.EACH: "Y",
    Word.ORDER: "O",
    Word.SHIFT: "W",
    Word.UNREAD: "X",
}
"""The letter of each kind of word; besides them Q is a quotation, P places, T the name of a text, C a count, ; a stop.

A P without places (该条, 这一款) is the place that was named last."""

_TITLE: Final = r"《(?:[^《》]|《[^《》]*》)*》"
_PLACE: Final = (
    r"(?P<place>(?:原|新|修改后的?|本法|该)?第(?=[\s（(零〇两一二三四五六七八九十百千0-9０-９])|引言|序言|前言|导语|正文|附件|附表|附录"
    r"|(?:法律|法规|规章|文件|条例|决定|解释|规定)?(?:的)?(?:名称|标题|题目))"
)
_SAME: Final = r"(?:这一|该|本|上述)(?P<same>条|款|项|目|章|节|自然段|段)(?![例件])(?!\s*第)"
_COUNT: Final = (
    r"(?<!第)(?P<number>[一二两三四五六七八九十0-9]{1,3})个?(?P<unit>条|款|项|目|章|节|编|自然段|段|句)(?:话|规定)?"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a statement."""

    letter: str
    text: str
    start: int  # in the statement
    end: int
    targets: tuple[Target, ...] = ()  # of P
    quotation: int = 0  # of Q: which one of the statement
    number: int = 0  # of C


def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the words of a statement in order, without those that say nothing."""
    tokens: list[Token] = []
    pattern, letters = _pattern()
    at = quotations = 0
    while (match := pattern.search(text, at)) is not None:
        start, at = match.span()
        group = match.lastgroup
        word = match[0]
        if group == "place":
            places = places_at(text, start)
            if places is None:
                at = start + 1
                continue
            at = max(places.end, start + 1)
            tokens.append(Token("P", text[start:at], start, at, targets=places.targets))
        elif group == "same":
            tokens.append(Token("P", match["same"], start, at))
        elif group == "quote":
            tokens.append(Token("Q", word, start, at, quotation=quotations))
            quotations += 1
        elif group == "unit":
            tokens.append(Token("C", match["unit"], start, at, number=_number(match["number"])))
        elif group == "title":
            tokens.append(Token("T", word[1:-1], start, at))
        elif (letter := letters.get(word, "")) or group == "stop":
            tokens.append(Token(letter or ";", word, start, at))
    return tuple(tokens)


@cache
def _pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the pattern of everything that is read, and the letters of the words."""
    entries = load("amending", AmendingEntry)
    letters = {entry.text: LETTERS.get(entry.kind, "") for entry in entries}
    words = "|".join(re.escape(word) for word in sorted(letters, key=len, reverse=True))
    order = (f"(?P<quote>{QUOTE})", f"(?P<title>{_TITLE})", _SAME, _PLACE, _COUNT, "(?P<stop>[。；;])", f"(?:{words})")
    return re.compile("|".join(order)), letters


def _number(numeral: str) -> int:
    try:
        return int_of(numeral)
    except ValueError:
        return 0
