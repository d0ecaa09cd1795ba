"""The articles of a collection as reuse sees them: what counts of their texts, and which document each stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from zhize.errors import InputError
from zhize.reuse.folding import folded

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zhize.collection import Collection

SHORTEST: Final = 10  # characters that count; what is shorter says nothing of who took it from whom
_COLUMNS: Final = ["document", "article", "annex", "locator", "text"]
_SEPARATOR: Final = "\x1f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Articles:
    """Articles that can be compared, in the order of the collection; all columns are parallel."""

    documents: tuple[str, ...]  # names of the documents that have one, in order
    owner: NDArray[np.int32]  # index in `documents`
    article: pa.Array
    locator: pa.Array
    folded: tuple[str, ...]  # what counts of the text

    def __len__(self) -> int:
        """Return how many articles there are."""
        return len(self.folded)

    @property
    def sizes(self) -> NDArray[np.int64]:
        """Characters that count, an article each."""
        return np.fromiter(map(len, self.folded), np.int64, len(self.folded))


def read_articles(collection: Collection, *, annexes: bool = False) -> Articles:
    """Return the articles of a collection that can be compared.

    Left out are articles of fewer than ten characters that count, and annexes unless asked for: a form or a list of
    names is not taken over article by article.
    """
    table = collection.table("articles", _COLUMNS)
    # A part of the collection at a time, so that the texts as they stand are never all there as strings.
    texts = [folded(text) for part in table["text"].chunks for text in part.to_pylist()]
    table = table.drop_columns(["text"])
    pa.default_memory_pool().release_unused()  # of reading, a hundred MB of 150,000 articles; it would not come back
    kept = np.fromiter((len(text) >= SHORTEST for text in texts), bool, len(texts))
    if not annexes:
        kept &= ~table["annex"].to_numpy().astype(bool)
    table = table.filter(pa.array(kept))
    names = table["document"].combine_chunks().dictionary_encode()
    return Articles(
        documents=tuple(names.dictionary.to_pylist()),
        owner=names.indices.to_numpy().astype(np.int32),
        article=table["article"].combine_chunks(),
        locator=table["locator"].combine_chunks(),
        folded=tuple(text for text, keep in zip(texts, kept, strict=True) if keep),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """The table of pairs as numbers of articles, each pair in both directions."""

    one: NDArray[np.int64]
    other: NDArray[np.int64]
    likeness: NDArray[np.float64]


def numbered(articles: Articles, pairs: pa.Table) -> Pairs:
    """Return the pairs as numbers of articles.

    Raises:
        InputError: a pair names an article that is not there: the table belongs to another collection.
    """
    documents = pa.array(articles.documents, pa.string()).take(pa.array(articles.owner))
    known = pc.binary_join_element_wise(documents, articles.article, _SEPARATOR)
    sides = []
    for side in ("left", "right"):
        asked = pc.binary_join_element_wise(pairs[f"{side}_document"], pairs[f"{side}_article"], _SEPARATOR)
        found = pc.index_in(asked, value_set=known)
        if found.null_count:
            where = asked.filter(found.is_null())[0].as_py().replace(_SEPARATOR, " ")
            raise InputError("no such article", where=where, remedy="make the pairs of this collection again")
        sides.append(found.to_numpy().astype(np.int64))
    left, right = sides
    likeness = pairs["likeness"].to_numpy()
    both = np.concatenate([left, right]), np.concatenate([right, left]), np.concatenate([likeness, likeness])
    order = np.lexsort((both[1], both[0]))
    return Pairs(one=both[0][order], other=both[1][order], likeness=both[2][order])
