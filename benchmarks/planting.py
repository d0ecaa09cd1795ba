"""Plant known edits in a regulation.

The edits are made on the characters of a text, in the ways of ``planted.toml``, which know nothing of actors, times or
norms; one article gets one edit. Articles are also split, merged, moved, added, deleted, reworded without a change of
sense and set in other punctuation. `planted.py` counts what a comparison finds of them.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from zhize.comparison import ChangeKind, PairType
from zhize.numerals import chinese

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from random import Random

    import zhize


MOST = 150  # articles that are taken of a text
WORDING, FORMAT = "wording", "format"  # kinds of edits that change no demand; the second changes nothing at all
DIVIDED = frozenset({PairType.SPLIT, PairType.MERGED})
UNCHANGED: Final = "unchanged"  # what a table calls articles without an edit
_ANYWHERE: Final = 0.25  # share of edits that fit nearly every article
_QUOTED = re.compile("“[^”]*”|《[^》]*》|（[^）]*）")
_SUBORDINATE: Final = re.compile("的$|[依所]法?应当|应当[^，。；]*的|未|违反|逾期|期限")
_NUMBERS: Final = (("20", "7", "2", "45"), ("二十", "七", "二", "四十五"))
_IN_ITEMS = re.compile(r"(?:^|\n)（[一二三四五六七八九十]+）")
# What becomes of an article, by a number between 0 and 1 below the first that is greater.
_FATES: Final = (
    (0.04, "deleted"),
    (0.07, "moved"),
    (0.11, "split"),
    (0.14, "merged"),
    (0.17, "added"),
    (0.47, "changed"),
    (0.56, WORDING),
    (0.60, FORMAT),
    (1.01, "kept"),
)
# A text's own bodies and what they are called a level higher, for the texts whose titles begin so.
LIFTS: Final = {
    "泗水县": "泗水县 示例市|泗水 示例|镇（街道） 县区|政府办公室主任 政府秘书长|县政府 市政府|县委 市委|县人 市人"
    "|县政协 市政协|县纪委 市纪委|县长 市长|县级 市级|县属 市属|县直 市直|县 市|市区 县（市、区）",
    "青石市": "青石市 云岭省|市政府 省政府|副市长 副省长|市长 省长|全市 全省|本市 本省|市应急 省应急|市审计 省审计"
    "|市财政 省财政|市司法 省司法|市级 省级|市人 省人",
}


class Way(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way to change an article; ``planted.toml`` says what the fields mean."""

    kind: Literal[
        "modality",
        "deadline",
        "frequency",
        "bearer",
        "counterpart",
        "condition",
        "norm_added",
        "norm_removed",
        "wording",
        "format",
    ]
    find: str
    put: str
    example: str
    becomes: str
    also: tuple[ChangeKind, ...] = ()
    anywhere: bool = False  # fits nearly every article, so that others come first

    @property
    def named_by(self) -> frozenset[str]:
        """The kinds of changes that name it."""
        as_bearer = {"counterpart"} if self.kind == "bearer" else set()
        return frozenset({self.kind, *self.also, *as_bearer})


class Ways(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file ``planted.toml``."""

    schema: Literal[1]
    parts: dict[str, str]
    way: tuple[Way, ...]

    def pattern(self, find: str) -> re.Pattern[str]:
        """Return a pattern with its parts put in."""
        while (named := re.search("<([A-Z]+)>", find)) is not None:
            find = find.replace(named[0], self.parts[named[1]])
        return re.compile(find)


@cache
def ways() -> Ways:
    """Return all ways to change an article."""
    return msgspec.convert(tomllib.loads(Path(__file__).with_name("planted.toml").read_text(encoding="utf-8")), Ways)


@cache
def _pattern(find: str) -> re.Pattern[str]:
    return ways().pattern(find)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What was planted in an article."""

    way: Way
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place of the edited text: the numbers of the articles that it came from, its text and its edit."""

    left: tuple[int, ...]
    text: str
    edit: Edit | None = None
    chapter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of articles, by their numbers from one: which stand for which, how, and what was planted."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    type: PairType
    edit: Edit | None = None

    @property
    def kind(self) -> str:
        """What a table counts it as."""
        return self.edit.way.kind if self.edit else self.type.value if self.type in DIVIDED else UNCHANGED


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A text, its edited copy, and what is known of the two."""

    left: str
    right: str
    known: tuple[Known, ...]


# --- planting --------------------------------------------------------------------------------------------------------


@cache
def bodies(text: str) -> tuple[str, ...]:
    """Return the bodies that act in a text, by the characters around them."""
    found = _pattern("<START>(<BODY>)(?=<MUST>)|由(<BODY>)(?=负责|组织|制定|责令)").findall(text)
    return tuple(sorted({name for pair in found for name in pair if len(name) > 1}))


def planted(text: str, way: Way, others: Sequence[str], rng: Random) -> Edit | None:
    """Return an article changed in one place, or None where the way finds none in it.

    Args:
        text: the article.
        way: how to change it.
        others: bodies of the same text, or of another.
        rng: chooses the place, the body and the number.
    """
    places = [match for match in _pattern(way.find).finditer(text) if way.kind == FORMAT or _free(match, way, text)]
    names = [name for name in others if name not in text]
    if not places or ("{other}" in way.put and not names):
        return None
    match = rng.choice(places)
    groups = {name: said or "" for name, said in match.groupdict().items()}
    numbers = [each for each in _NUMBERS[not groups.get("n", "").isdigit()] if each != groups.get("n")]
    put = way.put.format(**groups, other=rng.choice(names or [""]), more=rng.choice(numbers))
    after = text[: match.start()] + put + text[match.end() :]
    return Edit(way=way, before=text, after=after) if after != text else None


def _free(match: re.Match[str], way: Way, text: str) -> bool:
    """Whether a place is the text's own, and in no case (应当备案而未备案的) or noun (应当缴纳的费用)."""
    if any(quote.start() < match.end() and match.start() < quote.end() for quote in _QUOTED.finditer(text)):
        return False
    if way.kind in {WORDING, "bearer", "condition", "norm_added", "norm_removed"}:
        return True
    begin = max(text.rfind(stop, 0, match.start()) for stop in "，。；：\n") + 1
    clause = re.split("[，。；：\n]", text[begin:], maxsplit=1)[0]
    return not _SUBORDINATE.search(clause)


def edited(text: str, others: Sequence[str], rng: Random, kinds: Sequence[str]) -> Edit | None:
    """Return an article with an edit of one of these kinds, in a way that the article allows."""
    everywhere = rng.random() < _ANYWHERE
    order = {kind: rng.random() for kind in kinds}
    offered = [way for way in ways().way if way.kind in order]
    offered.sort(key=lambda way: (way.anywhere is not everywhere, order[way.kind], rng.random()))
    return next(filter(None, (planted(text, way, others, rng) for way in offered)), None)


def plan(regulation: zhize.Regulation, donors: Sequence[str], rng: Random, lift: str = "") -> Plan:
    """Return a regulation and an edited copy of it.

    Args:
        regulation: any text in articles.
        donors: articles of another text, to be added.
        rng: decides.
        lift: pairs of words that the copy has in each other's place, as in `LIFTS`.
    """
    articles = [article.text for article in regulation.articles[:MOST]]
    chapters = [article.chapter.title if article.chapter else "" for article in regulation.articles[:MOST]]
    slots = _slots(articles, chapters, donors, rng)
    return Plan(
        left=_rendered(regulation.title, zip(articles, chapters, strict=True)),
        right=_rendered(lifted(regulation.title, lift), ((lifted(slot.text, lift), slot.chapter) for slot in slots)),
        known=tuple(each for each in _known(slots, articles) if not _clashes(each, articles, lift)),
    )


def lifted(text: str, lift: str) -> str:
    """Return a text with the words of another level."""
    for old, new in _pairs(lift):
        text = text.replace(old, new)
    return text


def _pairs(lift: str) -> list[tuple[str, str]]:
    """Return the words of `LIFTS` two by two."""
    words = lift.replace("|", " ").split()
    return list(zip(words[::2], words[1::2], strict=True))


def _clashes(known: Known, articles: Sequence[str], lift: str) -> bool:
    """Whether an article names bodies that lifting would make one: 市政府 beside 县政府."""
    words = [new for _, new in _pairs(lift) if len(new) > 1]
    return any(word in articles[left - 1] for word in words for left in known.left)


def _slots(articles: Sequence[str], chapters: Sequence[str], donors: Sequence[str], rng: Random) -> list[Slot]:
    """Return the places of the edited text in order."""
    others = bodies("\n".join(articles))
    placed: list[Slot] = []
    moved: list[Slot] = []
    rest = iter(enumerate(zip(articles, chapters, strict=True), 1))
    for number, (text, chapter) in rest:
        here = Slot(left=(number,), text=text, chapter=chapter)
        chance = rng.random()
        fate = next(fate for bound, fate in _FATES if chance < bound)
        if fate == "deleted" and len(articles) > number:
            continue
        if fate == "moved":
            moved.append(replace(here, chapter=""))
        elif fate == "merged" and number < len(articles) and chapters[number] == chapter:
            after, (more, _) = next(rest)
            placed.append(replace(here, left=(number, after), text=f"{text}\n{more}"))
        else:
            placed += _fated(here, fate, others, donors, rng)
    for slot in moved:
        placed.insert(rng.randrange(len(placed) + 1), slot)
    return placed


def _fated(here: Slot, fate: str, others: Sequence[str], donors: Sequence[str], rng: Random) -> Iterator[Slot]:
    """Yield what becomes of an article at its place."""
    demands: list[str] = sorted({way.kind for way in ways().way} - {WORDING, FORMAT})
    kinds: list[str] = {"changed": demands, WORDING: [WORDING], FORMAT: [FORMAT]}.get(fate, [])
    edit = edited(here.text, others, rng, kinds)
    if fate == "split":
        yield from (replace(here, text=part) for part in halves(here.text))
        return
    yield here if edit is None else replace(here, text=edit.after, edit=edit)
    if fate == "added" and donors:
        yield Slot(left=(), text=rng.choice(donors))


def halves(text: str) -> tuple[str, ...]:
    """Return an article divided at a paragraph or else behind a sentence, or whole where that cannot be."""
    cuts = [0, *(match.end() for match in re.finditer("。\n", text))]
    cuts = cuts if len(cuts) > 1 else [0, *(match.end() for match in re.finditer("。(?=[^”」）\n])", text))]
    cut = cuts[len(cuts) // 2]
    fits = min(cut, len(text) - cut) > 20 and not _IN_ITEMS.search(text)  # noqa: PLR2004  # characters of a part
    return (text[:cut].strip(), text[cut:].strip()) if fits else (text,)


def _rendered(title: str, articles: Iterable[tuple[str, str]]) -> str:
    """Return a text of articles numbered from one, each chapter under its heading."""
    lines, current, chapters = [title, ""], "", 0
    for number, (text, chapter) in enumerate(articles, 1):
        if chapter not in {"", current}:
            current, chapters = chapter, chapters + 1
            lines.append(f"第{chinese(chapters)}章　{chapter}")
        lines.append(f"第{chinese(number)}条　{text}")
    return "\n".join(lines) + "\n"


def _known(slots: Sequence[Slot], articles: Sequence[str]) -> Iterator[Known]:
    """Yield what is known; of articles that say the same, no one can tell which was deleted or moved."""
    twice = {text for text, often in Counter([*articles, *(s.text for s in slots if not s.left)]).items() if often > 1}
    places: dict[int, list[int]] = {number: [] for number in range(1, len(articles) + 1)}
    for right, slot in enumerate(slots, 1):
        for left in slot.left:
            places[left].append(right)
    for left, rights in places.items():
        if not rights and articles[left - 1] not in twice:
            yield Known(left=(left,), right=(), type=PairType.DELETED)
        elif len(rights) > 1:
            yield Known(left=(left,), right=tuple(rights), type=PairType.SPLIT)
    for right, slot in enumerate(slots, 1):
        kind = PairType.MODIFIED if slot.edit and slot.edit.way.kind != FORMAT else PairType.IDENTICAL
        kind = PairType.MERGED if len(slot.left) > 1 else kind if slot.left else PairType.ADDED
        divided = len(slot.left) == 1 and len(places[slot.left[0]]) > 1
        if not divided and not {slot.text, *(articles[left - 1] for left in slot.left)} & twice:
            yield Known(left=slot.left, right=(right,), type=kind, edit=slot.edit)
