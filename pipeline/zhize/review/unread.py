"""Whether a workbook holds what somebody entered and no review has, so that nothing may take its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.errors import InputError
from zhize.review.opening import open_book
from zhize.review.originals import ORIGINALS
from zhize.review.reading import read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zhize.review.keeping import Review
    from zhize.review.nouns import Entered


def entered_in(data: bytes, where: str) -> Entered | None:
    """Return what persons entered in a file; None for one that is no workbook of this program's.

    Raises:
        InputError: it is such a workbook, and a cell in it cannot be, such as a formula.
    """
    try:
        is_ours = ORIGINALS in open_book(data, (ORIGINALS,), where=where).tables
    except InputError:
        return None
    return read_workbook(data, where) if is_ours else None


def is_held(entered: Entered, reviews: Iterable[Review]) -> bool:
    """Whether reviews hold all that was entered in a workbook."""
    held = {
        ("" if entry.added else entry.first_norm, name, change.after)
        for review in reviews
        for entry in review.entries
        for step in entry.history
        if step.base == entered.base
        for name, change in step.cells.items()
    }
    return held.issuperset(_entries(entered))


def _entries(entered: Entered) -> Iterator[tuple[str, str, str]]:
    for row in (*entered.rows, *entered.added):
        yield from ((row.norm, name, words) for name, words in row.words.items())
