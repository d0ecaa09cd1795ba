"""Names that a text gives: 以下简称…, and the terms that it explains: 本条例所称…，是指….

A short name (简称) stands for the words before it, up to where their phrase begins. The source of the forms is
《立法技术规范（试行）（一）》 of 全国人大常委会法制工作委员会, 2009, on 以下简称 and 用语的含义.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhize.types import Definition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhize.types import Article, Regulation

_KINDS = r"(?:法|条例|规则|规定|办法|细则|决定|章程|解释|意见|制度|方案)"
_SHORT = re.compile(
    r"[（(](?P<lead>[^（）()\n]{0,12})以下(?:统一)?(?:简称|(?P<sum>统称|通称|合称)|称)(?:为|作)?[：:]?[《“\"「]?"
    r"(?P<name>[^（）()《》“”\"「」，。；\n]{1,30})[》”\"」]?(?:[，,、；;][^（）()\n]{0,30})?[）)]"
)
_EXPLAINED = re.compile(
    rf"(?:本{_KINDS}|前[两三]?款|本[条款]|第[^，。；\n]{{1,16}}[条款项])(?:中)?所[称指](?:的)?[“\"]?"
    r"(?P<name>[^，。；：“”\"（）()\n]{1,30}?)[”\"]?(?:，\s*)?(?:是指|系指|指的是|指|包括)(?P<meaning>[^。\n]{1,400})"
)
_TERMS = re.compile(r"下列(?:用语|术语|词语|名词)[^。\n]{0,12}(?:含义|定义|解释|是指)")
_TERM = re.compile(
    r"(?:^|\n|[。；]\s*)(?:[（(][^（）()]{1,4}[）)]\s*)?(?P<name>[^，。；：\n（）()]{2,30})[，：:]\s*(?:是指|系指|指)(?P<meaning>[^。；\n]{1,400})"
)
# Where the phrase before 以下简称 begins: behind a mark, a label, or a verb that takes it as its object; 统称 sums up a
# list, so that 、 does not part it.
_VERBS = (
    r"(?:根据|依据|依照|按照|违反|执行|实施|贯彻|适用|设立|成立|组建|建立|实行|制定|规定的|应当|可以|作为|称为|通过|包括"
    r"|颁发|依托|加强|完善|开展|会同|征求|所称|报经|委托)(?!委员会|办公室|部门|机构)"
)
_LABEL = r"[（(][零〇一二三四五六七八九十0-9]{1,3}[）)]"
_PHRASE = re.compile(rf".*(?:[，。；：！？、\n]|{_LABEL}|{_VERBS})", re.DOTALL)
_LIST = re.compile(rf".*(?:[，。；：！？\n]|{_LABEL}|{_VERBS})", re.DOTALL)
_PREPOSITIONS = re.compile(
    r"(?:并经|并由|由|对|在|将|向|经|凡|为了?|因|与|和|其|是|及其?|以及|或者?|并)+(?=[\u4e00-\u9fff]{2})"
)
_LONGEST_PHRASE = 60


def definitions_of(regulation: Regulation) -> tuple[Definition, ...]:
    """Find the names that a text gives.

    Args:
        regulation: a parsed regulation.

    Returns:
        The definitions in the order of the text. Offsets are of the name in its article; ``meaning`` are the words
        that it stands for (``alias``), or that explain it.
    """
    found: list[Definition] = []
    for article in regulation.articles:
        if "以下" in article.text or "指" in article.text or "包括" in article.text:
            found += sorted(_in_article(article), key=lambda each: each.start)
    return tuple(found)


def _in_article(article: Article) -> Iterator[Definition]:
    text = article.text
    for match in _SHORT.finditer(text):
        phrase = _phrase_before(text, match.start(), _LIST if match["sum"] else _PHRASE)
        if phrase:
            yield _definition(article, match, phrase, alias=True)
    explained = set()
    for match in _EXPLAINED.finditer(text):
        explained.add(match.start("name"))
        yield _definition(article, match, match["meaning"].lstrip("：:下列 "), alias=False)
    if _TERMS.search(text):
        for match in _TERM.finditer(text):
            if match.start("name") not in explained and not match["name"].startswith("本"):
                yield _definition(article, match, match["meaning"], alias=False)


def _definition(article: Article, match: re.Match[str], meaning: str, *, alias: bool) -> Definition:
    start, end = match.span("name")
    return Definition(
        article=article.id, start=start, end=end, name=match["name"].strip(), meaning=meaning.strip(), alias=alias
    )


def _phrase_before(text: str, end: int, opening: re.Pattern[str]) -> str:
    """Return the words that a short name stands for: the title in 《》 before it, or the phrase."""
    before = text[max(0, end - _LONGEST_PHRASE) : end]
    if before.endswith("》"):
        return before[before.rfind("《") + 1 : -1] if "《" in before else ""
    start = opening.match(before)
    phrase = before[start.end() if start else 0 :].strip("的 　")
    return phrase[lead.end() :] if (lead := _PREPOSITIONS.match(phrase)) else phrase
