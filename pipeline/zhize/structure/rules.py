"""The line rules of the articles: an ordered table; each rule takes a line or declines it.

The docstring of a rule is its line of grammar. The last rule takes every line, so no text is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from zhize.structure.headings import CHAPTER, SECTION, Title, bare_of, heading_of, may_go_on, topic_of
from zhize.structure.labels import item_label
from zhize.structure.numbering import Style

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from zhize.structure.lines import Line
    from zhize.structure.outline import Segment


class Kind(Enum):
    """What a line is."""

    BLANK = "blank"
    HEADING = "heading"
    SUBTITLE = "subtitle"  # the rest of a heading, in the line below it
    STRAY = "stray"  # text under a heading that belongs to no article
    ARTICLE = "article"
    ITEM = "item"
    INNER = "inner"  # a line that belongs to the item or paragraph above it
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Piece:
    """A line and what a rule found it to be."""

    kind: Kind
    segment: Segment
    title: Title | None = None
    label: str = ""
    number: int = 0

    @property
    def line(self) -> Line:
        """The line itself."""
        return self.segment.line


@dataclass(frozen=True, slots=True)
class Ahead:
    """What comes after a line, as far as a rule needs it."""

    segment: Segment | None  # the next line that is not blank
    labels: Mapping[str, int]  # the next item number of each numbering in the same article
    chapter: int  # the number of the next numbered chapter; 0 for none


@dataclass(slots=True)
class Place:
    """Where a rule stands in the text: what has been read, and what comes."""

    style: Style
    ahead: Ahead
    last: Piece | None = None  # the last line that was not blank
    numberings: list[str] = field(default_factory=list)  # of the items of the open paragraph, the outer first
    item: int = 0  # the number of the last item of the outer numbering
    chapter: int = 0  # the number of the open 章
    sections: bool = False  # the open chapter has sections


# A list of the other numberings begins with its first number: 3、 in the middle of nothing is no item.
_SELF_EVIDENT = frozenset({"（一）", "（1）"})
_SENTENCE_END = re.compile(r"[。；：:;.！？]$|[。！？][”’）)》]$")
# A line that stops inside a sentence, in a text with hard line breaks; the shortest such lines seen have 20 characters.
_BROKEN = re.compile(r"[^＝=|]{17,}[\u4e00-\u9fff，]")


def blank(segment: Segment, _: Place) -> Piece | None:
    """Blank := white space."""
    return None if segment.line.text else Piece(Kind.BLANK, segment)


def article(segment: Segment, _: Place) -> Piece | None:
    """Article := ( 第 number 条 [ 之 number ] | number 、 ) text, where the sequence of numbers chose it."""
    if segment.head is None:
        return None
    return Piece(Kind.ARTICLE, segment, label=segment.head.label, number=segment.head.number)


def heading(segment: Segment, _: Place) -> Piece | None:
    """Heading := 第 number ( 编 | 分编 | 章 | 节 ) title, without the marks of a sentence."""
    title = heading_of(segment.line.text)
    return None if title is None else Piece(Kind.HEADING, segment, title=title)


def subtitle(segment: Segment, place: Place) -> Piece | None:
    """Subtitle := the rest of a title in the line below it | a section without number | text of no article."""
    above = place.last
    if above is None:
        # The first line of the body, if neither an article nor a numbered heading, is 总则 or 一、一般规定.
        return Piece(Kind.HEADING, segment, title=topic_of(segment.line.text) or bare_of(segment.line.text))
    if above.kind not in {Kind.HEADING, Kind.SUBTITLE, Kind.STRAY}:
        return None
    text = segment.line.text
    if above.kind == Kind.HEADING and above.title is not None and may_go_on(above.title.title):
        return Piece(Kind.SUBTITLE, segment)
    title = topic_of(text) or bare_of(text)
    if title is not None:
        return Piece(Kind.HEADING, segment, title=Title(SECTION, title.number, title.title))
    return Piece(Kind.STRAY, segment)


def topic(segment: Segment, place: Place) -> Piece | None:
    """Topic := ( number 、 title | title ) directly before an article, where the line before it ends a sentence."""
    below = place.ahead.segment
    if below is None or place.last is None or not (below.head or heading_of(below.line.text)):
        return None
    text = segment.line.text
    title = topic_of(text) if "一、" not in place.numberings else None
    if title is not None:
        return Piece(
            Kind.HEADING, segment, title=Title(SECTION if place.chapter else CHAPTER, title.number, title.title)
        )
    if _SENTENCE_END.search(place.last.line.text) is None:
        return None
    # Chapter 3 after chapter 2: no chapter's number was lost between them, so what lost its number is a section.
    complete = place.sections and place.ahead.chapter == place.chapter + 1
    title = bare_of(text, SECTION if complete else CHAPTER)
    return None if title is None else Piece(Kind.HEADING, segment, title=title)


def item(segment: Segment, place: Place) -> Piece | None:
    """Item := ( （一） | 一、 | （1） | 1. | ① ) text; of two numberings in one paragraph the outer one is the item."""
    found = item_label(segment.line.text)
    if found is None:
        return None
    if found.numbering not in place.numberings:
        if found.number != 1 and found.numbering not in _SELF_EVIDENT:
            return None
        place.numberings.append(found.numbering)
    outer = place.numberings[0] == found.numbering
    place.item = found.number if outer else place.item
    return Piece(Kind.ITEM if outer else Kind.INNER, segment, label=found.label, number=found.number)


def inner(segment: Segment, place: Place) -> Piece | None:
    """Inner := text between two items of one list | the rest of a sentence whose line was broken."""
    resumed = place.numberings and place.ahead.labels.get(place.numberings[0]) == place.item + 1
    if resumed or _is_broken(place):
        return Piece(Kind.INNER, segment)
    return None


def paragraph(segment: Segment, _: Place) -> Piece | None:
    """Paragraph := text."""
    return Piece(Kind.PARAGRAPH, segment)


RULES: tuple[Callable[[Segment, Place], Piece | None], ...] = (
    blank,
    article,
    heading,
    subtitle,
    topic,
    item,
    inner,
    paragraph,
)


def read_line(segment: Segment, place: Place) -> Piece:
    """Return what the first rule that takes the line says of it, and note it in ``place``."""
    piece = next(piece for rule in RULES if (piece := rule(segment, place)) is not None)
    if piece.kind in {Kind.ARTICLE, Kind.HEADING, Kind.PARAGRAPH}:
        place.numberings.clear()
    if piece.title is not None and piece.title.rank <= CHAPTER:
        place.chapter = piece.title.number if piece.title.rank == CHAPTER else 0
        place.sections = False
    elif piece.title is not None:
        place.sections = True
    if piece.kind != Kind.BLANK:
        place.last = piece
    return piece


def _is_broken(place: Place) -> bool:
    last = place.last
    if last is None or (place.style is Style.DUNHAO and last.kind == Kind.ARTICLE):
        return False  # 一、组织领导 ⏎ …: a caption ends without a mark
    text = last.line.text[len(last.label) :] if last.kind == Kind.ARTICLE else last.line.text
    return _BROKEN.fullmatch(text) is not None
