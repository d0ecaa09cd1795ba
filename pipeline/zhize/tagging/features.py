"""What a learned model sees of a stretch that may be a name of an actor: how it begins, how it ends, what it says.

A feature is a key in a table: the last two characters before a stretch are a key of the table ``l2``. Each function
looks up the features of one thing and returns what the tables hold for them: when the model is used, weights; when it
is trained (``models/actors``), numbers that stand for the features. So both see the same, and no key is built twice.

Those of a beginning depend on a few characters around it, those of an end likewise, and those of the words on the words
alone, so that a model can remember what it makes of each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from zhize.lexicon import load
from zhize.lexicon.schema import ContextEntry, SlotEntry
from zhize.tagging.name_words import Grammar, grammar, opens_relative
from zhize.tagging.vocabulary import ends_of, vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from zhize.tagging.vocabulary import Ends, Vocabulary

SIGHT = 6
"""How many characters on either side of a beginning or an end its features may look at."""
TEXTS = (
    *("l1", "l2", "l3", "f1", "f2", "f3", "l1f1", "l2f1", "context", "modifier"),
    *("x1", "x2", "x3", "x4", "r1", "r2", "r3", "x1r1", "x2r1", "x2r2", "head"),
    *("w", "f2x2", "rest", "rest1", "rest2", "has", "flag", "between", "kind", "rule"),
)
"""Tables with strings for keys: l is before a stretch, f are its first characters, x its last, r is behind it."""
NUMBERS = ("size", "restsize", *(f"{place}{size}" for place in "lfrxyo" for size in "abc"))
"""Tables with numbers for keys: sizes, and classes of the words at these places, the coarsest (a) first."""
PAIRS = ("rx", "yx")
"""Tables with two classes for a key."""

Table = Callable[[Any, Any], Any]
"""`dict.get`, or what stands for it in training: a key and 0 → what the table holds for the key, 0 for nothing."""
Tables = Mapping[str, Table]
Classes = Mapping[str, tuple[int, int, int]]
"""Words that stand in like company are of one class: 申请人 with 被告 and 债权人; three numbers, the coarsest first."""

MODALS = ("应当", "不得", "可以", "必须", "有权", "应", "须", "可")
MODAL = re.compile("|".join(MODALS))
PADDING = "\n" * SIGHT
"""What stands around a text for its features."""
STATE = re.compile("已经?|尚未|未(?!成年)|没有|正在")
_STATE_STARTS = "已尚未没正"
INNER = "和或及与、的"
"""Characters inside a stretch that tell a coordination or a clause."""
_LONGEST_CONTEXT, _LONGEST_MODIFIER = 4, 6
_STEPS = (1, 2, 4, 11, 41)  # counts are told apart by these


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How often a string stood in a place of actors in a collection of laws."""

    laws: int
    subject: int  # before 应当, 不得 …
    agent: int  # behind 由, before a verb
    addressee: int  # between 向 or 报 and a verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The names that the rules found in a text; offsets are half-open."""

    exact: Mapping[tuple[int, int], tuple[str, str]]  # type and rule of each
    starts: Mapping[int, int]  # by end
    ends: Mapping[int, int]  # by start
    covered: Sequence[int]  # of each position: how many characters before it belong to names
    closed: frozenset[int]  # positions at which a title or a fixed notion goes on or ends; no rule sees a name there


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the lexicons by which features tell characters apart."""

    grammar: Grammar
    slots: Vocabulary[SlotEntry]
    contexts: frozenset[str]
    context_ends: frozenset[str]  # the last characters of these
    modifiers: Mapping[str, str]  # and their kinds
    modifier_starts: frozenset[str]  # the first characters of these
    ends: Ends  # where heads, bodies and slots may end


@cache
def words() -> Words:
    """Return the words of the lexicons."""
    contexts = frozenset(entry.text for entry in load("contexts", ContextEntry))
    modifiers = {text: entry.kind.value for text, entry in grammar().modifiers.entries.items()}
    slots = vocabulary(load("slots", SlotEntry))
    return Words(
        grammar=grammar(),
        slots=slots,
        contexts=contexts,
        context_ends=frozenset(word[-1] for word in contexts),
        modifiers=modifiers,
        modifier_starts=frozenset(word[0] for word in modifiers),
        ends=ends_of((*grammar().heads.entries, *grammar().bodies.entries, *slots.entries)),
    )


def padded(text: str) -> str:
    """Return a text with line ends around it, so that every position has `SIGHT` characters on either side."""
    return PADDING + text + PADDING


def around(wide: str, at: int) -> tuple[str, str]:
    """Return the characters that the features of a position look at, before it and from it on, of a padded text."""
    return wide[at : at + SIGHT], wide[at + SIGHT : at + 2 * SIGHT]


def of_start(look: Tables, left: str, right: str, classes: Classes) -> list[Any]:
    """Look up the features of a beginning.

    Args:
        look: the tables.
        left: the characters before it, `SIGHT` of them.
        right: those from it on.
        classes: the classes of words.
    """
    last, first = left[-1:], right[:1]
    found = [
        look["l1"](last, 0),
        look["f1"](first, 0),
        look["f2"](right[:2], 0),
        look["f3"](right[:3], 0),
        look["l1f1"](last + first, 0),
        look["l2"](left[-2:], 0),
        look["l3"](left[-3:], 0),
        look["l2f1"](left[-2:] + first, 0),
    ]
    if not is_hanzi(last):
        found.append(look["flag"]("l:stop", 0))
    elif context := ends_in(words().contexts, left, _LONGEST_CONTEXT):
        found += [look["flag"]("l:context", 0), look["context"](context, 0)]
    if modifier := begins_with(words().modifiers, right, _LONGEST_MODIFIER):
        found += [look["flag"](words().modifiers[modifier], 0), look["modifier"](modifier, 0)]
    return (
        found
        + classed(look, "l", ends_in(classes, left), classes)
        + classed(look, "f", begins_with(classes, right), classes)
    )


def of_end(look: Tables, left: str, right: str, classes: Classes) -> list[Any]:
    """Look up the features of an end.

    Args:
        look: the tables.
        left: the characters before it, `SIGHT` of them.
        right: those behind it.
        classes: the classes of words.
    """
    known, at = words(), len(left)
    first, one, two = right[:1], left[-1:], left[-2:]
    found = [
        look["x1"](one, 0),
        look["x2"](two, 0),
        look["x3"](left[-3:], 0),
        look["x4"](left[-4:], 0),
        look["r1"](first, 0),
        look["r2"](right[:2], 0),
        look["r3"](right[:3], 0),
        look["x1r1"](one + first, 0),
        look["x2r1"](two + first, 0),
        look["x2r2"](two + right[:2], 0),
    ]
    if not is_hanzi(first):
        found.append(look["flag"]("r:stop", 0))
    elif MODAL.match(right):
        found.append(look["flag"]("r:modal", 0))
    if (head := known.grammar.heads.ending(left, at)) is not None:
        found += [look["head"](head.text, 0), look["flag"](f"head:{head.type.value}", 0)]
        found.append(look["flag"](f"head:alone:{head.alone}", 0))
    if known.grammar.bodies.ending(left, at) is not None:
        found.append(look["flag"]("body", 0))
    if (slot := known.slots.ending(left, at)) is not None:
        found.append(look["flag"](f"slot:{slot.type.value}", 0))
    last, behind = ends_in(classes, left), begins_with(classes, right)
    if last and behind:
        found.append(look["rx"]((classes[behind][0], classes[last][1]), 0))
    return found + classed(look, "r", behind, classes)


def of_words(look: Tables, said: str, counts: Counts | None, classes: Classes) -> list[Any]:
    """Look up the features of the words themselves.

    Args:
        look: the tables.
        said: the stretch.
        counts: where it stood in other laws, None for nowhere.
        classes: the classes of words.
    """
    known, size = words(), len(said)
    found = [look["w"](said, 0), look["size"](min(size, 12), 0), look["f2x2"](said[:2] + said[-2:], 0)]
    if counts is None:
        found.append(look["flag"]("unseen", 0))
    else:
        places = ("laws", counts.laws), ("subject", counts.subject), ("agent", counts.agent), ("to", counts.addressee)
        found += [look["flag"](f"{place}:{step(count)}", 0) for place, count in places]
    found += [look["flag"](f"has:{each}", 0) for each in INNER if each in said[1:-1]]
    if "的" in said:
        found += clause(look, said)
    head = known.grammar.heads.ending(said, size)
    rest = said[: -len(head.text) if head else -2]
    found.append(look["restsize"](min(len(rest), 8), 0))
    if rest:
        found += [look["rest"](rest, 0), look["rest1"](rest[-1:], 0), look["rest2"](rest[-2:], 0)]
        found += [look["has"](rest[at : at + 2], 0) for at in range(len(rest) - 1)]
        if rest in known.grammar.fields.entries:
            found.append(look["flag"]("rest:field", 0))
        if (modifier := known.modifiers.get(rest)) is not None:
            found.append(look["flag"](f"rest:{modifier}", 0))
    return found + _composed(look, said, classes)


def clause(look: Tables, said: str) -> list[Any]:
    """Look up how a candidate with 的 begins: with a state (已经…的), which is a case, or with a function (负责…的)."""
    found = [look["flag"]("clause:state", 0)] if STATE.match(said) else []
    if opens_relative(words().grammar, said, 0):
        found.append(look["flag"]("clause:function", 0))
    return found


@cache
def clause_starts() -> frozenset[str]:
    """Return the first characters of the candidates of which `clause` finds something."""
    return frozenset({*_STATE_STARTS, *words().grammar.relatives})


def _composed(look: Tables, said: str, classes: Classes) -> list[Any]:
    """Look up the last word of a candidate and the word before it."""
    last = ends_in(classes, said)
    found = classed(look, "x", last, classes)
    if last == said:
        return found + classed(look, "o", last, classes)
    before = ends_in(classes, said[: len(said) - len(last)]) if last else ""
    found += classed(look, "y", before, classes)
    if before:
        found.append(look["yx"]((classes[before][1], classes[last][1]), 0))
        found.append(look["flag"]("two words" if before + last == said else "more words", 0))
    return found


def of_company(look: Tables, text: str, span: tuple[int, int], rules: Found, known: Mapping[str, int]) -> list[Any]:
    """Look up the features of a stretch that come from what else was found.

    Args:
        look: the tables.
        text: the text.
        span: where the stretch begins and ends.
        rules: the names that the rules found in the text.
        known: strings that stand before 应当, 不得 … in the same document, and how often.
    """
    start, end = span
    flag = look["flag"]
    if (rule := rules.exact.get(span)) is not None:
        found = [flag("rule", 0), flag(f"rule:type:{rule[0]}", 0), flag(f"rule:{rule[1]}", 0)]
    elif (other := rules.starts.get(end)) is not None:
        found = [flag("rule:longer" if other < start else "rule:shorter", 0)]
        found.append(look["between"](text[min(other, start) : max(other, start)][:4], 0))
    else:
        found = [flag("rule:over" if rules.covered[end] > rules.covered[start] else "rule:none", 0)]
    if (last := rules.ends.get(start)) is not None and last != end:
        found.append(flag("rule:goes on" if last < end else "rule:ends later", 0))
    if end in rules.closed:
        found.append(flag("closed", 0))
    if known and (times := known.get(text[start:end])):
        found += [flag("known", 0), flag(f"known:{min(times, 3)}", 0)]
    return found


def of_type(look: Tables, text: str, span: tuple[int, int], rule: str, classes: Classes) -> list[Any]:
    """Look up the features that tell what kind of actor a name names.

    Args:
        look: the tables.
        text: the text.
        span: where the name begins and ends.
        rule: the type that the rules gave it, "" if they did not find it.
        classes: the classes of words.
    """
    start, end = span
    said, right = text[start:end], text[end : end + SIGHT]
    head = words().grammar.heads.ending(said, len(said))
    found = [look[f"x{size}"](said[-size:], 0) for size in range(1, 5)]
    found += [look["w"](said, 0), look["f1"](said[:1], 0), look["f2"](said[:2], 0), look["size"](min(len(said), 8), 0)]
    found += [look["l1"](text[start - 1 : start], 0), look["l2"](text[max(0, start - 2) : start], 0)]
    found += [look["r1"](right[:1], 0), look["r2"](right[:2], 0)]
    found += [look["kind"](rule, 0), look["rule"](rule + said[-2:], 0)]
    found += [look["has"](said[at : at + 2], 0) for at in range(len(said) - 1)]
    if head is not None:
        found += [look["head"](head.text, 0), look["flag"](f"head:{head.type.value}", 0)]
    found += classed(look, "x", ends_in(classes, said), classes) + classed(
        look, "f", begins_with(classes, said), classes
    )
    return found + classed(look, "r", begins_with(classes, right), classes)


def step(count: int) -> int:
    """Return which step of a coarse scale a count reaches: 0, 1, 2–3, 4–10, 11–40, more."""
    return sum(count >= least for least in _STEPS)


def classed(look: Tables, place: str, word: str, classes: Classes) -> list[Any]:
    """Look up the classes of the word at a place, the coarse and the fine ones."""
    if not word:
        return [look["flag"](f"{place}:unknown", 0)]
    coarse, middle, fine = classes[word]
    return [look[place + "a"](coarse, 0), look[place + "b"](middle, 0), look[place + "c"](fine, 0)]


def is_hanzi(character: str) -> bool:
    """Whether a character is Chinese."""
    return "\u4e00" <= character <= "\u9fff"


def ends_in(known: Collection[str], text: str, longest: int = SIGHT) -> str:
    """Return the longest known word that a text ends in, "" for none."""
    for size in range(min(longest, len(text)), 0, -1):
        if text[-size:] in known:
            return text[-size:]
    return ""


def begins_with(known: Collection[str], text: str, longest: int = SIGHT) -> str:
    """Return the longest known word that a text begins with, "" for none."""
    for size in range(min(longest, len(text)), 0, -1):
        if text[:size] in known:
            return text[:size]
    return ""
