"""Documents → shards, by their names alone: a document that comes or goes changes its own shard and no other."""

from __future__ import annotations

import hashlib
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from zhize.batches.nouns import Shard

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zhize.batches.nouns import Document

SIZE: Final = 32
"""Documents of a shard in the middle: about 200,000 characters of laws, a second of work."""
_MOST_BYTES: Final = 4 * 2**20  # a shard is held in memory as a whole; Word and PDF files are mostly pictures
_MOST_TIMES: Final = 4  # so many times the size is the most, where no name ends a shard


def cut(documents: Iterable[Document], program: str, size: int = SIZE) -> tuple[Shard, ...]:
    """Return the shards of documents, in the order of their names.

    A shard ends behind a name whose digest says so, one name in `size`, as content-defined chunking does it: where
    the bounds lie does not depend on how many documents stand before them.

    Args:
        documents: in any order; no two of one name.
        program: the digest of the program; it and what the documents hold make the id of a shard.
        size: documents of a shard in the middle.
    """
    return tuple(_shard(run, program) for run in _runs(sorted(documents, key=attrgetter("name")), size))


def _runs(documents: Iterable[Document], size: int) -> Iterator[tuple[Document, ...]]:
    run: list[Document] = []
    held = 0
    for document in documents:
        run.append(document)
        held += document.size
        if _ends(document.name, size) or held >= _MOST_BYTES or len(run) >= _MOST_TIMES * size:
            yield tuple(run)
            run, held = [], 0
    if run:
        yield tuple(run)


def _ends(name: str, size: int) -> bool:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8]) % size == 0


def _shard(documents: tuple[Document, ...], program: str) -> Shard:
    digest = hashlib.sha256(program.encode())
    for document in documents:
        digest.update(f"\n{document.name}\t{document.sha256}".encode())
    return Shard(id=digest.hexdigest()[:20], documents=documents)
