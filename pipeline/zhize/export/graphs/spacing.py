"""Numbers in a row that keep their distances."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class _Block:
    """Neighbours that touch and move as one, in coordinates from which the distances are taken out."""

    weight: float
    mean: float
    size: int


def spread(
    wishes: Sequence[float], gaps: Sequence[float], low: float, high: float, weights: Sequence[float]
) -> list[float]:
    """Return places as near to the wishes as order, distances and limits allow (pool adjacent violators).

    Args:
        wishes: where each would like to stand; the order is the one to keep.
        gaps: the least distance from each to the next, one fewer than wishes.
        low: the least place.
        high: the greatest place; exceeded where the gaps need more room.
        weights: how much each insists on its wish.
    """
    offsets = [0.0, *accumulate(gaps)]
    blocks: list[_Block] = []
    for wish, offset, weight in zip(wishes, offsets, weights, strict=False):
        blocks.append(_Block(weight, wish - offset, 1))
        while len(blocks) > 1 and blocks[-2].mean >= blocks[-1].mean:
            last, first = blocks.pop(), blocks.pop()
            total = first.weight + last.weight
            mean = (first.mean * first.weight + last.mean * last.weight) / total
            blocks.append(_Block(total, mean, first.size + last.size))
    top = max(low, high - offsets[-1])
    means = [min(max(block.mean, low), top) for block in blocks for _ in range(block.size)]
    return [mean + offset for mean, offset in zip(means, offsets, strict=False)]
