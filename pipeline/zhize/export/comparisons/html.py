"""A comparison as one self-contained page: 条文对照, first what a person is to judge, then the articles in columns."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhize.comparison import ChangeKind, PairType, Side
from zhize.export.comparisons.alignment_picture import to_svg
from zhize.export.comparisons.finding_rows import CAUTION, finding_lists, finding_rows, heads, role_rows
from zhize.export.comparisons.finding_words import change_words, finding_counts, reason_words, repetition
from zhize.export.comparisons.rows import kind_names, rows, type_counts, type_names
from zhize.export.markup import legal
from zhize.export.pages.html import environment
from zhize.labels import EFFECT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zhize.comparison import Change, Comparison, FindingKind, Pair, Stance
    from zhize.export.comparisons.finding_rows import FindingRow
    from zhize.export.comparisons.rows import Row
    from zhize.types import Heading, Regulation

_KEPT = frozenset({PairType.IDENTICAL, PairType.ADAPTED})
_ALONE = frozenset({ChangeKind.NORM_ADDED, ChangeKind.NORM_REMOVED})
_FOLDED = 3  # norms of one side only, from which they are folded away


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """The findings of one kind that were seen in a pair."""

    kind: FindingKind
    name: str  # 严于上级
    count: int
    told: tuple[FindingRow, ...]  # those whose words no change of the pair says


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row of the page."""

    row: Row
    name: str  # 仅上级有
    sentences: tuple[str, ...]  # the changes of norms, from the basis to the text that is judged
    rest: tuple[str, ...]  # norms that one side lacks, where they are many
    kinds: tuple[ChangeKind, ...]
    flags: tuple[Flag, ...]
    reasons: tuple[str, ...]
    chapters: tuple[str, ...]  # values of the filter: left-3, right-2
    substantive: bool  # more than wording and names changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An option of a filter."""

    value: str
    name: str
    count: int  # of pairs


def to_html(comparison: Comparison) -> str:
    """Return a comparison as one HTML page.

    Args:
        comparison: what `zhize.compare` returned.

    Returns:
        A page in Chinese for a browser, a telephone or a printer (A4, landscape): both documents, what is to be judged
        by kind and article, a picture of the alignment, the role map, and the articles side by side with what differs
        marked, filters and search. Rows have the anchors ``#pair-12``, lists of findings ``#finding-lacking``. It asks
        for nothing from outside.
    """
    entries = _entries(comparison)
    names = type_names(comparison.stance)
    texts = heads(comparison)
    page = environment().get_template("comparison.html")
    return legal(
        page.render(
            heads=texts,
            stance=comparison.stance,
            caution=CAUTION,
            asked=finding_counts(comparison),
            lists=finding_lists(comparison),
            types=[(kind, names[kind], count) for kind, _, count in type_counts(comparison)],
            changes=_change_counts(comparison),
            repetition=repetition(comparison),
            roles=role_rows(comparison),
            picture=to_svg(comparison, lambda pair: "；".join(reason_words(pair))),
            entries=entries,
            adapted=any(_adapted(entry.row) for entry in entries),
            chapters=_chapter_choices(comparison, entries),
            kinds=_kind_choices(entries, comparison.stance),
            flags=_flag_choices(entries),
        )
    )


def _entries(comparison: Comparison) -> list[Entry]:
    names = type_names(comparison.stance)
    found: dict[int, list[FindingRow]] = {}
    said: dict[int, dict[Change, str]] = {}
    for finding, one in zip(finding_rows(comparison), comparison.findings, strict=True):
        found.setdefault(finding.pair, []).append(finding)
        if one.change:
            said.setdefault(finding.pair, {})[one.change] = finding.words
    chapters = tuple(map(_chapters, (comparison.left.regulation, comparison.right.regulation)))
    entries = []
    for row, pair in zip(rows(comparison), comparison.pairs, strict=True):
        demands = [change for change in pair.changes if change.kind is not ChangeKind.WORDING]
        flags = _flags(found.get(row.number, []))
        known = said.get(row.number, {})
        entries.append(
            Entry(
                row=row,
                name=names[pair.type],
                sentences=_sentences(demands, comparison.stance, known, alone=False),
                rest=_sentences(demands, comparison.stance, known, alone=True),
                kinds=tuple(dict.fromkeys(change.kind for change in pair.changes)),
                flags=flags,
                reasons=reason_words(pair),
                chapters=_places(pair, *chapters),
                substantive=pair.type not in _KEPT and bool(demands or flags or not (pair.left and pair.right)),
            )
        )
    return entries


def _sentences(
    demands: Sequence[Change], stance: Stance, known: Mapping[Change, str], *, alone: bool
) -> tuple[str, ...]:
    """Return the changes of norms in words, those of findings as they say it: all but what is folded, or that."""
    many = sum(change.kind in _ALONE for change in demands) > _FOLDED
    asked = [change for change in demands if (many and change.kind in _ALONE) is alone]
    return tuple(dict.fromkeys(known.get(change) or change_words(change, stance) for change in asked))


def _adapted(row: Row) -> bool:
    return any(piece.adapted for side in (*row.left, *row.right) for line in side.lines for piece in line)


def _flags(found: Sequence[FindingRow]) -> tuple[Flag, ...]:
    flags = []
    for kind in dict.fromkeys(finding.kind for finding in found):
        same = [finding for finding in found if finding.kind is kind]
        told = tuple(finding for finding in same if finding.covered)
        flags.append(Flag(kind=kind, name=same[0].name, count=len(same), told=told))
    return tuple(flags)


# --- what the filters offer ------------------------------------------------------------------------------------------


def _chapters(regulation: Regulation) -> dict[str, int]:
    """Return the number of each article's chapter, by the order in which chapters begin; none without."""
    numbers: dict[Heading, int] = {}
    for article in regulation.articles:
        if article.chapter:
            numbers.setdefault(article.chapter, len(numbers) + 1)
    return {article.id: numbers[article.chapter] for article in regulation.articles if article.chapter}


def _places(pair: Pair, left: Mapping[str, int], right: Mapping[str, int]) -> tuple[str, ...]:
    ours = (f"left-{left[id_]}" for id_ in pair.left if id_ in left)
    theirs = (f"right-{right[id_]}" for id_ in pair.right if id_ in right)
    return tuple(dict.fromkeys((*ours, *theirs)))


def _chapter_choices(comparison: Comparison, entries: Sequence[Entry]) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    counts = Counter(chapter for entry in entries for chapter in entry.chapters)
    left, right = (
        tuple(
            Choice(value=f"{side}-{number}", name=title, count=counts[f"{side}-{number}"])
            for number, title in _titles(regulation).items()
        )
        for side, regulation in (("left", comparison.left.regulation), ("right", comparison.right.regulation))
    )
    return left, right


def _titles(regulation: Regulation) -> dict[int, str]:
    numbers = _chapters(regulation)
    return {numbers[article.id]: article.chapter.title for article in regulation.articles if article.chapter}


def _change_counts(comparison: Comparison) -> list[tuple[str, int]]:
    """Return how often each kind of change was found, its effect seen from the basis: (时限（缩短）, 2)."""
    turned = comparison.stance.basis is Side.RIGHT
    names, kinds = kind_names(comparison.stance), list(ChangeKind)
    counts = Counter(
        (change.kind, (change.mirrored() if turned else change).effect)
        for pair in comparison.pairs
        for change in pair.changes
    )
    ordered = sorted(counts.items(), key=lambda entry: (kinds.index(entry[0][0]), entry[0][1] or ""))
    return [(names[kind] + (f"（{EFFECT[effect]}）" if effect else ""), count) for (kind, effect), count in ordered]


def _kind_choices(entries: Sequence[Entry], stance: Stance) -> tuple[Choice, ...]:
    names = kind_names(stance)
    counts = Counter(kind for entry in entries for kind in entry.kinds)
    return tuple(Choice(value=kind, name=names[kind], count=counts[kind]) for kind in ChangeKind if counts[kind])


def _flag_choices(entries: Sequence[Entry]) -> tuple[Choice, ...]:
    counts = Counter((flag.kind, flag.name) for entry in entries for flag in entry.flags)
    return tuple(Choice(value=kind, name=name, count=count) for (kind, name), count in sorted(counts.items()))
