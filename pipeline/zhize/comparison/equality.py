"""When two articles say the same: white space and the width or form of punctuation do not count.

The article's own number is no part of its text, so it never counts. Everything else does: 、 is not ，, and a number in
figures is not the same number in characters.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from zhize.types import Span

_QUOTES = "“”„‟‘’‚‛「」『』﹁﹂﹃﹄〝〞〟＂＇\"'`´"
_OPEN, _CLOSE = "（([［〔【〖｛{❨⦅", "）)]］〕】〗｝}❩⦆"
_DASHES = "—–－―‐‑‒−─━～〜~-"
_SAME = (
    dict.fromkeys(map(ord, _QUOTES), '"')
    | dict.fromkeys(map(ord, _OPEN), "(")
    | dict.fromkeys(map(ord, _CLOSE), ")")
    | dict.fromkeys(map(ord, _DASHES), "-")
    | dict.fromkeys(map(ord, "·•・‧∙⋅"), "·")
    | dict.fromkeys(map(ord, "。｡．"), ".")
    | dict.fromkeys(map(ord, "〈＜<"), "《")
    | dict.fromkeys(map(ord, "〉＞>"), "》")
    | {ord("…"): "...", ord("﹑"): "、", ord("､"): "、"}
)
# Zero-width marks and control characters are no words.
_NOTHING = frozenset({"Cf", "Cc", "Zs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without what does not count, and where each of its characters stood."""

    text: str
    starts: tuple[int, ...]  # offset in the original of each character
    ends: tuple[int, ...]  # offset behind what each character came from

    def original(self, start: int, end: int) -> Span:
        """Return the stretch of the original that a stretch of the folded text came from; empty for an empty one."""
        if start < end:
            return Span(start=self.starts[start], end=self.ends[end - 1])
        at = self.ends[start - 1] if start else 0
        return Span(start=at, end=at)


@lru_cache(maxsize=8192)
def fold(text: str) -> Folded:
    """Return a text in the one form in which equal articles are equal."""
    pieces = [_plain(character) for character in text]
    starts = tuple(place for place, piece in enumerate(pieces) for _ in piece)
    return Folded("".join(pieces), starts, tuple(start + 1 for start in starts))


@lru_cache(maxsize=8192)
def _plain(character: str) -> str:
    """Return what a character counts as: nothing, itself, or the common form of its kind."""
    same = _SAME.get(ord(character))
    if same is not None:
        return same
    wide = unicodedata.normalize("NFKC", character).translate(_SAME)
    return "".join(part for part in wide if unicodedata.category(part) not in _NOTHING)
