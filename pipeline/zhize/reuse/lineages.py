"""The verbs `lineage` and `document_graph`: who took which article from whom, and when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import networkx as nx
import numpy as np
from rapidfuzz.distance import Indel

from zhize.reuse.descent import descent_of
from zhize.reuse.ground import ground_of, overlap
from zhize.reuse.schemas import from_rows

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]
    from numpy.typing import NDArray

    from zhize.collection import Collection
    from zhize.reuse.descent import Descent
    from zhize.reuse.ground import Ground

_BETWEEN: Final = "……"
_MANY: Final = 5  # documents that have a commonplace
_LITTLE: Final = 3  # articles that two documents share by chance: commonplaces often stand together


class Relation(StrEnum):
    """How an article came from an older one; the first that holds counts."""

    SUCCESSION = "succession"  # an older version of the same regulation has it
    TAKEN = "taken"  # another regulation has it first
    UNDECIDED = "undecided"  # another regulation has it, and no day tells which had it first


def lineage(collection: Collection, pairs: pa.Table) -> pa.Table:
    """Return for each article the earliest older article that it is near to, with what differs.

    An article that an older version of the same regulation has comes from there (succession), else from the regulation
    that had it first (taken). Where no day tells, the most alike one is named (undecided). An article that stands in no
    older document has no row. Days are those that the documents state: see `zhize.reuse.ground.Dated`.

    Args:
        collection: the collection.
        pairs: as `near_duplicates` returns them for it.

    Returns:
        The table ``lineage`` of ``tables.toml``, in the order of the collection.

    Raises:
        InputError: the pairs belong to another collection.
    """
    ground = ground_of(collection, pairs)
    descent = descent_of(ground)
    context = _context_of(ground)
    done = np.zeros(len(ground.articles), bool)
    rows: list[tuple[int, dict[str, Any]]] = []
    for relation, of_kind in (
        (Relation.SUCCESSION, descent.succession),
        (Relation.TAKEN, descent.taken),
        (Relation.UNDECIDED, descent.undecided),
    ):
        chosen = np.flatnonzero(of_kind & ~done[ground.pairs.one])
        for source, nearest in _sources(ground, descent, chosen, by_age=relation is not Relation.UNDECIDED):
            young = int(ground.pairs.one[source])
            rows.append((young, _row(ground, descent, source, nearest, relation) | context.row(young, source)))
        done[ground.pairs.one[chosen]] = True
    return from_rows("lineage", [row for _, row in sorted(rows, key=lambda each: each[0])])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """How much else the documents of a pair share."""

    common: NDArray[np.int64]  # articles that the two documents share, by pair
    documents: NDArray[np.int64]  # that have the article or a near one, by article
    commonplace: NDArray[np.bool_]  # by article

    def row(self, article: int, pair: int) -> dict[str, Any]:
        return {
            "common": int(self.common[pair]),
            "documents": int(self.documents[article]),
            "commonplace": bool(self.commonplace[article]),
        }


def _context_of(ground: Ground) -> _Context:
    count, size = max(1, len(ground.documents)), len(ground.articles)
    owner = ground.articles.owner.astype(np.int64)
    one, other = ground.pairs.one, ground.pairs.other
    shared = overlap(ground)
    at = np.searchsorted(shared.one * count + shared.other, owner[one] * count + owner[other])
    common = shared.articles[at]
    reached, first = np.unique(one * count + owner[other], return_index=True)
    documents = np.bincount(reached // count, minlength=size)
    little = np.bincount(reached // count, weights=common[first] <= _LITTLE, minlength=size)
    return _Context(
        common=common,
        documents=documents + 1,
        commonplace=(documents + 1 >= _MANY) & (2 * little > documents),
    )


def _sources(ground: Ground, descent: Descent, chosen: NDArray[np.int64], *, by_age: bool) -> list[tuple[int, int]]:
    """Return for each article the pair with its earliest source and the pair with the nearest one."""
    one, other, likeness = (column[chosen] for column in (ground.pairs.one, ground.pairs.other, ground.pairs.likeness))
    age = descent.age[chosen] if by_age else np.zeros(len(chosen), np.int64)
    earliest = chosen[np.lexsort((other, -likeness, age, one))]
    nearest = chosen[np.lexsort((other, age, -likeness, one))]
    starts = np.unique(ground.pairs.one[earliest], return_index=True)[1]
    return list(zip(earliest[starts].tolist(), nearest[starts].tolist(), strict=True))


def _row(ground: Ground, descent: Descent, source: int, nearest: int, relation: Relation) -> dict[str, Any]:
    young, old, near = int(ground.pairs.one[source]), int(ground.pairs.other[source]), int(ground.pairs.other[nearest])
    # A version has its own day; what another regulation took counts from the day that it first stood in each.
    day = _date if relation is Relation.SUCCESSION else _since
    return (
        _place(ground, young)
        | {f"source_{column}": value for column, value in _place(ground, old).items()}
        | _difference(ground.articles.folded[old], ground.articles.folded[young])
        | {
            "date": day(ground, descent, young),
            "source_date": day(ground, descent, old),
            "relation": relation.value,
            "certain": bool(descent.certain[source]),
            "likeness": float(ground.pairs.likeness[source]),
            "nearest_document": ground.articles.documents[ground.articles.owner[near]],
            "nearest_article": ground.articles.article[near].as_py(),
            "nearest_likeness": float(ground.pairs.likeness[nearest]),
        }
    )


def _place(ground: Ground, number: int) -> dict[str, str]:
    return {
        "document": ground.articles.documents[ground.articles.owner[number]],
        "article": ground.articles.article[number].as_py(),
        "locator": ground.articles.locator[number].as_py(),
    }


def _date(ground: Ground, _: Descent, number: int) -> str | None:
    """Return the day of the text that an article stands in."""
    document: int = ground.articles.owner[number]
    return ground.documents[document].date


def _since(_: Ground, descent: Descent, number: int) -> str | None:
    """Return since when an article is known to stand in its regulation."""
    return descent.since[number]


def _difference(old: str, young: str) -> dict[str, Any]:
    """Return the share of the younger text that was kept, and what was added and dropped."""
    added, dropped, kept = [], [], 0
    for step in Indel.opcodes(old, young):
        if step.tag == "equal":
            kept += step.dest_end - step.dest_start
        else:
            added.append(young[step.dest_start : step.dest_end])
            dropped.append(old[step.src_start : step.src_end])
    return {
        "kept": round(kept / len(young), 4),
        "added": _BETWEEN.join(filter(None, added)),
        "dropped": _BETWEEN.join(filter(None, dropped)),
    }


def document_graph(lineage: pa.Table, *, succession: bool = False) -> nx.DiGraph[str]:
    """Return who took from whom: an edge from each older document to a younger one that took articles from it.

    Commonplaces (自公布之日起施行) do not count. Edges have ``weight`` (articles taken over), ``certain`` (how many of
    those surely in this direction) and ``likeness`` (their mean).

    Args:
        lineage: as `lineage` returns it.
        succession: whether what a version has from an older one counts too.
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    kinds = {Relation.TAKEN, Relation.SUCCESSION} if succession else {Relation.TAKEN}
    columns = ["document", "source_document", "relation", "certain", "likeness", "commonplace"]
    for row in lineage.select(columns).to_pylist():
        if row["relation"] in kinds and not row["commonplace"]:
            _count(graph, row["source_document"], row["document"], row)
    for _, _, edge in graph.edges(data=True):
        edge["likeness"] = round(edge["likeness"] / edge["weight"], 4)
    return graph


def _count(graph: nx.DiGraph[str], older: str, younger: str, row: dict[str, Any]) -> None:
    if not graph.has_edge(older, younger):
        graph.add_edge(older, younger, weight=0, certain=0, likeness=0.0)
    edge = graph.edges[older, younger]
    edge["weight"] += 1
    edge["certain"] += int(row["certain"])
    edge["likeness"] += row["likeness"]
