"""What is marked in the text of an article, and the text cut into pieces that share their marks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from zhize.export.pages.times import read
from zhize.export.pages.words import Said, say
from zhize.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from zhize.analysis import Analysis
    from zhize.types import Article, Definition, Norm, Reference

_MOST_TERMS = 200  # defined names that are looked for; a code of more would be all marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Characters that share their marks."""

    text: str
    marks: tuple[str, ...]  # classes of the style sheet
    title: Said  # what the marks mean; empty without
    norms: tuple[str, ...]  # ids of the norms whose act this belongs to
    href: str  # anchor of a place that is cited; empty without
    term: str  # number of the defined name that this is; empty without


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of an article that the page shows in its own way."""

    span: Span
    mark: str = ""  # class of the style sheet
    title: Said | None = None
    norm: str = ""
    href: str = ""
    term: str = ""


def anchor_of(place: str) -> str:
    """Return the anchor of a place of the text: 43.p2.i3 → art-43-p2-i3."""
    return "art-" + place.replace(".", "-")


def marks_of(analysis: Analysis) -> Mapping[str, Sequence[Mark]]:
    """Return what is to be shown in each article: mentions, times, the parts of norms, citations, defined names."""
    marks: dict[str, list[Mark]] = defaultdict(list)
    for actor in analysis.actors:
        title = say("mark_actor", kind=say(f"actor.{actor.type}"))
        if actor.body != actor.text:
            title = Said(zh=f"{title.zh}：{actor.body}", en=f"{title.en}: {actor.body}")
        marks[actor.article].append(Mark(span=actor.span, mark=f"actor {actor.type.value.lower()}", title=title))
    for time in analysis.times:
        title = say("mark_timed", kind=say(f"time.{time.type}"), value=read(time))
        marks[time.article].append(Mark(span=time.span, mark="time", title=title))
    for norm in analysis.norms:
        marks[norm.article] += _norm_marks(norm)
    ids = {(article.number, article.suffix): article.id for article in reversed(analysis.regulation.articles)}
    for reference in analysis.references:
        marks[reference.article].append(_citation(reference, ids))
    for article in analysis.regulation.articles:
        marks[article.id] += _terms(article, analysis.definitions[:_MOST_TERMS])
    return marks


def _norm_marks(norm: Norm) -> Iterator[Mark]:
    yield Mark(span=norm.action, norm=norm.id)
    if norm.marker:
        yield Mark(
            span=norm.marker,
            mark=f"marker {norm.modality}",
            title=say("mark_marker", kind=say(f"modality.{norm.modality}")),
        )
    if norm.condition:
        yield Mark(span=norm.condition, mark="condition", title=say("mark_condition"))
    if norm.exception:
        yield Mark(span=norm.exception, mark="exception", title=say("mark_exception"))


def _citation(reference: Reference, ids: Mapping[tuple[int, int], str]) -> Mark:
    span = Span(start=reference.start, end=reference.end)
    # A number in another text says nothing about this one.
    if reference.title:
        return Mark(span=span, mark="citation", title=say("mark_citation"))
    target = reference.resolved or ids.get((reference.target_article or 0, reference.target_suffix or 0), "")
    return Mark(span=span, mark="citation", title=say("mark_citation"), href=f"#{anchor_of(target)}" if target else "")


def _terms(article: Article, definitions: Iterable[Definition]) -> Iterator[Mark]:
    """Find the names that the text defines, wherever they stand in an article."""
    for number, definition in enumerate(definitions):
        at = article.text.find(definition.name) if definition.name else -1
        while at >= 0:
            end = at + len(definition.name)
            yield Mark(span=Span(start=at, end=end), mark="term", term=str(number))
            at = article.text.find(definition.name, end)


def pieces(text: str, line: Span, marks: Sequence[Mark]) -> Iterator[Piece]:
    """Cut a line wherever a mark begins or ends; the pieces together are the line."""
    here = [mark for mark in marks if mark.span.overlaps(line)]
    cuts = {line.start, line.end}
    for mark in here:
        cuts |= {max(line.start, mark.span.start), min(line.end, mark.span.end)}
    for start, end in pairwise(sorted(cuts)):
        on = [mark for mark in here if mark.span.start <= start and end <= mark.span.end]
        yield Piece(
            text=text[start:end],
            marks=tuple(dict.fromkeys(mark.mark for mark in on if mark.mark)),
            title=_joined([mark.title for mark in on if mark.title]),
            norms=tuple(dict.fromkeys(mark.norm for mark in on if mark.norm)),
            href=next((mark.href for mark in on if mark.href), ""),
            term=next((mark.term for mark in on if mark.term), ""),
        )


def _joined(titles: Sequence[Said]) -> Said:
    return Said(
        zh="；".join(dict.fromkeys(title.zh for title in titles)),
        en="; ".join(dict.fromkeys(title.en for title in titles)),
    )
