"""What every position of a text weighs as the beginning of a name, and some positions as its end.

The sums are those of `features.of_start` and `features.of_end`. What stands on one side of a position weighs what the
longest known word there weighs, or two characters where there is none; so it is looked up once, not table by table.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import chain, compress, islice
from operator import add
from typing import TYPE_CHECKING, Any

from zhize.tagging import candidates
from zhize.tagging.features import MODAL, SIGHT, begins_with, classed, ends_in, is_hanzi, padded, words
from zhize.tagging.vocabulary import Longer, Remembered, longer_words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from zhize.tagging.features import Classes, Tables

_STRETCH = 4_096  # positions at a time, so that a long text takes no more memory than it must
_ROOM = 150_000  # of pairs of characters; 300 laws have 100,000
_LONGEST_CONTEXT = 4
_EXACT = 9  # decimals of sums of weights, which have three
_PAIR = 2
_BEFORE = ("l3", "x3", "x4")  # tables of three characters or more before a position
_CROSS = ("x2r1", "x2r2")  # tables of two characters before an end together with those behind it


# What two characters weigh before a beginning, around it, behind it, and inside of a name; with which third characters
# a longer word may stand in their place before a beginning or behind it; whether the next character behind it may
# weigh with them; whether a name may end behind them.
_Row = tuple[float, float, float, float, "Collection[str] | None", "Collection[str] | None", bool, bool]
# What the word before an end weighs, its middle class, and whether it may begin a key of `_CROSS`.
_Before = tuple[float, "int | None", bool]
# What the word behind an end weighs, and its coarse class.
_Behind = tuple[float, "int | None"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edged:
    """What a text has of beginnings and ends of names."""

    at_start: list[float]  # what each position weighs as a beginning, the end of the text included
    ends: list[int]  # where a name may end, in order
    at_end: list[float]  # and what each of these weighs
    pairs: list[float]  # what the two characters from each position on weigh inside of a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Edges:
    """What the longest known words around a beginning and an end weigh, or two characters where there is none."""

    before: Longer
    behind: Longer
    rows: Remembered[str, _Row]
    before_start: Remembered[str, float]
    behind_start: Remembered[str, float]
    across_start: Mapping[str, float]  # by two characters before and one behind it
    before_end: Remembered[str, _Before]
    at_end: Remembered[str, float]  # by the characters before and behind it
    behind_end: Remembered[str, _Behind]
    across_end: Remembered[str, float]  # by two characters before and two behind it
    around_end: Remembered[tuple[int, int], float]  # by the classes of the words behind and before it

    def of(self, text: str) -> tuple[list[float], list[float]]:
        """Return the weight of each position of a text, its end included, as a beginning and as an end."""
        found = self.read(text, range(len(text) + 1))
        return found.at_start, found.at_end

    def read(self, text: str, also: Iterable[int]) -> Edged:
        """Return where names may begin and end in a text, ``also`` at some places, and what that weighs."""
        wide, size = padded(text), len(text) + 1
        found = Edged(at_start=[], ends=[], at_end=[], pairs=[])
        more = sorted({*candidates.links(text), *also})
        for first in range(0, size, _STRETCH):
            length = min(_STRETCH, size - first)
            stretch = wide[first : first + length + 2 * SIGHT]
            characters = list(stretch)
            pairs = list(map(add, characters, islice(characters, 1, None)))
            left, middle, right, inside, *others, may_end = zip(*map(self.rows.__getitem__, pairs), strict=True)
            places = compress(
                range(max(_PAIR, first), first + length), may_end[SIGHT - _PAIR + max(0, _PAIR - first) :]
            )
            some = more[bisect_left(more, first) : bisect_left(more, first + length)]
            ends = sorted({*places, *some})
            found.at_start.extend(self._starts(stretch, (left, middle, right, *others), length))
            found.at_end.extend(self._ends(stretch, pairs, (end - first + SIGHT for end in ends)))
            found.ends.extend(ends)
            found.pairs.extend(inside[SIGHT : SIGHT + length])
        return found

    def _starts(self, wide: str, columns: Sequence[tuple[Any, ...]], size: int) -> Iterable[float]:
        """Return the weights of some positions as beginnings, the first of them behind `SIGHT` characters."""
        before, middle, behind, thirds_before, thirds_behind, across = columns
        left, right = list(before[SIGHT - _PAIR : SIGHT - _PAIR + size]), list(behind[SIGHT : SIGHT + size])
        for at in compress(range(SIGHT, SIGHT + size), thirds_before[SIGHT - _PAIR :]):
            if wide[at - 3] in thirds_before[at - _PAIR]:
                left[at - SIGHT] = self.before_start[self.before.before(wide, at)]
        for at in compress(range(SIGHT, SIGHT + size), thirds_behind[SIGHT:]):
            if wide[at + _PAIR] in thirds_behind[at]:
                right[at - SIGHT] = self.behind_start[self.behind.behind(wide, at)]
        for at in compress(range(SIGHT, SIGHT + size), across[SIGHT - _PAIR :]):
            left[at - SIGHT] += self.across_start.get(wide[at - _PAIR : at + 1], 0)
        return map(add, map(add, left, middle[SIGHT - 1 :]), right)

    def _ends(self, wide: str, pairs: list[str], places: Iterable[int]) -> Iterator[float]:
        """Yield the weights of some positions as ends."""
        before, behind, at_end = self.before_end, self.behind_end, self.at_end
        thirds_before, thirds_behind = self.before.thirds, self.behind.thirds
        for at in places:
            tail, lead = pairs[at - 2], pairs[at]
            longer = tail in thirds_before and wide[at - 3] in thirds_before[tail]
            left, last, crosses = before[self.before.before(wide, at) if longer else tail]
            longer = lead in thirds_behind and wide[at + _PAIR] in thirds_behind[lead]
            right, first = behind[self.behind.behind(wide, at) if longer else lead]
            weight = left + at_end[pairs[at - 1]] + right
            if crosses:
                weight += self.across_end[tail + lead]
            if last is not None and first is not None:
                weight += self.around_end[first, last]
            yield weight


def edges_of(look: Tables, grams: Mapping[str, Collection[str]], classes: Classes, last_two: frozenset[str]) -> Edges:
    """Return what a model weighs around a position.

    Args:
        look: the tables of the model.
        grams: their keys.
        classes: the classes of words.
        last_two: the last two characters of names, beside those of the lexicons.
    """
    known = words()
    ends = (known.grammar.heads, known.grammar.bodies, known.slots)
    swallowing = {longer for each in ends for entry in each.entries.values() for longer in getattr(entry, "not_", ())}
    keys = {name: frozenset(grams.get(name, ())) for name in ("f3", "l2f1", "r3", *_BEFORE, *_CROSS)}
    before = longer_words(
        chain(classes, known.contexts, swallowing, *(each.entries for each in ends), *(keys[x] for x in _BEFORE)),
        SIGHT,
        by_end=True,
    )
    behind = longer_words(chain(classes, known.modifiers, keys["f3"], keys["r3"]), SIGHT, by_end=False)
    before_start, behind_start = _before_start(look, classes), _behind_start(look, classes)
    crossing = {key[:_PAIR] for each in _CROSS for key in keys[each]}
    return Edges(
        before=before,
        behind=behind,
        rows=Remembered(_row(look, classes, (before.thirds, behind.thirds), keys["l2f1"], last_two), _ROOM),
        before_start=Remembered(before_start),
        behind_start=Remembered(behind_start),
        across_start={key: look["l2f1"](key, 0) for key in keys["l2f1"]},
        before_end=Remembered(_before_end(look, classes, crossing)),
        at_end=Remembered(_at_end(look)),
        behind_end=Remembered(_behind_end(look, classes)),
        across_end=Remembered(lambda said: look["x2r1"](said[:-1], 0) + look["x2r2"](said, 0)),
        around_end=Remembered(lambda both: look["rx"](both, 0)),
    )


def _row(
    look: Tables,
    classes: Classes,
    thirds: tuple[Mapping[str, Collection[str]], ...],
    across_start: Collection[str],
    last_two: frozenset[str],
) -> Callable[[str], _Row]:
    l1, f1, both, l2, f2 = (look[name] for name in ("l1", "f1", "l1f1", "l2", "f2"))
    stop, contexts, modifiers = look["flag"]("l:stop", 0), _contexts(look), _modifiers(look)
    of_last, of_first = _of_class(look, classes, "l"), _of_class(look, classes, "f")
    thirds_before, thirds_behind = thirds
    # A number that many rows hold is one object, which the processor has at hand.
    one_of = Remembered[float, float](lambda number: number)
    across, has = {key[:_PAIR] for key in across_start}, look["has"]

    def row(pair: str) -> _Row:
        one, two = pair[0], pair[1]
        middle = l1(one, 0) + f1(two, 0) + both(pair, 0) + (0 if is_hanzi(one) else stop)
        left = l2(pair, 0) + of_last[pair if pair in classes else two if two in classes else ""]
        left += contexts[pair] if pair in contexts else contexts.get(two, 0)
        right = f2(pair, 0) + of_first[pair if pair in classes else one if one in classes else ""]
        right += modifiers[pair] if pair in modifiers else modifiers.get(one, 0)
        longer = thirds_before.get(pair), thirds_behind.get(pair)
        left, middle, right = (one_of[round(each, _EXACT)] for each in (left, middle, right))
        return left, middle, right, has(pair, 0), *longer, pair in across, candidates.may_end(pair, last_two)

    return row


def _contexts(look: Tables) -> dict[str, float]:
    flag = look["flag"]("l:context", 0)
    return {word: flag + look["context"](word, 0) for word in words().contexts}


def _modifiers(look: Tables) -> dict[str, float]:
    return {word: look["flag"](kind, 0) + look["modifier"](word, 0) for word, kind in words().modifiers.items()}


def _before_start(look: Tables, classes: Classes) -> Callable[[str], float]:
    l2, l3, contexts, of_class = look["l2"], look["l3"], _contexts(look), _of_class(look, classes, "l")

    def weight(left: str) -> float:
        held = l2(left[-2:], 0) + l3(left[-3:], 0) + of_class[ends_in(classes, left)]
        return float(held + contexts.get(ends_in(contexts, left, _LONGEST_CONTEXT), 0))

    return weight


def _behind_start(look: Tables, classes: Classes) -> Callable[[str], float]:
    f2, f3, modifiers, of_class = look["f2"], look["f3"], _modifiers(look), _of_class(look, classes, "f")

    def weight(right: str) -> float:
        held = f2(right[:2], 0) + f3(right[:3], 0) + of_class[begins_with(classes, right)]
        return float(held + modifiers.get(begins_with(modifiers, right), 0))

    return weight


def _before_end(look: Tables, classes: Classes, crossing: Collection[str]) -> Callable[[str], _Before]:
    known, flag = words(), look["flag"]
    heads, bodies, slots = known.grammar.heads, known.grammar.bodies, known.slots

    def weight(left: str) -> _Before:
        at, found = len(left), look["x2"](left[-2:], 0) + look["x3"](left[-3:], 0) + look["x4"](left[-4:], 0)
        if (head := heads.ending(left, at)) is not None:
            found += look["head"](head.text, 0) + flag(f"head:{head.type.value}", 0)
            found += flag(f"head:alone:{head.alone}", 0)
        if bodies.ending(left, at) is not None:
            found += flag("body", 0)
        if (slot := slots.ending(left, at)) is not None:
            found += flag(f"slot:{slot.type.value}", 0)
        last = ends_in(classes, left)
        return found, classes[last][1] if last else None, left[-_PAIR:] in crossing

    return weight


def _at_end(look: Tables) -> Callable[[str], float]:
    x1, r1, both, stop = look["x1"], look["r1"], look["x1r1"], look["flag"]("r:stop", 0)

    def weight(pair: str) -> float:
        last, first = pair[0], pair[1]
        return float(x1(last, 0) + r1(first, 0) + both(pair, 0) + (0 if is_hanzi(first) else stop))

    return weight


def _behind_end(look: Tables, classes: Classes) -> Callable[[str], _Behind]:
    r2, r3, modal, of_class = look["r2"], look["r3"], look["flag"]("r:modal", 0), _of_class(look, classes, "r")

    def weight(right: str) -> _Behind:
        first = begins_with(classes, right)
        found = r2(right[:2], 0) + r3(right[:3], 0) + of_class[first]
        if is_hanzi(right[0]) and MODAL.match(right):
            found += modal
        return found, classes[first][0] if first else None

    return weight


def _of_class(look: Tables, classes: Classes, place: str) -> Remembered[str, float]:
    return Remembered(lambda word: float(sum(classed(look, place, word, classes))))
