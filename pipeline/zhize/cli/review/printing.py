"""A review for the terminal: what an import brought, and how everything stands."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from zhize.passages import locator
from zhize.review import State, Verdict, apply
from zhize.review.values import EXTRA, NOTE, REVIEW, title_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from zhize.analysis import Analysis
    from zhize.review import Kept, Review, Reviewed
    from zhize.review.nouns import Entered
    from zhize.review.recording import Recorded

_LISTED = 20  # ids in a line
_LONGEST = 160  # characters of a sentence that is shown


def imported(text: str, path: Path, entered: Entered, recorded: Recorded, analysis: Analysis) -> Iterator[str]:
    """Yield the lines that say what an import brought.

    Args:
        text: the regulation, as the user named it.
        path: the review's file.
        entered: what the workbook holds.
        recorded: what became of it.
        analysis: the regulation without any review.
    """
    reviewed = apply(analysis, recorded.review)
    if recorded.known:
        yield f"{entered.where}：此前已经读入，没有变化（{path}）"
        return
    yield f"{entered.where} → {path}"
    changed = [kept for kept in reviewed.standing if (kept.entry.document, kept.entry.norm) in set(recorded.changed)]
    if changed:
        verdicts = Counter(kept.verdict or "其他" for kept in changed)
        counts = "，".join(f"{name}{verdicts[name]}项" for name in (*Verdict, "其他") if verdicts[name])
        yield f"  读入{len(changed)}项：{counts}（{changed[0].entry.history[-1].by}）"
    else:
        yield f"  {text}没有新的内容"
    yield from (f"  提示：{remark}" for remark in entered.remarks)
    if entered.missing:
        names = "、".join(norm for _, norm in entered.missing[:_LISTED])
        more = f"等{len(entered.missing)}项" if len(entered.missing) > _LISTED else ""
        yield f"  缺行：{names}{more}在工作簿里找不到，不作删除处理；要删除，请在复核列选删除"
    if recorded.let_stand:
        yield (
            f"  保留：{_listed([*recorded.let_stand])}此前从同名的工作簿读入的内容，这一份里没有，仍然保留；"
            "要撤回，请重新导出，改后再读入"
        )
    for kept in changed:
        yield from (f"  未采用：{line}" for line in _stale(kept) if kept.state is State.STALE)
        if kept.lost:
            yield f"  只在表中显示：{kept.norm}的{_titles(kept.lost)}（条文中没有这些文字，或者程序读不懂）"
    yield from (f"  {line}" for line in _disputes(reviewed.standing))


def shown(analysis: Analysis, review: Review) -> Iterator[str]:
    """Yield the lines that say how everything stands, a document after the other."""
    reviewed = apply(analysis, review)
    for each in analysis.documents:
        yield from _document(each, reviewed)
    elsewhere = len(review.entries) - len(reviewed.standing)
    if elsewhere:
        yield f"另有{elsewhere}项属于其他文件"


def _document(analysis: Analysis, reviewed: Reviewed) -> Iterator[str]:
    standing = [kept for kept in reviewed.standing if kept.document == analysis.regulation.id]
    fitting = [kept for kept in standing if kept.state is not State.STALE]
    verdicts = Counter(kept.verdict for kept in fitting)
    judged = {kept.norm for kept in fitting if kept.verdict}
    still_open = [norm for norm in analysis.norms if norm.id not in judged]
    counts = [f"{name}{verdicts[name]}" for name in Verdict]
    counts += [f"未复核{len(still_open)}", f"文字已改{len(standing) - len(fitting)}"]
    yield f"《{analysis.regulation.title}》复核：" + "，".join(counts)
    for name in Verdict:
        of_kind = [kept for kept in fitting if kept.verdict == name]
        if of_kind:
            yield f"{name}："
        for kept in of_kind:
            yield from (f"  {line}" for line in _entry(kept))
    beside = [kept for kept in fitting if not kept.verdict]
    if beside:
        yield "只有意见："
    for kept in beside:
        yield from (f"  {line}" for line in _entry(kept))
    if len(fitting) < len(standing):
        yield "文字已改，未采用："
    for kept in standing:
        if kept.state is State.STALE:
            yield from (f"  {line}" for line in (*_entry(kept), *_stale(kept)[1:]))
    yield from _disputes(standing)
    if still_open:
        yield f"未复核：{_listed([_place(analysis, norm.id) for norm in still_open])}"


def _place(analysis: Analysis, identifier: str) -> str:
    norm = next(norm for norm in analysis.norms if norm.id == identifier)
    return f"{locator(analysis.regulation.article(norm.article), norm.action.start)}（{identifier}）"


def _entry(kept: Kept) -> Iterator[str]:
    """Yield an entry: what it is about, who said so, and each cell before and after."""
    last = kept.entry.history[-1]
    anchor = kept.entry.anchor
    moved = f"，现在是{kept.norm}" if kept.state is State.MOVED else ""
    yield f"{anchor.place}（{kept.entry.norm}{moved}） {_cut(anchor.action)}  {last.by} {last.at[:10]}"
    for name, said in kept.standing.cells.items():
        if name == REVIEW or (kept.entry.added and not name.startswith(EXTRA) and name != NOTE):
            continue
        first = next(step.cells[name].before for step in kept.entry.history if name in step.cells)
        change = _cut(said.words) if name == NOTE or name.startswith(EXTRA) else f"{_cut(first)} → {_cut(said.words)}"
        yield f"  {title_of(name)}：{change}" + ("（只在表中显示）" if name in kept.lost else "")


def _stale(kept: Kept) -> list[str]:
    name = f"{kept.entry.anchor.place}（{kept.entry.norm}）所依据的文字已改"
    return [name, f"  原文：{_cut(kept.old)}", f"  现文：{_cut(kept.new) if kept.new else '没有这一条'}"]


def _disputes(standing: Iterable[Kept]) -> Iterator[str]:
    for kept in standing:
        for name, sayings in kept.standing.disputes.items():
            said = "；".join(f"{each.by}（{each.at[:10]}）{_cut(each.words)}" for each in sayings)
            yield (
                f"分歧：{kept.norm or kept.entry.norm}的{title_of(name)}：{said}。暂用最后一个；"
                "要了结，请重新导出，在该行改定或者写明意见，再读入"
            )


def _titles(names: Iterable[str]) -> str:
    return "、".join(map(title_of, names))


def _listed(names: list[str]) -> str:
    more = f"等{len(names)}项" if len(names) > _LISTED else ""
    return "、".join(names[:_LISTED]) + more


def _cut(words: str) -> str:
    """Return words on one line, the long ones cut; 空 for none."""
    flat = " ".join(words.split())
    return (flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…") or "空"
