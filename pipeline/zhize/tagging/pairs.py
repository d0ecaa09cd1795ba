"""What one and two characters say of a beginning and of an end beside them, for `zhize.tagging.lanes`.

Of a beginning it is what they weigh, which a longer word corrects (`zhize.tagging.edges`). Of an end it is the most
that they and any longer word in their place can weigh, so that most ends need not be weighed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from zhize.tagging import candidates, lanes
from zhize.tagging.features import begins_with, classed, ends_in, is_hanzi, words
from zhize.tagging.lanes import One, Two

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from zhize.tagging.features import Classes, Tables
    from zhize.tagging.vocabulary import Longer

NEVER = 1 << 26
"""More than all features of an end weigh."""
_PAIR = 2

Before = tuple[int, "int | None", bool]
"""What the word before an end weighs, its middle class, and whether it may begin a key of tables across the end."""
Behind = tuple[int, "int | None"]
"""What the word behind an end weighs, and its coarse class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """What the words around an end weigh, and the longer ones among them."""

    longer_before: Longer
    longer_behind: Longer
    before: Callable[[str], Before]
    behind: Callable[[str], Behind]
    most_across: Mapping[str, int]  # the most of two characters before it together with two behind it, by the former
    most_around: Mapping[int, int]  # the most of two classes, by that of the word before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Pairs of characters of which something is known."""

    pairs: frozenset[str]  # that may weigh something, and longer words that begin with them or end in them
    last_two: frozenset[str]  # that names end in, beside those of the lexicons


def pairs_of(said: Iterable[str]) -> frozenset[str]:
    """Return the pairs that some words begin with or end in."""
    words = [word for word in said if len(word) >= _PAIR]
    return frozenset(chain((word[:_PAIR] for word in words), (word[-_PAIR:] for word in words)))


def rows_of(look: Tables, classes: Classes, sides: Sides, across_start: Collection[str], known: Known) -> lanes.Rows:
    """Return what characters and pairs of them weigh.

    Args:
        look: the tables of the model.
        classes: the classes of words.
        sides: what the words around an end weigh.
        across_start: keys of two characters before a beginning and one behind it.
        known: pairs that may weigh something, and those that names end in.
    """
    left_of, right_of = _left(look, classes), _right(look, classes)
    before, behind = _most_before(sides, known.last_two), _most_behind(sides)
    l1, f1, x1, r1 = (look[name] for name in ("l1", "f1", "x1", "r1"))
    of_start, of_end, has, crossing = look["l1f1"], look["x1r1"], look["has"], {key[:_PAIR] for key in across_start}
    stop_before, stop_behind = look["flag"]("l:stop", 0), look["flag"]("r:stop", 0)
    thirds_before, thirds_behind = sides.longer_before.thirds, sides.longer_behind.thirds

    def one(each: str) -> One:
        stop, link = not is_hanzi(each), each in candidates.LINKS
        left, right = left_of(each) + l1(each, 0), right_of(each) + f1(each, 0)
        last, first = before(each) + x1(each, 0), behind(each) + r1(each, 0)
        return One((left + stop * stop_before, right), (last, first + stop * stop_behind + link * NEVER))

    def two(pair: str) -> Two:
        one, other = pair[0], pair[1]
        return Two(
            (left_of(pair) - left_of(other), of_start(pair, 0), right_of(pair) - right_of(one)),
            (before(pair) - before(other), of_end(pair, 0), behind(pair) - behind(one)),
            has(pair, 0),
            (pair in thirds_before, pair in thirds_behind, pair in crossing),
        )

    return lanes.rows(one, two, known.pairs)


def contexts_of(look: Tables) -> dict[str, int]:
    """Return what the words weigh that stand before names."""
    flag = look["flag"]("l:context", 0)
    return {word: flag + look["context"](word, 0) for word in words().contexts}


def modifiers_of(look: Tables) -> dict[str, int]:
    """Return what the words weigh that names begin with."""
    return {word: look["flag"](kind, 0) + look["modifier"](word, 0) for word, kind in words().modifiers.items()}


def _left(look: Tables, classes: Classes) -> Callable[[str], int]:
    l2, contexts, class_weight = look["l2"], contexts_of(look), of_class(look, classes, "l")
    return lambda said: l2(said, 0) + class_weight(ends_in(classes, said)) + contexts.get(ends_in(contexts, said), 0)


def _right(look: Tables, classes: Classes) -> Callable[[str], int]:
    f2, modifiers, class_weight = look["f2"], modifiers_of(look), of_class(look, classes, "f")

    def weight(said: str) -> int:
        modifier = modifiers.get(begins_with(modifiers, said), 0)
        return int(f2(said, 0)) + class_weight(begins_with(classes, said)) + modifier

    return weight


def of_class(look: Tables, classes: Classes, place: str) -> Callable[[str], int]:
    """Return what says what the classes of a word weigh at a place, "" for an unknown one."""
    unknown = sum(classed(look, place, "", classes))
    return lambda word: sum(classed(look, place, word, classes)) if word else unknown


def _most_before(sides: Sides, last_two: frozenset[str]) -> Callable[[str], int]:
    """Return what says the most that the characters before an end can weigh, which is little where no name ends."""
    longer = _by_pair(sides.longer_before.words, slice(-_PAIR, None))

    def weight(word: str) -> int:
        held, last, _ = sides.before(word)
        return held if last is None else held + sides.most_around.get(last, 0)

    def most(said: str) -> int:
        held = max(map(weight, (said, *longer.get(said, ())))) + sides.most_across.get(said, 0)
        return held if candidates.may_end(said, last_two) else held - NEVER

    return most


def _most_behind(sides: Sides) -> Callable[[str], int]:
    """Return what says the most that the characters behind an end can weigh."""
    longer = _by_pair(sides.longer_behind.words, slice(_PAIR))
    return lambda said: max(sides.behind(word)[0] for word in (said, *longer.get(said, ())))


def _by_pair(longer: Iterable[str], part: slice) -> dict[str, list[str]]:
    found = defaultdict[str, list[str]](list)
    for word in longer:
        found[word[part]].append(word)
    return dict(found)
