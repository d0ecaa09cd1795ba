"""What every position of a text weighs as the beginning of a name and as its end, for all positions at once.

The sums are those of `features.of_start` and `features.of_end`. What stands on one side of a position weighs what the
words on the way to the longest one there weigh (`zhize.tagging.tries`), so that it is one look-up a side.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from zhize.tagging import candidates
from zhize.tagging.features import MODALS, SIGHT, TEXTS, clause_starts, is_hanzi, words
from zhize.tagging.tries import Weighed, alphabet_of, trie_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from numpy.typing import NDArray

    from zhize.tagging.features import Classes, Tables
    from zhize.tagging.tries import Alphabet, Flags, Numbers, Paths, Trie
    from zhize.tagging.vocabulary import Vocabulary

    Grams = Mapping[str, Collection[str]]

_LONGEST_CONTEXT = 4
SIZES = "abc"  # of classes, the coarsest first
_BEGUN = ("f1", "f2", "f3", "r1", "r2", "r3", "l1f1", "l2f1", "x1r1", "x2r1", "x2r2", "f2x2", "has", "w", "rest")
"""Tables of what begins at a position."""
_ENDED = ("l1", "l2", "l3", "x1", "x2", "x3", "x4", "rest1", "rest2")


@dataclass(frozen=True, slots=True, eq=False)
class Classed:
    """The words of which the classes are known."""

    classes: NDArray[np.int32]  # a row a word
    sizes: Numbers  # their characters
    begun: Numbers  # their nodes,
    ended: Numbers  # by their ends

    def weights(self, look: Tables, place: str) -> tuple[Numbers, int]:
        """Return what the classes of words weigh at a place, the sum of each word; and what unknown words weigh."""
        total = np.zeros(len(self.classes), dtype=np.int32)
        for column, size in zip(self.classes.T, SIZES, strict=True):
            table = look[place + size]
            total += np.array([table(each, 0) for each in range(int(column.max(initial=0)) + 1)], dtype=np.int32)[
                column
            ]
        return total, look["flag"](f"{place}:unknown", 0)

    def table(self, look: Tables, name: str, keys: Iterable[str], columns: tuple[int, int]) -> Numbers:
        """Return what pairs of classes weigh, both counted from 1: 0 is an unknown word.

        Args:
            look: the tables of a model.
            name: that of the pairs,
            keys: and its keys.
            columns: of how coarse classes the one and the other is.
        """
        found = np.zeros([int(self.classes[:, at].max(initial=0)) + 2 for at in columns], dtype=np.int32)
        for key in keys:
            one, other = map(int, key.split("."))
            found[one + 1, other + 1] = look[name]((one, other), 0)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Tries:
    """The words that a model knows, by their beginnings and by their ends."""

    alphabet: Alphabet
    begun: Trie
    ended: Trie
    classed: Classed

    def read(self, wide: str) -> Walked:
        """Return which words stand where in a text."""
        characters = self.alphabet.of(wide)
        return Walked(characters, self.begun.walk(characters), self.ended.walk(characters[::-1].copy()).ended())


@dataclass(frozen=True, slots=True, eq=False)
class Walked:
    """Which words begin and end at each position of a text."""

    characters: Numbers
    begun: Paths
    ended: Paths


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """What the nodes of words around a beginning and an end weigh."""

    start_ended: Numbers
    start_begun: Numbers
    start_across: Numbers  # by one or two characters before it and one behind it
    end_ended: Numbers
    end_begun: Numbers
    end_across: Numbers  # by one or two characters before it and as many behind it
    last: Numbers  # of the words before an end: which class the longest one has, 0 for none,
    first: Numbers  # and of those behind it
    around: Numbers  # by these two
    behind: Numbers  # how many characters the longest classed word behind an end has
    may_end: Flags  # by the words before a position
    links: Flags  # by the character behind it

    def starts(self, walked: Walked) -> Numbers:
        """Return what each position of a text weighs as a beginning."""
        weights = self.start_ended.take(walked.ended.deepest) + self.start_begun.take(walked.begun.deepest)
        weights[1:] += self.start_across.take(walked.begun.sized(2)[:-1])
        weights[2:] += self.start_across.take(walked.begun.sized(3)[:-2])
        return weights

    def ends(self, walked: Walked) -> Numbers:
        """Return what each position of a text weighs as an end."""
        before, behind = walked.ended.deepest, walked.begun.deepest
        weights = self.end_ended.take(before) + self.end_begun.take(behind)
        weights[1:] += self.end_across.take(walked.begun.sized(2)[:-1])
        weights[2:] += self.end_across.take(walked.begun.sized(3)[:-2])
        weights[2:] += self.end_across.take(walked.begun.sized(4)[:-2])
        weights += self.around[self.first.take(behind), self.last.take(before)]
        return weights

    def possible(self, walked: Walked) -> Flags:
        """Return where a name may end."""
        may: Flags = self.may_end.take(walked.ended.deepest) | self.links.take(walked.characters)
        return may


def tries_of(grams: Grams, classes: Classes, counts: Iterable[str], last_two: frozenset[str]) -> Tries:
    """Return the words that a model knows.

    Args:
        grams: the keys of its tables.
        classes: the classes of words.
        counts: strings that stood in places of actors where it learned.
        last_two: the last two characters of names, beside those of the lexicons.
    """
    known = words()
    keys = {name: tuple(grams.get(name, ())) for name in TEXTS}
    short = [word for word in classes if len(word) <= SIGHT]
    lexicons = chain(known.grammar.fields.entries, known.modifiers, MODALS)
    f2x2 = chain.from_iterable((key[:2], key[-2:]) for key in keys["f2x2"])
    begun = {*chain(*(keys[name] for name in _BEGUN), short, counts, lexicons, f2x2)}
    vocabularies = (known.grammar.heads, known.grammar.bodies, known.slots)
    ends = known.grammar.ends
    ended = {*chain(*(keys[name] for name in _ENDED), short, *(telling(each) for each in vocabularies), known.contexts)}
    ended.update(last_two, ends.pairs, ends.singles)
    alphabet = alphabet_of((*begun, *ended, candidates.MARKS, *clause_starts()))
    by_begin, by_end = trie_of(begun, alphabet, by_end=False), trie_of(ended, alphabet, by_end=True)
    sizes = np.array([len(word) for word in short], dtype=np.int32)
    numbers = np.array([classes[word] for word in short], dtype=np.int32).reshape(-1, len(SIZES))
    return Tries(alphabet, by_begin, by_end, Classed(numbers, sizes, by_begin.of(short), by_end.of(short)))


def telling(vocabulary: Vocabulary[Any]) -> set[str]:
    """Return the words that tell which entry of a vocabulary ends somewhere: these, and those that swallow them."""
    return {
        *vocabulary.entries,
        *(word for entry in vocabulary.entries.values() for word in getattr(entry, "not_", ())),
    }


def edges_of(look: Tables, grams: Grams, last_two: frozenset[str], tries: Tries) -> Edges:
    """Return what a model weighs around a position.

    Args:
        look: the tables of the model.
        grams: their keys.
        last_two: the last two characters of names, beside those of the lexicons.
        tries: the words that it knows.
    """
    begun, ended = tries.begun, tries.ended
    weights: dict[str, dict[str, int]] = {
        name: {key: look[name](key, 0) for key in grams.get(name, ())} for name in TEXTS
    }
    known, rx = tries.classed, tries.classed.table(look, "rx", grams.get("rx", ()), (0, 1))
    return Edges(
        start_ended=_start_ended(look, weights, tries),
        start_begun=(
            begun.summed(begun.weighed({**weights["f1"], **weights["f2"], **weights["f3"]}))
            + begun.longest(begun.weighed(_modifiers(look)))
            + _of_class(begun, known.begun, *known.weights(look, "f"))
        ),
        start_across=begun.column(begun.weighed({**weights["l1f1"], **weights["l2f1"]})),
        end_ended=_end_ended(look, weights, tries),
        end_begun=(
            begun.summed(begun.weighed({**weights["r1"], **weights["r2"], **weights["r3"]}))
            + begun.longest(begun.weighed(_modals(look)))
            + _of_class(begun, known.begun, *known.weights(look, "r"))
            + _stops(begun, tries.alphabet, look["flag"]("r:stop", 0))
        ),
        end_across=begun.column(begun.weighed({**weights["x1r1"], **weights["x2r1"], **weights["x2r2"]})),
        last=ended.longest(Weighed(known.ended, known.classes[:, 1] + 1)),
        first=begun.longest(Weighed(known.begun, known.classes[:, 0] + 1)),
        around=rx,
        behind=begun.longest(Weighed(known.begun, known.sizes)),
        may_end=_may_end(ended, last_two),
        links=tries.alphabet.column(candidates.LINKS.__contains__),
    )


def _of_class(trie: Trie, nodes: Numbers, weights: Numbers, unknown: int) -> Numbers:
    return trie.longest(Weighed(nodes, weights), unknown)


def _modifiers(look: Tables) -> dict[str, int]:
    short = {word: kind for word, kind in words().modifiers.items() if len(word) <= SIGHT}
    return {word: look["flag"](kind, 0) + look["modifier"](word, 0) for word, kind in short.items()}


def _modals(look: Tables) -> dict[str, int]:
    weight: int = look["flag"]("r:modal", 0)
    return dict.fromkeys(MODALS, weight)


def _stops(trie: Trie, alphabet: Alphabet, weight: int) -> Numbers:
    """Return what all words weigh more that have no Chinese character at the position."""
    found = np.zeros(trie.size, dtype=np.int32)
    found[: alphabet.size] = ~alphabet.column(is_hanzi) * weight
    for before, nodes in trie.levels:
        found[nodes] = found[before]
    return found


def _start_ended(look: Tables, weights: Mapping[str, Mapping[str, int]], tries: Tries) -> Numbers:
    flag, ended = look["flag"], tries.ended
    contexts = {
        word: flag("l:context", 0) + look["context"](word, 0)
        for word in words().contexts
        if len(word) <= _LONGEST_CONTEXT and is_hanzi(word[-1])
    }
    return (
        ended.summed(ended.weighed({**weights["l1"], **weights["l2"], **weights["l3"]}))
        + ended.longest(ended.weighed(contexts))
        + _of_class(ended, tries.classed.ended, *tries.classed.weights(look, "l"))
        + _stops(ended, tries.alphabet, flag("l:stop", 0))
    )


def _end_ended(look: Tables, weights: Mapping[str, Mapping[str, int]], tries: Tries) -> Numbers:
    known, flag, ended = words(), look["flag"], tries.ended

    def head(word: str) -> int:
        found = known.grammar.heads.ending(word, len(word))
        if found is None:
            return 0
        alone = flag(f"head:alone:{found.alone}", 0)
        return int(look["head"](found.text, 0) + flag(f"head:{found.type.value}", 0) + alone)

    def body(word: str) -> int:
        return int(flag("body", 0)) if known.grammar.bodies.ending(word, len(word)) else 0

    def slot(word: str) -> int:
        found = known.slots.ending(word, len(word))
        return int(flag(f"slot:{found.type.value}", 0)) if found else 0

    def entries(vocabulary: Vocabulary[Any], weight: Callable[[str], int]) -> Numbers:
        short = [word for word in telling(vocabulary) if len(word) <= SIGHT]
        return ended.longest(ended.weighed({word: weight(word) for word in short}))

    sums = ended.summed(ended.weighed({**weights["x1"], **weights["x2"], **weights["x3"], **weights["x4"]}))
    return sums + entries(known.grammar.heads, head) + entries(known.grammar.bodies, body) + entries(known.slots, slot)


def _may_end(trie: Trie, last_two: frozenset[str]) -> Flags:
    """Return behind which words a name may end."""
    ends = words().grammar.ends
    found: Flags = trie.summed(trie.weighed(dict.fromkeys({*last_two, *ends.pairs, *ends.singles}, 1))) > 0
    return found
