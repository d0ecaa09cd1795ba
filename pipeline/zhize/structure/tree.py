"""Lines that the rules have read → articles under headings, and the leaves that tile the source."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import TYPE_CHECKING

from zhize.structure.headings import CHAPTER, PART, SECTION, SUBPART, unpadded
from zhize.structure.labels import OPENINGS, item_label
from zhize.structure.paragraphs import compose
from zhize.structure.pieces import Kind, Piece, Place
from zhize.structure.rules import read_line
from zhize.types import Article, Heading, Leaf, LeafKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zhize.structure.lines import Line


@dataclass(slots=True)
class Draft:
    """An article under construction."""

    number: int
    suffix: int
    label: str
    start: int  # source
    headings: dict[int, Heading]  # by rank
    line: int  # number of the line it begins in
    pieces: list[Piece] = field(default_factory=list)

    def article(self, id: str) -> Article:  # noqa: A002  # the contract's own word
        """Return the finished article."""
        composed = compose(self.pieces)
        headings = self.headings
        return Article(
            id=id,
            number=self.number,
            suffix=self.suffix,
            label=self.label,
            text=composed.text,
            paragraphs=composed.paragraphs,
            part=headings.get(PART),
            subpart=headings.get(SUBPART),
            chapter=headings.get(CHAPTER),
            section=headings.get(SECTION),
            source=Span(
                start=self.start,
                end=self.pieces[-1].line.end if self.pieces else self.start + len(self.label),
            ),
            joins=composed.joins,
            runs=composed.runs,
        )


@dataclass(slots=True)
class Tree:
    """What the body of a text holds."""

    drafts: list[Draft] = field(default_factory=list)
    headings: list[tuple[Piece, Heading]] = field(default_factory=list)
    leaves: list[Leaf] = field(default_factory=list)  # of headings and strays
    strays: list[Piece] = field(default_factory=list)  # text under a heading that belongs to no article
    open: dict[int, Heading] = field(default_factory=dict)  # the headings above the current line, by rank

    def articles(self) -> tuple[Article, ...]:
        """Return the articles under ids of their own: the second 第四十三条 is 43_2."""
        seen: Counter[str] = Counter()
        articles = []
        for draft in self.drafts:
            plain = f"{draft.number}-{draft.suffix}" if draft.suffix else str(draft.number)
            seen[plain] += 1
            articles.append(draft.article(plain if seen[plain] == 1 else f"{plain}_{seen[plain]}"))
        return tuple(articles)


def grow(place: Place, start: int, end: int) -> Tree:
    """Read the lines of the body, which begins with a heading or an article.

    Args:
        place: the lines of the text and the heads among them.
        start: the index of the body's first line.
        end: the index of the line behind the body.
    """
    tree = Tree()
    lines = place.lines
    for at in range(start, end):
        place.at = at
        piece = read_line(lines[at], place)
        kind = piece.kind
        if kind is Kind.ARTICLE:
            _open_article(tree, piece, place)
        elif kind is Kind.HEADING:
            _open_heading(tree, piece)
        elif kind is Kind.SUBTITLE:
            _extend_heading(tree, piece)
        elif kind is Kind.STRAY:
            tree.strays.append(piece)
            tree.leaves.append(leaf(LeafKind.HEADING, piece.line))
        else:
            tree.drafts[-1].pieces.append(piece)
    return tree


def leaf(kind: LeafKind, line: Line) -> Leaf:
    """Return the leaf that a line is."""
    return Leaf(kind=kind, start=line.start, end=line.end)


def article_leaves(article: Article) -> list[Leaf]:
    """Return the label of an article and the stretches of its text."""
    leaves = [Leaf(kind=LeafKind.BODY, start=run.source, end=run.source + run.length) for run in article.runs]
    if article.label:
        start = article.source.start
        leaves.insert(0, Leaf(kind=LeafKind.LABEL, start=start, end=start + len(article.label)))
    return leaves


def tile(leaves: Iterable[Leaf], length: int) -> tuple[Leaf, ...]:
    """Return the leaves in order with the white space between them as leaves of its own: together, the source."""
    tiled, at = [], 0
    blank = LeafKind.BLANK
    for each in sorted(leaves, key=attrgetter("start")):
        start = each.start
        if start > at:
            tiled.append(Leaf(kind=blank, start=at, end=start))
        tiled.append(each)
        at = each.end
    if at < length:
        tiled.append(Leaf(kind=blank, start=at, end=length))
    return tuple(tiled)


def _open_heading(tree: Tree, piece: Piece) -> None:
    tree.leaves.append(leaf(LeafKind.HEADING, piece.line))
    title = piece.title
    if title is None:
        return
    span = Span(start=piece.line.start, end=piece.line.end)
    heading = Heading(number=title.number, title=title.title, span=span)
    tree.open = {rank: above for rank, above in tree.open.items() if rank < title.rank}
    tree.open[title.rank] = heading
    tree.headings.append((piece, heading))


def _extend_heading(tree: Tree, piece: Piece) -> None:
    """Take 总则 below 第一章 into the heading."""
    tree.leaves.append(leaf(LeafKind.HEADING, piece.line))
    above, heading = tree.headings.pop()
    start = above.line.start
    longer = replace(
        heading, title=unpadded(heading.title + piece.line.text), span=Span(start=start, end=piece.line.end)
    )
    tree.headings.append((above, longer))
    tree.open = {rank: longer if one is heading else one for rank, one in tree.open.items()}


def _open_article(tree: Tree, piece: Piece, place: Place) -> None:
    head, line = place.heads[place.at], piece.line
    draft = Draft(head.number, head.suffix, head.label, line.start, tree.open, line.number)
    tree.drafts.append(draft)
    rest = line.tail(len(draft.label))
    if not rest.text:
        return
    label = item_label(rest.text) if rest.text[0] in OPENINGS else None
    if label is not None and label.number == 1:
        place.numberings.append(label.numbering)
        place.item = 1
        draft.pieces.append(Piece(Kind.ITEM, rest, label.label, 1))
    else:
        draft.pieces.append(Piece(Kind.PARAGRAPH, rest))
