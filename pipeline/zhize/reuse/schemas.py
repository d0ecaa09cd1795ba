"""The tables of text reuse: ``tables.toml`` under the schema of the collection's tables, and rows put into them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import msgspec
import pyarrow as pa  # type: ignore[import-untyped]

from zhize.batches.schemas import Table
from zhize.errors import LexiconError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FILE: Final = "tables.toml"


@cache
def tables() -> dict[str, Table]:
    """Return the tables of this room by their names.

    Raises:
        LexiconError: ``tables.toml`` breaks its schema.
    """
    try:
        document = tomllib.loads((files(__package__) / _FILE).read_text(encoding="utf-8"))
        return {name: msgspec.convert({"name": name, **raw}, Table) for name, raw in document.items()}
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise LexiconError(str(error), where=f"reuse/{_FILE}", remedy="see Table in batches/schemas.py") from error


def labels() -> dict[str, dict[str, str]]:
    """Return the Chinese label of every column, by table and column."""
    return {name: {key: column.label for key, column in table.columns.items()} for name, table in tables().items()}


def tabulate(name: str, columns: Mapping[str, Sequence[object]]) -> pa.Table:
    """Return columns as a table of this room: every column of its schema, in its order and type."""
    schema = tables()[name].schema
    arrays = [pa.array(columns[field.name], type=field.type) for field in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def from_rows(name: str, rows: Sequence[Mapping[str, object]]) -> pa.Table:
    """Return rows as a table of this room."""
    return tabulate(name, {column: [row[column] for row in rows] for column in tables()[name].columns})
