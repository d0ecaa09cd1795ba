"""The verb `build`: a collection → its index."""

from __future__ import annotations

import os
import sqlite3
from collections import defaultdict
from contextlib import closing, suppress
from secrets import token_hex
from typing import TYPE_CHECKING, Any

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
from filelock import FileLock

from zhize.collection.connecting import damage_of
from zhize.errors import OutputError
from zhize.files import check_folder, make_folder
from zhize.fulltext.conditions import days_of
from zhize.fulltext.storing import INDEXES, LOCK, MODALITIES, TABLES, index_file
from zhize.fulltext.units import fold, tokens
from zhize.types import Modality

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from zhize.collection import Collection

Row = dict[str, Any]
Place = tuple[str, str]  # a document and something in it

_COLUMNS = {
    "documents": ["document", "title", "level", "in_force_from", "in_force_until"],
    "articles": ["document", "article", "label", "locator", "text", "paragraphs"],
    "bodies": ["document", "body", "aliases"],
    "norms": ["document", "article", "norm", "start", "end", "bearers", "modality"],
    "times": ["document", "article", "norm", "type", "value", "text", "start", "end"],
}
_BUFFER = 1 << 26  # bytes that FTS5 gathers before it writes: fewer pieces to put together at the end


def build(collection: Collection, progress: Callable[[str], None] = lambda _: None) -> Path:
    """Build the index of a collection in its folder ``search``; one that is there already is kept.

    Args:
        collection: what is to be searched.
        progress: is told what is being done.

    Returns:
        The file of the index. Until it is complete it has another name; who builds at the same time waits.

    Raises:
        InputError: a part of the collection is missing or damaged.
        OutputError: the folder cannot be written.
    """
    path = index_file(collection)
    if path.is_file():
        return path
    _check_place(path.parent)
    make_folder(path.parent)
    beside = path.with_name(f"{token_hex(6)}.tmp")
    progress("waiting for another run that builds the index")
    try:
        with FileLock(path.parent / LOCK):
            if not path.is_file():
                _remove_others(path)
                _write(beside, collection, progress)
                beside.replace(path)
    except (OSError, sqlite3.Error) as error:
        remedy = "free some space, or check the folder"
        raise OutputError(f"cannot be written ({error})", where=str(path), remedy=remedy) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
    return path


def _check_place(folder: Path) -> None:
    """Say what to do where the collection cannot be written to.

    Raises:
        OutputError: it is so.
    """
    try:
        check_folder(folder)
    except OutputError as error:
        remedy = "let who may write there run zhize batch --index, or copy the collection"
        raise OutputError(f"has no index yet, and {error.what}", where=str(folder.parent), remedy=remedy) from error


def _remove_others(path: Path) -> None:
    """Remove the indexes of what the collection was before, and what a killed run left; the lock is held."""
    for other in path.parent.glob("*"):
        if other != path and other.suffix in {".tmp", ".sqlite"}:
            with suppress(OSError):  # Windows, and somebody reads it
                other.unlink()


def _write(path: Path, collection: Collection, progress: Callable[[str], None]) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as index:
        # Nothing but this run sees the file, and one that is not finished is thrown away.
        index.executescript("pragma journal_mode = off; pragma synchronous = off; pragma page_size = 8192;" + TABLES)
        index.execute("insert into words (words, rank) values ('hashsize', ?)", (_BUFFER,))
        index.execute("begin")
        filler = _Filler(index)
        shards = len(collection.manifest.shards)
        for shard in range(shards):
            progress(f"indexing part {shard + 1} of {shards}")
            filler.add({name: _rows(collection, name, shard) for name in _COLUMNS})
        progress("putting the index together")
        index.execute("insert into words (words) values ('optimize')")
        index.execute("commit")
        index.executescript(INDEXES)
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _rows(collection: Collection, table: str, shard: int) -> list[Row]:
    """Return the rows of a part of a table.

    Raises:
        InputError: the part is missing or damaged.
    """
    part = collection.files(table)[shard]
    try:
        found: list[Row] = pq.read_table(part, columns=_COLUMNS[table], partitioning=None).to_pylist()
    except (OSError, pa.ArrowException) as error:
        raise damage_of(part) from error
    return found


class _Filler:
    """Fills the tables of an index, a part of the collection at a time; numbers go on from part to part."""

    def __init__(self, index: sqlite3.Connection) -> None:
        self._index = index
        self._documents = self._articles = self._bodies = self._norms = 0
        self._labels: dict[str, int] = {}
        self._waiting: defaultdict[str, list[tuple[object, ...]]] = defaultdict(list)  # rows by table

    def add(self, part: dict[str, list[Row]]) -> None:
        """Add the rows of a part, which holds whole documents."""
        articles = self._add_articles(part["documents"], part["articles"])
        bodies = self._add_bodies(part["bodies"])
        deadlines = [row for row in part["times"] if row["type"] == "deadline"]
        loose = [row | {"modality": None, "bearers": ()} for row in deadlines if row["norm"] is None]
        norms = self._add_norms([*part["norms"], *loose], articles)
        self._add_bearers(norms, bodies)
        self._add_deadlines(norms, deadlines)
        self._write()

    def _fill(self, table: str, rows: Sequence[tuple[object, ...]]) -> None:
        """Lay rows aside for a table, named with its columns where not all are given."""
        self._waiting[table] += rows

    def _write(self) -> None:
        """Insert what was laid aside, all rows of a table at once."""
        for table, rows in self._waiting.items():
            if rows:
                values = ", ".join("?" * len(rows[0]))
                self._index.executemany(f"insert into {table} values ({values})", rows)  # noqa: S608  # names of ours
        self._waiting.clear()

    def _add_articles(self, documents: list[Row], rows: list[Row]) -> dict[Place, int]:
        """Add documents and their articles; return the numbers of these."""
        held = list(enumerate(rows, self._articles + 1))
        self._articles += len(rows)
        ids = self._add_documents(documents, held)
        columns = ("article", "locator", "label", "paragraphs")
        self._fill("articles", [(n, ids[row["document"]], *(row[column] for column in columns)) for n, row in held])
        self._fill("texts", [(number, row["text"]) for number, row in held])
        self._fill("words (rowid, text)", [(number, tokens(row["text"])) for number, row in held])
        return {(row["document"], row["article"]): number for number, row in held}

    def _add_documents(self, rows: list[Row], articles: list[tuple[int, Row]]) -> dict[str, int]:
        """Add documents, each with the first and the last of its articles; return their numbers."""
        own: dict[str, list[int]] = {}
        for number, article in articles:
            own.setdefault(article["document"], []).append(number)
        ids: dict[str, int] = {}
        facts = ("level", "in_force_from", "in_force_until")
        for number, row in enumerate(rows, self._documents + 1):
            name, title = row["document"], row["title"] or row["document"]
            within = own.get(name, [0])  # 0 for a document without articles
            told = (row[fact] for fact in facts)
            self._fill("documents", [(number, name, title, fold(title), *told, within[0], within[-1])])
            self._fill("titles (rowid, text)", [(number, tokens(title))])
            ids[name] = number
        self._documents += len(rows)
        return ids

    def _add_bodies(self, rows: list[Row]) -> dict[Place, int]:
        ids: dict[Place, int] = {}
        for row in rows:
            self._add_body(row["document"], (row["body"], *row["aliases"]), ids)
        return ids

    def _add_body(self, document: str, names: Sequence[str], ids: dict[Place, int]) -> None:
        """Add a body with its names, of which the first is the canonical one."""
        self._bodies += 1
        ids[document, names[0]] = self._bodies
        self._fill("bodies", [(self._bodies, self._label(names[0]))])
        self._fill("names", [(self._label(name), self._bodies) for name in dict.fromkeys(names)])

    def _label(self, name: str) -> int:
        """Return the number of a name, which bodies of many documents may share."""
        if name not in self._labels:
            self._labels[name] = len(self._labels) + 1
            self._fill("labels", [(self._labels[name], name, fold(name))])
        return self._labels[name]

    def _add_norms(self, rows: list[Row], articles: dict[Place, int]) -> list[tuple[int, Row]]:
        held = list(enumerate(rows, self._norms + 1))
        self._norms += len(held)
        found = [
            (
                number,
                articles[row["document"], row["article"]],
                row["norm"],
                None if row["modality"] is None else MODALITIES.index(Modality(row["modality"])),
                row["start"],
                row["end"],
            )
            for number, row in held
        ]
        self._fill("norms", found)
        return held

    def _add_bearers(self, norms: list[tuple[int, Row]], bodies: dict[Place, int]) -> None:
        found: list[tuple[object, ...]] = []
        for number, row in norms:
            for rank, bearer in enumerate(row["bearers"]):
                if (row["document"], bearer) not in bodies:  # one that the document never names
                    self._add_body(row["document"], (bearer,), bodies)
                found.append((bodies[row["document"], bearer], number, rank))
        self._fill("bearers", found)

    def _add_deadlines(self, norms: list[tuple[int, Row]], rows: list[Row]) -> None:
        ids = {(row["document"], row["norm"]): number for number, row in norms}
        loose = iter([number for number, row in norms if row["norm"] is None])
        found = [
            (
                next(loose) if row["norm"] is None else ids[row["document"], row["norm"]],
                row["value"],
                days_of(row["value"]),
                row["text"],
                row["start"],
                row["end"],
            )
            for row in rows
        ]
        self._fill("deadlines", found)
