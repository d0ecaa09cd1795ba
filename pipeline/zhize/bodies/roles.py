"""The role of a body by the words of its name, and the body that it belongs to or whose office it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from zhize.bodies.words import Word, words_of
from zhize.lexicon import load
from zhize.lexicon.schema import BodyEntry, HeadEntry, Rank, RoleKind
from zhize.types import ActorType
from zhize.values import Role

_POSTS: Final = {
    (Role.GOVERNMENT, Rank.HEAD): Role.HEAD,
    (Role.GOVERNMENT, Rank.DEPUTY): Role.DEPUTY,
    (Role.GOVERNMENT, Rank.EXECUTIVE): Role.EXECUTIVE_DEPUTY,
    (Role.GOVERNMENT, Rank.LEADERS): Role.LEADERS,
    (Role.GOVERNMENT, Rank.MEMBERS): Role.MEMBERS,
    (Role.OUTPOST, Rank.HEAD): Role.HEAD,
    (Role.OUTPOST, Rank.DEPUTY): Role.DEPUTY,
    (Role.ZONE, Rank.HEAD): Role.HEAD,
    (Role.ZONE, Rank.DEPUTY): Role.DEPUTY,
    (Role.OFFICE, Rank.HEAD): Role.OFFICE_HEAD,
    (Role.OFFICE, Rank.DEPUTY): Role.OFFICE_DEPUTY,
    (Role.DEPARTMENT, Rank.HEAD): Role.DEPARTMENT_HEAD,
    (Role.DEPARTMENT, Rank.DEPUTY): Role.DEPARTMENT_DEPUTY,
    (Role.PARTY_COMMITTEE, Rank.HEAD): Role.PARTY_HEAD,
    (Role.PARTY_COMMITTEE, Rank.DEPUTY): Role.PARTY_DEPUTY,
    (Role.PARTY_GROUP, Rank.HEAD): Role.PARTY_HEAD,
    (Role.PARTY_GROUP, Rank.DEPUTY): Role.PARTY_DEPUTY,
    (Role.PARTY_DEPARTMENT, Rank.HEAD): Role.PARTY_DEPARTMENT_HEAD,
    (Role.DISCIPLINE, Rank.HEAD): Role.DISCIPLINE_HEAD,
    (Role.DISCIPLINE, Rank.DEPUTY): Role.DISCIPLINE_DEPUTY,
    (Role.SUPERVISION, Rank.HEAD): Role.SUPERVISION_HEAD,
    (Role.SUPERVISION, Rank.DEPUTY): Role.SUPERVISION_DEPUTY,
    (Role.CONGRESS, Rank.HEAD): Role.CONGRESS_HEAD,
    (Role.CONGRESS, Rank.DEPUTY): Role.CONGRESS_DEPUTY,
    (Role.CONGRESS_COMMITTEE, Rank.HEAD): Role.CONGRESS_HEAD,
    (Role.CONGRESS_COMMITTEE, Rank.DEPUTY): Role.CONGRESS_DEPUTY,
    (Role.CPPCC, Rank.HEAD): Role.CPPCC_HEAD,
    (Role.CPPCC, Rank.DEPUTY): Role.CPPCC_DEPUTY,
    (Role.COURT, Rank.HEAD): Role.COURT_HEAD,
    (Role.COURT, Rank.DEPUTY): Role.COURT_DEPUTY,
    (Role.PROCURATORATE, Rank.HEAD): Role.PROCURATORATE_HEAD,
    (Role.PROCURATORATE, Rank.DEPUTY): Role.PROCURATORATE_DEPUTY,
}
_OF_PARTY: Final = {Role.DEPARTMENT: Role.PARTY_DEPARTMENT, Role.CONGRESS_COMMITTEE: Role.PARTY_COMMITTEE}
_GAP: Final = frozenset({"", "的", "各"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the words of a name say."""

    type: ActorType | None  # None where they do not say
    role: Role | None
    last: Word | None  # the organ, post or meeting that the name ends with
    start: int  # where that begins, with what changes a post's rank
    organ: Word | None  # the organ before it; of a post, the one whose post it is
    owner: Word | None  # the post before a meeting that implies an organ: 县长 of 县长办公会议


@lru_cache(maxsize=2**14)
def reading_of(name: str) -> Reading:
    """Read the words of a name in its short form.

    Args:
        name: the short form, as `zhize.bodies.words.shortened` gives it.

    Returns:
        The reading; no role where the name ends in words that ``roles.toml`` does not know.
    """
    plain = _without_bracket(name)
    words = words_of(plain)
    last = words[-1] if words and words[-1].end == len(plain) else None
    if last is None or last.entry.kind is RoleKind.MANNER:
        return Reading(type=_type(plain), role=None, last=None, start=len(plain), organ=None, owner=None)
    before = words[:-1]
    if last.entry.kind is RoleKind.POST:
        return _post(plain, last, before)
    organ = next((word for word in reversed(before) if word.entry.role and word.entry.kind is RoleKind.ORGAN), None)
    meeting = last.entry.kind is RoleKind.MEETING
    owner = before[-1] if meeting and before and before[-1].entry.of and before[-1].end == last.start else None
    role = last.entry.role
    if organ is not None and _role(organ, before) is Role.PARTY_COMMITTEE and role:
        role = _OF_PARTY.get(role, role)
    kind = ActorType.MEETING if meeting else ActorType.ORG if last.entry.role else _type(plain)
    return Reading(type=kind, role=role, last=last, start=last.start, organ=organ, owner=owner)


def _post(name: str, last: Word, before: tuple[Word, ...]) -> Reading:
    start, rank = last.start, last.entry.rank
    while before and before[-1].entry.kind is RoleKind.MANNER and before[-1].end == start:
        rank = _lowered(rank, before[-1].entry.rank)
        start, before = before[-1].start, before[:-1]
    organ = before[-1] if before and name[before[-1].end : start].strip("）") in _GAP else None
    if organ is not None and organ.entry.kind is not RoleKind.ORGAN:
        organ = None
    of = _role(organ, before) if organ else last.entry.role
    return Reading(
        type=ActorType.ROLE, role=_office(of, rank, last.entry.rank), last=last, start=start, organ=organ, owner=None
    )


def _lowered(rank: Rank | None, manner: Rank | None) -> Rank | None:
    """分管副县长 is a deputy, 常务副县长 the first one."""
    return manner if rank in {Rank.HEAD, Rank.SECRETARY} else rank


def _office(organ: Role | None, rank: Rank | None, plain: Rank | None) -> Role | None:
    if plain is Rank.SECRETARY:
        return Role.SECRETARY_GENERAL if rank is plain else Role.DEPUTY_SECRETARY_GENERAL
    if organ is None or rank is None:
        return None
    found = _POSTS.get((organ, rank))
    return found or (_POSTS.get((organ, Rank.DEPUTY)) if rank is Rank.EXECUTIVE else None)


def _role(organ: Word, words: tuple[Word, ...]) -> Role | None:
    """Return the role of an organ in its name: the 部门 of 县委有关部门 is one of the party."""
    role = organ.entry.role
    party = any(word.entry.role is Role.PARTY_COMMITTEE and word.end <= organ.start for word in words)
    return _OF_PARTY.get(role, role) if party and role else role


def _without_bracket(name: str) -> str:
    """Return 各镇（街道）镇长 for 各镇（街道）镇长（办事处主任）: what the bracket adds is of the same rank."""
    return name[: name.rindex("（")] if name.endswith("）") and "（" in name[1:] else name


def _type(name: str) -> ActorType | None:
    """Return the type of the longest word of the lexicons that a name ends with."""
    known = _types()
    return next((known[name[at:]] for at in range(len(name)) if name[at:] in known), None)


@cache
def _types() -> dict[str, ActorType]:
    heads = (*load("heads", HeadEntry), *load("parties", HeadEntry))
    return {entry.text: entry.type for entry in (*heads, *load("bodies", BodyEntry))}
