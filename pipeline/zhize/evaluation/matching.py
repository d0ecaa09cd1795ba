"""What of a gold stands for what of a result, where the two do not agree to the character."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from zhize.types import Norm

# Norms are one where they share half of the shorter one and three tenths of what both cover: the scorer's own measures.
_OF_THE_SHORTER = 0.5
_OF_BOTH = 0.3

_BLANKS = re.compile(r"\s+")
_OWN_GOVERNMENT = re.compile(
    r"^(本级|本)?(国务院|[省市县区州盟旗]人民政府|[省市县区]政府)(?=(各|有关|相关|组成|工作)?部门)"
)
_WHICH = re.compile(r"^(各|有关|相关|所属)+")


def squeezed(text: str) -> str:
    """Return a text without blanks and line ends."""
    return _BLANKS.sub("", text)


def plain_name(name: str) -> str:
    """Return the name of a body as names are compared: without blanks, 各, 有关 and the government of 县政府各部门."""
    name = _WHICH.sub("", _OWN_GOVERNMENT.sub("", squeezed(name)))
    return name.replace("人民政府", "政府").replace("的", "")


def plain_anchor(anchor: str | None) -> str:
    """Return the words of an event as events are compared: without blanks and 之日."""
    return squeezed(anchor or "").removesuffix("之日")


def overlapping(left: Collection[tuple[int, int]], right: Collection[tuple[int, int]]) -> int:
    """Return how many extents of one side share a character with one of the other, each counted once.

    The one that ends first takes the one of the other side that ends first: every later one would serve any other as
    well, so no choice of pairs has more of them.
    """
    pairs, others = 0, sorted(right, key=lambda span: (span[1], span[0]))
    for start, end in sorted(left, key=lambda span: (span[1], span[0])):
        taken = next((span for span in others if span[0] < end and start < span[1]), None)
        if taken is not None:
            others.remove(taken)
            pairs += 1
    return pairs


def pairs_of(gold: Sequence[Norm], found: Sequence[Norm]) -> list[tuple[int, int]]:
    """Return which norm of a result stands for which of the gold, one to one, those that share most first."""
    extents = [_extent(norm) for norm in found]
    candidates = []
    for i, norm in enumerate(gold):
        extent = _extent(norm)
        for j, other in enumerate(extents):
            shared = len(extent & other)
            if not shared:
                continue
            of_both = shared / len(extent | other)
            if of_both >= _OF_BOTH and shared / min(len(extent), len(other)) >= _OF_THE_SHORTER:
                candidates.append((of_both, i, j))
    pairs, taken, used = [], set[int](), set[int]()
    for _, i, j in sorted(candidates, reverse=True):
        if i not in taken and j not in used:
            taken.add(i)
            used.add(j)
            pairs.append((i, j))
    return pairs


def _extent(norm: Norm) -> set[int]:
    """Return the characters of a norm's action and marker."""
    parts = (norm.action, norm.marker) if norm.marker else (norm.action,)
    return {at for part in parts for at in range(part.start, part.end)}
