"""Stretches of a text that may be names of actors: from any character of a clause to a place where such names end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhize.tagging.name_words import grammar

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORTEST = 2
"""Characters that stand in a text before the end of any candidate."""
LONGEST = 20
"""Characters of a candidate that the rules do not know; of the mentions read in laws 1 in 300 is longer."""

LINKS = "、和或与及以（"
"""Before one of these a name may end that leaves its head to the next: 乡、镇人民政府."""

BREAKS = frozenset("。；：，、\n《》“”？！ \u3000")
"""Behind one of these a name may begin; in brackets the comma is none of them."""
COMMA = "、"
OPENING, CLOSING = "（(", "）)"
MARKS = "".join(sorted({*LINKS, *BREAKS, *OPENING, *CLOSING}))
"""All of these characters."""
_LINK = re.compile(f"[{LINKS}]")


def ends(text: str, pairs: frozenset[str]) -> list[int]:
    """Return where a name may end in a text.

    Args:
        text: the text.
        pairs: last two characters of names, beside those of the lexicons.
    """
    places = range(SHORTEST, len(text) + 1)
    return sorted({*filter(lambda end: may_end(text[end - 2 : end], pairs), places), *links(text)})


def may_end(pair: str, pairs: frozenset[str]) -> bool:
    """Whether a name may end behind two characters, or behind any and one; ``pairs`` as of `ends`."""
    known = grammar().ends
    return pair in pairs or pair in known.pairs or pair[-1] in known.singles


def links(text: str) -> list[int]:
    """Return where a name may end because a word follows that links it to the next."""
    return [link.start() for link in _LINK.finditer(text, SHORTEST)]


def starts(text: str, end: int) -> Iterator[int]:
    """Yield where a name may begin that ends at a position, the shortest first; brackets are in it whole or not."""
    depth = 0
    for start in range(end - 1, max(-1, end - LONGEST - 1), -1):
        character = text[start]
        if character in CLOSING:
            depth += 1
        elif character in OPENING:
            depth -= 1
            if depth < 0:
                return
        if character in BREAKS and not (depth and character == COMMA):
            return
        if not depth:
            yield start
