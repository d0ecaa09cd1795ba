"""The rows, words and records that answers about the duty graph are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from zhize import labels
from zhize.graph import ASSENT, Facet
from zhize.passages import locator, quote
from zhize.types import Modality

if TYPE_CHECKING:
    from zhize.analysis import Analysis
    from zhize.graph import Duty, Shift, Total
    from zhize.types import Norm

NORM: Final = ("条款", "主体", "模态", "关系和相对方", "时间", "行为")
"""Columns of a norm."""

NORM_WIDTHS: Final = (16, 14, 4, 18, 12, 0)
"""Cells of each of them."""

BASIS: Final = ("主体", "关系和相对方", "条款", "时间", "行为")
"""Columns of a duty between two bodies."""

BASIS_WIDTHS: Final = (16, 20, 16, 12, 0)
"""Cells of each of them."""

_FACET: Final = {
    Facet.NUMBER: "条数",
    Facet.MODALITY: "模态",
    Facet.FORCE: "刚性",
    Facet.DEADLINE: "时限",
    Facet.FREQUENCY: "频次",
}
_LONGEST: Final = 80  # characters of an act in a table


def norm_row(analysis: Analysis, norm: Norm, *, bearer: str = "") -> tuple[str, ...]:
    """Return the row of a norm, for all its bearers or for one of them."""
    article = analysis.regulation.article(norm.article)
    parties = dict.fromkeys(labels.RELATION_PHRASE[party.relation].format(party.name) for party in norm.counterparts)
    return (
        locator(article, norm.action.start),
        bearer or "、".join(norm.bearers) or labels.UNSTATED,
        labels.MODALITY[norm.modality],
        "、".join(parties),
        "、".join(span.of(article.text) for span in norm.time),
        shortened(norm.action.of(article.text)),
    )


def duty_row(duty: Duty) -> tuple[str, ...]:
    """Return the row of a duty between two bodies; what is forbidden says so, and what is without an approval."""
    towards = labels.RELATION_PHRASE[duty.relation].format(duty.counterpart)
    if duty.barred:
        towards = f"不得{towards}"
    elif duty.modality == Modality.PROHIBITION and duty.relation in ASSENT:
        towards = f"未{towards}不得"
    return (duty.bearer, towards, duty.place, duty.time, shortened(duty.action))


def shortened(words: str) -> str:
    """Return the words of a text on one line, of long ones the beginning; the data of an answer has them whole."""
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}……"


def norm_record(analysis: Analysis, norm: Norm) -> dict[str, Any]:
    """Return a norm as data, with its place and words."""
    article = analysis.regulation.article(norm.article)
    return {
        "norm": norm.id,
        "article": norm.article,
        "place": locator(article, norm.action.start),
        "bearers": list(norm.bearers),
        "modality": norm.modality.value,
        "force": norm.force.value,
        "action": norm.action.of(article.text),
        "counterparts": [{"name": party.name, "relation": party.relation.value} for party in norm.counterparts],
        "time": [span.of(article.text) for span in norm.time],
        "quote": quote(article, norm),
        "start": norm.action.start,
        "end": norm.action.end,
        "confidence": norm.confidence,
    }


def plain(answer: object) -> Any:  # noqa: ANN401  # whatever JSON holds
    """Return nouns of the graph as dicts, lists and strings."""
    return msgspec.to_builtins(answer)


def total_words(total: Total) -> str:
    """Return the deadlines of a chain as a sentence."""
    if not total.sums and not total.apart:
        return "时限：各环原文均未定时限"
    parts = []
    if total.sums:
        summed = "加".join(map(str, total.sums))
        parts.append(f"可相加的合计 {summed}{'（单位不同，不相加）' if len(total.sums) > 1 else ''}")
    parts += [f"“{each.deadline}”（{each.place}）未计入：{each.reason}" for each in total.apart]
    if total.untimed:
        parts.append(f"{total.untimed} 环未定时限")
    return f"时限：{'；'.join(parts)}"


def facet_words(shift: Shift, facet: Facet) -> str:
    """Return how a tie differs in one respect: 时限 5个工作日内→3个工作日内."""
    if facet is Facet.NUMBER:
        return f"{_FACET[facet]} {len(shift.left)}→{len(shift.right)}"
    before, after = (_words(side, facet) for side in (shift.left, shift.right))
    return f"{_FACET[facet]} {before}→{after}"


def _words(duties: tuple[Duty, ...], facet: Facet) -> str:
    words = dict.fromkeys(_word(duty, facet) for duty in duties)
    return "、".join(word for word in words if word) or "无"


def _word(duty: Duty, facet: Facet) -> str:
    if facet is Facet.MODALITY:
        return labels.MODALITY[duty.modality]
    if facet is Facet.FORCE:
        return labels.FORCE[duty.force]
    return duty.deadline if facet is Facet.DEADLINE else duty.frequency
