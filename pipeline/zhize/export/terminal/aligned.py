"""Plain text in columns: Chinese characters take two cells of a terminal."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_GAP = "  "
_CUT = "…"
_NARROWEST = 16


def width(text: str) -> int:
    """Return how many terminal cells a text takes.

    Wide and full-width characters take two, combining and invisible ones none. Ambiguous ones (“ ” … ①) take one, as
    in the terminals of today; the Chinese console of Windows before 2018 gave them two.
    """
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf", "Cc"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cut(text: str, limit: int) -> str:
    """Return the text on one line in at most ``limit`` cells; one that is longer ends with ``…``."""
    return clip(" ".join(text.split()), limit)


def clip(line: str, limit: int) -> str:
    """Return a line in at most ``limit`` cells, its blanks as they are; one that is longer ends with ``…``."""
    if width(line) <= limit:
        return line
    taken, room = 0, limit - width(_CUT)
    for index, character in enumerate(line):
        taken += _cells(character)
        if taken > room:
            return line[:index] + _CUT
    return line


def pad(text: str, cells: int) -> str:
    """Return the text with spaces behind it up to ``cells`` cells."""
    return text + " " * (cells - width(text))


def table(head: Sequence[str], rows: Sequence[Sequence[str]], limits: Sequence[int], *, total: int) -> list[str]:
    """Lay rows out under a head.

    Args:
        head: the names of the columns.
        rows: the cells of each row, as many as the head has.
        limits: the most cells that each column may take; 0 for the one column that takes what the others leave.
        total: how many cells a line may take.

    Returns:
        The lines, without white space at their ends; texts that are too long are cut.
    """
    natural = [max(width(" ".join(cell.split())) for cell in column) for column in zip(head, *rows, strict=True)]
    widths = [min(cells, limit) for cells, limit in zip(natural, limits, strict=True)]
    left = total - sum(widths) - len(_GAP) * (len(head) - 1)
    widths = [
        cells if limit else min(most, max(left, _NARROWEST))
        for cells, limit, most in zip(widths, limits, natural, strict=True)
    ]
    ruled = (head, ["-" * cells for cells in widths], *rows)
    return [
        _GAP.join(pad(cut(cell, cells), cells) for cell, cells in zip(row, widths, strict=True)).rstrip()
        for row in ruled
    ]
