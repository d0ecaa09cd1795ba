"""What the words of candidates weigh, for many candidates at once.

The sums are those of `features.of_words`. Each feature is looked up by the node of the words that it asks for
(`zhize.tagging.tries`): those of a whole candidate begin where it does; its head and its last words end where it does
and are no longer than it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from zhize.tagging import candidates
from zhize.tagging.edges import telling
from zhize.tagging.features import INNER, clause, clause_starts, step, words
from zhize.tagging.tries import Weighed
from zhize.tagging.vocabulary import Remembered

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from zhize.tagging.edges import Grams, Tries, Walked
    from zhize.tagging.features import Tables
    from zhize.tagging.tries import Flags, Numbers, Places

    Counted = Mapping[str, tuple[int, int, int, int]]

_LONGEST, _LONGEST_REST = 12, 8  # sizes above are told apart no more
_PAIR = 2
_SIZES = range(candidates.LONGEST + 1)


@dataclass(frozen=True, slots=True, eq=False)
class LastWords:
    """What the last word of a candidate and the word before it weigh; 0 is an unknown word in all of it."""

    longest: Numbers  # the longest classed word, a node, that ends in some others,
    sizes: Numbers  # and of these words: their characters,
    last: Numbers  # what one weighs as the last word,
    before: Numbers  # before it,
    alone: Numbers  # and as the last word that is all of a candidate
    classes: Numbers  # their middle classes,
    both: Numbers  # and what two of these weigh, that of the word before first
    two: int  # two words are all of a candidate
    more: int  # or not

    def weights(self, walked: Walked, ends: Places, sizes: Places) -> Numbers:
        """Return what the last two words weigh in candidates that end there and have so many characters."""
        last = self.longest.take(walked.ended.within(ends, sizes))
        size = self.sizes.take(last)
        left = sizes - size
        middle = self.longest.take(walked.ended.within(ends - size, left)) * (last > 0)
        whole = left == self.sizes.take(middle)
        found = np.where(
            left > 0,
            self.before.take(middle) + np.where(middle > 0, np.where(whole, self.two, self.more), 0),
            self.alone.take(last),
        )
        both: Numbers = self.both[self.classes.take(middle), self.classes.take(last)]
        weights: Numbers = found + self.last.take(last) + both
        return weights


@dataclass(frozen=True, slots=True, eq=False)
class Rests:
    """What a candidate weighs by what stands before its head, or before its last two characters."""

    heads: Numbers  # how many characters the head has that ends in some others
    sizes: Numbers  # by those of the head, of the candidate
    whole: Numbers  # what stands before the head, by its node,
    last: Numbers  # its last one or two characters,
    inside: Numbers  # and all two of it

    def weights(self, walked: Walked, starts: Places, ends: Places, sizes: Places, table: Numbers) -> Numbers:
        """Return what candidates weigh; arguments as of `LastWords.weights`, and the table of what begins where."""
        heads = self.heads.take(walked.ended.within(ends, sizes))
        weights: Numbers = self.sizes[heads, sizes]
        some = np.flatnonzero(sizes > heads)
        first, size = starts[some], (sizes - heads)[some]
        stop = first + size
        pairs = np.cumsum(self.inside.take(walked.begun.sized(_PAIR)), dtype=np.int32)
        held = self.whole.take(table[size, first]) + pairs[stop - 2] - pairs[first - 1]
        held += self.last.take(walked.ended.within(stop, size))
        weights[some] += held
        return weights


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """What the words of candidates weigh."""

    saids: Numbers  # whole candidates, by their node
    first: Numbers  # the number of the first two characters, 0 for none that tells,
    last: Numbers  # that of the last two,
    sides: Numbers  # and what both weigh
    alike: Numbers  # one character, which is both
    inner: Mapping[int, int]  # by the numbers of characters inside of a candidate,
    is_inner: Flags  # and whether a number is one of these
    relative: int  # the number of 的
    opens: Flags  # whether a number is that of a character with which a clause begins that tells
    clauses: Remembered[str, int]
    rests: Rests
    words: LastWords

    def weights(self, wide: str, walked: Walked, starts: Places, ends: Places) -> Numbers:
        """Return what the words of candidates weigh, each of `candidates.LONGEST` characters or fewer.

        Args:
            wide: the text, with some characters around all candidates.
            walked: which words stand where in it.
            starts: where the candidates begin.
            ends: where they end.
        """
        sizes, table = ends - starts, walked.begun.table(candidates.LONGEST)
        weights: Numbers = self.saids.take(table[sizes, starts])
        weights += self.rests.weights(walked, starts, ends, sizes, table)
        weights += self.words.weights(walked, ends, sizes)
        pairs = table[_PAIR]
        sides = self.sides[self.last.take(pairs.take(ends - _PAIR)), self.first.take(pairs.take(starts))]
        weights += np.where(sizes > 1, sides, self.alike.take(walked.characters.take(starts)))
        self._add_inner(weights, wide, walked, starts, ends)
        return weights

    def _add_inner(self, weights: Numbers, wide: str, walked: Walked, starts: Places, ends: Places) -> None:
        """Add what candidates weigh by characters inside them that tell a coordination or a clause."""
        some = np.flatnonzero(_holding(self.is_inner.take(walked.characters), starts + 1, ends - 1))
        for character, weight in self.inner.items():
            inside = _holding(walked.characters == character, starts[some] + 1, ends[some] - 1)
            weights[some[inside]] += weight
        some = np.flatnonzero(self.opens.take(walked.characters.take(starts)))
        some = some[_holding(walked.characters == self.relative, starts[some], ends[some])]
        spans = zip(starts[some].tolist(), ends[some].tolist(), strict=True)
        weights[some] += np.array([self.clauses[wide[start:end]] for start, end in spans], dtype=np.int32)


def _holding(marked: Flags, starts: Places, ends: Places) -> Flags:
    """Return which stretches of a text hold a character that is marked."""
    before = np.cumsum(marked, dtype=np.int32)
    found: Flags = before.take(np.maximum(starts, ends) - 1) > before.take(starts - 1)
    return found


def phrases_of(look: Tables, grams: Grams, counts: Counted, tries: Tries) -> Phrases:
    """Return what a model weighs of words.

    Args:
        look: the tables of the model.
        grams: their keys.
        counts: how often strings stood in places of actors where it learned.
        tries: the words that it knows.
    """
    begun, flag = tries.begun, look["flag"]
    first, last, sides = _sides(look, grams.get("f2x2", ()), tries)
    alike = {key[0]: look["f2x2"](key, 0) for key in grams.get("f2x2", ()) if len(key) == _PAIR}
    inner = {int(tries.alphabet.of(each)[0]): flag(f"has:{each}", 0) for each in INNER}
    is_inner = np.zeros(tries.alphabet.size, dtype=np.bool_)
    is_inner[list(inner)] = True
    return Phrases(
        saids=begun.column(begun.weighed(_saids(look, grams.get("w", ()), counts)), flag("unseen", 0)),
        first=first,
        last=last,
        sides=sides,
        alike=begun.column(begun.weighed(alike)),
        inner=inner,
        is_inner=is_inner,
        relative=int(tries.alphabet.of("的")[0]),
        opens=tries.alphabet.column(clause_starts().__contains__),
        clauses=Remembered(lambda said: int(sum(clause(look, said)))),
        rests=_rests(look, grams, tries),
        words=_last_words(look, grams.get("yx", ()), tries),
    )


def _saids(look: Tables, known: Iterable[str], seen: Counted) -> dict[str, int]:
    w, flag, places = look["w"], look["flag"], ("laws", "subject", "agent", "to")
    steps = Remembered[tuple[str, int], int](lambda at: flag(f"{at[0]}:{step(at[1])}", 0))
    found = {word: w(word, 0) + flag("unseen", 0) for word in known}
    for word, counts in seen.items():
        found[word] = w(word, 0) + sum(map(steps.__getitem__, zip(places, counts, strict=True)))
    return found


def _sides(look: Tables, keys: Collection[str], tries: Tries) -> tuple[Numbers, Numbers, Numbers]:
    """Return the numbers of the first two and of the last two characters of candidates, and what both weigh."""
    keys = [key for key in keys if len(key) == 2 * _PAIR]
    firsts, lasts = ({pair: at for at, pair in enumerate(sorted(some), 1)} for some in _halves(keys))
    found = np.zeros((len(lasts) + 1, len(firsts) + 1), dtype=np.int32)
    for key in keys:
        found[lasts[key[_PAIR:]], firsts[key[:_PAIR]]] = look["f2x2"](key, 0)
    first, last = (tries.begun.column(tries.begun.weighed(some)) for some in (firsts, lasts))
    return first, last, found


def _halves(keys: Iterable[str]) -> tuple[set[str], set[str]]:
    return {key[:_PAIR] for key in keys}, {key[_PAIR:] for key in keys}


def _rests(look: Tables, grams: Grams, tries: Tries) -> Rests:
    known, flag = words(), look["flag"]
    heads, fields, modifiers = known.grammar.heads, known.grammar.fields.entries, known.modifiers
    lengths = {word: len(found.text) if (found := heads.ending(word, len(word))) else _PAIR for word in telling(heads)}
    whole = {rest: look["rest"](rest, 0) for rest in {*grams.get("rest", ()), *fields, *modifiers}}
    for rest in fields:
        whole[rest] += flag("rest:field", 0)
    for rest, kind in modifiers.items():
        whole[rest] += flag(f"rest:{kind}", 0)
    last = {key: look["rest1"](key, 0) for key in grams.get("rest1", ())}
    for key in grams.get("rest2", ()):
        if len(key) == _PAIR:
            last[key] = look["rest2"](key, 0)
        else:  # of one character, which is all
            whole[key] = whole.get(key, 0) + look["rest2"](key, 0)
    return Rests(
        heads=tries.ended.longest(tries.ended.weighed(lengths), _PAIR),
        sizes=_sizes(look, max(lengths.values())),
        whole=tries.begun.column(tries.begun.weighed(whole)),
        last=tries.ended.summed(tries.ended.weighed(last)),
        inside=tries.begun.column(tries.begun.weighed({key: look["has"](key, 0) for key in grams.get("has", ())})),
    )


def _sizes(look: Tables, longest_head: int) -> Numbers:
    """Return what the sizes of a candidate and of what stands before its head weigh, by that of the head."""
    size, rest = look["size"], look["restsize"]
    found = [
        [size(min(each, _LONGEST), 0) + rest(min(max(0, each - head), _LONGEST_REST), 0) for each in _SIZES]
        for head in range(longest_head + 1)
    ]
    return np.array(found, dtype=np.int32)


def _last_words(look: Tables, keys: Iterable[str], tries: Tries) -> LastWords:
    ended, known = tries.ended, tries.classed
    (last, no_last), (before, no_before), (alone, _) = (known.weights(look, place) for place in "xyo")

    def column(numbers: Numbers, otherwise: int = 0) -> Numbers:
        return ended.column(Weighed(known.ended, numbers), otherwise)

    return LastWords(
        longest=ended.longest(Weighed(known.ended, known.ended)),
        sizes=column(known.sizes),
        last=column(last, no_last),
        before=column(before, no_before),
        alone=column(alone, look["flag"]("o:unknown", 0)),
        classes=column(known.classes[:, 1] + 1),
        both=known.table(look, "yx", keys, (1, 1)),
        two=look["flag"]("two words", 0),
        more=look["flag"]("more words", 0),
    )
