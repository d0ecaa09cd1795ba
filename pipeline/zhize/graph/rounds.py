"""Cycles of a graph of bodies, the shortest first: what a matter goes through until it is back where it began."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def rounds(ways: nx.DiGraph, longest: int) -> Iterator[tuple[str, ...]]:
    """Yield the cycles of a graph.

    `networkx.simple_cycles` finds them in an order that differs from run to run, long ones before short ones, and so
    is of no use to whoever takes the first fifty.

    Args:
        ways: the bodies in the order of the text.
        longest: how many links a cycle has at most.

    Yields:
        The cycles, the shortest first, of equals the one that the text names first; each from the body that the text
        names first.
    """
    at = {body: number for number, body in enumerate(ways)}
    parts = nx.strongly_connected_components(ways)
    # No way leads back to a body that stands in a part by itself, but the one from it to it.
    turning = (body for part in parts for body in part if len(part) > 1 or ways.has_edge(body, body))
    starts = sorted(turning, key=at.__getitem__)
    onward = {body: sorted(ways[body], key=at.__getitem__) for body in starts}
    left = {start: _links_back(ways, start, at) for start in starts}
    for links in range(1, longest + 1):
        for start in starts:
            yield from _closed((start,), links, onward, left[start])


def _links_back(ways: nx.DiGraph, start: str, at: Mapping[str, int]) -> dict[str, int]:
    """Return how many links at least lead from a body to the start, past none that the text names before the start."""
    found = {start: 0}
    reached = [start]
    for body in reached:
        for before in ways.pred[body]:
            if before not in found and at[before] > at[start]:
                found[before] = found[body] + 1
                reached.append(before)
    return found


def _closed(
    bodies: tuple[str, ...], links: int, onward: Mapping[str, Sequence[str]], left: Mapping[str, int]
) -> Iterator[tuple[str, ...]]:
    """Yield the cycles of exactly so many links that begin with some bodies."""
    missing = links - len(bodies)
    if not missing:
        if bodies[0] in onward[bodies[-1]]:
            yield bodies
        return
    for body in onward[bodies[-1]]:
        if body not in bodies and left.get(body, links) <= missing:
            yield from _closed((*bodies, body), links, onward, left)
