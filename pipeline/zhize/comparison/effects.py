"""Which way a change goes, by a scale that anyone can check.

- Modality: 应当 and 不得 bind, 可以 leaves it open. From binding to open is weaker, back is stronger; between 应当 and
  不得, and to or from a definition, there is no more or less.
- Force: from hard (one can check that it was kept) to soft is weaker.
- Deadline: the period itself grows longer or shorter; a working day counts as 1.4 days, a month as the twelfth of a
  year; of a range (三个月至一年) the far end counts. From a measure to a vague word (及时), or to nothing, is weaker.
- Frequency: more often is stronger.
- Condition and exception: a duty or ban that holds in fewer cases is weaker.
"""

from __future__ import annotations

import re
from math import isclose
from typing import TYPE_CHECKING, Final

from zhize.comparison.nouns import Effect
from zhize.types import Force, Modality, TimeType

if TYPE_CHECKING:
    from zhize.types import Time

_BINDING: Final = frozenset({Modality.OBLIGATION, Modality.PROHIBITION})
_DAYS: Final = {"D": 1.0, "WD": 1.4, "W": 7.0, "M": 365 / 12, "Y": 365.0, "TH": 1 / 24, "TM": 1 / 1440}
_SAME: Final = 0.02  # 30日 and 一个月 are one length
_PERIOD = re.compile(r"P(?P<clock>T?)(?P<number>\d+)(?P<unit>WD|[HDWMY])")
_RATE = re.compile(r"R(?P<least>\d*)(?:-(?P<most>\d+))?/(?P<period>P.+)")


def of_modality(left: Modality, right: Modality) -> Effect | None:
    """Return the effect of a change of modality."""
    if left in _BINDING and right is Modality.PERMISSION:
        return Effect.WEAKER
    if left is Modality.PERMISSION and right in _BINDING:
        return Effect.STRONGER
    return None


def of_force(left: Force, right: Force) -> Effect | None:
    """Return the effect of a change of force."""
    if left is right:
        return None
    return Effect.WEAKER if left is Force.HARD else Effect.STRONGER


def of_deadline(left: Time | None, right: Time | None) -> Effect | None:
    """Return the effect of a change of deadline; None stands for a side without one."""
    ours, theirs = _strictness(left), _strictness(right)
    if ours != theirs:
        return Effect.STRONGER if theirs > ours else Effect.WEAKER
    if left is None or right is None or left.direction is not right.direction:
        return None
    return _compared(_days(left.value), _days(right.value), more=Effect.LONGER, less=Effect.SHORTER)


def of_frequency(left: Time | None, right: Time | None) -> Effect | None:
    """Return the effect of a change of frequency; None stands for a side without one."""
    ours, theirs = _strictness(left), _strictness(right)
    if ours != theirs:
        return Effect.STRONGER if theirs > ours else Effect.WEAKER
    if left is None or right is None:
        return None
    return _compared(_rate(left.value), _rate(right.value), more=Effect.STRONGER, less=Effect.WEAKER)


def of_limit(left: str, right: str, modality: Modality) -> Effect | None:
    """Return the effect of a condition or exception that came or went; the words of each side, empty for none."""
    if modality not in _BINDING or bool(left) == bool(right):
        return None
    return Effect.WEAKER if right else Effect.STRONGER


def _strictness(time: Time | None) -> int:
    """Return 0 for no time, 1 for a vague one, 2 for a measured one."""
    if time is None:
        return 0
    return 1 if time.type is TimeType.VAGUE else 2


def _compared(left: float | None, right: float | None, *, more: Effect, less: Effect) -> Effect | None:
    if left is None or right is None or isclose(left, right, rel_tol=_SAME):
        return None
    return more if right > left else less


def _days(value: str) -> float | None:
    """Return the days of a period, of a range those of its far end; None for a date."""
    periods = ((int(match["number"]), match["clock"] + match["unit"]) for match in _PERIOD.finditer(value))
    found = [number * _DAYS[unit] for number, unit in periods if unit in _DAYS]
    return max(found) if found else None


def _rate(value: str) -> float | None:
    """Return how many times a day something happens."""
    found = _RATE.fullmatch(value)
    days = _days(found["period"]) if found else None
    if found is None or not days:
        return None
    least = int(found["least"] or 1)
    return (least + int(found["most"] or least)) / 2 / days
