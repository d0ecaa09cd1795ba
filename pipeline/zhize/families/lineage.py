"""Which text took from which, what an article was taken from, and what became of it from version to version."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from zhize.comparison.equality import fold
from zhize.families.nouns import Basis, Order, Passage, VersionLine
from zhize.types import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from zhize.comparison.mapping import Home
    from zhize.types import Metadata, Regulation

_DAYS: Final = ("passed", "issued", "in_force_from")
_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})-(\d{2})-(\d{2})(?!\d)")
_RANK: Final = {level: rank for rank, level in enumerate(Level)}  # 0 for the state
_REMARK = re.compile(r"[(（\[〔【][^()（）\[\]〔〕【】]*[)）\]〕】]\s*$")


# --- which took from which -------------------------------------------------------------------------------------------


def date_of(metadata: Metadata) -> str:
    """Return the day that a text is known by: amended, else passed, else issued, else in force; "" without any."""
    return metadata.amended or metadata.passed or metadata.issued or metadata.in_force_from or ""


def name_date(regulation: Regulation) -> str:
    """Return the day that the name of a text's file gives: 2021-05-21 of …条例(2021-05-21); "" without.

    A text with its amendments often states the day of the first version only, and its file the day of this one.
    """
    found = _DAY.search(regulation.id)
    return "-".join(found.groups()) if found else ""


def earlier(left: Regulation, right: Regulation) -> tuple[int, bool]:
    """Return -1 where the left text comes before the right one, 1 where it comes after, 0 where nothing tells.

    Days of one kind are held against each other; the second value says whether the names of the files had to tell.
    """
    ours, theirs = left.metadata, right.metadata
    either = tuple(each.amended or each.passed or each.issued for each in (ours, theirs))
    # The day of the first version says little about a text that was amended since.
    kinds = () if ours.amended or theirs.amended else _DAYS
    for one, other in (*((getattr(ours, kind), getattr(theirs, kind)) for kind in kinds), either):
        if one and other and (order := _order(one, other)):
            return order, False
    names = name_date(left), name_date(right)
    return (_order(*names), True) if all(names) else (0, False)


def _order(one: str, other: str) -> int:
    """Return how two ISO dates stand; one that gives only the year says nothing of another day of that year."""
    precision = min(len(one), len(other))
    a, b = one[:precision], other[:precision]
    return (a > b) - (a < b)


def direction(left: Regulation, right: Regulation, homes: tuple[Home, Home]) -> tuple[int | None, Basis]:
    """Return which of two texts is the source of the other, 0 for left and 1 for right, and what says so.

    A lower government takes from an upper one, a later text from an earlier one. A lower text that is the earlier one
    took nothing from the upper one as it stands, and the other way round is not how rules come about: undecided.
    """
    ranks = [None if home.level is None else _RANK[home.level] for home in homes]
    by_level = (ranks[0] > ranks[1]) - (ranks[0] < ranks[1]) if ranks[0] is not None and ranks[1] is not None else 0
    by_date, by_name = earlier(left, right)
    if by_level and by_date:
        if by_level != by_date:
            return None, Basis.CONTRADICTION
        return (0 if by_level < 0 else 1), Basis.LEVEL_AND_DATE
    if not by_level and not by_date:
        return None, Basis.NOTHING
    by_date_alone = Basis.NAME if by_name else Basis.DATE
    return (0 if by_level + by_date < 0 else 1), Basis.LEVEL if by_level else by_date_alone


def nearness(home: Home, source: Home, date: str) -> tuple[int, str]:
    """Return what decides between equally alike sources of a text: the nearest level, then the latest."""
    if home.level is None or source.level is None:
        return -len(_RANK), date
    return -abs(_RANK[home.level] - _RANK[source.level]), date


# --- versions --------------------------------------------------------------------------------------------------------


def version_lines(texts: Sequence[Regulation], homes: Sequence[Home]) -> tuple[VersionLine, ...]:
    """Return the lines of versions: texts of the same title and place, of which there are at least two.

    Without dates that tell them apart they stand in the order given.
    """
    found: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for index, (text, home) in enumerate(zip(texts, homes, strict=True)):
        title = _bare(text.title)
        if title:
            found[title, home.place, home.word].append(index)
    lines = []
    for members in found.values():
        if len(members) > 1:
            order, basis = _in_order([texts[index] for index in members])
            lines.append(VersionLine(texts=tuple(members[place] for place in order), order=basis))
    return tuple(lines)


def _in_order(versions: Sequence[Regulation]) -> tuple[list[int], Order]:
    """Return the places of versions, oldest first, and what tells: days of one kind that all state and none shares."""
    stated = [[getattr(version.metadata, kind) or "" for version in versions] for kind in _DAYS]
    for days, basis in (*((days, Order.DATE) for days in stated), (list(map(name_date, versions)), Order.NAME)):
        if all(days) and len(set(days)) == len(days):
            return sorted(range(len(days)), key=days.__getitem__), basis
    return list(range(len(versions))), Order.GIVEN


def _bare(title: str) -> str:
    """Return a title without what is said behind it in brackets: （2019修正）, （草案）."""
    while (shorter := _REMARK.sub("", title)) != title:
        title = shorter
    return fold(title).text


def passages(lines: Sequence[VersionLine], has: Sequence[bool], same: Callable[[int, int], bool]) -> Iterator[Passage]:
    """Yield what became of a strand in each line of versions that has it.

    Args:
        lines: all lines.
        has: of each text, whether it has the strand.
        same: whether two texts have it in the same words.
    """
    for number, line in enumerate(lines):
        present = [place for place, text in enumerate(line.texts) if has[text]]
        if not present:
            continue
        steps = pairwise(present)
        changed = [line.texts[after] for before, after in steps if not same(line.texts[before], line.texts[after])]
        gone = present[-1] + 1
        yield Passage(
            line=number,
            first=line.texts[present[0]],
            changed=changed[-1] if changed else None,
            dropped=line.texts[gone] if gone < len(line.texts) else None,
        )


def first_seen(dates: Sequence[str], homes: Sequence[Home], texts: Sequence[int]) -> int | None:
    """Return the earliest dated of some texts, of equally early ones that of the upper government; None if unsure."""
    dated = sorted(
        (dates[text], _RANK.get(homes[text].level or Level.TOWNSHIP, 0), text) for text in texts if dates[text]
    )
    if not dated or (len(dated) > 1 and dated[0][:2] == dated[1][:2]):
        return None
    return dated[0][2]
