"""The verb `compare_all`: any number of texts → one table of their articles, and what they took from one another."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from zhize.comparison.comparing import compare
from zhize.errors import ZhizeError
from zhize.families.grouping import Space, group
from zhize.families.kinships import kinship_of, quick_links
from zhize.families.lineage import version_lines
from zhize.families.members import members_of
from zhize.families.nouns import Family, Group, Strand
from zhize.families.rows import strands_of, unusual_of
from zhize.families.sources import borrowings_of, descents_of
from zhize.families.strands import Link, links_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from zhize.analysis import Analysis
    from zhize.comparison.nouns import Comparison
    from zhize.families.members import Member
    from zhize.families.nouns import Kinship, VersionLine

    Step = Callable[[str], None]
    Two = tuple[int, int]
    Shown = dict[Two, Comparison]

_ALL: Final = 12  # texts of which each two are compared in full: 66 comparisons
_MOST: Final = 2 / 3  # of a group's texts have what marks it
_FEW: Final = 1 / 3  # of the other texts have it too


def compare_all(analyses: Sequence[Analysis], *, step: Step | None = None) -> Family:
    """Compare any number of texts: versions of one, texts of several governments, or both.

    Args:
        analyses: at least two.
        step: is told what is being done.

    Returns:
        Every article of every text stands in at least one strand. Up to twelve texts, each two are compared in full;
        of more, each with the text that it comes nearest to and with the version before it, the others by the words
        of their articles.

    Raises:
        ZhizeError: fewer than two texts.
    """
    if len(analyses) < 2:  # noqa: PLR2004
        raise ZhizeError("a family is two texts or more; name another one")
    say = step or (lambda _: None)
    say("weighing the articles")
    texts = members_of(analyses)
    space = Space([text.mapped for text in texts])
    lines = version_lines([text.analysis.regulation for text in texts], [text.home for text in texts])
    shown, links = _links(texts, space, lines, say)
    say("drawing the lines between the articles")
    kinships = tuple(kinship_of(texts, two, links[two], shown.get(two)) for two in combinations(range(len(texts)), 2))
    borrowings = tuple(borrowings_of(texts, kinships, links))
    strands = strands_of(texts, links, lines)
    groups, cohesion = _groups(kinships, strands, len(texts))
    return Family(
        texts=tuple(analyses),
        strands=strands,
        kinships=kinships,
        descents=tuple(descents_of(texts, kinships, borrowings, every=len(texts) <= _ALL)),
        borrowings=borrowings,
        lines=lines,
        groups=groups,
        cohesion=cohesion,
        unusual=unusual_of(texts, space, strands),
        comparisons=tuple((*two, comparison) for two, comparison in sorted(shown.items())),
    )


def _links(
    texts: Sequence[Member], space: Space, lines: Sequence[VersionLine], say: Step
) -> tuple[Shown, dict[Two, list[Link]]]:
    """Return what was compared in full, and the links of each two texts."""
    two_by_two = list(combinations(range(len(texts)), 2))
    if len(texts) <= _ALL:
        links, chosen = {}, two_by_two
    else:
        links = quick_links(texts, space)
        chosen = _closest(texts, {two: kinship_of(texts, two, links[two], None) for two in two_by_two}, lines)
    shown: Shown = {}
    for number, two in enumerate(chosen, 1):
        left, right = texts[two[0]], texts[two[1]]
        say(f"comparing {number} of {len(chosen)}: {left.analysis.regulation.id}, {right.analysis.regulation.id}")
        shown[two] = compare(left.analysis, right.analysis)
        links[two] = list(links_of(shown[two].pairs, left.numbers, right.numbers))
    return shown, links


def _closest(texts: Sequence[Member], kinships: dict[Two, Kinship], lines: Sequence[VersionLine]) -> list[Two]:
    """Return which texts are compared in full: each with its likeliest source, else its nearest, and with versions."""
    chosen = {tuple(sorted(two)) for line in lines for two in pairwise(line.texts)}
    for text in range(len(texts)):
        mine = [kinship for two, kinship in kinships.items() if text in two]
        sources = [kinship for kinship in mine if kinship.source not in {None, text}]
        nearest = max(sources or mine, key=lambda kinship: (kinship.likeness, -kinship.left, -kinship.right))
        chosen.add((nearest.left, nearest.right))
    return sorted((one, other) for one, other in chosen)


def _groups(kinships: Iterable[Kinship], strands: Sequence[Strand], size: int) -> tuple[tuple[Group, ...], float]:
    """Return the groups of texts with what marks each."""
    likeness: NDArray[np.float64] = np.eye(size)
    for kinship in kinships:
        likeness[kinship.left, kinship.right] = likeness[kinship.right, kinship.left] = kinship.likeness
    found, cohesion = group(likeness)
    groups = []
    for members in found:
        grid = likeness[np.ix_(members, members)]
        others = [text for text in range(size) if text not in members]
        pairs = len(members) * (len(members) - 1)
        groups.append(
            Group(
                texts=tuple(members),
                centre=members[int(grid.sum(axis=1).argmax())],
                likeness=round((float(grid.sum()) - len(members)) / pairs, 4) if pairs else 1.0,
                marks=tuple(_marks(strands, members, others)),
            )
        )
    return tuple(groups), cohesion


def _marks(strands: Sequence[Strand], members: Sequence[int], others: Sequence[int]) -> Iterator[int]:
    """Yield the strands that most texts of a group have and few of the others."""
    if not others or len(members) == 1:
        return
    for number, strand in enumerate(strands):
        inside = sum(bool(strand.cells[text]) for text in members) / len(members)
        outside = sum(bool(strand.cells[text]) for text in others) / len(others)
        if inside >= _MOST and outside <= _FEW:
            yield number
