"""Documents → a workbook that a law office prints on A4, sorts, corrects, sends out and files."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

from zhize.export.workbooks import targets
from zhize.export.workbooks.articles import articles
from zhize.export.workbooks.burdens import burdens, entries
from zhize.export.workbooks.links import LINKS, new_looks
from zhize.export.workbooks.notes import CHOICES, notes, write_guide
from zhize.export.workbooks.originals import write_originals
from zhize.export.workbooks.persons import persons, write_persons
from zhize.export.workbooks.pivot import pivot, write_pivot
from zhize.export.workbooks.sheets import deadlines, duties, prohibitions, relations
from zhize.export.workbooks.table import Entering, widened, write_table
from zhize.export.workbooks.workbook import HEAD_FONT, legible, new_workbook, remarks, within, write_notes
from zhize.labels import FORCE, MODALITY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zhize.analysis import Analysis
    from zhize.export.workbooks.links import Links
    from zhize.forms.nouns import Sheet

__all__ = ["legible", "to_xlsx"]

# What a person may correct in 义务清单; what it rests on stays as it was exported.
_OPEN: Final = frozenset(
    {
        *("locator", "bearers", "modality", "action", "parties", "condition", "exception"),
        *("limits", "frequencies", "force", "review", "note"),
    }
)
_ENTERING: Final = Entering(
    open=_OPEN,
    choices={"review": CHOICES, "modality": tuple(MODALITY.values()), "force": tuple(FORCE.values())},
    verdict="review",
)


def to_xlsx(*analyses: Analysis, listed: Sheet | None = None) -> bytes:
    """Return the workbook of one or more documents.

    Args:
        analyses: the documents, in the order in which they shall stand; several get a column 文件.
        listed: 义务清单 as it shall stand, such as with what a person entered; as the documents fill it if not given.

    Returns:
        An .xlsx file with the sheets 义务清单, 主体×事项, 一主体一表, 时限台账, 禁止事项, 职责关系, 条文, 说明 and a
        hidden one, 原值. Texts are never formulas, also those that begin with ``=``, ``+``, ``-`` or ``@``; characters
        that XML forbids stand as visible signs, what Excel has no room for is left out, and 说明 says so.
    """
    text, places = articles(*analyses)
    filled = (listed or duties(*analyses), deadlines(*analyses), prohibitions(*analyses), relations(*analyses))
    links = [targets.to_articles(sheet, analyses, places) for sheet in filled]
    whole, *ledgers = map(widened, filled, links)
    duty = within(whole)
    found = entries(duty, analyses)
    borne = burdens(found)
    table, blocks = pivot(borne, found, analyses), persons(borne, duty)
    from_blocks = targets.from_blocks(blocks, duty, places)
    from_text = targets.to_duties(found, text, duty, places)
    said = [*remarks((whole, *ledgers, text)), *_unlinked((*links, from_blocks, from_text))]
    frozen = 3 if len(analyses) > 1 else 2
    buffer = BytesIO()
    with new_workbook(buffer, duty.heading) as workbook:
        write_table(workbook, duty, frozen=frozen, links=links[0], entering=_ENTERING)
        write_pivot(workbook, table, targets.to_blocks(blocks))
        write_persons(workbook, blocks, from_blocks)
        for sheet, led in zip(ledgers, links[1:], strict=True):
            write_table(workbook, sheet, frozen=frozen, links=led)
        write_table(workbook, text, frozen=frozen, links=from_text)
        about = notes(*analyses, remarks=said)
        write_guide(write_notes(workbook, about), about, new_looks(workbook, bold=True, font_name=HEAD_FONT))
        write_originals(workbook, duty, analyses)
    return buffer.getvalue()


def _unlinked(links: Iterable[Links]) -> list[str]:
    """Return what a reader has to know of links that Excel has no room for."""
    lost = sum(max(0, len(of_sheet) - LINKS) for of_sheet in links)
    return [f"{lost}个单元格超出Excel每表65,530个超链接的限度，没有设链接。"] if lost else []
