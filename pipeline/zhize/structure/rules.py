"""The line rules of the articles: an ordered table; each rule takes a line or declines it.

The docstring of a rule is its line of grammar. The last rule takes every line, so no text is refused. A rule may name
the characters that its lines begin with: then it is asked about those lines only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from zhize.structure.headings import CHAPTER, SECTION, Title, bare_of, heading_of, may_go_on, topic_of
from zhize.structure.labels import OPENINGS, item_label
from zhize.structure.numbering import Style

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence

    from zhize.structure.labels import Label
    from zhize.structure.lines import Line
    from zhize.structure.numbering import Head


class Kind(IntEnum):
    """What a line is; numbers, since sets of them are asked for every line and an `Enum` hashes in Python."""

    HEADING = 0
    SUBTITLE = 1  # the rest of a heading, in the line below it
    STRAY = 2  # text under a heading that belongs to no article
    ARTICLE = 3
    ITEM = 4  # 项
    POINT = 5  # 目
    INNER = 6  # a line that belongs to the item or paragraph above it
    QUOTED = 7  # a line inside a quotation that belongs to the paragraph above it
    REST = 8  # the second half of a line that was broken
    ROW = 9  # of a table, from its second row on
    TABLE = 10  # the first row of a table
    PARAGRAPH = 11  # 款


class Piece(NamedTuple):
    """A line and what a rule found it to be."""

    kind: Kind
    line: Line
    label: str = ""
    number: int = 0
    title: Title | None = None


@dataclass(slots=True)
class Place:
    """Where a rule stands in the text: what has been read, and what comes."""

    style: Style
    lines: Sequence[Line]
    heads: Mapping[int, Head]
    quoted: Container[int] = ()
    at: int = 0  # index of the line
    last: Piece | None = None
    numberings: list[str] = field(default_factory=list)  # of the items of the open paragraph, the outer first
    item: int = 0  # the number of the last item of the outer numbering
    chapter: int = 0  # the number of the open 章
    sections: bool = False  # the open chapter has sections
    _labelled: tuple[int, Label | None] = (-1, None)  # where the next item of the outer numbering stands
    _chapter: tuple[int, int] = (-1, 0)  # where the next chapter stands

    def next_line(self) -> Line | None:
        """Return the line below."""
        return self.lines[self.at + 1] if self.at + 1 < len(self.lines) else None

    def next_item(self) -> int | None:
        """Return the number of the next item of the outer numbering in the same article, which lies below the line.

        The answer is kept until the lines reach it, so that all questions together walk over the text once.
        """
        if self._labelled[0] <= self.at:
            self._labelled = self._find_item()
        label = self._labelled[1]
        return label.number if label is not None and label.numbering == self.numberings[0] else None

    def _find_item(self) -> tuple[int, Label | None]:
        outer = self.numberings[0]
        for at in range(self.at + 1, len(self.lines)):
            text = self.lines[at].text
            if at in self.heads or (text[0] == "第" and heading_of(text)):
                return at, None
            label = item_label(text)
            if label is not None and label.numbering == outer:
                return at, label
        return len(self.lines), None

    def next_chapter(self) -> int:
        """Return the number of the next numbered chapter; 0 for none. The answer is kept like that of `next_item`."""
        if self._chapter[0] <= self.at:
            self._chapter = self._find_chapter()
        return self._chapter[1]

    def _find_chapter(self) -> tuple[int, int]:
        for at in range(self.at + 1, len(self.lines)):
            text = self.lines[at].text
            title = heading_of(text) if text[0] == "第" and at not in self.heads else None
            if title is not None and title.rank == CHAPTER:
                return at, title.number
        return len(self.lines), 0

    def note(self, piece: Piece) -> None:
        """Remember what a line was found to be."""
        if piece.kind in _CLOSES_LISTS:
            self.numberings.clear()
            self._labelled = (-1, None)
        title = piece.title
        if title is not None and title.rank > CHAPTER:
            self.sections = True
        elif title is not None:
            # The topics 一、二、三、 of a judicial interpretation are chapters that follow one another, not 第…章.
            self.chapter = title.number if title.rank == CHAPTER and piece.line.text[0] == "第" else 0
            self.sections = False
        self.last = piece


_CLOSES_LISTS = frozenset({Kind.ARTICLE, Kind.HEADING, Kind.PARAGRAPH, Kind.TABLE})
_ABOVE = frozenset({Kind.HEADING, Kind.SUBTITLE, Kind.STRAY})
# A list of the other numberings begins with its first number: 3、 in the middle of nothing is no item.
_SELF_EVIDENT = frozenset({"（一）", "（1）"})
_ENDS = frozenset("。；：:;.！？")
_SEMICOLONS = frozenset("；;")
_COMMAS = frozenset("，、")
_SENTENCE_END = re.compile(r"[。；：:;.！？]$|[。！？][”’）)》]$")
# A line that stops inside a sentence, in a text with hard line breaks; the shortest such lines seen have 20 characters.
_SHORTEST_BROKEN = 18
_SHORTEST_LINE = 30  # characters; a first line without any mark that is shorter is a caption
_MARK = re.compile(r"[，。；：、]")
_BROKEN = re.compile(r"[^＝=|]{17,}[\u4e00-\u9fff]")
_ROW = re.compile(r"\|.*\||[^\t]*(?:\t+[^\t]+){1,60}")


def article(line: Line, place: Place) -> Piece | None:
    """Article := ( 第 number 条 [ 之 number ] | number 、 ) text, where the sequence of numbers chose it."""
    head = place.heads.get(place.at)
    return None if head is None else Piece(Kind.ARTICLE, line, head.label, head.number)


def quoted(line: Line, place: Place) -> Piece | None:
    """Quoted := a line inside the quotation that an amending instruction opened: content, whatever it looks like."""
    return Piece(Kind.QUOTED, line) if place.at in place.quoted else None


def heading(line: Line, place: Place) -> Piece | None:
    """Heading := 第 number ( 编 | 分编 | 章 | 节 ) title, without the marks of a sentence."""
    title = None if place.style is Style.NONE else heading_of(line.text)
    return None if title is None else Piece(Kind.HEADING, line, title=title)


def subtitle(line: Line, place: Place) -> Piece | None:
    """Subtitle := the rest of a title in the line below it | a section without number | text of no article."""
    above = place.last
    if above is None:
        # The first line of the body, if neither an article nor a numbered heading, is 总则 or 一、一般规定.
        return Piece(Kind.HEADING, line, title=topic_of(line.text) or bare_of(line.text))
    if above.kind not in _ABOVE:
        return None
    if above.kind is Kind.HEADING and above.title is not None and may_go_on(above.title.title):
        return Piece(Kind.SUBTITLE, line)
    title = topic_of(line.text) or bare_of(line.text)
    if title is not None:
        return Piece(Kind.HEADING, line, title=Title(SECTION, title.number, title.title))
    return Piece(Kind.STRAY, line)


def topic(line: Line, place: Place) -> Piece | None:
    """Topic := ( number 、 title | title ) directly before an article, where the line before it ends a sentence."""
    if place.at + 1 not in place.heads:
        below = place.next_line()
        if below is None or below.text[0] != "第" or not heading_of(below.text):
            return None
    if place.last is None or place.style is Style.NONE:
        return None
    title = topic_of(line.text) if "一、" not in place.numberings else None
    if title is not None:
        rank = SECTION if place.chapter else CHAPTER
        return Piece(Kind.HEADING, line, title=Title(rank, title.number, title.title))
    if bare_of(line.text) is None or _SENTENCE_END.search(place.last.line.text) is None:
        return None
    # Chapter 3 after chapter 2: no chapter's number was lost between them, so what lost its number is a section.
    complete = place.sections and place.next_chapter() == place.chapter + 1
    return Piece(Kind.HEADING, line, title=bare_of(line.text, SECTION if complete else CHAPTER))


def item(line: Line, place: Place) -> Piece | None:
    """Item := ( （一） | 一、 | （1） | 1. | ① ) text; of the numberings in one paragraph the outer one is the item."""
    found = item_label(line.text)
    if found is None:
        return None
    if found.numbering not in place.numberings:
        if found.number != 1 and found.numbering not in _SELF_EVIDENT:
            return None
        place.numberings.append(found.numbering)
    depth = place.numberings.index(found.numbering)
    if depth == 0:
        place.item = found.number
    kind = (Kind.ITEM, Kind.POINT)[depth] if depth < 2 else Kind.INNER  # noqa: PLR2004  # below the point is no unit
    return Piece(kind, line, found.label, found.number)


def row(line: Line, place: Place) -> Piece | None:
    """Row := | cell | cell | … | cell TAB cell …; the rows of one table are one paragraph."""
    if (line.text[0] != "|" and "\t" not in line.text) or not _ROW.fullmatch(line.text):
        return None
    goes_on = place.last is not None and place.last.kind in {Kind.TABLE, Kind.ROW}
    return Piece(Kind.ROW if goes_on else Kind.TABLE, line)


def inner(line: Line, place: Place) -> Piece | None:
    """Inner := text between two items of one list | an item without number | the rest of a broken line."""
    if _is_broken(place):
        return Piece(Kind.REST, line)
    if not place.numberings or place.last is None:
        return None
    # Behind ； stands an item; its number may be lost, so that the next one is the next but one.
    farthest = place.item + (2 if place.last.line.text[-1] in _SEMICOLONS else 1)
    following = place.next_item()
    return Piece(Kind.INNER, line) if following is not None and place.item < following <= farthest else None


def paragraph(line: Line, _: Place) -> Piece | None:
    """Paragraph := text."""
    return Piece(Kind.PARAGRAPH, line)


# A rule and the characters that its lines begin with; None for any.
RULES: tuple[tuple[Callable[[Line, Place], Piece | None], frozenset[str] | None], ...] = (
    (article, None),
    (quoted, None),
    (heading, frozenset("第")),
    (subtitle, None),
    (topic, None),
    (item, OPENINGS),
    (row, None),
    (inner, None),
    (paragraph, None),
)
_ANY = tuple(rule for rule, openings in RULES if openings is None)
_BY_OPENING = {
    opening: tuple(rule for rule, openings in RULES if openings is None or opening in openings)
    for opening in OPENINGS | {"第"}
}


def read_line(line: Line, place: Place) -> Piece:
    """Return what the first rule that takes the line says of it, and note it in ``place``."""
    for rule in _BY_OPENING.get(line.text[0], _ANY):
        piece = rule(line, place)
        if piece is not None:
            place.note(piece)
            return piece
    msg = "the last rule takes every line"
    raise AssertionError(msg)


def _is_broken(place: Place) -> bool:
    last = place.last
    if last is None or last.line.text[-1] in _ENDS:
        return False
    if last.line.text[-1] in _COMMAS and last.kind is not Kind.HEADING:
        return True  # no paragraph ends with a comma
    if len(last.line.text) < _SHORTEST_BROKEN:
        return False
    if last.kind in {Kind.TABLE, Kind.ROW, Kind.HEADING}:
        return False
    if place.style is not Style.TIAO and last.kind in {Kind.ARTICLE, Kind.ITEM}:
        return False  # 一、组织领导 ⏎ …: a caption ends without a mark
    text = last.line.text[len(last.label) :] if last.kind is Kind.ARTICLE else last.line.text
    if last.kind is Kind.ARTICLE and len(text) < _SHORTEST_LINE and not _MARK.search(text):
        return False  # 第六条　对存单纠纷案件的认定和处理 ⏎ …: a caption
    return _BROKEN.fullmatch(text) is not None
