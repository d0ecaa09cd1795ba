"""Rows of Arrow as a person or a program wants them: printed, or as a file."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from zhize import labels
from zhize.cli.output import terminal_width
from zhize.export.graphs.asking import wrapped
from zhize.export.terminal.aligned import width
from zhize.export.workbooks.table import write_table
from zhize.export.workbooks.workbook import new_workbook
from zhize.forms.nouns import Column, Sheet
from zhize.spreadsheets import csv_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SCHEMA: Final = "zhize.query/1"
"""Name of the document that ``--format json`` prints."""

SUFFIXES: Final = (".csv", ".xlsx", ".parquet", ".json")
_CELLS: Final = 24  # of a line of a column, the last long one takes what is left
_WIDEST: Final = 40  # digits, of a column of a workbook
_DATE: Final = "dated"  # column with the day of the version of a document
_TOO_WIDE: Final = "列多，屏幕排不下：少选几列，或者用 -o 存为 .xlsx"
_CODES: Final[Mapping[str, Mapping[str, str]]] = {
    "modality": labels.MODALITY,
    "level": labels.LEVEL,
    "tier": labels.LEVEL,
    "role": labels.ROLE,
    "direction": labels.DIRECTION,
    "bound": labels.BOUND,
    "body_type": labels.ACTOR_TYPE,
    "relation": {"succession": "旧版已有", "taken": "沿用", "undecided": "先后未定"},
    "basis": {"amended": "修正", "issued": "公布", "in_force_from": "施行", "passed": "通过", "name": "文件名"},
}
"""What stands for codes in the columns of a ready question where a person reads them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is to be shown."""

    rows: pa.Table
    name: str = "查询"  # what a person calls it
    id: str | None = None  # what a program calls it; None of SQL
    headings: Mapping[str, str] = field(default_factory=dict)  # column → what a person calls it
    shown: tuple[str, ...] = ()  # columns of what is printed; all by default
    note: str = ""  # what a reader of the answer should know
    more: bool = False  # whether rows were left out
    values: Mapping[str, object] = field(default_factory=dict)  # that the question was asked with
    sql: str = ""

    def words(self, column: str) -> str:
        """Return what a person calls a column."""
        return self.headings.get(column, column)


def printed(found: Found, kind: str) -> str:
    """Return rows as they are printed: text, json or csv."""
    if kind == "json":
        return _json(found)
    return _csv(found).decode("utf-8-sig") if kind == "csv" else _text(found)


def written(found: Found, suffix: str) -> bytes:
    """Return rows as the file that a suffix names: .csv, .xlsx, .parquet or .json."""
    match suffix:
        case ".json":
            return _json(found).encode("utf-8", "backslashreplace")
        case ".csv":
            return _csv(found)
        case ".xlsx":
            return _xlsx(found)
    return _parquet(found)


def _cell(found: Found, column: str, value: Any) -> str | int | float:  # noqa: ANN401  # whatever SQL returns
    """Return a value as a person reads it."""
    if value is None or value != value:  # noqa: PLR0124  # NaN
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, list):
        return "、".join(str(_cell(found, column, each)) for each in value)
    known = _CODES.get(column, {}) if found.id else {}
    return known.get(str(value), str(value))


def _rows(found: Found, columns: Sequence[str]) -> list[tuple[str | int | float, ...]]:
    places = [found.rows.column_names.index(column) for column in columns]
    cells = [
        [_cell(found, column, it) for it in found.rows.column(place).to_pylist()]
        for column, place in zip(columns, places, strict=True)
    ]
    return list(zip(*cells, strict=True))


def _text(found: Found) -> str:
    columns = found.shown or tuple(found.rows.column_names)
    rows = [tuple(map(str, row)) for row in _rows(_told_apart(found), columns)]
    head = tuple(map(found.words, columns))
    if not rows:
        return "没有\n"
    natural = [max(map(width, cells)) for cells in zip(head, *rows, strict=True)]
    # The column with the longest texts takes what the others leave.
    long = natural.index(max(natural))
    limits = [0 if place == long else _CELLS for place in range(len(columns))]
    total = terminal_width()
    lines = [
        *wrapped(head, rows, limits, total=total),
        "",
        f"{len(rows):,}行" + ("，还有更多：--limit 0 给出全部" if found.more else ""),
    ]
    if width(lines[1]) > total:
        lines.append(_TOO_WIDE)
    if found.note:
        lines.append(found.note)
    return "\n".join(lines) + "\n"


def _told_apart(found: Found) -> Found:
    """Return what is found with the date, or the name where dates are the same, behind a title of several documents.

    A law stands in a collection in all its versions, and a row has to say which one it is of.
    """
    names = found.rows.column_names
    if found.id is None or not {"title", "document"} <= set(names):
        return found
    titles, documents = found.rows.column("title").to_pylist(), found.rows.column("document").to_pylist()
    dates = found.rows.column(_DATE).to_pylist() if _DATE in names else [None] * len(titles)
    rows = list(zip(titles, documents, dates, strict=True))
    titled = Counter(title for title, *_ in set(rows))
    dated = Counter((title, date) for title, _, date in set(rows))
    told = [
        title if titled[title] == 1 else f"{title}（{date if date and dated[title, date] == 1 else document}）"
        for title, document, date in rows
    ]
    return replace(found, rows=found.rows.set_column(names.index("title"), "title", pa.array(told, pa.string())))


def _json(found: Found) -> str:
    document = {
        "schema": SCHEMA,
        "question": found.id,
        "values": {name: value for name, value in found.values.items() if value is not None},
        "sql": found.sql or None,
        "more": found.more,
        "rows": found.rows.to_pylist(),
    }
    return json.dumps(document, ensure_ascii=False, indent=1, default=str) + "\n"


def _csv(found: Found) -> bytes:
    columns = found.rows.column_names
    return csv_bytes([[found.words(column) for column in columns], *_rows(found, columns)])


def _xlsx(found: Found) -> bytes:
    columns, name = found.rows.column_names, found.name
    rows = _rows(found, columns)
    sizes = (
        [
            min(max(width(found.words(column)) + 3, *(width(str(row[place])) for row in rows[:200]), 8), _WIDEST)
            for place, column in enumerate(columns)
        ]
        if rows
        else [12] * len(columns)
    )
    titles = [Column(title=found.words(column), width=size) for column, size in zip(columns, sizes, strict=True)]
    sheet = Sheet(name=name, heading=name, columns=tuple(titles), rows=tuple(rows))
    buffer = BytesIO()
    with new_workbook(buffer, name) as workbook:
        write_table(workbook, sheet, frozen=1)
    return buffer.getvalue()


def _parquet(found: Found) -> bytes:
    fields = [field.with_metadata({"label": found.words(field.name)}) for field in found.rows.schema]
    buffer = BytesIO()
    pq.write_table(found.rows.cast(pa.schema(fields)).replace_schema_metadata(None), buffer, compression="zstd")
    return buffer.getvalue()
