"""What two texts have in common: which articles stand for which, in full or by their words, and how much that is."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from zhize.comparison.nouns import PairType
from zhize.comparison.wording import ratio
from zhize.families.lineage import direction
from zhize.families.members import owners_of
from zhize.families.nouns import Kinship
from zhize.families.strands import Link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.comparison.nouns import Comparison
    from zhize.families.grouping import Space
    from zhize.families.members import Member

    Two = tuple[int, int]


def quick_links(texts: Sequence[Member], space: Space) -> dict[Two, list[Link]]:
    """Return the links of each two texts by the words of their articles."""
    owners = owners_of(texts)
    links: dict[Two, list[Link]] = {two: [] for two in combinations(range(len(texts)), 2)}
    for left, right in space.counterparts():
        two = owners[left], owners[right]
        links[two].append(_link(texts[two[0]], texts[two[1]], left, right))
    return links


def _link(ours: Member, theirs: Member, left: int, right: int) -> Link:
    plain = ours.plain[left - ours.first], theirs.plain[right - theirs.first]
    mapped = ours.mapped[left - ours.first], theirs.mapped[right - theirs.first]
    if ours.home == theirs.home:
        mapped = plain
    kind = PairType.IDENTICAL if plain[0] == plain[1] else PairType.MODIFIED
    kind = PairType.ADAPTED if kind is PairType.MODIFIED and mapped[0] == mapped[1] else kind
    alike = ratio(*plain), ratio(*mapped)
    return Link(left=left, right=right, type=kind, similarity=alike[0], mapped_similarity=alike[1])


def kinship_of(texts: Sequence[Member], two: Two, links: Sequence[Link], comparison: Comparison | None) -> Kinship:
    """Return what two texts have in common.

    Args:
        texts: all of them.
        two: which.
        links: theirs.
        comparison: of the two in full; None where only their words were compared.
    """
    left, right = texts[two[0]], texts[two[1]]
    best: dict[int, float] = defaultdict(float)
    for link in links:
        for article in (link.left, link.right):
            best[article] = max(best[article], link.mapped_similarity)
    source, basis = direction(left.analysis.regulation, right.analysis.regulation, (left.home, right.home))
    if comparison is not None:
        types = Counter(pair.type for pair in comparison.pairs)
    else:
        types = Counter(link.type for link in links)
        types[PairType.DELETED] = len(left.articles) - len({link.left for link in links})
        types[PairType.ADDED] = len(right.articles) - len({link.right for link in links})
    return Kinship(
        left=two[0],
        right=two[1],
        types=tuple((kind, types[kind]) for kind in PairType),
        share_left=_share(sum(article in best for article in left.articles), len(left.articles)),
        share_right=_share(sum(article in best for article in right.articles), len(right.articles)),
        similarity=_share(sum(best.values()), len(best)),
        likeness=_share(sum(best.values()), len(left.articles) + len(right.articles)),
        source=None if source is None else two[source],
        basis=basis,
        full=comparison is not None,
    )


def _share(part: float, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
