"""The nouns of an amendment: where it strikes, what it does, and what came of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from zhize.numerals import Locator, chinese
from zhize.types import Span

SCHEMA: Final = "zhize.amendment/1"


class Operation(StrEnum):
    """What an instruction does (修改方式)."""

    REPLACE = "replace"  # 修改为: a place gets another text; it may get another number with it
    ADD = "add"  # 增加一条、一款、一项、一章
    DELETE = "delete"  # 删去第…条
    RENUMBER = "renumber"  # 第…条改为第…条
    MERGE = "merge"  # 将第六条和第七条合并
    SPLIT = "split"  # 第…条分为两条
    REPLACE_WORDS = "replace_words"  # 将“…”修改为“…”
    INSERT_WORDS = "insert_words"  # 在“…”后增加“…”
    DELETE_WORDS = "delete_words"  # 删去“…”
    REORDER = "reorder"  # 条文顺序作相应调整
    UNKNOWN = "unknown"  # words that amend and were not understood


class Unit(StrEnum):
    """What a place is."""

    ARTICLE = "article"  # 条
    PARAGRAPH = "paragraph"  # 款
    ITEM = "item"  # 项
    POINT = "point"  # 目
    PART = "part"  # 编
    CHAPTER = "chapter"  # 章
    SECTION = "section"  # 节
    TITLE = "title"  # 名称、标题
    PREAMBLE = "preamble"  # 引言、序言; one of its paragraphs (自然段)
    BODY = "body"  # 正文第二段 of a text without articles
    ANNEX = "annex"  # 附件


_HEADING_WORDS: Final = {Unit.PART: "编", Unit.CHAPTER: "章", Unit.SECTION: "节"}


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Target:
    """A place that an instruction names."""

    unit: Unit
    locator: Locator = field(default_factory=Locator)  # 条、款、项、目; of a preamble or body its paragraph
    heading: int = 0  # the number of the part, chapter, section or annex
    chapter: int = 0  # of a section, its chapter; of an article, the chapter it is said to stand in
    name: bool = False  # the name of the heading alone: 第四章章名
    lead: bool = False  # what stands before the items: 第五条条首部分
    sentence: int = 0  # of a paragraph; -1 the last one (末句)

    def __str__(self) -> str:
        """Return the place as decisions print it."""
        printed = str(self.locator)
        if self.unit in _HEADING_WORDS:
            chapter = f"第{chinese(self.chapter)}章" if self.unit is Unit.SECTION and self.chapter else ""
            word = _HEADING_WORDS[self.unit]
            printed = f"{chapter}第{chinese(self.heading)}{word}" + (f"{word}名" if self.name else "")
        elif self.unit is Unit.TITLE:
            printed = "名称"
        elif self.unit in {Unit.PREAMBLE, Unit.BODY}:
            word = "引言" if self.unit is Unit.PREAMBLE else "正文"
            printed = word + (f"第{chinese(self.locator.paragraph)}段" if self.locator.paragraph else "")
        elif self.unit is Unit.ANNEX:
            printed = f"附件{chinese(self.heading) if self.heading else ''}"
        sentence = "末句" if self.sentence < 0 else f"第{chinese(self.sentence)}句" if self.sentence else ""
        return printed + ("首部" if self.lead else "") + sentence

    @property
    def article(self) -> str:
        """The id of the article it lies in: 43, 120-1; "" outside of the articles."""
        if self.unit in {Unit.PREAMBLE, Unit.BODY} or not self.locator.article:
            return ""
        return f"{self.locator.article}-{self.locator.suffix}" if self.locator.suffix else str(self.locator.article)


class Side(StrEnum):
    """Where something is put in, beside the words or the place that are named."""

    AFTER = "after"  # 后
    BEFORE = "before"  # 前
    START = "start"  # 开头: the first words of the place
    END = "end"  # 末尾: its last words


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """One thing that a decision orders, in its own words and numbers."""

    operation: Operation
    law: str | None = None  # whose text, where the decision names it
    old: tuple[Target, ...] = ()  # where, in the numbers of the old text; () for the whole text
    new: tuple[Target, ...] = ()  # which numbers it has in the new text; () where the decision does not say
    old_words: str = ""  # the words that go, or beside which others are put
    new_words: str = ""  # the words that come
    texts: tuple[str, ...] = ()  # the new text of a place, as many as are quoted; lines parted by line feeds
    side: Side | None = None
    every: bool = False  # wherever the words stand: 统一修改为, or in several places at once
    rule: str = field(default="", compare=False)  # the line of the grammar that read it
    span: Span = field(default=Span(start=0, end=0), compare=False)  # source of the decision
    label: str = field(default="", compare=False)  # of the point of the decision: 三、
    line: int = field(default=0, compare=False)  # of the decision, 1-based

    @property
    def text(self) -> str | None:
        """The new text as a whole; None where the decision gives none."""
        return "\n".join(self.texts) if self.texts else None

    @property
    def place(self) -> str:
        """Where it strikes, as decisions print it: 第五条第二款."""
        return "、".join(map(str, self.old or self.new)) or "全文"


class Status(StrEnum):
    """What came of an instruction."""

    APPLIED = "applied"
    FAILED = "failed"  # not done, and nothing guessed
    OTHER = "other"  # it amends another text


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of an instruction, and what a person should look at."""

    instruction: Instruction
    status: Status
    reason: str = ""  # Chinese: why it was not done
    remarks: tuple[str, ...] = ()  # Chinese: done, but to be looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """A text after a decision."""

    text: str  # the new text
    title: str  # of the old text
    decision: str  # title of the decision
    outcomes: tuple[Outcome, ...]  # one an instruction, in the order of the decision
    remarks: tuple[str, ...] = ()  # Chinese: of the new text as a whole
    numbers: tuple[tuple[str, str], ...] = ()  # ids of the articles whose number changed: old, new

    @property
    def instructions(self) -> tuple[Instruction, ...]:
        """What the decision orders, that of other texts included."""
        return tuple(outcome.instruction for outcome in self.outcomes)

    @property
    def complete(self) -> bool:
        """Whether everything that concerns this text was done."""
        return all(outcome.status is not Status.FAILED for outcome in self.outcomes)

    def to_json(self) -> str:
        """Return the document ``zhize.amendment/1``."""
        document = {
            "schema": SCHEMA,
            "title": self.title,
            "decision": self.decision,
            "complete": self.complete,
            "instructions": [_outcome_record(outcome) for outcome in self.outcomes],
            "renumbered": [{"old": old, "new": new} for old, new in self.numbers],
            "remarks": list(self.remarks),
            "text": self.text,
        }
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _outcome_record(outcome: Outcome) -> dict[str, object]:
    instruction = outcome.instruction
    return {
        "operation": instruction.operation,
        "law": instruction.law,
        "old_articles": _articles(instruction.old),
        "new_articles": _articles(instruction.new),
        "place": instruction.place,
        "old": [_target_record(target) for target in instruction.old],
        "new": [_target_record(target) for target in instruction.new],
        "old_words": instruction.old_words,
        "new_words": instruction.new_words,
        "texts": list(instruction.texts),
        "side": instruction.side,
        "every": instruction.every,
        "rule": instruction.rule,
        "span": {"start": instruction.span.start, "end": instruction.span.end},
        "label": instruction.label,
        "line": instruction.line,
        "status": outcome.status,
        "reason": outcome.reason,
        "remarks": list(outcome.remarks),
    }


def _articles(targets: tuple[Target, ...]) -> list[str]:
    return list(dict.fromkeys(target.article for target in targets if target.article))


def _target_record(target: Target) -> dict[str, object]:
    locator = target.locator
    return {
        "unit": target.unit,
        "text": str(target),
        "article": target.article or None,
        "paragraph": locator.paragraph or None,
        "item": locator.item or None,
        "point": locator.point or None,
        "heading": target.heading or None,
    }
