"""The verb `evaluate`: a gold and what was found in its articles → the scores of every layer.

The definitions are those of the scorer that the gold came with, which stays the referee: an article whose text is not
the gold's loses all that is in it, mentions are compared by their extents, norms are paired first, and what is said of
a find is compared only where it was found.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from zhize.analysis import Analysis
from zhize.evaluation import claims
from zhize.evaluation.counting import rate, scored, total
from zhize.evaluation.layers import Layer
from zhize.evaluation.matching import pairs_of, plain_name, squeezed
from zhize.evaluation.nouns import Evaluation, Item, LayerScore, Marked, Score, TypeScore
from zhize.evaluation.reading import found_in
from zhize.labels import MODALITY, TIME_TYPE, UNSTATED
from zhize.types import BearerSource, TimeType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from zhize.evaluation.nouns import Gold
    from zhize.types import Norm, Span, Time

_DIGITS = 8  # of the digest that stands for a name


def evaluate(found: Analysis | Mapping[str, Marked], gold: Gold) -> Evaluation:
    """Score what was found in the articles of a gold.

    Args:
        found: the analysis of the gold's whole text, or what `read_articles` found, by the gold's ids.
        gold: what is to be found.

    Returns:
        The scores of the layers that the gold holds, in the order of `Layer`.
    """
    articles = found_in(found) if isinstance(found, Analysis) else found
    everything = "".join(article.text for article in gold.articles)
    parts = [part for article in gold.articles for part in _article(article, articles.get(article.id), everything)]
    layers = [layer for layer in Layer if layer.part in gold.holds]
    scores = [[part for part in parts if part.layer is layer] for layer in layers]
    return Evaluation(gold=gold, found=articles, layers=tuple(total(each) for each in scores if each))


def _article(gold: Marked, found: Marked | None, everything: str) -> Iterator[LayerScore]:
    """Yield the scores of every layer in one article."""
    yield _structure(gold, found)
    if found is None or found.text != gold.text:
        found = Marked(id=gold.id, text=gold.text)
    yield from _actors(gold, found)
    yield from _times(gold, found)
    yield from _names(gold, found)
    yield from _norms(gold, found, everything)


def _structure(gold: Marked, found: Marked | None) -> LayerScore:
    here = [Item(article=gold.id, end=len(gold.text))]
    same = found is not None and squeezed(found.text) == squeezed(gold.text)
    return replace(scored(Layer.STRUCTURE, here, here if same else []), overlap=None)


def _actors(gold: Marked, found: Marked) -> Iterator[LayerScore]:
    extents = ([_item(side, each.span) for each in side.actors] for side in (gold, found))
    typed = ([_item(side, each.span, each.type) for each in side.actors] for side in (gold, found))
    yield scored(Layer.ACTOR, *extents)
    yield scored(Layer.ACTOR_TYPE, *typed)


def _times(gold: Marked, found: Marked) -> Iterator[LayerScore]:
    wanted, got = ({each.span: each for each in side.times} for side in (gold, found))
    extents = ([_item(gold, span, said=_of_time(each)) for span, each in side.items()] for side in (wanted, got))
    typed = ([_item(gold, span, each.type) for span, each in side.items()] for side in (wanted, got))
    yield replace(scored(Layer.TIME, *extents), types=scored(Layer.TIME, *typed).types)
    both = [(wanted[span], got[span]) for span in sorted(wanted.keys() & got.keys())]
    for claim in claims.TIMES:
        pairs = [pair for pair in both if pair[0].type is TimeType.DEADLINE or not claim.deadlines]
        judged = [
            _judged(_item(gold, one.span), claim.shown(one), claim.shown(other), agree=claim.of(one) == claim.of(other))
            for one, other in pairs
        ]
        yield rate(claim.layer, judged)


def _names(gold: Marked, found: Marked) -> Iterator[LayerScore]:
    """Yield the scores of what the norms of an article name, whichever of them does."""
    counterparts, edges, times = zip(*(_named(side) for side in (gold, found)), strict=True)
    yield scored(Layer.COUNTERPART, *counterparts)
    yield replace(scored(Layer.EDGE, *edges), types=())  # its relations are those of the counterparts
    yield scored(Layer.NORM_TIME, *times)


def _named(article: Marked) -> tuple[list[Item], list[Item], list[Item]]:
    """Return the counterparts, the edges and the times of the norms of an article."""
    counterparts, edges = list[Item](), list[Item]()
    for norm in article.norms:
        for party in norm.counterparts:
            counterparts.append(_name(article, norm, party.relation, (party.name,)))
            edges += [_name(article, norm, party.relation, (bearer, party.name)) for bearer in norm.bearers]
    return counterparts, edges, [_item(article, span) for norm in article.norms for span in norm.time]


def _norms(gold: Marked, found: Marked, everything: str) -> Iterator[LayerScore]:
    """Yield the scores of the norms of an article, and of what is said of those that were found."""
    indexes = pairs_of(gold.norms, found.norms)
    pairs = [(gold.norms[i], found.norms[j]) for i, j in indexes]
    paired, used = {i for i, _ in indexes}, {j for _, j in indexes}
    wanted, got = ([_item(gold, norm.action, said=_of_norm(norm)) for norm in side.norms] for side in (gold, found))
    yield LayerScore(
        layer=Layer.NORM,
        exact=_of_norms(gold.norms, found.norms, [pair for pair in pairs if _is_exact(*pair)]),
        overlap=_of_norms(gold.norms, found.norms, pairs),
        types=tuple(_modalities(gold.norms, found.norms, pairs)),
        right=tuple(item for i, item in enumerate(wanted) if i in paired),
        missed=tuple(item for i, item in enumerate(wanted) if i not in paired),
        spurious=tuple(item for j, item in enumerate(got) if j not in used),
    )
    for claim in claims.NORMS:
        named = [pair for pair in pairs if claim.layer is not Layer.BEARER or _is_named(pair[0], everything)]
        yield rate(claim.layer, [_claimed(claim, gold, *pair) for pair in named])


def _modalities(gold: Sequence[Norm], found: Sequence[Norm], pairs: Sequence[tuple[Norm, Norm]]) -> Iterator[TypeScore]:
    """Yield the scores of each modality: right is a pair of which both have it."""
    for kind in sorted({norm.modality for norm in (*gold, *found)}):
        wanted, got = ([norm for norm in side if norm.modality is kind] for side in (gold, found))
        both = [pair for pair in pairs if pair[0].modality is kind is pair[1].modality]
        exact = [pair for pair in both if _is_exact(*pair)]
        yield TypeScore(type=kind, exact=_of_norms(wanted, got, exact), overlap=_of_norms(wanted, got, both))


def _of_norms(gold: Sequence[Norm], found: Sequence[Norm], pairs: Sequence[tuple[Norm, Norm]]) -> Score:
    return Score(gold=len(gold), found=len(found), right=len(pairs))


def _is_exact(one: Norm, other: Norm) -> bool:
    return (one.action, one.marker) == (other.action, other.marker)


def _is_named(norm: Norm, everything: str) -> bool:
    """Whether an article could name the bearer: a default that none of the gold does is nobody's to find."""
    return norm.bearer_source is not BearerSource.DEFAULT or any(name in everything for name in norm.bearers)


def _item(article: Marked, span: Span, value: str = "", *, said: str = "") -> Item:
    return Item(article=article.id, start=span.start, end=span.end, value=value, said=said)


def _of_time(time: Time) -> str:
    return f"{TIME_TYPE[time.type]}，{time.value}"


def _of_norm(norm: Norm) -> str:
    return f"{MODALITY[norm.modality]}，{'、'.join(norm.bearers) or UNSTATED}"


def _name(article: Marked, norm: Norm, relation: str, names: tuple[str, ...]) -> Item:
    """Return names in an article as an item: a digest of them, for a baseline keeps no words of a text."""
    plain = "\n".join(plain_name(name) for name in names)
    digest = hashlib.sha256(plain.encode()).hexdigest()[:_DIGITS]
    return Item(article=article.id, value=f"{relation}:{digest}", at=norm.action, said="→".join(names))


def _claimed(claim: claims.NormClaim, article: Marked, one: Norm, other: Norm) -> tuple[Item, bool]:
    """Return a norm of the gold and whether the result says the same of it."""
    said = claim.shown(one, article.text), claim.shown(other, article.text)
    return _judged(_item(article, one.action), *said, agree=claim.agree(one, other))


def _judged(item: Item, wanted: str, got: str, *, agree: bool) -> tuple[Item, bool]:
    """Return an item that says what the gold says of it and, where that is another, what the result does."""
    return replace(item, said=wanted if agree else f"应为{wanted}，判为{got}"), agree
