"""主体×事项: a row a body, a column for each thing that can be counted of what it bears."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zhize import labels
from zhize.export.workbooks.burdens import BURDENS
from zhize.export.workbooks.links import new_looks, write_link
from zhize.export.workbooks.workbook import (
    HEAD_FONT,
    TALLEST,
    height,
    new_format,
    new_page,
    write_cell,
)
from zhize.forms.nouns import Column, Sheet
from zhize.passages import is_doubtful
from zhize.types import Force, Modality, Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from zhize.analysis import Analysis
    from zhize.export.workbooks.burdens import Burden, Entry

NAME: Final = "主体×事项"
FIRST: Final = 2  # row of the first body, from 0: below two rows of titles
_KEYS: Final = 2  # columns before the figures: 序号, 责任主体
_PARTS: Final = 18  # chapters or documents that still make columns; more are left out
_TITLE: Final = 11  # characters of a title that stands upright


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A column of figures."""

    group: str  # what stands above it and its neighbours
    title: str
    count: Callable[[Sequence[Entry]], int]
    upright: bool = False  # its title is written downwards
    width: float = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Pivot:
    """The table: its columns, and the figures of each body and of all rows of 义务清单."""

    sheet: Sheet  # the columns and the rows, the totals last
    figures: tuple[Figure, ...]


def pivot(burdens: Sequence[Burden], entries: Sequence[Entry], analyses: Sequence[Analysis]) -> Pivot:
    """Return 主体×事项.

    Args:
        burdens: the bodies, in their order.
        entries: all rows of 义务清单; the totals count each once, however many bodies bear it.
        analyses: the documents.
    """
    figures = (*_COMMON, *_relations(entries), *_parts(entries, analyses))
    columns = (
        Column(title="序号", width=5, centred=True),
        Column(title="责任主体", width=28),
        *(Column(title=figure.title, width=figure.width, centred=True) for figure in figures),
    )
    bodies = sum(burden.body != labels.UNSTATED for burden in burdens)
    total = ("", f"合计（主体{bodies}个）", *(figure.count(entries) or "" for figure in figures))
    rows = (
        (number, burden.body, *(figure.count(burden.entries) or "" for figure in figures))
        for number, burden in enumerate(burdens, 1)
    )
    heading = NAME if len(analyses) > 1 else f"《{analyses[0].regulation.title}》{NAME}"
    return Pivot(sheet=Sheet(name=NAME, heading=heading, columns=columns, rows=(*rows, total)), figures=figures)


# --- what is counted -------------------------------------------------------------------------------------------------


def _of_modality(*kinds: Modality) -> Callable[[Sequence[Entry]], int]:
    return lambda found: sum(entry.norm.modality in kinds for entry in found)


def _of_force(force: Force) -> Callable[[Sequence[Entry]], int]:
    return lambda found: sum(entry.norm.force is force for entry in found)


def _of_relation(relation: Relation) -> Callable[[Sequence[Entry]], int]:
    return lambda found: sum(any(it.relation is relation for it in entry.norm.counterparts) for entry in found)


def _of_chapter(chapter: str) -> Callable[[Sequence[Entry]], int]:
    return lambda found: sum(entry.chapter == chapter for entry in found)


def _of_document(document: int) -> Callable[[Sequence[Entry]], int]:
    return lambda found: sum(entry.document == document for entry in found)


_COMMON: Final = (
    Figure(group="规范", title="义务和禁止", count=_of_modality(*BURDENS), width=8),
    Figure(group="规范", title="全部", count=len),
    *(Figure(group="模态", title=labels.MODALITY[kind], count=_of_modality(kind), width=5) for kind in Modality),
    *(Figure(group="刚性", title=labels.FORCE[force], count=_of_force(force), width=5) for force in Force),
    Figure(group="其中", title="有时限", count=lambda found: sum(entry.timed for entry in found), width=7),
    Figure(group="其中", title="需复核", count=lambda found: sum(is_doubtful(entry.norm) for entry in found), width=7),
)


def _relations(entries: Sequence[Entry]) -> Iterator[Figure]:
    """Yield a figure for each relation that occurs."""
    for relation in Relation:
        count = _of_relation(relation)
        if count(entries):
            yield Figure(group="关系", title=labels.RELATION[relation], count=count, upright=True, width=3.6)


def _parts(entries: Sequence[Entry], analyses: Sequence[Analysis]) -> Iterator[Figure]:
    """Yield a figure for each chapter, or for each document where there are several; none where they are too many."""
    if len(analyses) > 1:
        titles = [analysis.regulation.title for analysis in analyses]
        counts = [(title, _of_document(number)) for number, title in enumerate(titles)]
    else:
        counts = [(title, _of_chapter(title)) for title in dict.fromkeys(entry.chapter for entry in entries)]
        counts = [(title or "（章外）", count) for title, count in counts] if any(it.chapter for it in entries) else []
    if len(counts) <= _PARTS:
        group = "文件" if len(analyses) > 1 else "章"
        for title, count in counts:
            short = title if len(title) <= _TITLE else title[: _TITLE - 1] + "…"
            yield Figure(group=group, title=short, count=count, upright=True, width=3.6)


# --- how it is written -----------------------------------------------------------------------------------------------


def write_pivot(workbook: Workbook, table: Pivot, links: Mapping[int, str]) -> None:
    """Write the table under two rows of titles, which stay and stand on every page; the totals do not sort with it.

    Args:
        workbook: to add the sheet to.
        table: what stands in it.
        links: where the name of each body leads, by its row from 0.
    """
    sheet = table.sheet
    page = new_page(workbook, sheet)
    page.repeat_rows(0, 1)
    page.freeze_panes(FIRST, _KEYS)
    last, width = FIRST + len(sheet.rows) - 2, len(sheet.columns)
    page.autofilter(1, 0, max(last, FIRST), width - 1)
    _write_titles(workbook, page, table)
    _write_totals(workbook, page, sheet)
    centre = new_format(workbook, align="center")
    name = new_looks(workbook, align="left")
    for index, row in enumerate(sheet.rows[:-1]):
        page.set_row(FIRST + index, min(max(height(sheet, row), 18), TALLEST))
        for number, cell in enumerate(row):
            if number == 1:
                target = links.get(index, "")
                write_link(page, (FIRST + index, number), cell, target, name, room=sheet.columns[number].width)
            else:
                write_cell(page, FIRST + index, number, cell, centre)


def _write_titles(workbook: Workbook, page: Worksheet, table: Pivot) -> None:
    look = {"bold": True, "font_name": HEAD_FONT, "align": "center", "bg_color": "#E7E6E6"}
    head = new_format(workbook, **look)
    # Titles that stand upright leave room for the arrow of the filter below them.
    upright = new_format(workbook, **look | {"rotation": 270, "valign": "top", "text_wrap": False, "font_size": 9})
    tallest = max((len(figure.title) for figure in table.figures if figure.upright), default=0)
    page.set_row(0, 20)
    page.set_row(1, max(40, 12 * tallest + 24))
    for number, column in enumerate(table.sheet.columns[:_KEYS]):
        page.merge_range(0, number, 1, number, column.title, head)
    at = _KEYS
    for group, size in _groups(table.figures):
        if size > 1:
            page.merge_range(0, at, 0, at + size - 1, group, head)
        else:
            page.write_string(0, at, group, head)
        at += size
    for number, figure in enumerate(table.figures, _KEYS):
        write_cell(page, 1, number, figure.title, upright if figure.upright else head)


def _write_totals(workbook: Workbook, page: Worksheet, sheet: Sheet) -> None:
    row = FIRST + len(sheet.rows) - 1
    page.set_row(row, 22)
    look = new_format(workbook, bold=True, align="center", bg_color="#F2F2F2")
    for number, cell in enumerate(sheet.rows[-1]):
        write_cell(page, row, number, cell, look)


def _groups(figures: Sequence[Figure]) -> list[tuple[str, int]]:
    """Return the groups of neighbouring figures and how many they are."""
    found: list[tuple[str, int]] = []
    for figure in figures:
        if found and found[-1][0] == figure.group:
            found[-1] = (figure.group, found[-1][1] + 1)
        else:
            found.append((figure.group, 1))
    return found
