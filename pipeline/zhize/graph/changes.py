"""What changes between the graphs of two regulations: ties that are new, gone or otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.graph.nouns import Facet, Shift, ShiftKind, Shifts
from zhize.graph.questions import duties

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import networkx as nx

    from zhize.graph.nouns import Duty
    from zhize.types import Relation

    Naming = Callable[[str], str]
    Tied = dict[tuple[str, str, Relation], list[Duty]]


def _as_it_is(name: str) -> str:
    return name


def changes(
    left: nx.MultiDiGraph, right: nx.MultiDiGraph, *, ours: Naming = _as_it_is, theirs: Naming = _as_it_is
) -> Shifts:
    """Return what changes from one duty graph to another.

    Args:
        left: the graph of the older, upper or first text.
        right: that of the other text.
        ours: gives a name of the left text as both texts have it: 本政府 for 县政府; as it is by default, for two
            versions of one text.
        theirs: the same for the right text: 本政府 for 市政府.

    Returns:
        A shift for each tie (bearer, counterpart and relation) that stands on one side only, or that differs in the
        number, modality, force or times of its duties; those of the left graph first, in its order. Seen from the
        other side additions are removals and nothing else differs.
    """
    before, after = _tied(left, ours), _tied(right, theirs)
    shifts = []
    for tie, said in before.items():
        other = after.get(tie, [])
        facets = tuple(_differing(said, other)) if other else ()
        if facets or not other:
            kind = ShiftKind.CHANGED if other else ShiftKind.REMOVED
            shifts.append(Shift(kind=kind, relation=tie[2], left=tuple(said), right=tuple(other), facets=facets))
    shifts += [
        Shift(kind=ShiftKind.ADDED, relation=tie[2], left=(), right=tuple(said))
        for tie, said in after.items()
        if tie not in before
    ]
    both = before.keys() & after.keys()
    return Shifts(
        ties=tuple(shifts),
        gone=_only(left, ours, right, theirs),
        new=_only(right, theirs, left, ours),
        same=len(both) - sum(shift.kind is ShiftKind.CHANGED for shift in shifts),
    )


def _tied(graph: nx.MultiDiGraph, naming: Naming) -> Tied:
    found: Tied = {}
    for duty in duties(graph):
        found.setdefault((naming(duty.bearer), naming(duty.counterpart), duty.relation), []).append(duty)
    return found


def _differing(left: Sequence[Duty], right: Sequence[Duty]) -> Iterator[Facet]:
    if len(left) != len(right):
        yield Facet.NUMBER
    for facet, attribute in (
        (Facet.MODALITY, "modality"),
        (Facet.FORCE, "force"),
        (Facet.DEADLINE, "deadline_value"),
        (Facet.FREQUENCY, "frequency_value"),
    ):
        if {getattr(duty, attribute) for duty in left} != {getattr(duty, attribute) for duty in right}:
            yield facet


def _only(graph: nx.MultiDiGraph, naming: Naming, other: nx.MultiDiGraph, others: Naming) -> tuple[str, ...]:
    known = {others(name) for name in other}
    return tuple(name for name in graph if naming(name) not in known)
