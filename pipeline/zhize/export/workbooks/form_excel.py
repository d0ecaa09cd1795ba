"""A filled form as a workbook: one sheet to print and fill in, one that says what it is."""

from __future__ import annotations

from importlib.metadata import version
from io import BytesIO
from typing import TYPE_CHECKING, Final

from zhize.export.workbooks.workbook import (
    HEAD_FONT,
    TALLEST,
    height,
    new_format,
    new_page,
    new_workbook,
    remarks,
    write_cell,
    write_notes,
)
from zhize.forms.filling import fill
from zhize.forms.merging import merged_runs
from zhize.forms.nouns import Column, Sheet
from zhize.forms.schema import Orientation

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from zhize.analysis import Analysis
    from zhize.forms.schema import Form

_NOTES: Final = "说明"
_HEAD: Final = 30  # points
_HALF: Final = 240  # points: half a page, or less of one that is printed smaller


def form_to_xlsx(form: Form, *analyses: Analysis, listed: Sheet | None = None) -> bytes:
    """Return a form, filled from one or more documents.

    Args:
        form: what `zhize.forms.loading.load_form` returned.
        analyses: the documents, in the order in which they shall stand.
        listed: the form as it shall stand, such as with what a person entered; as the documents fill it if not given.

    Returns:
        An .xlsx file. The header stays in view, is repeated on every printed page, and filters unless the form merges
        cells. Texts are never formulas; columns that a person fills in are empty, with a header in white.
    """
    sheet = listed or fill(form, *analyses)
    buffer = BytesIO()
    with new_workbook(buffer, sheet.heading) as workbook:
        page = new_page(workbook, sheet)
        if form.orientation is Orientation.PORTRAIT:
            page.set_portrait()
        _write(workbook, page, sheet)
        if form.name != _NOTES:
            write_notes(workbook, _notes(form, sheet))
    return buffer.getvalue()


def _write(workbook: Workbook, page: Worksheet, sheet: Sheet) -> None:
    page.freeze_panes(1, 0)
    page.set_row(0, _HEAD)
    look = {"bold": True, "font_name": HEAD_FONT, "align": "center"}
    given, blank = new_format(workbook, **look, bg_color="#E7E6E6"), new_format(workbook, **look)
    for number, column in enumerate(sheet.columns):
        write_cell(page, 0, number, column.title, blank if column.blank else given)
    styles = {centred: new_format(workbook, align="center" if centred else "left") for centred in (False, True)}
    share = new_format(workbook, align="center", num_format="0.00")
    heights = [min(height(sheet, row), TALLEST) for row in sheet.rows]
    for index, row in enumerate(sheet.rows, 1):
        page.set_row(index, heights[index - 1])
        for number, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            write_cell(page, index, number, cell, share if isinstance(cell, float) else styles[column.centred])
    runs = merged_runs(sheet, heights, _HALF)
    for number, found in runs.items():
        # At the top: in the middle the words may fall between two pages.
        across = "center" if sheet.columns[number].centred else "left"
        style = new_format(workbook, align=across, valign="top")
        for run in found:
            if len(run) > 1:
                page.merge_range(run.start + 1, number, run.stop, number, "", style)
                write_cell(page, run.start + 1, number, sheet.rows[run.start][number], style)
    if not runs:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)


def _notes(form: Form, sheet: Sheet) -> Sheet:
    """Return what a reader has to know of the form."""
    rows = [
        ("表样", form.name),
        ("依据", form.source),
        ("行数", f"{len(sheet.rows)}行"),
        *(("说明", note) for note in form.notes),
        *(("提示", remark) for remark in remarks([sheet])),
        ("程序", f"Zhize（职责）{version('zhize')}，离线运行，不联网，不上传任何文字。"),
    ]
    columns = (Column(title="项目", width=14), Column(title="内容", width=110))
    return Sheet(name=_NOTES, heading=_NOTES, columns=columns, rows=tuple(rows))
