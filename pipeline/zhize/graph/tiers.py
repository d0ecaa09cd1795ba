"""Where a body stands from the point of view of a text: the rows of the picture, by the words of ``tiers.toml``."""

from __future__ import annotations

from typing import Literal

import msgspec

from zhize.graph.nouns import Tier
from zhize.lexicon import Entry, load
from zhize.structure.levels import level_of
from zhize.types import ActorType, Level


class TierEntry(Entry, frozen=True):
    """A word of ``tiers.toml``; it has either a tier or a level that is compared with the text's own."""

    at: Literal["start", "end", "in"]
    tier: Tier | None = None
    level: Level | None = None
    not_: tuple[str, ...] = msgspec.field(name="not", default=())


_RANK = {level: rank for rank, level in enumerate(Level)}
_OF_TYPE = {
    ActorType.MEETING: Tier.MEETING,
    ActorType.GROUP: Tier.PUBLIC,
    ActorType.ROLE: Tier.HEADS,
    ActorType.ORG: Tier.DEPARTMENT,
}


def tier_of(name: str, kind: ActorType | None, level: Level | None, *, city: bool = False) -> Tier:
    """Return where a body stands from the point of view of a text.

    Args:
        name: canonical name of the body.
        kind: its type, if a mention told it.
        level: level of the government that issued the text, if known.
        city: it is a county-level city (县级市), whose 市政府 is its own and no upper one.

    Returns:
        The tier by the words of the name (省政府 is `Tier.UPPER` for a county), else by the type, else that of a
        department.
    """
    if kind in {ActorType.MEETING, ActorType.GROUP}:
        return _OF_TYPE[kind]
    entries = [entry for entry in load("tiers", TierEntry) if _matches(entry, name)]
    named = next((entry.level for entry in entries if entry.level), None) or _place(name)
    if city and named is Level.CITY and name.startswith("市"):
        named = Level.COUNTY
    if level and named and _RANK[named] != _RANK[level]:
        return Tier.UPPER if _RANK[named] < _RANK[level] else Tier.LOWER
    worded = next((entry.tier for entry in entries if entry.tier), None)
    return worded or _OF_TYPE.get(kind or ActorType.ORG, Tier.DEPARTMENT)


def _place(name: str) -> Level | None:
    """Return the level of the place in a name: county for 泗水县人民政府; none for 国家机关, which names no place."""
    level = level_of(name)
    return None if level is Level.NATIONAL else level


def _matches(entry: TierEntry, name: str) -> bool:
    if any(longer in name for longer in entry.not_):
        return False
    if entry.at == "start":
        return name.startswith(entry.text)
    return name.endswith(entry.text) if entry.at == "end" else entry.text in name
