"""Questions that one asks of the duties: plain functions over the graph, or over the analysis where all norms count."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

import networkx as nx

from zhize.graph.building import ASSENT
from zhize.graph.nouns import Duty, Tie
from zhize.lexicon import load
from zhize.lexicon.schema import RelationEntry
from zhize.types import Force, Modality, Relation, TimeType

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

    from zhize.analysis import Analysis
    from zhize.types import Norm

_VALUES: Final[Mapping[str, type[StrEnum]]] = {"relation": Relation, "modality": Modality, "force": Force}
_FIELDS: Final = tuple(field.name for field in fields(Duty) if field.name not in {"bearer", "counterpart"})
_TIMED: Final = frozenset({TimeType.DEADLINE, TimeType.FREQUENCY})
_BINDING: Final = frozenset({Modality.OBLIGATION, Modality.PROHIBITION})
_BREAK: Final = "后，、；。"  # what may follow a word that is a whole act: 审核后…


# --- of the graph ----------------------------------------------------------------------------------------------------


def duties(graph: nx.MultiDiGraph) -> tuple[Duty, ...]:
    """Return every edge of the graph, bearer by bearer in the order of the text."""
    return tuple(_duty(*edge) for edge in graph.edges(data=True))


def outgoing(graph: nx.MultiDiGraph, body: str) -> tuple[Duty, ...]:
    """Return what a body owes to others.

    Raises:
        KeyError: the graph has no such body.
    """
    check(graph, body)
    return tuple(_duty(*edge) for edge in graph.out_edges(body, data=True))


def incoming(graph: nx.MultiDiGraph, body: str) -> tuple[Duty, ...]:
    """Return what others owe to a body: what it receives, approves, reviews, is asked or told.

    Raises:
        KeyError: the graph has no such body.
    """
    check(graph, body)
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


def containment(graph: nx.MultiDiGraph) -> nx.DiGraph:
    """Return what is a part of what: an edge from 县政府办公室 to 县政府, and from 县长.

    These are no edges of the duty graph itself, so that whoever counts its edges counts duties. An owner that bears
    no duty and receives none (县政府组成部门) is a node here and not there.
    """
    parts = nx.DiGraph()
    parts.add_edges_from((name, whole) for name, whole in graph.nodes(data="part_of") if whole)
    return parts


def check(graph: nx.MultiDiGraph, *bodies: str) -> None:
    """Make sure that a graph has these bodies.

    Raises:
        KeyError: it has not; the error holds the name.
    """
    for body in bodies:
        if body not in graph:
            raise KeyError(body)


# --- of the analysis -------------------------------------------------------------------------------------------------


def duties_of(analysis: Analysis, body: str) -> tuple[Norm, ...]:
    """Return every norm that a body bears, with and without a counterpart, in the order of the text."""
    return tuple(norm for norm in analysis.norms if body in norm.bearers)


def without_counterpart(analysis: Analysis) -> tuple[Norm, ...]:
    """Return the obligations and prohibitions that name no other body: nobody is told, asked or answers."""
    return tuple(norm for norm in analysis.norms if norm.modality in _BINDING and not norm.counterparts)


def without_deadline(analysis: Analysis) -> tuple[Norm, ...]:
    """Return the obligations for which the text gives neither a deadline nor a frequency.

    Some of them have a time without a measure (及时, 定期), which nobody can be held to: see `Norm.time`.
    """
    timed = {(time.article, time.span) for time in analysis.times if time.type in _TIMED}
    obligations = (norm for norm in analysis.norms if norm.modality is Modality.OBLIGATION)
    return tuple(norm for norm in obligations if not any((norm.article, span) in timed for span in norm.time))


def signatures(analysis: Analysis) -> dict[str, tuple[Norm, ...]]:
    """Return the norms by which bodies sign, approve or review where the text names nobody who asks for it.

    公文由县长签发 is no edge of the graph, for it has no second body; whoever looks for bottlenecks must count it.
    """
    words = {
        word for entry in load("relations", RelationEntry) if ASSENT.issuperset(entry.relations) for word in entry.after
    }
    found: dict[str, list[Norm]] = {}
    for norm in analysis.norms:
        act = norm.action.of(analysis.text_of(norm))
        head = next((act[:at] for at in range(1, len(act) + 1) if at == len(act) or act[at] in _BREAK), "")
        if norm.modality is not Modality.PROHIBITION and head in words:
            for bearer in dict.fromkeys(norm.bearers):
                found.setdefault(bearer, []).append(norm)
    return {body: tuple(norms) for body, norms in found.items()}


def _duty(bearer: str, counterpart: str, said: Mapping[str, Any]) -> Duty:
    values: dict[str, Any] = {name: said[name] for name in _FIELDS if name in said}
    values |= {name: kind(said[name]) for name, kind in _VALUES.items()}
    return Duty(bearer=bearer, counterpart=counterpart, **values)
