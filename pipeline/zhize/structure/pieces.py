"""What a line is, and where in a text the rules stand that say so."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from zhize.structure.headings import CHAPTER, PART, bare_of, heading_of, subtopic_of, topic_of
from zhize.structure.labels import item_label

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from zhize.structure.headings import Title
    from zhize.structure.labels import Label
    from zhize.structure.lines import Line
    from zhize.structure.numbering import Head, Style

STOPS = frozenset("。；：，、:;.！？”’）)》")
"""What a line ends with that is no title."""
ENDS = frozenset("。；：:;.！？")
SEMICOLONS = frozenset("；;")
COLONS = frozenset("：:")
COMMAS = frozenset("，、,")
SHORTEST_LINE = 30
"""Characters; a line without any mark that is shorter is a caption."""
SPEAKS_OF_LIST = re.compile(r"前[款项]|本条|上述|违反本|有前")
"""How a paragraph begins that stands behind a list, even if the last item ends with ；."""
_MOST_TITLES = 4  # lines between a title and its article


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
    tables: bool = True  # the text may hold tables
    at: int = 0  # index of the line
    last: Piece | None = None
    numberings: list[str] = field(default_factory=list)  # of the items of the open paragraph, the outer first
    item: int = 0  # the number of the last item of the outer numbering
    counts: dict[str, int] = field(default_factory=dict)  # the last number of each numbering in the article
    listing: bool = False  # in a list whose items have no numbers
    caption: bool = False  # the open item is a caption and owns the lines below it
    chapter: int = 0  # the number of the open 章
    sections: bool = False  # the open chapter has sections
    parts: bool = False  # the text has 编
    subtopics: bool = False  # the text has headings （一） below headings 一、
    _labelled: tuple[int, Label | None] = (-1, None)  # where the next item of the outer numbering stands
    _chapter: tuple[int, int] = (-1, 0)  # where the next chapter stands

    def is_above_article(self) -> bool:
        """Whether the line stands directly above an article or a heading, or only other titles lie between."""
        for below in range(self.at + 1, min(self.at + _MOST_TITLES, len(self.lines))):
            text = self.lines[below].text
            if below in self.heads or (text[0] == "第" and heading_of(text)):
                return True
            if not (bare_of(text) or topic_of(text) or subtopic_of(text)):
                return False
        return False

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
            self.listing = self.caption = False
            if piece.kind is not Kind.PARAGRAPH:
                self.counts.clear()
        elif piece.kind is Kind.ITEM:
            self.listing = False
            self.caption = len(piece.line.text) < SHORTEST_LINE and piece.line.text[-1] not in STOPS
        title = piece.title
        if title is not None and title.rank > CHAPTER:
            self.sections = True
            self.subtopics = self.subtopics or piece.line.text[0] in "（("
        elif title is not None:
            # The topics 一、二、三、 of a judicial interpretation are chapters that follow one another, not 第…章.
            self.chapter = title.number if title.rank == CHAPTER and piece.line.text[0] == "第" else 0
            self.sections = False
            self.parts = self.parts or title.rank == PART
        self.last = piece


_CLOSES_LISTS = frozenset({Kind.ARTICLE, Kind.HEADING, Kind.PARAGRAPH, Kind.TABLE})
