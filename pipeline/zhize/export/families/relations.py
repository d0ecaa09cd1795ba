"""What the page, the workbook and the terminal say of whole texts: sources, versions, groups, what one alone has."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from zhize.comparison.equality import fold
from zhize.comparison.nouns import ChangeKind
from zhize.export.comparisons.rows import place_of
from zhize.export.families.names import names_of
from zhize.export.families.rows import percent
from zhize.families.nouns import Basis, Order
from zhize.labels import CHANGE_KIND, EFFECT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from zhize.export.families.names import Name
    from zhize.families.nouns import Family, Kinship, Strand, Unusual

BASIS: Final[Mapping[str, str]] = {
    Basis.LEVEL_AND_DATE: "层级和日期",
    Basis.LEVEL: "层级",
    Basis.DATE: "日期",
    Basis.NAME: "文件名中的日期",
    Basis.CONTRADICTION: "下级文件在前",
    Basis.NOTHING: "层级、日期都分不出先后",
}
"""What tells which of two texts took from the other, or why nothing does."""

ORDER: Final[Mapping[str, str]] = {
    Order.DATE: "",
    Order.NAME: "按文件名中的日期排列",
    Order.GIVEN: "日期分不出先后，按给出的次序排列",
}
"""What the order of versions rests on."""

_CHANCE: Final = 0.08  # likeness that any two articles of one subject have
_QUOTED: Final = 36  # characters of an article that stand for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text and one that it took from."""

    text: int
    source: int
    basis: str
    taken: int  # articles whose nearest source stands there
    share: str  # of its articles that have a counterpart there
    alike: str
    verbatim: str
    changes: str  # 模态（减弱）2，时限（缩短）1; 无; empty where the two were not compared in full


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecided:
    """Two texts of which neither level nor date says which took from the other."""

    left: int
    right: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version of a text, as against the one before it; rows by number."""

    text: int
    before: int | None
    added: tuple[int, ...]
    changed: tuple[int, ...]
    dropped: tuple[int, ...]
    kept: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The versions of one text, oldest first."""

    title: str
    order: str  # what the order rests on, where it is not the dates; empty where it is
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A row that marks a group."""

    row: int
    label: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A group of texts."""

    texts: tuple[int, ...]
    centre: int
    alike: str  # empty for a single text
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Odd:
    """An article that one text alone has."""

    row: int
    text: int
    place: str
    words: str
    likeness: str
    nearest: str  # 青石市第二条; empty where no article shares more than chance


def sources(family: Family) -> tuple[Source, ...]:
    """Return who took what from whom, in the order of the texts, the greatest source first."""
    changes = {(left, right): comparison for left, right, comparison in family.comparisons}
    found = []
    for descent in family.descents:
        kinship = family.kinship(descent.text, descent.source)
        found.append(
            Source(
                text=descent.text,
                source=descent.source,
                basis=BASIS[kinship.basis],
                taken=descent.articles,
                share=percent(kinship.share(descent.text)),
                alike=f"{kinship.similarity:.2f}",
                verbatim=percent(descent.verbatim),
                changes=_changes(family, kinship) if (kinship.left, kinship.right) in changes else "",
            )
        )
    return tuple(found)


def greatest(found: Sequence[Source], most: int) -> tuple[Source, ...]:
    """Return at most so many sources of each text, the greatest ones; they keep their order."""
    kept: dict[int, list[Source]] = {}
    for source in found:
        kept.setdefault(source.text, []).append(source)
    return tuple(source for each in kept.values() for source in each[:most])


def _changes(family: Family, kinship: Kinship) -> str:
    """Return how the norms changed on the way from the source."""
    comparison = next(c for left, right, c in family.comparisons if (left, right) == (kinship.left, kinship.right))
    changes = [change for pair in comparison.pairs for change in pair.changes if change.kind is not ChangeKind.WORDING]
    turned = changes if kinship.source == kinship.left else [change.mirrored() for change in changes]
    counts = Counter((change.kind, change.effect) for change in turned)
    kinds = list(ChangeKind)
    ordered = sorted(counts.items(), key=lambda entry: (kinds.index(entry[0][0]), entry[0][1] or ""))
    said = (
        CHANGE_KIND[kind] + (f"（{EFFECT[effect]}）" if effect else "") + str(count)
        for (kind, effect), count in ordered
    )
    return "，".join(said) or "无"


def undecided(family: Family) -> tuple[Undecided, ...]:
    """Return the pairs of texts whose source is undecided, those that have something in common."""
    return tuple(
        Undecided(left=kinship.left, right=kinship.right, reason=BASIS[kinship.basis])
        for kinship in family.kinships
        if kinship.source is None and kinship.likeness
    )


def lines(family: Family) -> tuple[Line, ...]:
    """Return what each version changed."""
    return tuple(
        Line(
            title=family.texts[line.texts[-1]].regulation.title,
            order=ORDER[line.order],
            versions=tuple(_versions(family, line.texts)),
        )
        for line in family.lines
    )


def _versions(family: Family, texts: tuple[int, ...]) -> Iterator[Version]:
    first = sum(bool(strand.cells[texts[0]]) for strand in family.strands)
    yield Version(text=texts[0], before=None, added=(), changed=(), dropped=(), kept=first)
    words = [{article.id: fold(article.text).text for article in text.regulation.articles} for text in family.texts]

    def said(strand: Strand, text: int) -> list[str]:
        return [words[text][id_] for id_ in strand.cells[text]]

    for before, text in pairwise(texts):
        both = {number: strand for number, strand in enumerate(family.strands, 1) if strand.cells[text]}
        changed = [
            n for n, strand in both.items() if strand.cells[before] and said(strand, before) != said(strand, text)
        ]
        added = [number for number, strand in both.items() if not strand.cells[before]]
        gone = [n for n, strand in enumerate(family.strands, 1) if strand.cells[before] and not strand.cells[text]]
        yield Version(
            text=text,
            before=before,
            added=tuple(added),
            changed=tuple(changed),
            dropped=tuple(gone),
            kept=len(both) - len(added) - len(changed),
        )


def clusters(family: Family) -> tuple[Cluster, ...]:
    """Return the groups with what marks each."""
    found = []
    for group in family.groups:
        marks = []
        for number in group.marks:
            cells = family.strands[number].cells
            text = group.centre if cells[group.centre] else next(text for text in group.texts if cells[text])
            article = family.texts[text].regulation.article(cells[text][0])
            marks.append(Mark(row=number + 1, label=place_of(article.id), words=_beginning(article.text)))
        alike = f"{group.likeness:.2f}" if len(group.texts) > 1 else ""
        found.append(Cluster(texts=group.texts, centre=group.centre, alike=alike, marks=tuple(marks)))
    return tuple(found)


def odd(family: Family) -> tuple[Odd, ...]:
    """Return the articles that one text alone has, the least like anything else first."""
    names = names_of(family)
    return tuple(
        Odd(
            row=article.strand + 1,
            text=article.text,
            place=place_of(article.article),
            words=family.texts[article.text].regulation.article(article.article).text,
            likeness=f"{article.likeness:.2f}",
            nearest=_nearest(article, names),
        )
        for article in family.unusual
    )


def _nearest(article: Unusual, names: Sequence[Name]) -> str:
    if article.nearest is None or article.likeness < _CHANCE:
        return ""
    return names[article.nearest[0]].short + place_of(article.nearest[1])


def _beginning(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _QUOTED else line[:_QUOTED] + "…"
