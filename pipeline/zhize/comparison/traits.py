"""What speaks for two articles and against them: one grid a trait, a row a left article and a column a right one.

All traits are the same seen from the other side, so that which text is named first decides nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from math import log, sqrt
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from zhize.comparison.kinds import ArticleKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    from zhize.comparison.likeness import Likeness
    from zhize.comparison.passages import Passage

    Grid = NDArray[np.float32]

_T = TypeVar("_T")

_SENTENCE: Final = re.compile(r"[^.;\n]+")
_SHORTEST: Final = 7  # characters; shorter ones are headings of lists
_RELATIVE: Final = ("words", "sentence", "held_least", "held_most", "act")
_ONE_SUBJECT: Final = 0.25  # texts on one subject lie above, others below: 33 pairs of models/links against strangers
_TELLING: Final = 100  # runs said more than once that tell the subject of a text
_MOST: Final = 0.999  # cosines of equal texts differ in the last digit


def traits_of(
    left: Sequence[Passage], right: Sequence[Passage], likeness: Likeness, common: frozenset[str]
) -> dict[str, Grid]:
    """Return every trait of every pair of articles, by its name.

    Args:
        left: the articles of one text; at least one.
        right: those of the other.
        likeness: of the same articles.
        common: runs of two characters that texts on any subject have.

    Returns:
        Names end in ``_lead`` for how far a pair is ahead of the next best of its row or column (the lesser of the
        two), in ``_rank`` for how many are ahead of it there (logarithm, the greater of the two).
    """
    found = dict(_own(left, right, likeness, common))
    for name in _RELATIVE:
        found |= standing(name, found[name])
    return {name: grid.astype(np.float32) for name, grid in found.items()}


def _own(
    left: Sequence[Passage], right: Sequence[Passage], likeness: Likeness, common: frozenset[str]
) -> Iterator[tuple[str, Grid]]:
    """Yield what two articles have by themselves."""
    yield "words", np.minimum(likeness.grid, _MOST)
    yield "subject", np.full_like(likeness.grid, min(_subject(left, right, common), _ONE_SUBJECT))
    yield "sentence", _by_parts(left, right, _sentences, (2, 2))
    yield "act", _acts(left, right)
    ours, theirs = likeness.shares()
    yield "held_least", np.minimum(ours, theirs)
    yield "held_most", np.maximum(ours, theirs)
    yield "place", np.abs(places(len(left))[:, None] - places(len(right))[None, :])
    chapters = [passage.chapter for passage in left], [passage.chapter for passage in right]
    yield "chapter", _pairwise(*chapters, _dice)
    yield "chapters_unknown", _pairwise(*chapters, lambda one, other: float(not one or not other))
    yield "cited", _pairwise([p.cited for p in left], [p.cited for p in right], lambda a, b: float(bool(a & b)))
    sizes = np.log([len(p.text) + 1 for p in left]), np.log([len(p.text) + 1 for p in right])
    yield "shorter", np.minimum(sizes[0][:, None], sizes[1][None, :])
    yield "unequal", np.abs(sizes[0][:, None] - sizes[1][None, :])
    for kind in ArticleKind:
        here = np.array([kind in passage.kinds for passage in left])
        there = np.array([kind in passage.kinds for passage in right])
        yield f"both_{kind}", (here[:, None] & there[None, :]).astype(np.float32)
        yield f"one_{kind}", (here[:, None] ^ there[None, :]).astype(np.float32)


def _subject(left: Sequence[Passage], right: Sequence[Passage], common: frozenset[str]) -> float:
    """Return how far two texts speak of one thing: the cosine of their runs of two that not every text has."""
    ours, theirs = (_runs((passage.text for passage in side), common) for side in (left, right))
    both = sum(weight * theirs[run] for run, weight in ours.items() if run in theirs)
    sizes = [sum(weight**2 for weight in side.values()) for side in (ours, theirs)]
    return both / sqrt(sizes[0] * sizes[1]) if all(sizes) else 0.0


def _runs(texts: Iterable[str], common: frozenset[str]) -> dict[str, float]:
    counts = Counter(run[0] + run[1] for text in texts for run in pairwise(text))
    own = {run: 1 + log(count) for run, count in counts.items() if run not in common}
    # What is said once may be said in passing; of a short text everything is.
    twice = {run: weight for run, weight in own.items() if weight > 1}
    return twice if len(twice) >= _TELLING else own


def standing(name: str, grid: Grid) -> dict[str, Grid]:
    """Return how a pair stands among those that share an article with it: its lead and its rank."""
    leads, ranks = [], []
    for axis in (0, 1):
        ordered = np.sort(grid, axis=axis)
        best = np.take(ordered, [-1], axis=axis)
        second = np.take(ordered, [-2], axis=axis) if grid.shape[axis] > 1 else np.zeros_like(best)
        leads.append(grid - np.where(grid == best, second, best))
        ranks.append(np.log1p((-grid).argsort(axis=axis, kind="stable").argsort(axis=axis, kind="stable")))
    return {f"{name}_lead": np.minimum(*leads), f"{name}_rank": np.maximum(*ranks)}


def places(size: int) -> NDArray[np.float64]:
    """Return where each of so many articles stands in its text, 0 to 1."""
    return np.linspace(0, 1, size) if size > 1 else np.zeros(1)


def _pairwise(left: Sequence[_T], right: Sequence[_T], measure: Callable[[_T, _T], float]) -> Grid:
    known: dict[tuple[_T, _T], float] = {}
    for one in set(left):
        for other in set(right):
            known[one, other] = measure(one, other)
    return np.array([[known[one, other] for other in right] for one in left], dtype=np.float32)


def _dice(one: str, other: str) -> float:
    """Return the share of runs of two characters that two titles have in common."""
    ours, theirs = ({title[at : at + 2] for at in range(len(title) - 1)} for title in (one, other))
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours and theirs else 0.0


# --- the best pair of parts ------------------------------------------------------------------------------------------


def _sentences(passage: Passage) -> list[str]:
    return [match[0] for match in _SENTENCE.finditer(passage.text) if len(match[0]) >= _SHORTEST] or [passage.text]


def _by_parts(
    left: Sequence[Passage], right: Sequence[Passage], parts: Callable[[Passage], list[str]], runs: tuple[int, int]
) -> Grid:
    """Return the likeness of the two parts that are most alike: a rule of one text may be a sentence of the other."""
    ours, theirs = [list(map(parts, side)) for side in (left, right)]
    vectors = _vectors([part for side in (ours, theirs) for article in side for part in article], runs)
    count = sum(map(len, ours))
    grid = (vectors[:count] @ vectors[count:].T).toarray()
    return _greatest(grid, ours, theirs)


def _greatest(grid: Grid, ours: Sequence[Sequence[object]], theirs: Sequence[Sequence[object]]) -> Grid:
    """Return the greatest value of each block; every article has a part at least."""
    rows = np.maximum.reduceat(grid, np.cumsum([0, *map(len, ours[:-1])]), axis=0)
    found: Grid = np.maximum.reduceat(rows, np.cumsum([0, *map(len, theirs[:-1])]), axis=1)
    return np.minimum(found, _MOST)


def _acts(left: Sequence[Passage], right: Sequence[Passage]) -> Grid:
    """Return the likeness of the two norms that are most alike of those with one bearer and one modality."""
    ours, theirs = ([passage.acts or (None,) for passage in side] for side in (left, right))
    flat = [[act for acts in side for act in acts] for side in (ours, theirs)]
    vectors = _vectors([act.words if act else "" for side in flat for act in side], (2, 2))
    grid = (vectors[: len(flat[0])] @ vectors[len(flat[0]) :].T).toarray()
    modalities = [np.array([act.modality if act else "" for act in side]) for side in flat]
    names = sorted({name for side in flat for act in side if act for name in act.bearers})
    column = {name: at for at, name in enumerate(names)}
    bears = [np.zeros((len(side), len(names)), dtype=np.float32) for side in flat]
    for side, table in zip(flat, bears, strict=True):
        for row, act in enumerate(side):
            table[row, [column[name] for name in act.bearers] if act else []] = 1
    alike = (modalities[0][:, None] == modalities[1][None, :]) & (bears[0] @ bears[1].T > 0)
    return _greatest(np.where(alike, grid, np.float32(0)), ours, theirs)


def _vectors(texts: Sequence[str], runs: tuple[int, int]) -> csr_matrix:
    vectorizer = TfidfVectorizer(
        analyzer="char", ngram_range=runs, lowercase=False, sublinear_tf=True, dtype=np.float32
    )
    return vectorizer.fit_transform([f"\x02{text}\x03" for text in texts])
