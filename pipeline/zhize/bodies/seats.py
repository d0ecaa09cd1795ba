"""The level of a body and how it stands to the document, by the words that its name begins with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from zhize.bodies.home import places_of
from zhize.bodies.words import determiners_at, tier, tiers_at
from zhize.structure.levels import level_of
from zhize.types import Level
from zhize.values import Role, Standing

if TYPE_CHECKING:
    from zhize.bodies.home import Home
    from zhize.bodies.roles import Reading
    from zhize.lexicon.schema import RoleEntry

_RANK: Final = {level: rank for rank, level in enumerate(Level)}
_CITY: Final = "市"
BUREAUS: Final = ("部", "署", "总局", "局", "厅", "委")  # a concrete department, where 部门 is a class of them
# What leads a department's own level from above: its government, the party and the congress.
_LEADING: Final = frozenset(
    {Role.GOVERNMENT, Role.HEAD, Role.DEPUTY, Role.EXECUTIVE_DEPUTY, Role.LEADERS, Role.MEMBERS}
    | {Role.SECRETARY_GENERAL, Role.DEPUTY_SECRETARY_GENERAL, Role.EXECUTIVE_MEETING, Role.PLENARY_MEETING}
    | {Role.PARTY_COMMITTEE, Role.PARTY_HEAD, Role.CONGRESS, Role.CONGRESS_COMMITTEE}
)
# A place has one of each, so that 各 or 其他 before its level means other places: 其他县政府, but not 其他县政府领导.
PRINCIPAL: Final = frozenset(
    {Role.GOVERNMENT, Role.PARTY_COMMITTEE, Role.CONGRESS, Role.CONGRESS_COMMITTEE, Role.CPPCC, Role.OUTPOST}
    | {Role.COURT, Role.PROCURATORATE, Role.DISCIPLINE, Role.SUPERVISION, Role.HEAD}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Where a body sits; offsets are those of the name in its short form."""

    start: int = 0  # of the words of the level, behind a clause that describes: 主持会议的|县政府领导
    end: int = 0  # the rest of the name begins here; equal to start where no word of a level stands
    level: Level | None = None
    standing: Standing = Standing.UNKNOWN
    place: str | None = None
    word: str = ""  # the one word of the level or name of the place; empty for several and for 县级以上


def seat_of(name: str, home: Home, reading: Reading) -> Seat:
    """Return where a body sits, as its document sees it.

    Args:
        name: the name in its short form, own place left out.
        home: whose document it is.
        reading: what the other words of the name say.

    Returns:
        The seat; no level and `Standing.UNKNOWN` where the name does not tell.
    """
    seat = _worded(name, home, reading) or _implied(home, reading, name) or _placed(name, home)
    seat = seat or Seat(start=_behind_clause(name))
    if seat.standing is Standing.OWN and home.department:
        seat = replace(seat, standing=_in_department(name, home, reading))
    if home.department and _is_own_department(name, home, reading):
        seat = replace(seat, level=home.level, standing=Standing.OWN)
    return replace(seat, place=seat.place or _place(seat, home))


def _worded(name: str, home: Home, reading: Reading) -> Seat | None:
    """Read the words of levels that a name, or the part behind a describing clause, begins with."""
    for start in dict.fromkeys((0, _behind_clause(name))):
        determiners = determiners_at(name, start)
        words = tiers_at(name, determiners[-1].end if determiners else start)
        if words:
            seen = [_seen(word.entry, home) for word in words]
            levels, standings = {level for level, _ in seen}, {standing for _, standing in seen}
            standing = standings.pop() if len(standings) == 1 else Standing.UNKNOWN
            last = words[-1].entry
            if standing is Standing.OWN and determiners:
                standing = _of_several(determiners[-1].entry.text, reading)
            return Seat(
                start=start,
                end=words[-1].end,
                level=levels.pop() if len(levels) == 1 else None,
                standing=standing,
                word=last.text if len(words) == 1 and (last.level or last.text == _CITY) else "",
            )
    return None


def _seen(entry: RoleEntry, home: Home) -> tuple[Level | None, Standing]:
    """Return the level that a word means in the document, and how it stands to the document's own."""
    word = entry.word or entry.text
    if entry.standing:
        return None, entry.standing
    if entry.beneath:
        return None, Standing.LOWER if home.level and _RANK[home.level] <= _RANK[entry.beneath] else Standing.UNKNOWN
    if word in home.words:
        return home.level, Standing.OWN
    if word == _CITY:
        return _city(home)
    return entry.level, _compared(entry.level, home)


def _city(home: Home) -> tuple[Level | None, Standing]:
    """市 is key to no level: the city above a county, one of either kind below a province or a 自治州."""
    if home.level is None:
        return None, Standing.UNKNOWN
    if _RANK[home.level] >= _RANK[Level.COUNTY]:
        return home.city, Standing.UPPER
    return Level.COUNTY if home.level is Level.CITY else None, Standing.LOWER


def _compared(level: Level | None, home: Home) -> Standing:
    """Compare levels; of two places on one level the name must tell which."""
    if level is None or home.level is None:
        return Standing.UNKNOWN
    if level is home.level:
        return Standing.OWN if level is Level.NATIONAL else Standing.UNKNOWN
    return Standing.UPPER if _RANK[level] < _RANK[home.level] else Standing.LOWER


def _of_several(determiner: str, reading: Reading) -> Standing:
    if determiner in {"本", "该"} or reading.role not in PRINCIPAL:
        return Standing.OWN
    return Standing.OTHER if determiner.startswith("其") else Standing.UNKNOWN


def _implied(home: Home, reading: Reading, name: str) -> Seat | None:
    """Read the level from the organ or post itself: 副县长, 财政部, 街道办事处."""
    start = _behind_clause(name)
    for word in (reading.last, reading.owner, reading.organ):
        entry = word.entry if word else None
        if entry is None:
            continue
        of_level = tier(entry.word) if entry.word else None
        if of_level:
            level, standing = _seen(of_level, home)
            return Seat(start=start, end=start, level=level, standing=standing)
        if entry.beneath:
            level, standing = _seen(entry, home)
            return Seat(start=start, end=start, level=level, standing=standing)
        if entry.level:
            same = entry.level is home.level
            standing = Standing.OWN if same else _compared(entry.level, home)
            placed = _placed(name, home)
            return placed or Seat(start=start, end=start, level=entry.level, standing=standing)
    return None


def _placed(name: str, home: Home) -> Seat | None:
    """Read the place that a name begins with: 曲阜市政府, 青石市青河区财政局."""
    start = _behind_clause(name)
    places = places_of(name[start:])
    end = start + sum(len(place.name) for place in places)
    if not places or end == len(name):
        return None
    last = places[-1]
    # 城乡水务部门 and 住房城乡建设部门 name no 乡; 地区 is a place that level_of passes over.
    if level_of(name[start:]) is None and last.word != "地区":
        return None
    level = last.level or level_of(name[start:])
    standing = _compared(level, home)
    if level is not None and level is home.level:
        standing = Standing.OWN if last.name == home.place else Standing.OTHER
    return Seat(start=start, end=end, level=level, standing=standing, place=last.name, word=last.name)


def _behind_clause(name: str) -> int:
    """Return where the name proper begins: behind the 的 of 主持会议的县政府领导."""
    return name.rfind("的", 0, len(name) - 1) + 1 if "设区的市" not in name else 0


def _in_department(name: str, home: Home, reading: Reading) -> Standing:
    """Return how a body of the department's own level stands to it."""
    if _is_own_department(name, home, reading):
        return Standing.OWN
    if reading.role in _LEADING:
        return Standing.UPPER
    # 国务院林业主管部门 may be the 林业部 whose rules these are.
    return Standing.OTHER if reading.last and reading.last.entry.text in BUREAUS else Standing.UNKNOWN


def _is_own_department(name: str, home: Home, reading: Reading) -> bool:
    head = reading.role in {Role.DEPARTMENT_HEAD, Role.DEPARTMENT_DEPUTY} and reading.organ is None
    return name.startswith(home.department or "\0") or (head and reading.start == 0)


def _place(seat: Seat, home: Home) -> str | None:
    if seat.standing is Standing.OWN:
        return home.place
    if seat.standing is Standing.UPPER and seat.level:
        return next((place.name for place in home.above if place.level is seat.level), None)
    return None
