"""An analysis as a short text for the terminal, in Chinese."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from zhize import labels
from zhize.export.standing import standing
from zhize.export.terminal.aligned import table
from zhize.passages import DOUBTFUL, is_doubtful, locator
from zhize.types import Force, Modality

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from zhize.analysis import Analysis
    from zhize.types import Norm

_SHOWN_PROBLEMS = 5
_HEAD = ("条款", "责任主体", "模态", "行为", "时限")
_LIMITS = (24, 22, 4, 0, 18)  # cells; what they leave of the width is for 行为
_DUTIES = frozenset({Modality.OBLIGATION, Modality.PROHIBITION})


def to_text(analysis: Analysis, *, width: int = 100, duties: int = 12) -> str:
    """Return what a document is, how much was found in it, and its first duties.

    Args:
        analysis: the document.
        width: cells of a line of the table; a Chinese character takes two.
        duties: how many hard obligations and prohibitions to show.

    Returns:
        Lines of text; the last one ends with a line end.
    """
    lines = [*_document(analysis), "", *_counts(analysis)]
    if analysis.problems:
        lines += ["", *_problems(analysis)]
    chosen = [norm for norm in analysis.norms if norm.modality in _DUTIES and norm.force is Force.HARD]
    if chosen:
        lines += ["", f"硬性义务和禁止共{len(chosen)}项，前{min(duties, len(chosen))}项：", ""]
        lines += _duty_table(analysis, chosen[:duties], width)
    return "\n".join(lines) + "\n"


def _document(analysis: Analysis) -> Iterator[str]:
    meta = analysis.regulation.metadata
    yield meta.title or "（无标题）"
    level = f"（{labels.LEVEL[meta.level]}）" if meta.level else ""
    yield f"发布机关  {(meta.issuer or labels.UNSTATED)}{level}"
    yield f"发文字号  {meta.doc_number or labels.UNSTATED}"
    amended = (("修改", meta.amended),) if meta.amended else ()
    dates = (("通过", meta.passed), *amended, ("印发", meta.issued), ("施行", meta.in_force_from))
    yield "日期      " + "，".join(f"{name} {date or labels.UNSTATED}" for name, date in dates)
    yield f"状态      {standing(meta.in_force_until, meta.validity)}"


def _counts(analysis: Analysis) -> Iterator[str]:
    articles, norms = analysis.regulation.articles, analysis.norms
    chapters = {(article.part, article.chapter) for article in articles if article.chapter}
    bodies = {actor.body for actor in analysis.actors}
    yield f"条文  {len(articles)} 条" + (f"，{len(chapters)} 章" if chapters else "")
    yield f"主体  {len(bodies)} 个，提及 {len(analysis.actors)} 处"
    yield f"时间  {len(analysis.times)} 处"
    yield f"引用  {len(analysis.references)} 处"
    modalities = _tally((norm.modality for norm in norms), labels.MODALITY)
    forces = _tally((norm.force for norm in norms), labels.FORCE)
    yield f"规范  {len(norms)} 项：{modalities}；{forces}"
    doubtful = sum(map(is_doubtful, norms))
    yield f"复核  {doubtful} 项置信度低于 {DOUBTFUL:.2f}" + ("，建议先看" if doubtful else "")


def _tally(values: Iterable[str], names: Mapping[Any, str]) -> str:
    counts = Counter(values)
    return "，".join(f"{name} {counts[value]}" for value, name in names.items())


def _problems(analysis: Analysis) -> Iterator[str]:
    problems = analysis.problems
    yield f"文本问题 {len(problems)} 处："
    for problem in problems[:_SHOWN_PROBLEMS]:
        yield f"  第{problem.line}行  {problem.message}"
    if len(problems) > _SHOWN_PROBLEMS:
        yield f"  其余 {len(problems) - _SHOWN_PROBLEMS} 处见 zhize check"


def _duty_table(analysis: Analysis, norms: list[Norm], width: int) -> list[str]:
    return table(_HEAD, [_row(analysis, norm) for norm in norms], _LIMITS, total=width)


def _row(analysis: Analysis, norm: Norm) -> tuple[str, ...]:
    article = analysis.regulation.article(norm.article)
    return (
        locator(article, norm.action.start),
        "、".join(norm.bearers) or labels.UNSTATED,
        labels.MODALITY[norm.modality],
        norm.action.of(article.text),
        "；".join(span.of(article.text) for span in norm.time),
    )
