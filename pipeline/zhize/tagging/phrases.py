"""What the words of a candidate weigh, for all candidates with one end at once.

The sums are those of `features.of_words`. Candidates that end together share their last word and their head, and most
of what they say before it; so nothing but look-ups is left for each.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from zhize.tagging.features import INNER, SIGHT, classed, clause, ends_in, padded, step, words
from zhize.tagging.vocabulary import Remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from zhize.tagging.features import Classes, Tables
    from zhize.tagging.vocabulary import Longer

_LONGEST, _LONGEST_REST = 12, 8  # sizes above are told apart no more,
_MOST = 40  # nor above this with any head
_PAIR = 2
_NO_SIDES: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the parts of a candidate weigh, ready to be looked up."""

    look: Tables
    classes: Classes
    sizes: Remembered[int, list[int]]  # of a candidate and of what stands before its head, by the head's size
    saids: Remembered[str, int]  # whole candidates and where they stood in other laws,
    known_saids: frozenset[str]  # of these,
    unseen: int  # of others
    sides: Mapping[str, Mapping[str, int]]  # by the last two characters and the first two
    alike: Remembered[str, int]  # one character, which is both
    rests: Mapping[str, int]  # what stands before a head, as a whole
    heads: Remembered[str, int]  # the length of the head that ends some characters
    longer: Longer  # known words of three characters or more
    # By one of these, or two characters: the classed word that they end in; the length of the head, where so few
    # characters tell it; how many do.
    tails: Remembered[str, tuple[str, int | None, int]]
    before_head: Remembered[str, int]  # by two characters
    inner: Mapping[str, int]
    clauses: Remembered[str, int]
    alone: Remembered[str, int]  # a candidate of one classed word
    last: Remembered[tuple[str, str], int]  # the last word and the word before it,
    two: int  # where these are all of it
    more: int  # and where not

    def shared(self, wide: str, end: int) -> tuple[int, int, int]:
        """Return what candidates with one end share.

        Args:
            wide: the text, padded.
            end: where they end in it.

        Returns:
            How many characters their head has; how many characters a candidate has at least that shares it; what they
            share weighs.
        """
        last, cut, reach = self.tails[self.longer.before(wide, end)]
        if cut is None:
            cut = self.heads[wide[end - reach : end]]
        begin = end - len(last)
        middle = self.tails[self.longer.before(wide, begin)][0] if last else ""
        least = max(reach, len(last) + len(middle) + 1, cut + _PAIR)
        weight = self.before_head[wide[end - cut - _PAIR : end - cut]] + self.last[last, middle]
        return cut, least, weight + self.more if middle else weight

    def within(self, said: str, inner: Iterable[tuple[str, int]]) -> int:
        """Return what a candidate weighs by characters inside it that tell a coordination or a clause."""
        middle = said[1:-1]
        weight = sum([held for character, held in inner if character in middle])
        return weight + self.clauses[said] if "的" in said else weight

    def of(self, said: str) -> int:
        """Return what the words of a candidate weigh."""
        size = len(said)
        last = ends_in(self.classes, said)
        middle = ends_in(self.classes, said[: size - len(last)]) if last else ""
        weight = self.saids[said] if said in self.known_saids else self.unseen
        weight += self.sides.get(said[-_PAIR:], _NO_SIDES).get(said[:_PAIR], 0) if size > 1 else self.alike[said]
        weight += self.within(said, self.inner.items())
        weight += self.last[last, middle] if len(last) < size else self.alone[said]
        if middle:
            weight += self.two if len(last) + len(middle) == size else self.more
        cut = self.heads[said]
        weight += self.sizes[cut][min(size, _MOST)]
        if rest := said[:-cut]:
            has = self.look["has"]
            weight += self.before_head[rest[-_PAIR:]] + sum(has(rest[at : at + 2], 0) for at in range(len(rest) - 1))
            weight += self.rests.get(rest, 0)
        return weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """What the words of candidates weigh."""

    parts: Parts
    short: Remembered[str, int]  # candidates too short to share anything with others

    def over(self, text: str, inside: Iterable[int]) -> Callable[[int, Sequence[int]], list[int]]:
        """Return what says, for an end and the beginnings of candidates, what the words of each weigh.

        Args:
            text: the text.
            inside: what the two characters from each position on weigh.
        """
        parts, short, pairs = self.parts, self.short, list(accumulate(inside, initial=0))
        saids, known_saids, unseen, within = parts.saids, parts.known_saids, parts.unseen, parts.within
        rests, inner_of = parts.rests.get, tuple(parts.inner.items())
        apart, wide, shared = parts.inner.keys().isdisjoint, padded(text), parts.shared
        sides_of, sizes_of = parts.sides, parts.sizes

        def weights(end: int, starts: Sequence[int]) -> list[int]:
            if starts[-1] >= end - _PAIR:
                return [short[text[start:end]] for start in starts]
            cut, least, weight = shared(wide, end + SIGHT)
            stop, near, sizes = end - cut, end - least, sizes_of[cut]
            weight += pairs[stop - 1]
            window, sides = text[starts[-1] : end], sides_of.get(text[end - _PAIR : end], _NO_SIDES)
            inner = () if apart(window) else [each for each in inner_of if each[0] in window]
            found = list[int]()
            for start in starts:
                said = text[start:end]
                if start > near:
                    found.append(short[said])
                    continue
                whole = saids[said] if said in known_saids else unseen
                if sides or inner:
                    whole += sides.get(said[:_PAIR], 0) + within(said, inner)
                size = min(end - start, _MOST)
                found.append(whole + sizes[size] + weight - pairs[start] + rests(text[start:stop], 0))
            return found

        return weights


def phrases_of(
    look: Tables,
    grams: Mapping[str, Collection[str]],
    counts: Mapping[str, tuple[int, int, int, int]],
    classes: Classes,
    longer: Longer,
) -> Phrases:
    """Return what a model weighs of words.

    Args:
        look: the tables of the model.
        grams: their keys.
        counts: how often strings stood in places of actors where it learned.
        classes: the classes of words.
        longer: the known words of three characters or more, by their ends.
    """
    flag = look["flag"]
    parts = Parts(
        look=look,
        classes=classes,
        sizes=Remembered(_sizes(look)),
        saids=Remembered(_said(look, counts)),
        known_saids=frozenset({*grams.get("w", ()), *counts}),
        unseen=flag("unseen", 0),
        sides=_sides(look, grams.get("f2x2", ())),
        alike=Remembered(lambda said: look["f2x2"](said + said, 0)),
        rests=_rests(look, grams.get("rest", ())),
        heads=Remembered(_head),
        longer=longer,
        tails=Remembered(_tail(classes)),
        before_head=Remembered(lambda rest: look["rest1"](rest[-1:], 0) + look["rest2"](rest, 0)),
        inner={each: flag(f"has:{each}", 0) for each in INNER},
        clauses=Remembered(lambda said: int(sum(clause(look, said)))),
        alone=Remembered(
            lambda word: int(sum(classed(look, "x", word, classes)) + sum(classed(look, "o", word, classes)))
        ),
        last=Remembered(_pair_of_words(look, classes)),
        two=flag("two words", 0),
        more=flag("more words", 0),
    )
    return Phrases(parts=parts, short=Remembered(parts.of))


def _sizes(look: Tables) -> Callable[[int], list[int]]:
    def weights(head: int) -> list[int]:
        return [
            look["size"](min(size, _LONGEST), 0) + look["restsize"](min(max(0, size - head), _LONGEST_REST), 0)
            for size in range(_MOST + 1)
        ]

    return weights


def _said(look: Tables, seen: Mapping[str, tuple[int, int, int, int]]) -> Callable[[str], int]:
    def weight(said: str) -> int:
        if said not in seen:
            return int(look["w"](said, 0) + look["flag"]("unseen", 0))
        places = zip(("laws", "subject", "agent", "to"), seen[said], strict=True)
        return int(look["w"](said, 0) + sum(look["flag"](f"{place}:{step(count)}", 0) for place, count in places))

    return weight


def _sides(look: Tables, keys: Collection[str]) -> dict[str, dict[str, int]]:
    found = defaultdict[str, dict[str, int]](dict)
    for key in keys:
        found[key[-_PAIR:]][key[:-_PAIR]] = look["f2x2"](key, 0)
    return dict(found)


def _rests(look: Tables, keys: Iterable[str]) -> dict[str, int]:
    known, flag = words(), look["flag"]
    fields, modifiers = known.grammar.fields.entries, known.modifiers
    found = {rest: look["rest"](rest, 0) for rest in {*keys, *fields, *modifiers}}
    for rest in fields:
        found[rest] += flag("rest:field", 0)
    for rest, kind in modifiers.items():
        found[rest] += flag(f"rest:{kind}", 0)
    return found


def _pair_of_words(look: Tables, classes: Classes) -> Callable[[tuple[str, str]], int]:
    def weight(both: tuple[str, str]) -> int:
        last, before = both
        held = sum(classed(look, "x", last, classes)) + sum(classed(look, "y", before, classes))
        return int(held + look["yx"]((classes[before][1], classes[last][1]), 0) if before else held)

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


def _tail(classes: Classes) -> Callable[[str], tuple[str, int | None, int]]:
    reaches = _reaches()

    def tail(word: str) -> tuple[str, int | None, int]:
        pair = word[-_PAIR:]
        reach = reaches.get(pair) or reaches.get(pair[-1:], 0)
        cut = None if reach > SIGHT else _head(word) if reach else _PAIR
        return ends_in(classes, word), cut, reach

    return tail


def _head(said: str) -> int:
    """Return how many characters the head has that ends a string; of one without, the last two stand for it."""
    head = words().grammar.heads.ending(said, len(said))
    return len(head.text) if head else _PAIR
