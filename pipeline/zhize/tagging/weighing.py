"""Names of actors by a learned model: it weighs every candidate and keeps those that together weigh most.

The model is linear: a candidate weighs the sum of its features' weights (`zhize.tagging.features`), which is the
logarithm of its odds. What the rules found are features too, so the model learned where to trust them. Its weights are
plain numbers in ``models/actors``, whose README says what they were learned from and by which command.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from math import exp, log
from typing import TYPE_CHECKING, Any

import msgspec

from zhize.model_files import model_folder, read_weights
from zhize.tagging import candidates, features, kinds
from zhize.tagging.company import company_of
from zhize.tagging.edges import edges_of
from zhize.tagging.features import Counts
from zhize.tagging.names import Name, Seen
from zhize.tagging.phrases import phrases_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from zhize.tagging.company import Company
    from zhize.tagging.edges import Edges
    from zhize.tagging.features import Classes, Table, Tables
    from zhize.tagging.kinds import Kinds
    from zhize.tagging.phrases import Phrases

TYPES = kinds.TYPES
_HOPELESS = -4.0  # so many candidates as have one end are together no name if none of them weighs more
_EXACT = 6  # decimals
_SURE, _LIGHTEST = 0.999, -50.0  # so that no logarithm and no power is out of range


class Weights(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a file of ``models/actors`` holds."""

    bias: float
    least_end: float  # no name that the model finds beside the rules has an end that weighs less,
    least_edges: float  # or an end and a beginning that together weigh less
    spans: dict[str, dict[str, float]]  # by table and key
    types: dict[str, dict[str, tuple[float, float, float, float]]]  # by table and key, for each of `TYPES`
    pairs: frozenset[str]  # the last two characters of names
    counts: dict[str, tuple[int, int, int, int]]  # see `Counts`
    classes: dict[str, tuple[int, int, int]]  # see `features.Classes`


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Weights ready to be looked up, and what they come to for strings that were met before."""

    weights: Weights
    spans: Tables
    types: Tables
    edges: Edges
    phrases: Phrases
    company: Company
    kinds: Kinds

    @property
    def classes(self) -> Classes:
        """The classes of words."""
        return self.weights.classes

    def counts(self, said: str) -> Counts | None:
        """Return how often a string stood in a place of actors where the model learned."""
        found = self.weights.counts.get(said)
        if found is None:
            return None
        return Counts(laws=found[0], subject=found[1], agent=found[2], addressee=found[3])


def model_of(weights: Weights) -> Model:
    """Return weights ready to be looked up."""
    spans, types, classes = _tables(weights.spans), _tables(weights.types), weights.classes
    edges = edges_of(spans, weights.spans, classes, weights.pairs)
    return Model(
        weights=weights,
        spans=spans,
        types=types,
        edges=edges,
        phrases=phrases_of(spans, weights.spans, weights.counts, classes, edges.before.sizes),
        company=company_of(spans, weights.spans.get("between", ())),
        kinds=kinds.kinds_of(types, classes, edges.behind),
    )


def _tables(weights: Mapping[str, Mapping[str, Any]]) -> Tables:
    """Return the tables of weights; JSON writes all keys as strings, two numbers as ``12.7``."""
    found: dict[str, Table] = {name: weights.get(name, {}).get for name in features.TEXTS}
    for name in features.NUMBERS:
        found[name] = {int(key): held for key, held in weights.get(name, {}).items()}.get
    for name in features.PAIRS:
        found[name] = {tuple(map(int, key.split("."))): held for key, held in weights.get(name, {}).items()}.get
    return found


@cache
def model() -> Model:
    """Return the model of the package.

    Raises:
        InputError: its file is missing or broken.
    """
    return read_model(model_folder("actors") / "weights.json")


def read_model(path: Path) -> Model:
    """Return the model that a file holds.

    Raises:
        InputError: the file is missing or broken.
    """
    return model_of(read_weights(path, Weights, "the model of actors"))


def weighed(text: str, seen: Seen, known: Mapping[str, int], by: Model | None = None) -> list[Name]:
    """Return the names of a text that a model keeps, in order and without overlap.

    Args:
        text: the text of an article.
        seen: what the rules saw in it.
        known: strings that stand before 应当, 不得 … in the same document, and how often.
        by: the model, that of the package by default.
    """
    by = by or model()
    names = {(name.start, name.end): name for name in seen.names}
    kept = heaviest(_weights(text, found_by_rules(text, seen), known, by))
    return [_name(text, span, names.get(span), by) for span in kept]


def found_by_rules(text: str, seen: Seen) -> features.Found:
    """Return what the rules saw in a text as features ask for it."""
    inside = bytearray(len(text))
    for name in seen.names:
        inside[name.start : name.end] = b"\1" * (name.end - name.start)
    return features.Found(
        exact={(name.start, name.end): (name.type.value, name.rule) for name in seen.names},
        starts={name.end: name.start for name in seen.names},
        ends={name.start: name.end for name in seen.names},
        covered=[0, *accumulate(inside)],
        closed=frozenset(at for start, end in seen.closed for at in range(start + 1, end + 1)),
    )


def _weights(text: str, rules: features.Found, known: Mapping[str, int], by: Model) -> list[tuple[int, int, float]]:
    """Return the candidates that are rather names than not, by end, and what each weighs."""
    edged = by.edges.read(text, rules.starts)
    at_start, free_starts = edged.at_start, candidates.all_starts(text, edged.ends)
    least_end, least_edges = by.weights.least_end, by.weights.least_edges
    of_words, of_company = by.phrases.over(text, edged.pairs), by.company.over(text, rules, known)
    bias = by.weights.bias
    weighed: list[tuple[int, int, float]] = []
    for end, ending, free in zip(edged.ends, edged.at_end, free_starts, strict=True):
        if end in rules.starts:
            every = with_rule(free, end, rules)
            starts = [at for at in every if ending + at_start[at] >= least_edges or (at, end) in rules.exact]
        else:
            starts = [at for at in free if ending + at_start[at] >= least_edges] if ending >= least_end else []
        if not starts:
            continue
        parts = zip(starts, of_words(end, starts), of_company(end, starts), strict=True)
        weights = [bias + ending + at_start[at] + words + company for at, words, company in parts]
        if max(weights) > _HOPELESS:
            here = list(zip(weights, starts, strict=True))
            if (weight := _together(here)) > 0:
                weighed.append((_likeliest(text, end, here, rules), end, weight))
    return weighed


def _together(here: Sequence[tuple[float, int]]) -> float:
    """Return what the candidates with one end weigh together.

    Of 未取得许可证的经营者 the end may be sure and the beginning not, so that each of two candidates alone is rather no
    name. One of them is: their odds are those of the sum of their probabilities.
    """
    best = max(here)[0]
    if len(here) == 1:
        return best
    total = min(_SURE, sum(1 / (1 + exp(-max(weight, _LIGHTEST))) for weight, _ in here))
    return max(best, log(total / (1 - total)))


def begins(text: str, end: int, rules: features.Found) -> list[int]:
    """Return where a name may begin that ends at a position, the beginning that the rules found included."""
    return with_rule(candidates.starts(text, end), end, rules)


def with_rule(starts: Iterable[int], end: int, rules: features.Found) -> list[int]:
    """Return the beginnings of candidates that end at a position, with the one that the rules found."""
    found = list(starts)
    if (start := rules.starts.get(end)) is not None and start not in found:
        found.append(start)
    return found


def _likeliest(text: str, end: int, here: Sequence[tuple[float, int]], rules: features.Found) -> int:
    """Return where the name begins that ends at a position.

    A state in front of a name that the rules found is a case, and no part of it: 已经开工的|建设单位.
    """
    known = rules.starts.get(end, 0)
    free = [each for each in here if each[1] >= known or features.STATE.match(text, each[1], known) is None]
    # Weights are sums of thousandths: what differs less is equal, and of equals the shorter name is the one.
    return max((round(weight, _EXACT), start) for weight, start in free or here)[1]


def heaviest(weighed: Sequence[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """Return the spans without overlap that together weigh most, in order.

    Args:
        weighed: start, end and weight of each, ordered by end.
    """
    last = [end for _, end, _ in weighed]
    best, before = [0.0], list[int]()
    for index, (start, _, weight) in enumerate(weighed):
        earlier = bisect_right(last, start, 0, index)
        before.append(earlier)
        best.append(max(best[index], best[earlier] + weight))
    kept, index = list[tuple[int, int]](), len(weighed)
    while index:
        if best[index] == best[index - 1]:
            index -= 1
        else:
            kept.append(weighed[index - 1][:2])
            index = before[index - 1]
    return kept[::-1]


def _name(text: str, span: tuple[int, int], rule: Name | None, by: Model) -> Name:
    """Return a kept span as a name; its type is the likeliest."""
    start, end = span
    return Name(
        start=start,
        end=end,
        type=by.kinds.of(text, span, rule.type.value if rule else ""),
        head=rule.head if rule else text[start:end],
        rule=rule.rule if rule else "learned",
    )
