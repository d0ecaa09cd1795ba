"""A comparison as one self-contained page: 条文对照, two columns with the differences marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.export.comparison_rows import change_counts, rows, type_counts
from zhize.export.html import environment
from zhize.export.markup import legal

if TYPE_CHECKING:
    from zhize.comparison import Comparison


def to_html(comparison: Comparison) -> str:
    """Return a comparison as one HTML page.

    Args:
        comparison: what `zhize.compare` returned.

    Returns:
        A page in Chinese for a browser, a telephone or a printer (A4, landscape): the articles side by side, what was
        deleted struck through and what was added underlined, the changes of norms in sentences, filters and search.
        Rows have the anchors ``#pair-12``. It asks for nothing from outside.
    """
    page = environment().get_template("comparison.html")
    return legal(
        page.render(
            left=comparison.left.regulation,
            right=comparison.right.regulation,
            rows=rows(comparison),
            types=type_counts(comparison),
            changes=change_counts(comparison),
        )
    )
