"""What the articles of one side state: their norms and times, ready to be held against those of the other side.

Names and phrases are folded and in neutral words.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zhize import bodies
from zhize.comparison.mapping import Home, neutral
from zhize.comparison.senses import sense
from zhize.types import Span, TimeType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zhize.analysis import Analysis
    from zhize.types import Actor, Article, Modality, Norm, Relation, Time

_STOPS: Final = "。；;\n"
_URGED: Final = ("鼓励", "倡导", "提倡", "引导")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of an article and where they stand."""

    text: str
    article: str
    span: Span | None  # article; None for words that the program supplies


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A norm with everything that can change in it."""

    norm: Norm
    article: Article
    action: str
    bearers: tuple[str, ...]
    counterparts: tuple[tuple[str, Relation], ...]
    condition: str
    exception: str
    deadlines: tuple[Time, ...]
    frequencies: tuple[Time, ...]

    @property
    def modality(self) -> Modality:
        """The norm's modality."""
        return self.norm.modality

    @property
    def urged(self) -> bool:
        """Whether the norm only encourages its act."""
        return self.action.startswith(_URGED)

    @property
    def sentence(self) -> Span:
        """The norm's sentence in its article, without the stop."""
        text, at = self.article.text, self.norm.action.start
        start = max(text.rfind(stop, 0, at) for stop in _STOPS) + 1
        end = min((end for stop in _STOPS if (end := text.find(stop, at)) >= 0), default=len(text))
        return Span(start=start, end=end)

    @property
    def around(self) -> str:
        """The norm's sentence, as it stands."""
        return self.sentence.of(self.article.text)

    @property
    def signature(self) -> tuple[object, ...]:
        """What has to be the same for two norms to be the same."""
        times = (time_key(time) for time in (*self.deadlines, *self.frequencies))
        said = (sense(self.action), self.who, self.parties, sense(self.condition), sense(self.exception))
        return (self.modality, self.norm.force, *said, *times)

    @property
    def who(self) -> frozenset[str]:
        """The bearers, in plain words."""
        return frozenset(map(sense, self.bearers))

    @property
    def parties(self) -> frozenset[tuple[str, Relation]]:
        """The counterparts and their relations, in plain words."""
        return frozenset((sense(name), relation) for name, relation in self.counterparts)

    def quote(self, span: Span | None) -> Quote | None:
        """Return the words of a span of the norm's article."""
        return None if span is None else Quote(text=span.of(self.article.text), article=self.article.id, span=span)


def is_frequency(time: Time) -> bool:
    """Whether a time says how often rather than by when; 定期 does."""
    return time.type is TimeType.FREQUENCY or time.value == "regular"


def time_key(time: Time) -> tuple[object, ...]:
    """Return what has to be the same for two times to say the same; the anchor's words are left to the wording."""
    return (is_frequency(time), time.value, time.direction, time.bound)


class Statements:
    """The norms and times of an analysis, looked up by article."""

    def __init__(self, analysis: Analysis, home: Home) -> None:
        """Sort an analysis by article.

        Args:
            analysis: the analysed regulation.
            home: whose text it is; an unknown one where both sides are of the same government.
        """
        self.home = home
        self.seat = bodies.home_of(analysis.regulation)  # whose text it is, also where both are of one government
        self.articles = analysis.regulation.articles
        self._by_id = {article.id: article for article in self.articles}
        self._norms: dict[str, list[Norm]] = defaultdict(list)
        self._times: dict[str, dict[Span, Time]] = defaultdict(dict)
        for norm in analysis.norms:
            self._norms[norm.article].append(norm)
        for time in analysis.times:
            self._times[time.article].setdefault(time.span, time)
        self._actors: dict[str, list[Actor]] = defaultdict(list)
        for actor in analysis.actors:
            self._actors[actor.article].append(actor)

    def article(self, id: str) -> Article:  # noqa: A002  # the contract's own word
        """Return the article with this id."""
        return self._by_id[id]

    def norms(self, articles: Iterable[Article]) -> list[Statement]:
        """Return what the norms of these articles state, in order; one without any words of an act states nothing."""
        found = (norm for article in articles for norm in self._norms[article.id])
        return [self._statement(norm) for norm in found if norm.action.start < norm.action.end]

    def time_at(self, article: str | None, span: Span | None) -> Time | None:
        """Return the time expression that stands at a span of an article; None where none does."""
        return None if article is None or span is None else self._times[article].get(span)

    def actors(self, article: str, within: Span) -> list[Actor]:
        """Return the mentions of an article that share a character with a span, in order."""
        return [one for one in self._actors[article] if one.start < within.end and within.start < one.end]

    def every_actor(self) -> Iterator[Actor]:
        """Yield all mentions of the text."""
        for mentions in self._actors.values():
            yield from mentions

    def free_times(self, articles: Iterable[Article]) -> list[Time]:
        """Return the times of these articles that belong to no norm, in order."""
        free = []
        for article in articles:
            bound = {span for norm in self._norms[article.id] for span in norm.time}
            free += [time for span, time in self._times[article.id].items() if span not in bound]
        return free

    def neutral(self, text: str) -> str:
        """Return words folded and with this text's own bodies in neutral words."""
        return neutral(text, self.home).text

    def _statement(self, norm: Norm) -> Statement:
        article = self.article(norm.article)
        known = self._times[norm.article]
        times = [known[span] for span in sorted(norm.time) if span in known]
        return Statement(
            norm=norm,
            article=article,
            action=self.neutral(norm.action.of(article.text)),
            bearers=tuple(map(self.neutral, norm.bearers)),
            counterparts=tuple((self.neutral(party.name), party.relation) for party in norm.counterparts),
            condition=self._words(norm.condition, article),
            exception=self._words(norm.exception, article),
            deadlines=tuple(time for time in times if not is_frequency(time)),
            frequencies=tuple(time for time in times if is_frequency(time)),
        )

    def _words(self, span: Span | None, article: Article) -> str:
        return "" if span is None else self.neutral(span.of(article.text))
