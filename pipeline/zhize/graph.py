"""The verb `duty_graph`: a regulation's duties between bodies, and the questions that one asks of them.

A question is a plain function over the graph (or over the analysis, where norms without a counterpart count too).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

import msgspec
import networkx as nx

from zhize.bodies import own_government
from zhize.labels import RELATION
from zhize.lexicon import Entry, load
from zhize.passages import locator
from zhize.structure.levels import level_of
from zhize.types import ActorType, Force, Level, Modality, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zhize.analysis import Analysis
    from zhize.types import Norm


class Tier(StrEnum):
    """Where a body stands, from the point of view of the text's own government; the order is that of the picture."""

    UPPER = "upper"  # 上级
    PARTY = "party"  # 党委、人大、政协、监察司法机关
    GOVERNMENT = "government"  # 本级政府
    MEETING = "meeting"  # 会议
    HEADS = "heads"  # 政府领导和其他职务
    OFFICE = "office"  # 政府办公室
    DEPARTMENT = "department"  # 部门、单位
    LOWER = "lower"  # 镇街、下级政府
    PUBLIC = "public"  # 政府以外的人和组织


class TierEntry(Entry, frozen=True):
    """A word of ``tiers.toml``; it has either a tier or a level that is compared with the text's own."""

    at: Literal["start", "end", "in"]
    tier: Tier | None = None
    level: Level | None = None
    not_: tuple[str, ...] = msgspec.field(name="not", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One edge of the graph: what a norm ties its bearer to."""

    bearer: str
    counterpart: str
    relation: Relation
    modality: Modality
    force: Force
    article: str  # id of the article
    place: str  # 第四十三条第二款
    norm: str  # id of the norm
    marker: str  # words of the text; empty where the force is bare
    action: str  # words of the text
    time: str  # words of the text, joined by 、; empty without


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """All duties of one relation from one body to another: the parallel edges of the graph as one."""

    bearer: str
    counterpart: str
    relation: Relation
    duties: tuple[Duty, ...]


# --- the verb --------------------------------------------------------------------------------------------------------


def duty_graph(analysis: Analysis) -> nx.MultiDiGraph:
    """Return who owes what to whom.

    Args:
        analysis: the analysed regulation.

    Returns:
        A graph with the attributes ``id`` and ``title``. Its nodes are the canonical names of bodies that bear a norm
        or stand on its other side, in the order of the text, with ``label``, ``type`` (an `ActorType`, empty where no
        mention of the text tells), ``tier`` (a `Tier`) and ``duties`` (how many norms the body bears). Its edges run
        from a bearer to a counterpart, one for each norm and relation, keyed ``43.2/1``, with the fields of `Duty`
        and ``label``. All attributes are strings and numbers.
    """
    graph = nx.MultiDiGraph(id=analysis.regulation.id, title=analysis.regulation.title)
    types = _types(analysis)
    level = analysis.regulation.metadata.level
    city = level is Level.COUNTY and (own_government(analysis.regulation).default or "").startswith("市")
    load_of = Counter(bearer for norm in analysis.norms for bearer in dict.fromkeys(norm.bearers))
    for name in _bodies(analysis.norms):
        kind = types.get(name)
        graph.add_node(
            name,
            label=name,
            type="" if kind is None else kind.value,
            tier=tier_of(name, kind, level, city=city).value,
            duties=load_of[name],
        )
    articles = {article.id: article for article in analysis.regulation.articles}
    for norm in analysis.norms:
        article = articles[norm.article]
        ties = ((bearer, party) for bearer in norm.bearers for party in norm.counterparts)
        # The span of a counterpart does not count in its equality: named twice, it is one duty.
        for number, (bearer, party) in enumerate(dict.fromkeys(ties), 1):
            graph.add_edge(
                bearer,
                party.name,
                key=f"{norm.id}/{number}",
                label=RELATION[party.relation],
                relation=party.relation.value,
                modality=norm.modality.value,
                force=norm.force.value,
                article=norm.article,
                place=locator(article, norm.action.start),
                norm=norm.id,
                marker="" if norm.marker is None else norm.marker.of(article.text),
                action=norm.action.of(article.text),
                time="、".join(span.of(article.text) for span in norm.time),
            )
    return graph


def _bodies(norms: Iterable[Norm]) -> Iterator[str]:
    for norm in norms:
        yield from norm.bearers
        yield from (party.name for party in norm.counterparts)


def _types(analysis: Analysis) -> dict[str, ActorType]:
    """Return the type of every name that a mention of the text tells, the canonical name before the words used."""
    types: dict[str, ActorType] = {}
    for actor in analysis.actors:
        types.setdefault(actor.body, actor.type)
    for actor in analysis.actors:
        types.setdefault(actor.text, actor.type)
    return types


# --- tiers -----------------------------------------------------------------------------------------------------------

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


# --- questions -------------------------------------------------------------------------------------------------------


def duties(graph: nx.MultiDiGraph) -> tuple[Duty, ...]:
    """Return every edge of the graph, bearer by bearer in the order of the text."""
    return tuple(_duty(*edge) for edge in graph.edges(data=True))


def outgoing(graph: nx.MultiDiGraph, body: str) -> tuple[Duty, ...]:
    """Return what a body owes to others.

    Raises:
        KeyError: the graph has no such body.
    """
    _known(graph, body)
    return tuple(_duty(*edge) for edge in graph.out_edges(body, data=True))


def incoming(graph: nx.MultiDiGraph, body: str) -> tuple[Duty, ...]:
    """Return what others owe to a body: what it receives, approves, reviews, is asked or told.

    Raises:
        KeyError: the graph has no such body.
    """
    _known(graph, body)
    return tuple(_duty(*edge) for edge in graph.in_edges(body, data=True))


def ties(graph: nx.MultiDiGraph) -> tuple[Tie, ...]:
    """Return the parallel edges of the graph as one tie for each bearer, counterpart and relation."""
    found: dict[tuple[str, str, Relation], list[Duty]] = {}
    for duty in duties(graph):
        found.setdefault((duty.bearer, duty.counterpart, duty.relation), []).append(duty)
    return tuple(
        Tie(bearer=bearer, counterpart=counterpart, relation=relation, duties=tuple(same))
        for (bearer, counterpart, relation), same in found.items()
    )


def receivers(graph: nx.MultiDiGraph) -> tuple[str, ...]:
    """Return the bodies that bear no norm and only stand on the other side."""
    return tuple(name for name, duties_borne in graph.nodes(data="duties") if not duties_borne)


def duties_of(analysis: Analysis, body: str) -> tuple[Norm, ...]:
    """Return every norm that a body bears, with and without a counterpart, in the order of the text."""
    return tuple(norm for norm in analysis.norms if body in norm.bearers)


def without_counterpart(analysis: Analysis) -> tuple[Norm, ...]:
    """Return the obligations and prohibitions that name no other body: nobody is told, asked or answers."""
    binding = {Modality.OBLIGATION, Modality.PROHIBITION}
    return tuple(norm for norm in analysis.norms if norm.modality in binding and not norm.counterparts)


def _known(graph: nx.MultiDiGraph, body: str) -> None:
    if body not in graph:
        raise KeyError(body)


def _duty(bearer: str, counterpart: str, said: dict[str, str]) -> Duty:
    return Duty(
        bearer=bearer,
        counterpart=counterpart,
        relation=Relation(said["relation"]),
        modality=Modality(said["modality"]),
        force=Force(said["force"]),
        article=said["article"],
        place=said["place"],
        norm=said["norm"],
        marker=said["marker"],
        action=said["action"],
        time=said["time"],
    )
