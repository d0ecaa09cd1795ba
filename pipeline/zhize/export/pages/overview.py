"""What the overview of a report counts: duties by body, by kind and by chapter, deadlines by their event, cycles."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhize.export.pages.articles import place_of
from zhize.export.pages.marking import anchor_of
from zhize.export.pages.times import cycle_days, days_of, length_of, read
from zhize.types import Direction, Force, Modality, TimeType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhize.analysis import Analysis
    from zhize.export.pages.articles import Chapter
    from zhize.export.pages.words import Said
    from zhize.types import Article, Norm, Span, Time


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one body, or one chapter, bears by modality."""

    name: str
    href: str  # of a chapter; empty for a body
    total: int
    counts: tuple[tuple[str, int], ...]  # modality and number, in the order of the enum


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What has a time: who does what, and where it says so."""

    href: str
    place: Said
    bearers: tuple[str, ...]
    action: str
    words: str  # of the time, as they stand there
    read: Said  # 至少提前5个工作日


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Deadlines of one event that are equally long."""

    days: float  # before the event they are negative
    working: bool
    length: Said  # 5个工作日
    deeds: tuple[Deed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What deadlines count from."""

    name: str  # empty where the text does not say
    moments: tuple[Moment, ...]  # from the earliest to the latest


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What the first page of a report counts."""

    bodies: tuple[Share, ...]  # the most burdened first
    chapters: tuple[Share, ...]  # empty where there is one at most
    forces: tuple[tuple[str, int, int], ...]  # modality, hard, soft
    events: tuple[Event, ...]  # those with most deadlines first
    cycles: tuple[Deed, ...]  # the shortest first


def overview(analysis: Analysis, chapters: Sequence[Chapter]) -> Overview:
    """Return the counts of an analysis whose articles stand in these chapters."""
    forces = Counter((norm.modality, norm.force) for norm in analysis.norms)
    split = ((modality, forces[modality, Force.HARD], forces[modality, Force.SOFT]) for modality in Modality)
    by_chapter = [_share(chapter.title, chapter) for chapter in chapters]
    return Overview(
        bodies=tuple(_bodies(analysis.norms)),
        chapters=tuple(by_chapter) if len(by_chapter) > 1 else (),
        forces=tuple((modality.value, hard, soft) for modality, hard, soft in split if hard + soft),
        events=tuple(_events(analysis)),
        cycles=tuple(_cycles(analysis)),
    )


def _bodies(norms: Iterable[Norm]) -> Iterator[Share]:
    borne: dict[str, Counter[str]] = defaultdict(Counter)
    for norm in norms:
        for bearer in dict.fromkeys(norm.bearers):
            borne[bearer][norm.modality.value] += 1
    # Python's sort keeps the order of the text among equals.
    for body, found in sorted(borne.items(), key=lambda pair: -pair[1].total()):
        yield Share(name=body, href="", total=found.total(), counts=_ordered(found))


def _share(title: str, chapter: Chapter) -> Share:
    found = Counter(card.modality for card in chapter.cards)
    return Share(name=title, href=f"#{chapter.anchor}", total=found.total(), counts=_ordered(found))


def _ordered(found: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple((modality.value, found[modality.value]) for modality in Modality if found[modality.value])


# --- times -----------------------------------------------------------------------------------------------------------


def _events(analysis: Analysis) -> Iterator[Event]:
    """Group the deadlines that have a length by their event and their length."""
    found: dict[str, dict[tuple[float, bool], list[tuple[Time, Deed]]]] = defaultdict(lambda: defaultdict(list))
    for time, deed in _deeds(analysis, TimeType.DEADLINE):
        length = days_of(time.value)
        if length is not None:
            days, working = length
            at = -days if time.direction is Direction.BEFORE else days
            found[time.anchor or ""][at, working].append((time, deed))
    # Those without an event stand last: nothing but the missing word joins them.
    for name, moments in sorted(found.items(), key=lambda pair: (not pair[0], -sum(map(len, pair[1].values())))):
        yield Event(
            name=name,
            moments=tuple(
                Moment(
                    days=days,
                    working=working,
                    length=length_of(same[0][0]),
                    deeds=tuple(deed for _, deed in same),
                )
                for (days, working), same in sorted(moments.items(), key=lambda pair: pair[0])
            ),
        )


def _cycles(analysis: Analysis) -> list[Deed]:
    found = list(_deeds(analysis, TimeType.FREQUENCY))
    return [deed for _, deed in sorted(found, key=lambda pair: cycle_days(pair[0].value))]


def _deeds(analysis: Analysis, kind: TimeType) -> Iterator[tuple[Time, Deed]]:
    """Yield each time of a kind with every norm that has it, or by itself where none has."""
    articles = {article.id: article for article in analysis.regulation.articles}
    having: dict[tuple[str, Span], list[Norm | None]] = defaultdict(list)
    for norm in analysis.norms:
        for span in norm.time:
            having[norm.article, span].append(norm)
    for time in analysis.times:
        if time.type is kind and time.article in articles:
            for holder in having.get((time.article, time.span), [None]):
                yield time, _deed(articles[time.article], time, holder)


def _deed(article: Article, time: Time, norm: Norm | None) -> Deed:
    return Deed(
        href=f"#norm-{norm.id}" if norm else f"#{anchor_of(article.id)}",
        place=place_of(article, time.start),
        bearers=norm.bearers if norm else (),
        action=norm.action.of(article.text) if norm else "",
        words=time.text,
        read=read(time),
    )
