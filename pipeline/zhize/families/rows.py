"""The rows of the table: how the articles of a strand differ, what became of them, and what one text alone has."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from zhize.families.lineage import first_seen, passages
from zhize.families.members import owners_of, places_of
from zhize.families.nouns import Strand, StrandKind, Unusual
from zhize.families.strands import Strands, in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.families.grouping import Space
    from zhize.families.members import Member
    from zhize.families.nouns import VersionLine
    from zhize.families.strands import Link

    Two = tuple[int, int]


def strands_of(
    texts: Sequence[Member], links: dict[Two, list[Link]], lines: Sequence[VersionLine]
) -> tuple[Strand, ...]:
    """Return the rows of the table in its order."""
    owners = owners_of(texts)
    every = [link for found in links.values() for link in found]
    members = Strands(owners, every, places_of(texts)).members
    order = in_order(members, [text.articles for text in texts])
    strand_of = {article: place for place, index in enumerate(order) for article in members[index]}
    related: dict[int, set[int]] = defaultdict(set)
    alike: dict[int, list[float]] = defaultdict(list)
    for link in every:
        ours, theirs = strand_of[link.left], strand_of[link.right]
        if ours == theirs:
            alike[ours].append(link.mapped_similarity)
        else:
            related[ours].add(theirs)
            related[theirs].add(ours)
    return tuple(
        _strand(texts, members[index], lines, alike[place], sorted(related[place])) for place, index in enumerate(order)
    )


def _strand(
    texts: Sequence[Member],
    numbers: Sequence[int],
    lines: Sequence[VersionLine],
    alike: Sequence[float],
    related: Sequence[int],
) -> Strand:
    """Return a strand.

    Args:
        texts: all of them.
        numbers: the strand's articles.
        lines: of versions.
        alike: the similarity of each of its pairs.
        related: the strands that one of its articles has a counterpart in.
    """
    own = [[number for number in numbers if number in text.articles] for text in texts]

    def same(one: int, other: int) -> bool:
        return _words(texts[one], own[one]) == _words(texts[other], own[other])

    has = list(map(bool, own))
    return Strand(
        cells=tuple(tuple(map(text.id, cell)) for text, cell in zip(texts, own, strict=True)),
        kind=_kind(texts, own, alone=not related),
        similarity=round(sum(alike) / len(alike), 4) if alike else 0.0,
        first=first_seen([text.date for text in texts], [text.home for text in texts], _having(has)),
        passages=tuple(passages(lines, has, same)),
        related=tuple(related),
    )


def _having(has: Sequence[bool]) -> list[int]:
    return [index for index, holds in enumerate(has) if holds]


def _words(text: Member, numbers: Sequence[int]) -> str:
    return "\n".join(text.plain[number - text.first] for number in numbers)


def _kind(texts: Sequence[Member], own: Sequence[Sequence[int]], *, alone: bool) -> StrandKind:
    holders = [(text, cell) for text, cell in zip(texts, own, strict=True) if cell]
    if len(holders) == 1:
        return StrandKind.UNIQUE if alone else StrandKind.MODIFIED
    if any(len(cell) > 1 for _, cell in holders):
        return StrandKind.MODIFIED
    if len({text.plain[cell[0] - text.first] for text, cell in holders}) == 1:
        return StrandKind.SAME
    one_home = len({text.home for text, _ in holders}) == 1
    mapped = {text.mapped[cell[0] - text.first] for text, cell in holders}
    return StrandKind.ADAPTED if len(mapped) == 1 and not one_home else StrandKind.MODIFIED


def unusual_of(texts: Sequence[Member], space: Space, strands: Sequence[Strand]) -> tuple[Unusual, ...]:
    """Return the articles that stand in one text only, those least like anything in another one first."""
    owners = owners_of(texts)
    nearest = list(space.nearest())
    found = []
    for place, strand in enumerate(strands):
        if strand.kind is not StrandKind.UNIQUE:
            continue
        (text,) = strand.texts
        for article in strand.cells[text]:
            other, likeness = nearest[texts[text].numbers[article]]
            at = None if other < 0 else (owners[other], texts[owners[other]].id(other))
            found.append(Unusual(text=text, article=article, likeness=round(likeness, 4), nearest=at, strand=place))
    return tuple(sorted(found, key=lambda article: (article.likeness, article.strand)))
