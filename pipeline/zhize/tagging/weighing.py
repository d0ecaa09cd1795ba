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
from operator import add
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
from msgspec.structs import replace

from zhize.model_files import model_folder, read_weights
from zhize.tagging import candidates, features, kinds
from zhize.tagging.company import company_of
from zhize.tagging.edges import edges_of, tries_of
from zhize.tagging.features import Counts
from zhize.tagging.names import Name, Seen
from zhize.tagging.phrases import phrases_of
from zhize.tagging.spans import Limits, reader_of
from zhize.tagging.vocabulary import Remembered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from zhize.tagging.company import Company
    from zhize.tagging.features import Classes, Table, Tables
    from zhize.tagging.kinds import Kinds
    from zhize.tagging.spans import Edged, Reader

TYPES = kinds.TYPES
THOUSAND = 1_000
"""Weights of spans are reckoned in thousandths."""
_EXACT = 6  # decimals
_MOST = candidates.LONGEST + 1  # candidates with one end, that of the rules included
# So many candidates as have one end are together no name if none of them weighs more: half of a name is none.
_HOPELESS = [0.0, *(-THOUSAND * log(2 * count - 1) - 1 for count in range(1, _MOST + 1))]
_NOTHING: tuple[list[int], list[float]] = [], []
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

    def count(self, said: str) -> Counts | None:
        """Return how often a string stood in a place of actors where the model learned."""
        found = self.counts.get(said)
        if found is None:
            return None
        return Counts(laws=found[0], subject=found[1], agent=found[2], addressee=found[3])


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Weights ready to be looked up, and what they come to for strings that were met before."""

    weights: Weights
    spans: Tables  # in thousandths, as all that is weighed for spans
    types: Tables
    reader: Reader
    words: Remembered[str, int]  # what the words of a candidate weigh that only the rules see
    company: Company
    kinds: Kinds

    @property
    def classes(self) -> Classes:
        """The classes of words."""
        return self.weights.classes

    def counts(self, said: str) -> Counts | None:
        """Return how often a string stood in a place of actors where the model learned."""
        return self.weights.count(said)


def model_of(weights: Weights) -> Model:
    """Return weights ready to be looked up."""
    spans, types, classes = _tables(_in_thousandths(weights.spans)), _tables(weights.types), weights.classes
    tries = tries_of(weights.spans, classes, weights.counts, weights.pairs)
    company = company_of(spans, weights.spans.get("between", ()))
    limits = Limits(
        bias=weights.bias * THOUSAND,
        least_end=_thousandths(weights.least_end),
        least_edges=_thousandths(weights.least_edges),
        most_of_company=company.most,
        hopeless=np.array(_HOPELESS),
    )
    edges = edges_of(spans, weights.spans, weights.pairs, tries)
    phrases = phrases_of(spans, weights.spans, weights.counts, tries)

    def words(said: str) -> int:
        return int(sum(features.of_words(spans, said, weights.count(said), classes)))

    return Model(
        weights=weights,
        spans=spans,
        types=types,
        reader=reader_of(limits, tries, edges, phrases),
        words=Remembered(words),
        company=company,
        kinds=kinds.kinds_of(types, classes),
    )


def _in_thousandths(weights: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, int]]:
    """Return weights as whole numbers, whose sums are exact in any order; they were learned to three decimals."""
    return {name: {key: _thousandths(held) for key, held in table.items()} for name, table in weights.items()}


def _thousandths(weight: float) -> int:
    return round(weight * THOUSAND)


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


def edges_in(texts: Sequence[str], by: Model | None = None) -> list[Edged]:
    """Return where names may begin and end in some texts, by a model, that of the package by default."""
    by = by or model()
    return by.reader.read(texts)


def weighed(
    text: str, seen: Seen, known: Mapping[str, int], by: Model | None = None, *, edged: Edged | None = None
) -> list[Name]:
    """Return the names of a text that a model keeps, in order and without overlap.

    Args:
        text: the text of an article.
        seen: what the rules saw in it.
        known: strings that stand before 应当, 不得 … in the same document, and how often.
        by: the model, that of the package by default.
        edged: what `edges_in` found in the text; it is read if need be.
    """
    by = by or model()
    names = {(name.start, name.end): name for name in seen.names}
    edged = edged or edges_in([text], by)[0]
    kept = heaviest(_weights(text, edged, found_by_rules(text, seen), known, by))
    return [_name(text, span, names.get(span), edged, by) for span in kept]


def found_by_rules(text: str, seen: Seen) -> features.Found:
    """Return what the rules saw in a text as features ask for it."""
    inside = bytearray(len(text))
    for name in seen.names:
        inside[name.start : name.end] = b"\1" * (name.end - name.start)
    return features.Found(
        exact={(name.start, name.end): (name.type, name.rule) for name in seen.names},
        starts={name.end: name.start for name in seen.names},
        ends={name.start: name.end for name in seen.names},
        covered=[0, *accumulate(inside)],
        closed=frozenset(at for start, end in seen.closed for at in range(start + 1, end + 1)),
    )


def _weights(
    text: str, edged: Edged, rules: features.Found, known: Mapping[str, int], by: Model
) -> list[tuple[int, int, float]]:
    """Return the candidates that are rather names than not, by end, and what each weighs."""
    of_company, hopeful = by.company.over(text, rules, known), edged.hopeful
    weighed: list[tuple[int, int, float]] = []
    for end in sorted(hopeful.keys() | rules.starts.keys()):
        starts, alone = hopeful.get(end, _NOTHING)
        if end in rules.starts and rules.starts[end] not in starts:
            starts, alone = _with_rule(text, end, edged, rules, by)
        weights = list(map(add, alone, of_company(end, starts)))
        if len(weights) == 1:
            if weights[0] > 0:
                weighed.append((starts[0], end, weights[0] / THOUSAND))
        elif max(weights) > _HOPELESS[len(starts)]:
            here = [(weight / THOUSAND, at) for weight, at in zip(weights, starts, strict=True)]
            if (weight := _together(here)) > 0:
                weighed.append((_likeliest(text, end, here, rules), end, weight))
    return weighed


def _with_rule(text: str, end: int, edged: Edged, rules: features.Found, by: Model) -> tuple[list[int], list[float]]:
    """Return the beginnings of candidates with an end that the rules found, and what each weighs by itself."""
    limits, ending, known = by.reader.limits, int(edged.at_end[end]), edged.hopeful.get(end, _NOTHING)
    weights = dict(zip(*known, strict=True))
    least = limits.least_edges - ending
    free = known[0] or [at for at in candidates.starts(text, end) if edged.at_start[at] >= least]
    starts = sorted(with_rule(free, end, rules), reverse=True)
    for at in starts:
        if at not in weights:
            weights[at] = limits.bias + ending + int(edged.at_start[at]) + by.words[text[at:end]]
    return starts, [weights[at] for at in starts]


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
    known = rules.starts.get(end, 0)  # no candidate begins before 0
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


def _name(text: str, span: tuple[int, int], rule: Name | None, edged: Edged, by: Model) -> Name:
    """Return a kept span as a name; its type is the likeliest."""
    start, end = span
    kind = by.kinds.of(text, span, rule.type if rule else "", int(edged.behind[end]))
    if rule is not None:
        return rule if rule.type is kind else replace(rule, type=kind)
    return Name(start=start, end=end, type=kind, head=text[start:end], rule="learned")
