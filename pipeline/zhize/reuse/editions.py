"""The verb `versions`: regulations that a collection holds in several versions, each in order of time."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import networkx as nx

from zhize.reuse.ground import ground_of, overlap
from zhize.reuse.schemas import from_rows
from zhize.reuse.titles import lasting, subject

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa  # type: ignore[import-untyped]

    from zhize.collection import Collection
    from zhize.reuse.ground import Dated, Ground, Overlap

    Line = tuple[int, ...]  # documents of one regulation, oldest first

_SAME_TITLE: Final = 0.1  # share of the smaller one's characters that stand in the other: 10 % of a law made anew
_SAME_SUBJECT: Final = 0.6  # where only the subject of the titles is the same: 某暂行规定 that became 某办法


def versions(collection: Collection, pairs: pa.Table) -> pa.Table:
    """Return the regulations that the collection holds in several versions, oldest version first.

    Two documents are versions of one regulation when their titles are the same but for the nation, 暂行 and remarks of
    the version, and they come from one place or issuer (a law may be made anew without keeping an article) or, where
    that is unknown, a tenth of the smaller one stands in the other; or when they are about the same, called otherwise
    (某暂行规定 that became 某办法), and most of the smaller one stands in the other. Different places are different
    regulations.

    Args:
        collection: the collection.
        pairs: as `near_duplicates` returns them for it.

    Returns:
        The table ``versions`` of ``tables.toml``.

    Raises:
        InputError: the pairs belong to another collection.
    """
    ground = ground_of(collection, pairs)
    shared = overlap(ground)
    share = {
        (one, other): characters / ground.totals[one]
        for one, other, characters in zip(
            shared.one.tolist(), shared.other.tolist(), shared.characters.tolist(), strict=True
        )
    }
    rows = []
    for number, line in enumerate((line for line in lines(ground, shared) if len(line) > 1), 1):
        before = {younger: older for older, younger in pairwise(line)}
        rows += [
            {
                "regulation": number,
                "name": lasting(ground.documents[line[-1]].title),
                "version": version,
                "document": ground.documents[index].name,
                "title": ground.documents[index].title,
                "date": ground.documents[index].date,
                "basis": ground.documents[index].basis,
                "shared": round(float(share.get((index, before[index]), 0.0)), 4) if index in before else None,
            }
            for version, index in enumerate(line, 1)
        ]
    return from_rows("versions", rows)


def lines(ground: Ground, shared: Overlap) -> list[Line]:
    """Return the regulations, each as its versions from the oldest to the youngest, in the order of their first."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(ground.documents)))
    graph.add_edges_from(_by_text(ground, shared))
    graph.add_edges_from(_by_place(ground.documents))
    found = [
        tuple(sorted(component, key=lambda index: (ground.documents[index].date or "", ground.documents[index].name)))
        for component in nx.connected_components(graph)
    ]
    return sorted(found, key=min)


def _by_text(ground: Ground, shared: Overlap) -> Iterator[tuple[int, int]]:
    """Yield each two documents of one title or subject that share enough text, unless their places differ."""
    titles = [lasting(document.title) for document in ground.documents]
    subjects = [subject(document.title) for document in ground.documents]
    for one, other, characters in zip(
        shared.one.tolist(), shared.other.tolist(), shared.characters.tolist(), strict=True
    ):
        places = {ground.documents[one].place, ground.documents[other].place} - {None}
        if subjects[one] == subjects[other] and len(places) < 2:  # noqa: PLR2004  # they do not differ
            least = _SAME_TITLE if titles[one] == titles[other] else _SAME_SUBJECT
            if characters >= least * min(ground.totals[one], ground.totals[other]):
                yield one, other


def _by_place(documents: Sequence[Dated]) -> Iterator[tuple[int, int]]:
    """Yield documents of one title and one place or issuer, each with the next: one of them may be made anew.

    All of one day are parts of one instead: the books of a code.
    """
    groups: defaultdict[tuple[str, str | None, str | None], list[int]] = defaultdict(list)
    for index, document in enumerate(documents):
        if document.place or document.issuer:
            issuer = None if document.place else document.issuer
            groups[lasting(document.title), document.place, issuer].append(index)
    for group in groups.values():
        if len({documents[index].date for index in group}) > 1:
            yield from pairwise(group)
