"""What is odd about a text, for its reader to look at: gaps, repetitions, text that belongs nowhere, a missing end."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from zhize.structure.catalogue import Named, between, named, problem
from zhize.structure.headings import CHAPTER, PART, heading_of
from zhize.structure.lines import LINE_END
from zhize.structure.lists import list_problems
from zhize.structure.numbering import Style
from zhize.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhize.structure.front import Front
    from zhize.structure.lines import Line
    from zhize.structure.numbering import Head
    from zhize.structure.pieces import Piece
    from zhize.structure.tree import Draft, Tree
    from zhize.types import Annex, Article, Problem

# Private-use characters and the sign of a failed decoding: what a conversion left of a rare character.
_UNREADABLE = re.compile("[\ue000-\uf8ff\ufffd]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_UNITS = {1: "编", 2: "分编", 3: "章", 4: "节"}
_FINISHED = frozenset("。！？；”’）)》」』.:：|…")
_FINAL = re.compile(
    r"(?:起|日|自)\s*(?:正式|开始)?(?:施行|实施|执行|生效|试行)|施行[。，]|废止|失效|停止执行|解释权|(?:负责|予以)解释|解释。"
)
_CONTENTS = re.compile(r"目\s*[录次]")
# 自…起施行 stands among the last articles; an excerpt without a title may have none.
_LAST_ARTICLES = 3
_SHORTEST_WHOLE, _SHORTEST_TITLED = 6, 3


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document as far as it was read, for the checks to look at."""

    text: str  # of the source
    lines: Sequence[Line]
    style: Style
    tree: Tree
    front: Front
    articles: Sequence[Article]
    annexes: Sequence[Annex]
    doubtful: Sequence[Head]  # heads that the numbers did not choose


def problems_of(parsed: Parsed) -> tuple[Problem, ...]:
    """Return the problems of a document in the order of its lines."""
    tree = parsed.tree
    found = [
        *_numbering(tree.drafts, amends="修正案" in parsed.front.title),  # their numbers run on
        *_empty(tree.drafts),
        *_inside_lines(parsed),
        *_heading_numbers(tree, excerpt=tree.drafts[0].number != 1),
        *_headings(tree),
        *_contents(parsed),
        *_doubtful(parsed),
        *list_problems(tree.drafts, parsed.articles),
        *_wrapped(parsed),
        *_end(parsed),
        *_empty_annexes(parsed.annexes),
        *_unreadable(parsed.text, parsed.lines),
    ]
    return tuple(sorted(found, key=attrgetter("line")))


def problems_of_unnumbered(
    text: str, lines: Sequence[Line], draft: Draft | None, article: Article
) -> tuple[Problem, ...]:
    """Return the problems of a text without any article, in the order of its lines."""
    found = [problem("no-articles", draft.line if draft else 1)]
    if draft is None and lines:
        found.append(problem("no-body", lines[-1].number))
    if draft is not None:
        found += [*list_problems([draft], [article]), *_unreadable(text, lines)]
    return tuple(sorted(found, key=attrgetter("line")))


def several_documents(line: Line, count: int) -> Problem:
    """Return the problem of a notice with several documents, the second of which begins at a line."""
    return problem("several-documents", line.number, Span(start=line.start, end=line.end), count=count)


def _at(draft: Draft, code: str, **values: object) -> Problem:
    span = Span(start=draft.start, end=draft.start + len(draft.label))
    return problem(code, draft.line, span, name=named(draft.number, draft.suffix), **values)


def _numbering(drafts: Sequence[Draft], *, amends: bool) -> Iterator[Problem]:
    seen: set[tuple[int, int]] = set()
    if drafts[0].number != 1 and not amends:
        yield _at(drafts[0], "numbering-start")
    before: Draft | None = None
    for draft in drafts:
        here = (draft.number, draft.suffix)
        if here in seen:
            yield _at(draft, "repeated-number")
        elif before is not None and draft.number > before.number + 1:
            missing = between(before.number + 1, draft.number - 1)
            yield _at(draft, "numbering-gap", before=named(before.number, before.suffix), missing=missing)
        elif before is not None and draft.number < before.number:
            yield _at(draft, "number-out-of-order", before=named(before.number, before.suffix))
        elif before is not None and draft.suffix and (lacking := _missing_suffix(before, draft)) is not None:
            yield _at(draft, "numbering-gap", before=named(before.number, before.suffix), missing=lacking)
        seen.add(here)
        before = draft


def _missing_suffix(before: Draft, draft: Draft) -> Named | None:
    """Return the article that 第二条之三 lacks before it: 第二条之二, or 第二条 itself."""
    if draft.number == before.number:
        return named(draft.number, draft.suffix - 1) if draft.suffix > before.suffix + 1 else None
    return named(draft.number, draft.suffix - 1) if draft.suffix else None


def _inside_lines(parsed: Parsed) -> Iterator[Problem]:
    """Yield one problem for the articles that begin behind the end of another one in the same line."""
    inside = [
        draft
        for before, draft in pairwise(parsed.tree.drafts)
        if before.pieces
        and before.pieces[-1].line.number == draft.line
        and draft.label.startswith("第")
        and not LINE_END.search(parsed.text, before.pieces[-1].line.end, draft.start)
    ]
    if inside:
        yield _at(inside[0], "head-inside-line", count=len(inside))


def _empty(drafts: Sequence[Draft]) -> Iterator[Problem]:
    return (_at(draft, "empty-article") for draft in drafts if not draft.pieces)


def _heading_numbers(tree: Tree, *, excerpt: bool) -> Iterator[Problem]:
    """Yield gaps, repetitions and steps back among the headings of each rank.

    Headings without number stand for one or none each: which of them were chapters nobody knows. Sections begin again
    in each chapter, chapters may in each part; an excerpt need not begin with its first.
    """
    last: dict[int, int] = {}
    bare: dict[int, int] = {}  # headings without number since the last one with
    fresh: set[int] = set()  # ranks that may begin again
    if any(heading.number for _, heading in tree.headings) and not tree.drafts[0].headings and not excerpt:
        rank = _rank(tree.headings[0][0])
        if tree.headings[0][1].number != 1:
            yield _at(tree.drafts[0], "heading-gap", missing=named(1, unit=_UNITS[rank]))
            last[rank] = 1
    for piece, heading in tree.headings:
        rank = _rank(piece)
        fresh |= {lower for lower in last if lower > rank}
        before, number = last.get(rank, 0), heading.number
        if number == 0:
            bare[rank] = bare.get(rank, 0) + 1
            continue
        starts = number == 1 and rank in fresh
        first_of_excerpt = excerpt and rank not in last
        if not (before < number <= before + 1 + bare.get(rank, 0) or starts or first_of_excerpt):
            yield _heading_problem(piece.line, number, before + bare.get(rank, 0) * (number > before), _UNITS[rank])
        last[rank] = number
        bare[rank] = 0
        fresh.discard(rank)


def _rank(piece: Piece) -> int:
    return piece.title.rank if piece.title else CHAPTER


def _heading_problem(line: Line, number: int, before: int, unit: str) -> Problem:
    span = Span(start=line.start, end=line.end)
    name = named(number, unit=unit)
    if number > before:
        return problem("heading-gap", line.number, span, name=name, missing=between(before + 1, number - 1, unit))
    if number == before:
        return problem("repeated-heading", line.number, span, name=name)
    return problem("heading-out-of-order", line.number, span, name=name, before=named(before, unit=unit))


def _headings(tree: Tree) -> Iterator[Problem]:
    for piece, heading in tree.headings:
        if heading.number == 0 and not (heading.title == "附则" and _rank(piece) == PART):
            span = Span(start=piece.line.start, end=piece.line.end)
            yield problem("heading-without-number", piece.line.number, span, title=heading.title)
    topics = [(piece, heading) for piece, heading in tree.headings if heading.number and piece.line.text[0] != "第"]
    if topics:
        piece, heading = topics[0]
        span = Span(start=piece.line.start, end=piece.line.end)
        title = piece.line.text
        yield problem("heading-of-another-kind", piece.line.number, span, count=len(topics), title=title)
    for piece in tree.strays:
        yield problem("text-outside-articles", piece.line.number, Span(start=piece.line.start, end=piece.line.end))


def _contents(parsed: Parsed) -> Iterator[Problem]:
    """Yield the headings of the table of contents that the body does not have."""
    notice = parsed.front.notice
    start = next((at for at, line in enumerate(notice) if _CONTENTS.fullmatch(line.text)), None)
    if start is None:
        return
    have = {(piece.title.rank, heading.title) for piece, heading in parsed.tree.headings if piece.title}
    for line in notice[start + 1 :]:
        title = heading_of(_without_page(line.text))
        if title is not None and (title.rank, title.title) not in have:
            yield problem("contents-mismatch", line.number, Span(start=line.start, end=line.end), title=line.text)


def _without_page(text: str) -> str:
    """Return a line of a table of contents without its dots and page number."""
    return text.rstrip("0123456789０１２３４５６７８９").rstrip(".．…· \t\u3000")


def _doubtful(parsed: Parsed) -> Iterator[Problem]:
    if parsed.style is not Style.TIAO or not parsed.doubtful:
        return
    start, end = parsed.articles[0].source.start, parsed.articles[-1].source.end
    for head in parsed.doubtful:
        line = parsed.lines[head.line]
        at = line.start + head.offset
        if start < at < end:
            span = Span(start=at, end=at + len(head.label))
            yield problem("doubtful-number", line.number, span, label=head.label.strip())


def _wrapped(parsed: Parsed) -> Iterator[Problem]:
    joined = [article for article in parsed.articles if article.joins]
    if joined:
        start = joined[0].to_source(joined[0].joins[0])
        line = next(line for line in reversed(parsed.lines) if line.start <= start)
        count = sum(len(article.joins) for article in joined)
        yield problem("hard-wrapped", line.number, Span(start=line.start, end=line.end), count=count)


def _end(parsed: Parsed) -> Iterator[Problem]:
    """Yield what speaks for a missing end: no full stop, or no final provisions in a text that has articles enough."""
    last = parsed.tree.drafts[-1]
    if not last.pieces or parsed.style is not Style.TIAO:
        return
    line = last.pieces[-1].line
    if line.text[-1] not in _FINISHED and not parsed.annexes:
        yield problem("cut-off-end", line.number, Span(start=line.start, end=line.end))
    elif _may_lack_its_end(parsed) and not any(
        _FINAL.search(article.text) for article in parsed.articles[-_LAST_ARTICLES:]
    ):
        yield _at(last, "no-final-provisions")


def _may_lack_its_end(parsed: Parsed) -> bool:
    """Whether a text should end with final provisions: it has articles enough, or ends under 总则.

    Amendments have none, and what stands under 附则 is the end.
    """
    titles = {heading.title for heading in parsed.tree.drafts[-1].headings.values()}
    if "修正案" in parsed.front.title or "附则" in titles:
        return False
    shortest = _SHORTEST_TITLED if parsed.front.title else _SHORTEST_WHOLE
    return len(parsed.articles) >= shortest or "总则" in titles


def _empty_annexes(annexes: Sequence[Annex]) -> Iterator[Problem]:
    for annex in annexes:
        if annex.label and not annex.body.text and not annex.title:
            span = Span(start=annex.source.start, end=annex.source.start + len(annex.label))
            yield problem("empty-annex", annex.line, span, label=annex.label)


def _unreadable(text: str, lines: Sequence[Line]) -> Iterator[Problem]:
    start, end = lines[0].start, lines[-1].end
    # One range is searched twice as fast as two.
    if text.find("\ufffd", start, end) < 0 and not _PRIVATE.search(text, start, end):
        return
    first = next(_UNREADABLE.finditer(text, start, end))
    found = Counter(_UNREADABLE.findall(text, start, end))
    codes = "、".join(f"U+{ord(character):04X}" for character, _ in found.most_common(5))
    line = next(line.number for line in reversed(lines) if line.start <= first.start())
    span = Span(start=first.start(), end=first.end())
    yield problem("unreadable-character", line, span, count=found.total(), codes=codes)
