"""Calendar dates as documents print them, as ISO 8601."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from zhize.numerals import int_of

if TYPE_CHECKING:
    import re

_N = "零〇○ΟО一二三四五六七八九十0-9０-９"
DATE = (
    rf"(?P<year>[12１２][0-9０-９]{{3}}|[一二][{_N}]{{3}})\s*年\s*"
    rf"(?P<month>[{_N}]{{1,3}})\s*月\s*(?P<day>[{_N}]{{1,3}})\s*日"
)
"""A regular expression for a date, with groups year, month and day."""


def iso(match: re.Match[str]) -> str | None:
    """Return the date of a match of `DATE`; None if there is no such day."""
    try:
        year, month, day = (int_of(match[part]) for part in ("year", "month", "day"))
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None
