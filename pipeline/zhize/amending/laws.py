"""The names of texts in a decision: which one an instruction amends, and whether that is the text at hand."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_OUTER: Final = re.compile(r"[《》〈〉<>\s\u3000]")
_COUNTRY: Final = re.compile(r"中华人民共和国")
_TRIAL: Final = re.compile(r"[（(](?:试行|暂行|草案|修订|修正)[）)]$")
_DATED: Final = re.compile(r"[（(](?:19|20)\d{2}(?:[-年]\d{1,2}[-月]\d{1,2}日?|年)?(?:修订|修正)?[）)]$")
_ISSUER: Final = re.compile(
    r"^(?:最高人民法院|最高人民检察院|国务院(?:办公厅)?|全国人民代表大会(?:常务委员会)?|[\u4e00-\u9fff]{2,12}(?:人民代表大会(?:常务委员会)?|人民政府(?:办公[厅室])?))"
    r"(?:、(?:最高人民法院|最高人民检察院))?(?=关于|.{4,})"
)
_SHORTEST: Final = 2
_TITLE: Final = re.compile(r"(?:关于|关于对)?修(?:改|订|正)\s*《(?P<title>(?:[^《》]|《[^《》]*》)+)》(?P<more>等)?")
_AMENDMENT: Final = re.compile(r"(?P<title>[^《》\s]{2,40}?)修正案(?:\s*[（(][^（）()]{1,12}[）)])?$")
_ALIAS: Final = re.compile(
    r"《(?P<title>(?:[^《》]|《[^《》]*》)+)》\s*[（(][^（）()]*?以下(?:简称|称)[：:]?\s*[《“\"]?(?P<alias>[^《》”\"（）()]{1,30})"
)
_NAMED: Final = re.compile(
    r"(?P<before>对|将|修改|修订|删去|删除|在|)\s*《(?P<title>(?:[^《》]|《[^《》]*》)+)》(?P<note>[（(][^（）()]{0,60}[）)])?"
    r"(?P<after>[：:]?$|作|进行|做|予以|原?第|中|的|引言|序言|名称|标题|增加|删|[：:])?"
)
# A name without any subject is that of the text at hand; 审计法 is not.
_SHORT_NAMES: Final = re.compile(
    r"(?:若干|实施|暂行|工作|议事|管理|本|该|上述|原)?(?:解释|规定|办法|条例|规则|决定|通知|意见|细则|批复|安排|法)"
)
# 一、某省水资源管理条例: the line above its points, without brackets.
_BARE_NAME: Final = re.compile(
    r"(?!本|该|修改|删|将|对)[^，。；：《》\ue000\s]{3,80}(?:法|条例|规定|办法|规则|细则|解释|批复|准则|章程)"
    r"(?:[（(][^（）()]{1,12}[）)])?[：:]?"
)
_LONGEST_SUFFIX: Final = 4


@lru_cache(maxsize=1024)
def plain(title: str) -> str:
    """Return a name of a text without what others leave out: brackets, blanks, 中华人民共和国, its issuer."""
    name = unicodedata.normalize("NFKC", _OUTER.sub("", title)).translate(str.maketrans("()", "（）"))
    name = _DATED.sub("", name)
    name = _COUNTRY.sub("", name)
    return _ISSUER.sub("", name) or name


def same(left: str, right: str) -> bool:
    """Whether two names are of one text: 刑法 and 中华人民共和国刑法, 某解释 and 最高人民法院关于…某解释."""
    one, other = plain(left), plain(right)
    if one == other or _TRIAL.sub("", one) == _TRIAL.sub("", other):
        return True
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= _SHORTEST and len(shorter) > _LONGEST_SUFFIX and longer.endswith(shorter)


def of_title(title: str) -> str | None:
    """Return the one text that a decision amends by its own title; None where they are several or it does not say."""
    match = _TITLE.search(title)
    if match is not None:
        return None if match["more"] else match["title"]
    amendment = _AMENDMENT.search(title)
    return amendment["title"] if amendment is not None else None


def aliases_of(text: str) -> dict[str, str]:
    """Return the short names that a decision gives: （以下简称《解释》）."""
    return {match["alias"]: match["title"] for match in _ALIAS.finditer(text)}


def named_in(statement: str, aliases: dict[str, str], default: str | None) -> str | None:
    """Return the text that a statement says it amends; None where it says nothing of that.

    Args:
        statement: a line of a decision, its quotations taken out, without its label.
        aliases: the short names that were given.
        default: the text that was named before.
    """
    if _BARE_NAME.fullmatch(statement) is not None:
        return statement.rstrip("：:")
    for match in _NAMED.finditer(statement):
        whole = match.start() == 0 and match["after"] is not None
        if not (match["before"] or whole) or match["after"] is None:
            continue
        return meant(match["title"], aliases, default)
    return None


def meant(title: str, aliases: dict[str, str], default: str | None) -> str:
    """Return the text that a name in brackets means: 《解释》 is the one at hand."""
    if title in aliases:
        return aliases[title]
    short = _SHORT_NAMES.fullmatch(title) is not None
    return default if default is not None and short else title
