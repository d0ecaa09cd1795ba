"""What the page and the workbook show of a family, as frozen values: nothing here knows HTML or Excel."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zhize.comparison.mapping import Home, home_of, neutral
from zhize.comparison.wording import hunks, ratio
from zhize.export.comparisons.rows import place_of
from zhize.export.families.names import names_of
from zhize.families.nouns import StrandKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from zhize.export.families.names import Name
    from zhize.families.nouns import Borrowing, Family, Strand
    from zhize.types import Article

STRAND_KIND: Final[Mapping[str, str]] = {
    StrandKind.SAME: "相同",
    StrandKind.ADAPTED: "随级调整",
    StrandKind.MODIFIED: "有修改",
    StrandKind.UNIQUE: "独有",
}
"""How the articles of a row stand to one another."""

_REWRITTEN: Final = 0.3  # likeness under which marks would cover everything


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Characters of an article as against the first of its row; what differs only with the level counts as both."""

    text: str
    mark: str  # "ins": the first has them not; "del": only the first has them; "" both


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An article in a cell."""

    label: str  # as printed, else 第四十三条 or 正文
    chapter: str
    lines: tuple[tuple[Piece, ...], ...]
    source: str  # 借自云岭省第四条，相似度0.98，逐字重复71%; empty without

    @property
    def text(self) -> str:
        """The article as it stands."""
        return "\n".join("".join(piece.text for piece in line if piece.mark != "del") for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one text has in a row."""

    text: int  # index
    articles: tuple[Shown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The same article through all texts."""

    number: int
    kind: StrandKind
    name: str  # 有修改
    cells: tuple[Cell, ...]
    alike: str  # mean similarity of its articles; empty for one that stands alone
    lineage: tuple[str, ...]  # 最早见于云岭省
    related: tuple[int, ...]  # numbers of rows with a counterpart of one of its articles
    whole: bool  # every text has it


def rows(family: Family) -> tuple[Row, ...]:
    """Return a row a strand, in the order of the family."""
    names = names_of(family)
    articles = [{article.id: article for article in text.regulation.articles} for text in family.texts]
    homes = [home_of(text.regulation) for text in family.texts]
    sources = {(borrowing.text, borrowing.article): borrowing for borrowing in family.borrowings}
    found = []
    for number, strand in enumerate(family.strands, 1):
        texts = [[articles[index][id_] for id_ in cell] for index, cell in enumerate(strand.cells)]
        found.append(
            Row(
                number=number,
                kind=strand.kind,
                name=STRAND_KIND[strand.kind],
                cells=tuple(_cells(texts, homes, sources, names)),
                alike=f"{strand.similarity:.2f}" if strand.similarity else "",
                lineage=tuple(lineage_of(family, strand, names)),
                related=tuple(other + 1 for other in strand.related),
                whole=all(strand.cells),
            )
        )
    return tuple(found)


def kind_counts(family: Family) -> tuple[tuple[StrandKind, str, int], ...]:
    """Return how many rows each kind has: (kind, its name, count)."""
    counts = Counter(strand.kind for strand in family.strands)
    return tuple((kind, STRAND_KIND[kind], counts[kind]) for kind in StrandKind)


def lineage_of(family: Family, strand: Strand, names: Sequence[Name]) -> Iterator[str]:
    """Yield what is known of the way of an article: 首见于2004年版，2019年版最后修改，2025年版起删去."""
    for passage in strand.passages:
        line = family.lines[passage.line].texts
        said = [f"首见于{names[passage.first].short}"] if passage.first != line[0] else []
        said += [f"最后修改于{names[passage.changed].short}"] if passage.changed is not None else []
        said += [f"{names[passage.dropped].short}起删去"] if passage.dropped is not None else []
        yield "，".join(said) or f"自{names[passage.first].short}起未改"
    lines = {text for passage in strand.passages for text in family.lines[passage.line].texts}
    if strand.first is not None and len(strand.texts) > 1 and not set(strand.texts) <= lines:
        yield f"最早见于{names[strand.first].short}"


def source_of(borrowing: Borrowing, names: Sequence[Name]) -> str:
    """Return where an article was taken from: 借自云岭省第四条，相似度0.98，逐字重复71%."""
    places = "、".join(map(place_of, borrowing.articles))
    alike = f"相似度{borrowing.mapped_similarity:.2f}，逐字重复{percent(borrowing.verbatim)}"
    return f"借自{names[borrowing.source].short}{places}，{alike}"


def percent(share: float) -> str:
    """Return a share as 71%; less than all is never 100%, more than nothing never 0%."""
    if 0 < share < 1:
        share = min(max(share, 0.01), 0.99)
    return f"{share:.0%}"


# --- cells -----------------------------------------------------------------------------------------------------------


def _cells(
    texts: Sequence[Sequence[Article]],
    homes: Sequence[Home],
    sources: Mapping[tuple[int, str], Borrowing],
    names: Sequence[Name],
) -> Iterator[Cell]:
    base = next((index for index, cell in enumerate(texts) if cell), 0)
    first = _joined(texts[base])
    for index, cell in enumerate(texts):
        # Two texts of one government have no words of the level to set aside.
        two = (homes[base], homes[index]) if homes[base] != homes[index] else (Home(), Home())
        lines = _lines(_marked(first, _joined(cell), two))
        shown = []
        for article in cell:
            borrowing = sources.get((index, article.id))
            shown.append(
                Shown(
                    label=article.label.strip() or place_of(article.id),
                    chapter=article.chapter.title if article.chapter else "",
                    lines=tuple(next(lines) for _ in article.text.split("\n")),
                    source=source_of(borrowing, names) if borrowing else "",
                )
            )
        yield Cell(text=index, articles=tuple(shown))


def _joined(articles: Iterable[Article]) -> str:
    return "\n".join(article.text for article in articles)


def _marked(first: str, text: str, homes: tuple[Home, Home]) -> Iterator[Piece]:
    """Yield a text with what differs from the first one of its row."""
    left, right = neutral(first, homes[0]), neutral(text, homes[1])
    at = 0
    for hunk in hunks(left, right) if ratio(left.text, right.text) >= _REWRITTEN else ():
        if at < hunk.right.start:
            yield Piece(text=text[at : hunk.right.start], mark="")
        gone = hunk.left.of(first).replace("\n", "")
        if gone:
            yield Piece(text=gone, mark="del")
        if hunk.right.start < hunk.right.end:
            yield Piece(text=hunk.right.of(text), mark="ins")
        at = max(at, hunk.right.end)
    if at < len(text):
        yield Piece(text=text[at:], mark="")


def _lines(pieces: Iterable[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Yield the lines that pieces make, cut where a line ends."""
    line: list[Piece] = []
    for piece in pieces:
        first, *others = piece.text.split("\n")
        line += [Piece(text=first, mark=piece.mark)] if first else []
        for other in others:
            yield tuple(line)
            line = [Piece(text=other, mark=piece.mark)] if other else []
    yield tuple(line)
