"""The verb `parse`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from zhize.readers import as_source
from zhize.structure.front import Front, body_of_unnumbered, read_front
from zhize.structure.lines import split_lines
from zhize.structure.metadata import read_metadata
from zhize.structure.numbering import Style, choose_heads
from zhize.structure.outline import Segment, outline
from zhize.structure.problems import no_articles, problems_of
from zhize.structure.rules import Kind, Piece
from zhize.structure.tree import Draft, grow, tile
from zhize.types import Article, Leaf, LeafKind, Regulation, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhize.structure.lines import Line


def parse(text_or_source: str | Source | Path) -> Regulation:
    """Find the articles of a text, their paragraphs and items, its headings, and what it says of itself.

    Args:
        text_or_source: a `Source`; the `Path` of a file; or a string, which is the text itself unless it is one line
            that names an existing file.

    Returns:
        The regulation. Its leaves tile ``source.text``; a text without articles is one unnumbered body (id ``0``) with
        the problem ``no-articles``. No text raises an error.

    Raises:
        InputError: a file was named and cannot be read.
    """
    source = as_source(text_or_source)
    lines = split_lines(source.text)
    style, heads, doubtful = choose_heads(lines)
    if not heads:
        return _unnumbered(source, lines)
    plan = outline(lines, heads)
    texts = [segment.line for segment in plan.segments]
    front = read_front(texts[: plan.body])
    tree = grow(plan.segments[plan.body : plan.tail], style)
    articles = _articles(tree.drafts)
    tail, annex = texts[plan.tail : plan.annex], texts[plan.annex :]
    leaves = [
        *_front_leaves(front),
        *tree.leaves,
        *_leaves(LeafKind.TAIL, tail),
        *_leaves(LeafKind.ANNEX, annex),
    ]
    end = max(lines[-1].end, 0) if plan.annex == len(plan.segments) else annex[0].start
    inside = [
        head for head in doubtful if style is Style.TIAO and articles[0].source.start < lines[head.line].start < end
    ]
    return Regulation(
        id=_id(source),
        metadata=read_metadata(front, tail, articles),
        articles=articles,
        problems=problems_of(tree, inside, lines),
        source=source,
        leaves=tile(leaves, len(source.text)),
    )


def _unnumbered(source: Source, lines: Sequence[Line]) -> Regulation:
    start = body_of_unnumbered(lines)
    front = read_front(lines[:start])
    body = [line for line in lines[start:] if line.text]
    begin = body[0].start if body else 0
    draft = Draft(0, 0, "", begin, {}, body[0].number if body else 1)
    draft.pieces.extend(Piece(Kind.PARAGRAPH, Segment(line)) for line in body)
    article = draft.article("0")
    return Regulation(
        id=_id(source),
        metadata=read_metadata(front, body[-2:], (article,)),
        articles=(article,),
        problems=(no_articles(draft.line),),
        source=source,
        leaves=tile([*_front_leaves(front), *_leaves(LeafKind.BODY, body)], len(source.text)),
    )


def _articles(drafts: Iterable[Draft]) -> tuple[Article, ...]:
    seen: Counter[str] = Counter()
    articles = []
    for draft in drafts:
        plain = f"{draft.number}-{draft.suffix}" if draft.suffix else str(draft.number)
        seen[plain] += 1
        # A number that comes again: the second 第四十三条 is 43_2.
        articles.append(draft.article(plain if seen[plain] == 1 else f"{plain}_{seen[plain]}"))
    return tuple(articles)


def _front_leaves(front: Front) -> list[Leaf]:
    return [*_leaves(LeafKind.NOTICE, front.notice), *_leaves(LeafKind.TITLE, front.title_lines)]


def _leaves(kind: LeafKind, lines: Iterable[Line]) -> list[Leaf]:
    return [Leaf(kind=kind, start=line.start, end=line.end) for line in lines if line.text]


def _id(source: Source) -> str:
    if source.encoding == "str" or source.name in {"", "-"}:
        return "text"
    return Path(source.name).stem
