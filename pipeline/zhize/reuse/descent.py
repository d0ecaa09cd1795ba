"""Which of two near articles is the older one: days of documents and lines of versions, as numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from zhize.reuse.editions import lines
from zhize.reuse.ground import overlap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from zhize.reuse.ground import Ground

_UNKNOWN: Final = np.iinfo(np.int64).max
_FIRST_DAY: Final = "0000-01-01"
_LAST_DAY: Final = "9999-12-31"


@dataclass(frozen=True, slots=True, kw_only=True)
class Descent:
    """What is known of who came first; columns of pairs are parallel to those of `Ground.pairs`."""

    since: tuple[str | None, ...]  # since when each article is known to stand in its regulation
    succession: NDArray[np.bool_]  # of pairs: the other article stands in an older version of the same regulation
    taken: NDArray[np.bool_]  # the other one stands in another regulation, and stood there first
    undecided: NDArray[np.bool_]  # the other one stands in another regulation, and the days do not tell
    certain: NDArray[np.bool_]  # the other one's whole text is older
    age: NDArray[np.int64]  # of pairs: the day of the other article as a number that sorts; the earliest is smallest


def descent_of(ground: Ground) -> Descent:
    """Return which article of each pair is the older one.

    The day of an article is that of its regulation's first version where it stands in the oldest version that the
    collection has (or in one that hands it on from there), else the day of the version that it first stands in.
    """
    line, oldest = _lines_of(ground)
    owner = ground.articles.owner
    one, other = ground.pairs.one, ground.pairs.other
    first = _days((document.first for document in ground.documents), _FIRST_DAY)
    begin = _days((document.date for document in ground.documents), _FIRST_DAY)
    end = _days((document.date for document in ground.documents), _LAST_DAY)
    within = line[owner[one]] == line[owner[other]]
    known = (end[owner[one]] != _UNKNOWN) & (end[owner[other]] != _UNKNOWN)
    succession = within & known & (end[owner[other]] < begin[owner[one]])
    own = np.where(oldest, first, begin)[owner]
    since = own.copy()
    np.minimum.at(since, one[succession], own[other[succession]])
    apart = ~within
    told = (since[one] != _UNKNOWN) & (since[other] != _UNKNOWN) & (since[one] != since[other])
    taken = apart & told & (since[other] < since[one])
    return Descent(
        since=tuple(_words(since, ground)),
        succession=succession,
        taken=taken,
        undecided=apart & ~told,
        certain=succession | (taken & (end[owner[other]] <= since[one])),
        age=np.where(succession, begin[owner[other]], since[other]),
    )


def _lines_of(ground: Ground) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the number of each document's regulation, and whether it is the oldest version of it."""
    line = np.zeros(len(ground.documents), np.int64)
    oldest = np.zeros(len(ground.documents), bool)
    for number, documents in enumerate(lines(ground, overlap(ground))):
        line[list(documents)] = number
        oldest[documents[0]] = True
    return line, oldest


def _days(dates: Iterable[str | None], rest: str) -> NDArray[np.int64]:
    """Return dates as numbers that sort; one that gives only the year is filled up with `rest`."""
    return np.array([_number(day, rest) if day else _UNKNOWN for day in dates], np.int64)


def _number(day: str, rest: str) -> int:
    return int((day + rest[len(day) :]).replace("-", ""))


def _words(since: NDArray[np.int64], ground: Ground) -> list[str | None]:
    """Return days as they are written, with no more than the documents say."""
    said = {
        _number(day, _FIRST_DAY): day for document in ground.documents for day in (document.first, document.date) if day
    }
    return [said.get(day) for day in since.tolist()]
