"""The tables of a page: the rows of a table of data become lines, a table that lays the page out is none."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhize.readers.html_page import PageLine

_LONGEST_CELL = 300  # characters; more is text, not data


@dataclass(slots=True)
class _Cell:
    row: int
    table: int


@dataclass(slots=True)
class Tables:
    """Which cell of which row of which table is open; everything has a number, 0 is none."""

    cells: dict[int, _Cell] = field(default_factory=dict)  # by the number of their element
    rows_of: dict[int, list[int]] = field(default_factory=dict)  # the cells of each row
    layouts: set[int] = field(default_factory=set)  # tables that hold another one
    _tables: list[int] = field(default_factory=list)
    _rows: list[int] = field(default_factory=list)
    _cells: list[int] = field(default_factory=list)

    @property
    def cell(self) -> int:
        """The innermost cell that is open."""
        return self._cells[-1] if self._cells else 0

    def start(self, tag: str, number: int) -> None:
        """Take note of an element that begins."""
        if tag == "table":
            self.layouts.update(self._tables[-1:])
            self._tables.append(number)
        elif tag == "tr" and self._tables:
            self._rows.append(number)
            self.rows_of[number] = []
        elif tag in {"td", "th"} and self._rows and self._tables:
            self._cells.append(number)
            self.cells[number] = _Cell(self._rows[-1], self._tables[-1])
            self.rows_of[self._rows[-1]].append(number)

    def end(self, tag: str) -> None:
        """Take note of an element that ends."""
        stack = {"table": self._tables, "tr": self._rows, "td": self._cells, "th": self._cells}.get(tag)
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
            by_cell: dict[int, list[str]] = {cell: [] for cell in self.rows_of[row]}
            for line in found:
                by_cell[line.cell].append(line.text)
            text = "\t".join(" ".join(words) for words in by_cell.values()).rstrip("\t")
            pieces = tuple(piece for line in found for piece in line.pieces)
            yield replace(found[0], text=text, pieces=pieces, linked=sum(line.linked for line in found))

    def _row(self, line: PageLine) -> int:
        """Return the row that a line is a part of; 0 outside of tables of data, or where a row has one cell."""
        cell = self.cells.get(line.cell)
        if cell is None or cell.table in self.layouts or len(self.rows_of[cell.row]) == 1:
            return 0
        return cell.row
