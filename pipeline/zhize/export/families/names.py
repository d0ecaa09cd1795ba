"""How the texts of a family are called where there is little room: 泗水县, 2019年版."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from zhize.export.standing import standing
from zhize.families.lineage import date_of, name_date
from zhize.labels import LEVEL, UNSTATED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from zhize.families.nouns import Family
    from zhize.types import Regulation

_SHORTEST = 2  # characters that must be left of a title
_LEVELS = "省市县区州盟旗镇乡"  # the end of a place's name, which stays with it
_YEAR, _DAY = 4, 10  # characters of an ISO date


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A text of a family in the head of a table."""

    number: int  # 1-based
    title: str
    short: str
    issuer: str  # with its level: 泗水县人民政府（县级）
    doc_number: str
    date: str
    standing: str
    articles: int


def names_of(family: Family) -> tuple[Name, ...]:
    """Return what each text is called; no two short names are alike."""
    regulations = [analysis.regulation for analysis in family.texts]
    return tuple(
        _name(number, regulation, short)
        for number, (regulation, short) in enumerate(zip(regulations, _shorts(regulations), strict=True), 1)
    )


def _name(number: int, regulation: Regulation, short: str) -> Name:
    meta = regulation.metadata
    return Name(
        number=number,
        title=meta.title or regulation.id,
        short=short,
        issuer=(meta.issuer or UNSTATED) + (f"（{LEVEL[meta.level]}）" if meta.level else ""),
        doc_number=meta.doc_number or UNSTATED,
        date=date_of(meta) or UNSTATED,
        standing=standing(meta.in_force_until, meta.validity),
        articles=len(regulation.articles),
    )


def _shorts(regulations: Sequence[Regulation]) -> list[str]:
    """Return the titles without the end that all have; where that is not enough, with year, day, id or place."""
    titles = [regulation.title or regulation.id for regulation in regulations]
    end = _common_end(set(titles))
    heads = [title[: len(title) - end] for title in titles]
    shorts = heads if all(len(head) >= _SHORTEST for head in heads) else titles
    dates = [name_date(regulation) or date_of(regulation.metadata) for regulation in regulations]
    added: tuple[Callable[[int], str], ...] = (
        lambda index: f"{dates[index][:_YEAR]}年版" if dates[index] else "",
        lambda index: dates[index][:_DAY],
        lambda index: _tail(regulations[index].id, titles[index]),
        lambda index: f"第{index + 1}件",
    )
    one_title = len(set(titles)) == 1
    found = list(shorts)
    for add in added:
        counts = Counter(found)
        twice = [index for index, name in enumerate(found) if counts[name] > 1]
        for index in twice:
            said = add(index)
            found[index] = (said if one_title else f"{shorts[index]}（{said}）") if said else found[index]
    return found


def _tail(identifier: str, title: str) -> str:
    """Return an id without the title that it begins with: 2017-01-20 of …条例(2017-01-20)."""
    return identifier.removeprefix(title).strip("()（）_- ") or identifier


def _common_end(titles: set[str]) -> int:
    """Return how many characters at the end all titles share, the word of a level apart; 0 for one title."""
    if len(titles) == 1:
        return 0
    backward = zip(*(title[::-1] for title in titles), strict=False)
    end = sum(1 for _ in takewhile(lambda characters: len(set(characters)) == 1, backward))
    title = min(titles)
    return end - 1 if end and title[-end] in _LEVELS else end
