"""The register of a document's bodies: what each is, how it stands to the document, and what the text calls it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from zhize.bodies.home import Home, home_of
from zhize.bodies.roles import Reading, reading_of
from zhize.bodies.seats import BUREAUS, PRINCIPAL, Seat, seat_of
from zhize.bodies.words import determiners_at, is_vertical, shortened, tier
from zhize.lexicon.schema import RoleKind
from zhize.types import ActorType, Level
from zhize.values import Role, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zhize.types import Actor, Definition, Regulation

_LONGEST: Final = 24  # characters; a definition with more describes and does not name


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body, office-holder, meeting or group (机构), as a document knows it."""

    name: str
    type: ActorType
    role: Role | None = None  # None where its words do not tell
    tier: Level | None = None  # the level of government; None where unknown, and for several of them
    standing: Standing = Standing.UNKNOWN
    place: str | None = None  # 泗水县
    of: str | None = None  # the body it is a part of or holds an office in: 县政府 of 县政府办公室 and of 县长
    aliases: tuple[str, ...] = ()  # what else the text calls it, in the order of first use
    article: str | None = field(default=None, compare=False)  # id of the article that names it first
    mentions: int = field(default=0, compare=False)


@lru_cache(maxsize=2**14)  # national laws have one home, and the same few thousand names
def body_of(name: str, home: Home, kind: ActorType | None = None) -> Body:
    """Say what a name means in a document.

    市政府 is the government above in the rules of a county, its own in those of a 市 of any level; the words of a title
    never decide the level alone (地方各级人民代表大会和地方各级人民政府组织法, 2022).

    Args:
        name: a name as the text writes it, or the canonical name of a mention.
        home: whose document it is: `zhize.bodies.home_of`.
        kind: the type that is known of it, where the words of the name tell none.

    Returns:
        The body under its canonical name: in short form and without the document's own place (县政府 for
        泗水县人民政府). What the name does not tell is None or `Standing.UNKNOWN`; 有关部门 has a role and no more.
    """
    short = _canonical(name, home)
    reading = reading_of(short)
    seat = seat_of(short, home, reading)
    owner = _owner(short, reading, seat, home)
    return Body(
        name=short,
        type=reading.type or kind or ActorType.ORG,
        role=reading.role,
        tier=seat.level,
        standing=seat.standing,
        place=seat.place,
        of=owner if owner != short else None,
    )


def registry(
    regulation: Regulation, actors: Iterable[Actor], definitions: Iterable[Definition] = ()
) -> tuple[Body, ...]:
    """Return the bodies of a document in the order in which they are named first.

    Args:
        regulation: a parsed regulation.
        actors: the mentions in it, resolved.
        definitions: the short names that it gives.

    Returns:
        One body for all the names of one: 县人民政府, 泗水县人民政府 and 县政府. Its ``name`` is the one that the
        mentions bear most often, so that it is found among the bearers of norms; the others are ``aliases``.
    """
    home = home_of(regulation)
    given = _given(definitions, home)
    found: dict[str, _Entry] = {}
    known: dict[tuple[str, ActorType], Body] = {}
    for actor in actors:
        spoken = actor.body, actor.type
        if spoken not in known:
            known[spoken] = body_of(given.get(actor.body, actor.body), home, actor.type)
        body = known[spoken]
        found.setdefault(body.name, _Entry(body, actor.article)).add(actor)
    for name in (*given.values(), regulation.metadata.issuer):
        entry = found.get(_canonical(name, home)) if name else None
        if name and entry is not None:
            entry.words[name] = None
    names = {key: entry.name for key, entry in found.items()}
    return tuple(entry.done(names, home) for entry in found.values())


class _Entry:
    """A body while its mentions are gathered."""

    def __init__(self, body: Body, article: str) -> None:
        self.body = body
        self.article = article
        self.names = Counter[str]()
        self.words = dict[str, None]()

    def add(self, actor: Actor) -> None:
        self.names[actor.body] += 1
        self.words[actor.body] = None
        # 县政府派出机构 in front of 各部门主要负责人 names its head and is no name for him.
        if self.body.type is actor.type:
            self.words[actor.text] = None

    @property
    def name(self) -> str:
        return max(self.names, key=self.names.__getitem__)

    def done(self, names: dict[str, str], home: Home) -> Body:
        name = self.name
        of = self.body.of
        return replace(
            self.body,
            name=name,
            of=names.get(of) or _written(of, name, home) if of else None,
            aliases=tuple(word for word in self.words if word != name),
            article=self.article,
            mentions=self.names.total(),
        )


def _written(of: str, name: str, home: Home) -> str:
    """Return an owner in the words of the name of its part: 全国人民代表大会 in 全国人民代表大会常务委员会."""
    beginnings = (name[:end] for end in range(len(name) - 1, 1, -1))
    return next((words for words in beginnings if _canonical(words, home) == of), of)


def _given(definitions: Iterable[Definition], home: Home) -> dict[str, str]:
    """Return what the short names stand for that a document gives: 登记机关 for 县市场监督管理局."""
    aliases = (each for each in definitions if each.alias and len(each.meaning) <= _LONGEST)
    given = {each.name: _named(each.meaning, home) for each in aliases}
    return {name: meaning for name, meaning in given.items() if _names(meaning)}


def _names(meaning: str) -> bool:
    """Whether the words before 以下简称 are a whole name of a known role; others describe or are cut off."""
    return meaning.count("（") == meaning.count("）") and reading_of(shortened(meaning)).role is not None


def _named(meaning: str, home: Home) -> str:
    """Return the name at the end of the words before 以下简称: 为了规范泗水县人民政府（以下简称县政府）."""
    at = max((meaning.find(own) for own in home.names), default=0)
    return meaning[max(at, 0) :]


# --- names -----------------------------------------------------------------------------------------------------------


def _canonical(name: str, home: Home) -> str:
    """Return the short form of a name, without the document's own place."""
    short = shortened(name)
    if home.word == "自治区" and short.startswith("区党委"):
        return "自治" + short
    if home.full_name and home.department and short.startswith(home.full_name):
        return home.department + short[len(home.full_name) :]
    own = next((each for each in home.names if short.startswith(each)), None)
    if own is None:
        return short
    rest = short[len(own) :]
    if rest.startswith("各级"):
        return short
    # 泗水县县长 is 县长.
    return rest if rest.startswith((f"{home.short}长", f"副{home.short}长")) else home.short + rest


# --- what a body belongs to ------------------------------------------------------------------------------------------


def _owner(name: str, reading: Reading, seat: Seat, home: Home) -> str | None:
    last, organ = reading.last, reading.organ
    if last is None:
        return None
    if organ is not None:
        owner = name[seat.start : organ.end]
        return _closed(_uncounted(owner) if seat.standing is Standing.OWN and organ.entry.role in PRINCIPAL else owner)
    if last.entry.kind is RoleKind.POST:
        return _of_post(name, reading, seat, home)
    if reading.owner is not None:
        return reading.owner.entry.of
    if last.entry.kind is RoleKind.MEETING:
        return last.entry.of or None
    return _government_of(name, reading, seat)


def _uncounted(owner: str) -> str:
    """Return an owner without the words that count what it owns: 县政府 of 其他县政府领导."""
    determiners = determiners_at(owner, 0)
    return owner[determiners[-1].end :] if determiners else owner


def _closed(owner: str) -> str:
    return owner + "）" if owner.count("（") > owner.count("）") else owner


def _of_post(name: str, reading: Reading, seat: Seat, home: Home) -> str | None:
    """Return the body of a post whose name implies it: 县政府 for 县长, 济宁市政府 for 济宁市市长."""
    last = reading.last
    if last is None:
        return None
    before = name[seat.start : reading.start]
    if last.entry.of:
        if not before or seat.end != reading.start:
            return last.entry.of
        return before + last.entry.of.removeprefix(last.entry.word) if seat.place else before
    if last.entry.role is Role.DEPARTMENT:
        if not before:
            return home.department
        return f"{before}{last.entry.text.removesuffix('长')}" if seat.end > seat.start else None
    return None


def _government_of(name: str, reading: Reading, seat: Seat) -> str | None:
    """Return the government whose department a name says it is (地方组织法 79); not for vertical ones."""
    last = reading.last
    if last is None or reading.role is not Role.DEPARTMENT:
        return None
    if last.entry.level is Level.NATIONAL:
        return "国务院" if seat.end == seat.start else None
    if last.entry.text not in BUREAUS or not seat.word or seat.level is Level.NATIONAL or is_vertical(name):
        return None
    own = tier(seat.word)
    whole = seat.place == seat.word or (own is not None and not own.word)
    return name[seat.start : seat.end] + "政府" if whole else None
