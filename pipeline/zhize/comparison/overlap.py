"""Word for word: how much of a text stands in another one as it is (逐字重复).

Regulations should not repeat what upper ones say (规章制定程序条例, 8). Runs of eight characters and more count, in
neutral words, so that 县政府 in place of 市政府 breaks none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from zhize.comparison.mapping import Home, home_of, neutral
from zhize.comparison.nouns import Side

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zhize.comparison.nouns import Comparison
    from zhize.types import Regulation

    Hashes = NDArray[np.uint64]

_RUN: Final = 8  # characters in a row that are no chance any more
_PRIME: Final = np.uint64(1_000_003)


def repeated(comparison: Comparison) -> float:
    """Return the share of the judged text that stands verbatim in the basis, 0 to 1.

    Args:
        comparison: of two texts; its stance says which one is judged. Names that a user said correspond count as
            different words here.
    """
    texts = comparison.left.regulation, comparison.right.regulation
    own = home_of(texts[0]), home_of(texts[1])
    homes = (Home(), Home()) if own[0] == own[1] else own
    runs = [runs_of(_mapped(text, home)) for text, home in zip(texts, homes, strict=True)]
    return verbatim(*(runs[::-1] if comparison.stance.basis is Side.LEFT else runs))


def runs_of(text: str) -> Hashes:
    """Return a number for every run of eight characters of a text, in order; none for a shorter one."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    count = max(len(codes) - _RUN + 1, 0)
    runs: Hashes = np.zeros(count, dtype=np.uint64)
    for place in range(_RUN):
        runs = runs * _PRIME + codes[place : place + count]
    return runs


def verbatim(runs: Hashes, source: Hashes) -> float:
    """Return the share of a text's characters that stand in a run which the source has too, 0 to 1.

    Args:
        runs: of the text, as `runs_of` returns them.
        source: of the text that it may have them from.
    """
    if not runs.size or not source.size:
        return 0.0
    marks = np.zeros(len(runs) + _RUN, dtype=np.int64)
    begins = np.flatnonzero(np.isin(runs, source))
    np.add.at(marks, begins, 1)
    np.add.at(marks, begins + _RUN, -1)
    return round(float((np.cumsum(marks)[:-1] > 0).mean()), 4)


def _mapped(regulation: Regulation, home: Home) -> str:
    return "\n".join(neutral(article.text, home).text for article in regulation.articles)
