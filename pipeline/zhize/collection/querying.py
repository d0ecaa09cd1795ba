"""SQL and its values → rows, and what DuckDB complains about → one line."""

from __future__ import annotations

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import duckdb
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]

from zhize.collection.connecting import damage_of, damaged_part
from zhize.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

_WHERE: Final = "SQL"
_ONE: Final = "ask one question: SELECT …, or DESCRIBE and SHOW TABLES"
_CLOSED: Final = "a query reads the tables of the collection and no other file; save its answer with -o, or from pandas"
_TABLES: Final = "DESCRIBE norms shows the columns of a table, SHOW TABLES their names"
_KIND: Final = re.compile(r"^\w+(?: \w+)* Error: ")
_SUGGESTION: Final = re.compile(r"(?:Did you mean|Candidate bindings)[^\n]*")
_TYPES: Final = {
    pa.string(): pd.StringDtype(),
    pa.bool_(): pd.BooleanDtype(),
    pa.int32(): pd.Int32Dtype(),
    pa.int64(): pd.Int64Dtype(),
}


@dataclass(slots=True)
class Session:
    """The connection that the queries of an opened collection share; made by the first, and never sent elsewhere."""

    connection: duckdb.DuckDBPyConnection | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __reduce__(self) -> tuple[object, ...]:
        """Let a collection go to a worker process, which makes a connection of its own."""
        return type(self), ()

    def cursor(self, connect: Callable[[], duckdb.DuckDBPyConnection]) -> duckdb.DuckDBPyConnection:
        """Return a cursor of its own for one query."""
        with self.lock:
            if self.connection is None:
                self.connection = connect()
            return self.connection.cursor()


def answered(
    cursor: duckdb.DuckDBPyConnection,
    sql: str,
    values: Sequence[object] | Mapping[str, object],
    parts: Iterable[Path],
    *,
    limit: int | None = None,
) -> pa.Table:
    """Return the rows of a query.

    Args:
        cursor: that no other query uses.
        sql: one statement that only reads.
        values: for its ``?`` or ``$name``.
        parts: of the collection, to find the damaged one among them.
        limit: the most rows wanted; all if None.

    Raises:
        InputError: the SQL is wrong, wants another file or too much memory, or a part is damaged.
        KeyboardInterrupt: somebody pressed Ctrl-C; the query has ended.
    """
    try:
        _check(cursor, sql)
        return _run(cursor, sql, values, limit)
    except duckdb.Error as error:
        raise _explained(error, parts) from error


def _check(cursor: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Let through what only reads: a COPY could write over a part, which is no foreign file."""
    statements = cursor.extract_statements(sql)
    if len(statements) != 1:
        found = "is empty" if not statements else f"holds {len(statements)} statements"
        raise InputError(found, where=_WHERE, remedy=_ONE)
    if statements[0].type != duckdb.StatementType.SELECT:
        kind = statements[0].type.name
        raise InputError(f"{kind} is not for a collection, which is only read", where=_WHERE, remedy=_ONE)


def _run(
    cursor: duckdb.DuckDBPyConnection, sql: str, values: Sequence[object] | Mapping[str, object], limit: int | None
) -> pa.Table:
    """Run a query beside this thread, which waits for Ctrl-C: DuckDB itself does not hear it."""

    def run() -> pa.Table:
        rows = cursor.sql(sql, params=values or None)
        return (rows if limit is None else rows.limit(limit)).to_arrow_table()

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(run)
        try:
            return running.result()
        except KeyboardInterrupt:
            cursor.interrupt()
            raise


def _explained(error: duckdb.Error, parts: Iterable[Path]) -> InputError:
    message = str(error)
    first = _KIND.sub("", message.splitlines()[0]).strip()
    match error:
        case duckdb.PermissionException():
            return InputError(first, where=_WHERE, remedy=_CLOSED)
        case duckdb.OutOfMemoryException():
            remedy = "ask for fewer rows or columns, or give Collection.connect(memory=…) more"
            return InputError("the query needs more memory than it may take", where=_WHERE, remedy=remedy)
        case duckdb.ParserException() | duckdb.CatalogException() | duckdb.BinderException():
            hint = _SUGGESTION.search(message)
            return InputError(f"{first} {hint[0]}" if hint else first, where=_WHERE, remedy=_TABLES)
        case duckdb.ConversionException() | duckdb.OutOfRangeException():
            return InputError(first, where=_WHERE, remedy=_TABLES)
    damaged = damaged_part(message, parts)
    return damage_of(damaged) if damaged else InputError(first, where=_WHERE, remedy=_TABLES)


def frame_of(table: pa.Table) -> pd.DataFrame:
    """Return rows as pandas: ``NA`` for what is not said, tuples for lists, whole numbers where SQL has them."""
    plain = pa.table([_number(table.column(place)) for place in range(table.num_columns)], names=table.column_names)
    frame: pd.DataFrame = plain.to_pandas(types_mapper=_TYPES.get)
    for place, kind in enumerate(plain.schema.types):
        if pa.types.is_list(kind):
            cells = (None if cell is None else tuple(cell) for cell in plain.column(place).to_pylist())
            frame[plain.column_names[place]] = pd.Series(list(cells), dtype=object)
    return frame


def _number(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column without the decimals that SQL makes of sums and of 0.5."""
    if not pa.types.is_decimal(column.type):
        return column
    try:
        return column.cast(pa.int64() if column.type.scale == 0 else pa.float64())
    except pa.ArrowInvalid:  # a sum beyond 64 bits
        return column.cast(pa.float64())


def records_of(table: pa.Table) -> list[dict[str, Any]]:
    """Return rows as plain dicts."""
    plain = [_number(table.column(place)).to_pylist() for place in range(table.num_columns)]
    return [dict(zip(table.column_names, row, strict=True)) for row in zip(*plain, strict=True)]
