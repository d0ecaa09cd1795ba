"""The verb `fill`: a form and documents → a filled sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zhize.forms.norm_records import of_bodies, of_norms, of_tasks
from zhize.forms.nouns import Column, Sheet
from zhize.forms.records import Document
from zhize.forms.schema import Rows
from zhize.forms.time_records import of_ties, of_times

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from zhize.analysis import Analysis
    from zhize.forms.nouns import Cell
    from zhize.forms.records import Record
    from zhize.forms.schema import ColumnEntry, Form

_MAKERS: Final[Mapping[Rows, Callable[[Document], Iterator[Record]]]] = {
    Rows.NORMS: of_norms,
    Rows.TASKS: of_tasks,
    Rows.BODIES: of_bodies,
    Rows.TIMES: of_times,
    Rows.TIES: of_ties,
}


def fill(form: Form, *analyses: Analysis, printed: bool = False) -> Sheet:
    """Fill a form.

    Args:
        form: what `zhize.forms.loading.load_form` returned.
        analyses: one or more documents, in the order in which they shall stand.
        printed: whether columns that stand on no printed page are left out.

    Returns:
        The sheet. Its ``keys`` are the ids of the norms of each row, joined by 、 where a row shows several, with
        ``document/`` before each where there are several documents; its ``groups`` the values of the form's ``group``.
        What a person fills in is "".
    """
    several = len(analyses) > 1
    entries = [entry for entry in form.column if (several or not entry.several) and (entry.printed or not printed)]
    rows: list[tuple[Cell, ...]] = []
    keys: list[str] = []
    groups: list[str] = []
    for analysis in analyses:
        prefix = f"{analysis.regulation.id}/" if several else ""
        for record in _MAKERS[form.rows](Document(analysis, form, several=several)):
            keys.append("、".join(prefix + norm for norm in record.norms))
            whole = {**record.fields, "number": len(rows) + 1, "key": keys[-1]}
            rows.append(tuple(_cell(entry, whole) for entry in entries))
            groups.append(_group(form, whole, several=several))
    return Sheet(
        name=form.name,
        heading=_heading(form, analyses),
        columns=tuple(_column(entry) for entry in entries),
        rows=tuple(rows),
        keys=tuple(keys),
        groups=tuple(groups) if form.group or several else (),
    )


def _cell(entry: ColumnEntry, fields: Mapping[str, Cell]) -> Cell:
    return "" if entry.blank else fields[entry.field]


def _column(entry: ColumnEntry) -> Column:
    return Column(
        title=entry.title,
        width=entry.width,
        centred=entry.centred,
        field=entry.field,
        merged=entry.merged,
        blank=entry.blank,
    )


def _group(form: Form, fields: Mapping[str, Cell], *, several: bool) -> str:
    """Return the heading that a row stands under: among several documents the title comes first."""
    heading = str(fields[form.group]) if form.group else ""
    return f"《{fields['title']}》{heading}" if several else heading


def _heading(form: Form, analyses: tuple[Analysis, ...]) -> str:
    title = analyses[0].regulation.title if len(analyses) == 1 else ""
    return (f"《{title}》" if title else "") + (form.title or form.name)
