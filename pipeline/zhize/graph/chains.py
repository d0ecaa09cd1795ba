"""Who must go through whom: chains of approval and report between two bodies, cycles in them, and bottlenecks.

A step of a chain is an edge of the graph by which something goes up: it is approved, reviewed, submitted or reported.
What is forbidden is no step; 未经县政府批准，不得发布 is one, for it asks for the approval.
"""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final

import networkx as nx

from zhize.graph.building import ASSENT
from zhize.graph.nouns import Chain, Duty, Gate, Link
from zhize.graph.questions import check, duties
from zhize.graph.rounds import rounds
from zhize.graph.totals import total_of
from zhize.types import Relation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from zhize.types import Norm

UPWARD: Final = ASSENT | {Relation.SUBMITS_TO, Relation.REPORTS_TO}
"""Relations by which something goes to another body: for approval, review or leave, or as a report."""

MOST: Final = 50
"""How many chains or cycles an answer holds at most; in a long text there are more than anybody reads."""

LONGEST: Final = 8
"""Links of the longest cycle that is looked for."""


def chains(
    graph: nx.MultiDiGraph, start: str, goal: str, *, relations: Collection[Relation] = UPWARD, most: int = MOST
) -> tuple[Chain, ...]:
    """Return the ways by which a matter goes from one body to another.

    Args:
        graph: the duty graph.
        start: the body that asks, submits or reports.
        goal: the body that it comes to in the end.
        relations: by which it may go; `zhize.graph.ASSENT` for approvals alone.
        most: how many chains at most.

    Returns:
        The chains in which no body stands twice, the shortest first, of equals the one that the text names first.

    Raises:
        KeyError: the graph has no such body.
    """
    check(graph, start, goal)
    steps = _Steps(graph, relations)
    if start == goal or not nx.has_path(steps.ways, start, goal):
        return ()
    found = islice(nx.shortest_simple_paths(steps.ways, start, goal), most)
    at = {body: number for number, body in enumerate(graph)}
    ranked = sorted(found, key=lambda bodies: (len(bodies), [at[body] for body in bodies]))
    return tuple(steps.chain(bodies, pairwise(bodies)) for bodies in ranked)


def cycles(graph: nx.MultiDiGraph, *, relations: Collection[Relation] = UPWARD, most: int = MOST) -> tuple[Chain, ...]:
    """Return the ways that lead back to where they began: whom a matter comes to twice.

    Args:
        graph: the duty graph.
        relations: by which it may go.
        most: how many cycles at most.

    Returns:
        The cycles of at most `LONGEST` links, the shortest first, of equals the one that the text names first; each
        from the body that the text names first, to which its last link leads back.
    """
    steps = _Steps(graph, relations)
    found = islice(rounds(steps.ways, LONGEST), most)
    return tuple(steps.chain(bodies, pairwise((*bodies, bodies[0]))) for bodies in found)


def bottlenecks(graph: nx.MultiDiGraph, signed: Mapping[str, Sequence[Norm]] | None = None) -> tuple[Gate, ...]:
    """Return the bodies whose signature, approval or review is needed most, and those in the middle of most ways.

    Args:
        graph: the duty graph.
        signed: what else bodies sign: `zhize.graph.signatures`.

    Returns:
        Every body that decides something or stands between two others, those with the most decisions first.
    """
    given = signed or {}
    ways = _Steps(graph, UPWARD).ways
    between = nx.betweenness_centrality(ways, normalized=False)
    into: dict[str, list[Duty]] = {}
    for _, counterpart, found in ways.edges(data="duties"):
        into.setdefault(counterpart, []).extend(found)
    gates = [
        Gate(
            body=body,
            approvals=tuple(duty for duty in into.get(body, ()) if duty.relation in ASSENT),
            received=tuple(duty for duty in into.get(body, ()) if duty.relation not in ASSENT),
            signs=tuple(given.get(body, ())),
            betweenness=round(between[body], 6),
            behind=len(nx.ancestors(ways, body)),
        )
        for body in graph
    ]
    chosen = [gate for gate in gates if gate.decisions or gate.betweenness]
    return tuple(sorted(chosen, key=lambda gate: (-gate.decisions, -gate.betweenness, -gate.behind)))


class _Steps:
    """The edges by which something goes up, the parallel ones as one."""

    def __init__(self, graph: nx.MultiDiGraph, relations: Collection[Relation]) -> None:
        self.ways = nx.DiGraph()
        self.ways.add_nodes_from(graph)
        self.of_norm: dict[tuple[str, str], list[Duty]] = {}
        for duty in duties(graph):
            if duty.relation not in relations or duty.barred:
                continue
            if not self.ways.has_edge(duty.bearer, duty.counterpart):
                self.ways.add_edge(duty.bearer, duty.counterpart, duties=[])
            self.ways[duty.bearer][duty.counterpart]["duties"].append(duty)
            self.of_norm.setdefault((duty.norm, duty.bearer), []).append(duty)

    def chain(self, bodies: Iterable[str], pairs: Iterable[tuple[str, str]]) -> Chain:
        links = tuple(self._link(*pair) for pair in pairs)
        return Chain(bodies=tuple(bodies), links=links, total=total_of(links))

    def _link(self, bearer: str, counterpart: str) -> Link:
        found = tuple(self.ways[bearer][counterpart]["duties"])
        return Link(
            bearer=bearer, counterpart=counterpart, duties=found, first=tuple(self._before(duty) for duty in found)
        )

    def _before(self, duty: Duty) -> tuple[str, ...]:
        """Return the bodies that the procedure of a duty's norm leads to before its counterpart."""
        steps = sorted(self.of_norm[duty.norm, duty.bearer], key=lambda each: each.step)
        earlier = (each.counterpart for each in steps if 0 < each.step < duty.step)
        return tuple(dict.fromkeys(body for body in earlier if body != duty.counterpart))
