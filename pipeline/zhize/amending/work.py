"""What is known while a decision is applied: the text as pieces, and what came of each instruction."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from zhize.amending.nouns import Instruction, Outcome, Status, Unit
from zhize.numerals import Locator
from zhize.structure.labels import item_label
from zhize.structure.lines import EDGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhize.amending.draft import Draft, Node
    from zhize.amending.nouns import Target

_INLINE: Final = re.compile(r"(?<=[；。])\s*(?=[（(][一二三四五六七八九十]{1,3}[）)])")
NO_ARTICLE: Final = "原文没有{place}（或者有两个）"
REPLACED: Final = "{place}已由决定第{label}项整体修改或者删去"
SUBSUMED: Final = "{place}另有整体修改，此项文字以整体修改的为准"


@dataclass(slots=True)
class Coming:
    """An article or heading that the decision brings."""

    index: int  # of the instruction
    target: Target
    node: Node
    behind: str = ""  # id of the article it is said to stand behind; "" where a number says where
    before: bool = False  # it is the article behind the new one


@dataclass(slots=True)
class Work:
    """A decision being applied."""

    draft: Draft
    instructions: tuple[Instruction, ...]
    reorder: bool  # the numbers close up
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    whole: dict[str, str] = field(default_factory=dict)  # article replaced or deleted as a whole → label of the point
    claims: dict[str, tuple[int, Target]] = field(default_factory=dict)  # article → instruction, new number
    coming: list[Coming] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    barred: dict[int, str] = field(default_factory=dict)  # instructions that must not be carried out, and why
    headings: bool = False  # a heading came, went or got another number

    def open(self) -> Iterator[tuple[int, Instruction]]:
        """Yield what nothing has come of yet."""
        for index, instruction in enumerate(self.instructions):
            if index not in self.outcomes:
                yield index, instruction

    def done(self, index: int, *remarks: str) -> None:
        """Note that an instruction was carried out."""
        self.outcomes[index] = Outcome(
            instruction=self.instructions[index], status=Status.APPLIED, remarks=tuple(filter(None, remarks))
        )

    def fail(self, index: int, reason: str) -> None:
        """Note that an instruction was not carried out."""
        self.outcomes[index] = Outcome(instruction=self.instructions[index], status=Status.FAILED, reason=reason)

    def bar(self, index: int, reason: str) -> None:
        """Note that an instruction has no place in the new order: all is done again without it."""
        self.barred.setdefault(index, reason)

    def article(self, index: int, target: Target) -> Node | None:
        """Return the article a place lies in, if it can still be changed; else note why the instruction fails."""
        node = self.draft.article(target.article) if target.article else None
        if node is None or node.article is None:
            self.fail(index, NO_ARTICLE.format(place=_article_of(target)))
            return None
        label = self.whole.get(node.article.id)
        if label is None:
            return node
        if label == self.instructions[index].label and not node.deleted:
            self.done(index, SUBSUMED.format(place=_article_of(target)))
        else:
            self.fail(index, REPLACED.format(place=_article_of(target), label=label.rstrip("、.．")))
        return None


def _article_of(target: Target) -> str:
    if not target.article:
        return str(target)
    return str(Locator(article=target.locator.article, suffix=target.locator.suffix))


def bare(text: str, target: Target) -> str:
    """Return a quoted text without the label of its own that it may begin with: 第十条　…, （三）….

    Args:
        text: what the decision quotes.
        target: what it is.
    """
    if target.unit is Unit.ARTICLE:
        label = _article_of(target)
        rest = text.lstrip(EDGES)
        return rest[len(label) :].lstrip(EDGES) if label and rest.startswith(label) else text
    if target.unit in {Unit.ITEM, Unit.POINT}:
        found = item_label(text.lstrip(EDGES))
        return text.lstrip(EDGES)[len(found.label) :].lstrip(EDGES) if found is not None else text
    return text


def divided(texts: tuple[str, ...], targets: tuple[Target, ...]) -> tuple[str, ...] | None:
    """Return what the decision quotes as the texts of several articles or items; None where it does not say which.

    Each has a quotation of its own, or begins with its own label.
    """
    if len(texts) == len(targets):
        return tuple(bare(text, target) for text, target in zip(texts, targets, strict=True))
    whole = "\n".join(texts)
    lines = (_INLINE.sub("\n", whole) if targets[0].unit is Unit.ITEM else whole).split("\n")
    starts = [_labelled(lines, target) for target in targets]
    found = [start for start in starts if start is not None]
    if len(found) == len(targets) and found == sorted(found) and found[0] == 0:
        parts = [lines[start:end] for start, end in zip(found, [*found[1:], len(lines)], strict=True)]
        return tuple(bare("\n".join(part), target) for part, target in zip(parts, targets, strict=True))
    if len(lines) == len(targets) and targets[0].unit is not Unit.ARTICLE:
        return tuple(bare(line, target) for line, target in zip(lines, targets, strict=True))
    return None


def _labelled(lines: list[str], target: Target) -> int | None:
    """Return the line that begins with the label of a place."""
    for at, line in enumerate(lines):
        plain = line.lstrip(EDGES)
        if target.unit is Unit.ARTICLE:
            rest = plain.removeprefix(_article_of(target))
            if rest != plain and rest[:1] != "之":
                return at
        elif (label := item_label(plain)) is not None and label.number in {target.locator.item, target.locator.point}:
            return at
    return None
