"""The tier of government (层级) that a body or a title belongs to, by the words of its name."""

from __future__ import annotations

import re

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
    "市": Level.CITY,
    "盟": Level.CITY,
    "县": Level.COUNTY,
    "区": Level.COUNTY,
    "旗": Level.COUNTY,
    "镇": Level.TOWNSHIP,
    "乡": Level.TOWNSHIP,
}
# 单县 and 曹县 have names of one character; 各县, 市县 and 一县 name no place.
_NO_NAME = "各全本我该此每一二两三四五六七八九十百多省市州盟旗县区乡镇"
_PLACE = re.compile(
    rf"(?P<place>(?:(?![{_NO_NAME}])[\u4e00-\u9fff](?=县(?!级))|[\u4e00-\u9fff]{{2,14}}?)(?P<tier>{'|'.join(_TIERS)}))"
)
# Where the name of a place ends in the name of a body: 济宁市任城区|人民政府.
_OFFICE = re.compile(r"人民|政府|办事处|常务|委员会|办公[室厅]|[厅局院]$")
# Without a body behind them these are no places: 风景名胜区条例, 乡镇企业条例, 城市市容条例.
_DOUBTFUL = frozenset({"街道", "地区", "区", "旗", "镇", "乡"})
_SUBJECTS = re.compile(r"城市|城镇|城乡|农村|大中城市")


def level_of(name: str) -> Level | None:
    """Return the tier that a body or a title belongs to: 济宁市任城区人民政府 → county, 上海市专利保护条例 → province.

    A 市 is taken for a city with districts: the name of a county-level city does not tell. None where the name says
    nothing: 机关事务管理条例.
    """
    if _NATIONAL.match(name):
        return Level.NATIONAL
    office = _OFFICE.search(name)
    places = list(_PLACE.finditer(name[: office.start()])) if office else []
    if places:
        return _level(places[-1])
    first = _PLACE.match(name)
    if first is not None and first["tier"] not in _DOUBTFUL and not _SUBJECTS.match(name):
        return _level(first)
    return Level.NATIONAL if _MINISTRY.fullmatch(name) else None


def _level(match: re.Match[str]) -> Level:
    return Level.PROVINCE if match["place"] in _MUNICIPALITIES else _TIERS[match["tier"]]
