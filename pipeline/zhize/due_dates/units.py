"""What 日 means in a text (口径): the day of the calendar, or the working day of the law that says so."""

from __future__ import annotations

from dataclasses import dataclass

from zhize.due_dates.measures import Measure
from zhize.due_dates.rules import Rule, Working

SHORT = 15
"""Up to so many 日 offices read a period in working days where nothing says so: the longest number that a rule lists
(机动车登记规定第九十二条)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A measure in the unit that it is counted in, and who says so."""

    measure: Measure
    steps: tuple[str, ...] = ()
    other: Measure | None = None  # the other reading, where nothing settles it
    question: str = ""  # what is to be settled


def unit_of(rule: Rule, measure: Measure, *, article: str, by_authority: bool | None) -> Unit:
    """Return what a period is counted in.

    Args:
        rule: the rule of its text.
        measure: the period as the text writes it.
        article: id of the article that it stands in.
        by_authority: whether it binds an authority; None if that is not known.

    Returns:
        The measure, in working days if the rule says so of it.
    """
    if not measure.days or measure != Measure(days=measure.days):
        return Unit(measure=measure)
    working = Measure(working=measure.days)
    if not _in_working_days(rule, measure.days) or article in rule.calendar_articles:
        if rule.decided or measure.days > SHORT:
            return Unit(measure=measure, steps=("“日”按日历日计算",))
        question = f"口径未定：没有规定说明“{measure.days}日”是否指工作日"
        return Unit(measure=measure, steps=("“日”按日历日计算",), other=working, question=question)
    steps = (f"“{measure.days}日”按工作日计算（{rule.source}）",)
    if not rule.scope or by_authority:
        return Unit(measure=working, steps=steps)
    if by_authority is None:
        question = f"工作日限于{rule.scope}"
        return Unit(measure=working, steps=steps, other=measure, question=question)
    return Unit(measure=measure, steps=(f"“日”按日历日计算：工作日限于{rule.scope}（{rule.source}）",))


def _in_working_days(rule: Rule, number: int) -> bool:
    match rule.working:
        case Working.ALL:
            return True
        case Working.LISTED:
            return number in rule.numbers
        case Working.UP_TO:
            return number <= max(rule.numbers)
        case Working.NONE:
            return False
