"""The matrix as Parquet: typed columns under their English names, for DuckDB, Polars, pandas and Spark."""

from __future__ import annotations

import re
from importlib.metadata import version
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from zhize import columns
from zhize.tables import matrix

if TYPE_CHECKING:
    from zhize.analysis import Analysis

SCHEMA: Final = "zhize.matrix/1"

_TYPES: Final = {
    columns.TEXT: pa.string(),
    columns.TUPLE: pa.list_(pa.string()),
    columns.NUMBER: pa.float64(),
    columns.FLAG: pa.bool_(),
    columns.COUNT: pa.int64(),
}
_SURROGATE: Final = re.compile("[\ud800-\udfff]")  # half a character, which a broken text may have
_VALUES: Final = pa.dictionary(pa.int8(), pa.string())


def to_parquet(*analyses: Analysis) -> bytes:
    """Return `zhize.matrix` of one or more documents.

    Args:
        analyses: the documents, in the order in which they shall stand.

    Returns:
        A .parquet file: lists are lists, what the text does not say is null. The metadata of the file says ``schema``
        and ``zhize`` (the version that wrote it), those of a column its Chinese ``label``. Characters that UTF-8 cannot
        hold stand as U+FFFD.
    """
    frame = matrix(*analyses)
    fields = [_field(name, kind, label) for name, kind, label in columns.MATRIX]
    arrays = [pa.array([_plain(value) for value in frame[field.name]], field.type) for field in fields]
    schema = pa.schema(fields, metadata={"schema": SCHEMA, "zhize": version("zhize")})
    buffer = BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), buffer, compression="zstd")
    return buffer.getvalue()


def from_parquet(data: bytes) -> pd.DataFrame:
    """Return the frame that `to_parquet` wrote: equal to `zhize.matrix`, with its types and tuples."""
    table = pq.read_table(BytesIO(data))
    types = matrix().dtypes
    found = {name: _series(table.column(name).to_pylist(), types[name]) for name in types.index}
    return pd.DataFrame(found)


def _series(values: list[Any], dtype: Any) -> pd.Series[Any]:  # noqa: ANN401  # what pandas calls a dtype
    return pd.Series([tuple(value) if isinstance(value, list) else value for value in values], dtype=dtype)


def _field(name: str, kind: object, label: str) -> pa.Field:
    return pa.field(name, _TYPES[kind] if isinstance(kind, str) else _VALUES, metadata={"label": label})


def _plain(value: object) -> object:
    """Return a value without pandas' NA and without what UTF-8 cannot hold."""
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    return None if value is pd.NA else value
