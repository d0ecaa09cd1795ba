"""The deadlines of a chain as one total: summed where they can be, said separately where they cannot."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Final

from zhize.due_dates.measures import Measure, measure_of
from zhize.graph.building import BETWEEN
from zhize.graph.nouns import Apart, Total
from zhize.types import Direction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhize.graph.nouns import Duty, Link

_UNITS: Final = tuple(field.name for field in fields(Measure))
_BACKWARDS: Final = "从事由往前倒计，是提前量，不是办理时间"
_LATER: Final = "是最早的时间，不是最迟的时间"
_NO_LENGTH: Final = "不是一段确定的长度"
_SEVERAL: Final = "本环有几个时限，依事项而定"
_PARTLY: Final = "本环的其他事项未定时限"


def total_of(links: Iterable[Link]) -> Total:
    """Return the deadlines of a chain put together.

    Working days, days, months and hours are never added to one another; weeks are days. A link counts with the one
    deadline that all its duties have. What runs backwards from its event, and what differs from matter to matter, is
    said and not summed.
    """
    summed: list[Measure] = []
    apart: list[Apart] = []
    untimed = 0
    for link in links:
        stated = [limit for duty in link.duties for limit in _limits(duty)]
        untimed += not stated
        reason, measure = _judged(link.duties, stated) if stated else ("", None)
        if measure is not None:
            summed.append(measure)
        elif stated:
            said = dict.fromkeys((place, text) for place, text, _, _ in stated)
            apart += [Apart(place=place, deadline=text, reason=reason) for place, text in said]
    return Total(sums=tuple(_sums(summed)), apart=tuple(apart), untimed=untimed)


_Limit = tuple[str, str, str, str]  # place, words, value, direction


def _limits(duty: Duty) -> Iterator[_Limit]:
    if not duty.deadline:
        return
    values, directions = (words.split(BETWEEN) for words in (duty.deadline_value, duty.deadline_direction))
    # The words of a deadline may themselves hold ；, a value never does.
    texts = duty.deadline.split(BETWEEN) if len(values) > 1 else [duty.deadline]
    for text, value, direction in zip(texts, values, directions, strict=False):
        yield duty.place, text, value, direction


def _judged(duties: Sequence[Duty], stated: Sequence[_Limit]) -> tuple[str, Measure | None]:
    """Return why the deadline of a link cannot be summed, or its length."""
    kinds = {(value, direction) for _, _, value, direction in stated}
    if len(kinds) > 1:
        return _SEVERAL, None
    [(value, direction)] = kinds
    if direction == Direction.BEFORE:
        return _BACKWARDS, None
    if direction == Direction.AFTER:
        return _LATER, None
    measure = measure_of(value)
    if measure is None:
        return _NO_LENGTH, None
    if any(not duty.deadline for duty in duties):
        return _PARTLY, None
    return "", measure


def _sums(measures: Sequence[Measure]) -> Iterator[Measure]:
    whole = {unit: sum(getattr(measure, unit) for measure in measures) for unit in _UNITS}
    if whole["days"] and whole["weeks"]:
        whole["days"] = sum(measure.calendar_days for measure in measures)
        whole["weeks"] = 0
    yield from (Measure(**{unit: number}) for unit, number in whole.items() if number)
