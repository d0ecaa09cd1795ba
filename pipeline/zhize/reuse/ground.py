"""What lineage, novelty, clusters and versions all ask: articles, pairs, documents with their days, shared text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow.compute as pc  # type: ignore[import-untyped]

from zhize.reuse.articles import numbered, read_articles

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from zhize.collection import Collection
    from zhize.reuse.articles import Articles, Pairs

_DAY: Final = re.compile(r"(?<!\d)((?:19|20)\d{2}-\d{2}-\d{2})(?!\d)")
_MADE: Final = ("amended", "issued", "passed")  # days on which a text came to be as it stands, the last one counts
_COLUMNS: Final = ["document", "title", "issuer", "place", *_MADE, "in_force_from"]
_ANNEX: Final = "annex-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A document and its days; None where nothing tells."""

    name: str
    title: str
    issuer: str | None
    place: str | None
    first: str | None  # the earliest day on which the regulation is known to have been made
    date: str | None  # of the text as it stands
    basis: str | None  # the column of documents that gives `date`, or name: it stands in the name of the file


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Text that documents share: one entry for each ordered two that share some, all columns parallel."""

    one: NDArray[np.int64]
    other: NDArray[np.int64]
    articles: NDArray[np.int64]  # of `one` that are near to one of `other`
    characters: NDArray[np.int64]  # of those


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A collection and its pairs, as numbers: documents and articles in the order of the collection."""

    articles: Articles
    pairs: Pairs
    documents: tuple[Dated, ...]
    totals: NDArray[np.int64]  # characters of a document's articles


def ground_of(collection: Collection, pairs: pa.Table) -> Ground:
    """Return what the pairs of a collection rest on; with annexes where a pair names one.

    Raises:
        InputError: the pairs belong to another collection.
    """
    annexes = any(pc.any(pc.starts_with(pairs[f"{side}_article"], _ANNEX)).as_py() for side in ("left", "right"))
    articles = read_articles(collection, annexes=annexes)
    rows = {row["document"]: row for row in collection.table("documents", _COLUMNS).to_pylist()}
    return Ground(
        articles=articles,
        pairs=numbered(articles, pairs),
        documents=tuple(_dated(rows[name]) for name in articles.documents),
        totals=np.bincount(articles.owner, weights=articles.sizes, minlength=len(articles.documents)).astype(np.int64),
    )


def _dated(row: dict[str, str | None]) -> Dated:
    name = row["document"] or ""
    made = [(day, kind) for kind in _MADE if (day := row[kind])]
    # A text with its amendments often states the day of the first version only, and its file the day of this one.
    made += [(found[1], "name")] if (found := _DAY.search(name)) else []
    if not made and (day := row["in_force_from"]):
        made = [(day, "in_force_from")]
    date, basis = max(made, key=lambda each: each[0], default=(None, None))
    return Dated(
        name=name,
        title=row["title"] or name,
        issuer=row["issuer"],
        place=row["place"],
        first=min((day for day, _ in made), default=None),
        date=date,
        basis=basis,
    )


def overlap(ground: Ground) -> Overlap:
    """Return how much text each two documents share."""
    count = len(ground.documents)
    owner = ground.articles.owner.astype(np.int64)
    reached = np.unique(ground.pairs.one * count + owner[ground.pairs.other])  # an article and a document
    article, other = np.divmod(reached, count) if count else (reached, reached)
    keys, inverse = np.unique(owner[article] * count + other, return_inverse=True)
    characters = np.bincount(inverse, weights=ground.articles.sizes[article], minlength=len(keys))
    one, other = np.divmod(keys, count) if count else (keys, keys)
    return Overlap(
        one=one,
        other=other,
        articles=np.bincount(inverse, minlength=len(keys)),
        characters=characters.astype(np.int64),
    )
