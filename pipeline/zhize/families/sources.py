"""What each article and each text took from a source."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import numpy as np

from zhize.comparison.overlap import runs_of, verbatim
from zhize.families.lineage import nearness
from zhize.families.members import owners_of
from zhize.families.nouns import Borrowing, Descent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhize.comparison.mapping import Home
    from zhize.families.members import Member
    from zhize.families.nouns import Kinship
    from zhize.families.strands import Link

    Two = tuple[int, int]


def borrowings_of(
    texts: Sequence[Member], kinships: Iterable[Kinship], links: dict[Two, list[Link]]
) -> Iterator[Borrowing]:
    """Yield the nearest source of each article that has one."""
    owners = owners_of(texts)
    found: dict[int, list[tuple[int, Link]]] = defaultdict(list)  # article → its source articles
    for kinship in kinships:
        for link in links[kinship.left, kinship.right]:
            if kinship.source == kinship.left:
                found[link.right].append((link.left, link))
            elif kinship.source == kinship.right:
                found[link.left].append((link.right, link))
    for article, candidates in sorted(found.items()):
        taker = texts[owners[article]]

        def preference(candidate: tuple[int, Link], home: Home = taker.home) -> tuple[object, ...]:
            source = texts[owners[candidate[0]]]
            alike = round(candidate[1].mapped_similarity, 2), *nearness(home, source.home, source.date)
            return (*alike, candidate[1].similarity, -candidate[0])

        best, link = max(candidates, key=preference)
        source = texts[owners[best]]
        parts = sorted(other for other, _ in candidates if owners[other] == owners[best])
        runs = np.concatenate([source.runs[part - source.first] for part in parts])
        yield Borrowing(
            text=owners[article],
            article=taker.id(article),
            source=owners[best],
            articles=tuple(map(source.id, parts)),
            similarity=link.similarity,
            mapped_similarity=link.mapped_similarity,
            verbatim=verbatim(taker.runs[article - taker.first], runs),
        )


def descents_of(
    texts: Sequence[Member], kinships: Iterable[Kinship], borrowings: Iterable[Borrowing], *, every: bool
) -> Iterator[Descent]:
    """Yield what each text took from each of its sources, the one with most articles first.

    Args:
        texts: all of them.
        kinships: of each two.
        borrowings: the nearest source of each article.
        every: whether sources that are nobody's nearest are yielded as well.
    """
    taken = Counter((borrowing.text, borrowing.source) for borrowing in borrowings)
    sources = [(kinship.other(kinship.source), kinship.source) for kinship in kinships if kinship.source is not None]
    runs = [runs_of("\n".join(text.mapped)) for text in texts]
    known = {index: np.unique(found) for index, found in enumerate(runs)}
    for text, source in sorted(sources, key=lambda two: (two[0], -taken[two], two[1])):
        if taken[text, source] or every:
            share = verbatim(runs[text], known[source])
            yield Descent(text=text, source=source, articles=taken[text, source], verbatim=share)
