"""The verb `told_apart`: texts whose files have one name → the same under ids of their own, for one table of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from zhize.analysis import Analysis
    from zhize.review.applying import Reviewed


def told_apart(reviewed: Iterable[Reviewed]) -> list[Reviewed]:
    """Return regulations of which no two documents have one id: of 2020/规则 and 2024/规则 the second is 规则（2）.

    Without that their rows would have the same keys, and nobody could tell what was entered in which.
    """
    taken: set[str] = set()
    told = []
    for each in reviewed:
        names = {name: _free(name, taken) for name in each.documents}
        taken |= set(names.values())
        told.append(each if all(old == new for old, new in names.items()) else _renamed(each, names))
    return told


def is_name_of(name: str, document: str) -> bool:
    """Whether a document of a workbook may be the text that has this id: itself, or one that was told apart from it."""
    return document == name or (document.startswith(f"{name}（") and document[len(name) + 1 : -1].isdigit())


def _free(name: str, taken: set[str]) -> str:
    names = (name, *(f"{name}（{number}）" for number in range(2, len(taken) + 3)))
    return next(each for each in names if each not in taken)


def _renamed(reviewed: Reviewed, names: Mapping[str, str]) -> Reviewed:
    def named(analysis: Analysis) -> Analysis:
        regulation = replace(analysis.regulation, id=names[analysis.regulation.id])
        return replace(analysis, regulation=regulation, attached=tuple(map(named, analysis.attached)))

    def key(old: str) -> str:
        document, slash, norm = old.rpartition("/")
        return f"{names[document]}{slash}{norm}" if slash else old

    return replace(
        reviewed,
        analysis=named(reviewed.analysis),
        cells={key(old): words for old, words in reviewed.cells.items()},
        standing=tuple(replace(kept, document=names[kept.document]) for kept in reviewed.standing),
        loose=tuple(replace(each, document=names[each.document]) for each in reviewed.loose),
    )
