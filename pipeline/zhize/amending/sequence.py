"""The order of units that have numbers after some went, came or got other numbers: articles, paragraphs, items.

A decision says the numbers of the new text. The units that it gives a number stand there; the others fill the places
that are left, in their old order. A unit that is deleted leaves a gap where the decision does not close it.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Slot(Generic[T]):
    """A unit before it is put in order."""

    unit: T
    old: int = 0  # its number in the old text; 0 for one that comes
    claim: int = 0  # its number in the new text; 0 where the decision does not say it
    gone: bool = False  # deleted, so that its number is free
    behind: int = -1  # of one that comes without a number: the old number it stands behind, 0 for the front


@dataclass(frozen=True, slots=True)
class Order(Generic[T]):
    """The units in order with their numbers, and those for which there was no place."""

    placed: tuple[tuple[T, int], ...]
    refused: tuple[T, ...]  # their number is taken or lies beyond the end, or what they stand behind is not there


def arrange(olds: Sequence[Slot[T]], adds: Sequence[Slot[T]], *, first: int = 1) -> Order[T]:
    """Return the order of units.

    Args:
        olds: the units of the old text in order; one that is gone holds its number until another claims it.
        adds: those that come.
        first: the number of the first one.
    """
    claims: dict[int, T] = {}
    claiming = [slot for slot in (*adds, *olds) if slot.claim]
    refused = [slot.unit for slot in claiming if claims.setdefault(slot.claim, slot.unit) is not slot.unit]
    waiting = _waiting([slot for slot in olds if not slot.claim], [slot for slot in adds if not slot.claim], refused)
    placed: list[tuple[T, int]] = []
    number, at = first, 0
    while claims or at < len(waiting):
        if number in claims:
            placed.append((claims.pop(number), number))
            at += at < len(waiting) and waiting[at].gone and waiting[at].old == number
        elif at < len(waiting):
            if not waiting[at].gone:
                placed.append((waiting[at].unit, number))
            at += 1
        else:
            break
        number += 1
    return Order(tuple(placed), (*refused, *claims.values()))


def _waiting(olds: Sequence[Slot[T]], adds: Sequence[Slot[T]], refused: list[T]) -> list[Slot[T]]:
    """Return the units without a claim in order, each of those that come behind the one it is said to follow."""
    followers: dict[int, list[Slot[T]]] = {}
    for slot in adds:
        followers.setdefault(slot.behind, []).append(slot)
    waiting = followers.pop(0, [])
    for slot in olds:
        waiting += (slot, *followers.pop(slot.old, ()))
    refused += (slot.unit for slots in followers.values() for slot in slots)
    return waiting


def steady(ranks: Sequence[int]) -> frozenset[int]:
    """Return the positions of a longest run of ranks that rises: the units that kept their order."""
    tails: list[int] = []  # the lowest last rank of a run of each length
    ends: list[int] = []  # the position that holds it
    before: list[int] = []
    for position, rank in enumerate(ranks):
        length = bisect_left(tails, rank)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [rank]
        ends[length : length + 1] = [position]
    kept, at = [], ends[-1] if ends else -1
    while at >= 0:
        kept.append(at)
        at = before[at]
    return frozenset(kept)
