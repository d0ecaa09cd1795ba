"""Stages in a row → stages and decisions: what holds in a case only stands beside the other cases."""

from __future__ import annotations

from itertools import combinations, groupby
from typing import TYPE_CHECKING

from zhize.procedures.nouns import Case, Decision, Join
from zhize.procedures.phrases import shared, verbs_in
from zhize.procedures.words import Use, vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.procedures.nouns import Stage

_ALIKE = 2  # characters that two cases share where one denies the other


def flow_of(stages: Sequence[Stage]) -> tuple[Stage | Decision, ...]:
    """Return the flow of stages: those that hold in a case only become cases of a decision.

    Args:
        stages: in their order.

    Returns:
        The stages, each once; neighbours with cases in one decision, neighbours of the same case together.
    """
    flow: list[Stage | Decision] = []
    for group in _groups(stages):
        if not group[0].case:
            flow += group
            continue
        cases = tuple(Case(words=words, stages=tuple(held)) for words, held in groupby(group, key=lambda s: s.case))
        flow.append(Decision(exclusive=_exclude(cases), cases=cases))
    return tuple(flow)


def _groups(stages: Sequence[Stage]) -> list[list[Stage]]:
    """Part stages where cases begin and end, and where cases of another decision begin."""
    groups: list[list[Stage]] = []
    for stage in stages:
        last = groups[-1][-1] if groups else None
        same = last is not None and (stage.join in {Join.CASE, Join.NORM} or stage.case == last.case)
        if last is not None and same and bool(stage.case) == bool(last.case):
            groups[-1].append(stage)
        else:
            groups.append([stage])
    return groups


def _exclude(cases: Sequence[Case]) -> bool:
    """Whether only one of the cases can hold: one denies another, or all end in the same act by other hands."""
    if len(cases) < 2:  # noqa: PLR2004
        return False
    if any(denies(one.words, other.words) for one, other in combinations(cases, 2)):
        return True
    acts = [{verb for stage in case.stages for verb in verbs_in(stage.words)} for case in cases]
    most = sum(bool(acts[0] & other) for other in acts)
    hands = {case.stages[-1].actors for case in cases}
    rest = tuple(vocabulary(Use.REST))
    return len(hands) > 1 and (most * 3 >= len(cases) * 2 or any(case.words.startswith(rest) for case in cases[1:]))


def denies(one: str, other: str) -> bool:
    """Whether one case is the other with a denial before the words they share: 符合条件的, 不符合条件的."""
    same = shared(one, other).rstrip("的")
    if len(same) < _ALIKE:
        return False
    return any((deny + same in one) != (deny + same in other) for deny in vocabulary(Use.DENIAL))
