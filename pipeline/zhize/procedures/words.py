"""The words of ``lexicon/procedures.toml``: what procedures are told apart, joined and named by."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from zhize.lexicon import Entry, load


class Use(StrEnum):
    """What a word says of a procedure."""

    GENERIC = "generic"  # names a thing or an act that every procedure has: it joins nothing
    SPEAKER = "speaker"  # who speaks for a body whose name stands before: 主办部门|负责人
    RANK = "rank"  # which of them: 主要|负责人
    REGIME = "regime"  # how a list of cases or a chapter is announced; its name stands before: 公文签发|权限
    MANNER = "manner"  # a verb before what an act rests on, and not before its object: 按照|规定
    STANDARD = "standard"  # what an act rests on, at the end of the words that say so: 按照有关|规定
    RULES = "rules"  # an act that makes rules, and is no stage where it is all of the act: 由…|另行制定
    DENIAL = "denial"  # stands before the words that another case has too: 不|符合条件的
    REST = "rest"  # opens the case of whatever the others leave: 其他|公文


class WordEntry(Entry, frozen=True):
    """A word of ``procedures.toml``."""

    kind: Use


@cache
def vocabulary(use: Use) -> frozenset[str]:
    """Return the words of a use."""
    return frozenset(entry.text for entry in load("procedures", WordEntry) if entry.kind is use)


@cache
def either(use: Use) -> str:
    """Return the words of a use for a regular expression, in one group that is not captured."""
    return f"(?:{'|'.join(sorted(vocabulary(use), key=lambda word: (-len(word), word)))})"
