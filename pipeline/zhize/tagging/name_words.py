"""The words of names: the lexicons of `zhize.tagging.names`, and what they say of a place in a text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from zhize.lexicon import load
from zhize.lexicon.schema import (
    BodyEntry,
    ContextEntry,
    FieldEntry,
    HeadEntry,
    Modifier,
    ModifierEntry,
    RelativeEntry,
    VerbEntry,
)
from zhize.tagging.vocabulary import Remembered, Vocabulary, vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zhize.tagging.vocabulary import Ends

HANZI = re.compile(r"[\u4e00-\u9fff]")
BRACKET = re.compile(r"[（(]([^（()）]{1,24})[）)]$")
_LINKS = frozenset("的等）)")  # what stands between a name and what owns, lists or explains it
LONGEST_BRACKET = 26  # characters, brackets included


@dataclass(frozen=True, slots=True)
class Grammar:
    """The lexicons of names, ready to be looked up."""

    heads: Vocabulary[HeadEntry]
    bodies: Vocabulary[BodyEntry]
    modifiers: Vocabulary[ModifierEntry]
    fields: Vocabulary[FieldEntry]
    contexts: Vocabulary[ContextEntry]
    verbs: Vocabulary[VerbEntry]
    relatives: Mapping[str, Sequence[RelativeEntry]]  # by their first characters
    nouns: Vocabulary[HeadEntry | BodyEntry]  # heads and bodies; a word that is both counts as a head
    ends: Ends  # of these
    # What two characters tell of the words that may end in them, so that most places are not looked up word by word.
    goes_on: Remembered[str, bool]  # whether a name may go on in front of them with a word that is known
    opens: Remembered[str, bool]  # whether a name may begin behind them
    longest: Remembered[str, int]  # how long the heads, bodies and fields are at most


@cache
def grammar() -> Grammar:
    """Return the lexicons of names."""
    heads = vocabulary((*load("parties", HeadEntry), *load("heads", HeadEntry)))
    bodies = vocabulary(load("bodies", BodyEntry))
    relatives = defaultdict[str, list[RelativeEntry]](list)
    for entry in load("relatives", RelativeEntry):
        relatives[entry.text[0]].append(entry)
    modifiers = vocabulary(load("modifiers", ModifierEntry))
    fields = vocabulary(load("fields", FieldEntry))
    contexts = vocabulary(load("contexts", ContextEntry))
    nouns = vocabulary((*bodies.entries.values(), *heads.entries.values()))
    linked, opening = (heads, bodies, fields, modifiers), (heads, bodies, modifiers, contexts)
    return Grammar(
        heads=heads,
        bodies=bodies,
        modifiers=modifiers,
        fields=fields,
        contexts=contexts,
        verbs=vocabulary(load("verbs", VerbEntry)),
        relatives=relatives,
        nouns=nouns,
        ends=nouns.ends,
        goes_on=Remembered(lambda pair: pair[-1:] in _LINKS or any(each.lengths[pair] for each in linked)),
        opens=Remembered(lambda pair: any(each.lengths[pair] for each in opening)),
        longest=Remembered(lambda pair: max((each.lengths[pair][:1] or (0,))[0] for each in (heads, bodies, fields))),
    )


def last_two(text: str, at: int) -> str:
    """Return the two characters before a position, or what there is of them."""
    return text[at - 2 : at] if at > 1 else text[:at]


def level_group(text: str, at: int) -> int | None:
    """Return where levels with alternatives in brackets begin that end here: 县（市、区）, 镇（街道）."""
    if not at or text[at - 1] not in "）)":
        return None
    bracket = BRACKET.search(text, max(0, at - LONGEST_BRACKET), at)
    if bracket is None or not all(is_level(word) for word in bracket[1].split("、")):
        return None
    level = grammar().modifiers.ending(text, bracket.start())
    return bracket.start() - len(level.text) if level is not None and level.kind is Modifier.LEVEL else None


def is_level(word: str) -> bool:
    """Whether a word is a level: 县, 街道."""
    entry = grammar().modifiers.entries.get(word)
    return entry is not None and entry.kind is Modifier.LEVEL


def are_heads(inner: str) -> bool:
    """Whether a bracket holds titles or bodies only: 主任、行长, 办事处主任."""
    words = grammar()
    return all(
        (head := words.heads.ending(part, len(part))) is not None
        and (len(head.text) == len(part) or words.heads.ending(part, len(part) - len(head.text)) is not None)
        for part in inner.split("、")
    )


def may_begin(words: Grammar, text: str, at: int, *, strictly: bool = False) -> bool:
    """Whether a name may begin at a position by what stands before it; ``strictly`` without the weak contexts."""
    if at == 0 or not "\u4e00" <= text[at - 1] <= "\u9fff":
        return True
    if not words.opens[last_two(text, at)]:
        return False
    context = words.contexts.ending(text, at)
    if context is not None and not (strictly and context.weak):
        return True
    return (
        words.modifiers.ending(text, at) is not None
        or words.heads.ending(text, at) is not None
        or words.bodies.ending(text, at) is not None
    )


def opens_relative(words: Grammar, text: str, at: int) -> bool:
    """Whether a word begins at a position that opens a clause which says which body is meant."""
    return any(
        text.startswith(each.text, at) and not text.startswith(each.not_, at)
        for each in words.relatives.get(text[at : at + 1], ())
    )


def past_verbs(words: Grammar, text: str, at: int, end: int) -> int:
    """Return where the verbs end with which a stretch begins: 组织|气象."""
    while at < end:
        for length in (4, 3, 2):
            word = text[at : min(at + length, end)]
            if len(word) == length and (word in words.verbs.entries or word in words.contexts.entries):
                at += length
                break
        else:
            return at
    return at
