"""How every workbook is written: pages for A4, cells that hold text as it is, rows that show all of it."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from itertools import count
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
BODY_FONT, HEAD_FONT = "宋体", "微软雅黑"
SIZE = 10  # points; on A4 the widest sheet prints at three quarters of it
_CELL_PIXELS = SIZE * 96 / 72 / 2  # half of a Chinese character
_LINE = 14.0  # points from line to line at that size
TALLEST = 409  # points, the most that Excel gives a row
MOST_LINES = int((TALLEST - 5) / _LINE)  # that such a row shows

KEY = "key"
"""The field of a column for programs: which norm a row shows."""

LONGEST = 32_767  # UTF-16 units, the most that a cell of Excel holds
ROWS = 1_048_576  # the most that a sheet of Excel holds, its header among them
_NAME = 31  # UTF-16 units of a sheet's name
_HEADER = 255  # UTF-16 units of what is printed above a page, its codes among them
_WIDEST = 255  # digits, the widest column
_CUT = "……（单元格已满，余下文字见原文）"
_NAMELESS: Final = str.maketrans("[]:*?/\\", "［］：＊？／＼")  # what Excel does not take in a sheet's name

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
        workbook.set_properties({"title": legible(title)[:_HEADER], "author": "Zhize", "created": _CREATED})
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
    return _first_units(text, LONGEST - units(_CUT)) + _CUT


def within(sheet: Sheet, *, most: int = ROWS - 1) -> Sheet:
    """Return the sheet with as many rows as Excel takes below a header; `remarks` says how many it lost."""
    return sheet if len(sheet.rows) <= most else replace(sheet, rows=sheet.rows[:most], keys=sheet.keys[:most])


def sheet_name(name: str, taken: Iterable[str] = ()) -> str:
    r"""Return a name that Excel takes for a sheet.

    Args:
        name: the name as a person gave it.
        taken: the names of the sheets before it.

    Returns:
        31 characters at most, full-width signs for ``[]:*?/\``, no quote at its ends, unlike every other in any case.
    """
    taken = {other.lower() for other in taken} | {"history"}  # Excel keeps this name for itself
    clean = " ".join(legible(name).split()).translate(_NAMELESS).strip("'") or "表"
    for number in count(1):
        end = f"（{number}）" if number > 1 else ""
        fitted = _first_units(clean, _NAME - units(end)).rstrip("'") + end
        if fitted.lower() not in taken:
            return fitted
    raise AssertionError


def _first_units(text: str, room: int) -> str:
    return text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore")


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
    lost = sum(len(sheet.rows) - len(within(sheet).rows) for sheet in sheets)
    said = (
        (signs, f"{signs}个单元格含有表格文件不允许的控制字符，已用可见符号（如␀、�）代替。"),
        (cuts, f"{cuts}个单元格的文字超出Excel的容量，已截断并注明，全文见原文。"),
        (tall, f"{tall}行的文字超出Excel的最大行高（409磅），打印时显示不全，请在单元格中查看全文。"),
        (lost, f"{lost}行超出Excel的最大行数（1,048,576行），没有列出。"),
    )
    return [remark for count, remark in said if count]


def write_notes(workbook: Workbook, sheet: Sheet) -> Worksheet:
    """Write the sheet that says what the others are: titles and words."""
    page = new_page(workbook, sheet)
    styles = (new_format(workbook, bold=True, font_name=HEAD_FONT), new_format(workbook))
    for index, row in enumerate(sheet.rows):
        page.set_row(index, max(min(height(sheet, row), TALLEST), 18))
        for number, (cell, style) in enumerate(zip(row, styles, strict=True)):
            write_cell(page, index, number, cell, style)
    return page


def new_page(workbook: Workbook, sheet: Sheet) -> Worksheet:
    """Add a sheet that prints on A4, landscape, as wide as the paper, with a heading and page numbers."""
    page: Worksheet = workbook.add_worksheet(sheet_name(sheet.name, workbook.sheetnames))
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.85, bottom=0.65)
    page.center_horizontally()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_header(_header(sheet.heading), {"margin": 0.4})
    page.set_footer(f'&C&"{BODY_FONT},Regular"&9第 &P 页，共 &N 页', {"margin": 0.3})
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, min(column.width, _WIDEST))
    return page


def _header(heading: str) -> str:
    """Return what is printed above a page; & begins a code there, and digits after a size belong to it."""
    codes = f'&C&"{HEAD_FONT},Bold"&14'
    title = " ".join(legible(heading).split())
    title = f" {title}" if title[:1].isdigit() else title
    room = _HEADER - units(codes)
    while units(title.replace("&", "&&")) > room:
        title = title[:-2] + "…"
    return codes + title.replace("&", "&&")


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
    common = {"font_name": BODY_FONT, "font_size": SIZE, "text_wrap": True, "valign": "vcenter", "border": 1}
    return workbook.add_format({**common, "border_color": "#7F7F7F", **properties})


def height(sheet: Sheet, row: tuple[Cell, ...]) -> float:
    """Return the height in points that the fullest cell of a row needs; a key stands on one line."""
    cells = zip(sheet.columns, row, strict=True)
    lines = max((lines_of(str(cell), it.width) for it, cell in cells if it.field != KEY), default=1)
    return lines * _LINE + 5


def lines_of(text: str, column_width: float) -> int:
    """Return how many lines a text takes in a column; Chinese wraps after any character."""
    pixels = column_width * 7  # a digit of Excel's standard font is 7 pixels wide
    room = max(2, int(pixels / (2 * _CELL_PIXELS)) * 2)
    return 1 if 2 * len(text) <= room and "\n" not in text else _wrapped(text, room)


# A cell is asked for its lines when its column is made, its row and itself.
@lru_cache(maxsize=1 << 15)
def _wrapped(text: str, room: int) -> int:
    return sum(max(1, -(-width(line) // room)) for line in text.split("\n"))
