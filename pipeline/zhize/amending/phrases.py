"""The words that a rule of the grammar has taken, and what the places among them mean where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from zhize.amending.nouns import Target, Unit
from zhize.numerals import Locator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.amending.words import Token

BELOW_ARTICLE: Final = frozenset({Unit.PARAGRAPH, Unit.ITEM, Unit.POINT})
CONNECTED: Final = re.compile(r"[、和及与或]|以及")
"""What joins words of which each is meant for itself."""
_UNITS: Final = {"条": 0, "款": 1, "项": 2, "目": 3}


@dataclass(slots=True)
class Context:
    """What the words before have named."""

    base: tuple[Target, ...] = ()  # the place they spoke of, in the old numbers
    moved: dict[str, Target] = field(default_factory=dict)  # article → its new number

    def copy(self) -> Context:
        """Return one that goes its own way from here."""
        return Context(self.base, dict(self.moved))


@dataclass(slots=True)
class Phrase:
    """The words that a rule has taken."""

    match: re.Match[str]
    tokens: Sequence[Token]
    quotations: Sequence[str]
    text: str  # the statement
    context: Context

    def of(self, group: str) -> Sequence[Token]:
        """Return the tokens of a group of the rule."""
        start, end = self.match.span(group)
        return self.tokens[start:end] if start >= 0 else ()

    def has(self, letter: str) -> bool:
        """Whether a letter is among those that were taken."""
        return letter in self.match[0]

    def texts(self, group: str) -> tuple[str, ...]:
        """Return the quotations of a group."""
        return tuple(self.quotations[each.quotation] if each.letter == "Q" else each.text for each in self.of(group))

    def quoted(self, group: str) -> str:
        """Return the quotations of a group as one text."""
        return "\n".join(self.texts(group))

    def words(self, group: str) -> list[str]:
        """Return the words that a group quotes: those joined by 、 each for itself, adjacent ones as one."""
        found: list[str] = []
        end = -1
        for token in self.of(group):
            word = self.quotations[token.quotation]
            if found and not CONNECTED.search(self.text[end : token.start]):
                found[-1] += "\n" + word
            else:
                found.append(word)
            end = token.end
        return found

    def place(self, group: str) -> tuple[Target, ...]:
        """Return the old places of a group and remember them; those named before where it has none."""
        for token in self.of(group):
            if token.letter == "P":
                self.context.base = resolved(token, self.context.base)
        return self.context.base

    def places(self, group: str) -> tuple[Target, ...]:
        """Return all old places of a group: of 第三条、第五条 written as several words too."""
        found: list[Target] = []
        for token in self.of(group):
            if token.letter == "P":
                self.context.base = resolved(token, self.context.base)
                found += self.context.base
        if found:
            self.context.base = tuple(found)
        return self.context.base

    def new(self, group: str = "new") -> tuple[Target, ...]:
        """Return the places of a group in the new numbers."""
        base = self.context.base
        outer = tuple(self.context.moved.get(each.article, each) for each in base)
        return tuple(target for token in self.of(group) for target in resolved(token, outer))


def resolved(token: Token, base: tuple[Target, ...]) -> tuple[Target, ...]:
    """Return the places of a token, with the article of the place before where they do not say theirs."""
    if not token.targets:  # 该条, 这一款
        return tuple(dict.fromkeys(_outer(each, token.text) for each in base))
    return tuple(_within(target, base[-1]) if base else target for target in token.targets)


def _outer(target: Target, unit: str) -> Target:
    if unit not in _UNITS or not target.locator.article:
        return replace(target, sentence=0, lead=False)
    kept = {"article": target.locator.article, "suffix": target.locator.suffix}
    for name, depth in (("paragraph", 1), ("item", 2), ("point", 3)):
        kept[name] = getattr(target.locator, name) if depth <= _UNITS[unit] else 0
    kind = (Unit.ARTICLE, Unit.PARAGRAPH, Unit.ITEM, Unit.POINT)[_UNITS[unit]]
    return Target(unit=kind, locator=Locator(**kept), chapter=target.chapter)


def _within(target: Target, base: Target) -> Target:
    own, outer = target.locator, base.locator
    if target.unit is Unit.SECTION and not target.chapter:
        return replace(target, chapter=base.chapter or (base.heading if base.unit is Unit.CHAPTER else 0))
    if target.unit is Unit.BODY and base.unit is Unit.PREAMBLE:
        return replace(target, unit=Unit.PREAMBLE)
    if target.unit is Unit.ARTICLE and target.sentence and not own.article:
        return replace(base, sentence=target.sentence)
    if target.unit is Unit.ARTICLE and not target.chapter and base.unit is Unit.CHAPTER:
        return replace(target, chapter=base.heading)
    if target.unit not in BELOW_ARTICLE or own.article:
        return target
    paragraph = own.paragraph or (outer.paragraph if target.unit is not Unit.PARAGRAPH else 0)
    item = own.item or (outer.item if target.unit is Unit.POINT else 0)
    locator = Locator(article=outer.article, suffix=outer.suffix, paragraph=paragraph, item=item, point=own.point)
    return replace(target, locator=locator, chapter=base.chapter)


def container(target: Target, kind: Unit) -> Target:
    """Return what of a place holds a new unit of a kind: the article for a paragraph, its paragraph for an item."""
    locator = target.locator
    if kind not in BELOW_ARTICLE or not locator.article:
        return target
    paragraph = locator.paragraph if kind is not Unit.PARAGRAPH else 0
    item = locator.item if kind is Unit.POINT else 0
    unit = Unit.ITEM if item else Unit.PARAGRAPH if paragraph else Unit.ARTICLE
    inner = Locator(article=locator.article, suffix=locator.suffix, paragraph=paragraph, item=item)
    return Target(unit=unit, locator=inner, chapter=target.chapter)
