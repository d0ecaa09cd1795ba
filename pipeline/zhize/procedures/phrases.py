"""What the words of a matter and of an act have in them: verbs, the thing they are about, what two of them share."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from zhize.lexicon import load
from zhize.lexicon.schema import VerbEntry

if TYPE_CHECKING:
    from collections.abc import Collection

_LINKS = re.compile(r"^(?:[、，\s（）()“”]|等|和|及其?|与|或者?|以及|各|其)+")
_OPENS = re.compile(r"^(?:凡是?|对于?|关于|拟|需要?|在)")
_TAIL = re.compile(r"(?:[、，：:\s（）()]|等)+$")
_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
_IN_NAME = re.compile(r"以[^，。]{2,14}名义(?:对外)?")
_JOINS = "、和及与或并"
_WORD = 2  # characters of the shortest word that names a thing or an act
_NAME = 16  # characters of the longest name of a thing
_FULL = 10  # of a name with what describes it: 报县政府审批的公文


@cache
def _verbs() -> frozenset[str]:
    return frozenset(entry.text for entry in load("verbs", VerbEntry) if len(entry.text) >= _WORD and not entry.soft)


def verb_at(text: str, at: int) -> str:
    """Return the longest verb of two characters or more at a position; "" for none."""
    return next((text[at : at + size] for size in (6, 5, 4, 3, 2) if text[at : at + size] in _verbs()), "")


def verbs_in(text: str) -> tuple[str, ...]:
    """Return the verbs of a stretch, in order, each the longest at its place."""
    found, at = [], 0
    while at < len(text):
        verb = verb_at(text, at)
        found += [verb] if verb else []
        at += len(verb) or 1
    return tuple(found)


def thing_of(words: str, names: Collection[str]) -> str:
    """Return what a matter is about: 议题 of 拟提交常务会议研究的议题, 规范性文件 of 制定规范性文件.

    Args:
        words: of the matter.
        names: of the actors in the article, which describe a thing but are none.

    Returns:
        The noun behind its last 的 or its verb, without actors before it; "" where that is no short name.
    """
    words = bare(words, names)
    if "，" in words and "的" not in words.rsplit("，", 1)[-1]:
        return ""  # a sentence, no name
    tail = words.rsplit("的", 1)[-1] if "的" in words else object_of(words)
    tail = _TAIL.sub("", without_names(tail, names))
    return tail if _WORD <= len(tail) <= _NAME and not re.search("[，。；]", tail) else ""


def bare(words: str, names: Collection[str]) -> str:
    """Return words without brackets, what opens them and the actors at their front."""
    words = _BRACKETS.sub("", words).replace("\n", "")
    names = {name for full in names for name in (full, _BRACKETS.sub("", full))}
    while True:
        shorter = _OPENS.sub("", without_names(words, names))
        if shorter == words:
            return _TAIL.sub("", words)
        words = shorter


def without_names(words: str, names: Collection[str]) -> str:
    """Return words without the names, and the links between them, that they begin with."""
    while True:
        name = max((name for name in names if name and words.startswith(name)), key=len, default="")
        rest = _LINKS.sub("", words[len(name) :])
        if rest == words or not rest:
            return words
        words = rest


def object_of(words: str) -> str:
    """Return what stands behind the verb that words begin with, or that stands behind 名义; else all of the words."""
    opened = _IN_NAME.match(words)
    at = opened.end() if opened else 0
    verb = verb_at(words, at)
    rest = words[at + len(verb) :]
    return rest if verb and len(rest) >= _WORD and rest[0] not in _JOINS else words


def verb_before(words: str, thing: str) -> str:
    """Return the verb that a thing directly follows: 制定 of 制定行政规范性文件; "" for none."""
    at = words.find(thing)
    return next((words[at - size : at] for size in (4, 3, 2) if at >= size and words[at - size : at] in _verbs()), "")


def described(words: str, thing: str, names: Collection[str]) -> str:
    """Return a thing with what describes it where that is short: 申请经费、追加预算的请示; else the thing."""
    whole = bare(words, names)
    return whole if whole.endswith(thing) and len(whole) - len(thing) <= _FULL and "，" not in whole else thing


def compound(thing: str, text: str) -> str:
    """Return a thing as an article calls it where it says more than once: 会议议题 for 议题.

    It grows to the left while most of its mentions in the article have the same character there.
    """
    count = text.count(thing)
    while len(thing) < _NAME:
        grown = {text[at - 1] + thing for at in _places(text, thing) if at}
        best = max(sorted(grown), key=text.count, default=thing)
        if not "\u4e00" <= best[0] <= "\u9fff" or text.count(best) * 2 < max(count, 4) or best[0] in "的由对和及应于经":
            break
        thing = best
    return thing


def _places(text: str, words: str) -> list[int]:
    return [found.start() for found in re.finditer(re.escape(words), text)]


@lru_cache(maxsize=4096)
def shared(one: str, other: str) -> str:
    """Return the longest stretch that two texts have in common."""
    one, other = one[:400], other[:400]
    found = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return one[found.a : found.a + found.size]


def made_by(words: str) -> tuple[str, ...]:
    """Return what an act leaves behind that later words may speak of: 代拟文稿 and 文稿, 会签.

    Only what stands at the end of the act or of one of its clauses counts: there stand its object and its last verb.
    """
    found: list[str] = []
    for clause in re.split("[，、；]", words):
        verbs = verbs_in(clause)
        if not verbs:
            continue
        tail = clause[clause.rindex(verbs[-1]) + len(verbs[-1]) :]
        if not tail:
            found.append(verbs[-1])
        elif _WORD <= len(tail) <= _NAME:
            found += [verbs[-1] + tail, tail]
    return tuple(found)
