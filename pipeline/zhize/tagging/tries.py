"""Words as paths of characters, followed from all positions of a text at once.

Two sides are read: the words that begin at a position, and those that end there. What a model weighs by such words is a
column of numbers, one for each node of a path, so that a look-up of a whole text is one `take`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Numbers = NDArray[np.int32]
Places = NDArray[np.integer[Any]]
Whole = NDArray[np.uint64]
Flags = NDArray[np.bool_]

_CODE_POINTS = 0x110000
_OTHER_HANZI, _OTHER = 1, 2  # what all characters are that stand in no word; 0 is none
_HANZI = range(0x4E00, 0xA000)
_BITS = 64
# Multiplied with one of these, near keys lie far apart in their upper bits.
_FACTORS = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_ROOM = 2  # places of a table for each key, so that two seldom want the same in both
_TURNS = 200  # after which keys are taken to drive one another round; some dozen are enough for all others


@dataclass(frozen=True, slots=True, eq=False)
class Alphabet:
    """Small numbers for the characters of words."""

    numbers: NDArray[np.uint16]  # by code point
    size: int

    def of(self, text: str) -> Numbers:
        """Return the numbers of the characters of a text."""
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        return self.numbers.take(points).astype(np.int32)

    def column(self, value: Callable[[str], bool]) -> Flags:
        """Return what holds of each character by its number; the others are one that is Chinese and one that is not."""
        found = np.zeros(self.size, dtype=np.bool_)
        known = np.flatnonzero(self.numbers > _OTHER)
        found[self.numbers[known]] = [value(chr(point)) for point in known.tolist()]
        found[[_OTHER_HANZI, _OTHER]] = value(chr(_HANZI[-1])), value(chr(0))
        return found


def alphabet_of(words: Iterable[str]) -> Alphabet:
    """Return numbers for the characters of some words."""
    numbers = np.full(_CODE_POINTS, _OTHER, dtype=np.uint16)
    numbers[_HANZI.start : _HANZI.stop] = _OTHER_HANZI
    known = sorted(set("".join(words)))
    numbers[[ord(each) for each in known]] = np.arange(len(known)) + _OTHER + 1
    return Alphabet(numbers, len(known) + _OTHER + 1)


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """Nodes of words, and a number of each."""

    nodes: Numbers
    numbers: NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Trie:
    """The nodes of words and of what they begin with, or, by their ends, of what they end in.

    A node is a number; that of a single character is the number of the character, and 0 is none.
    """

    nodes: Mapping[str, int]  # of the words
    size: int  # how many nodes there are
    levels: Sequence[tuple[Numbers, Numbers]]  # the nodes before the nodes of each length from two on, and these
    base: int  # more than there are characters
    keys: Sequence[Whole]  # a node and the character that follows, by one digest of them or by another,
    follow: Sequence[Numbers]  # and the node that this is
    shift: np.uint64

    def of(self, words: Iterable[str]) -> Numbers:
        """Return the nodes of some words."""
        return np.array([self.nodes[word] for word in words], dtype=np.int32)

    def weighed(self, weights: Mapping[str, int]) -> Weighed:
        """Return the nodes of some words with their numbers."""
        return Weighed(self.of(weights), np.array([*weights.values()], dtype=np.int32))

    def column(self, weights: Weighed, otherwise: int = 0) -> Numbers:
        """Return numbers by node: those of some words, and another of all else."""
        found = np.full(self.size, otherwise, dtype=np.int32)
        found[weights.nodes] = weights.numbers
        return found

    def summed(self, weights: Weighed) -> Numbers:
        """Return for each node the sum of the weights of all words on its path."""
        found = self.column(weights)
        for before, nodes in self.levels:
            found[nodes] += found[before]
        return found

    def longest(self, weights: Weighed, otherwise: int = 0) -> Numbers:
        """Return for each node the number of the longest word on its path."""
        found, own = self.column(weights, otherwise), np.zeros(self.size, dtype=np.bool_)
        own[weights.nodes] = True
        for before, nodes in self.levels:
            found[nodes] = np.where(own[nodes], found[nodes], found[before])
        return found

    def next(self, nodes: Numbers, characters: Numbers) -> Numbers:
        """Return the nodes that follow some nodes by the character behind each, 0 where none does."""
        key = nodes.astype(np.uint64) * np.uint64(self.base) + characters.astype(np.uint64)
        found = np.zeros(len(key), dtype=np.int32)
        for keys, follow, factor in zip(self.keys, self.follow, _FACTORS, strict=True):
            place = ((key * factor) >> self.shift).view(np.int64)
            found += follow.take(place) * (keys.take(place) == key)
        return found

    def walk(self, characters: Numbers) -> Paths:
        """Return which words, or parts that words begin with, begin at each position."""
        deepest, by_length, places = characters.copy(), [characters], np.arange(len(characters))
        length, nodes = 0, characters
        while len(places):
            length += 1
            if places[-1] + length >= len(characters):
                inside = places + length < len(characters)
                places, nodes = places[inside], nodes[inside]
            nodes = self.next(nodes, characters.take(places + length))
            alive = np.flatnonzero(nodes)
            places, nodes = places[alive], nodes[alive]
            row = np.zeros(len(characters), dtype=np.int32)
            row[places] = nodes
            deepest[places] = nodes
            by_length.append(row)
        return Paths(deepest, by_length)


@dataclass(frozen=True, eq=False)
class Paths:
    """The nodes of a trie at each position of a text: the last one that is reached, and those by their length."""

    deepest: Numbers
    by_length: Sequence[Numbers]  # that of one character first

    def sized(self, size: int) -> Numbers:
        """Return the nodes of so many characters."""
        return self.by_length[size - 1] if size <= len(self.by_length) else np.zeros_like(self.deepest)

    def table(self, longest: int) -> Numbers:
        """Return the nodes by size and position in one table, whose first row is empty."""
        none = np.zeros_like(self.deepest)
        return np.stack([none, *(self.sized(size) for size in range(1, longest + 1))])

    def within(self, places: Places, sizes: Places) -> Numbers:
        """Return the last node that is reached at each of some positions within so many characters."""
        found: Numbers = self.reached[np.minimum(sizes, len(self.by_length)), places]
        return found

    @cached_property
    def reached(self) -> Numbers:
        """The last node by the most characters that it may have, none included, and by position."""
        rows = [np.zeros_like(self.deepest)]
        for row in self.by_length:
            rows.append(np.where(row, row, rows[-1]))
        return np.stack(rows)

    def ended(self) -> Paths:
        """Return the paths of a text that was walked from its end, each at the position behind the words that end."""
        return Paths(_behind(self.deepest), [_behind(row) for row in self.by_length])


def _behind(row: Numbers) -> Numbers:
    found = np.zeros_like(row)
    found[1:] = row[:0:-1]
    return found


def trie_of(words: Iterable[str], alphabet: Alphabet, *, by_end: bool) -> Trie:
    """Return the trie of some words, read from their ends or from their beginnings."""
    known = list({*words} - {""})
    sizes = np.array(list(map(len, known)))
    rows = _rows("".join(known), sizes, alphabet, by_end=by_end)
    at, size, levels, keys = rows[:, 0].astype(np.int64), alphabet.size, list[tuple[Numbers, Numbers]](), []
    for depth in range(1, rows.shape[1]):
        some = np.flatnonzero(sizes > depth)
        unique, which = np.unique(at[some] * alphabet.size + rows[some, depth], return_inverse=True)
        nodes = np.arange(size, size + len(unique), dtype=np.int32)
        at[some] = nodes[which]
        levels.append(((unique // alphabet.size).astype(np.int32), nodes))
        keys.append(unique.astype(np.uint64))
        size += len(unique)
    table, follow, shift = _hashed(np.concatenate([np.zeros(0, dtype=np.uint64), *keys]), alphabet.size)
    return Trie(dict(zip(known, at.tolist(), strict=True)), size, levels, alphabet.size, table, follow, shift)


def _rows(joined: str, sizes: NDArray[np.int64], alphabet: Alphabet, *, by_end: bool) -> Numbers:
    """Return the characters of joined words in a row a word, from its end on or from its beginning."""
    found = np.zeros((len(sizes), sizes.max()), dtype=np.int32)
    places = np.arange(len(joined)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    columns = np.repeat(sizes, sizes) - 1 - places if by_end else places
    found[np.repeat(np.arange(len(sizes)), sizes), columns] = alphabet.of(joined)
    return found


def _hashed(keys: Whole, first: int, room: int = _ROOM) -> tuple[Sequence[Whole], Sequence[Numbers], np.uint64]:
    """Return two tables of keys, each key in one of them at its digest, and of their numbers, counted from ``first``.

    A key that finds its place taken drives out the one that stands there, which goes to the other table. Where three
    want the same two places this goes on for ever, and larger tables are tried.
    """
    bits = max(1, room * len(keys)).bit_length()
    shift = np.uint64(_BITS - bits)
    places = [((keys * factor) >> shift).astype(np.int64) for factor in _FACTORS]
    tables = [np.full(1 << bits, -1), np.full(1 << bits, -1)]
    left, turn = np.arange(len(keys)), 0
    while len(left):
        if turn == _TURNS:
            return _hashed(keys, first, 2 * room)
        table, place = tables[turn % 2], places[turn % 2]
        stood = table[place[left]]
        table[place[left]] = left
        placed = table[place[left]] == left
        driven = stood[placed]
        left, turn = np.concatenate([driven[driven >= 0], left[~placed]]), turn + 1
    held = np.append(keys, np.uint64(0))  # the last one, which -1 means, is no key
    numbers = np.append(np.arange(first, first + len(keys), dtype=np.int32), np.int32(0))
    return [held[table] for table in tables], [numbers[table] for table in tables], shift
