"""The nouns of an evaluation: a gold, what was found in its articles, and the scores of one against the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zhize.evaluation.layers import Layer, Part
from zhize.types import Actor, Norm, Span, Time

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zhize.types import Article, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """An article with what a person or the program marked in it; offsets are article offsets."""

    id: str  # of the gold: 43, h01
    text: str  # without the label
    actors: tuple[Actor, ...] = ()
    times: tuple[Time, ...] = ()
    norms: tuple[Norm, ...] = ()
    label: str = ""  # 第四十三条, as its text prints it; "" where nobody says
    origin: str = ""  # which text it is from, where each article is from another
    article: Article | None = field(default=None, compare=False, repr=False)  # as the program read it; None in a gold


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """The articles of a gold (标注), and how they are read."""

    name: str
    articles: tuple[Marked, ...]  # in the order of the file
    holds: frozenset[Part]  # the parts that were annotated
    whole: Source | None  # the text that is analysed; None where each article is read by itself
    blind: bool = False  # nobody looks at its single differences: figures only
    digest: str = ""  # tells it from what it was at another time


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How much of what a gold holds was found, and how much of what was found it holds."""

    gold: int = 0
    found: int = 0
    right: int = 0

    def __add__(self, other: Score) -> Score:
        """Return the counts of both together."""
        return Score(gold=self.gold + other.gold, found=self.found + other.found, right=self.right + other.right)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was to be found and nothing was: no figure then, neither 0 nor 1."""
        return not self.gold and not self.found

    @property
    def precision(self) -> float | None:
        """The share of the found that is right; 0 where there was something to find and nothing was."""
        return None if self.is_empty else self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float | None:
        """The share of the gold that was found; 0 where there was nothing to find and something was."""
        return None if self.is_empty else self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float | None:
        """The harmonic mean of the two; of a rate, whose gold and found are one, the accuracy."""
        return None if self.is_empty else 2 * self.right / (self.gold + self.found)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Item:
    """A thing that is right, missed or spurious, by where it is and of which kind; never by its words."""

    article: str
    start: int = 0  # article; 0 with end 0 for a name
    end: int = 0
    value: str = ""  # the type; of a name its relation and a digest of it
    at: Span | None = field(default=None, compare=False)  # article: where a reader finds the name
    said: str = field(default="", compare=False)  # words for a reader, which no baseline keeps

    @property
    def place(self) -> Span:
        """Where in its article a reader finds it."""
        return self.at or Span(start=self.start, end=self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeScore:
    """The scores of one type within a layer: right is what has the place and the type."""

    type: str  # ORG, deadline, obligation, reports_to …
    exact: Score
    overlap: Score | None  # None where things have no extent


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerScore:
    """The scores of a layer and what they are made of."""

    layer: Layer
    exact: Score  # the same extents; of a norm, of its action and its marker
    overlap: Score | None = None  # extents that share a character, one to one; of norms, most of their words
    types: tuple[TypeScore, ...] = ()  # those that the gold or the result has
    right: tuple[Item, ...] = ()  # of a rate: of what it is said rightly
    missed: tuple[Item, ...] = ()  # of a rate: of what it is said wrongly
    spurious: tuple[Item, ...] = ()

    @property
    def score(self) -> Score:
        """The score that the tables of the READMEs show: of norms the pairs, of all else the exact one."""
        return self.overlap if self.layer is Layer.NORM and self.overlap is not None else self.exact


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """A gold, what was found in its articles, and the scores, a layer each."""

    gold: Gold
    found: Mapping[str, Marked]  # by the gold's ids; an article that was not found is not there
    layers: tuple[LayerScore, ...]  # of the parts that the gold holds

    @property
    def name(self) -> str:
        """The name of the gold."""
        return self.gold.name

    def layer(self, layer: Layer | str) -> LayerScore | None:
        """Return the scores of a layer; None where the gold does not hold it."""
        return next((score for score in self.layers if score.layer == layer), None)
