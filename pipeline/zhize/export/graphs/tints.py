"""The colours of the tiers in the files of other programs, and the lines of the duties that those draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zhize.export.graphs.shapes import HUES, STROKES
from zhize.graph import Tier
from zhize.labels import RELATION

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from zhize.graph import Tie
    from zhize.types import Relation

TINT: Final[Mapping[Tier, str]] = {
    Tier.UPPER: "#c9d6ea",
    Tier.PARTY: "#f0c6bd",
    Tier.GOVERNMENT: "#f3d9a4",
    Tier.MEETING: "#dccbe8",
    Tier.HEADS: "#f7e7c3",
    Tier.OFFICE: "#cfe3c4",
    Tier.DEPARTMENT: "#d5e8e4",
    Tier.LOWER: "#e2dccf",
    Tier.PUBLIC: "#e3e5e8",
}
"""Fill of the bodies of a tier, pale enough for black names."""


def colour_of(relation: Relation) -> str:
    """Return the colour of a relation: ``#1d5f9e``."""
    return HUES[STROKES[relation][0]]


def dashes_of(relation: Relation) -> str:
    """Return the dashes of a relation, as SVG has them; "" for a line without."""
    return STROKES[relation][1]


def tier_of(said: Mapping[str, object]) -> Tier:
    """Return the tier that a node says; that of a department for a node of somebody else's graph."""
    tier = said.get("tier")
    return Tier(str(tier)) if tier in set(Tier) else Tier.DEPARTMENT


def tiers(graph: nx.MultiDiGraph) -> dict[Tier, list[str]]:
    """Return the bodies of each tier that has any, the upper ones first."""
    found: dict[Tier, list[str]] = {tier: [] for tier in Tier}
    for name, said in graph.nodes(data=True):
        found[tier_of(said)].append(name)
    return {tier: names for tier, names in found.items() if names}


def caption(tie: Tie) -> str:
    """Return what stands on the line of a tie: 报批, and how many duties it has where there are several."""
    count = len(tie.duties)
    return f"{RELATION[tie.relation]} {count}" if count > 1 else RELATION[tie.relation]


def places(tie: Tie) -> str:
    """Return where the duties of a tie stand: 第四十三条第一款、第五十条."""
    return "、".join(dict.fromkeys(duty.place for duty in tie.duties))
