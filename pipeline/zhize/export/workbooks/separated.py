"""Sheets → comma-separated values that Excel opens as Chinese."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from zhize.export.workbooks.sheets import duties

if TYPE_CHECKING:
    from zhize.analysis import Analysis
    from zhize.forms.nouns import Cell, Sheet

# A spreadsheet takes what begins so for a formula; a ' before it makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(*analyses: Analysis) -> bytes:
    """Return 义务清单 as CSV; see `sheet_to_csv`."""
    return sheet_to_csv(duties(*analyses))


def sheet_to_csv(sheet: Sheet) -> bytes:
    """Return a sheet as CSV: UTF-8 with the mark by which Excel knows it, a ``'`` before what could be a formula."""
    buffer = StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([_safe(column.title) for column in sheet.columns])
    writer.writerows([_safe(cell) for cell in row] for row in sheet.rows)
    return buffer.getvalue().encode("utf-8-sig", "backslashreplace")


def _safe(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
