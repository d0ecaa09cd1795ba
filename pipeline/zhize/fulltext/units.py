"""Text → the units by which it is found: characters of Chinese, words of letters and digits, each other sign alone.

What does not count in a search is folded away, one character for one, so that offsets stay: full and half width, letter
case. White space counts only between two Chinese characters or two words: 第 5 条 is 第5条, 督 查 is not 督查.
"""

from __future__ import annotations

import re
from operator import add
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD: Final = "0-9a-zß-öø-ɏͰ-ӿ"
_HAN: Final = "々〇㐀-䶿一-鿿豈-﫿𠀀-𳿿"
_UNITS: Final = re.compile(rf"[{_WORD}]+|[{_HAN}]+|[^\s{_WORD}{_HAN}]")
_IS_HAN: Final = re.compile(f"[{_HAN}]")
_IS_WORD: Final = re.compile(f"[{_WORD}]")
# The tokenizer of the index drops the punctuation of ASCII; these stand for it and are in no text.
_PRIVATE: Final = 0xE000


def _folding() -> dict[int, int]:
    """Return what each character that is folded becomes."""
    table = {ord("\u3000"): ord(" "), **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}}
    table |= dict(zip(map(ord, "｡｢｣､･"), map(ord, "。「」、·"), strict=True))
    for code in (*range(0x3000), *range(0xFF01, 0xFF5F)):
        small = chr(table.get(code, code)).lower()
        if len(small) == 1 and ord(small) != code:
            table[code] = ord(small)
    return table


_FOLDED: Final = _folding()


def fold(text: str) -> str:
    """Return a text as it is compared; its characters stand where they stood."""
    return text.translate(_FOLDED)


def tokens(text: str) -> str:
    """Return the tokens of a text for the index, a blank between two.

    A run of Chinese becomes its bigrams and its last character, so that there is a token a character: 督查室 → 督查
    查室 室. Whatever is looked for is then a row of tokens, the last one perhaps only begun: see `phrase`.
    """
    return " ".join(_tokens(fold(text)))


def _tokens(folded: str) -> Iterator[str]:
    """Yield tokens; the bigrams of a run as one string with blanks, which is what takes the time."""
    for run in _UNITS.findall(folded):
        first = run[0]
        if first < "\x80":
            yield run if first.isalnum() else chr(_PRIVATE + ord(first))
        elif len(run) > 1 and _IS_HAN.match(first):
            yield " ".join(map(add, run, run[1:]))
            yield run[-1]
        else:
            yield run


def phrase(words: str) -> str | None:
    """Return words as a phrase of FTS5 that matches wherever they stand in a text; None if they have no unit."""
    found = tokens(words).split()
    if not found:
        return None
    if not _IS_HAN.match(found[-1]):
        return f'"{" ".join(found)}"'
    # The words end within a run of Chinese: its last bigram says so, and a single character begins some bigram.
    alone = len(found) == 1 or not _joins(found[-2], found[-1])
    return f'"{" ".join(found)}" *' if alone else f'"{" ".join(found[:-1])}"'


def _joins(before: str, last: str) -> bool:
    return len(before) == 2 and before[1] == last and _IS_HAN.match(before) is not None  # noqa: PLR2004  # a bigram


def pattern(words: str) -> re.Pattern[str]:
    """Return an expression that finds, in a folded text, the places where words stand: the same as `phrase` finds."""
    folded = fold(words)
    parts: list[str] = []
    before: re.Match[str] | None = None
    for unit in _UNITS.finditer(folded):
        if before is not None:
            parts.append(r"\s+" if _kind(before[0]) == _kind(unit[0]) != "sign" else r"\s*")
        parts.append(re.escape(unit[0]))
        before = unit
    if before is None:
        return re.compile(r"(?!)")
    opened = f"(?<![{_WORD}])" if _IS_WORD.match(folded.lstrip()) else ""
    closed = f"(?![{_WORD}])" if _IS_WORD.match(before[0]) else ""
    return re.compile(opened + "".join(parts) + closed)


def _kind(unit: str) -> str:
    return "han" if _IS_HAN.match(unit) else "word" if _IS_WORD.match(unit) else "sign"
