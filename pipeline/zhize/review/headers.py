"""The header of a sheet that a person may have rearranged → which column holds which field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from openpyxl.utils import get_column_letter as letter  # type: ignore[import-untyped]

from zhize.forms.headers import fields_of_headers
from zhize.forms.loading import load_form
from zhize.review.cells import is_same
from zhize.review.values import COMMENT, EXTRA, KEY, TITLES, title_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from zhize.review.opening import Table

_DEEPEST: Final = 20  # rows above the header in which a person may have put a title
_MOST_LIKELY: Final = 0.5  # of a column's words are those of one field: then it is that field, whatever it is called


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Where the header stands and what its columns hold."""

    line: int
    fields: Mapping[int, str]  # column → field
    own: Mapping[int, str]  # column → title of a column of the person's own
    gone: tuple[str, ...]  # fields of the export that no column holds any more


def read_header(table: Table, exported: Mapping[str, Mapping[str, str]], known: tuple[str, ...]) -> Header | None:
    """Return the header of a sheet; None if no row has the column 编号.

    Args:
        table: the sheet.
        exported: every value of the export, by key and field.
        known: the fields of the export.
    """
    lines = [line for line in sorted(table.rows)[:_DEEPEST] if KEY in _by_title(table.rows[line], known).values()]
    if not lines:
        return None
    line = lines[0]
    titles = table.rows[line]
    fields = _by_title(titles, known)
    below = [row for number, row in table.rows.items() if number > line]
    columns = {column for row in (*below, titles) for column in row}
    fields = {**fields, **_by_words(below, columns - set(fields), fields, exported, known)}
    own: dict[int, str] = {}
    taken = {title_of(field) for field in known if field.startswith(EXTRA)}
    for column in sorted(columns - set(fields)):
        own[column] = _own_title(titles.get(column, ""), column, {COMMENT, *taken, *own.values()})
    return Header(line=line, fields=fields, own=own, gone=tuple(name for name in known if name not in fields.values()))


def _by_title(titles: Mapping[int, str], known: tuple[str, ...]) -> dict[int, str]:
    """Return columns by their titles: the exact ones first, then the synonyms of the forms."""
    names = {title_of(field): field for field in known} | {title: field for field, title in TITLES.items()}
    found: dict[int, str] = {}
    for column, title in sorted(titles.items()):
        field = names.get("".join(title.split()), "")
        if field and field not in found.values():
            found[column] = field
    rest = [(column, title) for column, title in sorted(titles.items()) if column not in found]
    synonyms = fields_of_headers([title for _, title in rest], form=load_form("义务清单"))
    for index, field in synonyms.items():
        if field in TITLES and field not in found.values():
            found[rest[index][0]] = field
    return found


def _by_words(
    rows: Iterable[Mapping[int, str]],
    columns: Iterable[int],
    fields: Mapping[int, str],
    exported: Mapping[str, Mapping[str, str]],
    known: tuple[str, ...],
) -> dict[int, str]:
    """Return columns of which a person changed the title beyond recognition: their words are still those of a field."""
    key_column = next(column for column, field in fields.items() if field == KEY)
    pairs = [(row, exported[row[key_column]]) for row in rows if row.get(key_column, "") in exported]
    found: dict[int, str] = {}
    for field in known:
        if field in fields.values() or field == KEY:
            continue
        for column in sorted(columns):
            said = [(row.get(column, ""), before.get(field, "")) for row, before in pairs]
            said = [(now, before) for now, before in said if now or before]
            same = sum(is_same(now, before) for now, before in said)
            if column not in found and said and same >= _MOST_LIKELY * len(said):
                found[column] = field
                break
    return found


def _own_title(title: str, column: int, taken: set[str]) -> str:
    """Return what a column of the person's own is kept as: no two of a sheet are the same."""
    name = " ".join(title.split()).removeprefix(EXTRA) or f"{letter(column)}列"
    return f"{name}（{letter(column)}列）" if name in taken else name
