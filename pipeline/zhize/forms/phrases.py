"""A filled form as numbered paragraphs: what stands under which heading, and what is said of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhize.forms.schema import Layout
from zhize.numerals import chinese

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zhize.forms.nouns import Cell, Column, Sheet
    from zhize.forms.schema import ColumnEntry, Form

_CLOSING = "。；，："


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A numbered paragraph."""

    number: int
    heading: str  # above it; "" where the heading is that of the paragraph before
    lines: tuple[str, ...]
    said: tuple[tuple[str, str], ...] = ()  # lines of their own below it: 牵头单位：, 县司法局


def headed(sheet: Sheet) -> tuple[str, ...]:
    """Return the heading over each row, 一、会议制度, and "" where it is that of the row before."""
    found, before, number = [], "", 0
    for group in sheet.groups or ("",) * len(sheet.rows):
        new = group and group != before
        number += bool(new)
        found.append(f"{chinese(number)}、{group}" if new else "")
        before = group
    return tuple(found)


def items(form: Form, sheet: Sheet) -> Iterator[Item]:
    """Yield the rows of a form that is printed as paragraphs: ``lines`` or ``inline``.

    The first column that is no number is the paragraph; what is empty is not said, unless a person fills it in.
    """
    entries = {entry.title: entry for entry in form.column}
    columns = [column for column in sheet.columns if column.field not in {"number", "title"}]
    for number, (row, heading) in enumerate(zip(sheet.rows, headed(sheet), strict=True), 1):
        cells = dict(zip((column.title for column in sheet.columns), row, strict=True))
        lines = str(cells[columns[0].title]).split("\n")
        said = [column for column in columns[1:] if cells[column.title] != "" or column.blank]
        if form.layout is Layout.INLINE:
            lines[-1] = lines[-1].rstrip(_CLOSING) + _bracket(said, cells, entries)
            yield Item(number=number, heading=heading, lines=tuple(lines))
        else:
            lines[-1] = lines[-1].rstrip(_CLOSING) + "。"
            spoken = tuple(_parted(entries[column.title], cells[column.title]) for column in said)
            yield Item(number=number, heading=heading, lines=tuple(lines), said=spoken)


def _bracket(said: list[Column], cells: Mapping[str, Cell], entries: Mapping[str, ColumnEntry]) -> str:
    text = ""
    for column in said:
        entry = entries[column.title]
        words = "".join(_parted(entry, cells[column.title]))
        text += (entry.joint if text else "") + words
    return f"（{text}）" if text else "。"


def _parted(entry: ColumnEntry, cell: Cell) -> tuple[str, str]:
    """Return what stands before a cell in its phrase, and the cell with what stands behind it."""
    before, after = (entry.phrase or f"{entry.title}：{{}}").split("{}")
    return before, str(cell).replace("\n", "；") + after
