"""A plain sheet: a header that filters and stays, rows as high as their words, links, lists to choose from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from xlsxwriter.utility import xl_range

from zhize.export.workbooks.links import new_looks, permitted, roomy, write_link
from zhize.export.workbooks.workbook import (
    BODY_FONT,
    HEAD_FONT,
    KEY,
    MOST_LINES,
    SIZE,
    TALLEST,
    height,
    lines_of,
    new_format,
    new_page,
    within,
    write_cell,
)
from zhize.passages import DOUBTFUL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from zhize.export.workbooks.links import Links
    from zhize.forms.nouns import Sheet

CONFIDENCE: Final = "confidence"
_KEY_ROOM: Final = 16  # of keys that name the document too
_GROWTH: Final = 30  # width that the columns of a sheet gain together for the sake of long texts
SPARE: Final = 300  # rows below the table in which a person may add some
# A person's 3-5 in these columns is no date, and 43.10 no number.
_TEXTS: Final = frozenset({"limits", "frequencies", KEY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entering:
    """What a person may enter in a sheet, by the fields of its columns."""

    open: frozenset[str] = frozenset()  # cells that stay open when somebody protects the sheet
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # lists to choose from
    verdict: str = ""  # the field whose 删除 strikes a row out


def write_table(
    workbook: Workbook, sheet: Sheet, *, frozen: int, links: Links | None = None, entering: Entering | None = None
) -> Worksheet:
    """Write a table.

    Args:
        workbook: to add the sheet to.
        sheet: what stands in it; rows that Excel has no room for are left out.
        frozen: how many of the first columns stay.
        links: where cells lead, by row and column from 0, without the header; as many as Excel follows.
        entering: what a person may enter; nothing where it is not given.
    """
    links, entering = permitted(links or {}), entering or Entering()
    sheet = within(sheet)
    page = new_page(workbook, sheet)
    last = max(len(sheet.rows), 1)
    page.freeze_panes(1, frozen)
    page.autofilter(0, 0, last, len(sheet.columns) - 1)
    page.set_row(0, 13.5 * max(column.title.count("\n") for column in sheet.columns) + 26)
    head = new_format(workbook, bold=True, font_name=HEAD_FONT, align="center", bg_color="#E7E6E6")
    for number, column in enumerate(sheet.columns):
        write_cell(page, 0, number, column.title, head)
    for index, row in enumerate(sheet.rows):
        page.set_row(index + 1, min(height(sheet, row), TALLEST))
    for number in range(len(sheet.columns)):
        _write_column(workbook, page, sheet, number, links, entering)
    page.ignore_errors({"number_stored_as_text": xl_range(1, 0, last + SPARE, len(sheet.columns) - 1)})
    if entering.open:
        _open(workbook, page, sheet, entering)
    return page


def widened(sheet: Sheet, links: Links) -> Sheet:
    """Return the sheet with wider columns where that shows a link or a key on one line, or a long text whole.

    All columns together grow by `_GROWTH` at most for the sake of long texts, those that have most of them first, so
    that the rest of the sheet stays large enough to be read on paper.
    """
    columns = [replace(it, width=roomy(sheet, links, number)) for number, it in enumerate(sheet.columns)]
    if any("/" in key for key in sheet.keys):
        columns = [replace(it, width=_KEY_ROOM) if it.field == KEY else it for it in columns]
    long = [_long(sheet, number) for number in range(len(columns))]
    left = _GROWTH
    for number in sorted(range(len(columns)), key=lambda number: -len(long[number])):
        room = columns[number].width
        while left > 0 and any(lines_of(text, room) > MOST_LINES for text in long[number]):
            room, left = room + 2, left - 2
        columns[number] = replace(columns[number], width=room)
    return replace(sheet, columns=tuple(columns))


def _long(sheet: Sheet, number: int) -> list[str]:
    """Return the texts of a column for which no row is high enough."""
    column = sheet.columns[number]
    texts = (str(row[number]) for row in sheet.rows) if column.field != KEY else ()
    return [text for text in texts if len(text) > MOST_LINES and lines_of(text, column.width) > MOST_LINES]


def _write_column(
    workbook: Workbook, page: Worksheet, sheet: Sheet, number: int, links: Links, entering: Entering
) -> None:
    column = sheet.columns[number]
    common = {"align": "center" if column.centred else "left", "locked": column.field not in entering.open}
    if column.field in _TEXTS:
        common["num_format"] = "@"
    if column.field == KEY:
        common |= {"text_wrap": False, "shrink": True}  # for the program that reads it back
    looks = new_looks(workbook, **common)
    score = new_format(workbook, **common | {"num_format": "0.00"})
    tall = new_format(workbook, **common | {"valign": "top"})  # what a row cannot show whole begins at its top
    doubt = new_format(workbook, **common | {"num_format": "0.00", "bold": True, "bg_color": "#FFF2CC"})
    for index, row in enumerate(sheet.rows):
        cell = row[number]
        if column.field == CONFIDENCE and not isinstance(cell, str):
            write_cell(page, index + 1, number, cell, doubt if cell < DOUBTFUL else score)
        elif column.field != KEY and lines_of(str(cell), column.width) > MOST_LINES:
            write_cell(page, index + 1, number, cell, tall)
        else:
            target = links.get((index, number), "")
            write_link(page, (index + 1, number), cell, target, looks, room=column.width)


def _open(workbook: Workbook, page: Worksheet, sheet: Sheet, entering: Entering) -> None:
    """Let a person choose, add rows below, and see what was decided."""
    last = len(sheet.rows) + SPARE
    for number, column in enumerate(sheet.columns):
        common = {"font_name": BODY_FONT, "font_size": SIZE, "text_wrap": True, "valign": "vcenter", "locked": False}
        text = {"num_format": "@"} if column.field in _TEXTS else {}
        page.set_column(number, number, column.width, workbook.add_format({**common, **text}))
        if values := entering.choices.get(column.field):
            error = f"请选择{'、'.join(values)}。"
            choice = {"validate": "list", "source": list(values), "error_title": column.title, "error_message": error}
            page.data_validation(1, number, last, number, choice)
    fields = [column.field for column in sheet.columns]
    if entering.verdict in fields:
        cell = xl_range(1, fields.index(entering.verdict), 1, fields.index(entering.verdict))
        struck = workbook.add_format({"font_strikeout": True, "font_color": "#7F7F7F"})
        rule = {"type": "formula", "criteria": f'=${cell}="删除"', "format": struck}
        page.conditional_format(1, 0, last, len(sheet.columns) - 1, rule)
