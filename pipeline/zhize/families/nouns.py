"""The nouns of a family: what any number of texts have to do with one another, article by article."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from zhize.comparison.nouns import PairType
from zhize.showing import Shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhize.analysis import Analysis
    from zhize.comparison.nouns import Comparison

FAMILY: Final = "zhize.family/1"


class StrandKind(StrEnum):
    """How the articles of a strand stand to one another (一行条文的异同)."""

    SAME = "same"  # 相同
    ADAPTED = "adapted"  # 只随层级、地名而异
    MODIFIED = "modified"  # 有修改
    UNIQUE = "unique"  # 只有一件文件有


class Basis(StrEnum):
    """What tells which of two texts took from the other (来源方向的依据)."""

    LEVEL_AND_DATE = "level_and_date"  # 层级和日期
    LEVEL = "level"  # 层级
    DATE = "date"  # 日期
    NAME = "name"  # 文件名中的日期, where the texts' own do not tell
    CONTRADICTION = "contradiction"  # 下级的文件在前: 未定
    NOTHING = "nothing"  # 层级相同，日期相同或未写明: 未定


class Order(StrEnum):
    """What the order of versions rests on (版本次序的依据)."""

    DATE = "date"
    NAME = "name"  # the dates in the names of the files
    GIVEN = "given"  # the dates do not tell: as the texts were given


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinship:
    """What two texts have in common, and which of them took it from the other."""

    left: int  # index in `Family.texts`, smaller than `right`
    right: int
    types: tuple[tuple[PairType, int], ...]  # how many pairs of each type, in the order of `PairType`
    share_left: float  # of the left text's articles that have a counterpart on the right, 0 to 1
    share_right: float
    similarity: float  # mean of the counterparts', each side's own bodies in neutral words
    likeness: float  # of the texts as wholes: articles without counterpart count 0
    source: int | None  # the text that the other took from; None where neither level nor date says (未定)
    basis: Basis
    full: bool  # whether the two were compared in full; else by the words of their articles only

    def share(self, text: int) -> float:
        """Return the share of a text's articles that have a counterpart in the other one."""
        return self.share_left if text == self.left else self.share_right

    def other(self, text: int) -> int:
        """Return the text that a text is held against."""
        return self.right if text == self.left else self.left


@dataclass(frozen=True, slots=True, kw_only=True)
class Descent:
    """What a text took from another one, as far as the words show."""

    text: int
    source: int
    articles: int  # of the text whose nearest source stands there
    verbatim: (
        float  # share of the text's characters that stand there in runs of eight and more, own bodies in neutral words
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Borrowing:
    """The nearest source of an article (借自)."""

    text: int
    article: str
    source: int
    articles: tuple[str, ...]  # ids in the source; several where it was put together from several
    similarity: float  # as they stand
    mapped_similarity: float  # own bodies in neutral words
    verbatim: float  # as above, of the article


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """Versions of one text of one government, oldest first (同一文件的历次版本)."""

    texts: tuple[int, ...]
    order: Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What became of an article in a line of versions; texts by index."""

    line: int  # index in `Family.lines`
    first: int  # where it is first seen
    changed: int | None  # where its words last changed; None if they never did
    dropped: int | None  # the first version without it, if it does not come back


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """The same article through all texts: a row of the table (条文的谱系)."""

    cells: tuple[tuple[str, ...], ...]  # ids of articles, a cell a text; empty where a text has none
    kind: StrandKind
    similarity: float  # mean of its pairs', own bodies in neutral words; 0 for one that stands alone
    first: int | None  # the earliest dated text that has it
    passages: tuple[Passage, ...] = ()  # one a line of versions that has it
    related: tuple[int, ...] = ()  # indexes of strands with an article that is a counterpart of one of this

    @property
    def texts(self) -> tuple[int, ...]:
        """Return the texts that have it."""
        return tuple(index for index, cell in enumerate(self.cells) if cell)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Texts that are more like one another than like the rest (分组)."""

    texts: tuple[int, ...]
    centre: int  # the text most like the others of the group
    likeness: float  # mean of its texts' to one another; 1 for a single one
    marks: tuple[int, ...]  # strands that most of its texts have and few of the others


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusual:
    """An article that stands in one text only (特有条文)."""

    text: int
    article: str
    likeness: float  # to the article of another text that comes nearest
    nearest: tuple[int, str] | None  # that article; None where nothing is shared
    strand: int


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Family(Shown):
    """Analysed texts, in the order given, and what they have to do with one another."""

    texts: tuple[Analysis, ...]
    strands: tuple[Strand, ...]  # every article of every text stands in one
    kinships: tuple[Kinship, ...]  # one for each two texts
    descents: tuple[Descent, ...]
    borrowings: tuple[Borrowing, ...]  # in the order of the texts and their articles
    lines: tuple[VersionLine, ...]
    groups: tuple[Group, ...]  # one for all where nothing parts them
    cohesion: float  # silhouette of the groups, -1 to 1; 0 for one group
    unusual: tuple[Unusual, ...]  # the least like anything else first
    comparisons: tuple[tuple[int, int, Comparison], ...]  # two texts, and what was compared in full

    def __str__(self) -> str:
        """Return how many texts and strands there are."""
        return f"texts: {len(self.texts)}, strands: {len(self.strands)}"

    def kinship(self, one: int, other: int) -> Kinship:
        """Return what two different texts have in common."""
        low, high = sorted((one, other))
        size = len(self.texts)
        return self.kinships[low * size - low * (low + 1) // 2 + high - low - 1]

    def to_dict(self) -> dict[str, Any]:
        """Return the document ``zhize.family/1`` as plain objects; texts are named by their place in it."""
        return {
            "schema": FAMILY,
            "texts": [_head(text) for text in self.texts],
            "strands": [_strand(strand) for strand in self.strands],
            "kinships": [_kinship(kinship) for kinship in self.kinships],
            "descents": [_plain(descent) for descent in self.descents],
            "borrowings": [_plain(borrowing) for borrowing in self.borrowings],
            "lines": [_plain(line) for line in self.lines],
            "groups": [_plain(group) for group in self.groups],
            "cohesion": self.cohesion,
            "unusual": [_unusual(article) for article in self.unusual],
            "comparisons": [
                {"left_text": left, "right_text": right, **comparison.to_dict()}
                for left, right, comparison in self.comparisons
            ],
        }

    def to_json(self) -> str:
        """Return the document ``zhize.family/1`` as JSON text, Chinese unescaped."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=1) + "\n"


def _head(analysis: Analysis) -> dict[str, Any]:
    meta = analysis.regulation.metadata
    said = ("issuer", "level", "doc_number", "passed", "issued", "in_force_from", "in_force_until", "validity")
    head = {"id": analysis.regulation.id, "title": meta.title, **{name: getattr(meta, name) for name in said}}
    return {**head, "articles": [article.id for article in analysis.regulation.articles]}


def _strand(strand: Strand) -> dict[str, Any]:
    passages = [_plain(passage) for passage in strand.passages]
    return {**_plain(strand), "cells": [list(cell) for cell in strand.cells], "passages": passages}


def _kinship(kinship: Kinship) -> dict[str, Any]:
    counts = dict(kinship.types)
    return {**_plain(kinship), "types": {str(kind): counts.get(kind, 0) for kind in PairType}}


def _unusual(article: Unusual) -> dict[str, Any]:
    nearest = article.nearest
    return {**_plain(article), "nearest": {"text": nearest[0], "article": nearest[1]} if nearest else None}


def _plain(noun: Any) -> dict[str, Any]:  # noqa: ANN401  # any of the nouns above
    return dict(_fields(noun))


def _fields(noun: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    for name in noun.__slots__:
        value = getattr(noun, name)
        yield name, list(value) if isinstance(value, tuple) else value
