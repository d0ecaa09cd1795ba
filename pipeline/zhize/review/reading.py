"""The verb `read_workbook`: a workbook that came back → what persons entered in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NoReturn

from openpyxl.utils import get_column_letter as letter  # type: ignore[import-untyped]

from zhize.errors import InputError
from zhize.review.cells import is_same
from zhize.review.headers import Header, read_header
from zhize.review.nouns import Edit, Entered, Row
from zhize.review.opening import open_book
from zhize.review.originals import ORIGINALS, Export, export_of
from zhize.review.values import (
    ACTION,
    CLOSED,
    COMMENT,
    EXTRA,
    KEY,
    LOCATOR,
    NOTE,
    NUMBER,
    QUOTE,
    REVIEW,
    TITLE,
    Verdict,
    title_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zhize.review.opening import Table

SHEET: Final = "义务清单"
_LISTED: Final = 8  # names in a remark
_UNTOUCHED: Final = frozenset({KEY, NUMBER})  # what only counts or names a row


@dataclass(slots=True)
class _Reader:
    """A sheet being read, with what is to be told of it."""

    where: str
    table: Table
    header: Header
    export: Export
    remarks: list[str] = field(default_factory=list)

    def refuse(self, line: int, column: int, what: str, remedy: str) -> NoReturn:
        """Refuse the workbook for one of its cells."""
        raise InputError(f"{SHEET}!{letter(column)}{line}: {what}", where=self.where, remedy=remedy)

    def column(self, field: str) -> int:
        """Return the column of a field; the first one for a field that no column holds."""
        return next((column for column, name in self.header.fields.items() if name == field), 1)


def read_workbook(data: bytes, where: str) -> Entered:
    """Return what persons entered in a workbook of `zhize matrix`.

    Args:
        data: the file.
        where: its name, for errors.

    Returns:
        The rows that differ from what was exported, those that were added, and those that are gone. Rows may be
        sorted, columns moved, their titles replaced by synonyms; columns that nobody knows are kept as ``extra``.

    Raises:
        InputError: it is no workbook of this program, or a cell holds what cannot be; the line names the cell.
    """
    book = open_book(data, (SHEET, ORIGINALS), where=where)
    if SHEET not in book.tables:
        raise InputError(
            f"has no sheet {SHEET}", where=where, remedy="give what zhize matrix wrote, as you filled it in"
        )
    if ORIGINALS not in book.tables:
        remedy = "enter it in the workbook that zhize matrix wrote, in which this hidden sheet is"
        raise InputError(f"has no sheet {ORIGINALS}, so it is not from zhize matrix", where=where, remedy=remedy)
    table, export = book.tables[SHEET], export_of(book.tables[ORIGINALS], where)
    header = read_header(table, export.values, export.fields)
    if header is None:
        what = f"{SHEET}: no column is called {title_of(KEY)}"
        raise InputError(what, where=where, remedy="put back that column, which says which row is which")
    reader = _Reader(where, table, header, export)
    rows, added = _rows(reader)
    seen = {(row.document, row.norm) for row in rows}
    missing = tuple(pair for pair in map(export.split, export.values) if pair not in seen)
    _remark(reader, book.names)
    _remark_comments(reader, {row.line for row in (*rows, *added)})
    _remark_sorted(reader, rows)
    return Entered(
        where=where,
        documents=export.documents,
        base=export.digest,
        author=book.author,
        rows=tuple(rows),
        added=tuple(added),
        missing=missing,
        remarks=tuple(reader.remarks),
    )


def _rows(reader: _Reader) -> tuple[list[Row], list[Row]]:
    """Return the rows of the export, also those that nobody touched, and the rows that were added."""
    rows, added = [], []
    lines: dict[str, int] = {}
    filled = list(_filled(reader))
    present = {cells.get(KEY, "") for _, cells in filled}
    for line, cells in filled:
        key = _key(reader, line, cells, present)
        if key and key not in lines:
            exported = reader.export.values[key]
            if not _is_cleared(cells, exported):
                lines[key] = line
                rows.append(_row(reader, line, cells, key, exported))
        elif key:
            what, remedy = f"{title_of(KEY)} {key} stands in row {lines[key]} too", "leave one of the two rows"
            reader.refuse(line, reader.column(KEY), what, f"{remedy}, or choose 新增 for a copy")
        else:
            added.append(_added(reader, line, cells))
    return rows, added


def _filled(reader: _Reader) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the lines below the header that hold anything, with their cells by field.

    Raises:
        InputError: a cell that is read holds a formula or an error.
    """
    table, header = reader.table, reader.header
    names = {**header.fields, **{column: EXTRA + title for column, title in header.own.items()}}
    lines = {*table.rows, *(line for line, _ in (*table.formulas, *table.errors))}
    for (line, column), what in sorted((*table.errors.items(), *table.formulas.items())):
        if line > header.line and names.get(column) != NUMBER:
            kind = "an error" if (line, column) in table.errors else "a formula"
            reader.refuse(line, column, f"holds {kind} ({what[:40]})", "enter the words themselves")
    for line in sorted(lines):
        row = table.rows.get(line, {})
        cells = {names[column]: words for column, words in row.items() if column in names}
        if line > header.line and cells.keys() - {NUMBER}:
            yield line, cells


def _key(reader: _Reader, line: int, cells: Mapping[str, str], present: set[str]) -> str:
    """Return the key of a row of the export; "" for a row that was added.

    Raises:
        InputError: the verdict is none, or the key is of no row.
    """
    key, verdict, values = cells.get(KEY, ""), cells.get(REVIEW, ""), reader.export.values
    if verdict and verdict not in list(Verdict):
        remedy = f"choose {'、'.join(Verdict)}, or leave it empty"
        reader.refuse(line, reader.column(REVIEW), f"{title_of(REVIEW)} is {verdict[:20]}", remedy)
    if key in values:
        is_copy = verdict == Verdict.ADDED and values[key].get(REVIEW) != Verdict.ADDED
        return "" if is_copy else key
    if key and verdict != Verdict.ADDED:
        what = f"{title_of(KEY)} {key[:40]} is none of those that were exported"
        reader.refuse(line, reader.column(KEY), what, "put it back, or choose 新增 for a row of your own")
    return "" if key or verdict == Verdict.ADDED else _lost_key(cells, values, present)


def _lost_key(cells: Mapping[str, str], values: Mapping[str, Mapping[str, str]], present: set[str]) -> str:
    """Return the key of the one row of the export that has the words of a row whose key was lost."""
    same = (LOCATOR, ACTION, QUOTE)
    if not all(cells.get(name) for name in same):
        return ""
    twins = [key for key, row in values.items() if all(row.get(name) == cells[name] for name in same)]
    return twins[0] if len(twins) == 1 and twins[0] not in present else ""


def _is_cleared(cells: Mapping[str, str], exported: Mapping[str, str]) -> bool:
    """Whether a person emptied a row but for its number: then it is gone, like one that was cut out."""
    return cells.keys() <= {KEY, NUMBER, TITLE} and any(exported.get(name) for name in (ACTION, QUOTE))


def _row(reader: _Reader, line: int, cells: Mapping[str, str], key: str, exported: Mapping[str, str]) -> Row:
    document, norm = reader.export.split(key)
    held = set(reader.header.fields.values()) - _UNTOUCHED
    edits = {}
    for name in sorted(held | {name for name in cells if name.startswith(EXTRA)}):
        before, after = exported.get(name, ""), cells.get(name, "")
        if not is_same(before, after):
            edits[name] = Edit(before=before, after=after, cell=_cell(reader, line, name))
    edits |= _number_edit(reader, line, cells) | _comments(reader, line, exported)
    _check_closed(reader, line, {name: edit.after for name, edit in edits.items()})
    row = Row(document=document, norm=norm, line=line, exported=exported, edits=edits)
    return _judged(reader, row, cells.get(REVIEW, ""))


def _judged(reader: _Reader, row: Row, verdict: str) -> Row:
    """Return the row with the verdict that follows from what was changed in it."""
    changed = row.edits.keys() - {REVIEW, NOTE} - {name for name in row.edits if name.startswith(EXTRA)}
    before = row.exported.get(REVIEW, "")
    if not changed or verdict in {Verdict.DELETED, Verdict.ADDED, Verdict.CORRECTED}:
        return row
    if verdict == Verdict.CONFIRMED:
        titles = "、".join(title_of(name) for name in sorted(changed))
        reader.remarks.append(f"第{row.line}行（{row.norm}）选了确认，但改动了{titles}，按修改处理。")
    place = _cell(reader, row.line, REVIEW)
    edits = {**row.edits, REVIEW: Edit(before=before, after=Verdict.CORRECTED.value, cell=place)}
    if before == Verdict.CORRECTED:
        del edits[REVIEW]
    return Row(document=row.document, norm=row.norm, line=row.line, exported=row.exported, edits=edits)


def _added(reader: _Reader, line: int, cells: Mapping[str, str]) -> Row:
    """Return a row that a person added.

    Raises:
        InputError: it says not where or what, or of several documents not which.
    """
    for name in (LOCATOR, ACTION):
        if not cells.get(name):
            what = f"the added row has no {title_of(name)}"
            reader.refuse(line, reader.column(name), what, f"fill in {title_of(name)}, or empty the row")
    _check_closed(reader, line, {name: words for name, words in cells.items() if words})
    document = _document(reader, line, cells)
    edits = {
        name: Edit(before="", after=words, cell=_cell(reader, line, name))
        for name, words in cells.items()
        if name not in {KEY, NUMBER, TITLE, REVIEW}
    }
    edits |= _comments(reader, line, {})
    edits[REVIEW] = Edit(before="", after=Verdict.ADDED.value, cell=_cell(reader, line, REVIEW))
    return Row(document=document, norm="", line=line, exported={}, edits=edits)


def _document(reader: _Reader, line: int, cells: Mapping[str, str]) -> str:
    documents, title = reader.export.documents, cells.get(TITLE, "").strip("《》")
    found = [each.id for each in documents if title in {each.title, each.id}]
    if len(documents) == 1 or len(found) == 1:
        return (found or [documents[0].id])[0]
    names = "、".join(each.title for each in documents[:_LISTED])
    what = f"the added row names no {title_of(TITLE)} of this workbook"
    return reader.refuse(line, reader.column(TITLE), what, f"write one of {names}")


def _check_closed(reader: _Reader, line: int, words: Mapping[str, str]) -> None:
    """Hold 模态 and 刚性 to their words.

    Raises:
        InputError: another word, or none.
    """
    for name, choices in CLOSED.items():
        if name in words and words[name] not in choices.values():
            what = f"{title_of(name)} is {words[name][:20] or 'empty'}"
            reader.refuse(line, reader.column(name), what, f"choose {'、'.join(choices.values())}")


def _number_edit(reader: _Reader, line: int, cells: Mapping[str, str]) -> dict[str, Edit]:
    """Return what a person wrote into 序号 that is no number; numbers only count the rows as they stand."""
    words = cells.get(NUMBER, "")
    if not words or words.replace(".", "").isdigit():
        return {}
    return {EXTRA + title_of(NUMBER): Edit(before="", after=words, cell=_cell(reader, line, NUMBER))}


def _comments(reader: _Reader, line: int, exported: Mapping[str, str]) -> dict[str, Edit]:
    """Return the comments on the cells of a row as one cell of the person's own."""
    found = sorted((column, words) for (at, column), words in reader.table.comments.items() if at == line)
    names = {**reader.header.fields, **reader.header.own}
    said = "；".join(f"{title_of(names.get(column, f'{letter(column)}列'))}：{words}" for column, words in found)
    before = exported.get(EXTRA + COMMENT, "")
    if not said or said in before:
        return {}
    after = f"{before}；{said}" if before else said
    return {EXTRA + COMMENT: Edit(before=before, after=after, cell=f"{letter(found[0][0])}{line}")}


def _cell(reader: _Reader, line: int, name: str) -> str:
    """Return the name of a cell: E5."""
    if name.startswith(EXTRA):
        own = (column for column, title in reader.header.own.items() if EXTRA + title == name)
        return f"{letter(next(own, reader.column(name)))}{line}"
    return f"{letter(reader.column(name))}{line}"


def _remark(reader: _Reader, sheets: tuple[str, ...]) -> None:
    """Say which columns are gone, and where else a person may have written what nobody reads."""
    gone = [title_of(name) for name in reader.header.gone if name not in _UNTOUCHED]
    if gone:
        reader.remarks.append(f"找不到列{'、'.join(gone)}，这些列按未改动处理。")
    own = [title for title in reader.header.own.values() if EXTRA + title not in reader.export.fields]
    if own:
        reader.remarks.append(f"另加的列{'、'.join(own[:_LISTED])}作为附注保存。")
    foreign = [name for name in sheets if name not in _SHEETS]
    if foreign:
        reader.remarks.append(f"另加的工作表{'、'.join(foreign[:_LISTED])}不读入；需要保存的请写在{SHEET}里。")


def _remark_comments(reader: _Reader, read: set[int]) -> None:
    """Say which comments belong to no row, such as one on the header."""
    places = [f"{letter(column)}{line}" for line, column in sorted(reader.table.comments) if line not in read]
    if places:
        names = "、".join(places[:_LISTED])
        reader.remarks.append(f"{names}的批注不属于任何一行，不读入；需要保存的请写在{title_of(NOTE)}列。")


def _remark_sorted(reader: _Reader, rows: list[Row]) -> None:
    """Say where words of a row now stand in another: somebody may have sorted a column without those beside it."""
    for name in (ACTION, QUOTE):
        exported = {row.exported.get(name, ""): row.norm for row in rows}
        moved = [row for row in rows if name in row.edits and exported.get(row.edits[name].after, row.norm) != row.norm]
        if len(moved) > 1:
            lines = "、".join(str(row.line) for row in moved[:_LISTED])
            reader.remarks.append(f"第{lines}行的{title_of(name)}是别行的原文，可能只排了一列，没有连同整行；请核对。")


_SHEETS: Final = frozenset(
    {SHEET, ORIGINALS, "主体×事项", "一主体一表", "时限台账", "禁止事项", "职责关系", "条文", "说明"}
)
