"""The verb `analyze`: a regulation with everything that was found in it.

The flow of the house up to the norms; needs the standard library, msgspec and numpy only, so that it starts fast.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate, chain, islice
from typing import TYPE_CHECKING, Any

from zhize import contract
from zhize.bodies import own_government, resolve, senders_of
from zhize.readers import as_source
from zhize.showing import Shown
from zhize.structure import parse
from zhize.structure.catalogue import with_problems
from zhize.structure.definitions import definitions_of
from zhize.structure.resolution import dangling, references_of
from zhize.tagging import actors, markers, norms, times
from zhize.tagging.consequences import linked
from zhize.tagging.slots import MOST_KNOWN, known_names, subjects
from zhize.tagging.weighing import edges_in
from zhize.types import Actor, Norm, Regulation, Time

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from zhize.bodies import Own
    from zhize.types import ActorType, Article, Definition, Marker, Problem, Reference, Source

    Mentions = tuple[tuple[Actor, ...], tuple[Time, ...], tuple[Marker, ...]]

_APART = "\n"  # between texts, in no name


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Analysis(Shown):
    """A regulation, the mentions in it and its norms, each in the order of the text."""

    regulation: Regulation
    definitions: tuple[Definition, ...] = ()
    references: tuple[Reference, ...]
    actors: tuple[Actor, ...]
    times: tuple[Time, ...]
    norms: tuple[Norm, ...]
    attached: tuple[Analysis, ...] = ()  # of the other documents under the same notice

    def __str__(self) -> str:
        """Return the title and the counts."""
        return f"{self.regulation}, norms: {len(self.norms)}"

    @property
    def documents(self) -> tuple[Analysis, ...]:
        """Every document under the notice, this one first."""
        return (self, *self.attached)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What a reader should look at in the text."""
        return self.regulation.problems

    def text_of(self, norm: Norm) -> str:
        """Return the text of the article that a norm stands in."""
        return self.regulation.article(norm.article).text

    def to_dict(self) -> dict[str, Any]:
        """Return the document ``zhize.analysis/1`` as plain objects."""
        document = self._own_dict()
        if self.attached:
            document["attached"] = [other.to_dict() for other in self.attached]
        return document

    def _own_dict(self) -> dict[str, Any]:
        return {
            "schema": contract.ANALYSIS,
            **contract.head_record(self.regulation),
            "articles": [contract.article_record(article) for article in self.regulation.articles],
            "annexes": [contract.annex_record(annex) for annex in self.regulation.annexes],
            "definitions": [contract.definition_record(definition) for definition in self.definitions],
            "references": [contract.reference_record(reference) for reference in self.references],
            "actors": [contract.actor_record(actor) for actor in self.actors],
            "times": [contract.time_record(time) for time in self.times],
            "norms": [contract.norm_record(norm) for norm in self.norms],
            "problems": [contract.problem_record(problem) for problem in self.problems],
        }

    def to_json(self) -> str:
        """Return the document ``zhize.analysis/1`` as JSON text, Chinese unescaped."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_dict(cls, document: dict[str, Any]) -> Analysis:
        """Return the analysis that `to_dict` printed; its regulation has no source."""
        return cls(
            regulation=contract.regulation_of(document),
            definitions=tuple(contract.definition_of(record) for record in document.get("definitions", ())),
            references=tuple(contract.reference_of(record) for record in document["references"]),
            actors=tuple(contract.actor_of(record) for record in document["actors"]),
            times=tuple(contract.time_of(record) for record in document["times"]),
            norms=tuple(contract.norm_of(record) for record in document["norms"]),
            attached=tuple(cls.from_dict(other) for other in document.get("attached", ())),
        )


def analyze(given: str | bytes | Path | Source | Regulation, *, learned: bool = True) -> Analysis:
    """Read, parse and tag a regulation.

    Args:
        given: a `Source` or `Regulation`, the `Path` or bytes of a file, or a `str`: the name of an existing file if it
            is one line that names one, else the text itself.
        learned: whether the learned model of actors runs beside the rules; without it twice as much text is read in a
            second, and one actor in four is missed of texts that the rules were not written with.

    Returns:
        The analysis; a text without any article is one unnumbered body with a problem ``no-articles``.

    Raises:
        InputError: the file cannot be read.
    """
    regulation = given if isinstance(given, Regulation) else parse(as_source(given))
    return tag(regulation, learned=learned)


def tag(regulation: Regulation, *, learned: bool = True) -> Analysis:
    """Find the names, citations, mentions and norms of a parsed regulation, and those of the documents under it.

    The problems of its citations are added to those of its structure.
    """
    definitions = definitions_of(regulation)
    references = references_of(regulation, definitions)
    own = own_government(regulation, definitions)
    articles = regulation.articles
    who = find_actors(articles, own, learned=learned)
    when = [times.match(article.text, article=article.id) for article in articles]
    how = [markers.match(article.text, article=article.id) for article in articles]
    found = find_norms(articles, own, references, mentions=list(zip(who, when, how, strict=True)), learned=learned)
    return Analysis(
        regulation=with_problems(regulation, dangling(regulation, references)),
        definitions=definitions,
        references=references,
        actors=tuple(chain.from_iterable(who)),
        times=tuple(chain.from_iterable(when)),
        norms=found,
        attached=tuple(tag(other, learned=learned) for other in regulation.attached),
    )


def find_actors(articles: Sequence[Article], own: Own, *, learned: bool = True) -> list[tuple[Actor, ...]]:
    """Return the mentions of actors in each article of a document, under their canonical names.

    Args:
        articles: all of the document; what one knows by its place (排水户应当…) is a name in the others too.
        own: whose document it is.
        learned: whether the learned model runs beside the rules.
    """
    texts = [article.text for article in articles]
    often = subjects(texts) if learned else {}
    find = partial(actors.match, learned=learned, subjects=often)
    # The model sees the edges of names in all articles at once, and they stay what they are when more names are known.
    edges = edges_in(texts) if learned else [None] * len(articles)
    saw = [actors.seen(text) for text in texts]
    found = [
        find(article.text, article=article.id, edged=edged, saw=rules)
        for article, edged, rules in zip(articles, edges, saw, strict=True)
    ]
    own_names = [known_names(text, mentions) for text, mentions in zip(texts, found, strict=True)]
    known: dict[str, ActorType] = {}
    for names in own_names:
        known |= names
    known = dict(islice(known.items(), MOST_KNOWN))
    for at, here in enumerate(_standing(known, texts)):
        if here.keys() - own_names[at].keys():
            again = actors.echoed(texts[at], saw[at], here)
            if again.names != saw[at].names:  # else all stays as it is
                found[at] = find(texts[at], article=articles[at].id, edged=edges[at], saw=again)
    return [resolve(mentions, text, own) for text, mentions in zip(texts, found, strict=True)]


def _standing(known: dict[str, ActorType], texts: Sequence[str]) -> list[dict[str, ActorType]]:
    """Return for each of some texts those names that stand in it, looked for in all of them at once."""
    whole = _APART.join(texts)
    starts = list(accumulate((len(text) + len(_APART) for text in texts), initial=0))
    here: list[dict[str, ActorType]] = [{} for _ in texts]
    for words, kind in known.items():
        at = whole.find(words)
        while at >= 0:
            number = bisect_right(starts, at) - 1
            here[number][words] = kind
            at = whole.find(words, starts[number + 1])
    return here


def find_norms(
    articles: Sequence[Article],
    own: Own,
    references: tuple[Reference, ...],
    *,
    mentions: Sequence[Mentions],
    learned: bool = True,
) -> tuple[Norm, ...]:
    """Return the norms of a document, made of what was found in its articles.

    Args:
        articles: all of the document.
        own: whose document it is.
        references: its citations; a sanction answers the norms of the place that its case cites.
        mentions: the actors, times and markers of each article, in the same order.
        learned: whether the learned model tells hard from soft.
    """
    own = replace(own, senders=senders_of(who for who, _, _ in mentions)) if own.default else own
    found = [
        norm
        for article, (who, when, how) in zip(articles, mentions, strict=True)
        for norm in norms.match(
            article.text,
            actors=who,
            times=when,
            markers=how,
            paragraphs=article.paragraphs,
            article=article.id,
            own=own,
            learned=learned,
        )
    ]
    return linked(found, articles, references)
