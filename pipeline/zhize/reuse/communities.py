"""The verb `clusters`: groups of regulations that share much text, the communities of a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import networkx as nx
import numpy as np

from zhize.errors import InputError
from zhize.reuse.editions import lines
from zhize.reuse.ground import ground_of, overlap
from zhize.reuse.schemas import from_rows
from zhize.reuse.titles import in_common, lasting, unissued

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

    from zhize.collection import Collection
    from zhize.reuse.ground import Ground, Overlap

CUT: Final = 0.2
_SEED: Final = 1  # the same groups on every run
_UNDATED: Final = "9999"  # stands behind all that are dated
_AND_OTHERS: Final = "等"


def clusters(collection: Collection, pairs: pa.Table, *, cut: float = CUT) -> pa.Table:
    """Return the groups of regulations that share much text, the largest first.

    A regulation stands there by its youngest version. Two are joined when of both texts together at least `cut`, by
    characters, stands in articles that are nearly the same; groups are the communities of that graph, as the Louvain
    method finds them (Blondel and others, Fast unfolding of communities in large networks, 2008), so that a chain of
    neighbours does not become one group. Regulations that stand alone have no row.

    Args:
        collection: the collection.
        pairs: as `near_duplicates` returns them for it.
        cut: the least share that joins two, above 0 to 1.

    Returns:
        The table ``clusters`` of ``tables.toml``.

    Raises:
        InputError: the pairs belong to another collection, or the cut is none.
    """
    if not 0 < cut <= 1:
        raise InputError("is no share", where=f"{cut}", remedy="give one above 0, up to 1")
    ground = ground_of(collection, pairs)
    shared = overlap(ground)
    graph = _joined(ground, shared, cut)
    found = [sorted(group) for group in nx.community.louvain_communities(graph, weight="weight", seed=_SEED)]
    groups = sorted((group for group in found if len(group) > 1), key=lambda group: (-len(group), group))
    shares = _shares(ground, groups)
    rows: list[dict[str, Any]] = []
    for number, group in enumerate(groups, 1):
        rows += _rows(ground, number, group, shares)
    return from_rows("clusters", rows)


def _joined(ground: Ground, shared: Overlap, cut: float) -> nx.Graph[int]:
    """Return the graph of regulations, by their youngest versions, and the share of text that each two have."""
    youngest = [line[-1] for line in lines(ground, shared)]
    keys = zip(shared.one.tolist(), shared.other.tolist(), strict=True)
    characters = dict(zip(keys, shared.characters.tolist(), strict=True))
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(sorted(youngest))
    for (one, other), count in sorted(characters.items()):
        if one < other and one in graph and other in graph:
            both = float((count + characters[other, one]) / (ground.totals[one] + ground.totals[other]))
            if both >= cut:
                graph.add_edge(one, other, weight=both)
    return graph


def _rows(ground: Ground, number: int, group: list[int], shares: dict[int, float]) -> list[dict[str, Any]]:
    members = [ground.documents[index] for index in group]
    titles = [unissued(lasting(member.title), member.place) for member in members]
    name = in_common(titles) or min(titles, key=lambda title: (len(title), title)) + _AND_OTHERS
    rows = [
        {
            "cluster": number,
            "name": name,
            "size": len(group),
            "document": member.name,
            "title": member.title,
            "date": member.date,
            "shared": shares[index],
        }
        for index, member in zip(group, members, strict=True)
    ]
    return sorted(rows, key=lambda row: (row["date"] or _UNDATED, row["document"]))


def _shares(ground: Ground, groups: list[list[int]]) -> dict[int, float]:
    """Return the share of each text that another one of its group has nearly the same."""
    owner, sizes = ground.articles.owner, ground.articles.sizes
    label = np.full(len(ground.documents), -1)
    for number, group in enumerate(groups):
        label[group] = number
    one, other = label[owner[ground.pairs.one]], label[owner[ground.pairs.other]]
    articles = np.unique(ground.pairs.one[(one == other) & (one >= 0)])
    characters = np.bincount(owner[articles], weights=sizes[articles], minlength=len(ground.documents))
    return {index: round(float(characters[index] / ground.totals[index]), 4) for group in groups for index in group}
