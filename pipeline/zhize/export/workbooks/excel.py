"""Sheets → a workbook that a law office prints on A4, sorts, reviews and files."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from zhize.export.workbooks.sheets import CHOICES, CONFIDENCE, REVIEW, deadlines, duties, notes, relations
from zhize.export.workbooks.workbook import (
    HEAD_FONT,
    TALLEST,
    height,
    legible,
    new_format,
    new_page,
    new_workbook,
    remarks,
    write_cell,
    write_notes,
)
from zhize.passages import DOUBTFUL

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from zhize.analysis import Analysis
    from zhize.forms.nouns import Sheet

__all__ = ["legible", "to_xlsx"]


def to_xlsx(*analyses: Analysis) -> bytes:
    """Return the workbook of one or more documents.

    Args:
        analyses: the documents, in the order in which they shall stand; several get a column 文件.

    Returns:
        An .xlsx file with the sheets 义务清单, 职责关系, 时限台账 and 说明. Texts are never formulas, also those that
        begin with ``=``, ``+``, ``-`` or ``@``; characters that XML forbids stand as visible signs, and 说明 says so.
    """
    sheets = [duties(*analyses), relations(*analyses), deadlines(*analyses)]
    buffer = BytesIO()
    with new_workbook(buffer, sheets[0].heading) as workbook:
        for sheet in sheets:
            _write_table(workbook, sheet)
        write_notes(workbook, notes(*analyses, remarks=remarks(sheets)))
    return buffer.getvalue()


def _write_table(workbook: Workbook, sheet: Sheet) -> None:
    """Write a table with a frozen header that filters and that every printed page repeats."""
    page = new_page(workbook, sheet)
    last = len(sheet.rows)
    page.freeze_panes(1, 3 if sheet.columns[1].title == "文件" else 2)
    page.autofilter(0, 0, last, len(sheet.columns) - 1)
    page.set_row(0, 26)
    head = new_format(workbook, bold=True, font_name=HEAD_FONT, align="center", bg_color="#E7E6E6")
    for number, column in enumerate(sheet.columns):
        page.write_string(0, number, column.title, head)
    plain = {centred: new_format(workbook, align="center" if centred else "left") for centred in (False, True)}
    score = new_format(workbook, align="center", num_format="0.00")
    doubt = new_format(workbook, align="center", num_format="0.00", bold=True, bg_color="#FFF2CC")
    for index, row in enumerate(sheet.rows, 1):
        page.set_row(index, min(height(sheet, row), TALLEST))
        for number, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            style = plain[column.centred]
            if column.title == CONFIDENCE:
                style = doubt if float(cell) < DOUBTFUL else score
            write_cell(page, index, number, cell, style)
    _offer_choices(page, sheet)


def _offer_choices(page: Worksheet, sheet: Sheet) -> None:
    titles = [column.title for column in sheet.columns]
    if REVIEW in titles and sheet.rows:
        number = titles.index(REVIEW)
        choice = {
            "validate": "list",
            "source": list(CHOICES),
            "error_title": REVIEW,
            "error_message": f"请选择{'、'.join(CHOICES)}。",
        }
        page.data_validation(1, number, len(sheet.rows), number, choice)
