"""What every position of a text weighs as the beginning of a name, and some positions as its end.

The sums are those of `features.of_start` and `features.of_end`. What stands on one side of a position weighs what the
longest known word there weighs, or two characters where there is none; so it is looked up once, not table by table.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress
from operator import add
from typing import TYPE_CHECKING, Generic, TypeVar

from zhize.tagging.features import MODAL, SIGHT, begins_with, classed, ends_in, is_hanzi, padded, words
from zhize.tagging.vocabulary import Remembered, sizes_by_end, sizes_by_start

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from zhize.tagging.features import Classes, Tables

V = TypeVar("V")
Behind = tuple[float, "int | None"]  # what it weighs, the coarse class of the word
Before = tuple[float, "int | None", bool]  # what it weighs, the middle class of the word, whether it may be in `_CROSS`
_STRETCH = 4_096  # positions at a time, so that a long text takes no more memory than it must
_LONGEST_CONTEXT = 4
_PAIR = 2
_CROSS = ("x2r1", "x2r2")  # tables of two characters before an end together with those behind it


@dataclass(frozen=True, slots=True, kw_only=True)
class Side(Generic[V]):
    """What the characters on one side of a position come to."""

    pairs: Remembered[str, V]  # two characters
    words: Remembered[str, V]  # a known word of more
    known: frozenset[str]  # these words
    sizes: Mapping[str, tuple[int, ...]]  # their lengths by the two characters at the position, the longest first

    def before(self, wide: str, at: int, pair: str) -> V:
        """Return what the characters before a position come to, ``pair`` the last two of them."""
        for size in self.sizes.get(pair, ()):
            if (word := wide[at - size : at]) in self.known:
                return self.words[word]
        return self.pairs[pair]

    def behind(self, wide: str, at: int, pair: str) -> V:
        """Return what the characters from a position on come to, ``pair`` the first two of them."""
        for size in self.sizes.get(pair, ()):
            if (word := wide[at : at + size]) in self.known:
                return self.words[word]
        return self.pairs[pair]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edges:
    """What stands around a beginning and around an end, ready to be looked up."""

    before_start: Side[float]
    at_start: Remembered[str, float]  # by the characters before and behind it
    behind_start: Side[float]
    across_start: Mapping[str, float]  # by two characters before and one behind it
    before_across: frozenset[str]  # these two
    before_end: Side[Before]
    at_end: Remembered[str, float]
    behind_end: Side[Behind]
    across_end: Remembered[str, float]  # by two characters before and two behind it
    around_end: Mapping[tuple[int, int], float]  # by the classes of the words behind and before it

    def of(self, text: str, places: Sequence[int] | None = None) -> tuple[list[float], list[float]]:
        """Return the weight of each position of a text, its end included, as a beginning, and of some as an end.

        Args:
            text: the text.
            places: the positions that may be ends, in order; all by default.
        """
        wide, size = padded(text), len(text) + 1
        places = range(size) if places is None else places
        at_start, at_end = list[float](), list[float]()
        for first, some in _stretches(size, places):
            length = min(_STRETCH, size - first)
            stretch = wide[first : first + length + 2 * SIGHT]
            pairs = list(map(add, stretch, stretch[1:]))
            at_start += self._starts(stretch, pairs, length)
            at_end += self._ends(stretch, pairs, (place - first + SIGHT for place in some))
        return at_start, at_end

    def _starts(self, wide: str, pairs: list[str], size: int) -> Iterable[float]:
        """Return the weights of some positions as beginnings, the first of them behind `SIGHT` characters."""
        first, last = SIGHT, SIGHT + size
        tails, leads = pairs[first - _PAIR : last - _PAIR], pairs[first:last]
        left = list(map(self.before_start.pairs.__getitem__, tails))
        middle = list(map(self.at_start.__getitem__, pairs[first - 1 : last - 1]))
        right = list(map(self.behind_start.pairs.__getitem__, leads))
        for at in compress(range(size), map(self.before_start.sizes.__contains__, tails)):
            left[at] = self.before_start.before(wide, at + SIGHT, tails[at])
        for at in compress(range(size), map(self.behind_start.sizes.__contains__, leads)):
            right[at] = self.behind_start.behind(wide, at + SIGHT, leads[at])
        for at in compress(range(size), map(self.before_across.__contains__, tails)):
            middle[at] += self.across_start.get(tails[at] + wide[at + SIGHT], 0)
        return map(add, map(add, left, middle), right)

    def _ends(self, wide: str, pairs: list[str], places: Iterable[int]) -> Iterator[float]:
        """Yield the weights of some positions as ends."""
        before, behind = self.before_end.before, self.behind_end.behind
        at_end, across, around = self.at_end, self.across_end, self.around_end
        for at in places:
            tail, lead = pairs[at - 2], pairs[at]
            left, last, crosses = before(wide, at, tail)
            right, first = behind(wide, at, lead)
            weight = left + at_end[pairs[at - 1]] + right
            if crosses:
                weight += across[tail + lead]
            if last is not None and first is not None:
                weight += around.get((first, last), 0)
            yield weight


def _stretches(size: int, places: Sequence[int]) -> Iterator[tuple[int, Sequence[int]]]:
    """Yield where each stretch of a text begins and which places lie in it."""
    begin = 0
    for first in range(0, size, _STRETCH):
        stop = begin
        while stop < len(places) and places[stop] < first + _STRETCH:
            stop += 1
        yield first, places[begin:stop]
        begin = stop


def edges_of(look: Tables, grams: Mapping[str, Collection[str]], classes: Classes) -> Edges:
    """Return what a model weighs around a position.

    Args:
        look: the tables of the model.
        grams: their keys.
        classes: the classes of words.
    """
    known = words()
    ends = (known.grammar.heads, known.grammar.bodies, known.slots)
    swallowing = {longer for each in ends for entry in each.entries.values() for longer in getattr(entry, "not_", ())}
    keys = {name: frozenset(grams.get(name, ())) for name in ("l3", "f3", "l2f1", "x3", "x4", "r3", *_CROSS)}
    crossing = frozenset(key[:_PAIR] for name in _CROSS for key in keys[name])
    return Edges(
        before_start=_side(lambda left: _before_start(look, classes, left), (classes, known.contexts, keys["l3"])),
        at_start=Remembered(lambda pair: _at_start(look, pair)),
        behind_start=_side(
            lambda right: _behind_start(look, classes, right), (classes, known.modifiers, keys["f3"]), before=False
        ),
        across_start={key: look["l2f1"](key, 0) for key in keys["l2f1"]},
        before_across=frozenset(key[:_PAIR] for key in keys["l2f1"]),
        before_end=_side(
            lambda left: (*_before_end(look, classes, left), left[-_PAIR:] in crossing),
            (classes, swallowing, *(each.entries for each in ends), keys["x3"], keys["x4"]),
        ),
        at_end=Remembered(lambda pair: _at_end(look, pair)),
        behind_end=_side(lambda right: _behind_end(look, classes, right), (classes, keys["r3"]), before=False),
        across_end=Remembered(lambda said: float(look["x2r1"](said[:-1], 0) + look["x2r2"](said, 0))),
        around_end=_Around(look),
    )


class _Around(dict[tuple[int, int], float]):
    """Nothing yet."""


def _side(of: Callable[[str], V], known: Iterable[Iterable[str]], *, before: bool = True) -> Side[V]:
    long = frozenset(word for each in known for word in each if _PAIR < len(word) <= SIGHT)
    sizes = sizes_by_end(long) if before else sizes_by_start(long)
    return Side(pairs=Remembered(of), words=Remembered(of), known=long, sizes=sizes)


def _before_start(look: Tables, classes: Classes, left: str) -> float:
    """Return what stands before a beginning weighs, ``left`` its last characters that are known together."""
    weight = look["l2"](left[-2:], 0) + look["l3"](left[-3:], 0)
    if is_hanzi(left[-1]) and (context := ends_in(words().contexts, left, _LONGEST_CONTEXT)):
        weight += look["flag"]("l:context", 0) + look["context"](context, 0)
    return float(weight + sum(classed(look, "l", ends_in(classes, left), classes)))


def _at_start(look: Tables, pair: str) -> float:
    weight = look["l1"](pair[0], 0) + look["f1"](pair[1], 0) + look["l1f1"](pair, 0)
    return float(weight if is_hanzi(pair[0]) else weight + look["flag"]("l:stop", 0))


def _behind_start(look: Tables, classes: Classes, right: str) -> float:
    weight = look["f2"](right[:2], 0) + look["f3"](right[:3], 0)
    modifiers = words().modifiers
    if modifier := begins_with(modifiers, right):
        weight += look["flag"](modifiers[modifier], 0) + look["modifier"](modifier, 0)
    return float(weight + sum(classed(look, "f", begins_with(classes, right), classes)))


def _before_end(look: Tables, classes: Classes, left: str) -> tuple[float, int | None]:
    """Return what stands before an end weighs, and the middle class of its last word."""
    flag, known, at = look["flag"], words(), len(left)
    weight = look["x2"](left[-2:], 0) + look["x3"](left[-3:], 0) + look["x4"](left[-4:], 0)
    if (head := known.grammar.heads.ending(left, at)) is not None:
        weight += look["head"](head.text, 0) + flag(f"head:{head.type.value}", 0)
        weight += flag(f"head:alone:{head.alone}", 0)
    if known.grammar.bodies.ending(left, at) is not None:
        weight += flag("body", 0)
    if (slot := known.slots.ending(left, at)) is not None:
        weight += flag(f"slot:{slot.type.value}", 0)
    last = ends_in(classes, left)
    return float(weight), classes[last][1] if last else None


def _at_end(look: Tables, pair: str) -> float:
    weight = look["x1"](pair[0], 0) + look["r1"](pair[1], 0) + look["x1r1"](pair, 0)
    return float(weight if is_hanzi(pair[1]) else weight + look["flag"]("r:stop", 0))


def _behind_end(look: Tables, classes: Classes, right: str) -> tuple[float, int | None]:
    """Return what stands behind an end weighs, and the coarse class of its first word."""
    weight = look["r2"](right[:2], 0) + look["r3"](right[:3], 0)
    if is_hanzi(right[0]) and MODAL.match(right):
        weight += look["flag"]("r:modal", 0)
    first = begins_with(classes, right)
    return float(weight + sum(classed(look, "r", first, classes))), classes[first][0] if first else None
