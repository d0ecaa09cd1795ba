"""The spaCy face: a `Doc` that carries what `zhize.analyze` finds.

Five components, each a spaCy factory by entry point: ``zhize_articles``, ``zhize_actors``, ``zhize_times``,
``zhize_markers`` and ``zhize_norms``. One noun is used throughout: the component ``zhize_times`` fills the span group
``doc.spans["times"]`` and the extension ``doc._.times``. They call what `zhize.analysis` calls; no rule stands here.

A Doc may hold a whole regulation or one sentence. Its tokens are its characters, so the index of a token is its offset,
and ``doc.text`` is the text as given. Spans cover characters of the Doc; the nouns keep article offsets as everywhere
else. All of it outlives ``Doc.to_bytes``, ``DocBin(store_user_data=True)`` and ``nlp.pipe(texts, n_process=2)``.

====================  ===================================================================================
``doc._.regulation``  the `Regulation`, with its source
``doc._.articles``    its articles, label ``article``; ``span._.article`` is the one that a span begins in
``doc._.actors``      `Actor` nouns, label the type; ``span._.body`` is the canonical name
``doc._.times``       `Time` nouns, label the type; ``span._.value``, ``.direction``, ``.anchor``, ``.bound``
``doc._.markers``     `Marker` nouns, label the modality
``doc._.norms``       `Norm` nouns, label the modality; the span is the action, ``span._.norm`` the noun
====================  ===================================================================================

Example:
    >>> import zhize
    >>> nlp = zhize.load()
    >>> doc = nlp("县政府办公室应当每月通报1次办理情况。")
    >>> [(span.text, span.label_, span._.value) for span in doc.spans["times"]]
    [('每月通报1次', 'frequency', 'R1/P1M')]
    >>> [norm.bearers for norm in doc._.norms]
    [('县政府办公室',)]
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_right
from collections import defaultdict
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar
from weakref import WeakKeyDictionary

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import DummyTokenizer, registry

from zhize import contract
from zhize.analysis import find_actors, find_norms
from zhize.bodies import own_government
from zhize.structure import parse
from zhize.tagging import markers, times
from zhize.types import Actor, Article, Marker, Norm, Regulation, Source, Time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from spacy.vocab import Vocab

    from zhize.types import Span as Extent

TOKENIZER = "zhize.CharacterTokenizer.v1"
PIPELINE = ("zhize_articles", "zhize_actors", "zhize_times", "zhize_markers", "zhize_norms")
"""The components in the order in which they run; spaCy allows no dot in their names."""


def load() -> Language:
    """Return a pipeline for Chinese rules; it needs no model and no word segmentation."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}}, meta={"name": "zhize"})
    for name in PIPELINE:
        nlp.add_pipe(name)
    return nlp


class CharacterTokenizer(DummyTokenizer):
    """A token for each character, white space included.

    spaCy's own ``segmenter = "char"`` joins runs of white space into one token, and its time grows with the square of
    the text: 320,000 characters take 1.1 s there and 0.1 s here.
    """

    def __init__(self, vocab: Vocab) -> None:
        """Keep the vocabulary that the Docs share."""
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return a Doc whose ``text`` is ``text``."""
        return Doc(self.vocab, words=list(text), spaces=[False] * len(text))


def character_tokenizer() -> Callable[[Language], CharacterTokenizer]:
    """Return what makes the tokenizer of a pipeline; registered as `TOKENIZER`."""
    return _tokenizer_of


def _tokenizer_of(nlp: Language) -> CharacterTokenizer:
    return CharacterTokenizer(nlp.vocab)


# What a Doc's text was parsed to, for as long as the Doc lives: `Doc.text` is put together anew at every call.
_PARSED: WeakKeyDictionary[Doc, Regulation] = WeakKeyDictionary()


def _regulation(doc: Doc) -> Regulation:
    regulation = _PARSED.get(doc)
    if regulation is None:
        regulation = parse(Source(text=doc.text, name="-", encoding="str"))
        if len(doc):  # an empty Doc may still be filled by from_bytes
            _PARSED[doc] = regulation
    return regulation


def _articles(doc: Doc) -> tuple[Article, ...]:
    return _regulation(doc).articles


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
        return _articles(doc)

    def set_annotations(self, doc: Doc, found: tuple[Article, ...]) -> None:
        """Write the spans; the articles themselves are what the text says, and need no record."""
        spans = (_span(doc, each.source.start, each.source.end, "article", each.id) for each in found)
        doc.spans[self.noun] = [span for span in spans if span is not None]


class Actors(Component[Actor]):
    """Mentions of bodies, office-holders, meetings and groups, under their canonical names."""

    noun = "actors"
    attributes = ("body",)

    def match(self, doc: Doc) -> tuple[Actor, ...]:
        """Return the mentions."""
        own = own_government(_regulation(doc))
        found = find_actors(list(_articles(doc)), own)
        return tuple(chain.from_iterable(found))

    def set_annotations(self, doc: Doc, found: tuple[Actor, ...]) -> None:
        """Write the mentions."""
        _write(doc, self, found)


class Times(Component[Time]):
    """Time expressions with their values."""

    noun = "times"
    attributes = ("value", "direction", "anchor", "bound")

    def match(self, doc: Doc) -> tuple[Time, ...]:
        """Return the expressions."""
        found = (times.match(each.text, article=each.id) for each in _articles(doc))
        return tuple(chain.from_iterable(found))

    def set_annotations(self, doc: Doc, found: tuple[Time, ...]) -> None:
        """Write the expressions."""
        _write(doc, self, found)


class Markers(Component[Marker]):
    """Deontic markers."""

    noun = "markers"

    def match(self, doc: Doc) -> tuple[Marker, ...]:
        """Return the markers."""
        found = (markers.match(each.text, article=each.id) for each in _articles(doc))
        return tuple(chain.from_iterable(found))

    def set_annotations(self, doc: Doc, found: tuple[Marker, ...]) -> None:
        """Write the markers."""
        _write(doc, self, found)


class Norms(Component[Norm]):
    """Norms, made of the actors, times and markers that the Doc carries; ``span.id_`` is the norm's id."""

    noun = "norms"
    attributes = ("norm",)
    requires = ("actors", "times", "markers")

    def match(self, doc: Doc) -> tuple[Norm, ...]:
        """Return the norms."""
        own = own_government(_regulation(doc))
        who, when, how = _by_article(doc._.actors), _by_article(doc._.times), _by_article(doc._.markers)
        found = (
            find_norms(each, own, who=tuple(who[each.id]), when=tuple(when[each.id]), how=tuple(how[each.id]))
            for each in _articles(doc)
        )
        return tuple(chain.from_iterable(found))

    def set_annotations(self, doc: Doc, found: tuple[Norm, ...]) -> None:
        """Write the norms; one whose action is empty has no span."""
        _write(doc, self, found)


COMPONENTS: tuple[type[Component[Any]], ...] = (Articles, Actors, Times, Markers, Norms)

Found = TypeVar("Found", Actor, Time, Marker, Norm)


def _by_article(found: Iterable[Found]) -> defaultdict[str, list[Found]]:
    grouped: defaultdict[str, list[Found]] = defaultdict(list)
    for each in found:
        grouped[each.article].append(each)
    return grouped


# --- nouns in a Doc --------------------------------------------------------------------------------------------------


# A Doc keeps plain records, which msgpack can write, under the name of the component; they are read back as nouns.
_RECORDS: dict[str, tuple[Callable[[Any], contract.Record], Callable[[contract.Record], Any]]] = {
    "actors": (contract.actor_record, contract.actor_of),
    "times": (contract.time_record, contract.time_of),
    "markers": (contract.marker_record, contract.marker_of),
    "norms": (contract.norm_record, contract.norm_of),
}


def _write(doc: Doc, component: Component[Found], found: Iterable[Found]) -> None:
    record, _ = _RECORDS[component.noun]
    records = {_id(each): record(each) for each in found}
    doc.user_data[f"zhize_{component.noun}"] = records
    doc.spans[component.noun] = list(_spans(doc, found))
    for span in doc.spans[component.noun]:
        for name in component.attributes:
            if name in (kept := records[span.id_]):
                span._.set(name, kept[name] and str(kept[name]))


def _spans(doc: Doc, found: Iterable[Actor | Time | Marker | Norm]) -> Iterator[Span]:
    articles = {article.id: article for article in _articles(doc)}
    for each in found:
        extent, article = _extent(each), articles[each.article]
        label = each.type if isinstance(each, Actor | Time) else each.modality
        span = _span(doc, article.to_source(extent.start), article.to_source(extent.end), label.value, _id(each))
        if span is not None:
            yield span


def _extent(found: Actor | Time | Marker | Norm) -> Extent:
    return found.action if isinstance(found, Norm) else found.span


def _id(found: Actor | Time | Marker | Norm) -> str:
    return found.id if isinstance(found, Norm) else f"{found.article}:{found.start}"


def _span(doc: Doc, start: int, end: int, label: str, id: str) -> Span | None:  # noqa: A002  # spaCy's own word
    """Return the span of some characters, whole words where the tokens are words; None for no character."""
    if start == end:
        return None
    return doc.char_span(start, end, label=label, span_id=id, alignment_mode="expand")


def _nouns(doc: Doc, *, noun: str) -> tuple[Any, ...]:
    _, read = _RECORDS[noun]
    return tuple(read(record) for record in doc.user_data.get(f"zhize_{noun}", {}).values())


def _article_of(span: Span) -> Article | None:
    articles = _articles(span.doc)
    at = bisect_right(articles, span.start_char, key=lambda article: article.source.start) - 1
    return articles[at] if at >= 0 and span.start_char < articles[at].source.end else None


def _norm_of(span: Span) -> Norm | None:
    record = span.doc.user_data.get("zhize_norms", {}).get(span.id_)
    return None if record is None else contract.norm_of(record)


def _register() -> None:
    """Tell spaCy of the extensions and factories, under our meaning of the names; entry points lead here too."""
    registry.tokenizers(TOKENIZER, func=character_tokenizer)
    Doc.set_extension("regulation", getter=_regulation, force=True)
    Doc.set_extension("articles", getter=_articles, force=True)
    for noun in _RECORDS:
        Doc.set_extension(noun, getter=partial(_nouns, noun=noun), force=True)
    Span.set_extension("article", getter=_article_of, force=True)
    Span.set_extension("norm", getter=_norm_of, force=True)
    for name in (*Actors.attributes, *Times.attributes):
        Span.set_extension(name, default=None, force=True)
    for component in COMPONENTS:
        Language.factory(
            f"zhize_{component.noun}",
            func=component,
            assigns=[f"doc._.{component.noun}", "doc.spans", *(f"span._.{name}" for name in component.attributes)],
            requires=[f"doc._.{noun}" for noun in component.requires],
        )


_register()
