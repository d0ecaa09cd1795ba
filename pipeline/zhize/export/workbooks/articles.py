"""条文: the articles of the documents, in rows that a page shows whole, and which row holds which words."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zhize.export.workbooks.workbook import MOST_LINES, lines_of
from zhize.forms.nouns import Cell, Column, Sheet
from zhize.passages import locator
from zhize.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from zhize.analysis import Analysis
    from zhize.types import Article

NAME: Final = "条文"
_WIDTH: Final = 106  # of the column of the text
_STOPS: Final = "。；！？，、"


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Which row of the sheet holds a character of an article; rows count from 0, the header is row 0."""

    rows: Mapping[tuple[int, str], tuple[tuple[int, int], ...]]  # (document, article) → (row, offset of its first)
    norms: Mapping[int, int]  # row → how many norms begin in it

    def row_of(self, document: int, article: str, offset: int = 0) -> int | None:
        """Return the row of a character; None for an article that is not there."""
        pieces = self.rows.get((document, article), ())
        index = max(0, bisect_right(pieces, offset, key=lambda piece: piece[1]) - 1)
        return pieces[index][0] if pieces else None


def articles(*analyses: Analysis) -> tuple[Sheet, Places]:
    """Return 条文, a row an article or a part of one that is too long for a row, and the places of its words."""
    several = len(analyses) > 1
    rows: list[tuple[Cell, ...]] = []
    places: dict[tuple[int, str], tuple[tuple[int, int], ...]] = {}
    for number, analysis in enumerate(analyses):
        for article in analysis.regulation.articles:
            pieces = tuple(_pieces(article.text))
            places[number, article.id] = tuple((len(rows) + at + 1, piece.start) for at, piece in enumerate(pieces))
            rows += (
                (*((analysis.regulation.title,) if several else ()), *_cells(article, piece), "") for piece in pieces
            )
    found = Places(rows=places, norms=_counts(analyses, places))
    last = len(rows[0]) - 1 if rows else 0
    rows = [(*row[:last], found.norms.get(number, "")) for number, row in enumerate(rows, 1)]
    columns = (
        *((Column(title="文件", width=16, field="title"),) if several else ()),
        Column(title="章", width=15, field="chapter"),
        Column(title="条款", width=13, field="locator"),
        Column(title="条文", width=_WIDTH - 16 * several, field="text"),
        Column(title="规范数", width=7, centred=True, field="norms"),
    )
    heading = NAME if several else f"《{analyses[0].regulation.title}》{NAME}"
    return Sheet(name=NAME, heading=heading, columns=columns, rows=tuple(rows)), found


def _cells(article: Article, piece: Span) -> tuple[str, str, str]:
    chapter = article.chapter.title if article.chapter else ""
    return chapter, label(article) + ("（续）" if piece.start else ""), piece.of(article.text).rstrip("\n")


def label(article: Article) -> str:
    """Return 第四十三条, 正文 for a text without numbers."""
    return label_of(locator(article, 0))


def label_of(said: str) -> str:
    """Return the article of a place: 第十条之一 of 第十条之一第二款."""
    head, sign, tail = said.partition("条")
    return head + sign + tail.partition("第")[0] if sign else said.partition("第")[0]


def _counts(
    analyses: Sequence[Analysis], places: Mapping[tuple[int, str], tuple[tuple[int, int], ...]]
) -> Mapping[int, int]:
    found = Places(rows=places, norms={})
    begun = (
        found.row_of(number, norm.article, norm.action.start)
        for number, analysis in enumerate(analyses)
        for norm in analysis.norms
    )
    return Counter(row for row in begun if row is not None)


def _pieces(text: str) -> Iterator[Span]:
    """Yield the parts of an article that a row shows whole: as many of its lines as fit, long lines cut at a stop."""
    start = end = used = 0
    for line in _lines(text):
        taken = lines_of(line.of(text).rstrip("\n"), _WIDTH - 16)
        if used and used + taken > MOST_LINES:
            yield Span(start=start, end=end)
            start, used = line.start, 0
        end, used = line.end, used + taken
    yield Span(start=start, end=end)


def _lines(text: str) -> Iterator[Span]:
    """Yield the lines of a text with their ends; one that no row could show, in parts."""
    most = MOST_LINES * (_WIDTH - 16) // 2
    start = 0
    for line in text.splitlines(keepends=True) or [""]:
        end = start + len(line)
        while end - start > most:
            stop = max(text.rfind(sign, start + most // 2, start + most) for sign in _STOPS) + 1
            cut = stop or start + most
            yield Span(start=start, end=cut)
            start = cut
        yield Span(start=start, end=end)
        start = end
