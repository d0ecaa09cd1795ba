"""What the page and the workbook show of a comparison, as frozen values: nothing here knows HTML or Excel."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhize.comparison import ChangeKind, PairType
from zhize.comparison.mapping import Home
from zhize.comparison.places import Joined, differences
from zhize.labels import CHANGE_KIND, EFFECT, PAIR_TYPE
from zhize.numerals import Locator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhize.comparison import Change, Comparison, Pair
    from zhize.types import Article, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Characters of an article that the other side has too, or has not."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """An article in a pair."""

    label: str  # as printed, else 第四十三条 or 正文
    place: str  # 第四十三条
    chapter: str  # title; empty without
    lines: tuple[tuple[Stretch, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A pair with its changes in sentences."""

    number: int
    type: PairType
    name: str  # 修改
    left: tuple[Side, ...]
    right: tuple[Side, ...]
    notes: tuple[str, ...]  # 条号不同, 次序移动
    sentences: tuple[str, ...]  # the changes of norms; the words are marked in the text
    alike: str  # 0.93; empty for an article without counterpart


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A change with the articles it stands between."""

    number: int  # of the row
    left: str  # 第四十三条; empty without
    right: str
    kind: str  # 模态
    before: str  # words of the left text; empty without
    after: str
    effect: str  # 减弱; empty without


def rows(comparison: Comparison) -> tuple[Row, ...]:
    """Return a row a pair, in the order of the comparison."""
    articles = (
        {article.id: article for article in comparison.left.regulation.articles},
        {article.id: article for article in comparison.right.regulation.articles},
    )
    return tuple(
        _row(number, pair, [articles[0][id_] for id_ in pair.left], [articles[1][id_] for id_ in pair.right])
        for number, pair in enumerate(comparison.pairs, 1)
    )


def entries(comparison: Comparison) -> tuple[Entry, ...]:
    """Return every change of every pair, wordings included."""
    return tuple(
        _entry(number, pair, change) for number, pair in enumerate(comparison.pairs, 1) for change in pair.changes
    )


def type_counts(comparison: Comparison) -> tuple[tuple[PairType, str, int], ...]:
    """Return how many pairs each type has, types without a pair included: (type, its name, count)."""
    counts = Counter(pair.type for pair in comparison.pairs)
    return tuple((kind, PAIR_TYPE[kind], counts[kind]) for kind in PairType)


def change_counts(comparison: Comparison) -> tuple[tuple[str, int], ...]:
    """Return how often each kind of change was found, with its effect: (主体, 3), (模态（减弱）, 2)."""
    found = Counter((change.kind, change.effect) for pair in comparison.pairs for change in pair.changes)
    kinds = list(ChangeKind)
    ordered = sorted(found.items(), key=lambda entry: (kinds.index(entry[0][0]), entry[0][1] or ""))
    return tuple(
        (CHANGE_KIND[kind] + (f"（{EFFECT[effect]}）" if effect else ""), count) for (kind, effect), count in ordered
    )


def place_of(article: str) -> str:
    """Return 第一百二十条之一 for the id 120-1, 正文 for an unnumbered body."""
    number, _, suffix = article.partition("-")
    if not (number.isdecimal() and (suffix or "0").isdecimal()):
        return article
    return str(Locator(article=int(number), suffix=int(suffix or 0))) or "正文"


def _row(number: int, pair: Pair, left: Sequence[Article], right: Sequence[Article]) -> Row:
    alone = not left or not right
    marked = [] if alone else list(differences(Joined(left, Home()), Joined(right, Home())))
    ours = [place for place, _ in marked if place]
    theirs = [place for _, place in marked if place]
    notes = (("条号不同", pair.renumbered), ("次序移动", pair.moved))
    return Row(
        number=number,
        type=pair.type,
        name=PAIR_TYPE[pair.type],
        left=tuple(_side(article, [span for id_, span in ours if id_ == article.id]) for article in left),
        right=tuple(_side(article, [span for id_, span in theirs if id_ == article.id]) for article in right),
        notes=tuple(note for note, holds in notes if holds),
        sentences=tuple(dict.fromkeys(map(_sentence, _demands(pair.changes)))),
        alike="" if alone else f"{pair.similarity:.2f}",
    )


def _demands(changes: Iterable[Change]) -> Iterator[Change]:
    return (change for change in changes if change.kind is not ChangeKind.WORDING)


def _side(article: Article, spans: Sequence[Span]) -> Side:
    place = place_of(article.id)
    return Side(
        label=article.label.strip() or place,
        place=place,
        chapter=article.chapter.title if article.chapter else "",
        lines=tuple(_lines(article.text, spans)),
    )


def _lines(text: str, spans: Sequence[Span]) -> Iterator[tuple[Stretch, ...]]:
    """Yield the lines of an article, cut where a difference begins or ends."""
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        inside = {max(start, span.start): min(end, span.end) for span in spans if span.start < end and span.end > start}
        yield tuple(_stretches(text, start, end, sorted(inside.items())))
        start = end + 1


def _stretches(text: str, start: int, end: int, marked: Iterable[tuple[int, int]]) -> Iterator[Stretch]:
    at = start
    for low, high in marked:
        if at < low:
            yield Stretch(text=text[at:low], differs=False)
        yield Stretch(text=text[low:high], differs=True)
        at = high
    if at < end:
        yield Stretch(text=text[at:end], differs=False)


def _sentence(change: Change) -> str:
    """Return a change as a sentence: 时限：“会前5个工作日”改为“会前3个工作日”，缩短."""
    name = CHANGE_KIND[change.kind]
    if change.kind in {ChangeKind.NORM_ADDED, ChangeKind.NORM_REMOVED}:
        return f"{name}：{change.left or change.right}"
    if change.left and change.right:
        said = f"“{change.left}”改为“{change.right}”"
    else:
        said = f"删去“{change.left}”" if change.left else f"增加“{change.right}”"
    return f"{name}：{said}" + (f"，{EFFECT[change.effect]}" if change.effect else "")


def _entry(number: int, pair: Pair, change: Change) -> Entry:
    return Entry(
        number=number,
        left=place_of(change.left_article) if change.left_article else "、".join(map(place_of, pair.left)),
        right=place_of(change.right_article) if change.right_article else "、".join(map(place_of, pair.right)),
        kind=CHANGE_KIND[change.kind],
        before=change.left or "",
        after=change.right or "",
        effect=EFFECT[change.effect] if change.effect else "",
    )
