"""原值: what was exported, in a hidden sheet, so that an import can tell what a person changed."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from zhize.export.workbooks.workbook import LONGEST, fitting, legible, units
from zhize.review.originals import ORIGINALS, SCHEMA
from zhize.review.values import KEY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlsxwriter.workbook import Workbook

    from zhize.analysis import Analysis
    from zhize.forms.nouns import Cell, Sheet

_FIRST: Final = 2  # row of the first values


def write_originals(workbook: Workbook, duties: Sheet, analyses: Sequence[Analysis]) -> None:
    """Write the hidden sheet.

    Args:
        workbook: to add the sheet to.
        duties: 义务清单, as it stands in the workbook.
        analyses: the documents.

    Row 1 holds `SCHEMA`, the program's version and a JSON list of ``{"id", "title"}``, which goes on in the cells to
    the right where it is longer than a cell; row 2 ``key`` and the fields of the columns; the rows below the key and
    the values of each row of 义务清单, all as text.
    """
    page = workbook.add_worksheet(ORIGINALS)
    page.hide()
    documents = [{"id": it.regulation.id, "title": it.regulation.title} for it in analyses]
    head = (SCHEMA, version("zhize"), *_cut(legible(json.dumps(documents, ensure_ascii=False))))
    fields = (KEY, *(column.field or column.title for column in duties.columns))
    for number, text in enumerate(head):
        page.write_string(0, number, text)
    for number, text in enumerate(fields):
        page.write_string(1, number, text)
    for index, (key, row) in enumerate(zip(duties.keys, duties.rows, strict=True), _FIRST):
        for number, cell in enumerate((key, *row)):
            if text := shown(cell):
                page.write_string(index, number, text)
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{_FIRST + max(len(duties.rows), 1)}"})


def shown(cell: Cell) -> str:
    """Return a value as the workbook shows it, as text."""
    return fitting(legible(str(cell)))


def _cut(text: str) -> Iterator[str]:
    """Yield a text in parts that a cell holds; what UTF-16 writes as two units stays together."""
    part, used = "", 0
    for character in text:
        size = units(character)
        if used + size > LONGEST:
            yield part
            part, used = "", 0
        part, used = part + character, used + size
    yield part
