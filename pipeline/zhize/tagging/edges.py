"""What every position of a text weighs as the beginning of a name, and some positions as its end.

The sums are those of `features.of_start` and `features.of_end`. What stands on one side of a position weighs what the
longest known word there weighs, or two characters where there is none. As two characters tell nearly all, they are
added for all positions at once (`zhize.tagging.lanes`); longer words are looked up where two characters say that one
may stand there. An end is weighed only where the most that it can weigh is enough.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain, compress
from typing import TYPE_CHECKING, TypeVar

from zhize.tagging import lanes
from zhize.tagging.features import MODAL, MODALS, PADDING, SIGHT, TEXTS, begins_with, ends_in, is_hanzi, padded, words
from zhize.tagging.pairs import NEVER, Known, Sides, contexts_of, modifiers_of, of_class, pairs_of, rows_of
from zhize.tagging.vocabulary import Longer, Remembered, longer_words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from zhize.tagging.features import Classes, Tables
    from zhize.tagging.pairs import Before, Behind

K = TypeVar("K")

_STRETCH = 4_096  # positions at a time, so that a long text takes no more memory than it must
_LONGEST_CONTEXT = 4
_PAIR = 2
_BEFORE = ("l3", "x3", "x4")  # tables of three characters or more before a position
_CROSS = ("x2r1", "x2r2")  # tables of two characters before an end together with those behind it


@dataclass(frozen=True, slots=True, kw_only=True)
class Edged:
    """What a text has of beginnings and ends of names; weights are in thousandths."""

    wide: str  # the text, padded
    at_start: list[int]  # what each position weighs as a beginning, the end of the text included
    at_end: dict[int, int]  # what each place weighs where a name may end, if that is enough; in order
    pairs: array[int]  # what the two characters from each position on weigh inside of a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Edges:
    """What the longest known words around a beginning and an end weigh, or two characters where there is none."""

    before: Longer
    behind: Longer
    rows: lanes.Rows
    more_before: Remembered[str, int]  # what a longer word before a beginning weighs more than its last two characters,
    more_behind: Remembered[str, int]  # and one behind it more than its first two
    across_start: Mapping[str, int]  # by two characters before and one behind it
    before_end: Remembered[str, Before]
    across: Remembered[str, int]  # by the characters before and behind an end
    behind_end: Remembered[str, Behind]
    across_end: Remembered[str, int]  # by two characters before and two behind it
    around_end: Remembered[tuple[int, int], int]  # by the classes of the words behind and before it

    def of(self, text: str) -> tuple[list[int], list[int]]:
        """Return the weight of each position of a text, its end included, as a beginning and as an end."""
        (found,) = self.read([text], -NEVER)
        return list(found.at_start), [self.end(found.wide, at) for at in range(len(text) + 1)]

    def read(self, texts: Sequence[str], least: int) -> list[Edged]:
        """Return where names may begin and end in each text, the end weighing ``least`` or more, and what that weighs.

        Many short texts are read as one long text.
        """
        wide = padded(PADDING.join(texts))
        at_start, inside, ends, at_end = array("i"), array("i"), list[int](), list[int]()
        for first in range(0, len(wide) - 2 * SIGHT + 1, _STRETCH):
            stretch = wide[first : first + _STRETCH + 2 * SIGHT - 1]
            grid = lanes.read(stretch[SIGHT - _PAIR : _PAIR - SIGHT], self.rows)
            self._correct(grid, stretch)
            at_start.extend(grid.start)
            inside.extend(grid.inside)
            for at in [at for at, weight in enumerate(grid.end, first) if weight >= least]:
                if (weight := self.end(wide, at)) >= least:
                    ends.append(at)
                    at_end.append(weight)
        found, first = list[Edged](), 0
        for text in texts:
            some = slice(bisect_left(ends, first + _PAIR), bisect_right(ends, first + len(text)))
            places = slice(first, first + len(text) + 1)
            found.append(
                Edged(
                    wide=padded(text),
                    at_start=at_start[places].tolist(),
                    at_end=dict(zip([end - first for end in ends[some]], at_end[some], strict=True)),
                    pairs=inside[places],
                )
            )
            first = places.stop + SIGHT - 1
        return found

    def _correct(self, grid: lanes.Grid, wide: str) -> None:
        """Add to the weights of beginnings what more than two characters on a side of them weigh."""
        at_start, (longer_before, longer_behind, across) = grid.start, grid.flags
        before, behind = self.before.sizes, self.behind.sizes
        places = range(SIGHT, SIGHT + len(at_start))
        for at in [at for at in compress(places, longer_before) if wide[at - 3 : at] in before]:
            at_start[at - SIGHT] += self.more_before[self.before.before(wide, at)]
        for at in [at for at in compress(places, longer_behind[_PAIR:]) if wide[at : at + 3] in behind]:
            at_start[at - SIGHT] += self.more_behind[self.behind.behind(wide, at)]
        for at in compress(places, across):
            at_start[at - SIGHT] += self.across_start.get(wide[at - _PAIR : at + 1], 0)

    def end(self, wide: str, place: int) -> int:
        """Return what a position of a text weighs as an end; the text is padded."""
        at = place + SIGHT
        left, last, crosses = self.before_end[self.before.before(wide, at)]
        right, first = self.behind_end[self.behind.behind(wide, at)]
        weight = left + self.across[wide[at - 1 : at + 1]] + right
        if crosses:
            weight += self.across_end[wide[at - _PAIR : at + _PAIR]]
        return weight if last is None or first is None else weight + self.around_end[first, last]


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
    before_end, behind_end = _before_end(look, classes, keys), _behind_end(look, classes)
    sides = Sides(
        longer_before=before,
        longer_behind=behind,
        before=before_end,
        behind=behind_end,
        most_across=_most_across(look, keys),
        most_around=_most_around(look, grams.get("rx", ())),
    )
    lexicons = chain(known.contexts, known.modifiers, swallowing, known.grammar.ends.pairs, known.ends.pairs, MODALS)
    pairs = pairs_of(chain(*(grams.get(name, ()) for name in TEXTS), classes, last_two, lexicons))
    return Edges(
        before=before,
        behind=behind,
        rows=rows_of(look, classes, sides, keys["l2f1"], Known(pairs=pairs, last_two=last_two)),
        more_before=Remembered(_more_before(look, classes)),
        more_behind=Remembered(_more_behind(look, classes)),
        across_start={key: look["l2f1"](key, 0) for key in keys["l2f1"]},
        before_end=Remembered(before_end),
        across=Remembered(_across(look)),
        behind_end=Remembered(behind_end),
        across_end=Remembered(lambda said: look["x2r1"](said[:-1], 0) + look["x2r2"](said, 0)),
        around_end=Remembered(lambda both: look["rx"](both, 0)),
    )


def _most_across(look: Tables, keys: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Return the most that two characters before an end can weigh together with those behind it."""
    most = defaultdict[str, int](int)
    for name in _CROSS:
        for tail, held in _greatest((key[:_PAIR], look[name](key, 0)) for key in keys[name]).items():
            most[tail] += held
    return dict(most)


def _most_around(look: Tables, keys: Iterable[str]) -> dict[int, int]:
    """Return the most that the class of the word before an end can weigh together with one behind it."""
    pairs = [(int(first), int(last)) for first, last in (key.split(".") for key in keys)]
    return _greatest((last, look["rx"]((first, last), 0)) for first, last in pairs)


def _greatest(weights: Iterable[tuple[K, int]]) -> dict[K, int]:
    """Return the greatest weight of each key, 0 where all are less."""
    found = dict[K, int]()
    for key, weight in weights:
        found[key] = max(found.get(key, 0), weight)
    return found


def _more_before(look: Tables, classes: Classes) -> Callable[[str], int]:
    l2, l3, contexts, class_weight = look["l2"], look["l3"], contexts_of(look), of_class(look, classes, "l")

    def weight(left: str) -> int:
        held = l2(left[-2:], 0) + l3(left[-3:], 0) + class_weight(ends_in(classes, left))
        return int(held + contexts.get(ends_in(contexts, left, _LONGEST_CONTEXT), 0))

    return lambda left: weight(left) - weight(left[-_PAIR:])


def _more_behind(look: Tables, classes: Classes) -> Callable[[str], int]:
    f2, f3, modifiers, class_weight = look["f2"], look["f3"], modifiers_of(look), of_class(look, classes, "f")

    def weight(right: str) -> int:
        held = f2(right[:2], 0) + f3(right[:3], 0) + class_weight(begins_with(classes, right))
        return int(held + modifiers.get(begins_with(modifiers, right), 0))

    return lambda right: weight(right) - weight(right[:_PAIR])


def _before_end(look: Tables, classes: Classes, keys: Mapping[str, Iterable[str]]) -> Callable[[str], Before]:
    known, flag = words(), look["flag"]
    heads, bodies, slots = known.grammar.heads, known.grammar.bodies, known.slots
    crossing = {key[:_PAIR] for name in _CROSS for key in keys[name]}

    def weight(left: str) -> Before:
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


def _across(look: Tables) -> Callable[[str], int]:
    x1, r1, both, stop = look["x1"], look["r1"], look["x1r1"], look["flag"]("r:stop", 0)

    def weight(pair: str) -> int:
        last, first = pair[0], pair[1]
        return int(x1(last, 0) + r1(first, 0) + both(pair, 0) + (0 if is_hanzi(first) else stop))

    return weight


def _behind_end(look: Tables, classes: Classes) -> Callable[[str], Behind]:
    r2, r3, modal, class_weight = look["r2"], look["r3"], look["flag"]("r:modal", 0), of_class(look, classes, "r")

    def weight(right: str) -> Behind:
        first = begins_with(classes, right)
        found = r2(right[:2], 0) + r3(right[:3], 0) + class_weight(first)
        if is_hanzi(right[0]) and MODAL.match(right):
            found += modal
        return found, classes[first][0] if first else None

    return weight
