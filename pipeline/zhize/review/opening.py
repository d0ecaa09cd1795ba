"""Bytes → the sheets of a workbook, read within limits: nothing is followed that leads out of the file."""

from __future__ import annotations

import codecs
import re
import warnings
from dataclasses import dataclass, field
from io import BytesIO
from posixpath import dirname, normpath
from typing import TYPE_CHECKING, Final

from openpyxl import load_workbook  # type: ignore[import-untyped]
from openpyxl.utils.cell import range_boundaries  # type: ignore[import-untyped]

from zhize.errors import InputError
from zhize.readers.formats import format_of
from zhize.readers.zipped import Parts
from zhize.review.cells import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from openpyxl.workbook.workbook import Workbook  # type: ignore[import-untyped]

_REMEDY: Final = "save it as .xlsx in Excel, WPS or LibreOffice"
_WORKBOOK: Final = "xl/workbook.xml"
_MOST_ROWS: Final = 200_000  # with something in them; a workbook of 100 regulations has 5,000
_MOST_CELLS: Final = 20_000_000  # empty ones included: openpyxl fills a row from its first column to its last
_MOST_MERGED: Final = 100_000  # cells
_ENCODINGS: Final = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_TYPES: Final = tuple("<!DOCTYPE".encode(name) for name in ("ascii", *_ENCODINGS))
_MERGED: Final = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})\"")
_BOOK: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A sheet as words: what a person sees, without formats."""

    name: str
    rows: Mapping[int, Mapping[int, str]]  # 1-based line and column → words; empty cells and rows are left out
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)  # where one stands, and what it says
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)  # #REF! …
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A workbook: its sheets by name, in their order, and who saved it last."""

    tables: Mapping[str, Table]
    names: tuple[str, ...]  # of all sheets
    author: str


def open_book(data: bytes, wanted: tuple[str, ...], *, where: str) -> Book:
    """Return sheets of a workbook.

    Args:
        data: a whole file.
        wanted: the names of the sheets to read, if they are there.
        where: what to call it in an error.

    Raises:
        InputError: it is no workbook, a damaged one, or one larger than any list.
    """
    if not data.startswith(b"PK"):
        kind = format_of(data)
        what = "is no workbook" + (f" but {kind}" if kind else "")
        raise InputError(what, where=where, remedy=_REMEDY)
    parts = Parts(data, where=where, remedy=_REMEDY)
    if _WORKBOOK not in parts.names:
        raise InputError("is no workbook", where=where, remedy=_REMEDY)
    contents = _checked(parts)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what it leaves out, which nobody needs here
            book = load_workbook(BytesIO(data), read_only=True, keep_links=False)
            try:
                tables = {name: _table(book, name, parts, contents) for name in wanted if name in book.sheetnames}
                names, author = tuple(book.sheetnames), (book.properties.lastModifiedBy or "").strip()
            finally:
                book.close()
    except InputError:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part leads it to
        line = "".join(character for character in str(error)[:120] if character.isprintable())
        raise InputError(f"is a damaged workbook ({line})", where=where, remedy=_REMEDY) from error
    return Book(tables=tables, names=names, author=author)


def _checked(parts: Parts) -> dict[str, bytes]:
    """Return the sheets' XML after every XML part was held to the limits.

    openpyxl reads sheets with expat, which resolves entities, and knows no limits; no part that it could read has a
    document type, and all of them together are of the size that `Parts` allows.

    Raises:
        InputError: a part is larger than any, or declares a document type.
    """
    contents = {}
    for name in parts.names:
        if not name.lower().endswith((".xml", ".rels", ".vml")):
            continue
        data = parts.read(name) or b""
        if any(mark in data for mark in _TYPES):
            parts.refuse(f"has a document type declaration in {name}")
        if name.startswith("xl/worksheets/"):
            contents[name] = data.removeprefix(codecs.BOM_UTF8)
    return contents


def _table(book: Workbook, name: str, parts: Parts, contents: Mapping[str, bytes]) -> Table:
    """Return a sheet as words; merged cells all have the words of the first."""
    sheet: Any = book[name]
    sheet.reset_dimensions()  # what a sheet says of its size may be a lie
    rows: dict[int, dict[int, str]] = {}
    formulas, errors = {}, {}
    for cell in _cells(sheet, parts):
        place = (cell.row, cell.column)
        if cell.data_type == "f":
            formulas[place] = str(getattr(cell.value, "text", cell.value) or "=")
        elif cell.data_type == "e":
            errors[place] = str(cell.value)
        elif words := words_of(cell):
            rows.setdefault(cell.row, {})[cell.column] = words
            if len(rows) > _MOST_ROWS:
                parts.refuse(f"has more than {_MOST_ROWS:,} rows in {name}")
    path = normpath(str(sheet._worksheet_path).lstrip("/"))  # noqa: SLF001  # openpyxl has no public name for it
    _spread(rows, _MERGED.findall(contents.get(path, b"")), parts)
    return Table(name=name, rows=rows, formulas=formulas, errors=errors, comments=_comments(parts, path))


def _cells(sheet: Any, parts: Parts) -> Iterator[Any]:  # noqa: ANN401  # cells of openpyxl have no common class
    left = _MOST_CELLS
    for row in sheet.iter_rows():
        left -= len(row)
        if left < 0:
            parts.refuse(f"has more than {_MOST_CELLS:,} cells in {sheet.title}")
        yield from (cell for cell in row if cell.value is not None)


def _spread(rows: dict[int, dict[int, str]], ranges: list[bytes], parts: Parts) -> None:
    """Give every cell of a merged range the words of its first, which is what a person sees there."""
    left = _MOST_MERGED
    for each in ranges:
        first_column, first_row, last_column, last_row = range_boundaries(each.decode())
        words = rows.get(first_row, {}).get(first_column)
        if words is None or None in {last_column, last_row}:
            continue
        left -= (last_row - first_row + 1) * (last_column - first_column + 1)
        if left < 0:
            parts.refuse(f"has more than {_MOST_MERGED:,} merged cells")
        for row in range(first_row, last_row + 1):
            for column in range(first_column, last_column + 1):
                rows.setdefault(row, {})[column] = words


def _comments(parts: Parts, sheet: str) -> dict[tuple[int, int], str]:
    """Return the comments (批注) of a sheet by their cells."""
    relations = parts.xml(f"{dirname(sheet)}/_rels/{sheet.rpartition('/')[2]}.rels")
    targets = [] if relations is None else [each.get("Target", "") for each in relations]
    found = {}
    for target in targets:
        path = target.lstrip("/") if target.startswith("/") else normpath(f"{dirname(sheet)}/{target}")
        root = parts.xml(path) if "comment" in path.lower() and path.endswith(".xml") else None
        for space in (_BOOK, _STRICT) if root is not None else ():
            for each in root.iter(f"{space}comment") if root is not None else ():
                words = "".join(text.text or "" for text in each.iter(f"{space}t")).strip()
                column, row, *_ = range_boundaries(each.get("ref", "A1"))
                if words and column is not None and row is not None:
                    found[row, column] = words
    return found
