"""How two texts stand to each other, and which of them the other is held against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zhize.comparison.nouns import Side, Stance, StanceKind
from zhize.types import Level

if TYPE_CHECKING:
    from zhize.comparison.mapping import Home
    from zhize.types import Metadata, Regulation

_RANK: Final = {level: rank for rank, level in enumerate(Level)}  # 0 for the state


def stance_of(left: Regulation, right: Regulation, homes: tuple[Home, Home]) -> Stance:
    """Return how two regulations stand to each other.

    Args:
        left: a parsed regulation.
        right: the other one.
        homes: whose texts they are, as the texts themselves tell.

    Returns:
        Texts of two levels: the upper one is the basis (立法法 2023, 98 to 100). Texts of one government: versions,
        the older one the basis where both are dated. Others are peers, and the left one is the basis.
    """
    ranks = [None if home.level is None else _RANK[home.level] for home in homes]
    if ranks[0] is not None and ranks[1] is not None and ranks[0] != ranks[1]:
        return Stance(kind=StanceKind.LEVELS, basis=Side.LEFT if ranks[0] < ranks[1] else Side.RIGHT)
    if homes[0].place != homes[1].place or homes[0].word != homes[1].word:
        return Stance(kind=StanceKind.PEERS, basis=Side.LEFT)
    dates = _date(left.metadata), _date(right.metadata)
    newer_left = bool(dates[0] and dates[1]) and dates[0] > dates[1]
    return Stance(kind=StanceKind.VERSIONS, basis=Side.RIGHT if newer_left else Side.LEFT)


def _date(metadata: Metadata) -> str:
    """Return the day that tells a version from another: of its last amendment, where it has one."""
    return metadata.amended or metadata.passed or metadata.issued or metadata.in_force_from or ""
