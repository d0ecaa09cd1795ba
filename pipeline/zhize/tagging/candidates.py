"""Stretches of a text that may be names of actors: from any character of a clause to a place where such names end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.tagging.name_words import grammar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

LONGEST = 20
"""Characters of a candidate that the rules do not know; of the mentions read in laws 1 in 300 is longer."""

_LINKS = frozenset("、和或与及以（")  # before one a name may end that leaves its head to the next: 乡、镇人民政府
_BREAKS = frozenset("。；：，、\n《》“”？！ \u3000")


def ends(text: str, pairs: Collection[str]) -> list[int]:
    """Return where a name may end in a text.

    Args:
        text: the text.
        pairs: last two characters of names, beside those of the lexicons.
    """
    known = grammar().ends
    return [
        end
        for end in range(2, len(text) + 1)
        if (pair := text[end - 2 : end]) in pairs
        or pair in known.pairs
        or pair[1] in known.singles
        or text[end : end + 1] in _LINKS
    ]


def starts(text: str, end: int) -> Iterator[int]:
    """Yield where a name may begin that ends at a position, the shortest first; brackets are in it whole or not."""
    depth = 0
    for start in range(end - 1, max(-1, end - LONGEST - 1), -1):
        character = text[start]
        if character in "）)":
            depth += 1
        elif character in "（(":
            depth -= 1
            if depth < 0:
                return
        if character in _BREAKS and not (depth and character == "、"):
            return
        if not depth:
            yield start
