"""What the words of a candidate weigh, for all candidates with one end at once.

The sums are those of `features.of_words`. Candidates that end together share their last word and their head, and most
of what they say before it; so nothing but look-ups is left for each.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from zhize.tagging.features import INNER, classed, clause, step, words
from zhize.tagging.vocabulary import Remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from zhize.tagging.features import Classes, Tables

_LONGEST, _LONGEST_REST = 12, 8  # sizes above are told apart no more,
_MOST = 40  # nor above this with any head
_PAIR = 2
_NO_SIDES: Mapping[str, float] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the parts of a candidate weigh, ready to be looked up."""

    look: Tables
    classes: Classes
    lengths: Mapping[str, tuple[int, ...]]  # of longer words by their last three characters, the longest first
    sizes: Remembered[int, list[float]]  # of a candidate and of what stands before its head, by the head's size
    saids: Remembered[str, float]  # whole candidates and where they stood in other laws,
    known_saids: frozenset[str]  # of these,
    unseen: float  # of others
    sides: Mapping[str, Mapping[str, float]]  # by the last two characters and the first two
    rests: Remembered[str, float]  # what stands before a head, as a whole,
    known_rests: frozenset[str]  # of these
    reaches: Mapping[str, int]  # by the last two characters: how many tell which head ends there
    heads: Remembered[str, int]  # the length of the head that ends some characters
    inner: Mapping[str, float]
    clauses: Remembered[str, float]
    alone: Remembered[str, float]  # a candidate of one classed word
    last: Remembered[tuple[str, str], float]  # the last word and the word before it,
    two: float  # where these are all of it
    more: float  # and where not

    def shared(self, text: str, start: int, end: int) -> tuple[int, int, float]:
        """Return what the candidates with one end share.

        Args:
            text: the text.
            start: where the longest of them begins.
            end: where they end.

        Returns:
            Where their head begins; behind which beginning they are too short to share it; what they share weighs.
        """
        tail = text[max(0, end - _PAIR) : end]
        reach = self.reaches.get(tail) or self.reaches.get(tail[-1:], 0)
        stop = end - (self.heads[text[max(start, end - reach) : end]] if reach else _PAIR)
        last = self._word(text, end, end - start)
        begin = end - len(last)
        middle = self._word(text, begin, begin - start) if last else ""
        near = min(end - reach, begin - len(middle) - 1, stop - _PAIR)
        if start > near:
            return stop, near, 0.0
        weight = self._before_head(text[stop - _PAIR : stop]) + self.last[last, middle]
        return stop, near, weight + self.more if middle else weight

    def alike(self, said: str) -> float:
        """Return what a candidate weighs by its first and last characters and by those inside it."""
        size, middle = len(said), said[1:-1]
        weight = self.saids[said] if said in self.known_saids else self.unseen
        if size > 1:
            weight += self.sides.get(said[-_PAIR:], _NO_SIDES).get(said[:_PAIR], 0)
        else:
            weight += self.look["f2x2"](said + said, 0)
        weight += sum(held for character, held in self.inner.items() if character in middle)
        return weight + self.clauses[said] if "的" in said else weight

    def of(self, said: str) -> float:
        """Return what the words of a candidate weigh."""
        size = len(said)
        last = self._word(said, size, size)
        middle = self._word(said, size - len(last), size - len(last)) if last else ""
        weight = self.alike(said) + (self.last[last, middle] if len(last) < size else self.alone[said])
        if middle:
            weight += self.two if len(last) + len(middle) == size else self.more
        cut = self.heads[said]
        weight += self.sizes[cut][min(size, _MOST)]
        if rest := said[:-cut]:
            has = self.look["has"]
            weight += self._before_head(rest) + sum(has(rest[at : at + 2], 0) for at in range(len(rest) - 1))
            weight += self.rests[rest] if rest in self.known_rests else 0.0
        return weight

    def _before_head(self, rest: str) -> float:
        return float(self.look["rest1"](rest[-1:], 0) + self.look["rest2"](rest[-_PAIR:], 0))

    def _word(self, text: str, at: int, most: int) -> str:
        """Return the longest classed word of so many characters that ends at a position, "" for none."""
        classes = self.classes
        for length in self.lengths.get(text[at - 3 : at], ()) if most > _PAIR else ():
            if length <= most and (word := text[at - length : at]) in classes:
                return word
        if most >= _PAIR and (word := text[at - _PAIR : at]) in classes:
            return word
        return word if most > 0 and (word := text[at - 1 : at]) in classes else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """What the words of candidates weigh."""

    parts: Parts
    short: Remembered[str, float]  # candidates too short to share anything with others

    def over(self, text: str, inside: Iterable[float]) -> Callable[[int, Sequence[int]], list[float]]:
        """Return what says, for an end and the beginnings of candidates, what the words of each weigh.

        Args:
            text: the text.
            inside: what the two characters from each position on weigh.
        """
        parts, short, pairs = self.parts, self.short, list(accumulate(inside, initial=0.0))
        saids, known_saids, unseen, alike = parts.saids, parts.known_saids, parts.unseen, parts.alike
        rests, known_rests, inner = parts.rests, parts.known_rests, parts.inner.keys()

        def weights(end: int, starts: Sequence[int]) -> list[float]:
            lowest = min(starts)
            stop, near, shared = parts.shared(text, lowest, end)
            sizes, before = parts.sizes[end - stop], shared + pairs[stop - 1]
            plain = text[end - _PAIR : end] not in parts.sides and inner.isdisjoint(text[lowest:end])
            found = list[float]()
            for start in starts:
                said = text[start:end]
                if start > near:
                    found.append(short[said])
                    continue
                weight = (saids[said] if said in known_saids else unseen) if plain else alike(said)
                weight += sizes[min(end - start, _MOST)] + before - pairs[start]
                if (rest := text[start:stop]) in known_rests:
                    weight += rests[rest]
                found.append(weight)
            return found

        return weights


def phrases_of(
    look: Tables,
    grams: Mapping[str, Collection[str]],
    counts: Mapping[str, tuple[int, int, int, int]],
    classes: Classes,
    lengths: Mapping[str, tuple[int, ...]],
) -> Phrases:
    """Return what a model weighs of words.

    Args:
        look: the tables of the model.
        grams: their keys.
        counts: how often strings stood in places of actors where it learned.
        classes: the classes of words.
        lengths: those of the words of three characters or more by the last three, the longest first.
    """
    known, flag = words(), look["flag"]
    parts = Parts(
        look=look,
        classes=classes,
        lengths=lengths,
        sizes=Remembered(_sizes(look)),
        saids=Remembered(_said(look, counts)),
        known_saids=frozenset({*grams.get("w", ()), *counts}),
        unseen=flag("unseen", 0),
        sides=_sides(look, grams.get("f2x2", ())),
        rests=Remembered(_rest(look)),
        known_rests=frozenset({*grams.get("rest", ()), *known.grammar.fields.entries, *known.modifiers}),
        reaches=_reaches(),
        heads=Remembered(_head),
        inner={each: flag(f"has:{each}", 0) for each in INNER},
        clauses=Remembered(lambda said: float(sum(clause(look, said)))),
        alone=Remembered(
            lambda word: float(sum(classed(look, "x", word, classes)) + sum(classed(look, "o", word, classes)))
        ),
        last=Remembered(_pair_of_words(look, classes)),
        two=flag("two words", 0),
        more=flag("more words", 0),
    )
    return Phrases(parts=parts, short=Remembered(parts.of))


def _sizes(look: Tables) -> Callable[[int], list[float]]:
    def weights(head: int) -> list[float]:
        return [
            look["size"](min(size, _LONGEST), 0) + look["restsize"](min(max(0, size - head), _LONGEST_REST), 0)
            for size in range(_MOST + 1)
        ]

    return weights


def _said(look: Tables, seen: Mapping[str, tuple[int, int, int, int]]) -> Callable[[str], float]:
    def weight(said: str) -> float:
        if said not in seen:
            return float(look["w"](said, 0) + look["flag"]("unseen", 0))
        places = zip(("laws", "subject", "agent", "to"), seen[said], strict=True)
        return float(look["w"](said, 0) + sum(look["flag"](f"{place}:{step(count)}", 0) for place, count in places))

    return weight


def _sides(look: Tables, keys: Collection[str]) -> dict[str, dict[str, float]]:
    found = defaultdict[str, dict[str, float]](dict)
    for key in keys:
        found[key[-_PAIR:]][key[:-_PAIR]] = look["f2x2"](key, 0)
    return dict(found)


def _rest(look: Tables) -> Callable[[str], float]:
    def weight(rest: str) -> float:
        known, held = words(), look["rest"](rest, 0)
        if rest in known.grammar.fields.entries:
            held += look["flag"]("rest:field", 0)
        if (modifier := known.modifiers.get(rest)) is not None:
            held += look["flag"](f"rest:{modifier}", 0)
        return float(held)

    return weight


def _pair_of_words(look: Tables, classes: Classes) -> Callable[[tuple[str, str]], float]:
    def weight(both: tuple[str, str]) -> float:
        last, before = both
        held = sum(classed(look, "x", last, classes)) + sum(classed(look, "y", before, classes))
        return float(held + look["yx"]((classes[before][1], classes[last][1]), 0) if before else held)

    return weight


def _reaches() -> dict[str, int]:
    """Return how many characters before an end tell which head ends there, a longer word around it included."""
    found = dict[str, int]()
    heads = words().grammar.heads.entries
    for word, entry in heads.items():
        longest = max(map(len, (word, *entry.not_)))
        found[word[-_PAIR:]] = max(found.get(word[-_PAIR:], 0), longest)
    for pair in found:
        found[pair] = max(found[pair], found.get(pair[-1], 0))
    return found


def _head(said: str) -> int:
    """Return how many characters the head has that ends a string; of one without, the last two stand for it."""
    head = words().grammar.heads.ending(said, len(said))
    return len(head.text) if head else _PAIR
