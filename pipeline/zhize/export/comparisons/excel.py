"""A comparison as a workbook: 条文对照 to print and review, 变化清单, 待判断事项 and 职能对应表 to sort and filter."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from zhize.comparison import Side as Hand
from zhize.comparison import StanceKind
from zhize.export.comparisons.rows import rows
from zhize.export.comparisons.sheets import (
    ADAPTED,
    ALONE,
    LEFT,
    PLAIN,
    RIGHT,
    articles,
    changes,
    fragments,
    judgements,
    notes,
    roles,
    text_of,
)
from zhize.export.workbooks.workbook import (
    HEAD_FONT,
    LONGEST,
    TALLEST,
    height,
    legible,
    new_format,
    new_page,
    new_workbook,
    remarks,
    units,
    write_cell,
    write_notes,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from zhize.comparison import Comparison
    from zhize.export.comparisons.sheets import Fragment
    from zhize.forms.nouns import Sheet


def to_xlsx(comparison: Comparison) -> bytes:
    """Return the workbook of a comparison.

    Args:
        comparison: what `zhize.compare` returned.

    Returns:
        An .xlsx file with the sheets 条文对照, 变化清单, 待判断事项, 职能对应表 and 说明. What only the newer or own
        text has is bold and underlined; what only the older one has is struck through, what only the upper one has is
        italic and underlined twice. Texts are never formulas.
    """
    sheets = (articles(comparison), changes(comparison), judgements(comparison), roles(comparison))
    buffer = BytesIO()
    with new_workbook(buffer, sheets[0].heading) as workbook:
        pages = [_write(workbook, sheet) for sheet in sheets]
        _mark(workbook, pages[0], comparison)
        write_notes(workbook, notes(comparison, remarks(sheets)))
    return buffer.getvalue()


def _write(workbook: Workbook, sheet: Sheet) -> Worksheet:
    """Write a table with a frozen header that filters and that every printed page repeats."""
    page = new_page(workbook, sheet)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    page.set_row(0, 26)
    head = new_format(workbook, bold=True, font_name=HEAD_FONT, align="center", bg_color="#E7E6E6")
    for number, column in enumerate(sheet.columns):
        write_cell(page, 0, number, column.title, head)
    plain = {centred: new_format(workbook, align="center" if centred else "left") for centred in (False, True)}
    score = new_format(workbook, align="center", num_format="0.00")
    for index, row in enumerate(sheet.rows, 1):
        page.set_row(index, min(height(sheet, row), TALLEST))
        for number, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            write_cell(page, index, number, cell, score if isinstance(cell, float) else plain[column.centred])
    return page


def _mark(workbook: Workbook, page: Worksheet, comparison: Comparison) -> None:
    """Write the articles that differ once more, with their marks."""
    cell = new_format(workbook, align="left")
    plain = new_format(workbook)
    adapted = new_format(workbook, underline=1)
    come = new_format(workbook, bold=True, underline=1, font_color="#1F5A8F")
    # A text in force that another one does not repeat is not struck out.
    versions = comparison.stance.kind is StanceKind.VERSIONS
    form = {"font_strikeout": True} if versions else {"italic": True, "underline": 2}
    gone = new_format(workbook, font_color="#A52A1A", **form)
    ours, theirs = (gone, come) if comparison.stance.basis is Hand.LEFT else (come, gone)
    for index, row in enumerate(rows(comparison), 1):
        for column, sides, mark in ((LEFT, row.left, ours), (RIGHT, row.right, theirs)):
            _write_marked(page, index, column, fragments(sides), {PLAIN: plain, ADAPTED: adapted, ALONE: mark}, cell)


def _write_marked(
    page: Worksheet, row: int, column: int, pieces: Sequence[Fragment], marks: Mapping[int, Format], cell: Format
) -> None:
    """Write runs of characters into a cell that holds them already, if any is marked and the cell can take all.

    Args:
        page: the sheet.
        row: of the cell.
        column: of the cell.
        pieces: the runs.
        marks: how each mark looks.
        cell: how the cell looks.
    """
    marked = any(mark != PLAIN for _, mark in pieces)
    # Excel takes no rich text of a single run, and none that is longer than a cell.
    if not marked or len(pieces) == 1 or units(text_of(pieces)) > LONGEST:
        return
    runs = [part for text, mark in pieces for part in (marks[mark], legible(text))]
    page.write_rich_string(row, column, *runs, cell)
