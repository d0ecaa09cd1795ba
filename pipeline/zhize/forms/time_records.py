"""Rows that show times and what bodies do towards one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zhize import labels
from zhize.due_dates.documents import rule_of
from zhize.due_dates.measures import Measure, ends_of
from zhize.due_dates.rules import BACKWARDS
from zhize.due_dates.units import unit_of
from zhize.forms.norm_records import act_of
from zhize.forms.records import Record, rows_of
from zhize.tables import edges, times
from zhize.types import Direction, TimeType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhize.due_dates.rules import Rule
    from zhize.forms.nouns import Cell
    from zhize.forms.records import Document, Row

_COUNTED: Final = frozenset({TimeType.DEADLINE, TimeType.DURATION})
_MONTHS: Final = 12
_NATION: Final = "中华人民共和国"


def of_times(document: Document) -> Iterator[Record]:
    """Yield a record a time and norm that it binds, in the order of the text."""
    rule = rule_of(document.analysis.regulation)
    for row in rows_of(times(document.analysis)):
        row["modality"] = document.by_id[row["norm"]]["modality"] if row["norm"] else ""
        if not document.passes(row):
            continue
        unit, due_rule = _counted(row, rule, by_authority=document.only_authorities(row["bearers"]))
        fields: dict[str, Cell] = {
            **document.common(row),
            "action": act_of(norm) if (norm := document.by_id.get(row["norm"])) else row["quote"],
            "bearers": document.named(row["bearers"]) or labels.UNSTATED,
            "type": labels.TIME_TYPE[row["type"]],
            "text": row["text"],
            "anchor": row["anchor"],
            "unit": unit,
            "due_rule": due_rule.replace(_NATION, ""),
            "consequences": document.consequences(row["norm"]),
        }
        yield Record(fields=fields, norms=(row["norm"],) if row["norm"] else ())


def of_ties(document: Document) -> Iterator[Record]:
    """Yield a record for each bearer, counterpart and relation of a norm, in the order of the text."""
    for row in rows_of(edges(document.analysis)):
        row["bearers"] = (row["bearer"],)
        if not document.passes(row):
            continue
        fields: dict[str, Cell] = {
            **document.common(row),
            "bearers": document.named(row["bearers"]),
            "relation": labels.RELATION[row["relation"]],
            "counterpart": document.named((row["counterpart"],)),
            "limits": "；".join(row["deadlines"]),
        }
        yield Record(fields=fields, norms=(row["norm"],))


def _counted(row: Row, rule: Rule, *, by_authority: bool | None) -> tuple[str, str]:
    """Return what a time is counted in, and how its end is found as far as the text's law tells."""
    ends = ends_of(row["value"]) if row["type"] in _COUNTED else None
    if ends is None:
        return "", "原文写明的日期" if row["type"] == TimeType.DEADLINE and _is_dated(row["value"]) else ""
    measure = ends[-1]
    found = unit_of(rule, measure, article=row["article"], by_authority=by_authority)
    unit = _unit(found.measure) + ("（口径未定）" if found.other else "")
    if row["type"] == TimeType.DURATION:
        return unit, ""
    if row["direction"] == Direction.BEFORE:
        return unit, BACKWARDS
    steps = [*(step for step in found.steps if measure != found.measure), *_steps(found.measure, rule)]
    return unit, "；".join((*steps, *((found.question,) if found.question else ())))


def _is_dated(value: str) -> bool:
    return value[:1].isdigit() or value.startswith("--")


def _steps(measure: Measure, rule: Rule) -> tuple[str, ...]:
    """Return where a period forwards starts and what happens to its end on a day off."""
    if measure.seconds:
        return ("自下一整时起算" if rule.next_hour else "自事件发生时起算",)
    start = "当日计入" if rule.start_counted else "次日起算"
    if measure.working:
        return (f"{start}（{rule.start}）", "只计工作日")
    rest = f"，期间内连休{rule.long_rest}日以上的按休假日数顺延" if rule.long_rest else ""
    return (f"{start}（{rule.start}）", f"末日遇休息日顺延（{rule.end}）{rest}")


def _unit(measure: Measure) -> str:
    years, months = divmod(measure.months, _MONTHS)
    parts = (
        (years, "年"),
        (months, "月"),
        (measure.weeks, "周"),
        (measure.days, "日"),
        (measure.working, "工作日"),
        (measure.seconds, "小时"),
    )
    return "、".join(name for number, name in parts if number) or "日"
