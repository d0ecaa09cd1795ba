"""松紧: acts that most documents say must be done (应当) and a few say may be (可以).

What counts as one act: the whole act reads alike (`LIKE`, by characters, without commas and particles of the start),
begins with the same two characters, and its bearer is of the same kind: the same role, or the same name where the
words of the name tell no role. An act of few characters (向本级人民政府报告) says too little: its sentence has to read
alike too. Conditions are not compared, since they differ by a word in every text: a person has to read both sentences,
which is why both are given.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cdist

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

Row = dict[str, Any]

LIKE: Final = 85
"""How much of two acts, in hundredths, reads alike where they are one."""

_LONG, _LIKE_OF_LONG = 20, 80  # characters of an act that says so much that less of it may be the same
_SHORT: Final = 12  # characters of an act that needs its sentence
_SENTENCES: Final = 45  # how much of those reads alike, in hundredths

_MAY: Final = "permission"


def leanings(rows: Sequence[Row], *, least: float, share: float) -> list[Row]:
    """Return the norms with 可以 whose act most others must do, the most one-sided first.

    Args:
        rows: norms with ``kind`` (of the bearer), ``act`` (to compare by), ``modality``, ``document``, ``title``,
            ``locator``, ``bearers``, ``action`` and ``quote``.
        least: how many texts, by title, have to say 应当.
        share: how many of all that have this act, 0 to 1.
    """
    blocks: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        blocks[row["kind"], row["act"][:2]].append(row)
    found = [each for block in blocks.values() for each in _of_block(block, least, share)]
    return sorted(found, key=lambda row: (-row["must"] * row["alike"], row["title"], row["locator"]))


def _of_block(block: list[Row], least: float, share: float) -> Iterator[Row]:
    may = [row for row in block if row["modality"] == _MAY]
    must = [row for row in block if row["modality"] != _MAY]
    if not may or len(must) < least:
        return
    acts = [row["act"] for row in may]
    closeness = cdist(acts, [row["act"] for row in must], scorer=ratio, score_cutoff=_LIKE_OF_LONG, dtype=np.float32)
    kindred = cdist(acts, acts, scorer=ratio, score_cutoff=_LIKE_OF_LONG, dtype=np.float32)
    for row, others, peers in zip(may, closeness, kindred, strict=True):
        found = _leaning(row, must, others)
        if found is None:
            continue
        alike = (may[place]["title"] for place in np.flatnonzero(peers) if _same(row, may[place], peers[place]))
        found["may"] = len({row["title"], *alike})
        found["share"] = round(found["must"] / (found["must"] + found["may"]), 2)
        if found["must"] >= least and found["share"] >= share:
            yield found


def _leaning(row: Row, must: list[Row], closeness: NDArray[np.float32]) -> Row | None:
    """Return a norm with the one of the others that reads most like it."""
    places = [place for place in np.flatnonzero(closeness) if _same(row, must[place], closeness[place])]
    if not places:
        return None
    nearest = must[max(places, key=lambda place: (closeness[place], -place))]
    return {
        "title": row["title"],
        "locator": row["locator"],
        "bearers": tuple(row["bearers"]),
        "action": row["action"],
        "must": len({must[place]["title"] for place in places}),
        "may": 0,
        "share": 0.0,
        "alike": round(float(np.mean(closeness[places])) / 100, 2),
        "quote": row["quote"],
        "other_title": nearest["title"],
        "other_locator": nearest["locator"],
        "other_quote": nearest["quote"],
        "document": row["document"],
        "other_document": nearest["document"],
    }


def _same(row: Row, other: Row, closeness: float) -> bool:
    """Whether an act of another text is the same: one's own is no witness."""
    if row["title"] == other["title"] or (closeness < LIKE and len(row["act"]) < _LONG):
        return False
    return len(row["act"]) >= _SHORT or ratio(row["quote"], other["quote"]) >= _SENTENCES
