"""What the picture puts together so that it can be followed: bodies in one frame, lines in one trunk.

Bodies of a tier that have the very same relations to the very same others stand in one frame, and one line ends at the
frame. Lines of one relation that begin or end at the same body run as one trunk; a trunk has one root, so each branch
of it still says who owes what to whom.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from zhize.graph import Tie
    from zhize.types import Relation


_Choice = tuple[str, bool, int, "Relation"]  # root, outward, step, relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """All ties of one relation from the bodies of one frame to those of another."""

    bearer: str  # first body of the frame
    counterpart: str
    relation: Relation
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trunk:
    """Links of one relation that run together from the body at which they all begin or end."""

    root: str
    outward: bool  # the root owes; else it is owed
    step: int  # 1: the leaves stand in lower rows, -1: in higher ones, 0: in the row of the root
    links: tuple[Link, ...]

    @property
    def relation(self) -> Relation:
        """Return the relation of all the links."""
        return self.links[0].relation

    def leaf(self, link: Link) -> str:
        """Return the other end of a link."""
        return link.counterpart if self.outward else link.bearer


def frames(drawn: Iterable[Tie], tier_of: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the bodies that have ties, put together where they have the same.

    Args:
        drawn: the ties.
        tier_of: the tier of every body, in the order of the text.

    Returns:
        For the first body of each frame all its bodies; most frames hold one.
    """
    sides: dict[str, set[tuple[str, str, Relation]]] = defaultdict(set)
    for tie in drawn:
        sides[tie.bearer].add(("owes", tie.counterpart, tie.relation))
        sides[tie.counterpart].add(("is owed", tie.bearer, tie.relation))
    same: dict[tuple[str, frozenset[tuple[str, str, Relation]]], list[str]] = defaultdict(list)
    for name, tier in tier_of.items():
        if name in sides:
            same[tier, frozenset(sides[name])].append(name)
    return {names[0]: tuple(names) for names in same.values()}


def links(drawn: Iterable[Tie], framed: Mapping[str, tuple[str, ...]]) -> tuple[Link, ...]:
    """Return the ties between frames, in the order of the text."""
    first = {name: head for head, names in framed.items() for name in names}
    found: dict[tuple[str, str, Relation], list[Tie]] = defaultdict(list)
    for tie in drawn:
        found[first[tie.bearer], first[tie.counterpart], tie.relation].append(tie)
    return tuple(
        Link(bearer=bearer, counterpart=counterpart, relation=relation, ties=tuple(same))
        for (bearer, counterpart, relation), same in found.items()
    )


def trunks(found: Sequence[Link], row_of: Mapping[str, int]) -> tuple[Trunk, ...]:
    """Return the links in trunks, as few as a greedy choice gives; each link stands in one.

    Args:
        found: links between two different frames.
        row_of: the row of each frame.
    """
    choices: dict[_Choice, set[int]] = defaultdict(set)
    for number, link in enumerate(found):
        step = _sign(row_of[link.counterpart] - row_of[link.bearer])
        choices[link.counterpart, False, -step, link.relation].add(number)
        choices[link.bearer, True, step, link.relation].add(number)
    chosen = []
    while choices:
        key = max(choices, key=lambda choice: len(choices[choice]))
        taken = choices.pop(key)
        choices = {other: rest for other, numbers in choices.items() if (rest := numbers - taken)}
        root, outward, step, _ = key
        same = tuple(found[number] for number in sorted(taken))
        chosen.append(Trunk(root=root, outward=outward, step=step, links=same))
    return tuple(chosen)


def _sign(difference: int) -> int:
    return (difference > 0) - (difference < 0)
