"""Names known by where they stand: what fills the place of the subject before 应当 is a name, whatever words it has.

组织编制机关应当… names more than 编制机关, and 失票人可以… somebody whom no lexicon lists. Once seen there, such a name
is one wherever it stands in the same text.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from zhize.lexicon import load
from zhize.lexicon.schema import AdverbEntry, PivotEntry, SlotEntry
from zhize.tagging.names import Name
from zhize.tagging.scene import verb_at
from zhize.tagging.vocabulary import Vocabulary, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from zhize.types import Actor, ActorType

_MODAL = re.compile(r"应当|不得|可以|必须|有权(?=[\u4e00-\u9fff])")
# Where a clause begins; behind a comma or in a coordination a verb may stand in front of the name.
_FIRM = frozenset("。；\n：）)")
_SOFT = frozenset("，、和及或")
_SUBJECT = re.compile(r"(?:(?<=[。；：\n，）、 \u3000])|^)([\u4e00-\u9fff]{2,12}?)(?=应当|不得|可以|必须|有权)")
_LONGEST = 12  # characters of such a name
_SHORTEST = 2
MOST_KNOWN = 64  # names of a text that are looked for again
# No name of this form has one of these characters; 被 begins some (被检查者).
_NO_NAME = re.compile(
    r"[^\u4e00-\u9fff]|[的对向由将在按依与经自因使从于已其除凡但或并且而未每该此]|(?<=.)被|下列|上述|前款|必要时|同时|任何(?!人$|一方$)"
)
_BEHIND = re.compile(r"[员们群]")  # 用药人|员 is another word


def slot_names(text: str, found: Sequence[Name]) -> Iterator[Name]:
    """Yield the names that fill the place of a subject and are longer than what was found there, or new.

    Args:
        text: the text of an article.
        found: its names so far, in order.
    """
    modals = list(_MODAL.finditer(text))
    by_end = {name.end: name for name in found} if modals else {}
    for modal in modals:
        end = modal.start()
        start, firm = _beginning(text, end)
        if start is None or end - start < _SHORTEST or _NO_NAME.search(text[start:end]):
            continue
        inner = by_end.get(end)
        if inner is not None and (inner.start <= start or _is_object(text, start, inner.start)):
            continue
        if not firm and (verb_at(text, start) or _is_adverb(text, start)):
            continue
        kind = inner.type if inner is not None else _type_of(text, start, end)
        if kind is not None:
            head = inner.head if inner is not None else text[start:end]
            yield Name(start=start, end=end, type=kind, head=head, rule="slot")


def echoes(text: str, known: Mapping[str, ActorType]) -> Iterator[Name]:
    """Yield every occurrence of names that fill the place of a subject somewhere in the same document.

    Args:
        text: the text of an article.
        known: such names and what they name.
    """
    for words, kind in known.items():
        at = text.find(words)
        while at >= 0:
            end = at + len(words)
            if _BEHIND.match(text, end) is None:
                yield Name(start=at, end=end, type=kind, head=words, rule="slot")
            at = text.find(words, end)


def subjects(texts: Iterable[str]) -> dict[str, int]:
    """Return the strings that stand between the beginning of a clause and 应当, 不得 … in some texts, and how often."""
    return dict(Counter(found[1] for text in texts for found in _SUBJECT.finditer(text)))


def known_names(text: str, found: Iterable[Name | Actor]) -> dict[str, ActorType]:
    """Return the first names of a text that were known by their place; a real one has a handful."""
    names = ((text[name.start : name.end], name.type) for name in found if name.rule == "slot")
    return dict(islice(names, MOST_KNOWN))


def _beginning(text: str, end: int) -> tuple[int | None, bool]:
    """Return where the clause begins whose subject ends at a position, and whether a sentence or item begins there."""
    low = max(0, end - _LONGEST)
    for at in range(end, low - 1, -1):
        last = text[at - 1] if at else "\n"
        if last in _FIRM:
            return at, True
        if last in _SOFT or (last == "者" and text.endswith("或者", 0, at)):
            return at, False
    return None, False


def _is_object(text: str, start: int, inner: int) -> bool:
    """Whether what stands before a name is a verb that takes it as its object: 告知|当事人."""
    before = text[start:inner]
    return before.endswith(_pivots())


def _is_adverb(text: str, at: int) -> bool:
    return text.startswith(_adverbs(), at)


def _type_of(text: str, start: int, end: int) -> ActorType | None:
    """Return what the last word of a new name says that it names; None if it is no last word of names."""
    entry = _slots().ending(text, end)
    if entry is None or end - len(entry.text) < start or end - start < _SHORTEST:
        return None
    if text.startswith(_pivots(), start):
        return None
    return entry.type


@cache
def _slots() -> Vocabulary[SlotEntry]:
    return vocabulary(load("slots", SlotEntry))


@cache
def _pivots() -> tuple[str, ...]:
    return tuple(entry.text for entry in load("pivots", PivotEntry))


@cache
def _adverbs() -> tuple[str, ...]:
    return tuple(entry.text for entry in load("adverbs", AdverbEntry))
