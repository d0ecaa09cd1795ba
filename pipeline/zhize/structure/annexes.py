"""The lines behind the articles → annexes (附件): a label, a title and a text divided like an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.structure.numbering import Head, Style
from zhize.structure.outline import annex_label, is_annex_line
from zhize.structure.pieces import Place
from zhize.structure.tree import grow
from zhize.types import Annex, Article, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.structure.lines import Line
    from zhize.structure.tree import Draft

_LONGEST_TITLE = 40
_SENTENCE_MARKS = frozenset("。；：，！？|")


def annexes_of(lines: Sequence[Line]) -> tuple[Annex, ...]:
    """Return the annexes of a text.

    Args:
        lines: those behind the articles, the first of which begins an annex; each line with 附件 … begins another.
    """
    starts = [at for at, line in enumerate(lines) if not at or is_annex_line(line.text)]
    ends = [*starts[1:], len(lines)]
    return tuple(
        _annex(lines[start:end], number)
        for number, (start, end) in enumerate(zip(starts, ends, strict=True) if lines else (), 1)
    )


def draft_of(lines: Sequence[Line]) -> Draft | None:
    """Return lines that no number begins as one draft without label, its paragraphs and items found; None for none."""
    if not lines:
        return None
    head = Head(0, 0, "", 0, 0, 0.0)
    [draft] = grow(Place(Style.NONE, lines, {0: head}), 0, len(lines)).drafts
    return draft


def body_of(draft: Draft | None, id: str) -> Article:  # noqa: A002  # the contract's own word
    """Return a draft without label as an article; an empty one for none."""
    if draft is not None:
        return draft.article(id)
    nowhere = Span(start=0, end=0)
    return Article(
        id=id,
        number=0,
        suffix=0,
        label="",
        text="",
        paragraphs=(),
        part=None,
        chapter=None,
        section=None,
        source=nowhere,
    )


def _annex(lines: Sequence[Line], number: int) -> Annex:
    first = lines[0]
    label = annex_label(first.text)
    rest = first.tail(len(label))
    title, body = "", [rest, *lines[1:]] if rest.text else list(lines[1:])
    if body and len(body[0].text) <= _LONGEST_TITLE and body[0].text[-1] not in _SENTENCE_MARKS:
        title, body = body[0].text, body[1:]
    article = body_of(draft_of(body), f"annex-{number}")
    source = Span(start=first.start, end=lines[-1].end)
    return Annex(label=label, title=title, body=article, source=source, line=first.number)
