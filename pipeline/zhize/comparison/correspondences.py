"""The role map of two texts: what each calls the bodies of one role (职能对应表)."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from zhize.bodies import body_of, home_of, registry
from zhize.comparison.equality import fold
from zhize.comparison.mapping import neutral
from zhize.comparison.nouns import Correspondence
from zhize.values import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.analysis import Analysis
    from zhize.bodies import Body
    from zhize.comparison.mapping import Home

_COORDINATING: Final = frozenset({Role.SECRETARY_GENERAL, Role.DEPUTY_SECRETARY_GENERAL})
# Has no post in the law of a county (地方组织法 2022, 79): its office's head does the work.
_COORDINATOR: Final = "秘书长"
_STANDING: Final = ("上级", "下级", "本级", "同级")  # name no body, and would answer to any


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
    bodies = [registry(side.regulation, side.actors, side.definitions) for side in (left, right)]
    ours, theirs = _names(left, homes[0], bodies[0]), _names(right, homes[1], bodies[1])
    roles = _roles(left, homes[0], bodies[0]), _roles(right, homes[1], bodies[1])
    given = {word for home in homes for _, word in home.lines}
    lines = []
    for word in ours.keys() & theirs.keys():
        if set(map(_plain, ours[word])) == set(map(_plain, theirs[word])):
            continue
        both = [role for side in roles if (role := side.get(word))]
        coordinates = _COORDINATOR in word
        lines.append(
            Correspondence(
                neutral=word,
                role=_role(both),
                left=_sorted(ours[word]),
                right=_sorted(theirs[word]),
                mentions=(ours[word].total(), theirs[word].total()),
                functional=coordinates and not all(_COORDINATOR in name for name in (*ours[word], *theirs[word])),
                given=word in given,
            )
        )
    return tuple(sorted(lines, key=lambda line: (-sum(line.mentions), line.neutral)))


def _role(roles: Sequence[Role]) -> Role | None:
    """Return the role of a line, the same from either side: of 秘书长 and 办公室主任 the former's."""
    coordinating = [role for role in roles if role in _COORDINATING]
    return min(coordinating or roles, key=list(Role).index, default=None)


def _names(analysis: Analysis, home: Home, bodies: Sequence[Body]) -> dict[str, Counter[str]]:
    """Return the names of bodies by neutral word, without those that only say how they stand: 下级人民政府."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for body in bodies:
        word = neutral(body.name, home).text
        if word != _plain(body.name) or not word.startswith(_STANDING):
            found[word][body.name] += body.mentions
    text = "\n".join(fold(article.text).text for article in analysis.regulation.articles)
    for name, word in home.lines:
        if word not in found and (count := text.count(name)):
            found[word][name] += count
    return found


def _roles(analysis: Analysis, home: Home, bodies: Sequence[Body]) -> dict[str, Role]:
    """Return the role of each neutral word that has one, as the words of this text's names tell."""
    seen = home_of(analysis.regulation)
    words = [(neutral(body.name, home).text, body.role) for body in bodies]
    words += [(word, body_of(name, seen).role) for name, word in home.lines]
    return {word: role for word, role in reversed(words) if role is not None}


def _sorted(names: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: (-names[name], name)))


def _plain(name: str) -> str:
    return fold(name).text
