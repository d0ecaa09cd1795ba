"""The cases of a decision as rows: cases that lead to the same acts by the same hands share one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.procedures import Decision, Stage

_ARTICLE = re.compile(r"^(?:第[^条]+条(?:之[一二三四五六七八九十]+)?|正文)(?:第[^款]+款)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Cases and what is done in each of them."""

    words: tuple[str, ...]
    stages: tuple[Stage, ...]  # of several cases, those of the first, with the places of all


def rows_of(decision: Decision) -> list[Row]:
    """Return the rows of a decision in the order of the text.

    Args:
        decision: its cases; those of a choice are put together where neighbours lead to the same.
    """
    rows: list[Row] = []
    for case in decision.cases:
        last = rows[-1] if rows else None
        if decision.exclusive and last and _acts(last.stages) == _acts(case.stages):
            held = zip(last.stages, case.stages, strict=True)
            stages = tuple(replace(one, place=_both(one.place, other.place)) for one, other in held)
            rows[-1] = Row(words=(*last.words, case.words), stages=stages)
        else:
            rows.append(Row(words=(case.words,), stages=case.stages))
    return rows


def _acts(stages: Sequence[Stage]) -> list[tuple[tuple[str, ...], str, tuple[str, ...], str]]:
    return [(stage.actors, stage.words, stage.times, stage.exception) for stage in stages]


def _both(one: str, other: str) -> str:
    """Join two places; the article is said once: 第五十四条第一项、第二项."""
    if other in one:
        return one
    article = _ARTICLE.match(other)
    short = other[article.end() :] if article and one.startswith(article[0]) else other
    return f"{one}、{short}" if short else one
