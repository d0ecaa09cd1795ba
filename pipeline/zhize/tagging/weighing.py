"""Names of actors by a learned model: it weighs every candidate and keeps those that together weigh most.

The model is linear: a candidate weighs the sum of its features' weights (`zhize.tagging.features`), which is the
logarithm of its odds. What the rules found are features too, so the model learned where to trust them. Its weights are
plain numbers in ``models/actors``, whose README says what they were learned from and by which command.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from math import exp, log
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from zhize.errors import InputError
from zhize.tagging import candidates, features
from zhize.tagging.edges import edges_of
from zhize.tagging.features import Counts
from zhize.tagging.names import Name, Seen
from zhize.types import ActorType

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zhize.tagging.edges import Edges
    from zhize.tagging.features import Classes, Table, Tables

TYPES = tuple(ActorType)
_PACKAGE = Path(__file__).parents[1]
# In a wheel the models lie inside the package; in a checkout, at the root of the repository.
_FOLDERS = (_PACKAGE / "models", _PACKAGE.parents[1] / "models")
_REMEDY = "install zhize again"
_ROOM = 100_000  # of strings whose weight is remembered; a law has some thousand
_SURE, _LIGHTEST = 0.999, -50.0  # so that no logarithm and no power is out of range
_NOTHING = (0.0,) * len(TYPES)


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
    words: dict[str, float] = field(default_factory=dict)

    @property
    def classes(self) -> Classes:
        """The classes of words."""
        return self.weights.classes

    def of_words(self, said: str) -> float:
        """Return what the words of a candidate weigh."""
        weight = self.words.get(said)
        if weight is None:
            if len(self.words) >= _ROOM:
                self.words.clear()
            weight = self.words[said] = sum(features.of_words(self.spans, said, self.counts(said), self.classes))
        return weight

    def counts(self, said: str) -> Counts | None:
        """Return how often a string stood in a place of actors where the model learned."""
        found = self.weights.counts.get(said)
        if found is None:
            return None
        return Counts(laws=found[0], subject=found[1], agent=found[2], addressee=found[3])


def model_of(weights: Weights) -> Model:
    """Return weights ready to be looked up."""
    spans = _tables(weights.spans)
    edges = edges_of(spans, weights.classes)
    return Model(weights=weights, spans=spans, types=_tables(weights.types), edges=edges)


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
    folder = next((folder for folder in _FOLDERS if folder.is_dir()), _FOLDERS[0])
    return read_model(folder / "actors" / "weights.json")


def read_model(path: Path) -> Model:
    """Return the model that a file holds.

    Raises:
        InputError: the file is missing or broken.
    """
    try:
        return model_of(msgspec.json.decode(path.read_bytes(), type=Weights))
    except FileNotFoundError as error:
        raise InputError("the model of actors is missing", where=str(path), remedy=_REMEDY) from error
    except OSError as error:
        what = f"the model of actors cannot be read ({error.strerror})"
        raise InputError(what, where=str(path), remedy=_REMEDY) from error
    except (msgspec.MsgspecError, ValueError) as error:
        raise InputError("the model of actors is broken", where=str(path), remedy=_REMEDY) from error


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
    at_start, at_end = by.edges.of(text)
    least_end, least_edges = by.weights.least_end, by.weights.least_edges
    weighed: list[tuple[int, int, float]] = []
    for end in sorted({*candidates.ends(text, by.weights.pairs), *rules.starts}):
        ending = at_end[end]
        if ending < least_end and end not in rules.starts:
            continue
        here = list[tuple[float, int]]()
        for start in begins(text, end, rules):
            if ending + at_start[start] < least_edges and (start, end) not in rules.exact:
                continue
            weight = by.weights.bias + ending + at_start[start] + by.of_words(text[start:end])
            here.append((weight + sum(features.of_company(by.spans, text, (start, end), rules, known)), start))
        if here and (weight := _together(here)) > 0:
            weighed.append((_likeliest(text, end, here, rules), end, weight))
    return weighed


def _together(here: Sequence[tuple[float, int]]) -> float:
    """Return what the candidates with one end weigh together.

    Of 未取得许可证的经营者 the end may be sure and the beginning not, so that each of two candidates alone is rather no
    name. One of them is: their odds are those of the sum of their probabilities.
    """
    if len(here) == 1:
        return here[0][0]
    total = min(_SURE, sum(1 / (1 + exp(-max(weight, _LIGHTEST))) for weight, _ in here))
    return max(max(here)[0], log(total / (1 - total)))


def begins(text: str, end: int, rules: features.Found) -> list[int]:
    """Return where a name may begin that ends at a position, the beginning that the rules found included."""
    found = list(candidates.starts(text, end))
    if (start := rules.starts.get(end)) is not None and start not in found:
        found.append(start)
    return found


def _likeliest(text: str, end: int, here: Sequence[tuple[float, int]], rules: features.Found) -> int:
    """Return where the name begins that ends at a position.

    A state in front of a name that the rules found is a case, and no part of it: 已经开工的|建设单位.
    """
    known = rules.starts.get(end, 0)
    free = [each for each in here if each[1] >= known or features.STATE.match(text, each[1], known) is None]
    return max(free or here)[1]


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
    rows = features.of_type(by.types, text, span, rule.type.value if rule else "", by.classes)
    totals = [sum(column) for column in zip(_NOTHING, *filter(None, rows), strict=True)]
    return Name(
        start=start,
        end=end,
        type=TYPES[max(range(len(TYPES)), key=totals.__getitem__)],
        head=rule.head if rule else text[start:end],
        rule=rule.rule if rule else "learned",
    )
