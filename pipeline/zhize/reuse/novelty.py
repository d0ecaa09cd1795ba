"""The verbs `novelty` and `document_novelty`: what of a text is not in any older one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from zhize.reuse.descent import descent_of
from zhize.reuse.ground import ground_of
from zhize.reuse.schemas import from_rows

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

    from zhize.collection import Collection
    from zhize.reuse.ground import Ground


def novelty(collection: Collection, pairs: pa.Table) -> pa.Table:
    """Return how new each article is: 1 less its likeness to the older article that is most alike, 1 without any.

    Older versions of the same regulation count as older texts. What is less alike than the pairs reach counts as new.

    Args:
        collection: the collection.
        pairs: as `near_duplicates` returns them for it.

    Returns:
        The table ``novelty`` of ``tables.toml``: every article that could be compared.

    Raises:
        InputError: the pairs belong to another collection.
    """
    ground = ground_of(collection, pairs)
    nearest, version = _nearest(ground)
    return from_rows("novelty", [_row(ground, number, nearest, version) for number in range(len(nearest))])


def _nearest(ground: Ground) -> tuple[list[tuple[int, float] | None], list[bool]]:
    """Return the nearest older article of each article with its likeness, and whether it is of an older version."""
    descent = descent_of(ground)
    older = np.flatnonzero(descent.succession | descent.taken)
    one, other, likeness = ground.pairs.one[older], ground.pairs.other[older], ground.pairs.likeness[older]
    order = np.lexsort((other, descent.age[older], -likeness, one))
    articles, starts = np.unique(one[order], return_index=True)
    best = order[starts]
    nearest: list[tuple[int, float] | None] = [None] * len(ground.articles.folded)
    version = [False] * len(nearest)
    for number, row in zip(articles.tolist(), best.tolist(), strict=True):
        nearest[number] = int(other[row]), float(likeness[row])
        version[number] = bool(descent.succession[older[row]])
    return nearest, version


def _row(ground: Ground, number: int, nearest: list[tuple[int, float] | None], version: list[bool]) -> dict[str, Any]:
    articles, found = ground.articles, nearest[number]
    document = ground.documents[articles.owner[number]]
    return {
        "document": document.name,
        "article": articles.article[number].as_py(),
        "locator": articles.locator[number].as_py(),
        "characters": len(articles.folded[number]),
        "novelty": None if document.date is None else round(1 - (found[1] if found else 0.0), 4),
        "nearest_document": found and articles.documents[articles.owner[found[0]]],
        "nearest_article": found and articles.article[found[0]].as_py(),
        "version": version[number],
    }


def document_novelty(collection: Collection, pairs: pa.Table) -> pa.Table:
    """Return how new each document is: the mean novelty of its articles by their characters.

    Args:
        collection: the collection.
        pairs: as `near_duplicates` returns them for it.

    Returns:
        The table ``document_novelty`` of ``tables.toml``, in the order of the collection.

    Raises:
        InputError: the pairs belong to another collection.
    """
    ground = ground_of(collection, pairs)
    nearest, _ = _nearest(ground)
    new = np.array([1.0 - (found[1] if found else 0.0) for found in nearest])
    count = len(ground.documents)
    weighed = np.bincount(ground.articles.owner, weights=new * ground.articles.sizes, minlength=count)
    articles = np.bincount(ground.articles.owner, minlength=count)
    rows = [
        {
            "document": document.name,
            "title": document.title,
            "date": document.date,
            "articles": int(articles[index]),
            "characters": int(ground.totals[index]),
            "novelty": None if document.date is None else round(float(weighed[index] / ground.totals[index]), 4),
        }
        for index, document in enumerate(ground.documents)
    ]
    return from_rows("document_novelty", rows)
