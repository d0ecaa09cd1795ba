"""What candidates weigh by the names that rules found around them, for all candidates with one end at once.

The sums are those of `features.of_company`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhize.tagging.vocabulary import Remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from zhize.tagging.features import Found, Tables

_BETWEEN = 4  # characters
_OFTEN = 3  # a candidate known more often is known so often


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """The weights of a model for what stands around a candidate."""

    exact: Remembered[tuple[str, str], int]  # the candidate is a name of the rules, by its type and rule
    longer: int  # one that begins before it ends with it
    shorter: int
    between: Mapping[str, int]  # and what lies between the two beginnings, its first characters
    over_one: int  # one begins in it and none ends with it
    none: int
    most: int  # all of what no name of the rules that ends with the candidate says, at most
    goes_on: int  # another begins where it does
    ends_later: int
    closed: int
    known: Sequence[int]  # as subject of the same document, by how often

    def over(self, text: str, rules: Found, known: Mapping[str, int]) -> Callable[[int, Sequence[int]], list[int]]:
        """Return what says, for an end and the beginnings of candidates, what the company of each weighs.

        Args:
            text: the text.
            rules: the names that the rules found in it.
            known: strings that stand before 应当, 不得 … in the same document, and how often.
        """
        covered, ends, rule_of = rules.covered, rules.ends, rules.starts

        def weights(end: int, starts: Sequence[int]) -> list[int]:
            closed, reached = self.closed if end in rules.closed else 0, covered[end]
            if end in rule_of:
                found = self._beside(text, end, starts, rules, closed)
            else:
                over, none = self.over_one + closed, self.none + closed
                found = [over if reached > covered[start] else none for start in starts]
            for at, start in enumerate(starts):
                if start in ends and ends[start] != end:
                    found[at] += self.goes_on if ends[start] < end else self.ends_later
                if known and (said := text[start:end]) in known:
                    found[at] += self.known[min(known[said], _OFTEN)]
            return found

        return weights

    def _beside(self, text: str, end: int, starts: Sequence[int], rules: Found, closed: int) -> list[int]:
        """Return what each candidate weighs that ends where a name of the rules does."""
        rule, between = rules.starts[end], self.between.get
        longer, shorter = self.longer + closed, self.shorter + closed
        exact = self.exact[rules.exact[rule, end]] + closed
        return [
            exact
            if start == rule
            else longer + between(text[rule : min(start, rule + _BETWEEN)], 0)
            if rule < start
            else shorter + between(text[start : min(rule, start + _BETWEEN)], 0)
            for start in starts
        ]


def company_of(look: Tables, between: Iterable[str]) -> Company:
    """Return the weights of a model for what stands around a candidate.

    Args:
        look: its tables.
        between: the keys of the one that says what lies between two beginnings.
    """
    flag = look["flag"]
    over_one, none, closed = flag("rule:over", 0), flag("rule:none", 0), flag("closed", 0)
    goes_on, ends_later = flag("rule:goes on", 0), flag("rule:ends later", 0)
    often = [0, *(flag("known", 0) + flag(f"known:{times}", 0) for times in range(1, _OFTEN + 1))]
    return Company(
        exact=Remembered(lambda rule: flag("rule", 0) + flag(f"rule:type:{rule[0]}", 0) + flag(f"rule:{rule[1]}", 0)),
        longer=flag("rule:longer", 0),
        shorter=flag("rule:shorter", 0),
        between={key: look["between"](key, 0) for key in between},
        over_one=over_one,
        none=none,
        most=max(over_one, none) + max(0, goes_on, ends_later) + max(0, closed) + max(often),
        goes_on=goes_on,
        ends_later=ends_later,
        closed=closed,
        known=often,
    )
