"""The nouns of a text as a tree: source, articles with their paragraphs, items and points, what is odd about it.

Standard library only; `zhize.types` offers them together with the nouns of what is found in a text. Offsets are
half-open and count characters: of ``Source.text`` where a comment says *source*, of ``Article.text`` where it says
*article*.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING

from zhize.showing import Shown

if TYPE_CHECKING:
    from zhize.values import LeafKind, Level


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
class Origin:
    """Where a stretch of a text came from in its file, in the file's own units."""

    start: int  # source: it reaches to the start of the next one
    unit: str  # paragraph, footnote, page, element, line
    number: int  # 1-based, in the order of the file
    part: int = 1  # 1-based: which file of a document that came as several


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What a reader of files noticed and a person should know; it becomes a `Problem` of the regulation."""

    code: str  # a code of the problems
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What a file says of its document beside the text: a row of the table above a web page's text, a property."""

    name: str  # index_number, issuer, doc_number, issued, published, validity …; "" for a label that is not known
    label: str  # as it stands there: 索 引 号; "" where only the value does
    value: str  # as it stands there


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text as it was read: no character changed, line ends included."""

    text: str
    name: str  # file name, or "-" for standard input
    encoding: str  # the encoding that decoded it; "str" for a text given as such, "docx" …
    origins: tuple[Origin, ...] = ()  # of a file that is no plain text, in order
    remarks: tuple[Remark, ...] = ()
    facts: tuple[Fact, ...] = ()  # in the order of the file

    def origin(self, offset: int) -> Origin | None:
        """Return the unit of the file that a source offset came from; None for plain text."""
        index = bisect_right(self.origins, offset, key=attrgetter("start")) - 1
        return self.origins[index] if index >= 0 else None

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
    """A part (编), subpart (分编), chapter (章) or section (节)."""

    number: int
    title: str  # without the number and with its padding removed: 总则 for 第一章  总  则
    span: Span | None = field(default=None, compare=False)  # source


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point (目) of an item: its label and text, in article offsets."""

    label: str  # 1. or （1）
    number: int
    start: int  # article, label included
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item (项) of a paragraph: its label and text, in article offsets."""

    label: str  # （一）
    number: int
    start: int  # article, label included
    end: int
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph (款) with its items, in article offsets."""

    start: int
    end: int
    items: tuple[Item, ...] = ()
    table: bool = False  # its lines are the rows of a table


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Where a stretch of an article's text stands in the source, character for character."""

    start: int  # article
    source: int  # source
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Shown):
    """An article (条) and where it stands."""

    id: str  # "43"; "120-1" for 第一百二十条之一; unique in its document
    number: int
    suffix: int  # 之一 → 1; 0 without
    label: str  # as printed: 四十三、 or 第四十三条; empty for an unnumbered body
    text: str  # lines joined by "\n", the halves of a broken one by nothing; without the label
    paragraphs: tuple[Paragraph, ...]
    part: Heading | None
    chapter: Heading | None
    section: Heading | None
    source: Span  # source, from the label to the last character
    subpart: Heading | None = None
    joins: tuple[int, ...] = ()  # article: where the halves of a line that was broken (硬换行) were put together
    runs: tuple[Run, ...] = field(default=(), compare=False, repr=False)

    def to_source(self, offset: int) -> int:
        """Return the source offset of an article offset; the end of a line maps to the end of that line.

        Raises:
            ValueError: an offset outside of the article, or one that came back from JSON and knows no source any more.
        """
        run = self.runs[max(0, bisect_right(self.runs, offset, key=attrgetter("start")) - 1)] if self.runs else None
        if run is not None and run.start <= offset <= run.start + run.length:
            return run.source + offset - run.start
        msg = f"article {self.id} has no source for offset {offset}"
        raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """An annex (附件) behind the articles."""

    label: str  # as printed: 附件一； 附：
    title: str  # "" if it has none
    body: Article  # its text as an article without number, whose id is annex-1, annex-2 …
    source: Span  # source, from the label to the last character
    line: int = field(default=1, compare=False)  # of the source, 1-based


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a document says of itself; dates are ISO 8601."""

    title: str
    issuer: str | None = None  # 发布机关
    level: Level | None = None
    doc_number: str | None = None  # 发文字号
    passed: str | None = None  # 通过日期, of the first version
    amended: str | None = None  # 最近一次修正、修订日期; None for a text in its first version
    issued: str | None = None  # 公布、印发日期
    in_force_from: str | None = None  # 施行日期
    in_force_until: str | None = None  # 有效期至
    valid_for: str | None = None  # 有效期, ISO 8601: P5Y
    validity: str | None = None  # 有效性, in the words of the page that published it: 有效, 已废止


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something in a text that a reader should look at; never an exception."""

    code: str  # numbering-gap, no-articles …
    message: str  # Chinese, for people
    line: int  # 1-based line of the source
    span: Span | None = field(default=None, compare=False)  # source
    message_en: str = ""
    remedy: str = ""  # Chinese: what to do about it
    remedy_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Regulation(Shown):
    """A text as a tree: metadata, articles in order, and the leaves that prove nothing was lost."""

    id: str
    metadata: Metadata
    articles: tuple[Article, ...]
    annexes: tuple[Annex, ...] = ()
    problems: tuple[Problem, ...] = ()
    attached: tuple[Regulation, ...] = ()  # the other documents under the same notice
    source: Source | None = field(default=None, compare=False, repr=False)  # None when it came back from JSON
    leaves: tuple[Leaf, ...] = field(default=(), compare=False, repr=False)

    def __str__(self) -> str:
        """Return the title and the size."""
        return f"《{self.title or self.id}》 articles: {len(self.articles)}"

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
