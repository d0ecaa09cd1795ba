"""What every position of a text weighs as the beginning and as the end of a name, all at once.

The sums are those of `features.of_start` and `features.of_end`. They are made a table at a time over the whole text, by
`map` over its pairs, triples and quadruples of characters, which is many times as fast as a position at a time.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import repeat
from operator import add
from typing import TYPE_CHECKING

from zhize.tagging.features import MODAL, SIGHT, Classes, Tables, begins_with, ends_in, is_hanzi, padded, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

# The tables of grams: name, length, and where the gram begins seen from the position.
_STARTS = (
    ("l1", 1, -1),
    ("f1", 1, 0),
    ("f2", 2, 0),
    ("f3", 3, 0),
    ("l1f1", 2, -1),
    ("l2", 2, -2),
    ("l3", 3, -3),
    ("l2f1", 3, -2),
)
_ENDS = (
    ("x1", 1, -1),
    ("x2", 2, -2),
    ("x3", 3, -3),
    ("x4", 4, -4),
    ("r1", 1, 0),
    ("r2", 2, 0),
    ("r3", 3, 0),
    ("x1r1", 2, -1),
    ("x2r1", 3, -2),
    ("x2r2", 4, -2),
)
_STRETCH = 4_096  # positions at a time, so that a long text takes no more memory than it must
_ROOM = 50_000  # pairs of words whose weight is remembered
_LONGEST_CONTEXT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Edges:
    """The tables of a model, and what its classes come to a word."""

    look: Tables
    classes: Classes
    first_sizes: Mapping[str, tuple[int, ...]]  # of the classed words that begin with two characters, the longest first
    last_sizes: Mapping[str, tuple[int, ...]]  # of those that end in two characters
    left: Callable[[str], float]  # the weight of the word before a beginning,
    first: Callable[[str], float]  # of the first word of a name,
    right: Callable[[str], float]  # of the word behind an end,
    around: Callable[[str, str], float]  # and of the last word of a name with the one behind it

    def of(self, text: str) -> tuple[list[float], list[float]]:
        """Return the weight of each position of a text, its end included, as a beginning and as an end."""
        wide, size = padded(text), len(text) + 1
        at_start, at_end = list[float](), list[float]()
        for first in range(0, size, _STRETCH):
            length = min(_STRETCH, size - first)
            starts, ends = self._of_stretch(wide[first : first + length + 2 * SIGHT], length)
            at_start += starts
            at_end += ends
        return at_start, at_end

    def _of_stretch(self, wide: str, size: int) -> tuple[list[float], list[float]]:
        """Return the weights of some positions, the first of them behind `SIGHT` characters."""
        pairs = list(map(add, wide, wide[1:]))
        triples = list(map(add, pairs, wide[2:]))
        grams = (wide, pairs, triples, list(map(add, triples, wide[3:])))
        before, behind = self._before(wide, pairs, size), self._behind(wide, pairs, size)
        starts = [
            *self._columns(_STARTS, grams, size),
            map(self.left, before),
            map(self.first, behind),
            self._at_starts(wide, size),
        ]
        ends = [
            *self._columns(_ENDS, grams, size),
            map(self.right, behind),
            map(self.around, before, behind),
            self._at_ends(wide, size),
        ]
        return list(map(sum, zip(*starts, strict=True))), list(map(sum, zip(*ends, strict=True)))

    def _columns(
        self, tables: Iterable[tuple[str, int, int]], grams: Sequence[Sequence[str]], size: int
    ) -> Iterator[Iterable[float]]:
        """Yield what each table holds for the gram of its length at its offset from each position."""
        for table, length, offset in tables:
            first = SIGHT + offset
            yield map(self.look[table], grams[length - 1][first : first + size], repeat(0))

    def _before(self, wide: str, pairs: list[str], size: int) -> list[str]:
        """Return the classed word that ends at each position."""
        known, sizes_of = self.classes, self.last_sizes
        found = [each if each in known else "" for each in wide[SIGHT - 1 : SIGHT + size - 1]]
        for at, pair in enumerate(pairs[SIGHT - 2 : SIGHT + size - 2], SIGHT):
            for length in sizes_of.get(pair, ()):
                if (word := wide[at - length : at]) in known:
                    found[at - SIGHT] = word
                    break
        return found

    def _behind(self, wide: str, pairs: list[str], size: int) -> list[str]:
        """Return the classed word that begins at each position."""
        known, sizes_of = self.classes, self.first_sizes
        found = [each if each in known else "" for each in wide[SIGHT : SIGHT + size]]
        for at, pair in enumerate(pairs[SIGHT : SIGHT + size], SIGHT):
            for length in sizes_of.get(pair, ()):
                if (word := wide[at : at + length]) in known:
                    found[at - SIGHT] = word
                    break
        return found

    def _at_starts(self, wide: str, size: int) -> list[float]:
        """Return what the words of the lexicons weigh before and behind each position as a beginning."""
        flag, known = self.look["flag"], words()
        stop, context_flag = flag("l:stop", 0), flag("l:context", 0)
        found = [0 if is_hanzi(wide[at - 1]) else stop for at in range(SIGHT, SIGHT + size)]
        for place in _any_of(known.context_ends).finditer(wide, SIGHT - 1, SIGHT + size - 1):
            at = place.end()
            if context := ends_in(known.contexts, wide[at - SIGHT : at], _LONGEST_CONTEXT):
                found[at - SIGHT] += context_flag + self.look["context"](context, 0)
        for place in _any_of(known.modifier_starts).finditer(wide, SIGHT, SIGHT + size):
            at = place.start()
            if modifier := begins_with(known.modifiers, wide[at : at + SIGHT]):
                found[at - SIGHT] += flag(known.modifiers[modifier], 0) + self.look["modifier"](modifier, 0)
        return found

    def _at_ends(self, wide: str, size: int) -> list[float]:
        """Return what the words of the lexicons weigh before and behind each position as an end."""
        flag, known = self.look["flag"], words()
        stop, modal = flag("r:stop", 0), flag("r:modal", 0)
        found = [0 if is_hanzi(wide[at]) else stop for at in range(SIGHT, SIGHT + size)]
        for place in MODAL.finditer(wide, SIGHT, SIGHT + size):
            for at in range(place.start(), place.end()):
                if MODAL.match(wide, at):
                    found[at - SIGHT] += modal
        for end in known.ends.of(wide[: SIGHT + size - 1]):
            if end >= SIGHT:
                found[end - SIGHT] += self._of_heads(wide[end - SIGHT : end])
        return found

    def _of_heads(self, left: str) -> float:
        """Return what heads, bodies and slots weigh that end behind some characters."""
        flag, known = self.look["flag"], words()
        weight = 0.0
        if (head := known.grammar.heads.ending(left, SIGHT)) is not None:
            weight += self.look["head"](head.text, 0) + flag(f"head:{head.type.value}", 0)
            weight += flag(f"head:alone:{head.alone}", 0)
        if known.grammar.bodies.ending(left, SIGHT) is not None:
            weight += flag("body", 0)
        if (slot := known.slots.ending(left, SIGHT)) is not None:
            weight += flag(f"slot:{slot.type.value}", 0)
        return weight


def edges_of(look: Tables, classes: Classes) -> Edges:
    """Return the tables of a model ready to be summed over texts."""
    return Edges(
        look=look,
        classes=classes,
        first_sizes=_sizes((word[:2], len(word)) for word in classes if len(word) > 1),
        last_sizes=_sizes((word[-2:], len(word)) for word in classes if len(word) > 1),
        left=cache(partial(_of_word, look, classes, "l")),
        first=cache(partial(_of_word, look, classes, "f")),
        right=cache(partial(_of_word, look, classes, "r")),
        around=lru_cache(maxsize=_ROOM)(partial(_of_words, look, classes)),
    )


def _sizes(found: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    sizes = defaultdict[str, set[int]](set)
    for pair, size in found:
        sizes[pair].add(size)
    return {pair: tuple(sorted(each, reverse=True)) for pair, each in sizes.items()}


def _of_word(look: Tables, classes: Classes, place: str, word: str) -> float:
    """Return what the classes of a word at a place weigh."""
    if not word:
        return float(look["flag"](f"{place}:unknown", 0))
    return float(sum(look[place + size](number, 0) for size, number in zip("abc", classes[word], strict=True)))


def _of_words(look: Tables, classes: Classes, last: str, behind: str) -> float:
    return float(look["rx"]((classes[behind][0], classes[last][1]), 0)) if last and behind else 0.0


@cache
def _any_of(characters: frozenset[str]) -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(re.escape, sorted(characters)))}]")
