"""Which cells of the workbook lead to which rows of its other sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zhize.export.workbooks import articles as text
from zhize.export.workbooks import persons as blocks
from zhize.export.workbooks import pivot as crossed
from zhize.export.workbooks.articles import label_of
from zhize.export.workbooks.burdens import key_of
from zhize.export.workbooks.links import place
from zhize.export.workbooks.workbook import ROWS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from zhize.analysis import Analysis
    from zhize.export.workbooks.articles import Places
    from zhize.export.workbooks.burdens import Entry
    from zhize.export.workbooks.links import Links
    from zhize.export.workbooks.persons import Persons
    from zhize.forms.nouns import Sheet

    Spot = tuple[int, str, int]  # number of the document, id of the article, offset

_NOWHERE: Final = ""


def column_of(sheet: Sheet, field: str) -> int | None:
    """Return the number of the column that shows a field; None where none does."""
    return next((number for number, column in enumerate(sheet.columns) if column.field == field), None)


def to_articles(sheet: Sheet, analyses: Sequence[Analysis], places: Places) -> Links:
    """Return where the cells 条款 of a sheet lead: to the row of 条文 that holds the norm, or else its article.

    Args:
        sheet: with the keys of norms; a row without one is led by what stands in its cells 文件 and 条款.
        analyses: the documents.
        places: which row of 条文 holds what.
    """
    column = column_of(sheet, "locator")
    if column is None:
        return {}
    keyed, labelled = _spots(analyses)
    title = column_of(sheet, "title")
    links = {}
    for index, row in enumerate(sheet.rows):
        key = sheet.keys[index] if index < len(sheet.keys) else ""
        name = str(row[title]) if title is not None else ""
        spot = keyed.get(key) or keyed.get(key.partition("、")[0]) or labelled.get((name, label_of(str(row[column]))))
        if spot and (target := _in_articles(spot, places)):
            links[index, column] = target
    return links


def from_blocks(table: Persons, duties: Sheet, places: Places) -> Links:
    """Return where the cells of 一主体一表 lead: 条款 to 条文, 清单序号 to 义务清单, a headline to 主体×事项."""
    locator, number = column_of(table.sheet, "locator"), column_of(table.sheet, "number")
    links = {}
    for body, index in enumerate(table.headlines):
        links[index, blocks.BODY] = place(crossed.NAME, crossed.FIRST + body, 1)
    for index, entry in enumerate(table.entries):
        if entry is None:
            continue
        norm = entry.norm
        if locator is not None:
            links[index, locator] = _in_articles((entry.document, norm.article, norm.action.start), places)
        if number is not None:
            links[index, number] = place(duties.name, entry.row + 1)
    return links


def to_blocks(table: Persons) -> Mapping[int, str]:
    """Return where the bodies of 主体×事项 lead, by their row: to their block in 一主体一表."""
    return {
        body: place(blocks.NAME, index + 1) for body, index in enumerate(table.headlines) if index < len(table.entries)
    }


def to_duties(found: Iterable[Entry], sheet: Sheet, duties: Sheet, places: Places) -> Links:
    """Return where the cells 规范数 of 条文 lead: to the first norm of the row in 义务清单."""
    column = column_of(sheet, "norms")
    links: dict[tuple[int, int], str] = {}
    for entry in found:
        row = places.row_of(entry.document, entry.norm.article, entry.norm.action.start)
        if row is not None and column is not None:
            links.setdefault((row - 1, column), place(duties.name, entry.row + 1))
    return links


def _spots(analyses: Sequence[Analysis]) -> tuple[dict[str, Spot], dict[tuple[str, str], Spot]]:
    """Return where the norms begin, by their keys, and the articles, by document and label; the first of several."""
    several = len(analyses) > 1
    keyed: dict[str, Spot] = {}
    labelled: dict[tuple[str, str], Spot] = {}
    for number, analysis in enumerate(analyses):
        for norm in analysis.norms:
            keyed.setdefault(key_of(analysis, norm, several=several), (number, norm.article, norm.action.start))
        title = analysis.regulation.title if several else ""
        for article in analysis.regulation.articles:
            labelled.setdefault((title, text.label(article)), (number, article.id, 0))
    return keyed, labelled


def _in_articles(spot: Spot, places: Places) -> str:
    row = places.row_of(*spot)
    return place(text.NAME, row) if row is not None and row < ROWS else _NOWHERE
