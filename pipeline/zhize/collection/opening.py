"""The verb `open`: the folder of a collection → `Collection`."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from zhize.batches.ledger import part_file, read_manifest
from zhize.batches.schemas import tables
from zhize.collection.connecting import MEMORY, connected, damage_of
from zhize.collection.describing import catalogue_html, columns_frame, headline
from zhize.collection.querying import Session, answered, frame_of
from zhize.showing import Shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb
    import pandas as pd

    from zhize.batches.ledger import Manifest


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Collection(Shown):
    """A collection as its manifest stood when it was opened."""

    folder: Path
    manifest: Manifest
    session: Session = field(default_factory=Session, compare=False)  # of its queries

    def __str__(self) -> str:
        """Return where it lies and how much it holds, in a line."""
        return headline(self.folder, self.manifest)

    def _repr_html_(self) -> str:
        """Return its tables as a part of a page, for IPython."""
        return catalogue_html(self.folder, self.manifest)

    def files(self, table: str) -> tuple[Path, ...]:
        """Return the parts of a table, in the order of their documents."""
        return tuple(part_file(self.folder, table, shard) for shard in self.manifest.shards)

    def table(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """Return a table as Arrow, in the order of the documents.

        Args:
            name: documents, articles, norms …: see ``batches/tables.toml``.
            columns: the columns wanted; all by default.

        Raises:
            InputError: a part is missing or damaged.
        """
        schema = tables()[name].schema
        wanted = schema if columns is None else pa.schema([schema.field(column) for column in columns])
        parts = [_read(path, columns) for path in self.files(name)]
        return pa.concat_tables([wanted.empty_table(), *(part.cast(wanted) for part in parts)])

    def query(self, sql: str, params: Sequence[object] | Mapping[str, object] = ()) -> pd.DataFrame:
        """Return what a query in SQL finds.

        Args:
            sql: one statement that reads, as DuckDB knows it, over the tables of the collection and the views and
                macros of ``collection/views.toml``. ``references`` is a word of SQL: write ``citations``.
            params: values for its ``?``, or for its ``$name`` by name.

        Returns:
            A frame with ``NA`` for what is not said and tuples for lists.

        Raises:
            InputError: the SQL is wrong or wants another file, or a part is missing or damaged.
        """
        return frame_of(self.arrow(sql, params))

    def arrow(
        self, sql: str, params: Sequence[object] | Mapping[str, object] = (), *, limit: int | None = None
    ) -> pa.Table:
        """Return what a query finds as Arrow, or its first rows; see `query`."""
        parts = (path for name in tables() for path in self.files(name))
        return answered(self.session.cursor(self.connect), sql, params, parts, limit=limit)

    def connect(self, *, memory: str = MEMORY, threads: int | None = None) -> duckdb.DuckDBPyConnection:
        """Return a DuckDB connection of its own, with the tables as views: what is made in it lives in memory.

        It reads the parts and no other file, loads no extension, and its configuration is locked. Unlike `query` it
        runs every statement: do not name a part as what COPY writes to.

        Args:
            memory: the most that its queries take, as DuckDB writes it.
            threads: how many it uses; the cores at hand, eight at most, if None.

        Raises:
            InputError: a part is missing.
        """
        return connected(self.folder, self.manifest, memory=memory, threads=threads)

    def schema(self) -> pd.DataFrame:
        """Return one row a column of each table and view: what it is called, its type and what it holds."""
        return columns_frame()


def open_collection(folder: str | Path) -> Collection:
    """Open what ``zhize batch`` made.

    Raises:
        InputError: the folder holds no finished collection.
    """
    folder = Path(folder)
    return Collection(folder=folder, manifest=read_manifest(folder))


def _read(part: Path, columns: Sequence[str] | None) -> pa.Table:
    try:
        return pq.read_table(part, columns=columns, partitioning=None)
    except (OSError, pa.ArrowException) as error:
        raise damage_of(part) from error
