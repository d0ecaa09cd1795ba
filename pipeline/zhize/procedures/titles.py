"""Titles: what the text itself calls a procedure (会议议题申报, 公文签发, 行政规范性文件制定)."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from zhize.passages import article_name
from zhize.procedures.phrases import bare, compound, described, thing_of, verb_at, verb_before, verbs_in
from zhize.procedures.steps import SETTLES
from zhize.procedures.words import Use, either, vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.procedures.nouns import Procedure, Stage
    from zhize.procedures.threads import Thread
    from zhize.types import Article

_LEAD_IN = re.compile(r"^(?P<name>[^，。；：:\n]{3,12})[：:]")
_AROUND = re.compile(r"在?(?P<what>[^0-9]{6,})(?P<side>[前后])$")
_SHORT = 3  # characters of a thing that says little by itself
_LONGEST = 20
_NO_THING = frozenset("的了并或其将0123456789一二三四五六七八九十至为")  # how no thing begins


def titled(found: Sequence[tuple[Thread, Procedure]]) -> list[tuple[Thread, Procedure]]:
    """Give each procedure its title."""
    return [(thread, replace(procedure, title=title_of(thread))) for thread, procedure in found]


def title_of(thread: Thread) -> str:
    """Return the title of a procedure, in words of its articles.

    The first that is there: how the list of its cases is announced (公文签发权限：), the act and the thing of its
    matter (制定规范性文件), a thing and the act that the text writes behind it (议题申报单), a thing and the act that
    settles it (会议纪要 … 签发), what it comes before (作出重大决策前), the act and the thing of a stage, its matter,
    the chapter.
    """
    named = _announced(thread) or _of_matter(thread) or _of_time(thread)
    return named or _of_act(thread) or _of_words(thread) or _of_chapter(thread)


def _announced(thread: Thread) -> str:
    for unit in thread.units:
        if unit.item is None:
            continue
        start = unit.article.paragraphs[unit.paragraph].start
        if found := _LEAD_IN.match(unit.text[start:]):
            name = without_regime(found["name"])
            if verbs_in(name):
                return name
    return ""


@cache
def _regime() -> re.Pattern[str]:
    return re.compile(f"{either(Use.REGIME)}$")


def without_regime(name: str) -> str:
    """Return a name without the word for rules at its end: 公文签发 of 公文签发权限."""
    return _regime().sub("", name)


def _of_matter(thread: Thread) -> str:
    unit = next((unit for unit in thread.units if unit.matter), None)
    thing = thing_of(unit.about, thread.names) if unit else ""
    if unit is None or not thing:
        return ""
    words = bare(unit.about, thread.names)
    if "的" not in words and (verb := _verb(words, thing)):
        return f"{thing}{verb}"
    if thread.choice:
        same = _common_end([thing_of(unit.about, thread.names) for unit in thread.units if unit.about])
        return f"{same}{thread.choice}" if len(same) > 1 else ""
    whole = compound(thing, unit.text) if len(thing) <= _SHORT else thing
    if named := _named(whole, unit.text):
        return named
    act = _settling(thread)
    if whole == thing and len(thing) <= _SHORT:
        whole = described(unit.about, thing, thread.names)
    if whole != thing and "的" in whole:
        return whole
    if not act and len(whole) <= _SHORT:
        return ""  # 政策 alone says nothing
    act = act or _telling(thread)
    return f"{whole}{act}" if act and not whole.endswith(act) and act not in whole else whole


def _of_time(thread: Thread) -> str:
    """Return what a procedure comes before: 重大决策前 of 在作出…重大决策前."""
    for stage in thread.stages[:1]:
        for time in stage.times:
            if (found := _AROUND.match(time)) and (thing := thing_of(found["what"], thread.names)):
                act = _settling(thread)
                return f"{thing}{act}" if act else f"{thing}{found['side']}"
    return ""


def _of_words(thread: Thread) -> str:
    """Return the words of the matter as they stand, where they are few."""
    unit = next((unit for unit in thread.units if unit.matter), None)
    words = bare(unit.about, thread.names) if unit else ""
    act = _settling(thread) or _telling(thread)
    return f"{words}{act}" if unit and 1 < len(words) <= _LONGEST and "，" not in words else ""


def _common_end(things: Sequence[str]) -> str:
    """Return the words in which all of several things end: 公文 of 任免公文 and 其他公文; "" for one alone."""
    shortest = min(things, key=len, default="") if len(things) > 1 else ""
    sizes = range(len(shortest), 0, -1)
    return next((shortest[-size:] for size in sizes if all(thing.endswith(shortest[-size:]) for thing in things)), "")


def _verb(words: str, thing: str) -> str:
    """Return the verb before a thing, or before the actors that describe it: 使用|县政府|印章."""
    direct = verb_before(words, thing)
    return direct or next(iter(verbs_in(words[: words.find(thing)])[-1:]), "")


def _named(thing: str, text: str) -> str:
    """Return a thing with the act that the text writes behind it more than once, as in the name of a form."""
    for at in (found.end() for found in re.finditer(re.escape(thing), text)):
        act = text[at : at + 2]
        if verbs_in(act) == (act,) and text.count(thing + act) > 1:
            return thing + act
    return ""


def _settling(thread: Thread) -> str:
    """Return the verb that settles it: that of the last who approves, else reviews, else takes it; "" for none.

    What holds in every case comes before what holds in one.
    """
    held = thread.stages
    for relation in SETTLES:
        always = [stage for stage in reversed(held) if not stage.case]
        for stage in (*always, *(stage for stage in held if stage.case)):
            verbs = verbs_in(stage.words)
            if stage.relation is relation and verbs and stage.words.endswith(verbs[-1]):
                return verbs[-1]
    return ""


def _telling(thread: Thread) -> str:
    """Return the verb of the last stage that turns to somebody."""
    told = [verbs for stage in thread.stages if stage.relation and (verbs := verbs_in(_nameless(stage.words, thread)))]
    return told[-1][-1] if told else ""


def _nameless(words: str, thread: Thread) -> str:
    """Return words without the names in them, whose verbs are no acts: 通报|主管部门."""
    for name in sorted(thread.names, key=lambda name: (-len(name), name)):
        words = words.replace(name, "，")
    return words


def _behind(clause: str, verb: str) -> str:
    """Return what stands behind a verb and those that follow it: 行政法规解释草案 of 研究拟订行政法规解释草案."""
    thing = clause[clause.index(verb) + len(verb) :]
    while (further := verb_at(thing, 0)) and len(thing) - len(further) > _SHORT:
        thing = thing[len(further) :]
    return thing


def _of_act(thread: Thread) -> str:
    """Return the object of a stage and the verb that settles it: 拟定接待方案 … 审定."""
    if thread.choice:
        return ""
    settling = _settling(thread)
    for stage in thread.stages:
        for clause in re.split("[，、；]", _nameless(stage.words, thread)):
            verb = next(iter(verbs_in(clause)), "")
            thing = _behind(clause, verb) if verb and "“" not in clause else ""
            named = any(thing in name or thing.endswith(name) for name in thread.names)
            opens = thing[:1] not in _NO_THING and verb not in vocabulary(Use.MANNER)
            if _SHORT < len(thing) <= _LONGEST // 2 and opens and not named:
                return thing if settling and settling in thing else f"{thing}{settling or verb}"
    return ""


def _of_chapter(thread: Thread) -> str:
    article = thread.units[0].article
    heading = article.section or article.chapter
    act = thread.choice or _settling(thread) or _telling(thread)
    if heading is None:
        return act or "程序"
    title = without_regime(heading.title)
    return title if act in title else f"{title}{act}"


def places(articles: Sequence[Article], stages: Sequence[Stage]) -> str:
    """Return where a procedure stands: 第四十三条第一款; the articles where there are several."""
    held = list(dict.fromkeys(stage.place for stage in stages))
    if len(held) == 1:
        return held[0]
    names = [article_name(article) for article in articles]
    return "、".join(dict.fromkeys(names))
