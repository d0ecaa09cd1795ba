"""Which norm of one side of a pair is which of the other.

Norms that say the same are set aside. The others are matched by the words of their action and by their place.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np
from rapidfuzz.distance import Indel
from scipy.optimize import linear_sum_assignment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from zhize.comparison.places import Places
    from zhize.comparison.statements import Statement

_SAME_PLACE: Final = 0.3  # what it counts that two norms stand at corresponding places
_SAME_BEARERS: Final = 0.05
_MATCHED: Final = 0.5  # likeness of the actions, place included, from which two norms are one
_NEAR: Final = 6  # characters that corresponding places may lie apart
_MOST: Final = 40_000  # combinations of norms up to which all are tried; a body of thousands is cut into stretches
_SHORTEST: Final = 4  # characters; a shorter action is found in longer ones by chance

_T = TypeVar("_T")
_Key = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """The norms of a pair that do not say the same on both sides."""

    changed: tuple[tuple[Statement, Statement], ...]
    removed: tuple[Statement, ...]
    added: tuple[Statement, ...]


def match(left: Sequence[Statement], right: Sequence[Statement], places: Places) -> Matches:
    """Match the norms of the two sides.

    Args:
        left: what the left articles state, in order.
        right: what the right ones state.
        places: where each place of the left side went.
    """
    common = Counter(map(_signature, left)) & Counter(map(_signature, right))
    first, second = without(left, common, _signature), without(right, common, _signature)
    changed = _assigned(first, second, places)
    used = {id(one) for one, _ in changed} | {id(other) for _, other in changed}
    return Matches(
        changed=tuple(changed),
        removed=tuple(one for one in first if id(one) not in used),
        added=tuple(other for other in second if id(other) not in used),
    )


def holder(statement: Statement, others: Iterable[Statement]) -> Statement | None:
    """Return the norm of the other side that holds the action of this one within its own: one norm there, two here."""
    if len(statement.action) < _SHORTEST:
        return None
    return next((other for other in others if statement.action in other.action), None)


def without(found: Sequence[_T], common: Counter[_Key], key: Callable[[_T], _Key]) -> list[_T]:
    """Return what was found, less those whose key both sides have.

    Args:
        found: what one side has, in order.
        common: how often both sides have each key.
        key: what has to be the same.
    """
    same = common.copy()
    rest = []
    for one in found:
        if same[key(one)]:
            same[key(one)] -= 1
        else:
            rest.append(one)
    return rest


def _signature(statement: Statement) -> _Key:
    return statement.signature


def _assigned(
    left: Sequence[Statement], right: Sequence[Statement], places: Places
) -> list[tuple[Statement, Statement]]:
    """Return the norms that are one, changed."""
    if not left or not right:
        return []
    if len(left) * len(right) > _MOST:
        half, other_half = (len(left) + 1) // 2, (len(right) + 1) // 2
        first = _assigned(left[:half], right[:other_half], places)
        return first + _assigned(left[half:], right[other_half:], places)
    scores = np.array([[_likeness(one, other, places) for other in right] for one in left])
    rows, columns = linear_sum_assignment(scores, maximize=True)
    return [(left[a], right[b]) for a, b in zip(rows, columns, strict=True) if scores[a, b] >= _MATCHED]


def _likeness(one: Statement, other: Statement, places: Places) -> float:
    likeness = Indel.normalized_similarity(one.action, other.action)
    apart = places.apart(one.article.id, one.norm.action.start, other.article.id, other.norm.action.start)
    same_bearers = set(one.bearers) == set(other.bearers)
    return float(likeness + _SAME_BEARERS * same_bearers + _SAME_PLACE * (apart <= _NEAR))
