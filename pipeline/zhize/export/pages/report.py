"""What the report page shows, as frozen values for its template: nothing here knows HTML.

Texts are slices of the articles; the template escapes them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhize import labels
from zhize.export.pages.articles import chapters, place_of
from zhize.export.pages.marking import anchor_of
from zhize.export.pages.overview import overview
from zhize.export.pages.timeline import timeline
from zhize.export.pages.words import Said, say
from zhize.export.standing import standing
from zhize.types import Modality

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhize.analysis import Analysis
    from zhize.export.pages.articles import Chapter
    from zhize.export.pages.overview import Overview
    from zhize.export.pages.timeline import Timeline
    from zhize.types import Metadata, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of the text being in force."""

    words: Said
    note: Said  # what that is worth
    from_: str  # ISO 8601; empty where the text does not say
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A name that the text defines."""

    name: str
    meaning: str
    place: Said
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A problem of the text, with what to do about it."""

    name: Said
    message: Said
    remedy: Said
    where: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything that a report shows of one analysis."""

    standing: Standing
    chapters: tuple[Chapter, ...]
    modalities: tuple[tuple[str, int], ...]
    forces: tuple[tuple[str, int], ...]
    receivers: tuple[str, ...]  # bodies that bear nothing
    timed: int  # norms with a deadline, a frequency or a duration
    doubtful: int  # norms that a person should look at first
    overview: Overview
    timeline: Timeline | None
    terms: tuple[Term, ...]
    notices: tuple[Notice, ...]


def page_of(analysis: Analysis) -> Page:
    """Return what the page of an analysis shows."""
    parts = tuple(chapters(analysis))
    counted = overview(analysis, parts)
    cards = [card for part in parts for card in part.cards]
    modalities = Counter(norm.modality.value for norm in analysis.norms)
    forces = Counter(norm.force.value for norm in analysis.norms)
    borne = {bearer for norm in analysis.norms for bearer in norm.bearers}
    named = dict.fromkeys(party.name for norm in analysis.norms for party in norm.counterparts)
    return Page(
        standing=_standing(analysis.regulation.metadata),
        chapters=parts,
        modalities=tuple((modality.value, modalities[modality.value]) for modality in Modality),
        forces=tuple(sorted(forces.items())),
        receivers=tuple(name for name in named if name not in borne),
        timed=sum(card.timed for card in cards),
        doubtful=sum(card.doubtful for card in cards),
        overview=counted,
        timeline=timeline(counted.events),
        terms=tuple(_terms(analysis)),
        notices=tuple(_notices(analysis.problems)),
    )


def _standing(known: Metadata) -> Standing:
    """Say what is known of being in force; the Chinese words are those of every other output."""
    if known.validity:
        english = say("marked", words=known.validity).en
    elif known.in_force_until:
        english = say("until", date=known.in_force_until).en
    else:
        english = say("not_verified").en
    return Standing(
        words=Said(zh=standing(known.in_force_until, known.validity), en=english),
        note=say("marked_note" if known.validity else "not_verified_note"),
        from_=known.in_force_from or "",
        until=known.in_force_until or "",
    )


def _terms(analysis: Analysis) -> Iterator[Term]:
    articles = {article.id: article for article in analysis.regulation.articles}
    for found in analysis.definitions:
        place = place_of(articles[found.article], found.start)
        yield Term(name=found.name, meaning=found.meaning, place=place, href=f"#{anchor_of(found.article)}")


def _notices(problems: Sequence[Problem]) -> Iterator[Notice]:
    for problem in problems:
        yield Notice(
            name=Said(zh=labels.PROBLEM.get(problem.code, problem.code), en=problem.code.replace("-", " ")),
            message=Said(zh=problem.message, en=problem.message_en or problem.message),
            remedy=Said(zh=problem.remedy, en=problem.remedy_en or problem.remedy),
            where=say("problem_line", line=problem.line),
        )
