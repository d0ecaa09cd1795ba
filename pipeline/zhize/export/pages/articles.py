"""The articles of the report page: their lines with anchors, and the duties beside them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from zhize.export.pages.marking import anchor_of, marks_of, pieces
from zhize.export.pages.words import Said
from zhize.numerals import Locator
from zhize.passages import article_name, heading_of, is_doubtful, locator
from zhize.structure.places import places_of
from zhize.types import BearerSource, Span, TimeType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from zhize.analysis import Analysis
    from zhize.export.pages.marking import Mark, Piece
    from zhize.structure.places import Place
    from zhize.types import Article, Norm, Relation

_MEASURED = frozenset({TimeType.DEADLINE, TimeType.FREQUENCY, TimeType.DURATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of an article."""

    anchors: tuple[str, ...]  # of the paragraph, item and point that begin here
    place: Said  # 第四十三条第二款
    level: str  # paragraph, item, point; empty inside of one
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A norm beside its article."""

    id: str
    anchor: str  # of the paragraph it stands in
    place: Said
    modality: str
    force: str
    bearers: tuple[str, ...]
    source: str  # how the bearer was found; empty where the text says it
    marker: str
    action: str
    others: tuple[str, ...]  # names of the counterparts
    phrases: tuple[tuple[str, str], ...]  # relation and names: 经县长批准
    condition: str
    exception: str
    times: tuple[str, ...]
    timed: bool  # has a deadline, a frequency or a duration
    doubtful: bool
    doubts: tuple[str, ...]  # why


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article of the page."""

    id: str
    anchor: str
    label: str
    name: Said  # 第四十三条
    opening: str  # the first words, for the contents
    lines: tuple[Line, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """Articles under one heading; without a title where the text has no chapters."""

    anchor: str
    title: str
    entries: tuple[Entry, ...]

    @property
    def cards(self) -> tuple[Card, ...]:
        """The duties of its articles."""
        return tuple(card for entry in self.entries for card in entry.cards)


def chapters(analysis: Analysis) -> Iterator[Chapter]:
    """Yield the headings with their articles, in the order of the text."""
    norms = defaultdict(list)
    for norm in analysis.norms:
        norms[norm.article].append(norm)
    marks = marks_of(analysis)
    types = {(time.article, time.span): time.type for time in analysis.times}
    for number, (title, group) in enumerate(groupby(analysis.regulation.articles, key=heading_of), 1):
        entries = (_entry(article, norms[article.id], marks[article.id], types) for article in group)
        yield Chapter(anchor=f"part-{number}", title=title, entries=tuple(entries))


def place_of(article: Article, offset: int) -> Said:
    """Return where an offset of an article stands, in both languages."""
    return _place(locator(article, offset))


@lru_cache(maxsize=4096)
def _place(words: str) -> Said:
    rest = words.removeprefix("正文")
    place = Locator.parse(rest) if rest else Locator()
    number = f"Art. {place.article}" + (f"-{place.suffix}" if place.suffix else "") if place.article else "Text"
    levels = ((place.paragraph, "para."), (place.item, "item"), (place.point, "point"))
    return Said(zh=words, en=", ".join([number, *(f"{name} {level}" for level, name in levels if level)]))


def _entry(
    article: Article,
    norms: Sequence[Norm],
    marks: Sequence[Mark],
    types: Mapping[tuple[str, Span], TimeType],
) -> Entry:
    return Entry(
        id=article.id,
        anchor=anchor_of(article.id),
        label=article.label,
        name=_place(article_name(article)),
        opening=article.text[:18].split("\n")[0],
        lines=tuple(_lines(article, marks)),
        cards=tuple(_card(article, norm, types) for norm in norms),
    )


_LEVELS = {1: "paragraph", 2: "item", 3: "point"}


def _lines(article: Article, marks: Sequence[Mark]) -> Iterator[Line]:
    spans = list(_line_spans(article.text))
    starts = [span.start for span in spans]
    # A text without articles is one body of thousands of lines, so marks and places go to their lines by halves.
    on: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        for index in range(bisect_right(starts, mark.span.start) - 1, bisect_left(starts, mark.span.end)):
            on[index].append(mark)
    begins: dict[int, list[Place]] = defaultdict(list)
    for place in [*places_of(article)][1:]:
        begins[bisect_right(starts, place.span.start) - 1].append(place)
    for index, span in enumerate(spans):
        depths = [place.id.count(".") for place in begins[index] if place.span.start == span.start]
        yield Line(
            anchors=tuple(anchor_of(place.id) for place in begins[index]),
            place=place_of(article, span.start),
            level=_LEVELS.get(max(depths, default=0), ""),
            pieces=tuple(pieces(article.text, span, on[index])),
        )


def _line_spans(text: str) -> Iterator[Span]:
    at = 0
    for line in text.split("\n"):
        yield Span(start=at, end=at + len(line))
        at += len(line) + 1


def _card(article: Article, norm: Norm, types: Mapping[tuple[str, Span], TimeType]) -> Card:
    def words(span: Span | None) -> str:
        return "" if span is None else span.of(article.text)

    number = sum(paragraph.start <= norm.action.start for paragraph in article.paragraphs)
    return Card(
        id=norm.id,
        anchor=anchor_of(f"{article.id}.p{number}" if number else article.id),
        place=place_of(article, norm.action.start),
        modality=norm.modality.value,
        force=norm.force.value,
        bearers=norm.bearers,
        source="" if norm.bearer_source is BearerSource.EXPLICIT else norm.bearer_source.value,
        marker=words(norm.marker),
        action=words(norm.action),
        others=tuple(dict.fromkeys(party.name for party in norm.counterparts)),
        phrases=tuple(_phrases(norm)),
        condition=words(norm.condition),
        exception=words(norm.exception),
        times=tuple(span.of(article.text) for span in norm.time),
        timed=any(types.get((article.id, span)) in _MEASURED for span in norm.time),
        doubtful=is_doubtful(norm),
        doubts=tuple(doubt.value for doubt in norm.doubts),
    )


def _phrases(norm: Norm) -> Iterator[tuple[str, str]]:
    """Say what ties the norm to others, a phrase a relation: 邀请, 人大代表、政协委员."""
    names: dict[Relation, list[str]] = defaultdict(list)
    for party in norm.counterparts:
        names[party.relation].append(party.name)
    for relation, same in names.items():
        yield relation.value, "、".join(dict.fromkeys(same))
