"""A cell of a workbook → words, and when two words are the same."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Final

_CARRIAGE: Final = re.compile(r"(?:_x000D_|\r)\n?")  # WPS writes both for one line end
_PERCENT: Final = re.compile(r"^0(?:\.(0+))?%$")
_TYPED_DATE: Final = "%Y-%m-%d"
# White space, characters that nobody sees, and the signs that stand for what XML forbids.
_UNSEEN: Final = re.compile(
    r"[\s\x00-\x1f\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\u2060-\u206f\u2400-\u243f\ud800-\udfff\ufeff\ufffd]+"
)


def words_of(cell: Any) -> str:  # noqa: ANN401  # cells of openpyxl have no common class
    """Return what a person sees in a cell: numbers without needless zeros, dates as 2026-03-31; "" for nothing."""
    value = cell.value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format or ""))
    if isinstance(value, dt.datetime):
        at_midnight = value.time() == dt.time.min
        return value.strftime(_TYPED_DATE) if at_midnight else value.isoformat(" ", "minutes")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return plain(str(value))


def plain(text: str) -> str:
    """Return a text without what no person sees: other line ends, blanks at its edges."""
    return _CARRIAGE.sub("\n", text).strip()


def is_same(one: str, other: str) -> bool:
    """Whether two cells say the same: the same words, or the same number however it is written."""
    return one == other or (_is_number(one) and _is_number(other) and float(one) == float(other))


def letters(text: str) -> str:
    """Return the characters that tell two sentences apart: without white space and what cannot be printed."""
    return _UNSEEN.sub("", text)


def _number(value: float, style: str) -> str:
    if match := _PERCENT.match(style):
        return f"{value:.{len(match[1] or '')}%}"
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))  # noqa: PLR2004  # all digits of a float


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isascii() and text.replace(".", "", 1).isdigit()
