"""Cells that lead to a place of the same workbook, in all programs: whole words, as many as a sheet takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xlsxwriter.utility import xl_rowcol_to_cell

from zhize.export.terminal.aligned import width
from zhize.export.workbooks.workbook import fitting, legible, lines_of, new_format, write_cell

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from zhize.forms.nouns import Cell, Sheet

Links = Mapping[tuple[int, int], str]
"""Where cells lead, as `place` says it, by row and column from 0, without the header."""

LINKS: Final = 65_530
"""The most that a sheet of Excel follows; beyond, Excel calls the file damaged."""

_LINK: Final = {"font_color": "#1F5A8F", "underline": 1}
_SMALLEST: Final = 2  # lines: what would take more is too small to read on one
_ROOMY: Final = 16.5  # width that a column of links grows to: 第四十三条第二款


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """How a cell looks that may lead somewhere."""

    plain: Format
    linked: Format
    shrunk: Format  # LibreOffice does not wrap the words of a link: a longer one gets smaller


def new_looks(workbook: Workbook, **properties: object) -> Looks:
    """Return the looks of cells that share their properties, see `new_format`."""
    return Looks(
        plain=new_format(workbook, **properties),
        linked=new_format(workbook, **{**_LINK, **properties}),
        shrunk=new_format(workbook, **{**_LINK, **properties, "text_wrap": False, "shrink": True}),
    )


def place(name: str, row: int, column: int = 0) -> str:
    """Return a place of the same workbook; rows and columns count from 0."""
    quoted = name.replace("'", "''")
    return f"internal:'{quoted}'!{xl_rowcol_to_cell(row, column)}"


def permitted(links: Links, *, most: int = LINKS) -> Links:
    """Return as many of the links, in their order, as Excel follows on a sheet."""
    return links if len(links) <= most else dict(sorted(links.items())[:most])


def roomy(sheet: Sheet, links: Links, number: int, *, most: float = _ROOMY) -> float:
    """Return a width of a column that shows its links on a line each, as far as it may grow."""
    words = [str(sheet.rows[row][column]) for row, column in links if column == number and row < len(sheet.rows)]
    needed = max((width(text) * 20 / 21 + 0.5 for text in words), default=0.0)
    return max(sheet.columns[number].width, min(needed, most))


def write_link(page: Worksheet, at: tuple[int, int], cell: Cell, target: str, looks: Looks, *, room: float) -> None:
    """Write a cell that leads somewhere, if it does; a number stays a number.

    Args:
        page: the sheet.
        at: row and column of the cell.
        cell: what stands in it; a text of more than two lines is shown whole and leads nowhere.
        target: where it leads; "" for nowhere.
        looks: how it may look.
        room: the width of its column.
    """
    lines = lines_of(str(cell), room) if target else 0
    if not target or lines > _SMALLEST:
        write_cell(page, *at, cell, looks.plain)
        return
    style = looks.linked if lines == 1 else looks.shrunk
    page.write_url(*at, target, style, string=fitting(legible(str(cell))))
    if not isinstance(cell, str):
        write_cell(page, *at, cell, style)
