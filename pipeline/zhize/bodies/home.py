"""Whose document it is, as the bodies in it are seen from: its level, its place, and what its title tells of others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zhize.bodies.names import titled_body
from zhize.bodies.roles import reading_of
from zhize.bodies.words import is_common, level_of_word, shortened, tier
from zhize.structure.levels import level_of
from zhize.types import Level
from zhize.values import Role

if TYPE_CHECKING:
    from zhize.types import Regulation

_WORDS: Final = "自治区|自治州|自治县|自治旗|地区|街道|省|市|盟|县|区|旗|镇|乡"
_ORGAN: Final = "人民|人大|政府|委员会|常委会|办事处|行政公署|行署|关于"
# 辉县市, 景德镇市 and 新乡市 have the word of another level in their names.
_SEGMENT = re.compile(rf"(?:(?!{_ORGAN})[\u4e00-\u9fff]){{1,12}}?(?P<word>{_WORDS})(?!市|区人民)")
_BODY = re.compile(
    rf"(?!关于)(?:{_ORGAN}|政协|监察|委(?!托|派)|[\u4e00-\u9fff]{{1,12}}(?:[局厅院委]|管委会|委员会|办公室))"
)
_PREFIX = re.compile(r"(?:中共|中国共产党|政协)(?=[\u4e00-\u9fff])")
_IN_PROVINCE = re.compile(r"省委|省(?:人民)?政府|自治区党委|自治区(?:人民)?政府")
_ZONE = re.compile(r"(?:开发区|新区|园区|[\u4e00-\u9fff]区)管理?委")
_DEPARTMENTS = frozenset({Role.DEPARTMENT, Role.ZONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place that a name begins with, and its level."""

    name: str  # 泗水县
    word: str  # 县
    level: Level | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Whose document it is: the point from which `body_of` sees a body."""

    level: Level | None = None
    place: str | None = None  # 泗水县; None for the state and where the title names no place
    word: str = ""  # the word of its level: 县
    above: tuple[Place, ...] = ()  # the places that the title names before: 青石市 of 青石市青河区
    city: Level | None = None  # the level of the 市 above it, where the document tells: 上海市 has no 省 above it
    department: str | None = None  # 财政部, 市财政局, 管委会, where no government but one of these has issued it
    full_name: str | None = None  # of that: 青石经济开发区管委会

    @property
    def words(self) -> frozenset[str]:
        """The words that the document has for its own level: a 自治县 also says 县, a 新区 says 区."""
        return frozenset({self.word, self.short, *(("新区",) if (self.place or "").endswith("新区") else ())} - {""})

    @property
    def short(self) -> str:
        """The shortest of them; 自治区 stays, since its 区 are the districts."""
        return self.word if self.word == "自治区" else self.word.removeprefix("自治")

    @property
    def names(self) -> tuple[str, ...]:
        """What a name of an own body can begin with instead of it, the longest first: 济宁市泗水县, 泗水县, 本县."""
        if self.place is None:
            return ()
        chain = [place.name for place in self.above] + [self.place]
        full = {"".join(chain[at:]) for at in range(len(chain))}
        own = {determiner + word for determiner in ("本", "我") for word in self.words}
        return tuple(sorted(full | own | (self.words - {self.short}), key=lambda name: (-len(name), name)))


def home_of(regulation: Regulation) -> Home:
    """Return whose document a regulation is, by its issuer or else by its title.

    Args:
        regulation: a parsed regulation.

    Returns:
        The home; one without level or place for a text that does not tell.
    """
    meta = regulation.metadata
    body = (titled_body(meta.title) or meta.issuer or "").removeprefix("中华人民共和国")
    # 国家市场监督管理总局 names no 国家市.
    national = meta.level is Level.NATIONAL
    places = () if national else places_of(body) or places_of(meta.title) or places_of(meta.issuer or "")
    role = reading_of(shortened(body)).role
    if role is Role.ZONE and _ZONE.search(body):
        return Home(department="管委会", full_name=shortened(body))
    level = meta.level or (places[-1].level if places else level_of(body))
    home = Home(
        level=level,
        place=places[-1].name if places else None,
        word=places[-1].word if places else "",
        above=places[:-1],
        city=_city(places, regulation),
    )
    if role not in _DEPARTMENTS:
        return home
    short = shortened(body)
    own = next((name for name in home.names if short.startswith(name)), "")
    return Home(
        level=level,
        place=home.place,
        word=home.word,
        above=home.above,
        city=home.city,
        department=home.short + short[len(own) :] if own else short,
        full_name=short,
    )


def places_of(name: str) -> tuple[Place, ...]:
    """Return the places that a name begins with, one inside the other; the first alone where no body follows.

    青石市青河区人民政府 begins with 青石市 and 青河区, 青石市历史文化街区保护条例 with 青石市 only.
    """
    start = prefix.end() if (prefix := _PREFIX.match(name)) else 0
    found = list[Place]()
    at = start
    while not _ends(name, at) and (segment := _SEGMENT.match(name, at)) is not None:
        if _is_common(segment[0], segment["word"]) or _goes_on(name, segment):
            break
        at = segment.end()
        found.append(_place(segment[0], segment["word"]))
    return tuple(found) if _ends(name, at) else tuple(found[:1])


def _ends(name: str, at: int) -> bool:
    return at == len(name) or (_BODY.match(name, at) is not None and _SEGMENT.match(name, at) is None)


def _is_common(name: str, word: str) -> bool:
    """Whether the word of a level is the end of a common noun: 经济开发区, 城市, but not 邹城市."""
    entry = tier(word)
    longer = entry.not_ if entry else ()
    common = name in longer if word == "市" else name.endswith(longer)
    return common or tier(name) is not None or is_common(name)


def _goes_on(name: str, segment: re.Match[str]) -> bool:
    """Whether the word of a level is the beginning of another: 相关市|场监督管理部门."""
    entry = tier(segment["word"])
    return entry is not None and name.startswith(entry.not_, segment.start("word"))


def _place(name: str, word: str) -> Place:
    # 市 alone does not tell the level, and the words of a title do not always: 街道.
    return Place(name=name, word=word, level=level_of(f"{name}人民政府") or level_of_word(word))


def _city(places: tuple[Place, ...], regulation: Regulation) -> Level | None:
    """Return the level of the 市 that lies above the place.

    The municipalities have districts and counties too, so that a county is one of a 设区的市 only where the document
    names the city, or a province.
    """
    named = [place for place in places[:-1] if place.word == "市"]
    if named:
        return named[-1].level
    if not places or places[-1].level is not Level.COUNTY:
        return None
    if any(place.level is Level.PROVINCE for place in places[:-1]):
        return Level.CITY
    return Level.CITY if any(_IN_PROVINCE.search(article.text) for article in regulation.articles) else None
