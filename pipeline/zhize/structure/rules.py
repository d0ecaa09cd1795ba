"""The line rules of the articles: an ordered table; each rule takes a line or declines it.

The docstring of a rule is its line of grammar. The last rule takes every line, so no text is refused. A rule may name
the characters that its lines begin with: then it is asked about those lines only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhize.structure.breaks import is_broken
from zhize.structure.headings import (
    CHAPTER,
    PART,
    SECTION,
    Title,
    bare_of,
    heading_of,
    may_go_on,
    subtopic_of,
    topic_of,
)
from zhize.structure.labels import OPENINGS, item_label
from zhize.structure.numbering import Style
from zhize.structure.pieces import COLONS, COMMAS, SEMICOLONS, SPEAKS_OF_LIST, STOPS, Kind, Piece, Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from zhize.structure.lines import Line

_ABOVE = frozenset({Kind.HEADING, Kind.SUBTITLE, Kind.STRAY})
_TABLES = frozenset({Kind.TABLE, Kind.ROW})
_UNITS = frozenset({Kind.ITEM, Kind.POINT})
# A list of the other numberings begins with its first number: 3、 in the middle of nothing is no item.
_SELF_EVIDENT = frozenset({"（一）", "（1）"})
_GOES_ON = SEMICOLONS | COMMAS
_CLOSING_MARKS = frozenset("。，、；：！？”’）》")
_LONGEST_TOPIC = 64
_SENTENCE_END = re.compile(r"[。；：:;.！？]$|[。！？][”’）)》]$")
_ROW = re.compile(r"\|.*\||[^\t]*(?:\t+[^\t]+){1,60}")


def article(line: Line, place: Place) -> Piece | None:
    """Article := ( 第 number 条 [ 之 number ] | number 、 ) text, where the sequence of numbers chose it."""
    head = place.heads.get(place.at)
    return None if head is None else Piece(Kind.ARTICLE, line, head.label, head.number)


def quoted(line: Line, place: Place) -> Piece | None:
    """Quoted := a line inside the quotation that an amending instruction opened: content, whatever it looks like."""
    if place.at not in place.quoted or place.last is None or place.last.kind in _ABOVE:
        return None  # above the first article there is nothing that it could be the content of
    return Piece(Kind.QUOTED, line)


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
    title = topic_of(line.text) or bare_of(line.text) or subtopic_of(line.text)
    goes_on = above.title is not None and (may_go_on(above.title.title) or line.text[0] in "和及")
    if above.kind is Kind.HEADING and goes_on and (title is None or not title.number):
        return Piece(Kind.SUBTITLE, line)
    if title is not None:
        return Piece(Kind.HEADING, line, title=Title(SECTION, title.number, title.title))
    return Piece(Kind.STRAY, line)


def topic(line: Line, place: Place) -> Piece | None:
    """Topic := ( number 、 title | （ number ） title | title ) above an article, where a sentence ends before it."""
    if place.last is None or place.style is Style.NONE:
        return None
    if not _may_be_topic(line.text) or not place.is_above_article():
        return None
    title = topic_of(line.text) if "一、" not in place.numberings else None
    if title is not None:
        rank = SECTION if place.chapter else CHAPTER
        return Piece(Kind.HEADING, line, title=Title(rank, title.number, title.title))
    if place.subtopics and (title := subtopic_of(line.text)) is not None:
        return Piece(Kind.HEADING, line, title=title)
    title = bare_of(line.text)
    if title is None or _SENTENCE_END.search(place.last.line.text) is None:
        return None
    if place.parts and title.title == "附则":
        return Piece(Kind.HEADING, line, title=Title(PART, 0, title.title))
    # Chapter 3 after chapter 2: no chapter's number was lost between them, so what lost its number is a section.
    complete = place.sections and place.next_chapter() == place.chapter + 1
    return Piece(Kind.HEADING, line, title=Title(SECTION if complete else CHAPTER, 0, title.title))


def _may_be_topic(text: str) -> bool:
    """Whether a line can be a title, told fast: it is short and ends without a mark."""
    return len(text) <= _LONGEST_TOPIC and text[-1] not in STOPS


def item(line: Line, place: Place) -> Piece | None:
    """Item := ( （一） | 一、 | （1） | 1. | ① ) text; of the numberings in one paragraph the outer one is the item."""
    found = item_label(line.text)
    if found is None:
        return None
    if found.numbering not in place.numberings:
        # 11. goes on after 10. further up in the article, also over captions.
        goes_on = found.number == place.counts.get(found.numbering, 0) + 1
        if not goes_on and found.numbering not in _SELF_EVIDENT:
            return None
        place.numberings.append(found.numbering)
    place.counts[found.numbering] = found.number
    depth = place.numberings.index(found.numbering)
    if depth == 0:
        place.item = found.number
    kind = (Kind.ITEM, Kind.POINT)[depth] if depth < 2 else Kind.INNER  # noqa: PLR2004  # below the point is no unit
    return Piece(kind, line, found.label, found.number)


def row(line: Line, place: Place) -> Piece | None:
    """Row := | cell | cell | … | cell TAB cell …; the rows of one table are one paragraph."""
    if not place.tables or (line.text[0] != "|" and "\t" not in line.text) or not _ROW.fullmatch(line.text):
        return None
    goes_on = place.last is not None and place.last.kind in {Kind.TABLE, Kind.ROW}
    return Piece(Kind.ROW if goes_on else Kind.TABLE, line)


def inner(line: Line, place: Place) -> Piece | None:
    """Inner := a line of a list without numbers | text between two items of one list | the rest of a broken line."""
    last = place.last
    if last is None or last.kind in _TABLES:
        return None
    if line.text[0] in _CLOSING_MARKS:
        return Piece(Kind.REST, line)
    mark = last.line.text[-1]
    if mark in COLONS or (place.listing and mark in _GOES_ON):
        # 由下列人员组成： ⏎ 委员长， ⏎ 副委员长若干人。
        place.listing = line.text[-1] in _GOES_ON
        if place.listing or mark not in COLONS or last.kind in _UNITS:
            return Piece(Kind.INNER, line)
    if is_broken(place, line):
        return Piece(Kind.REST, line)
    if place.numberings and (place.caption or _is_listed(place, line, mark)):
        return Piece(Kind.INNER, line)
    return None


def _is_listed(place: Place, line: Line, mark: str) -> bool:
    """Whether a line without a label stands in the open list: behind ；, or where the list goes on below it."""
    following = place.next_item()
    if mark in SEMICOLONS:
        return following is not None or not SPEAKS_OF_LIST.match(line.text)
    return following == place.item + 1


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
