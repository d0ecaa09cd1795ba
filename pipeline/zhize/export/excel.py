"""Sheets → a workbook that a law office prints on A4, sorts, reviews and files."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

import xlsxwriter

from zhize.export.aligned import width
from zhize.export.sheets import CHOICES, CONFIDENCE, REVIEW, Cell, Sheet, deadlines, duties, notes, relations
from zhize.passages import DOUBTFUL

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from zhize.analysis import Analysis

# Both are part of every Windows; a system without them takes its own Song and Hei.
_BODY_FONT, _HEAD_FONT = "宋体", "微软雅黑"
_SIZE = 10  # points; on A4 the widest sheet prints at three quarters of it
_CELL_PIXELS = _SIZE * 96 / 72 / 2  # half of a Chinese character
_LINE = 13.5  # points from line to line at that size
_TALLEST = 409  # points, the most that Excel gives a row

_LONGEST = 32_767  # UTF-16 units, the most that a cell of Excel holds
_CUT = "……（单元格已满，余下文字见原文）"

# XML 1.0 has no place for these; a lone surrogate is no character at all.
_FORBIDDEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

# The same input gives the same bytes.
_CREATED = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


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
    with xlsxwriter.Workbook(buffer, _OPTIONS) as workbook:
        workbook.set_properties({"title": sheets[0].heading, "author": "Zhize", "created": _CREATED})
        for sheet in sheets:
            _write_table(workbook, sheet)
        _write_notes(workbook, notes(*analyses, remarks=_remarks(sheets)))
    return buffer.getvalue()


def legible(text: str) -> str:
    """Return the text with visible signs for characters that XML forbids: ␀ … ␟ and ␡, else U+FFFD."""
    return _FORBIDDEN.sub(_sign, text)


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < ord(" "):
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "\ufffd"  # noqa: PLR2004  # DEL


def _fitting(text: str) -> str:
    """Return the text, cut where a cell of Excel is full."""
    if _units(text) <= _LONGEST:
        return text
    room = 2 * (_LONGEST - _units(_CUT))
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + _CUT


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _remarks(sheets: list[Sheet]) -> list[str]:
    """Return what a reader has to know of how these sheets were written."""
    texts = [cell for sheet in sheets for row in sheet.rows for cell in row if isinstance(cell, str)]
    signs = sum(legible(text) != text for text in texts)
    cuts = sum(_units(text) > _LONGEST for text in texts)
    tall = sum(_height(sheet, row) > _TALLEST for sheet in sheets for row in sheet.rows)
    said = (
        (signs, f"{signs}个单元格含有表格文件不允许的控制字符，已用可见符号（如␀、�）代替。"),
        (cuts, f"{cuts}个单元格的文字超出Excel的容量，已截断并注明，全文见原文。"),
        (tall, f"{tall}行的文字超出Excel的最大行高（409磅），打印时显示不全，请在单元格中查看全文。"),
    )
    return [remark for count, remark in said if count]


# --- sheets ----------------------------------------------------------------------------------------------------------


def _write_table(workbook: Workbook, sheet: Sheet) -> None:
    """Write a table with a frozen header that filters and that every printed page repeats."""
    page = _new_page(workbook, sheet)
    last = len(sheet.rows)
    page.freeze_panes(1, 3 if sheet.columns[1].title == "文件" else 2)
    page.autofilter(0, 0, last, len(sheet.columns) - 1)
    page.set_row(0, 26)
    head = _format(workbook, bold=True, font_name=_HEAD_FONT, align="center", bg_color="#E7E6E6")
    for number, column in enumerate(sheet.columns):
        page.write_string(0, number, column.title, head)
    plain = {centred: _format(workbook, align="center" if centred else "left") for centred in (False, True)}
    score = _format(workbook, align="center", num_format="0.00")
    doubt = _format(workbook, align="center", num_format="0.00", bold=True, bg_color="#FFF2CC")
    for index, row in enumerate(sheet.rows, 1):
        page.set_row(index, min(_height(sheet, row), _TALLEST))
        for number, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            style = plain[column.centred]
            if column.title == CONFIDENCE:
                style = doubt if float(cell) < DOUBTFUL else score
            _write_cell(page, index, number, cell, style)
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


def _write_notes(workbook: Workbook, sheet: Sheet) -> None:
    page = _new_page(workbook, sheet)
    styles = (_format(workbook, bold=True, font_name=_HEAD_FONT), _format(workbook))
    for index, row in enumerate(sheet.rows):
        page.set_row(index, max(min(_height(sheet, row), _TALLEST), 18))
        for number, (cell, style) in enumerate(zip(row, styles, strict=True)):
            _write_cell(page, index, number, cell, style)


def _new_page(workbook: Workbook, sheet: Sheet) -> Worksheet:
    """Add a sheet that prints on A4, landscape, as wide as the paper, with a heading and page numbers."""
    page: Worksheet = workbook.add_worksheet(sheet.name)
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.85, bottom=0.65)
    page.center_horizontally()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    # In a header & begins a code, and Excel takes 255 characters at most.
    title = legible(sheet.heading).replace("&", "&&")[:200]
    page.set_header(f'&C&"{_HEAD_FONT},Bold"&14{title}', {"margin": 0.4})
    page.set_footer(f'&C&"{_BODY_FONT},Regular"&9第 &P 页，共 &N 页', {"margin": 0.3})
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width)
    return page


def _write_cell(page: Worksheet, row: int, column: int, cell: Cell, style: Format) -> None:
    if isinstance(cell, str):
        if cell:
            page.write_string(row, column, _fitting(legible(cell)), style)
        else:
            page.write_blank(row, column, None, style)
    else:
        page.write_number(row, column, cell, style)


def _format(workbook: Workbook, **properties: object) -> Format:
    common = {"font_name": _BODY_FONT, "font_size": _SIZE, "text_wrap": True, "valign": "vcenter", "border": 1}
    return workbook.add_format({**common, "border_color": "#7F7F7F", **properties})


def _height(sheet: Sheet, row: tuple[Cell, ...]) -> float:
    """Return the height in points that the fullest cell of a row needs."""
    lines = max(_lines(str(cell), column.width) for column, cell in zip(sheet.columns, row, strict=True))
    return lines * _LINE + 5


def _lines(text: str, column_width: float) -> int:
    """Return how many lines a text takes in a column; Chinese wraps after any character."""
    pixels = column_width * 7  # a digit of Excel's standard font is 7 pixels wide
    room = max(2, int(pixels / (2 * _CELL_PIXELS)) * 2)
    return sum(max(1, -(-width(line) // room)) for line in text.split("\n"))
