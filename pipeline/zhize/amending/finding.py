"""Where quoted words stand in the old text: white space, the form of quotes and the width of marks do not count."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_CLASSES: Final = (
    "“”‘’\"'「」『』＂＇",
    "，,",
    "：:",
    "；;",
    "（(",
    "）)",
    "？?",
    "！!",
    "—－-–",
    "〈《<",
    "〉》>",
    "、﹑",
    "．.",
)
_SAME: Final = {character: "[" + re.escape(group) + "]" for group in _CLASSES for character in group}
_BLANK: Final = r"\s*"
_LONGEST: Final = 8000  # characters of words that are looked for


def places_of(words: str, text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return where words stand in a stretch of a text.

    Args:
        words: what is looked for.
        text: where.
        start: of the stretch.
        end: of the stretch.
    """
    if not words.strip() or len(words) > _LONGEST:
        return []
    pattern = _pattern(words)
    return [match.span() for match in pattern.finditer(text, start, len(text) if end is None else end)]


@lru_cache(maxsize=256)
def _pattern(words: str) -> re.Pattern[str]:
    characters = [_SAME.get(character, re.escape(character)) for character in words if not character.isspace()]
    return re.compile(_BLANK.join(characters))
