"""The sheets of the workbook that are forms: 义务清单, 时限台账, 禁止事项, 职责关系."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.forms.filling import fill
from zhize.forms.loading import load_form

if TYPE_CHECKING:
    from zhize.analysis import Analysis
    from zhize.forms.nouns import Sheet


def duties(*analyses: Analysis) -> Sheet:
    """Return 义务清单: one row a norm, with empty columns for the person who reviews it, and its key."""
    return fill(load_form("义务清单"), *analyses)


def deadlines(*analyses: Analysis) -> Sheet:
    """Return 时限台账: one row a time expression and norm, with what it is counted from and in."""
    return fill(load_form("时限台账"), *analyses)


def prohibitions(*analyses: Analysis) -> Sheet:
    """Return 禁止事项: one row a prohibition."""
    return fill(load_form("禁止事项"), *analyses)


def relations(*analyses: Analysis) -> Sheet:
    """Return 职责关系: one row for what one body does towards another."""
    return fill(load_form("职责关系"), *analyses)
