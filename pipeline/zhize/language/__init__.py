"""The spaCy face: a `Doc` that carries what `zhize.analyze` finds.

Five components, each a spaCy factory by entry point: ``zhize_articles``, ``zhize_actors``, ``zhize_times``,
``zhize_markers`` and ``zhize_norms``. One noun is used throughout: the component ``zhize_times`` fills the span group
``doc.spans["times"]`` and the extension ``doc._.times``. They call what `zhize.analysis` calls; no rule stands here.

A Doc may hold a whole regulation or one sentence, and ``doc.text`` is the text as given. Its tokens are words, cut
where a span begins or ends, or characters; either way a span covers exactly what was found. In a Doc with other tokens,
of a pipeline that takes one component, a span covers the tokens that it touches. The nouns keep article offsets as
everywhere else. All of it outlives ``Doc.to_bytes``, ``DocBin(store_user_data=True)`` and
``nlp.pipe(texts, n_process=2)``.

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
    >>> [token.text for token in doc]
    ['县政府', '办公室', '应当', '每月', '通报', '1', '次', '办理', '情况', '。']
    >>> [(span.text, span.label_, span._.value) for span in doc.spans["times"]]
    [('每月通报1次', 'frequency', 'R1/P1M')]
    >>> [norm.bearers for norm in doc._.norms]
    [('县政府办公室',)]
    >>> from zhize.language import render
    >>> page = render(doc, page=True)  # what was found, marked in the text: HTML that needs no network
"""

from __future__ import annotations

from functools import partial
from typing import Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry

from zhize.errors import InputError
from zhize.language.components import COMPONENTS, Actors, Articles, Component, Markers, Norms, Times
from zhize.language.reading import article_of, articles_of, regulation_of
from zhize.language.records import NOUNS, norm_of, nouns_of
from zhize.language.rendering import render
from zhize.language.tokens import (
    CHARACTERS,
    WORDS,
    CharacterTokenizer,
    WordTokenizer,
    character_tokenizer,
    word_tokenizer,
)

__all__ = [
    "PIPELINE",
    "Actors",
    "Articles",
    "CharacterTokenizer",
    "Component",
    "Markers",
    "Norms",
    "Times",
    "WordTokenizer",
    "character_tokenizer",
    "load",
    "render",
    "word_tokenizer",
]

PIPELINE: Final = ("zhize_articles", "zhize_actors", "zhize_times", "zhize_markers", "zhize_norms")
"""The components in the order in which they run; spaCy allows no dot in their names."""

_SEGMENTERS: Final = {"words": WORDS, "char": CHARACTERS}


def load(segmenter: str = "words") -> Language:
    """Return a pipeline for Chinese rules.

    Args:
        segmenter: what a token of a Doc is: ``words``, by the project's own model, or ``char``, in half the time.

    Raises:
        InputError: there is no such segmenter.
    """
    if segmenter not in _SEGMENTERS:
        known = " or ".join(_SEGMENTERS)
        raise InputError("no such segmenter", where=f"load(segmenter={segmenter!r})", remedy=f"use {known}")
    tokenizer = {"@tokenizers": _SEGMENTERS[segmenter]}
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": tokenizer}}, meta={"name": "zhize"})
    for name in PIPELINE:
        nlp.add_pipe(name)
    return nlp


def _register() -> None:
    """Tell spaCy of the extensions and factories, under our meaning of the names; entry points lead here too."""
    registry.tokenizers(CHARACTERS, func=character_tokenizer)
    registry.tokenizers(WORDS, func=word_tokenizer)
    Doc.set_extension("regulation", getter=regulation_of, force=True)
    Doc.set_extension("articles", getter=articles_of, force=True)
    for noun in NOUNS:
        Doc.set_extension(noun, getter=partial(nouns_of, noun=noun), force=True)
    Span.set_extension("article", getter=article_of, force=True)
    Span.set_extension("norm", getter=norm_of, force=True)
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
