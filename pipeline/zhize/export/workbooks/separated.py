"""Sheets → comma-separated values that Excel opens as Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.export.workbooks.sheets import duties
from zhize.spreadsheets import csv_bytes

if TYPE_CHECKING:
    from zhize.analysis import Analysis
    from zhize.forms.nouns import Sheet


def to_csv(*analyses: Analysis) -> bytes:
    """Return 义务清单 as CSV; see `sheet_to_csv`."""
    return sheet_to_csv(duties(*analyses))


def sheet_to_csv(sheet: Sheet) -> bytes:
    """Return a sheet as CSV: UTF-8 with the mark by which Excel knows it, a ``'`` before what could be a formula."""
    return csv_bytes([[column.title for column in sheet.columns], *sheet.rows])
