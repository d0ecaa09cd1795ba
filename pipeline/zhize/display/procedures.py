"""A procedure, as its flow chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.display.parts import block, box
from zhize.export.procedures.chart import to_svg

if TYPE_CHECKING:
    from zhize.procedures import Procedure


def procedure_html(procedure: Procedure) -> str:
    """Return the chart on white, as it is printed, whatever the colours of the notebook."""
    return box(block(to_svg(procedure), "background:#fff;display:inline-block;max-width:100%"))
