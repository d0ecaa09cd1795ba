"""The tables of a page: the rows of a table of data become lines, a table that lays the page out is none."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from zhize.readers.html_page import PageLine

_LONGEST_CELL = 300  # characters; more is text, not data
_MOST_COLUMNS, _MOST_ROWS = 60, 1000  # of a table whose wide and high cells are told


@dataclass(slots=True)
class _Cell:
    row: int
    table: int


@dataclass(slots=True)
class _Table:
    """A table that is open, and the columns that cells of rows above still fill."""

    number: int
    column: int = 0  # of the next cell
    filled: dict[int, int] = field(default_factory=dict)  # how many more rows, by column

    def gaps(self) -> Iterator[int]:
        """Yield a 0 for each next column that a cell of a row above fills."""
        while self.filled.get(self.column, 0) > 0:
            self.filled[self.column] -= 1
            self.column += 1
            yield 0

    def place(self, element: Element) -> Iterator[int]:
        """Place a cell; yield a 0 for each further column that it goes over."""
        columns, rows = _span(element, "colspan", _MOST_COLUMNS), _span(element, "rowspan", _MOST_ROWS)
        for at in range(max(1, min(columns, _MOST_COLUMNS - self.column))):
            if self.column < _MOST_COLUMNS:
                self.filled[self.column] = rows - 1
            self.column += 1
            if at:
                yield 0


@dataclass(slots=True)
class Tables:
    """Which cell of which row of which table is open; everything has a number, 0 is none."""

    cells: dict[int, _Cell] = field(default_factory=dict)  # by the number of their element
    rows_of: dict[int, list[int]] = field(default_factory=dict)  # the cells of each row; 0 where a wider one goes on
    layouts: set[int] = field(default_factory=set)  # tables that hold another one
    _tables: list[_Table] = field(default_factory=list)
    _rows: list[int] = field(default_factory=list)
    _cells: list[int] = field(default_factory=list)

    @property
    def cell(self) -> int:
        """The innermost cell that is open."""
        return self._cells[-1] if self._cells else 0

    def start(self, element: Element, tag: str, number: int) -> None:
        """Take note of an element that begins."""
        if tag == "table":
            self.layouts.update(table.number for table in self._tables[-1:])
            self._tables.append(_Table(number))
        elif tag == "tr" and self._tables:
            self._rows.append(number)
            self._tables[-1].column = 0
            self.rows_of[number] = []
        elif tag in {"td", "th"} and self._rows and self._tables:
            table, row = self._tables[-1], self.rows_of[self._rows[-1]]
            self._cells.append(number)
            self.cells[number] = _Cell(self._rows[-1], table.number)
            row.extend(table.gaps())
            row.append(number)
            row.extend(table.place(element))

    def end(self, tag: str) -> None:
        """Take note of an element that ends."""
        if tag == "tr" and self._rows and self._tables:
            self.rows_of[self._rows[-1]].extend(self._tables[-1].gaps())
        if tag == "table" and self._tables:
            self._tables.pop()
        stack = {"tr": self._rows, "td": self._cells, "th": self._cells}.get(tag)
        if stack:
            stack.pop()

    def rows(self, lines: list[PageLine]) -> list[PageLine]:
        """Return lines with those of each row of a table of data put together."""
        lengths: dict[int, int] = {}
        for line in lines:
            lengths[line.cell] = lengths.get(line.cell, 0) + len(line.text)
        for number, length in lengths.items():
            if number and length > _LONGEST_CELL:
                self.layouts.add(self.cells[number].table)
        return list(self._joined(lines))

    def _joined(self, lines: list[PageLine]) -> Iterator[PageLine]:
        for row, group in groupby(lines, key=self._row):
            found = list(group)
            if not row:
                yield from found
                continue
            by_cell: dict[int, list[str]] = {}
            for line in found:
                by_cell.setdefault(line.cell, []).append(line.text)
            text = "\t".join(" ".join(by_cell.get(cell, ())) for cell in self.rows_of[row]).rstrip("\t")
            pieces = tuple(piece for line in found for piece in line.pieces)
            yield replace(found[0], text=text, pieces=pieces, linked=sum(line.linked for line in found))

    def _row(self, line: PageLine) -> int:
        """Return the row that a line is a part of; 0 outside of tables of data, or where a row is one cell."""
        cell = self.cells.get(line.cell)
        if cell is None or cell.table in self.layouts:
            return 0
        row = self.rows_of[cell.row]
        return cell.row if row[0] == 0 or sum(each > 0 for each in row) > 1 else 0


def _span(element: Element, name: str, most: int) -> int:
    """Return over how many columns or rows a cell goes."""
    words = element.get(name, "").strip()
    return min(int(words), most) if re.fullmatch(r"0*[1-9][0-9]{0,6}", words) else 1
