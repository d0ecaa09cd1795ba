"""A family as one self-contained page: 条文对照表 with a column a text, and who took what from whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zhize.export.families.names import names_of
from zhize.export.families.relations import clusters, greatest, lines, odd, sources, undecided
from zhize.export.families.rows import kind_counts, percent, rows
from zhize.export.markup import legal
from zhize.export.pages.html import environment

if TYPE_CHECKING:
    from zhize.families.nouns import Family

_COLUMNS: Final = 6  # that a page shows at first; as many as A4 takes in landscape
_SOURCES: Final = 3  # of a text, where the texts are many
_ODD: Final = 20  # articles that are named; the workbook has all


def to_html(family: Family) -> str:
    """Return a family as one HTML page.

    Args:
        family: what `zhize.comparison.compare_all` returned.

    Returns:
        A page in Chinese for a browser, a telephone or a printer (A4, landscape): a table with a column a text, the
        likeness of each two, sources, versions, groups, and what one text alone has. Rows have the anchors
        ``#row-12``. It asks for nothing from outside.
    """
    page = environment().get_template("family.html")
    found = sources(family)
    return legal(
        page.render(
            names=names_of(family),
            rows=rows(family),
            kinds=kind_counts(family),
            grid=_grid(family),
            sources=found if len(family.texts) <= _COLUMNS else greatest(found, _SOURCES),
            undecided=undecided(family),
            lines=lines(family),
            clusters=clusters(family),
            cohesion=family.cohesion,
            odd=odd(family)[:_ODD],
            odd_count=len(family.unusual),
            columns=_COLUMNS,
        )
    )


def _grid(family: Family) -> list[list[tuple[str, str, int]]]:
    """Return the matrix: share of the row's articles that the column has too, mean similarity, shade 0 to 10."""
    size = len(family.texts)
    grid: list[list[tuple[str, str, int]]] = []
    for row in range(size):
        cells = []
        for column in range(size):
            if row == column:
                cells.append(("", "", 0))
                continue
            kinship = family.kinship(row, column)
            share = kinship.share(row)
            cells.append((percent(share), f"{kinship.similarity:.2f}" if share else "", round(share * 10)))
        grid.append(cells)
    return grid
