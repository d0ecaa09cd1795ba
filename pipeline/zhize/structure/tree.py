"""Lines that the rules have read → articles under headings, and the leaves that tile the source."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from zhize.structure.headings import CHAPTER, PART, SECTION, heading_of, unpadded
from zhize.structure.labels import item_label
from zhize.structure.outline import Segment
from zhize.structure.paragraphs import paragraphs_of
from zhize.structure.rules import Ahead, Kind, Piece, Place, read_line
from zhize.types import Article, Heading, Leaf, LeafKind, Run, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhize.structure.lines import Line
    from zhize.structure.numbering import Style


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
        runs, at = [], 0
        for piece in self.pieces:
            runs.append(Run(start=at, source=piece.line.start, length=len(piece.line.text)))
            at += len(piece.line.text) + 1
        end = self.pieces[-1].line.end if self.pieces else self.start + len(self.label)
        return Article(
            id=id,
            number=self.number,
            suffix=self.suffix,
            label=self.label,
            text="\n".join(piece.line.text for piece in self.pieces),
            paragraphs=paragraphs_of(self.pieces, runs),
            part=self.headings.get(PART),
            chapter=self.headings.get(CHAPTER),
            section=self.headings.get(SECTION),
            source=Span(start=self.start, end=end),
            runs=tuple(runs),
        )


@dataclass(slots=True)
class Tree:
    """What the body of a text holds."""

    drafts: list[Draft] = field(default_factory=list)
    headings: list[tuple[Piece, Heading]] = field(default_factory=list)
    leaves: list[Leaf] = field(default_factory=list)
    strays: list[Piece] = field(default_factory=list)  # text under a heading that belongs to no article
    open: dict[int, Heading] = field(default_factory=dict)  # the headings above the current line, by rank


def grow(segments: Sequence[Segment], style: Style) -> Tree:
    """Read the segments of the body, which begins with a heading or an article."""
    tree = Tree()
    place = Place(style, Ahead(None, {}, 0))
    for segment, ahead in zip(segments, _look_ahead(segments), strict=True):
        place.ahead = ahead
        piece = read_line(segment, place)
        if piece.kind == Kind.HEADING:
            _open_heading(tree, piece)
        elif piece.kind == Kind.SUBTITLE:
            _extend_heading(tree, piece)
        elif piece.kind == Kind.STRAY:
            tree.strays.append(piece)
            tree.leaves.append(leaf(LeafKind.HEADING, piece.line))
        elif piece.kind == Kind.ARTICLE:
            _open_article(tree, piece, place)
        elif piece.kind != Kind.BLANK:
            tree.drafts[-1].pieces.append(piece)
            tree.leaves.append(leaf(LeafKind.BODY, piece.line))
    return tree


def leaf(kind: LeafKind, line: Line) -> Leaf:
    """Return the leaf that a line is."""
    return Leaf(kind=kind, start=line.start, end=line.end)


def tile(leaves: Iterable[Leaf], length: int) -> tuple[Leaf, ...]:
    """Return the leaves in order with the white space between them as leaves of its own: together, the source."""
    tiled, at = [], 0
    for each in sorted(leaves, key=lambda each: each.start):
        if each.start > at:
            tiled.append(Leaf(kind=LeafKind.BLANK, start=at, end=each.start))
        tiled.append(each)
        at = each.end
    if at < length:
        tiled.append(Leaf(kind=LeafKind.BLANK, start=at, end=length))
    return tuple(tiled)


def _look_ahead(segments: Sequence[Segment]) -> list[Ahead]:
    """Return for each segment what comes after it; one walk from the end."""
    found: list[Ahead] = []
    ahead = Ahead(None, {}, 0)
    for segment in reversed(segments):
        found.append(ahead)
        text = segment.line.text
        if not text:
            continue
        labels, chapter = ahead.labels, ahead.chapter
        heading = heading_of(text)
        if segment.head or heading:
            labels = {}
        elif (label := item_label(text)) is not None:
            labels = {**labels, label.numbering: label.number}
        if heading and heading.rank == CHAPTER:
            chapter = heading.number
        ahead = Ahead(segment, labels, chapter)
    return found[::-1]


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
    head, line = piece.segment.head, piece.line
    if head is None:
        return
    draft = Draft(head.number, head.suffix, head.label, line.start, tree.open, line.number)
    tree.drafts.append(draft)
    tree.leaves.append(Leaf(kind=LeafKind.LABEL, start=line.start, end=line.start + len(draft.label)))
    rest = Segment(line.tail(len(draft.label)))
    if not rest.line.text:
        return
    label = item_label(rest.line.text)
    if label is not None and label.number == 1:
        place.numberings.append(label.numbering)
        place.item = 1
        draft.pieces.append(Piece(Kind.ITEM, rest, label=label.label, number=1))
    else:
        draft.pieces.append(Piece(Kind.PARAGRAPH, rest))
    tree.leaves.append(leaf(LeafKind.BODY, rest.line))
