"""What a file says of its document beside the text fills what the text leaves open; the text itself comes first."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from zhize.structure.dates import DATE, iso
from zhize.structure.levels import level_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.texts import Fact
    from zhize.types import Metadata

_DATE = re.compile(DATE)
_PLAIN = re.compile(r"\s*([12][0-9]{3})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?![0-9])")  # 2022-03-28 10:15, 2022/3/28
# The fields of the metadata, and the facts that say them, the best first: 成文日期 is the document's own date, 发布日期
# may be that of the page.
_WORDS = {"issuer": ("issuer",), "doc_number": ("doc_number",), "validity": ("validity",)}
_DAYS = {
    "passed": ("passed",),
    "issued": ("issued", "written", "published"),
    "in_force_from": ("in_force_from",),
    "in_force_until": ("in_force_until",),
}


def with_facts(metadata: Metadata, facts: Sequence[Fact]) -> Metadata:
    """Return metadata whose open fields are filled by facts.

    Args:
        metadata: what the text says; none of it is changed.
        facts: what the file says beside it; those that come first are preferred.
    """
    said = {field: value for field, names in _WORDS.items() if (value := _first(facts, names)) is not None}
    said |= {field: day for field, names in _DAYS.items() if (day := _first_day(facts, names)) is not None}
    missing = {field: value for field, value in said.items() if getattr(metadata, field) is None}
    level = metadata.level or level_of(missing.get("issuer", ""))
    return replace(metadata, **missing, level=level) if missing else metadata


def iso_day(words: str) -> str | None:
    """Return the day that words begin with as ISO 8601; None for words that name none, or no whole day (2008年)."""
    if (match := _DATE.match(words.strip())) is not None:
        return iso(match)
    if (plain := _PLAIN.match(words)) is not None:
        with suppress(ValueError):
            return dt.date(*map(int, plain.groups())).isoformat()
    return None


def _first(facts: Sequence[Fact], names: Sequence[str]) -> str | None:
    found = (fact.value.strip() for name in names for fact in facts if fact.name == name)
    return next((value for value in found if value), None)


def _first_day(facts: Sequence[Fact], names: Sequence[str]) -> str | None:
    found = (iso_day(fact.value) for name in names for fact in facts if fact.name == name)
    return next((day for day in found if day is not None), None)
