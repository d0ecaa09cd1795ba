"""The components: each finds its nouns in a Doc and writes them there."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from zhize.language.reading import articles_of, reading_of
from zhize.language.records import span_of, write
from zhize.types import Actor, Article, Marker, Norm, Time

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Noun = TypeVar("Noun", Article, Actor, Time, Marker, Norm)


class Component(ABC, Generic[Noun]):
    """What the components share: find, then write; nothing is kept between Docs."""

    noun: ClassVar[str]  # the name of the span group and of the extension
    attributes: ClassVar[tuple[str, ...]] = ()  # the extensions of its spans
    requires: ClassVar[tuple[str, ...]] = ()  # the extensions of the Doc that it reads

    def __init__(self, nlp: Language, name: str) -> None:
        """Take what spaCy gives to every factory."""
        del nlp
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Return the Doc with its annotations."""
        self.set_annotations(doc, self.match(doc))
        return doc

    @abstractmethod
    def match(self, doc: Doc) -> tuple[Noun, ...]:
        """Return what is found in a Doc, in the order of its text; the Doc stays as it is."""

    @abstractmethod
    def set_annotations(self, doc: Doc, found: tuple[Noun, ...]) -> None:
        """Write nouns into a Doc, in place of what an earlier run wrote."""


class Articles(Component[Article]):
    """The articles (条), from the label to the last character; ``span.id_`` is the article's id."""

    noun = "articles"
    attributes = ("article",)

    def match(self, doc: Doc) -> tuple[Article, ...]:
        """Return the articles of a Doc; a text without any is one, with the id 0."""
        return articles_of(doc)

    def set_annotations(self, doc: Doc, found: tuple[Article, ...]) -> None:
        """Write the spans; the articles themselves are what the text says, and need no record."""
        spans = (span_of(doc, each.source.start, each.source.end, label="article", id=each.id) for each in found)
        doc.spans[self.noun] = [span for span in spans if span is not None]


class Actors(Component[Actor]):
    """Mentions of bodies, office-holders, meetings and groups, under their canonical names."""

    noun = "actors"
    attributes = ("body",)

    def match(self, doc: Doc) -> tuple[Actor, ...]:
        """Return the mentions."""
        return reading_of(doc).actors

    def set_annotations(self, doc: Doc, found: tuple[Actor, ...]) -> None:
        """Write the mentions."""
        write(doc, self.noun, found, self.attributes)


class Times(Component[Time]):
    """Time expressions with their values."""

    noun = "times"
    attributes = ("value", "direction", "anchor", "bound")

    def match(self, doc: Doc) -> tuple[Time, ...]:
        """Return the expressions."""
        return reading_of(doc).times

    def set_annotations(self, doc: Doc, found: tuple[Time, ...]) -> None:
        """Write the expressions."""
        write(doc, self.noun, found, self.attributes)


class Markers(Component[Marker]):
    """Deontic markers."""

    noun = "markers"

    def match(self, doc: Doc) -> tuple[Marker, ...]:
        """Return the markers."""
        return reading_of(doc).markers

    def set_annotations(self, doc: Doc, found: tuple[Marker, ...]) -> None:
        """Write the markers."""
        write(doc, self.noun, found)


class Norms(Component[Norm]):
    """Norms, made of the actors, times and markers that the Doc carries; ``span.id_`` is the norm's id."""

    noun = "norms"
    attributes = ("norm",)
    requires = ("actors", "times", "markers")

    def match(self, doc: Doc) -> tuple[Norm, ...]:
        """Return the norms."""
        return reading_of(doc).norms(doc._.actors, doc._.times, doc._.markers)

    def set_annotations(self, doc: Doc, found: tuple[Norm, ...]) -> None:
        """Write the norms; one whose action is empty has no span."""
        write(doc, self.noun, found)


COMPONENTS: tuple[type[Component[Any]], ...] = (Articles, Actors, Times, Markers, Norms)
