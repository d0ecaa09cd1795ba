"""What the page and the workbook show of a comparison, as frozen values: nothing here knows HTML or Excel."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from zhize.comparison import ChangeKind, PairType, StanceKind
from zhize.comparison import Side as Hand
from zhize.export.comparisons.marks import marks, names_of
from zhize.labels import CHANGE_KIND, EFFECT, PAIR_TYPE, STANCE_SIDES
from zhize.numerals import Locator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from zhize.comparison import Change, Comparison, Pair, Stance
    from zhize.export.comparisons.marks import Names
    from zhize.types import Article

# Nobody amended one text into the other unless they are versions: 修改, 新增 and 删除 would say so.
_BESIDE: Final = {PairType.MODIFIED: "有差异", PairType.SPLIT: "左一右多", PairType.MERGED: "左多右一"}
_TURNED: Final = {
    PairType.SPLIT: PairType.MERGED,
    PairType.MERGED: PairType.SPLIT,
    PairType.ADDED: PairType.DELETED,
    PairType.DELETED: PairType.ADDED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Characters of an article that the other side has too, or has not."""

    text: str
    differs: bool
    adapted: bool = False  # it differs only as the levels and places do: 县政府 for 市政府


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
    names = names_of(comparison)
    articles = (
        {article.id: article for article in comparison.left.regulation.articles},
        {article.id: article for article in comparison.right.regulation.articles},
    )
    return tuple(
        _row(number, pair, [articles[0][id_] for id_ in pair.left], [articles[1][id_] for id_ in pair.right], names)
        for number, pair in enumerate(comparison.pairs, 1)
    )


def entries(comparison: Comparison) -> tuple[Entry, ...]:
    """Return every change of every pair, wordings included."""
    return tuple(
        _entry(number, pair, change) for number, pair in enumerate(comparison.pairs, 1) for change in pair.changes
    )


def type_names(stance: Stance) -> Mapping[PairType, str]:
    """Return what each type of pair is called between two texts that stand to each other like this.

    Versions have the words of an amendment, seen from the older text, whichever side it stands on. Between others, an
    article without counterpart is one that only the upper, own, left or right text has.
    """
    names = {kind: PAIR_TYPE[kind] for kind in PairType}
    if stance.kind is StanceKind.VERSIONS:
        return names if stance.basis is Hand.LEFT else {kind: names[_TURNED.get(kind, kind)] for kind in PairType}
    sides = (name.removesuffix("文本").removesuffix("文") for name in side_names(stance))
    alone = (PairType.DELETED, PairType.ADDED)
    return names | _BESIDE | {kind: f"仅{side}有" for kind, side in zip(alone, sides, strict=True)}


def kind_names(stance: Stance) -> Mapping[ChangeKind, str]:
    """Return what each kind of change is called between two texts that stand to each other like this."""
    left, right = (side[:-2] for side in side_names(stance)) if stance.kind is StanceKind.LEVELS else ("左", "右")
    if stance.kind is not StanceKind.VERSIONS:
        alone = {ChangeKind.NORM_REMOVED: f"仅{left}有的规范", ChangeKind.NORM_ADDED: f"仅{right}有的规范"}
    elif stance.basis is Hand.RIGHT:
        alone = {ChangeKind.NORM_REMOVED: CHANGE_KIND["norm_added"], ChangeKind.NORM_ADDED: CHANGE_KIND["norm_removed"]}
    else:
        alone = {}
    return {kind: CHANGE_KIND[kind] for kind in ChangeKind} | alone


def side_names(stance: Stance) -> tuple[str, str]:
    """Return what the left and the right text are to each other: 本级文本 and 上级文本."""
    basis, judged = STANCE_SIDES[stance.kind]
    return (basis, judged) if stance.basis is Hand.LEFT else (judged, basis)


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


def _row(number: int, pair: Pair, left: Sequence[Article], right: Sequence[Article], names: tuple[Names, Names]) -> Row:
    alone = not left or not right
    marked = marks(left, right, names)
    notes = (("条号不同", pair.renumbered), ("次序移动", pair.moved))
    return Row(
        number=number,
        type=pair.type,
        name=PAIR_TYPE[pair.type],
        left=tuple(_side(article, marked[0].get(article.id, {})) for article in left),
        right=tuple(_side(article, marked[1].get(article.id, {})) for article in right),
        notes=tuple(note for note, holds in notes if holds),
        sentences=tuple(dict.fromkeys(map(_sentence, _demands(pair.changes)))),
        alike="" if alone else f"{pair.similarity:.2f}",
    )


def _demands(changes: Iterable[Change]) -> Iterator[Change]:
    return (change for change in changes if change.kind is not ChangeKind.WORDING)


def _side(article: Article, marked: Mapping[int, bool]) -> Side:
    place = place_of(article.id)
    return Side(
        label=article.label.strip() or place,
        place=place,
        chapter=article.chapter.title if article.chapter else "",
        lines=tuple(_lines(article.text, marked)),
    )


def _lines(text: str, marked: Mapping[int, bool]) -> Iterator[tuple[Stretch, ...]]:
    """Yield the lines of an article, cut where a difference begins or ends."""
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        runs = groupby(range(start, end), key=marked.get)  # None for what does not differ
        yield tuple(
            Stretch(text="".join(text[at] for at in run), differs=mark is not None, adapted=bool(mark))
            for mark, run in runs
        )
        start = end + 1


# --- words -----------------------------------------------------------------------------------------------------------


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
