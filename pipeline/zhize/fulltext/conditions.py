"""What a hit must meet beside its words → `Conditions`: norms of a body, a modality, a deadline; documents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from zhize import labels
from zhize.errors import InputError
from zhize.fulltext.units import fold
from zhize.lexicon import load
from zhize.lexicon.schema import MarkerEntry
from zhize.tagging import times
from zhize.types import Level, Modality

_AT_MOST: Final = re.compile(r"\s*(?:≤|<=|＜=|不超过|至多)\s*(?P<measure>.+)")
_ANY: Final = ("any", "*", "deadline", "期限", "时限", "有")
_SYMBOL: Final = re.compile(r"R?-?P[0-9TYMWDH/P]+|-{2}\d\d(?:-\d\d)?|\d{4}(?:-\d\d){0,2}", re.IGNORECASE)
_DURATION: Final = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)(WD|D))?(?:T(?:(\d+)H)?(?:(\d+)M)?)?")
# Five working days pass in seven days.
_DAYS: Final = {"Y": 365.0, "M": 30.0, "W": 7.0, "D": 1.0, "WD": 7 / 5, "H": 1 / 24, "MIN": 1 / 1440}


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What a hit must meet beside its words; None for what does not matter."""

    body: str | None = None  # GLOB on folded names of a bearer
    modality: Modality | None = None
    deadline: bool = False  # whether a deadline is asked for at all
    value: str | None = None  # of the deadline: P5WD
    days: float | None = None  # the most that the deadline may be
    document: str | None = None  # GLOB on the folded name or title
    level: Level | None = None
    in_force: str | None = None  # ISO 8601: a day on which the text is in force

    @property
    def on_norms(self) -> bool:
        """Whether a norm must meet something."""
        return self.body is not None or self.modality is not None or self.deadline

    @property
    def on_documents(self) -> bool:
        """Whether the document must meet something."""
        return self.document is not None or self.level is not None or self.in_force is not None


def read_conditions(
    *,
    body: str | None,
    modality: str | None,
    deadline: str | None,
    document: str | None,
    level: str | None,
    in_force: str | None,
) -> Conditions:
    """Read the conditions of a search; see `zhize.fulltext.search` for what each may be.

    Raises:
        InputError: one of them is nothing of its kind.
    """
    value, days = (None, None) if deadline is None else _deadline(deadline)
    return Conditions(
        body=None if body is None else _glob(body.strip()),
        modality=None if modality is None else _modality(modality.strip()),
        deadline=deadline is not None,
        value=value,
        days=days,
        document=None if document is None else _document(document.strip()),
        level=None if level is None else _level(level.strip()),
        in_force=None if in_force is None else _day(in_force.strip()),
    )


def days_of(value: str) -> float | None:
    """Return how many days a duration takes, a month for 30 and five working days for 7; None for what is none."""
    found = _DURATION.fullmatch(value)
    if found is None or value in {"P", "PT"}:
        return None
    years, months, weeks, days, unit, hours, minutes = found.groups()
    said = (("Y", years), ("M", months), ("W", weeks), (unit or "D", days), ("H", hours), ("MIN", minutes))
    return sum(_DAYS[measure] * int(number) for measure, number in said if number)


def _deadline(words: str) -> tuple[str | None, float | None]:
    """Return the value that a deadline must have, or the most days that it may be."""
    words = words.strip()
    if fold(words) in _ANY:
        return None, None
    if limited := _AT_MOST.fullmatch(words):
        measure = limited["measure"].strip()
        days = float(measure) if measure.isdecimal() else days_of(_value(measure) or "")
        if days is None:
            raise _unknown(words)
        return None, days
    value = _value(words)
    if value is None:
        raise _unknown(words)
    return value, None


def _value(words: str) -> str | None:
    """Return the symbolic value of a time, given as such or in words: P5WD, 五个工作日."""
    if _SYMBOL.fullmatch(words):
        return words.upper()
    found = times.match(words) or times.match(f"{words}内")
    return found[0].value if found else None


def _unknown(words: str) -> InputError:
    remedy = "write any, a measure such as 五个工作日 or P5WD, or ≤10日"
    return InputError("is no deadline", where=words, remedy=remedy)


def _modality(words: str) -> Modality:
    """Return a modality by its value, its Chinese label or a word that marks it."""
    known = {each.value: each for each in Modality} | {labels.MODALITY[each]: each for each in Modality}
    known |= {entry.text: entry.modality for entry in load("markers", MarkerEntry)}
    if (found := known.get(fold(words))) is None:
        remedy = f"write one of {'、'.join(labels.MODALITY.values())}, or a word that marks it: 应当、不得、可以"
        raise InputError("is no modality", where=words, remedy=remedy)
    return found


def _level(words: str) -> Level:
    for each in Level:
        if fold(words) in {each.value, labels.LEVEL[each], labels.LEVEL[each].removesuffix("级")}:
            return each
    remedy = f"write one of {'、'.join(labels.LEVEL.values())}"
    raise InputError("is no level of government", where=words, remedy=remedy)


def _day(words: str) -> str:
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError as error:
        raise InputError("is no day", where=words, remedy="write it as 2026-11-01") from error


def _document(words: str) -> str:
    """Return the pattern of a name or title: with * or ? of all of it, without of a part."""
    found = _glob(words, wild="*?")
    return found if set(fold(words)) & set("*?") else f"*{found}*"


def _glob(words: str, *, wild: str = "*") -> str:
    """Return a pattern of SQLite's GLOB that takes the wild characters as such and all others as themselves."""
    return "".join(f"[{each}]" if each in "[?*" and each not in wild else each for each in fold(words))
