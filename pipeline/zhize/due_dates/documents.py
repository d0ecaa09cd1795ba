"""Which rule of counting holds in a text: what it says itself, else what the law of its title says, else 民法典.

The forms in which texts say it are those of the laws that ``rules.toml`` quotes: 本法中“二日”“三日”的规定是指工作日,
本法中十日以内期限的规定是指工作日, 本办法规定的时限以工作日计算, 期间的计算依照民事诉讼法.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from zhize.due_dates.rules import CIVIL_CODE, Rule, Working, in_marks, rules
from zhize.numerals import NUMERAL, int_of
from zhize.passages import article_name
from zhize.types import Level

if TYPE_CHECKING:
    from zhize.types import Article, Regulation

_THIS = r"本(?:法|条例|规则|规定|办法|细则|决定|章程|制度|方案)"
_MARK = r"[“”\"‘’「」《》]"
_DAYS = rf"(?:{_MARK}\s*[{NUMERAL}]{{1,3}}日\s*{_MARK}\s*[、,，和及]?\s*)+"
_IS = r"(?:的规定)?(?:，?均?(?:是指|系指|指|为|按照?|以))"
_WORKING_DAY = r"(?P<kind>工作日|自然日|日历日)"
# 本规则所称“日”为工作日; 本法中“二日”“三日”的规定是指工作日; 本法中十日以内期限的规定是指工作日
_CALLED = re.compile(
    rf"{_THIS}[^。；\n“”\"]{{0,20}}?(?P<days>{_DAYS}|{_MARK}[日天]{_MARK}(?:[、和]{_MARK}[日天]{_MARK})?|所[称指]的?[日天]"
    rf"|(?P<most>[{NUMERAL}]{{1,3}})日以内(?:的)?(?:期限|期间|时限)){_IS}{_WORKING_DAY}"
)
# 本办法规定的时限以工作日计算; 本法规定的行政机关实施行政许可的期限以工作日计算
_RECKONED = re.compile(
    rf"{_THIS}(?:所?规定|中|所称|涉及)的?(?P<scope>[^。；，\n]{{0,30}}?)的?(?:各[项类种])?(?:期限|期间|时限)"
    rf"[^。；，\n]{{0,12}}?，?均?(?:以|按照?|为|是指){_WORKING_DAY}"
)
_DIGITS = re.compile(rf"([{NUMERAL}]{{1,3}})日")
_FOLLOWED = re.compile(
    r"(?:期间|期限|时限)的计算[^。\n]{0,40}?(?:依照|按照|适用|参照)[^。\n]{0,12}?《(?P<law>[^》\n]+)》"
)
_START = re.compile(r"(?:期间|期限|时限)开始[的之]?当?[日天]，?(?P<not>不)?(?:计入|计算在|计在|算在)")
_WORKING = "工作日"
_NATION = "中华人民共和国"
_LOOSE = re.compile(r"[\s、“”\"]")


def rule_of(regulation: Regulation) -> Rule:
    """Return the rule by which the periods of a text are counted.

    Args:
        regulation: a parsed regulation.

    Returns:
        The rule of its title if the text says the same words; else what the text says itself, under its own title and
        article; else the rule of its title; else 民法典, with 口径未定 for short periods unless the text is national.
    """
    titled = [entry for entry in rules().values() if _plain(regulation.title) in map(_plain, entry.titles)]
    text = _LOOSE.sub("", "".join(article.text for article in regulation.articles)) if titled else ""
    for entry in titled:
        if _LOOSE.sub("", entry.words) in text:
            return entry
    base: Rule = titled[0] if titled else rules()[CIVIL_CODE]
    if not titled and regulation.metadata.level is Level.NATIONAL:
        base = msgspec.structs.replace(base, decided=True)
    for article in regulation.articles:
        base = _said(regulation, article, base)
    return base


def _said(regulation: Regulation, article: Article, base: Rule) -> Rule:
    """Return the rule with what an article says of counting."""
    text = article.text
    if (followed := _FOLLOWED.search(text)) and (entry := _entry_for(followed["law"])):
        base = msgspec.structs.replace(base, start=entry.source, end=entry.source, next_hour=entry.next_hour)
    if start := _START.search(text):
        source = f"{in_marks(regulation.title)}{article_name(article)}"
        base = msgspec.structs.replace(base, start_counted=not start["not"], start=source)
    if called := _CALLED.search(text):
        return _own(regulation, article, base, called, _days(called))
    reckoned = _RECKONED.search(text)
    # 公示期限按照自然日计算 settles nothing for the other periods.
    if reckoned and not (reckoned["scope"] and reckoned["kind"] != _WORKING):
        return _own(regulation, article, base, reckoned, (Working.ALL, ()))
    return base


def _days(called: re.Match[str]) -> tuple[Working, tuple[int, ...]]:
    if called["most"]:
        return Working.UP_TO, (int_of(called["most"]),)
    numbers = tuple(int_of(numeral) for numeral in _DIGITS.findall(called["days"]))
    return (Working.LISTED, numbers) if numbers else (Working.ALL, ())


def _own(
    regulation: Regulation,
    article: Article,
    base: Rule,
    match: re.Match[str],
    days: tuple[Working, tuple[int, ...]],
) -> Rule:
    working, numbers = days if match["kind"] == _WORKING else (Working.NONE, ())
    return Rule(
        id="document",
        law=regulation.title,
        article=article_name(article),
        words=match[0],
        working=working,
        numbers=numbers,
        scope=match.groupdict().get("scope") or "",
        start=base.start,
        end=base.end,
        next_hour=base.next_hour,
        start_counted=base.start_counted,
    )


def _entry_for(law: str) -> Rule | None:
    return next((entry for entry in rules().values() if _plain(law) in map(_plain, entry.titles)), None)


def _plain(title: str) -> str:
    return title.replace(_NATION, "").strip("《》 　")
