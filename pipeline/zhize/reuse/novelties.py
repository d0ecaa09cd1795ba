"""The verbs `novelty` and `document_novelty`: what of a text is not in any older one."""

from __future__ import annotations

from dataclasses import dataclass
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
    older = _older(ground)
    return from_rows("novelty", [_row(ground, number, older.get(number)) for number in range(len(ground.articles))])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Older:
    """The older article that is most like another one."""

    number: int
    likeness: float
    version: bool  # whether it stands in an older version of the same regulation


def _older(ground: Ground) -> dict[int, _Older]:
    """Return the older article that is most like each article, for those that have one."""
    descent = descent_of(ground)
    pairs = ground.pairs
    told = np.flatnonzero(descent.succession | descent.taken)
    ranked = told[np.lexsort((pairs.other[told], descent.age[told], -pairs.likeness[told], pairs.one[told]))]
    articles, first = np.unique(pairs.one[ranked], return_index=True)
    return {
        number: _Older(
            number=int(pairs.other[pair]),
            likeness=float(pairs.likeness[pair]),
            version=bool(descent.succession[pair]),
        )
        for number, pair in zip(articles.tolist(), ranked[first].tolist(), strict=True)
    }


def _row(ground: Ground, number: int, older: _Older | None) -> dict[str, Any]:
    articles = ground.articles
    document = ground.documents[articles.owner[number]]
    return {
        "document": document.name,
        "article": articles.article[number].as_py(),
        "locator": articles.locator[number].as_py(),
        "characters": len(articles.folded[number]),
        "novelty": None if document.date is None else round(1 - (older.likeness if older else 0.0), 4),
        "nearest_document": articles.documents[articles.owner[older.number]] if older else None,
        "nearest_article": articles.article[older.number].as_py() if older else None,
        "version": older is not None and older.version,
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
    new = np.ones(len(ground.articles))
    for number, older in _older(ground).items():
        new[number] -= older.likeness
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
