"""An evaluation against a baseline: which figures changed, and which finds were gained and lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from zhize.evaluation.layers import Layer
from zhize.evaluation.nouns import Score

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zhize.evaluation.baseline import Baseline, GoldBaseline, LayerBaseline
    from zhize.evaluation.nouns import Evaluation, Item, LayerScore


class Kind(StrEnum):
    """What became of a find."""

    RIGHT = "right"  # it was missed, or said wrongly, and is right
    GONE = "gone"  # it was spurious and is not found any more
    MISSED = "missed"  # it was right and is missed, or said wrongly
    SPURIOUS = "spurious"  # it is spurious and was not found

    @property
    def is_gain(self) -> bool:
        """Whether the result is better for it."""
        return self in {Kind.RIGHT, Kind.GONE}


_LAYERS, _KINDS = list(Layer), list(Kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A find that was gained or lost."""

    layer: Layer
    kind: Kind
    item: Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The score of a layer, then and now."""

    layer: Layer
    before: Score | None  # None where the baseline does not have the layer
    after: Score

    @property
    def change(self) -> float | None:
        """How much the figure rose, below 0 where it fell; None where one of the two is none."""
        before = None if self.before is None else self.before.f1
        return None if before is None or self.after.f1 is None else self.after.f1 - before

    @property
    def fell(self) -> bool:
        """Whether the layer is worse than it was; by counts, for the figures are rounded."""
        if self.before is None:
            return False
        if self.before.is_empty:  # there was nothing to find; what is found now is spurious, unless it is a rate
            return not self.layer.is_rate and self.after.found > self.after.right
        before, after = self.before, self.after
        return after.right * (before.gold + before.found) < before.right * (after.gold + after.found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """An evaluation against what a baseline has of its gold."""

    evaluation: Evaluation
    figures: tuple[Figures, ...]  # every layer, in order
    changes: tuple[Change, ...]  # by layer and kind, in the order of the text; of a blind gold too
    same_gold: bool  # whether the gold is what it was

    @property
    def fell(self) -> tuple[Layer, ...]:
        """The layers whose figure is lower than it was."""
        return tuple(each.layer for each in self.figures if each.fell)


def difference(evaluation: Evaluation, baseline: Baseline) -> Difference | None:
    """Return how an evaluation stands to a baseline.

    Returns:
        What changed; None where the baseline does not have the gold.
    """
    before = baseline.golds.get(evaluation.name)
    if before is None:
        return None
    figures = tuple(
        Figures(layer=score.layer, before=_score(before.layers.get(score.layer)), after=score.score)
        for score in evaluation.layers
    )
    order = {article.id: number for number, article in enumerate(evaluation.gold.articles)}
    changes = [change for score in evaluation.layers for change in _changes(score, before)]
    return Difference(
        evaluation=evaluation,
        figures=figures,
        changes=tuple(sorted(changes, key=lambda change: _rank(change, order))),
        same_gold=before.digest == evaluation.gold.digest,
    )


def _rank(change: Change, order: Mapping[str, int]) -> tuple[int, int, int, Item]:
    """Return where a change stands in a list: by layer and kind, then in the order of the text."""
    item = change.item
    where = replace(item, article="", start=item.place.start, end=item.place.end)
    kinds = (_LAYERS.index(change.layer), _KINDS.index(change.kind))
    return (*kinds, order.get(item.article, len(order)), where)


def _score(layer: LayerBaseline | None) -> Score | None:
    return None if layer is None else Score(gold=layer.gold, found=layer.found, right=layer.right)


def _changes(score: LayerScore, before: GoldBaseline) -> Iterator[Change]:
    """Yield what was gained and lost in a layer that the baseline has, in the order of the articles."""
    layer = before.layers.get(score.layer)
    if layer is None or not score.layer.is_listed:
        return
    missed, spurious, right = layer.items("missed"), layer.items("spurious"), layer.items("right")
    now = {*score.right, *score.spurious}
    # What is not compared any more is a loss of the layer that it was found in.
    was_right = right.__contains__ if score.layer.keeps_right else lambda item: item not in missed
    by_kind = {
        Kind.RIGHT: [item for item in score.right if item in missed],
        Kind.GONE: [item for item in spurious if item not in now],
        Kind.MISSED: [item for item in score.missed if was_right(item)],
        Kind.SPURIOUS: [item for item in score.spurious if item not in spurious and item not in right],
    }
    for kind, items in by_kind.items():
        yield from (Change(layer=score.layer, kind=kind, item=item) for item in items)
