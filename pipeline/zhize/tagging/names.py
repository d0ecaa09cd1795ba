"""Names of actors (主体名称), read leftwards from their last word: 县政府组成部门的|主要负责人.

The last word (head) says what is named; levels, ranges, fields of administration, owners and relative clauses stand in
front of it. Where a lexicon does not know what stands there, a head that is open takes it up to the next word behind
which a name can begin: 由|会展业主管部门.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

import msgspec

from zhize.lexicon.schema import BodyEntry, Modifier
from zhize.tagging.name_words import (
    BRACKET,
    HANZI,
    LONGEST_BRACKET,
    Grammar,
    are_heads,
    grammar,
    is_level,
    last_two,
    level_group,
    may_begin,
    opens_relative,
    past_verbs,
)
from zhize.types import ActorType

if TYPE_CHECKING:
    from zhize.lexicon.schema import HeadEntry

_LONGEST_PLACE = 4  # characters of a place before its level: 泗水|县, 长白朝鲜|族自治县 is not reached
_LONGEST_RELATIVE = 18
_MOST_OWNERS = 4  # 县政府|有关部门的|内设机构的|负责人; without a limit 部门的部门的… would never end
_SHORTEST_UNKNOWN = 2
_FIELD_BUDGET = 4  # unknown characters before a known field
# A clause with one of these states a case and says not which body is meant: 有失职行为的|国家工作人员.
_CASES = ("行为", "情形", "之一")
_ALSO = re.compile(r"(?:以及|及|和)$")
_OPENING, _CLOSING = frozenset("（("), frozenset("）)")


class Name(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A name in a text; offsets are half-open in the text."""

    start: int
    end: int
    type: ActorType
    head: str  # its last word, without what follows in brackets
    rule: str

    def contains(self, other: Name) -> bool:
        """Whether the other name lies in this one."""
        return self.start <= other.start and other.end <= self.end


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What rules saw in a text."""

    names: tuple[Name, ...]  # in order, without overlap
    own: tuple[Name, ...]  # before those are looked for that are known by their place in the document
    closed: tuple[tuple[int, int], ...]  # titles and fixed notions, in which they see no name; half-open


class Front(Enum):
    """What the word is with which a name begins so far; it decides what may still stand in front of it."""

    HEAD = "head"  # anything
    FIELD = "field"  # 财政: levels, owners
    WHICH = "which"  # 有关, 其: owners, levels
    LEVEL = "level"  # 县: its place, ranges
    OWNER = "owner"  # 县政府, 县级以上: ranges only


class _Reader(msgspec.Struct, gc=False):
    """Where the reading of a name stands."""

    text: str
    at: int  # the name begins here so far
    budget: int  # how many unknown characters may still be taken
    owned: bool  # a body may stand in front, with or without 的
    front: Front = Front.HEAD
    rule: str = "head"
    depth: int = 0  # how many names this one owns, each inside the next


def name_ending(text: str, end: int) -> Name | None:
    """Return the name whose head ends at a position, or None if no head does or it cannot stand as it does."""
    words = grammar()
    head = words.nouns.ending(text, end)
    if head is None:
        return None
    if isinstance(head, BodyEntry):
        return Name(start=end - len(head.text), end=end, type=head.type, head=head.text, rule="body")
    start = at = end - len(head.text)
    rule = "head"
    if head.open or words.goes_on[last_two(text, start)]:  # else nothing can be taken in front of the head
        reader = _Reader(text, start, head.open, head.attach)
        while _step(reader, words, head):
            pass
        at, rule = reader.at, reader.rule
    if (at == start and not head.alone) or (head.verb_after and text.endswith(head.verb_after, 0, at)):
        return None
    return Name(start=at, end=_bracket_end(text, end), type=head.type, head=head.text, rule=rule)


def _step(reader: _Reader, words: Grammar, head: HeadEntry) -> bool:
    """Take one more word into the name; False at its beginning."""
    return (
        (words.goes_on[last_two(reader.text, reader.at)] and _take_known(reader, words, head))
        or (reader.budget and _take_unknown(reader, words, head))
        or (reader.front is Front.LEVEL and _take_place(reader, words))
    )


def _take_known(reader: _Reader, words: Grammar, head: HeadEntry) -> bool:
    before = last_two(reader.text, reader.at)
    last = before[-1:]
    return (
        ((words.modifiers.lengths[before] or last in _CLOSING) and _take_modifier(reader, words))
        or (_takes_field(reader, head) and _take_field(reader, words))
        or (reader.owned and reader.depth < _MOST_OWNERS and _take_owner(reader, words, head))
        or (last == "的" and _takes_relative(reader, head) and _take_relative(reader, words))
    )


def _takes_field(reader: _Reader, head: HeadEntry) -> bool:
    if head.type is not ActorType.ORG and not head.open:
        return False
    return reader.front is Front.HEAD or (reader.front is Front.WHICH and reader.text.endswith("等", 0, reader.at))


def _takes_relative(reader: _Reader, head: HeadEntry) -> bool:
    """Whether a clause may say which one is meant; before people outside government it states a case instead."""
    if head.type is ActorType.GROUP:
        return not head.alone and reader.front is Front.HEAD
    return head.type is not ActorType.MEETING and (reader.front is Front.HEAD or reader.front is Front.OWNER)


# What may still stand in front of more than a head. Members of enumerations are told apart by identity: their hashes
# are slow.
_IN_FRONT = (Modifier.LEVEL, Modifier.SCOPE, Modifier.DETERMINER)
_AFTER = {
    Modifier.LEVEL: Front.LEVEL,
    Modifier.SCOPE: Front.OWNER,
    Modifier.DETERMINER: Front.WHICH,
    Modifier.DUTY: Front.HEAD,
    Modifier.QUALITY: Front.HEAD,
}


def _take_modifier(reader: _Reader, words: Grammar) -> bool:
    text, at = reader.text, reader.at
    start = level_group(text, at)
    if start is not None:
        reader.at, reader.front, reader.budget = start, Front.LEVEL, 0
        return True
    modifier = words.modifiers.ending(text, at)
    if modifier is None or not (reader.front is Front.HEAD or modifier.kind in _IN_FRONT):
        return False
    if _belongs_to_longer(words, text, at, len(modifier.text)):
        return False
    reader.at = at - len(modifier.text)
    reader.front = _AFTER[modifier.kind]
    reader.budget = 0
    reader.rule = "modified"
    return True


def _belongs_to_longer(words: Grammar, text: str, at: int, length: int) -> bool:
    """Whether a head, body or field that ends here is longer than a modifier that does: 省委 before 办公厅, 草原."""
    if words.longest[last_two(text, at)] <= length:
        return False
    others = (words.heads.ending(text, at), words.bodies.ending(text, at), words.fields.ending(text, at))
    return any(other is not None and len(other.text) > length for other in others)


def _take_field(reader: _Reader, words: Grammar) -> bool:
    """A field of administration, with 等 and 等有关 behind it: 财政等有关|部门."""
    text, at = reader.text, reader.at
    at -= text.endswith("等", 0, at)
    field = words.fields.ending(text, at)
    if field is None or _belongs_to_longer(words, text, at, len(field.text)):
        return False
    reader.at, reader.front, reader.budget = at - len(field.text), Front.FIELD, min(reader.budget, _FIELD_BUDGET)
    reader.owned, reader.rule = True, "field"
    return True


def _take_owner(reader: _Reader, words: Grammar, head: HeadEntry) -> bool:
    """A body in front: 县政府|办公室; with 的 in between: 组成部门的|主要负责人."""
    text = reader.text
    of = text.endswith("的", 0, reader.at)
    if of and (head.type is ActorType.MEETING or not (head.alone or head.type is ActorType.ROLE)):
        return False
    start = _owner_start(text, reader.at - of, words, any_type=of, depth=reader.depth + 1)
    if start is None:
        return False
    reader.at, reader.owned, reader.front, reader.budget = start, False, Front.OWNER, 0
    reader.rule = "owned"
    return True


def _owner_start(text: str, at: int, words: Grammar, *, any_type: bool, depth: int) -> int | None:
    """Return where the body begins that ends at a position; with ``any_type`` people and meetings count too."""
    body = words.bodies.ending(text, at)
    bracket = BRACKET.search(text, max(0, at - LONGEST_BRACKET), at) if at and text[at - 1] in "）)" else None
    end = bracket.start() if bracket and are_heads(bracket[1]) else at
    head = words.heads.ending(text, end)
    if body is not None and (head is None or len(body.text) >= len(head.text)):
        return at - len(body.text)
    if head is None or (head.type is not ActorType.ORG and not any_type):
        return None
    start = end - len(head.text)
    owner = _Reader(text, start, head.open, head.attach, depth=depth)
    while _step(owner, words, head):
        pass
    if owner.at == start and not head.alone and head.type is not ActorType.ORG:
        return None
    also = _ALSO.search(text, max(0, owner.at - 2), owner.at) if text.startswith("其", owner.at) else None
    if any_type and also is not None:
        # 各级人民政府及其部门的工作人员 are the people of both.
        first = name_ending(text, also.start())
        return first.start if first is not None else owner.at
    return owner.at


def _take_relative(reader: _Reader, words: Grammar) -> bool:
    """A relative clause that says which one: 负责常务工作的|副县长."""
    text, end = reader.text, reader.at
    if not text.endswith("的", 0, end):
        return False
    for start in range(end - 3, max(-1, end - _LONGEST_RELATIVE), -1):
        if text[start] in "，。；：\n“”《》" or text.startswith(_CASES, start):
            return False
        if opens_relative(words, text, start) and may_begin(words, text, start):
            reader.at, reader.owned, reader.front, reader.budget = start, True, Front.WHICH, 0
            reader.rule = "relative"
            return True
    return False


def _take_unknown(reader: _Reader, words: Grammar, head: HeadEntry) -> bool:
    """Characters that no lexicon knows, back to a word behind which a name can begin."""
    text, end = reader.text, reader.at
    if may_begin(words, text, end, strictly=True):
        return False
    for at in range(end - 1, max(-1, end - reader.budget - 1), -1):
        if not "\u4e00" <= text[at] <= "\u9fff":
            return False
        if may_begin(words, text, at, strictly=True):
            start = past_verbs(words, text, at, end)
            if not _is_enough(words, text, start, end, head):
                return False
            reader.at, reader.budget, reader.front, reader.rule = start, 0, Front.FIELD, "open"
            return True
    return False


def _is_enough(words: Grammar, text: str, start: int, end: int, head: HeadEntry) -> bool:
    """Whether unknown characters can be a field: one only behind a body (人民政府|水行政主管部门)."""
    if len(head.text) == 1:
        return is_level(text[start - 1 : start])
    owner = words.heads.ending(text, start)
    return end - start >= _SHORTEST_UNKNOWN or (start < end and owner is not None and owner.type is ActorType.ORG)


def _take_place(reader: _Reader, words: Grammar) -> bool:
    """The name of a place before its level: 泗水|县. It begins where a name can, and holds no verb."""
    text, end = reader.text, reader.at
    reader.front = Front.OWNER
    if may_begin(words, text, end):
        return False
    for at in range(end - 2, max(-1, end - _LONGEST_PLACE - 1), -1):
        if not all(map(HANZI.match, text[at:end])):
            return False
        if may_begin(words, text, at):
            if past_verbs(words, text, at, end) > at:
                return False
            reader.at, reader.rule = at, "place"
            return True
    return False


def _bracket_end(text: str, end: int) -> int:
    """Return the end of a head with its alternatives in brackets: 部长（主任、行长）, 人民政府（办事处）."""
    if text[end : end + 1] not in _OPENING or text.startswith("以下", end + 1):  # （以下简称县政府办公室）
        return end
    close = re.compile(r"[）)]").search(text, end, end + LONGEST_BRACKET)
    if close is None or not are_heads(text[end + 1 : close.start()]):
        return end
    return close.end()
