"""The verb `duty_graph`: a regulation's duties between bodies."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import networkx as nx

from zhize.bodies import body_of, home_of, own_government, registry
from zhize.graph.tiers import tier_of
from zhize.labels import RELATION
from zhize.passages import locator, quote
from zhize.types import Level, Modality, Relation, TimeType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from zhize.analysis import Analysis
    from zhize.bodies import Body
    from zhize.types import ActorType, Article, Counterpart, Norm, Span, Time

BETWEEN = "；"
"""Stands between several values of one attribute."""

ASSENT = frozenset({Relation.APPROVED_BY, Relation.REVIEWED_BY, Relation.REQUESTS_LEAVE_FROM})
"""Relations to a body that says yes or no."""


def duty_graph(analysis: Analysis) -> nx.MultiDiGraph:
    """Return who owes what to whom.

    Args:
        analysis: the analysed regulation.

    Returns:
        A graph with the attributes ``id`` and ``title``. Its nodes are the canonical names of bodies that bear a norm
        or stand on its other side, in the order of the text, with ``label``, ``type`` (an `ActorType`), ``tier`` (a
        `Tier`), ``level`` (a `Level`), ``role`` (a `zhize.values.Role`), ``part_of`` (the body it belongs to, which
        may be no node), ``aliases`` (what else the text calls it, with ``；`` between), ``article`` (id of the one
        that names it first) and ``duties`` (how many norms the body bears); what the text does not tell is "".
        Its edges run from a bearer to a counterpart, one for each norm and relation, keyed ``43.2/1``, with the
        fields of `Duty` and ``label``. All attributes are strings, numbers and truth values.
    """
    graph = nx.MultiDiGraph(id=analysis.regulation.id, title=analysis.regulation.title)
    graph.add_nodes_from(_nodes(analysis))
    articles = {article.id: article for article in analysis.regulation.articles}
    times = {(time.article, time.span): time for time in analysis.times}
    for norm in analysis.norms:
        if not norm.counterparts:
            continue
        article = articles[norm.article]
        said = _said(norm, article, [times[norm.article, span] for span in norm.time if (norm.article, span) in times])
        ties = ((bearer, party) for bearer in norm.bearers for party in norm.counterparts)
        # The span of a counterpart does not count in its equality: named twice, it is one duty.
        for number, (bearer, party) in enumerate(dict.fromkeys(ties), 1):
            graph.add_edge(
                bearer,
                party.name,
                key=f"{norm.id}/{number}",
                label=RELATION[party.relation],
                relation=party.relation.value,
                **said,
                step=_step(norm, party),
                barred=_barred(norm, party, article),
            )
    return graph


# --- bodies ----------------------------------------------------------------------------------------------------------


def _nodes(analysis: Analysis) -> Iterator[tuple[str, dict[str, Any]]]:
    types = _types(analysis)
    level = analysis.regulation.metadata.level
    city = level is Level.COUNTY and (own_government(analysis.regulation).default or "").startswith("市")
    load_of = Counter(bearer for norm in analysis.norms for bearer in dict.fromkeys(norm.bearers))
    known, home = _register(analysis), home_of(analysis.regulation)
    for name in dict.fromkeys(_names(analysis.norms)):
        kind = types.get(name)
        body = known.get(name) or body_of(name, home, kind)
        yield (
            name,
            {
                "label": name,
                "type": "" if kind is None else kind.value,
                "tier": tier_of(name, kind, level, city=city).value,
                "level": "" if body.tier is None else body.tier.value,
                "role": "" if body.role is None else body.role.value,
                "part_of": body.of or "",
                "aliases": BETWEEN.join(word for word in (body.name, *body.aliases) if word != name),
                "article": body.article or "",
                "duties": load_of[name],
            },
        )


def _names(norms: Iterable[Norm]) -> Iterator[str]:
    for norm in norms:
        yield from norm.bearers
        yield from (party.name for party in norm.counterparts)


def _register(analysis: Analysis) -> Mapping[str, Body]:
    """Return the bodies of the text by each of their names, the most usual one before the others."""
    bodies = registry(analysis.regulation, analysis.actors, analysis.definitions)
    found = {body.name: body for body in bodies}
    for body in bodies:
        for word in body.aliases:
            found.setdefault(word, body)
    return found


def _types(analysis: Analysis) -> dict[str, ActorType]:
    """Return the type of every name that a mention of the text tells, the canonical name before the words used."""
    types: dict[str, ActorType] = {}
    for actor in analysis.actors:
        types.setdefault(actor.body, actor.type)
    for actor in analysis.actors:
        types.setdefault(actor.text, actor.type)
    return types


# --- duties ----------------------------------------------------------------------------------------------------------


def _said(norm: Norm, article: Article, times: Sequence[Time]) -> dict[str, Any]:
    """Return what every edge of a norm says."""
    deadlines = [time for time in times if time.type is TimeType.DEADLINE]
    frequencies = [time for time in times if time.type is TimeType.FREQUENCY]
    return {
        "modality": norm.modality.value,
        "force": norm.force.value,
        "article": norm.article,
        "place": locator(article, norm.action.start),
        "norm": norm.id,
        "marker": "" if norm.marker is None else norm.marker.of(article.text),
        "action": norm.action.of(article.text),
        "time": "、".join(span.of(article.text) for span in norm.time),
        "deadline": BETWEEN.join(time.text for time in deadlines),
        "deadline_value": BETWEEN.join(time.value for time in deadlines),
        "deadline_direction": BETWEEN.join(time.direction or "" for time in deadlines),
        "frequency": BETWEEN.join(time.text for time in frequencies),
        "frequency_value": BETWEEN.join(time.value for time in frequencies),
        "quote": quote(article, norm),
        "start": norm.action.start,
        "end": norm.action.end,
        "confidence": float(norm.confidence),
    }


def _step(norm: Norm, party: Counterpart) -> int:
    """Return which step of the norm's procedure leads to a party, from 1; 0 where none does."""
    steps = enumerate(norm.steps, 1)
    return next((at for at, step in steps if step.relation is party.relation and party.name in step.parties), 0)


def _barred(norm: Norm, party: Counterpart, article: Article) -> bool:
    """Whether a prohibition forbids the very act towards a party.

    未经县政府批准，不得发布 asks for an approval and forbids none; 不得直接向县政府报送公文 forbids to submit.
    """
    if norm.modality is not Modality.PROHIBITION:
        return False
    if party.span is not None:
        return _holds(norm.action, party.span)
    condition = "" if norm.condition is None else norm.condition.of(article.text)
    return not (party.relation in ASSENT and party.name in condition)


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start < outer.end
