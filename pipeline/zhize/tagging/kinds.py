"""What kind of actor a name names, by the learned model.

The sums are those of `features.of_type`. What the name itself says is remembered by name, what stands around it by the
few characters that tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import add
from typing import TYPE_CHECKING, Any

from zhize.tagging.features import begins_with, classed, ends_in, words
from zhize.tagging.vocabulary import Remembered
from zhize.types import ActorType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zhize.tagging.features import Classes, Tables

TYPES = tuple(ActorType)
_NOTHING = (0.0,) * len(TYPES)
_GRAMS = range(1, 5)
_PAIR = 2
_LONGEST = 8  # sizes above are told apart no more

Totals = tuple[float, ...]  # for each of `TYPES`


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinds:
    """What a model weighs for each type, remembered."""

    names: Remembered[tuple[str, str], Totals]  # by the name and the type that the rules gave it
    before: Remembered[str, Totals]  # by the two characters before a name
    behind: Remembered[str, Totals]  # by the longest classed word behind it, or two characters

    def of(self, text: str, span: tuple[int, int], rule: str, behind: int) -> ActorType:
        """Return the likeliest type of a name; arguments as of `totals`."""
        totals = self.totals(text, span, rule, behind)
        return TYPES[totals.index(max(totals))]

    def totals(self, text: str, span: tuple[int, int], rule: str, behind: int) -> list[float]:
        """Return what a name weighs as each type.

        Args:
            text: the text.
            span: where the name begins and ends.
            rule: the type that the rules gave it, "" if they did not find it.
            behind: how many characters the longest classed word has that stands behind it.
        """
        start, end = span
        name, before = self.names[text[start:end], rule], self.before[text[max(0, start - 2) : start]]
        return list(map(add, map(add, name, before), self.behind[text[end : end + max(_PAIR, behind)]]))


def kinds_of(look: Tables, classes: Classes) -> Kinds:
    """Return what the tables of a model for types hold, ready to be summed.

    Args:
        look: the tables.
        classes: the classes of words.
    """
    return Kinds(
        names=Remembered(lambda name: _total(_of_name(look, classes, *name))),
        before=Remembered(lambda left: _total((look["l1"](left[-1:], 0), look["l2"](left, 0)))),
        behind=Remembered(lambda right: _total(_behind(look, classes, right))),
    )


def _of_name(look: Tables, classes: Classes, said: str, rule: str) -> list[Any]:
    head = words().grammar.heads.ending(said, len(said))
    found = [look[f"x{size}"](said[-size:], 0) for size in _GRAMS]
    found += [look["w"](said, 0), look["f1"](said[:1], 0), look["f2"](said[:2], 0)]
    found += [look["size"](min(len(said), _LONGEST), 0), look["kind"](rule, 0), look["rule"](rule + said[-2:], 0)]
    found += [look["has"](said[at : at + 2], 0) for at in range(len(said) - 1)]
    if head is not None:
        found += [look["head"](head.text, 0), look["flag"](f"head:{head.type.value}", 0)]
    found += classed(look, "x", ends_in(classes, said), classes)
    return found + classed(look, "f", begins_with(classes, said), classes)


def _behind(look: Tables, classes: Classes, right: str) -> list[Any]:
    found = [look["r1"](right[:1], 0), look["r2"](right[:2], 0)]
    return found + classed(look, "r", begins_with(classes, right), classes)


def _total(rows: Iterable[Any]) -> Totals:
    return tuple(map(sum, zip(_NOTHING, *filter(None, rows), strict=True)))
