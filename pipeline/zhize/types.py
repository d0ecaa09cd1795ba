"""The nouns of the project: what a regulation is made of and what is found in it.

Everything here is frozen and built from the standard library only; the sets of values stand in `zhize.values`.
Offsets are half-open and count characters: of ``Source.text`` where a docstring says *source*, of ``Article.text``
where it says *article*. What a text does not say is ``None``; a number that a locator does not use is ``0``.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from operator import attrgetter

from zhize.values import ActorType, BearerSource, Bound, Direction, Force, LeafKind, Level, Modality, Relation, TimeType

__all__ = [
    "Actor",
    "ActorType",
    "Article",
    "BearerSource",
    "Bound",
    "Counterpart",
    "Direction",
    "Evidence",
    "Force",
    "Heading",
    "Item",
    "Leaf",
    "LeafKind",
    "Level",
    "Marker",
    "Metadata",
    "Modality",
    "Norm",
    "Paragraph",
    "Problem",
    "Reference",
    "Regulation",
    "Relation",
    "Run",
    "Source",
    "Span",
    "Time",
    "TimeType",
]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A stretch of characters, ``start`` included and ``end`` not."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of ``text`` that the span covers."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text as it was read: no character changed, line ends included."""

    text: str
    name: str  # file name, or "-" for standard input
    encoding: str  # the encoding that decoded it; "str" for a text given as such

    def position(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column of a source offset."""
        before = self.text[:offset]
        return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One stretch of the source and what it is; a regulation's leaves tile its source without gap or overlap."""

    kind: LeafKind
    start: int  # source
    end: int  # source


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A part (编), chapter (章) or section (节)."""

    number: int
    title: str  # without the number and with its padding removed: 总则 for 第一章  总  则
    span: Span | None = field(default=None, compare=False)  # source


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item (项) of a paragraph: its label and text, in article offsets."""

    label: str  # （一）
    number: int
    start: int  # article, label included
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph (款) with its items, in article offsets."""

    start: int
    end: int
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Where a stretch of an article's text stands in the source, character for character."""

    start: int  # article
    source: int  # source
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article (条) and where it stands."""

    id: str  # "43"; "120-1" for 第一百二十条之一; unique in its document
    number: int
    suffix: int  # 之一 → 1; 0 without
    label: str  # as printed: 四十三、 or 第四十三条; empty for an unnumbered body
    text: str  # paragraphs and items joined by "\n", without the label
    paragraphs: tuple[Paragraph, ...]
    part: Heading | None
    chapter: Heading | None
    section: Heading | None
    source: Span  # source, from the label to the last character
    runs: tuple[Run, ...] = field(default=(), compare=False, repr=False)

    def to_source(self, offset: int) -> int:
        """Return the source offset of an article offset; the end of a line maps to the end of that line.

        Raises:
            ValueError: the article came back from JSON and no longer knows its source.
        """
        run = self.runs[max(0, bisect_right(self.runs, offset, key=attrgetter("start")) - 1)] if self.runs else None
        if run is not None and run.start <= offset <= run.start + run.length:
            return run.source + offset - run.start
        msg = f"article {self.id} has no source for offset {offset}"
        raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a document says of itself; dates are ISO 8601."""

    title: str
    issuer: str | None = None  # 发布机关
    level: Level | None = None
    doc_number: str | None = None  # 发文字号
    passed: str | None = None  # 通过日期
    issued: str | None = None  # 公布、印发日期
    in_force_from: str | None = None  # 施行日期


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something in a text that a reader should look at; never an exception."""

    code: str  # numbering-gap, no-articles …
    message: str  # Chinese, for people
    line: int  # 1-based line of the source
    span: Span | None = field(default=None, compare=False)  # source


@dataclass(frozen=True, slots=True, kw_only=True)
class Regulation:
    """A text as a tree: metadata, articles in order, and the leaves that prove nothing was lost."""

    id: str
    metadata: Metadata
    articles: tuple[Article, ...]
    problems: tuple[Problem, ...] = ()
    source: Source | None = field(default=None, compare=False, repr=False)  # None when it came back from JSON
    leaves: tuple[Leaf, ...] = field(default=(), compare=False, repr=False)

    @property
    def title(self) -> str:
        """Title without 《》."""
        return self.metadata.title

    def article(self, id: str) -> Article:  # noqa: A002  # the contract's own word
        """Return the article with this id.

        Raises:
            KeyError: no such article.
        """
        for article in self.articles:
            if article.id == id:
                return article
        raise KeyError(id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A citation (引用), inside the text or of another one; offsets are article offsets."""

    article: str  # id of the article that cites
    start: int
    end: int
    title: str | None  # of the other text, without 《》; None for this text
    target_article: int | None = None
    target_paragraph: int | None = None
    target_item: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why a field of a result has its value: the rule that decided and the words it saw."""

    field: str  # modality, bearers …
    rule: str  # name of the rule
    start: int  # article
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A mention of a body, office-holder, meeting or group; offsets are article offsets."""

    article: str
    start: int
    end: int
    text: str
    type: ActorType
    body: str  # canonical name: 县人大常委会 for 其常务委员会
    rule: str = field(default="", compare=False)

    @property
    def span(self) -> Span:
        """The mention's extent in its article."""
        return Span(start=self.start, end=self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time expression, symbolic: never a guessed calendar date; offsets are article offsets."""

    article: str
    start: int
    end: int
    text: str
    type: TimeType
    value: str  # P5WD, --03-31, R1-2/P1Y, immediate …
    direction: Direction | None = None  # deadlines only
    anchor: str | None = None  # words of the event a deadline counts from
    bound: Bound | None = None  # deadlines only
    rule: str = field(default="", compare=False)

    @property
    def span(self) -> Span:
        """The expression's extent in its article."""
        return Span(start=self.start, end=self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A word that carries deontic force (应当, 不得 …); offsets are article offsets."""

    article: str
    start: int
    end: int
    text: str
    modality: Modality

    @property
    def span(self) -> Span:
        """The marker's extent in its article."""
        return Span(start=self.start, end=self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """Another body that an act is directed at or goes through."""

    name: str
    relation: Relation
    span: Span | None = field(default=None, compare=False)  # article: the mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """Who must, may or must not do what, to whom, when, by when; offsets are article offsets."""

    id: str  # "43.2": the second norm of article 43
    article: str
    modality: Modality
    force: Force
    marker: Span | None
    action: Span
    bearers: tuple[str, ...]
    bearer_source: BearerSource
    counterparts: tuple[Counterpart, ...] = ()
    condition: Span | None = None
    exception: Span | None = None
    time: tuple[Span, ...] = ()
    confidence: float = field(default=1.0, compare=False)
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)
