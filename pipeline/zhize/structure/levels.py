"""The tier of government (层级) that a body or a title belongs to, by the words of its name.

A 市 is of prefecture level (地级市) or of county level (县级市). Its name does not tell which, but ``divisions.txt``
does: it lists the county-level cities, by 民政部《中华人民共和国行政区划代码》.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from zhize.errors import LexiconError
from zhize.types import Level

_NATIONAL = re.compile(r"中华人民共和国|全国|国务院|最高人民|中央|中共中央|国家|中国(?![（(])")
_MINISTRY = re.compile(r"[\u4e00-\u9fff]{2,12}部")
_MUNICIPALITIES = frozenset({"北京市", "上海市", "天津市", "重庆市"})
# The longer word first: 自治县 ends in 县, 自治区 in 区.
_TIERS = {
    "自治区": Level.PROVINCE,
    "自治州": Level.CITY,
    "自治县": Level.COUNTY,
    "自治旗": Level.COUNTY,
    "经济特区": Level.CITY,  # 汕头经济特区: its rules are the city's
    "街道": Level.TOWNSHIP,
    "地区": Level.CITY,
    "省": Level.PROVINCE,
    "市": Level.CITY,  # or a county's: see _level
    "盟": Level.CITY,
    "县": Level.COUNTY,
    "区": Level.COUNTY,
    "旗": Level.COUNTY,
    "镇": Level.TOWNSHIP,
    "乡": Level.TOWNSHIP,
}
# 单县 and 曹县 have names of one character; 各县, 市县 and 一县 name no place.
_NO_NAME = "各全本我该此每一二两三四五六七八九十百多省市州盟旗县区乡镇"
# Cities whose names are one character long or hold the word of another tier.
_ODD_CITIES = "芒|辉县|吴县|达县|景德镇"
_PLACE = re.compile(
    r"(?:中共)?(?P<place>"
    rf"(?:(?:{_ODD_CITIES})(?=市)|(?![{_NO_NAME}])[\u4e00-\u9fff](?=县(?!级))|[\u4e00-\u9fff]{{2,14}}?)"
    rf"(?P<tier>{'|'.join(_TIERS)}))"
)
# Where the name of a place ends in the name of a body: 济宁市任城区|人民政府.
_OFFICE = re.compile(r"人民|政府|办事处|常务|委员会|办公[室厅]|[厅局院]$")
# Without a body behind them these are no places: 风景名胜区条例, 乡镇企业条例, 城市市容条例.
_DOUBTFUL = frozenset({"街道", "地区", "区", "旗", "镇", "乡"})
_SUBJECTS = re.compile(r"城市|城镇|城乡|农村|大中城市")


def level_of(name: str) -> Level | None:
    """Return the tier that a body or a title belongs to: 济宁市任城区人民政府 → county, 上海市专利保护条例 → province.

    A 市 is a county's where ``divisions.txt`` lists it (邹城市人民政府 → county), else a prefecture's. None where the
    name says nothing: 机关事务管理条例.
    """
    if _NATIONAL.match(name):
        return Level.NATIONAL
    office = _OFFICE.search(name)
    places = list(_PLACE.finditer(name[: office.start()])) if office else []
    if places:
        return _level(places[-1])
    first = _PLACE.match(name)
    if first is not None and first["tier"] not in _DOUBTFUL and not _SUBJECTS.match(name):
        return _level(_last(first))
    return Level.NATIONAL if _MINISTRY.fullmatch(name) else None


def _last(first: re.Match[str]) -> re.Match[str]:
    """Return the last place of a name that is places only (济宁市|任城区), else the first: 山东省|城市管理条例."""
    last: re.Match[str] | None = first
    while last is not None and last.end() < len(first.string):
        last = _PLACE.match(first.string, last.end())
    return last or first


def _level(match: re.Match[str]) -> Level:
    place, tier = match["place"], match["tier"]
    if place in _MUNICIPALITIES:
        return Level.PROVINCE
    return Level.COUNTY if tier == "市" and _is_county_city(place) else _TIERS[tier]


def _is_county_city(place: str) -> bool:
    """Say whether the words end in the name of a county-level city: 昆山市, 关于印发昆山市."""
    names = _county_names()
    return any(place[start:] in names for start in range(len(place) - 1))


# --- the county-level cities ------------------------------------------------------------------------------------------

_DIVISIONS = Path(__file__).with_name("divisions.txt")
_PROVINCE = re.compile(r"[\u4e00-\u9fff]{2,8}(?:省|自治区|市)")
_PREFECTURE = re.compile(r"  (?P<prefecture>直辖|[\u4e00-\u9fff]{2,14}(?:市|自治州|地区|盟)): (?P<cities>\S+(?: \S+)*)")
_CITY = re.compile(r"(?P<name>[\u4e00-\u9fff]{1,6}市)(?:\((?:(?P<gone>撤)|(?P<raised>地级))\))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyCity:
    """A city that is, or since 1990 was, of county level (县级市)."""

    name: str  # 邹城市
    province: str  # 山东省
    prefecture: str | None  # 济宁市, as of today; None where the province governs it itself (省直辖)
    gone: bool = False  # no county-level city bears the name any more
    raised: bool = False  # the name is a prefecture-level city's (地级市) now: 儋州市


@cache
def county_cities() -> tuple[CountyCity, ...]:
    """Return the cities of ``divisions.txt`` in its order; read once, on the first name with a 市 in it.

    Raises:
        LexiconError: the file breaks its format.
    """
    return read_divisions(_DIVISIONS.read_text(encoding="utf-8"))


@cache
def _county_names() -> frozenset[str]:
    """Return the names that mean a county-level city: those of today and those that have gone."""
    return frozenset(city.name for city in county_cities() if not city.raised)


def read_divisions(text: str) -> tuple[CountyCity, ...]:
    """Read a list of county-level cities, in the format that the head of ``divisions.txt`` describes.

    Raises:
        LexiconError: a line is none of the format, or a name stands twice; it names the line.
    """
    cities: dict[str, CountyCity] = {}
    province = ""
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        if _PROVINCE.fullmatch(line):
            province = line
            continue
        for city in _cities(line, number, province):
            if city.name in cities:
                raise _error(number, f"{city.name} stands in the list already", "keep one of the two")
            cities[city.name] = city
    return tuple(cities.values())


def _cities(line: str, number: int, province: str) -> list[CountyCity]:
    row = _PREFECTURE.fullmatch(line)
    if row is None:
        raise _error(number, f"{line!r} is no line of the list", "write 某某省, or indented 某某市: 某某市")
    if not province:
        raise _error(number, f"{row['prefecture']} stands under no province", "put the line of its province above it")
    return [_city(word, number, province, row["prefecture"]) for word in row["cities"].split(" ")]


def _city(word: str, number: int, province: str, prefecture: str) -> CountyCity:
    found = _CITY.fullmatch(word)
    if found is None:
        raise _error(number, f"{word} names no city", "write 某某市, 某某市(撤) or 某某市(地级)")
    return CountyCity(
        name=found["name"],
        province=province,
        prefecture=None if prefecture == "直辖" else prefecture,
        gone=found["gone"] is not None,
        raised=found["raised"] is not None,
    )


def _error(number: int, what: str, remedy: str) -> LexiconError:
    return LexiconError(what, where=f"{_DIVISIONS.name}, line {number}", remedy=remedy)
