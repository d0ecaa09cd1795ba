"""The nouns of a run over many texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file to be read, or a text of a corpus by its name; its name and what it holds decide the result."""

    name: str  # in the collection: the path from the folder given, with /; or the name of a text of a corpus
    place: str  # where a worker finds it, whatever its own folder is: a whole path, or "" for a text of a corpus
    sha256: str  # of what it holds; "" if it cannot be read
    size: int  # bytes
    corpus: str | None = None  # the folder of the corpus, a whole path; None for a file


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """Documents that one worker does together and that lie in one part of each table."""

    id: str  # a digest of its documents and of the program; the name of its parts
    documents: tuple[Document, ...]  # by name

    @property
    def size(self) -> int:
        """Bytes of its documents."""
        return sum(document.size for document in self.documents)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A shard and all that a worker needs to make its parts, on this machine or another."""

    shard: Shard
    folder: str  # of the collection, a whole path
    program: str  # the digest of the program that a worker must be
    learned: bool  # whether the learned models run
    known: Mapping[str, str] = field(default_factory=dict)  # document → the shard that holds its rows already
    spared: Mapping[str, str] = field(default_factory=dict)  # document → why nobody may open it again
    again: bool = False  # whether it is done although its parts are there


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of a task."""

    shard: str  # its id
    changed: tuple[str, ...] = ()  # documents that no longer hold what they held; the shard was not made
    characters: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How far a run is."""

    documents: int  # done
    of: int  # to be done
    characters: int  # read so far
    seconds: float  # since the work began
    left: float | None  # seconds, by the bytes that are left; None while nothing is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run did, and what the collection holds now."""

    documents: int
    failed: int
    rows: Mapping[str, int]  # by table
    characters: int
    made: int  # documents analysed by this run
    kept: int  # documents whose rows were there already
    removed: int  # documents that the collection held before and that are gone
    passed_over: Mapping[str, int]  # files that are no texts, by suffix
    seconds: float
