"""What the report says of a comparison with another text: its figures, and where the whole of it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhize.export.comparisons.finding_words import finding_counts
from zhize.export.comparisons.rows import type_counts

if TYPE_CHECKING:
    from zhize.analysis import Analysis
    from zhize.comparison import Comparison
    from zhize.export.comparisons.finding_words import FindingCount


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A comparison as the report sums it up."""

    title: str  # of the other text
    left: bool  # this text is the left one, of which the findings speak
    page: str  # the file that shows it; empty without
    types: tuple[tuple[str, int], ...]  # type and number of pairs
    findings: tuple[FindingCount, ...]  # the gravest kind first


def beside(comparison: Comparison, page: str | None, analysis: Analysis) -> Beside:
    """Return the figures of a comparison, as one of its sides sees it."""
    left, right = comparison.left.regulation, comparison.right.regulation
    first = left == analysis.regulation
    return Beside(
        title=(right if first else left).title,
        left=first,
        page=page or "",
        types=tuple((kind.value, count) for kind, _, count in type_counts(comparison) if count),
        findings=finding_counts(comparison),
    )
