"""一主体一表: the rows of 义务清单 once more, in a block for each body that they bind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zhize.export.workbooks.burdens import counted
from zhize.export.workbooks.links import Looks, new_looks, permitted, write_link
from zhize.export.workbooks.table import widened
from zhize.export.workbooks.workbook import (
    HEAD_FONT,
    TALLEST,
    height,
    new_format,
    new_page,
    within,
)
from zhize.forms.nouns import Cell, Column, Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.workbook import Workbook

    from zhize.export.workbooks.burdens import Burden, Entry

NAME: Final = "一主体一表"
BODY: Final = 0  # column of the body
COUNTS: Final = 3  # column of a headline's counts
_HEADLINE: Final = 24  # points
_NAME_ROOM: Final = 40  # width of the cells over which a body's name runs on

# What of 义务清单 a block shows, and how wide.
_SHOWN: Final[Mapping[str, float]] = {
    "title": 16,
    "locator": 16,
    "modality": 6,
    "action": 40,
    "parties": 18,
    "condition": 22,
    "exception": 11,
    "limits": 13,
    "frequencies": 10,
    "force": 6,
    "number": 8,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Persons:
    """The table: a headline and the rows of each body, one below the other."""

    sheet: Sheet  # each block's headline among its rows
    headlines: tuple[int, ...]  # rows of the headlines, from 0 and without the header, in the order of the bodies
    entries: tuple[Entry | None, ...]  # of each row, None for a headline


def persons(burdens: Sequence[Burden], duties: Sheet) -> Persons:
    """Return 一主体一表.

    Args:
        burdens: the bodies, in their order.
        duties: 义务清单, whose cells the blocks repeat.
    """
    shown = [number for field in _SHOWN for number, it in enumerate(duties.columns) if it.field == field]
    columns = (
        Column(title="责任主体", width=20, field="body"),
        Column(title="序号", width=6, centred=True, field="at"),
        *(_column(duties.columns[number]) for number in shown),
    )
    rows: list[tuple[Cell, ...]] = []
    headlines, found = [], []
    for burden in burdens:
        headlines.append(len(rows))
        found += [None, *burden.entries]
        rows.append(
            (burden.body, *("" for _ in columns[1:COUNTS]), counted(burden), *("" for _ in columns[COUNTS + 1 :]))
        )
        rows += (
            (burden.body, at, *(duties.rows[entry.row][number] for number in shown))
            for at, entry in enumerate(burden.entries, 1)
        )
    heading = duties.heading.replace(duties.name, NAME)
    sheet = widened(within(Sheet(name=NAME, heading=heading, columns=columns, rows=tuple(rows))), {})
    return Persons(sheet=sheet, headlines=tuple(headlines), entries=tuple(found[: len(sheet.rows)]))


def _column(column: Column) -> Column:
    title = "清单\n序号" if column.field == "number" else column.title
    return Column(title=title, width=_SHOWN[column.field], centred=column.centred, field=column.field)


def write_persons(workbook: Workbook, table: Persons, links: Mapping[tuple[int, int], str]) -> None:
    """Write the blocks, each under a headline that folds it; the filter of the first column leaves one body's.

    Args:
        workbook: to add the sheet to.
        table: what stands in it.
        links: where cells lead, by row and column from 0, without the header.
    """
    sheet, links = table.sheet, permitted(links)
    page = new_page(workbook, sheet)
    page.freeze_panes(1, 2)
    page.outline_settings(symbols_below=False)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
    page.set_row(0, 32)
    head = new_format(workbook, bold=True, font_name=HEAD_FONT, align="center", bg_color="#E7E6E6")
    for number, column in enumerate(sheet.columns):
        page.write_string(0, number, column.title, head)
    headlines = set(table.headlines)
    plain = [new_looks(workbook, align="center" if it.centred else "left") for it in sheet.columns]
    plain[BODY] = new_looks(workbook, align="left", font_color="#7F7F7F")
    bold = _headline_looks(workbook, len(sheet.columns))
    for index, row in enumerate(sheet.rows):
        looks = bold if index in headlines else plain
        if index in headlines:
            page.set_row(index + 1, _HEADLINE)
        else:
            page.set_row(index + 1, min(height(sheet, row), TALLEST), None, {"level": 1})
        for number, cell in enumerate(row):
            room = _NAME_ROOM if index in headlines else sheet.columns[number].width
            target = links.get((index, number), "")
            write_link(page, (index + 1, number), cell, target, looks[number], room=room)


def _headline_looks(workbook: Workbook, columns: int) -> list[Looks]:
    """Return the looks of a headline's cells, one beside the other without lines between them."""
    look = {"bold": True, "font_name": HEAD_FONT, "bg_color": "#DDE6F0", "align": "left", "border": 0}
    look |= {"top": 1, "bottom": 1, "top_color": "#7F7F7F", "bottom_color": "#7F7F7F", "text_wrap": False}
    name = new_looks(workbook, **look, left=1, left_color="#7F7F7F")
    end = new_looks(workbook, **look, right=1, right_color="#7F7F7F")
    return [name, *[new_looks(workbook, **look)] * (columns - 2), end]
