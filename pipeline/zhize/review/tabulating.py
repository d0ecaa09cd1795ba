"""The verb `entered`: a filled sheet → the same sheet with what persons entered, word for word."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from zhize.forms.nouns import Column
from zhize.review.cells import is_same
from zhize.review.values import EXTRA, KEY, NUMBER, REVIEW, TITLE, title_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from zhize.forms.nouns import Cell, Sheet
    from zhize.review.applying import Reviewed

_WIDTH: Final = 14.0  # of a column of the person's own
_SURE: Final = 1.0


def entered(sheet: Sheet, *reviewed: Reviewed) -> Sheet:
    """Return a sheet with the words, verdicts and remarks of persons.

    Args:
        sheet: filled from ``.analysis`` of the same documents; its rows are found by their keys, its cells by the
            fields of its columns. A row that shows several norms, or one of several that show the same norm, keeps the
            words that it was filled with.
        reviewed: what `zhize.review.apply` returned of each regulation.

    Returns:
        The sheet. One with a column 复核 also gets the rows that were added and whose words are not in the text, and
        the columns that persons added, before 编号; its rows are counted again.
    """
    said = {f"{_document(each, key)}/{_norm(key)}": words for each in reviewed for key, words in each.cells.items()}
    documents = [document for each in reviewed for document in each.documents]
    if not documents or len(sheet.keys) != len(sheet.rows):
        return sheet
    full = [key if "/" in key else f"{documents[0]}/{key}" for key in sheet.keys]
    often = Counter(full)
    words_of_rows = [said.get(key, {}) if often[key] == 1 else {} for key in full]
    if REVIEW in _fields(sheet):
        sheet = _with_own_columns(sheet, said.values())
        sheet, words_of_rows = _with_loose_rows(sheet, full, words_of_rows, said, reviewed)
    fields = _fields(sheet)
    rows = (
        tuple(_cell(words, name, cell) for name, cell in zip(fields, row, strict=True))
        for words, row in zip(words_of_rows, sheet.rows, strict=True)
    )
    return replace(sheet, rows=tuple(rows))


def _document(reviewed: Reviewed, key: str) -> str:
    return key.rpartition("/")[0] or reviewed.documents[0]


def _norm(key: str) -> str:
    return key.rpartition("/")[2]


def _fields(sheet: Sheet) -> list[str]:
    return [column.field for column in sheet.columns]


def _cell(words: Mapping[str, str], name: str, cell: Cell) -> Cell:
    """Return what a person says of a cell, else what was filled in; a number that says the same stays a number."""
    if name in {"", KEY, NUMBER} or name not in words:
        return cell
    return cell if is_same(str(cell), words[name]) else words[name]


def _with_own_columns(sheet: Sheet, said: Iterable[Mapping[str, str]]) -> Sheet:
    """Return a sheet with a column, still empty, for each that persons added, before 编号."""
    own = dict.fromkeys(
        name for words in said for name, cell in sorted(words.items()) if cell and name.startswith(EXTRA)
    )
    at = _fields(sheet).index(KEY) if KEY in _fields(sheet) else len(sheet.columns)
    columns = tuple(Column(title=title_of(name), width=_WIDTH, field=name, blank=True) for name in own)
    blanks = ("",) * len(columns)
    return replace(
        sheet,
        columns=(*sheet.columns[:at], *columns, *sheet.columns[at:]),
        rows=tuple((*row[:at], *blanks, *row[at:]) for row in sheet.rows),
    )


def _with_loose_rows(
    sheet: Sheet,
    full: Sequence[str],
    words: Sequence[Mapping[str, str]],
    said: Mapping[str, Mapping[str, str]],
    reviewed: Sequence[Reviewed],
) -> tuple[Sheet, list[Mapping[str, str]]]:
    """Return a sheet with the added rows that no norm carries, counted again, and the words of each of its rows."""
    titles = {it.regulation.id: it.regulation.title for each in reviewed for it in each.analysis.documents}
    several = len(titles) > 1 or any("/" in key for key in sheet.keys)
    lines: list[tuple[tuple[Cell, ...], str, Mapping[str, str], str]] = list(
        zip(sheet.rows, sheet.keys, words, sheet.groups or ("",) * len(sheet.rows), strict=True)
    )
    keys = list(full)
    for each in (loose for one in reviewed for loose in one.loose):
        name = f"{each.document}/{each.norm}"
        at = _behind(keys, each.document, each.after)
        known: dict[str, Cell] = {
            KEY: name if several else each.norm,
            TITLE: titles.get(each.document, ""),
            "confidence": _SURE,
        }
        row: tuple[Cell, ...] = tuple(known.get(field, "") for field in _fields(sheet))
        lines.insert(at, (row, str(known[KEY]), said.get(name, {}), lines[at - 1][3] if at else ""))
        keys.insert(at, name)
    if len(lines) == len(sheet.rows):
        return sheet, list(words)
    number = _fields(sheet).index(NUMBER) if NUMBER in _fields(sheet) else None
    rows = [
        row if number is None else (*row[:number], count, *row[number + 1 :])
        for count, (row, *_) in enumerate(lines, 1)
    ]
    groups = tuple(group for *_, group in lines) if sheet.groups else ()
    filled = replace(sheet, rows=tuple(rows), keys=tuple(key for _, key, _, _ in lines), groups=groups)
    return filled, [said_there for _, _, said_there, _ in lines]


def _behind(keys: Sequence[str], document: str, after: str) -> int:
    """Return the index behind the row of a norm and the rows without norms that follow it already."""
    own = [index for index, key in enumerate(keys) if key.rpartition("/")[0] == document]
    if not after:
        return own[0] if own else len(keys)
    at = next((index for index, key in enumerate(keys) if key == f"{document}/{after}"), own[-1] if own else -1)
    return at + 1
