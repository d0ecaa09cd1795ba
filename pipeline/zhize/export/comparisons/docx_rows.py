"""What stands in the rows of 条文对照表, as frozen values: which text is in which column, and what is said of a pair.

The older text stands left of the newer one and the own text left of the upper one, whichever the user named first.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zhize.comparison import ChangeKind, FindingKind, PairType, StanceKind
from zhize.comparison import Side as Hand
from zhize.export.comparisons.finding_rows import finding_rows, heads
from zhize.export.comparisons.finding_words import change_words
from zhize.export.comparisons.rows import rows, type_names
from zhize.labels import FINDING
from zhize.numerals import chinese

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from zhize.comparison import Comparison, Pair, Stance
    from zhize.export.comparisons.finding_rows import FindingRow, Head
    from zhize.export.comparisons.rows import Row, Side
    from zhize.types import Article, Regulation

SIGNS: Final = {
    FindingKind.POSSIBLE_CONFLICT: "！",
    FindingKind.LOOSER: "▽",
    FindingKind.STRICTER: "▲",
    FindingKind.LACKING: "－",
    FindingKind.WITHOUT_BASIS: "＋",
}
"""Of the findings, so that they are seen without reading."""

_ONE_SIDED: Final = (FindingKind.LACKING, FindingKind.WITHOUT_BASIS)
_NORMS: Final = (ChangeKind.NORM_ADDED, ChangeKind.NORM_REMOVED)
_LONGEST, _LISTED = 90, 32  # characters of a remark; the text itself stands beside it
_UNITS = ("编", "分编", "章", "节")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The articles of one text in a row."""

    sides: tuple[Side, ...]
    headings: tuple[tuple[str, ...], ...]  # for each article, the headings that begin with it: 第一章　总则
    alone: bool  # the other text has no counterpart


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """A pair of articles, ready to print."""

    number: int
    type: PairType  # from the left column to the right one
    name: str  # 修改
    cells: tuple[Cell, Cell]
    notes: tuple[str, ...]  # 条号调整; the signs of the findings
    remarks: tuple[str, ...]  # what changed, in sentences


def swapped(stance: Stance) -> bool:
    """Whether the text that the user named second stands left: the older of versions, the lower of levels."""
    return stance.basis is (Hand.LEFT if stance.kind is StanceKind.LEVELS else Hand.RIGHT)


def column_heads(comparison: Comparison) -> tuple[Head, Head]:
    """Return the documents of the left and of the right column."""
    left, right = heads(comparison)
    return (right, left) if swapped(comparison.stance) else (left, right)


def column_names(comparison: Comparison) -> Mapping[PairType, str]:
    """Return what a pair is called, by its type from the left column to the right one."""
    stance = comparison.stance
    names = dict(type_names(stance.mirrored() if swapped(stance) else stance))
    return names | ({PairType.IDENTICAL: "未改"} if stance.kind is StanceKind.VERSIONS else {})


def article_rows(comparison: Comparison) -> tuple[ArticleRow, ...]:
    """Return a row a pair, in the order of the left column, with what only the right one has where it stands there."""
    turned = swapped(comparison.stance)
    texts = comparison.left.regulation, comparison.right.regulation
    headings = tuple(map(_headings, texts))
    found: dict[int, list[FindingRow]] = defaultdict(list)
    for finding in finding_rows(comparison):
        found[finding.pair].append(finding)
    names = column_names(comparison)
    ordered = _in_order(comparison.pairs, texts) if turned else range(len(comparison.pairs))
    all_rows = rows(comparison)
    printed = []
    for number, index in enumerate(ordered, 1):
        pair, row = comparison.pairs[index], all_rows[index]
        cells = _cells(pair, row, headings)
        kind = pair.mirrored().type if turned else pair.type
        remarks = tuple(dict.fromkeys(_remarks(pair, comparison, index, found[index + 1])))
        printed.append(
            ArticleRow(
                number=number,
                type=kind,
                name=names[kind],
                cells=cells[::-1] if turned else cells,
                notes=tuple(_notes(pair, comparison.stance, found[index + 1])),
                remarks=remarks,
            )
        )
    return tuple(printed)


# --- what stands where -----------------------------------------------------------------------------------------------


def _in_order(pairs: Sequence[Pair], texts: tuple[Regulation, Regulation]) -> list[int]:
    """Return the pairs in the order of the right text, each of the left text alone behind what stands before it."""
    ours, theirs = ({article.id: at for at, article in enumerate(text.articles)} for text in texts)
    before = {ours[id_]: theirs[pair.right[-1]] for pair in pairs if pair.right and not pair.moved for id_ in pair.left}
    anchors, latest = [], -1
    for index in range(len(ours)):
        latest = before.get(index, latest)
        anchors.append(latest)

    def place(index: int) -> tuple[int, int, int]:
        pair = pairs[index]
        own = ours[pair.left[0]] if pair.left else -1
        return (theirs[pair.right[0]], 0, own) if pair.right else (anchors[own], 1, own)

    return sorted(range(len(pairs)), key=place)


def _headings(regulation: Regulation) -> dict[str, tuple[str, ...]]:
    """Return the headings that begin with each article, for articles that begin one."""
    found: dict[str, tuple[str, ...]] = {}
    above: tuple[object, ...] = (None,) * len(_UNITS)
    for article in regulation.articles:
        inside = _inside(article)
        named = enumerate(zip(_UNITS, inside, strict=True))
        found[article.id] = tuple(
            f"第{chinese(heading[0])}{unit}　{heading[1]}" if heading[0] else heading[1]
            for at, (unit, heading) in named
            if heading and inside[: at + 1] != above[: at + 1]
        )
        above = inside
    return found


def _inside(article: Article) -> tuple[tuple[int, str] | None, ...]:
    above = (article.part, article.subpart, article.chapter, article.section)
    return tuple(None if heading is None else (heading.number, heading.title) for heading in above)


def _cells(pair: Pair, row: Row, headings: tuple[Mapping[str, tuple[str, ...]], ...]) -> tuple[Cell, Cell]:
    left, right = (
        Cell(sides=sides, headings=tuple(known[id_] for id_ in ids), alone=not other)
        for sides, ids, other, known in (
            (row.left, pair.left, pair.right, headings[0]),
            (row.right, pair.right, pair.left, headings[1]),
        )
    )
    return left, right


# --- what is said of a pair ------------------------------------------------------------------------------------------


def _notes(pair: Pair, stance: Stance, findings: Sequence[FindingRow]) -> Iterator[str]:
    """Yield what stands under the name of a pair."""
    if stance.kind is StanceKind.VERSIONS:  # other texts have numbers of their own
        yield from (note for note, holds in (("条号调整", pair.renumbered), ("次序移动", pair.moved)) if holds)
    alone = not pair.left or not pair.right
    for kind, sign in SIGNS.items():
        count = sum(finding.kind is kind for finding in findings)
        if count and not (kind in _ONE_SIDED and (alone or stance.kind is StanceKind.VERSIONS)):
            yield f"{sign}{FINDING[stance.kind][kind]}{count}"


def _remarks(pair: Pair, comparison: Comparison, index: int, findings: Sequence[FindingRow]) -> Iterator[str]:
    """Yield what changed in a pair, or how much a person finds in an article without counterpart."""
    stance = comparison.stance
    if not pair.left or not pair.right:
        yield from _alone(stance, findings)
        return
    seen = [one for one in comparison.findings if one.pair == index]
    known = {
        one.change: f"{SIGNS[one.kind]}{row.name}：{_short(row.words)}"
        for one, row in zip(seen, findings, strict=True)
        if one.change
    }
    for change in pair.changes:
        # Between others than versions, `findings` know which of these the other text says in another place.
        if change.kind is ChangeKind.WORDING or (change.kind in _NORMS and stance.kind is not StanceKind.VERSIONS):
            continue
        yield known.get(change) or _short(change_words(change, stance))
    for finding in findings:
        if finding.kind in _ONE_SIDED and stance.kind is not StanceKind.VERSIONS:
            norm = finding.judged or finding.basis
            said = f"{finding.bearers}〔{finding.modality}〕{norm.action}{norm.limits}" if norm else finding.words
            yield SIGNS[finding.kind] + _short(said, _LISTED) + f"（另{len(finding.along)}条）" * bool(finding.along)
        elif finding.covered and finding.kind not in _ONE_SIDED:  # seen in two norms, not in a change
            yield _short(f"{SIGNS[finding.kind]}{finding.name}：{finding.words}")


def _alone(stance: Stance, findings: Sequence[FindingRow]) -> Iterator[str]:
    if stance.kind is StanceKind.VERSIONS or not findings:
        return
    heads = dict.fromkeys(head for finding in findings for head in finding.heads)
    yield f"整条无对应，含待判断的规范{sum(1 + len(finding.along) for finding in findings)}条"
    if heads:
        yield f"审查要点：{'、'.join(heads)}"
    near = [finding for finding in findings if finding.nearest]
    if near:
        closest = max(near, key=lambda finding: int(finding.covered.removesuffix("%")))
        yield f"文字最接近的是{closest.nearest}（{closest.covered}）"


def _short(sentence: str, longest: int = _LONGEST) -> str:
    return sentence if len(sentence) <= longest else sentence[:longest] + "……"
