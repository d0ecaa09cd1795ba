"""The role map of two texts: what each calls the bodies of one role (职能对应表)."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from zhize.bodies import body_of, home_of, registry
from zhize.comparison.equality import fold
from zhize.comparison.mapping import neutral
from zhize.comparison.nouns import Correspondence

if TYPE_CHECKING:
    from zhize.analysis import Analysis
    from zhize.comparison.mapping import Home
    from zhize.values import Role

_COORDINATOR = "秘书长"  # has no post in the law of a county (地方组织法 2022, 79): its office's head does the work


def correspondences(left: Analysis, right: Analysis, homes: tuple[Home, Home]) -> tuple[Correspondence, ...]:
    """Return what two texts call the bodies of one role.

    Args:
        left: an analysed regulation.
        right: the other one.
        homes: whose texts they are, with the lines that a user gave.

    Returns:
        A line for each role or body that stands under different names in the two, the most mentioned first. A body
        with the same name on both sides, or on one side only, has none: nothing was mapped.
    """
    roles: dict[str, Role | None] = {}
    ours, theirs = _names(left, homes[0], roles), _names(right, homes[1], roles)
    given = {word for home in homes for _, word in home.lines}
    lines = [
        Correspondence(
            neutral=word,
            role=roles[word],
            left=_sorted(ours[word]),
            right=_sorted(theirs[word]),
            mentions=(ours[word].total(), theirs[word].total()),
            functional=_COORDINATOR in word and not all(_COORDINATOR in name for name in (*ours[word], *theirs[word])),
            given=word in given,
        )
        for word in ours.keys() & theirs.keys()
        if set(map(_plain, ours[word])) != set(map(_plain, theirs[word]))
    ]
    return tuple(sorted(lines, key=lambda line: (-sum(line.mentions), line.neutral)))


def _names(analysis: Analysis, home: Home, roles: dict[str, Role | None]) -> dict[str, Counter[str]]:
    """Return the names of bodies by neutral word, and note the role of each word."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for body in registry(analysis.regulation, analysis.actors, analysis.definitions):
        word = neutral(body.name, home).text
        found[word][body.name] += body.mentions
        roles[word] = roles.get(word) or body.role
    seen = home_of(analysis.regulation)
    text = "\n".join(fold(article.text).text for article in analysis.regulation.articles)
    for name, word in home.lines:
        if word not in found and (count := text.count(name)):
            found[word][name] += count
            roles[word] = roles.get(word) or body_of(name, seen).role
    return found


def _sorted(names: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: (-names[name], name)))


def _plain(name: str) -> str:
    return fold(name).text
