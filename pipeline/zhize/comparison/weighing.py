"""How likely it is that two articles stand for each other, by a learned weight for each trait.

Two linear models, one after the other: the first weighs the traits of a pair, the second what the first said of the
pair, of its neighbours and of the articles that the two cite. ``models/links`` has the weights, what they were learned
from and how. They are for texts that share their sense and not their sentences, as those of two levels of government.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import msgspec
import numpy as np

from zhize.comparison.traits import places, standing
from zhize.model_files import model_folder, read_weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from zhize.comparison.passages import Passage

    Grid = NDArray[np.float32]

WEIGHTS: Final = "weights.json"
_REACH: Final = 3.0  # articles: how far a neighbour's counterpart tells where one's own must be
_EDGE: Final = 1e-4  # keeps logarithms finite


class Linear(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A linear model of traits."""

    bias: float
    weights: dict[str, float]

    def logits(self, traits: dict[str, Grid]) -> Grid:
        """Return the logarithm of the odds for every pair."""
        total = sum((weight * traits[name] for name, weight in self.weights.items()), np.float32(self.bias))
        found: Grid = np.asarray(total, dtype=np.float32)
        return found


class LinkWeights(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The two models, and from which odds a pair is one."""

    schema: int
    common: str  # runs of two characters that texts on any subject have, one behind the other
    first: Linear
    second: Linear
    best: float  # enough for the best of an article's candidates, 0 to 1
    further: float  # enough for any

    @property
    def common_runs(self) -> frozenset[str]:
        """The runs of two characters that texts on any subject have."""
        return frozenset(self.common[at : at + 2] for at in range(0, len(self.common), 2))


def probabilities(
    left: Sequence[Passage], right: Sequence[Passage], traits: dict[str, Grid], weights: LinkWeights | None = None
) -> Grid:
    """Return how likely it is that two articles stand for each other, 0 to 1, a row a left article.

    Args:
        left: the articles of one text.
        right: those of the other.
        traits: what speaks for and against each pair: `zhize.comparison.traits.traits_of`.
        weights: other weights than the project's own.
    """
    model = weights or own_weights()
    seen = surroundings(odds(model.first.logits(traits)), [p.answers for p in left], [p.answers for p in right])
    return odds(model.second.logits(traits | seen))


def convincing(found: Grid, weights: LinkWeights | None = None) -> NDArray[np.bool_]:
    """Return which pairs are likely enough: the best of an article, and others that are surer."""
    model = weights or own_weights()
    best = (found >= found.max(axis=1, keepdims=True)) | (found >= found.max(axis=0, keepdims=True))
    enough: NDArray[np.bool_] = (found >= model.further) | (best & (found >= model.best))
    return enough


@cache
def own_weights() -> LinkWeights:
    """Return the project's own weights.

    Raises:
        InputError: the file is missing or broken.
    """
    return read_weights(model_folder("links") / WEIGHTS, LinkWeights, "the model of links")


def odds(logits: Grid) -> Grid:
    """Return probabilities for logarithms of odds."""
    found: Grid = (1 / (1 + np.exp(-np.clip(logits, -30, 30)))).astype(np.float32)
    return found


# --- what stands around a pair ---------------------------------------------------------------------------------------


def surroundings(first: Grid, left: Sequence[tuple[int, ...]], right: Sequence[tuple[int, ...]]) -> dict[str, Grid]:
    """Return the traits of the second model.

    Args:
        first: what the first model says of each pair.
        left: the articles of the left text that each of its articles cites, by index.
        right: those of the right text.
    """
    before, behind = _shifted(first, 1, 1), _shifted(first, -1, -1)
    beside = (_shifted(first, rows, columns) for rows in (-1, 1) for columns in (-2, -1, 0, 1, 2))
    away = np.minimum(_away(first), _away(first.T).T)
    sums = first.sum(axis=1, keepdims=True), first.sum(axis=0, keepdims=True)
    flat = np.zeros_like(first)
    return {
        "first": np.log((first + _EDGE) / (1 - first + _EDGE)),
        "next": np.maximum(before, behind),
        "both_sides": before + behind,
        "around": np.maximum.reduce(list(beside)),
        "away": away,
        "answers": _answers(first, left, right),
        "wanted_least": np.minimum(*sums) + flat,
        "wanted_most": np.maximum(*sums) + flat,
        **standing("first", first),
    }


def _shifted(grid: Grid, rows: int, columns: int) -> Grid:
    """Return what stands some rows above and some columns before each cell; 0 beyond the edges."""
    height, width = grid.shape
    found = np.zeros_like(grid)
    source = grid[max(0, -rows) : height - max(0, rows), max(0, -columns) : width - max(0, columns)]
    found[max(0, rows) : height - max(0, -rows), max(0, columns) : width - max(0, -columns)] = source
    return found


def _away(first: Grid) -> Grid:
    """Return how far each cell lies from where its row's counterpart must be, by those of the rows around it."""
    sure = first**2
    weight = sure.sum(axis=1)
    centre = (sure @ places(first.shape[1])) / np.maximum(weight, _EDGE)
    rows = np.arange(first.shape[0])
    near = np.exp(-np.abs(rows[:, None] - rows[None, :]) / _REACH) * weight[None, :]
    np.fill_diagonal(near, 0)
    expected = (near @ centre) / np.maximum(near.sum(axis=1), _EDGE)
    found: Grid = np.abs(places(first.shape[1])[None, :] - expected[:, None]).astype(np.float32)
    return found


def _answers(first: Grid, left: Sequence[tuple[int, ...]], right: Sequence[tuple[int, ...]]) -> Grid:
    """Return how likely an article that one cites stands for one that the other cites: penalties answer duties."""
    found = np.zeros_like(first)
    cited = [(column, targets) for column, targets in enumerate(right) if targets]
    for row, sources in enumerate(left):
        for column, targets in cited if sources else ():
            found[row, column] = first[np.ix_(sources, targets)].max()
    return found
