"""The verb `procedures`: norms → who does what in which order."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from zhize.procedures.flow import flow_of
from zhize.procedures.neighbours import absorb, followed, merged
from zhize.procedures.nouns import Join, Procedure
from zhize.procedures.steps import ROUTE, SETTLES
from zhize.procedures.threads import threads_of
from zhize.procedures.titles import places, titled
from zhize.procedures.units import units_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zhize.analysis import Analysis
    from zhize.procedures.threads import Thread
    from zhize.types import Actor, Article, Norm

_Found = TypeVar("_Found", "Norm", "Actor")
_PASSES = {Join.MATTER, Join.PAPER}


def procedures(analysis: Analysis) -> tuple[Procedure, ...]:
    """Return the procedures of a text.

    Args:
        analysis: what `zhize.analyze` returned; of a notice with several documents, one of its documents.

    Returns:
        The procedures in the order of the text; a text that hands nothing on has none. Every stage leads to its norm,
        its article and its words, and says why it stands with the ones before it.
    """
    articles = analysis.regulation.articles
    norms, actors = _by_article(analysis.norms), _by_article(analysis.actors)
    threads = [
        thread
        for article in articles
        for thread in _threads(article, norms.get(article.id, ()), actors.get(article.id, ()))
    ]
    order = {article.id: place for place, article in enumerate(articles)}
    kept = [thread for thread in threads if is_procedure(thread)]
    singles = [thread for thread in threads if not is_procedure(thread)]
    kept = merged(kept, order)
    absorb(kept, singles, order)
    found = titled([(thread, _procedure(thread, analysis)) for thread in kept])
    return followed([(thread, procedure) for (thread, _), procedure in zip(found, _named(found), strict=True)], order)


def _named(found: Sequence[tuple[Thread, Procedure]]) -> list[Procedure]:
    """Tell procedures of one title apart by their places."""
    titles = Counter(procedure.title for _, procedure in found)
    return [
        replace(procedure, title=f"{procedure.title}（{procedure.place}）")
        if titles[procedure.title] > 1
        else procedure
        for _, procedure in found
    ]


def _by_article(found: Sequence[_Found]) -> Mapping[str, list[_Found]]:
    held: dict[str, list[_Found]] = defaultdict(list)
    for one in found:
        held[one.article].append(one)
    return held


def _threads(article: Article, norms: Sequence[Norm], actors: Sequence[Actor]) -> list[Thread]:
    return threads_of(units_of(article, norms, actors), {actor.text for actor in actors})


def is_procedure(thread: Thread) -> bool:
    """Whether somebody hands something on to somebody else, or cases decide who acts."""
    if len(thread.stages) < 2:  # noqa: PLR2004  # a procedure has an order
        return False
    if all(stage.guessed for stage in thread.stages):
        return False
    people = {name for stage in thread.stages for name in (*stage.actors, *stage.parties)}
    if thread.choice:
        return len({stage.actors for stage in thread.stages}) > 1
    settled = sum(stage.relation in SETTLES for stage in thread.stages)
    told = sum(stage.relation in ROUTE for stage in thread.stages)
    passed = (
        any(stage.join in _PASSES for stage in thread.stages) and len({stage.actors for stage in thread.stages}) > 1
    )
    return len(people) > 1 and (settled > 0 or told > 1 or passed)


def _matter(thread: Thread) -> str:
    """Return what the first norm is about, or the first that says it; nothing where it is a case only."""
    if thread.stages[0].case and thread.choice:
        return ""
    return next((unit.about.replace("\n", "") for unit in thread.units if unit.about), "")


def _procedure(thread: Thread, analysis: Analysis) -> Procedure:
    articles = tuple(dict.fromkeys(stage.article for stage in thread.stages))
    matter = _matter(thread)
    return Procedure(
        id=thread.stages[0].norm,
        title="",
        matter=matter,
        articles=articles,
        place=places([analysis.regulation.article(name) for name in articles], thread.stages),
        flow=flow_of(thread.stages),
    )
