"""Items of a gold and of a result → counts, in one article and over several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.evaluation.layers import TYPE
from zhize.evaluation.matching import overlapping
from zhize.evaluation.nouns import LayerScore, Score, TypeScore

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhize.evaluation.layers import Layer
    from zhize.evaluation.nouns import Item


_TYPES = list(TYPE)


def scored(layer: Layer, gold: Iterable[Item], found: Iterable[Item]) -> LayerScore:
    """Return the scores of a layer in one article.

    Args:
        layer: which; the items of those by name have no extent that could overlap.
        gold: what is to be found.
        found: what was.
    """
    wanted, got = set(gold), set(found)
    return LayerScore(
        layer=layer,
        exact=_exact(wanted, got),
        overlap=None if layer.by_name else _overlap(wanted, got),
        types=tuple(_types(layer, wanted, got)),
        right=tuple(sorted(item for item in wanted if item in got)),  # as the gold has it, words and all
        missed=tuple(sorted(wanted - got)),
        spurious=tuple(sorted(got - wanted)),
    )


def rate(layer: Layer, compared: Iterable[tuple[Item, bool]]) -> LayerScore:
    """Return how often what is said of a find is right, in one article.

    Args:
        layer: what is said.
        compared: each find, and whether it is said rightly of it.
    """
    judged = list(compared)
    right = tuple(sorted(item for item, is_right in judged if is_right))
    wrong = tuple(sorted(item for item, is_right in judged if not is_right))
    score = Score(gold=len(judged), found=len(judged), right=len(right))
    return LayerScore(layer=layer, exact=score, right=right, missed=wrong)


def total(scores: Sequence[LayerScore]) -> LayerScore:
    """Return the scores of a layer over several articles, of which there is at least one."""
    types = sorted({each.type for score in scores for each in score.types}, key=_TYPES.index)
    overlaps = [score.overlap for score in scores if score.overlap is not None]
    return LayerScore(
        layer=scores[0].layer,
        exact=sum((score.exact for score in scores), Score()),
        overlap=sum(overlaps, Score()) if overlaps else None,
        types=tuple(_total_of_type(kind, scores) for kind in types),
        right=tuple(item for score in scores for item in score.right),
        missed=tuple(item for score in scores for item in score.missed),
        spurious=tuple(item for score in scores for item in score.spurious),
    )


def type_of(item: Item) -> str:
    """Return the type of an item; "" where its layer has none."""
    return item.value.partition(":")[0]


def _types(layer: Layer, wanted: set[Item], got: set[Item]) -> Iterator[TypeScore]:
    for kind in sorted({type_of(item) for item in wanted | got} - {""}):
        sides = [{item for item in side if type_of(item) == kind} for side in (wanted, got)]
        yield TypeScore(type=kind, exact=_exact(*sides), overlap=None if layer.by_name else _overlap(*sides))


def _total_of_type(kind: str, scores: Iterable[LayerScore]) -> TypeScore:
    parts = [each for score in scores for each in score.types if each.type == kind]
    overlaps = [part.overlap for part in parts if part.overlap is not None]
    exact = sum((part.exact for part in parts), Score())
    return TypeScore(type=kind, exact=exact, overlap=sum(overlaps, Score()) if overlaps else None)


def _exact(wanted: set[Item], got: set[Item]) -> Score:
    return Score(gold=len(wanted), found=len(got), right=len(wanted & got))


def _overlap(wanted: set[Item], got: set[Item]) -> Score:
    """Count what overlaps, a type with its own only."""
    right = 0
    for value in {item.value for item in wanted}:
        gold, found = ([(each.start, each.end) for each in side if each.value == value] for side in (wanted, got))
        right += overlapping(gold, found)
    return Score(gold=len(wanted), found=len(got), right=right)
