"""The procedures of a text as the report shows them: a chart each, chosen from a list, and its stages as a table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhize.export.pages.marking import anchor_of
from zhize.export.procedures.chart import to_svg
from zhize.procedures import procedures

if TYPE_CHECKING:
    from zhize.analysis import Analysis
    from zhize.procedures import Procedure, Stage

MOST = 60
"""Charts of a page: a code of hundreds of procedures would be a page of charts."""

# Each picture names its own arrowheads; beside one another on a page they need names of their own.
_NAMED = re.compile(r'(\bid="|url\(#|href="#)([\w-]+)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A procedure."""

    title: str
    place: str  # 第四十三条第一款
    href: str  # anchor of the norm that it begins with
    svg: str
    stages: tuple[Stage, ...]


def charts(analysis: Analysis) -> tuple[Chart, ...]:
    """Return the charts of a text's procedures, in the order of the text, `MOST` at most: those of most stages."""
    found = procedures(analysis)
    chosen = sorted(found, key=lambda one: -len(one.stages))[:MOST]
    return tuple(_chart(number, one) for number, one in enumerate((one for one in found if one in chosen), 1))


def _chart(number: int, procedure: Procedure) -> Chart:
    return Chart(
        title=procedure.title,
        place=procedure.place,
        href=f"#norm-{procedure.id}" if procedure.stages else f"#{anchor_of(procedure.articles[0])}",
        svg=_NAMED.sub(rf"\g<1>chart{number}-\g<2>", to_svg(procedure)),
        stages=procedure.stages,
    )
