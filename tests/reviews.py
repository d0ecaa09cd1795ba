"""Workbooks as persons send them back: exported, edited with openpyxl, imported, and what a test then asks of them."""

from __future__ import annotations

import argparse
import hashlib
from dataclasses import replace
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Any

import openpyxl

from zhize.export.workbooks.excel import to_xlsx
from zhize.export.workbooks.sheets import duties
from zhize.review import Review, Reviewed, apply, entered
from zhize.review.reading import SHEET, read_workbook
from zhize.review.recording import Origin, Recorded, record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from zhize.analysis import Analysis
    from zhize.forms.nouns import Sheet
    from zhize.review.nouns import Entered, Row

AT = "2026-11-26T08:00:00Z"


def listed(analysis: Analysis, review: Review | None = None) -> Sheet:
    """Return 义务清单 of a regulation and its documents, with what was entered."""
    if review is None:
        return duties(*analysis.documents)
    reviewed = apply(analysis, review)
    return entered(duties(*reviewed.analysis.documents), reviewed)


def export(analysis: Analysis, review: Review | None = None) -> bytes:
    """Return the workbook of a regulation."""
    reviewed: Reviewed | None = None if review is None else apply(analysis, review)
    documents = (reviewed.analysis if reviewed else analysis).documents
    return to_xlsx(*documents, listed=listed(analysis, review))


def edited(data: bytes, edit: Callable[[Worksheet], object]) -> bytes:
    """Return a workbook after a person edited 义务清单."""
    return edited_book(data, lambda book: edit(book[SHEET]))


def edited_book(data: bytes, edit: Callable[[Workbook], object]) -> bytes:
    """Return a workbook after a person edited it."""
    book = openpyxl.load_workbook(BytesIO(data))
    edit(book)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def column_of(sheet: Worksheet, title: str) -> int:
    """Return the column with a title."""
    return next(cell.column for cell in sheet[1] if cell.value == title)


def line_of(sheet: Worksheet, key: str) -> int:
    """Return the row with a key."""
    column = column_of(sheet, "编号")
    return next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, column).value == key)


def put(sheet: Worksheet, key: str, **cells: object) -> None:
    """Write cells of a row, by the titles of their columns."""
    for title, value in cells.items():
        sheet.cell(line_of(sheet, key), column_of(sheet, title)).value = value  # type: ignore[assignment]


def append(sheet: Worksheet, **cells: object) -> int:
    """Write a row below the others, by the titles of its columns; return its line."""
    line = sheet.max_row + 1
    for title, value in cells.items():
        sheet.cell(line, column_of(sheet, title)).value = value  # type: ignore[assignment]
    return line


def read(data: bytes, edit: Callable[[Worksheet], object] | None = None) -> Entered:
    """Return what a workbook holds after an edit."""
    return read_workbook(edited(data, edit) if edit else data, "清单.xlsx")


def touched(found: Entered) -> list[Row]:
    """Return the rows in which something was entered."""
    return [row for row in found.rows if row.edits]


def take(
    analysis: Analysis,
    data: bytes,
    review: Review | None = None,
    *,
    by: str = "张三",
    at: str = AT,
    file: str = "清单.xlsx",
) -> Recorded:
    """Import a workbook."""
    origin = Origin(by=by, at=at, file=file, sha256=hashlib.sha256(data).hexdigest())
    return record(review, read_workbook(data, file), analysis, origin)


def grid(sheet: Sheet, *, without: tuple[str, ...] = ("number",)) -> dict[str, dict[str, Any]]:
    """Return the cells of a sheet by key and field."""
    names = [column.field for column in sheet.columns]
    return {
        key: {name: cell for name, cell in zip(names, row, strict=True) if name not in without}
        for key, row in zip(sheet.keys, sheet.rows, strict=True)
    }


def renamed(analysis: Analysis, title: str) -> Analysis:
    """Return a regulation under another title."""
    meta = replace(analysis.regulation.metadata, title=title)
    return replace(analysis, regulation=replace(analysis.regulation, metadata=meta))


def command(name: str, *arguments: str) -> None:
    """Run a command of ``zhize review``, as the command line does."""
    module = import_module(f"zhize.cli.review.{name}")
    parser = argparse.ArgumentParser()
    module.configure(parser)
    module.run(parser.parse_args([*arguments]))


def cells(found: Entered) -> Iterator[tuple[str, str, str, str]]:
    """Yield norm, cell, before and after of everything that was entered in rows of the export."""
    for row in found.rows:
        for name, edit in row.edits.items():
            yield row.norm, name, edit.before, edit.after
