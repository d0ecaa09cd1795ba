"""The verb `parse`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from zhize.collector import paused_collector
from zhize.readers import as_source
from zhize.structure.annexes import annexes_of, body_of, draft_of
from zhize.structure.catalogue import problem, with_problems
from zhize.structure.documents import borders
from zhize.structure.facts import with_facts
from zhize.structure.front import body_of_unnumbered, read_front
from zhize.structure.lines import split_lines
from zhize.structure.metadata import read_metadata
from zhize.structure.numbering import Style, choose_heads
from zhize.structure.outline import outline, tail_start
from zhize.structure.pieces import Place
from zhize.structure.problems import Parsed, problems_of, problems_of_unnumbered, several_documents
from zhize.structure.quotations import quoted_lines
from zhize.structure.tree import article_leaves, grow, leaf, tile
from zhize.types import Leaf, LeafKind, Regulation, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhize.structure.front import Front
    from zhize.structure.lines import Line
    from zhize.structure.numbering import Head


# The lines of a notice and a title that stand before 一、; the longest ones seen have twelve.
_LONGEST_FRONT = 16
_CASE = re.compile(r"(?:关键词|裁判要[点旨]|基本案情|裁判结果|案号|【(?:案情|裁判))")


@dataclass(frozen=True, slots=True)
class _Document:
    """The lines of one document and what begins its articles."""

    source: Source
    lines: Sequence[Line]
    quoted: frozenset[int]
    style: Style
    heads: Sequence[Head]
    doubtful: Sequence[Head]
    notice: Sequence[Line] = ()  # that publishes it, where it stands before another document
    others: Sequence[Leaf] = ()  # the stretches of the source that are other documents


def parse(text_or_source: str | Source | Path) -> Regulation:
    """Find the articles of a text, their paragraphs, items and points, its headings and annexes, and its metadata.

    Args:
        text_or_source: a `Source`; the `Path` of a file; or a string, which is the text itself unless it is one line
            that names an existing file.

    Returns:
        The regulation. Its leaves tile ``source.text``; a text without articles is one unnumbered body (id ``0``) with
        the problem ``no-articles``. Where one notice publishes several documents it is the first one, and the others
        are its ``attached``. No text raises an error.

    Raises:
        InputError: a file was named and cannot be read.
    """
    source = as_source(text_or_source)
    with paused_collector():
        parsed = _parsed(source)
        if source.facts:
            parsed = replace(parsed, metadata=with_facts(parsed.metadata, source.facts))
        return with_problems(parsed, [problem(each.code, 1, count=each.count) for each in source.remarks])


def _parsed(source: Source) -> Regulation:
    whole = _document(source, split_lines(source.text))
    starts = borders(whole.lines, whole.heads)
    if not starts:
        return _regulation(whole, _id(source))
    edges = [0, *starts, len(whole.lines)]
    parts = [whole.lines[start:end] for start, end in pairwise(edges)]
    first_head = next(iter(whole.heads)).line
    first, *others = [_one_of_several(source, parts, number, parts[0][:first_head]) for number in range(len(parts))]
    several = several_documents(whole.lines[starts[0]], len(parts))
    return with_problems(replace(first, attached=tuple(others)), [several])


def _document(source: Source, lines: Sequence[Line]) -> _Document:
    quoted = quoted_lines(lines, source.text)
    style, heads, doubtful = choose_heads(lines, quoted)
    if style is Style.DUNHAO and heads and _tells_a_story(lines[: heads[0].line]):
        heads = []
    return _Document(source, lines, quoted, style, heads, doubtful)


def _tells_a_story(before: Sequence[Line]) -> bool:
    """Whether 一、 comes late or below the captions of a reported case: then it parts an essay, not a document."""
    return len(before) > _LONGEST_FRONT or any(_CASE.match(line.text) for line in before)


def _regulation(document: _Document, id: str) -> Regulation:  # noqa: A002  # the contract's own word
    if not document.heads:
        return _unnumbered(document, id)
    plan = outline(document.lines, document.heads)
    lines = plan.lines
    front = read_front(lines[: plan.body])
    text, start, end = document.source.text, lines[0].start, lines[-1].end
    tables = any(text.find(mark, start, end) >= 0 for mark in "|\t")
    tree = grow(Place(document.style, lines, plan.heads, document.quoted, tables), plan.body, plan.tail)
    articles = tree.articles()
    annexes = annexes_of(lines[plan.annex : plan.end])
    tail = [*lines[plan.tail : plan.annex], *lines[plan.end :]]
    leaves = [*document.others, *_front_leaves(front), *tree.leaves]
    for article in articles:
        leaves += article_leaves(article)
    leaves += _leaves(LeafKind.ANNEX, lines[plan.annex : plan.end]) + _leaves(LeafKind.TAIL, tail)
    parsed = Parsed(
        document.source.text, document.lines, document.style, tree, front, articles, annexes, document.doubtful
    )
    return Regulation(
        id=id,
        metadata=read_metadata(replace(front, notice=[*document.notice, *front.notice]), tail, articles),
        articles=articles,
        annexes=annexes,
        problems=problems_of(parsed),
        source=document.source,
        leaves=tile(leaves, len(document.source.text)),
    )


def _unnumbered(document: _Document, id: str) -> Regulation:  # noqa: A002  # the contract's own word
    lines, text = document.lines, document.source.text
    start = body_of_unnumbered(lines)
    front = read_front(lines[:start])
    end = tail_start(lines, start + 1)
    draft = draft_of(lines[start:end])
    article = body_of(draft, "0")
    tail = _leaves(LeafKind.TAIL, lines[end:])
    leaves = [*document.others, *_front_leaves(front), *article_leaves(article), *tail]
    return Regulation(
        id=id,
        metadata=read_metadata(front, lines[max(start, end - 2) :], (article,)),
        articles=(article,),
        problems=problems_of_unnumbered(text, lines, draft, article),
        source=document.source,
        leaves=tile(leaves, len(text)),
    )


def _one_of_several(source: Source, parts: Sequence[Sequence[Line]], number: int, notice: Sequence[Line]) -> Regulation:
    """Return one document of those under a notice; it knows the others as stretches of the source that are not its."""
    others = []
    if number:
        others.append(Leaf(kind=LeafKind.OTHER, start=parts[0][0].start, end=parts[number - 1][-1].end))
    if number + 1 < len(parts):
        others.append(Leaf(kind=LeafKind.OTHER, start=parts[number + 1][0].start, end=parts[-1][-1].end))
    document = replace(_document(source, parts[number]), notice=notice if number else (), others=others)
    return _regulation(document, _id(source) + (f"-{number + 1}" if number else ""))


def _front_leaves(front: Front) -> list[Leaf]:
    return [*_leaves(LeafKind.NOTICE, front.notice), *_leaves(LeafKind.TITLE, front.title_lines)]


def _leaves(kind: LeafKind, lines: Iterable[Line]) -> list[Leaf]:
    return [leaf(kind, line) for line in lines]


def _id(source: Source) -> str:
    if source.encoding == "str" or source.name in {"", "-"}:
        return "text"
    return Path(source.name).stem
