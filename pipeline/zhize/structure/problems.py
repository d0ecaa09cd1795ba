"""What is odd about a text, for its reader to look at: gaps, repetitions, text that belongs nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.numerals import chinese
from zhize.types import Problem, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhize.structure.lines import Line
    from zhize.structure.numbering import Head
    from zhize.structure.tree import Draft, Tree


def problems_of(tree: Tree, doubtful: Sequence[Head], lines: Sequence[Line]) -> tuple[Problem, ...]:
    """Return the problems of a text in the order of its lines."""
    found = [*_numbering(tree.drafts), *_empty(tree.drafts), *_headings(tree), *_doubtful(doubtful, lines)]
    return tuple(sorted(found, key=lambda problem: problem.line))


def no_articles(line: int) -> Problem:
    """Return the problem of a text without any article."""
    return Problem(code="no-articles", message="全文没有“第…条”或“一、”的编号，按一条不编号的正文处理", line=line)


def _name(number: int, suffix: int) -> str:
    return f"第{chinese(number)}条" + (f"之{chinese(suffix)}" if suffix else "")


def _at(draft: Draft, code: str, message: str) -> Problem:
    return Problem(
        code=code, message=message, line=draft.line, span=Span(start=draft.start, end=draft.start + len(draft.label))
    )


def _numbering(drafts: Sequence[Draft]) -> Iterable[Problem]:
    seen: set[tuple[int, int]] = set()
    if drafts and drafts[0].number != 1:
        yield _at(
            drafts[0], "numbering-start", f"编号从{_name(drafts[0].number, drafts[0].suffix)}开始，之前的条文可能缺失"
        )
    for before, draft in zip([None, *drafts], drafts, strict=False):
        here, name = (draft.number, draft.suffix), _name(draft.number, draft.suffix)
        if here in seen:
            yield _at(draft, "repeated-number", f"{name}的编号重复出现")
        elif before is not None and draft.number > before.number + 1:
            first, last = before.number + 1, draft.number - 1
            missing = _name(first, 0) if first == last else f"{_name(first, 0)}至{_name(last, 0)}"
            yield _at(
                draft, "numbering-gap", f"编号不连续：{_name(before.number, before.suffix)}之后是{name}，缺{missing}"
            )
        elif before is not None and draft.number < before.number:
            yield _at(draft, "number-out-of-order", f"编号倒退：{_name(before.number, before.suffix)}之后是{name}")
        seen.add(here)


def _empty(drafts: Sequence[Draft]) -> Iterable[Problem]:
    for draft in drafts:
        if not draft.pieces:
            yield _at(draft, "empty-article", f"{_name(draft.number, draft.suffix)}没有内容")


def _headings(tree: Tree) -> Iterable[Problem]:
    for piece, heading in tree.headings:
        if heading.number == 0:
            span = Span(start=piece.line.start, end=piece.line.end)
            message = f"“{heading.title}”像是失去编号的标题"
            yield Problem(code="heading-without-number", message=message, line=piece.line.number, span=span)
    for piece in tree.strays:
        span = Span(start=piece.line.start, end=piece.line.end)
        message = "标题之下、条文之前的文字，不属于任何一条"
        yield Problem(code="text-outside-articles", message=message, line=piece.line.number, span=span)


def _doubtful(heads: Sequence[Head], lines: Sequence[Line]) -> Iterable[Problem]:
    for head in heads:
        line = lines[head.line]
        start = line.start + head.offset
        message = f"行首的“{head.label.strip()}”与前后编号不连续，按正文处理"
        span = Span(start=start, end=start + len(head.label))
        yield Problem(code="doubtful-number", message=message, line=line.number, span=span)
