"""The nouns of the project: what a regulation is made of and what is found in it.

Everything here is frozen and built from the standard library only; the sets of values stand in
`zhize.values`, the nouns of a text as a tree in `zhize.texts`.
Offsets are half-open and count characters: of ``Source.text`` where a docstring says *source*, of ``Article.text``
where it says *article*. What a text does not say is ``None``; a number that a locator does not use is ``0``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from zhize.showing import Shown
from zhize.texts import (
    Annex,
    Article,
    Fact,
    Heading,
    Item,
    Leaf,
    Metadata,
    Origin,
    Paragraph,
    Point,
    Problem,
    Regulation,
    Remark,
    Run,
    Source,
    Span,
)
from zhize.values import (
    ActorType,
    BearerSource,
    Bound,
    Direction,
    Doubt,
    Force,
    LeafKind,
    Level,
    Modality,
    Relation,
    TimeType,
)

__all__ = [
    "Actor",
    "ActorType",
    "Annex",
    "Article",
    "BearerSource",
    "Bound",
    "Counterpart",
    "Definition",
    "Direction",
    "Doubt",
    "Evidence",
    "Fact",
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
    "Origin",
    "Paragraph",
    "Point",
    "Problem",
    "Reference",
    "Regulation",
    "Relation",
    "Remark",
    "Run",
    "Source",
    "Span",
    "Step",
    "Time",
    "TimeType",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A citation (引用), inside the text or of another one; offsets are article offsets."""

    article: str  # id of the article that cites
    start: int
    end: int
    title: str | None  # of the other text, without 《》; None for this text
    target_article: int | None = None
    target_suffix: int | None = None  # 第十条之一 → 1
    target_paragraph: int | None = None
    target_item: int | None = None
    target_point: int | None = None
    document: str | None = None  # full name of a text that is cited by its short name
    resolved: str | None = None  # id of the place in this text: 43, 43.p2, 43.p2.i3; None if it is not there


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A name that the text gives (以下简称, 本条例所称…是指); offsets are article offsets of the sentence's parts."""

    article: str  # id of the article that defines
    start: int  # of the name where it is defined
    end: int
    name: str  # 常务会议
    meaning: str  # the words that it stands for: 县政府常务会议; for 是指, the words that explain it
    alias: bool  # 简称: the name replaces the words; False for 是指


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
class Step:
    """A step of a procedure (程序步骤): who does what; offsets are article offsets."""

    actors: tuple[str, ...]  # canonical names: the norm's bearers, or who reviews or approves
    act: Span  # the words of the step
    relation: Relation | None = None  # of another body to the bearers; None where they act by themselves
    parties: tuple[str, ...] = ()  # canonical names of the other bodies; those who review or approve act themselves
    time: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm(Shown):
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
    cases: tuple[Span, ...] = field(default=(), compare=False)  # items that spell the condition out: 有下列情形之一的
    exception: Span | None = None
    time: tuple[Span, ...] = ()
    steps: tuple[Step, ...] = field(default=(), compare=False)  # of a procedure, in their order; () where there is none
    sanctions: tuple[str, ...] = field(default=(), compare=False)  # ids of the norms whose breach it answers (法律后果)
    confidence: float = field(default=1.0, compare=False)  # how often norms read like this one are right
    doubts: tuple[Doubt, ...] = field(default=(), compare=False)  # why a person should look at it first
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)
