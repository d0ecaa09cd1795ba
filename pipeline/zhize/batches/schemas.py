"""The tables of a collection: ``tables.toml`` under its strict schema, and as schemas of Arrow."""

from __future__ import annotations

from functools import cache
from typing import Final, Literal

import msgspec
import pyarrow as pa  # type: ignore[import-untyped]

from zhize.batches.entries import entry, read_entries

SCHEMA: Final = "zhize.collection/1"
_FILE: Final = "tables.toml"
_TYPES: Final = {
    "text": pa.string(),
    "texts": pa.list_(pa.string()),
    "number": pa.float64(),
    "count": pa.int32(),
    "flag": pa.bool_(),
}


class Column(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What ``tables.toml`` says of a column."""

    type: Literal["text", "texts", "number", "count", "flag"]
    label: str  # Chinese
    about: str  # what it holds
    null: str | None = None  # when it is null; None if it never is


class Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What ``tables.toml`` says of a table."""

    name: str
    label: str  # Chinese
    row: str  # what a row is
    row_zh: str = ""  # the same in Chinese, of tables that are listed for people
    columns: dict[str, Column]  # in order

    @property
    def schema(self) -> pa.Schema:
        """The same for Arrow; each field carries its label and description as metadata."""
        fields = [
            pa.field(name, _TYPES[column.type], column.null is not None, {"label": column.label, "about": column.about})
            for name, column in self.columns.items()
        ]
        return pa.schema(fields, metadata={"schema": SCHEMA, "table": self.name, "label": self.label})


@cache
def tables() -> dict[str, Table]:
    """Return the tables by their names, ``documents`` first.

    Raises:
        LexiconError: ``tables.toml`` breaks its schema.
    """
    found = read_entries(__package__, _FILE)
    return {name: entry(Table, {"name": name, **raw}, where=f"{_FILE}, {name}") for name, raw in found.items()}
