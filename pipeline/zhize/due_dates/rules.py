"""The rules by which periods are counted (期间的计算): ``rules.toml`` → `Rule`.

A rule says which periods in plain 日 are counted in working days, and where a period starts and ends. The sources are
the articles that each rule names; what they leave open is counted by 民法典第二百条至第二百零四条.
"""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from zhize.errors import InputError, LexiconError

if TYPE_CHECKING:
    from collections.abc import Mapping

_FILE = "rules.toml"
CIVIL_CODE = "civil-code"
"""The id of the rule for every text that has no other."""

BACKWARDS = "倒算没有法律规定，事件当日不计入，遇休息日只提前、不延后"
"""How a period before an event is counted, and that no law says so."""


class Working(StrEnum):
    """Which periods in plain 日 are counted in working days."""

    NONE = "none"
    ALL = "all"
    LISTED = "listed"  # those of the numbers listed: “三日”“五日”
    UP_TO = "up_to"  # those up to a number: 十日以内


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a text's periods are counted, and which article says so."""

    id: str
    law: str  # full name
    article: str
    words: str  # what the article says
    working: Working
    numbers: tuple[int, ...] = ()  # of 日, for `listed` and `up_to`
    decided: bool = True  # whether it is settled what 日 means; if not, short periods are 口径未定
    scope: str = ""  # the periods that `working` is said of, where it is not all of the text's
    calendar_articles: tuple[str, ...] = ()  # ids of articles whose periods `working` is not said of
    start: str = "《中华人民共和国民法典》第二百零一条"  # who says where a period starts
    end: str = "《中华人民共和国民法典》第二百零三条"  # who says that an end on a day off moves
    next_hour: bool = False  # hours run from the next full hour, not from the moment
    start_counted: bool = False  # the day of the event is the first day (当日计算在内)
    long_rest: int = 0  # so many days off in a row within a period are added to it; 0 for never
    fixed: tuple[str, ...] = ()  # words of periods whose end never moves
    note: str = ""  # what a reader has to know besides

    @property
    def source(self) -> str:
        """The law and the article: 《中华人民共和国行政许可法》第八十二条."""
        return f"{in_marks(self.law)}{self.article}"


class Example(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A period that the rule counts: within ``value`` of the event the last day is ``date``."""

    value: str
    event: str
    date: str


class Entry(Rule, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule of the file."""

    edition: str  # of the law that was read
    titles: tuple[str, ...]  # the texts that it is for, without 中华人民共和国
    example: Example


@cache
def rules() -> Mapping[str, Entry]:
    """Return the rules by id, in the order of the file.

    Raises:
        LexiconError: an entry breaks its schema.
    """
    document = tomllib.loads((files(__package__) / _FILE).read_text(encoding="utf-8"))
    entries = {}
    for number, raw in enumerate(document["rule"], 1):
        try:
            entry = msgspec.convert(raw, Entry)
        except msgspec.ValidationError as error:
            where = f"{_FILE}, rule {number} ({raw.get('id', 'no id')})"
            raise LexiconError(str(error), where=where, remedy="see Entry in zhize.due_dates.rules") from error
        entries[entry.id] = entry
    return entries


def rule_named(name: str) -> Rule:
    """Return the rule with this id.

    Raises:
        InputError: there is none.
    """
    if name not in rules():
        raise InputError("is no rule of counting", where=name, remedy=f"use one of {', '.join(rules())}")
    return rules()[name]


def in_marks(title: str) -> str:
    """Return a title in 《》, those inside it in 〈〉."""
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"
