"""The parts of a collection → a DuckDB connection with a view for each table, shut off from everything else.

DuckDB reads the parts that the manifest names and no other file: external access is off, no extension is looked for,
and the configuration is locked. It writes nothing either, not even what does not fit into memory.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import duckdb
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from zhize.batches.ledger import part_file
from zhize.batches.schemas import tables
from zhize.collection.views import views
from zhize.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zhize.batches.ledger import Manifest

MEMORY: Final = "4GB"
"""The most that the queries of a connection take together, unless said otherwise."""

_AGAIN: Final = "run zhize batch again with the same -o: it makes what is missing"
_REPLACED: Final = "if it just ran, open the collection again"
_PART: Final = re.compile(r"""["']([^"'\n]+\.parquet)["']""")
_MOST_THREADS: Final = 8  # more gain nothing on parts of this size
_SHUT: Final = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",  # a name in a query is a table, never a variable of the program
    "temp_directory": "",
}


def connected(
    folder: Path, manifest: Manifest, *, memory: str = MEMORY, threads: int | None = None
) -> duckdb.DuckDBPyConnection:
    """Return a connection to an empty database in memory, with the tables, views and macros of a collection.

    Args:
        folder: of the collection.
        manifest: what belongs to it.
        memory: the most that queries take, as DuckDB writes it.
        threads: how many DuckDB uses; the cores at hand, eight at most, if None.

    Raises:
        InputError: a part is missing or damaged, or ``memory`` is no size.
    """
    parts = {name: _parts(folder, name, manifest) for name in tables()}
    limits = {"memory_limit": memory, "threads": str(threads or min(os.cpu_count() or 1, _MOST_THREADS))}
    try:
        connection = duckdb.connect(":memory:", config={**_SHUT, **limits})
    except duckdb.Error as error:
        remedy = "write a size such as 4GB, and at least one thread"
        raise InputError(_first_line(error), where=f"memory {memory}, threads {threads}", remedy=remedy) from error
    # What a part's footer says is read once and not by each query.
    connection.execute("SET parquet_metadata_cache = true")
    for name, paths in parts.items():
        try:
            connection.execute(f'CREATE VIEW "{name}" AS {_rows(name, paths)}')
        except duckdb.Error as error:  # DuckDB reads the first part to know the columns
            raise damage_of(damaged_part(str(error), map(Path, paths)) or Path(paths[0])) from error
    for view in views():
        connection.execute(view.statement)
    listed = _listed(path for paths in parts.values() for path in paths)
    connection.execute(f"SET allowed_paths = {listed}")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def damage_of(part: Path) -> InputError:
    """Return the error of a part that cannot be read; a run removes those that only an older manifest names."""
    if not part.exists():
        remedy = f"{_AGAIN}; {_REPLACED}"
        return InputError("this part of the collection is missing", where=str(part), remedy=remedy)
    return InputError(
        "this part of the collection is damaged", where=str(part), remedy=f"remove this file and {_AGAIN}"
    )


def damaged_part(message: str, parts: Iterable[Path]) -> Path | None:
    """Return the part that DuckDB's complaint is about: the one that it names, else the first that cannot be read.

    Args:
        message: what DuckDB said.
        parts: where to look.
    """
    if named := _PART.search(message):
        return Path(named[1])
    for part in parts:
        try:
            pq.read_table(part, partitioning=None)
        except (OSError, pa.ArrowException):
            return part
    return None


def _parts(folder: Path, table: str, manifest: Manifest) -> list[str]:
    """Return the parts of a table; a listing of the folder is quicker than to ask for each."""
    place = part_file(folder, table, "").parent
    there = {entry.name for entry in os.scandir(place)} if place.is_dir() else set()
    paths = [part_file(folder, table, shard) for shard in manifest.shards]
    for path in paths:
        if path.name not in there:
            raise damage_of(path)
    return [str(path.absolute()) for path in paths]


def _rows(table: str, paths: list[str]) -> str:
    """Return the SQL that reads a table; a collection of nothing has its columns all the same."""
    if paths:
        return f"SELECT * FROM read_parquet({_listed(paths)}, hive_partitioning = false)"  # noqa: S608  # our own paths
    fields = ", ".join(f'NULL::{_sql_type(field.type)} AS "{field.name}"' for field in tables()[table].schema)
    return f"SELECT {fields} WHERE false"


def _sql_type(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return "VARCHAR[]"
    return {pa.string(): "VARCHAR", pa.float64(): "DOUBLE", pa.int32(): "INTEGER", pa.bool_(): "BOOLEAN"}[kind]


def _listed(paths: Iterable[str]) -> str:
    quoted = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
    return f"[{quoted}]"


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
