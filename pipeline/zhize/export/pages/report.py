"""What the report page shows, as frozen values for its template: nothing here knows HTML.

Texts are slices of the articles; the template escapes them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from zhize.labels import ACTOR_TYPE, BEARER_SOURCE, DOUBT, MODALITY, RELATION_PHRASE, TIME_TYPE
from zhize.numerals import Locator, chinese
from zhize.passages import is_doubtful, locator
from zhize.types import BearerSource, Modality, Span, TimeType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from zhize.analysis import Analysis
    from zhize.types import Article, Heading, Norm, Reference, Relation

_MEASURED = frozenset({TimeType.DEADLINE, TimeType.FREQUENCY, TimeType.DURATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Characters that share their marks."""

    text: str
    marks: tuple[str, ...]  # classes of the style sheet
    title: str  # what the marks mean, in Chinese; empty without
    norms: tuple[str, ...]  # ids of the norms whose act this belongs to
    href: str  # anchor of an article that is cited; empty without


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of an article."""

    anchor: str  # empty inside a paragraph
    place: str  # 第四十三条第二款
    item: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A norm beside its article."""

    id: str
    anchor: str  # of the paragraph it stands in
    place: str
    modality: str
    force: str
    bearers: tuple[str, ...]
    source: str  # how the bearer was found; empty where the text says it
    marker: str
    action: str
    others: tuple[str, ...]  # names of the counterparts
    phrases: tuple[str, ...]  # 经县长批准
    condition: str
    exception: str
    times: tuple[str, ...]
    timed: bool  # has a deadline, a frequency or a duration
    doubtful: bool
    doubts: str  # why


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article of the page."""

    id: str
    anchor: str
    label: str
    name: str  # 第四十三条
    opening: str  # the first words, for the contents
    lines: tuple[Line, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """Articles under one heading; without a title where the text has no chapters."""

    anchor: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one body bears, by modality."""

    body: str
    total: int
    counts: tuple[tuple[str, int], ...]  # modality and number, in the order of the enum
    words: str  # 义务18 禁止3


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything that a report shows of one analysis."""

    chapters: tuple[Chapter, ...]
    modalities: tuple[tuple[str, int], ...]
    forces: tuple[tuple[str, int], ...]
    shares: tuple[Share, ...]  # the most burdened body first
    receivers: tuple[str, ...]  # bodies that bear nothing
    timed: tuple[Card, ...]


def page_of(analysis: Analysis) -> Page:
    """Return what the page of an analysis shows."""
    norms = defaultdict(list)
    for norm in analysis.norms:
        norms[norm.article].append(norm)
    marks = _marks(analysis)
    types = {(time.article, time.span): time.type for time in analysis.times}
    entries = {
        article.id: _entry(article, norms[article.id], marks[article.id], types)
        for article in analysis.regulation.articles
    }
    modalities = Counter(norm.modality.value for norm in analysis.norms)
    forces = Counter(norm.force.value for norm in analysis.norms)
    borne = {bearer for norm in analysis.norms for bearer in norm.bearers}
    named = dict.fromkeys(party.name for norm in analysis.norms for party in norm.counterparts)
    return Page(
        chapters=tuple(_chapters(analysis.regulation.articles, entries)),
        modalities=tuple((modality.value, modalities[modality.value]) for modality in Modality),
        forces=tuple(sorted(forces.items())),
        shares=tuple(_shares(analysis.norms)),
        receivers=tuple(name for name in named if name not in borne),
        timed=tuple(card for entry in entries.values() for card in entry.cards if card.timed),
    )


# --- counts ----------------------------------------------------------------------------------------------------------


def _shares(norms: Iterable[Norm]) -> Iterator[Share]:
    borne: dict[str, Counter[str]] = defaultdict(Counter)
    for norm in norms:
        for bearer in dict.fromkeys(norm.bearers):
            borne[bearer][norm.modality.value] += 1
    # Python's sort keeps the order of the text among equals.
    for body, found in sorted(borne.items(), key=lambda pair: -pair[1].total()):
        counts = tuple((modality.value, found[modality.value]) for modality in Modality if found[modality.value])
        words = " ".join(f"{MODALITY[modality]}{count}" for modality, count in counts)
        yield Share(body=body, total=found.total(), counts=counts, words=words)


# --- chapters and articles -------------------------------------------------------------------------------------------


def _chapters(articles: Sequence[Article], entries: Mapping[str, Entry]) -> Iterator[Chapter]:
    for number, (title, group) in enumerate(groupby(articles, key=_heading), 1):
        yield Chapter(anchor=f"part-{number}", title=title, entries=tuple(entries[article.id] for article in group))


def _heading(article: Article) -> str:
    named = (("编", article.part), ("章", article.chapter), ("节", article.section))
    return " · ".join(_numbered(unit, heading) for unit, heading in named if heading)


def _numbered(unit: str, heading: Heading) -> str:
    number = f"第{chinese(heading.number)}{unit} " if heading.number else ""
    return number + heading.title


def _name(article: Article) -> str:
    return str(Locator(article=article.number, suffix=article.suffix)) if article.number else "正文"


def _entry(
    article: Article,
    norms: Sequence[Norm],
    marks: Sequence[_Mark],
    types: Mapping[tuple[str, Span], TimeType],
) -> Entry:
    anchor = f"art-{article.id}"
    starts = {paragraph.start: f"{anchor}-p{number}" for number, paragraph in enumerate(article.paragraphs, 1)}
    items = {item.start for paragraph in article.paragraphs for item in paragraph.items}
    lines = []
    at = 0
    for text in article.text.split("\n"):
        span = Span(start=at, end=at + len(text))
        lines.append(
            Line(
                anchor=starts.get(at, ""),
                place=locator(article, at),
                item=at in items,
                pieces=tuple(_pieces(article.text, span, marks)),
            )
        )
        at = span.end + 1
    return Entry(
        id=article.id,
        anchor=anchor,
        label=article.label,
        name=_name(article),
        opening=article.text[:18].split("\n")[0],
        lines=tuple(lines),
        cards=tuple(_card(article, norm, types) for norm in norms),
    )


def _card(article: Article, norm: Norm, types: Mapping[tuple[str, Span], TimeType]) -> Card:
    def words(span: Span | None) -> str:
        return "" if span is None else span.of(article.text)

    number = sum(paragraph.start <= norm.action.start for paragraph in article.paragraphs)
    return Card(
        id=norm.id,
        anchor=f"art-{article.id}-p{number}" if number else f"art-{article.id}",
        place=locator(article, norm.action.start),
        modality=norm.modality.value,
        force=norm.force.value,
        bearers=norm.bearers,
        source="" if norm.bearer_source is BearerSource.EXPLICIT else BEARER_SOURCE[norm.bearer_source],
        marker=words(norm.marker),
        action=words(norm.action),
        others=tuple(dict.fromkeys(party.name for party in norm.counterparts)),
        phrases=tuple(_phrases(norm)),
        condition=words(norm.condition),
        exception=words(norm.exception),
        times=tuple(span.of(article.text) for span in norm.time),
        timed=any(types.get((article.id, span)) in _MEASURED for span in norm.time),
        doubtful=is_doubtful(norm),
        doubts="；".join(DOUBT[doubt] for doubt in norm.doubts),
    )


def _phrases(norm: Norm) -> Iterator[str]:
    """Say what ties the norm to others, a phrase a relation: 邀请人大代表、政协委员."""
    names: dict[Relation, list[str]] = defaultdict(list)
    for party in norm.counterparts:
        names[party.relation].append(party.name)
    for relation, same in names.items():
        yield RELATION_PHRASE[relation].format("、".join(dict.fromkeys(same)))


# --- marks in the text -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """A stretch of an article that the page shows in its own way."""

    span: Span
    mark: str = ""  # class of the style sheet
    title: str = ""
    norm: str = ""
    href: str = ""


def _marks(analysis: Analysis) -> dict[str, list[_Mark]]:
    """Return what is to be shown in each article: mentions, times, the parts of norms, citations."""
    marks: dict[str, list[_Mark]] = defaultdict(list)
    for actor in analysis.actors:
        kind = ACTOR_TYPE[actor.type]
        title = f"主体（{kind}）" + (f"：{actor.body}" if actor.body != actor.text else "")
        marks[actor.article].append(_Mark(span=actor.span, mark=f"actor {actor.type.value.lower()}", title=title))
    for time in analysis.times:
        title = f"时间（{TIME_TYPE[time.type]}）：{time.value}"
        marks[time.article].append(_Mark(span=time.span, mark="time", title=title))
    for norm in analysis.norms:
        marks[norm.article] += _norm_marks(norm)
    ids = {article.number: article.id for article in reversed(analysis.regulation.articles)}
    for reference in analysis.references:
        marks[reference.article].append(_citation(reference, ids))
    return marks


def _norm_marks(norm: Norm) -> Iterator[_Mark]:
    yield _Mark(span=norm.action, norm=norm.id)
    if norm.marker:
        yield _Mark(span=norm.marker, mark=f"marker {norm.modality}", title=f"标志词（{MODALITY[norm.modality]}）")
    if norm.condition:
        yield _Mark(span=norm.condition, mark="condition", title="条件")
    if norm.exception:
        yield _Mark(span=norm.exception, mark="exception", title="例外")


def _citation(reference: Reference, ids: Mapping[int, str]) -> _Mark:
    span = Span(start=reference.start, end=reference.end)
    # A number in another text says nothing about this one.
    target = None if reference.title or reference.target_article is None else ids.get(reference.target_article)
    return _Mark(span=span, mark="citation", title="引用", href=f"#art-{target}" if target else "")


def _pieces(text: str, line: Span, marks: Sequence[_Mark]) -> Iterator[Piece]:
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
            title="；".join(dict.fromkeys(mark.title for mark in on if mark.title)),
            norms=tuple(dict.fromkeys(mark.norm for mark in on if mark.norm)),
            href=next((mark.href for mark in on if mark.href), ""),
        )
