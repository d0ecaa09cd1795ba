"""How every workbook is written: pages for A4, cells that hold text as it is, rows that show all of it."""

from __future__ import annotations

import re
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import xlsxwriter

from zhize.export.terminal.aligned import width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from io import BytesIO

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from zhize.forms.nouns import Cell, Sheet

# Both are part of every Windows; a system without them takes its own Song and Hei.
_BODY_FONT, HEAD_FONT = "宋体", "微软雅黑"
_SIZE = 10  # points; on A4 the widest sheet prints at three quarters of it
_CELL_PIXELS = _SIZE * 96 / 72 / 2  # half of a Chinese character
_LINE = 13.5  # points from line to line at that size
TALLEST = 409  # points, the most that Excel gives a row

LONGEST = 32_767  # UTF-16 units, the most that a cell of Excel holds
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


@contextmanager
def new_workbook(buffer: BytesIO, title: str) -> Iterator[Workbook]:
    """Open a workbook that is written to a buffer when it is closed.

    Args:
        buffer: what takes the file.
        title: the title among its properties.
    """
    with xlsxwriter.Workbook(buffer, _OPTIONS) as workbook:
        workbook.set_properties({"title": title, "author": "Zhize", "created": _CREATED})
        yield workbook


def legible(text: str) -> str:
    """Return the text with visible signs for characters that XML forbids: ␀ … ␟ and ␡, else U+FFFD."""
    return _FORBIDDEN.sub(_sign, text)


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < ord(" "):
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "\ufffd"  # noqa: PLR2004  # DEL


def fitting(text: str) -> str:
    """Return the text, cut where a cell of Excel is full."""
    if units(text) <= LONGEST:
        return text
    room = 2 * (LONGEST - units(_CUT))
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + _CUT


def units(text: str) -> int:
    """Return the length of a text as Excel counts it."""
    return len(text) + sum(character > "\uffff" for character in text)


def remarks(sheets: Iterable[Sheet]) -> list[str]:
    """Return what a reader has to know of how these sheets were written."""
    sheets = tuple(sheets)
    texts = [cell for sheet in sheets for row in sheet.rows for cell in row if isinstance(cell, str)]
    signs = sum(legible(text) != text for text in texts)
    cuts = sum(units(text) > LONGEST for text in texts)
    tall = sum(height(sheet, row) > TALLEST for sheet in sheets for row in sheet.rows)
    said = (
        (signs, f"{signs}个单元格含有表格文件不允许的控制字符，已用可见符号（如␀、�）代替。"),
        (cuts, f"{cuts}个单元格的文字超出Excel的容量，已截断并注明，全文见原文。"),
        (tall, f"{tall}行的文字超出Excel的最大行高（409磅），打印时显示不全，请在单元格中查看全文。"),
    )
    return [remark for count, remark in said if count]


def write_notes(workbook: Workbook, sheet: Sheet) -> None:
    """Write the sheet that says what the others are."""
    page = new_page(workbook, sheet)
    styles = (new_format(workbook, bold=True, font_name=HEAD_FONT), new_format(workbook))
    for index, row in enumerate(sheet.rows):
        page.set_row(index, max(min(height(sheet, row), TALLEST), 18))
        for number, (cell, style) in enumerate(zip(row, styles, strict=True)):
            write_cell(page, index, number, cell, style)


def new_page(workbook: Workbook, sheet: Sheet) -> Worksheet:
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
    page.set_header(f'&C&"{HEAD_FONT},Bold"&14{title}', {"margin": 0.4})
    page.set_footer(f'&C&"{_BODY_FONT},Regular"&9第 &P 页，共 &N 页', {"margin": 0.3})
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width)
    return page


def write_cell(page: Worksheet, row: int, column: int, cell: Cell, style: Format) -> None:
    """Write a cell; a text stays a text."""
    if isinstance(cell, str):
        if cell:
            page.write_string(row, column, fitting(legible(cell)), style)
        else:
            page.write_blank(row, column, None, style)
    else:
        page.write_number(row, column, cell, style)


def new_format(workbook: Workbook, **properties: object) -> Format:
    """Return a cell's look: the common one with these properties over it."""
    common = {"font_name": _BODY_FONT, "font_size": _SIZE, "text_wrap": True, "valign": "vcenter", "border": 1}
    return workbook.add_format({**common, "border_color": "#7F7F7F", **properties})


def height(sheet: Sheet, row: tuple[Cell, ...]) -> float:
    """Return the height in points that the fullest cell of a row needs."""
    lines = max(_lines(str(cell), column.width) for column, cell in zip(sheet.columns, row, strict=True))
    return lines * _LINE + 5


def _lines(text: str, column_width: float) -> int:
    """Return how many lines a text takes in a column; Chinese wraps after any character."""
    pixels = column_width * 7  # a digit of Excel's standard font is 7 pixels wide
    room = max(2, int(pixels / (2 * _CELL_PIXELS)) * 2)
    return sum(max(1, -(-width(line) // room)) for line in text.split("\n"))
