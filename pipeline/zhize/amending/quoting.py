"""What a decision quotes, taken out of its sentences: a statement is one line in which each quotation is one character.

A quotation may run over many lines; each of its paragraphs may begin with its own “, only the last one ends with ”
(GB/T 15834—2011). Quotations inside it stand in ‘’ and become “” in the text that they are put into.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from zhize.structure.labels import item_label
from zhize.structure.lines import EDGES, split_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.structure.labels import Label
    from zhize.structure.lines import Line

QUOTE: Final = "\ue000"
"""Stands for a quotation in a statement."""
_MARKS = re.compile('[“”"＂「」]')
_OPENING, _CLOSING, _EITHER = "“「", "”」", '"＂'
# Where a quotation was never closed, the next point of the decision ends it.
_RESUMES = re.compile(
    r"(?:[一二三四五六七八九十]{1,5}、|[0-9]{1,3}[.．、])\s*(?:将|删|增加|在|原?第[^、，。]{1,8}条|修改《|《)"
)
_BEFORE_TEXT = frozenset({"：", ":", ""})
"""What stands before a quotation: a colon, or nothing at all."""
_INNER = str.maketrans("‘’", "“”")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks, the marks included; offsets are source offsets of the decision."""

    start: int
    end: int
    text: str  # what stands between the marks; its lines parted by line feeds


@dataclass(frozen=True, slots=True)
class Statement:
    """A line of a decision with its quotations taken out, and what was quoted below it taken in."""

    text: str
    starts: tuple[int, ...]  # source: of each character
    quotations: tuple[Quotation, ...]  # in the order of their characters
    end: int  # source

    @property
    def start(self) -> int:
        """Where it begins in the source of the decision."""
        return self.starts[0]


@dataclass(slots=True)
class _Draft:
    """A statement under construction."""

    characters: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    quotations: list[Quotation] = field(default_factory=list)
    end: int = 0

    def add(self, text: str, start: int) -> None:
        self.characters += text.replace(QUOTE, "\ufffd")
        self.starts += range(start, start + len(text))
        self.end = max(self.end, start + len(text))

    def quote(self, quotation: Quotation) -> None:
        self.characters.append(QUOTE)
        self.starts.append(quotation.start)
        self.quotations.append(quotation)
        self.end = quotation.end

    def take(self, other: _Draft) -> None:
        """Append a line that only goes on with this one."""
        self.characters += other.characters
        self.starts += other.starts
        self.quotations += other.quotations
        self.end = other.end

    def done(self) -> Statement:
        return Statement("".join(self.characters), tuple(self.starts), tuple(self.quotations), self.end)


@dataclass(slots=True)
class _Open:
    """A quotation that has begun."""

    start: int  # source
    mark: str  # that opened it
    parts: list[str] = field(default_factory=list)
    depth: int = 1

    def closed(self, end: int) -> Quotation:
        """Return the whole quotation, which ends at a source offset."""
        content = "\n".join(self.parts).strip("\n")
        return Quotation(self.start, end, content if "“" in content else content.translate(_INNER))


@dataclass(slots=True)
class _Reader:
    """Where in a decision the reading stands."""

    last_closing: int  # source: of the last mark that can close a quotation
    drafts: list[_Draft] = field(default_factory=list)
    draft: _Draft = field(default_factory=_Draft)
    opened: _Open | None = None
    label: Label | None = None  # of the last line outside of quotations that had one

    def read(self, line: Line, before: int) -> None:
        """Read a line; ``before`` is the source offset at which the one above it ends."""
        if self.opened is not None and self._resumes(line):
            self.draft.quote(self.opened.closed(before))
            self.finish()
        if self.opened is None:
            self.label = item_label(line.text) or self.label
        begun = at = self._skipped(line)
        for mark in _MARKS.finditer(line.text, at):
            place = mark.start()
            if self.opened is not None:
                if self._closes(mark[0]):
                    self.opened.parts.append(line.text[begun:place])
                    self.draft.quote(self.opened.closed(line.start + place + 1))
                    self.opened, at = None, place + 1
            elif self._opens(line, place):
                self.draft.add(line.text[at:place], line.start + at)
                self.opened, begun = _Open(line.start + place, mark[0]), place + 1
        if self.opened is None:
            self.draft.add(line.text[at:], line.start + at)
            self.finish()
            return
        self.opened.parts.append(line.text[begun:])
        if self.opened.start > self.last_closing:  # nothing closes it: it ends with its line
            self.draft.quote(self.opened.closed(line.end))
            self.finish()

    def finish(self) -> None:
        """End the statement."""
        self.drafts.append(self.draft)
        self.draft, self.opened = _Draft(), None

    def _skipped(self, line: Line) -> int:
        """Return how much of a line is the “ with which each paragraph of a quotation begins."""
        if self.opened is None:
            return 0
        self.opened.depth = 1
        first = line.text[0]
        again = first == self.opened.mark and first in _EITHER and line.text.count(first) != 1
        return 1 if first in _OPENING or again else 0

    def _opens(self, line: Line, place: int) -> bool:
        """Whether a mark opens a quotation; one that is never closed only does where a text must come."""
        if line.text[place] in _CLOSING:
            return False
        return line.start + place < self.last_closing or line.text[:place].rstrip(EDGES)[-1:] in _BEFORE_TEXT

    def _closes(self, mark: str) -> bool:
        """Whether a mark inside the open quotation closes it; note the quotations inside of it."""
        if self.opened is None:
            return False
        if mark in _OPENING:
            self.opened.depth += 1
        elif mark in _CLOSING or (mark in _EITHER and self.opened.mark in _EITHER):
            self.opened.depth -= 1
        return not self.opened.depth

    def _resumes(self, line: Line) -> bool:
        """Whether a line inside a quotation is the next point of the decision, so that a closing mark was lost."""
        if self.label is None or _RESUMES.match(line.text) is None:
            return False
        own = item_label(line.text)
        following = (self.label.numbering, self.label.number + 1)
        return own is not None and (own.numbering, own.number) == following


def statements_of(text: str) -> tuple[Statement, ...]:
    """Return the statements of a decision, in order; nothing that is not blank is left out."""
    reader = _Reader(max(text.rfind(mark) for mark in _CLOSING + _EITHER))
    before = 0
    for line in split_lines(text):
        reader.read(line, before)
        before = line.end
    if reader.opened is not None:
        reader.draft.quote(reader.opened.closed(before))
        reader.finish()
    return tuple(draft.done() for draft in _joined(reader.drafts))


def _joined(drafts: Sequence[_Draft]) -> list[_Draft]:
    """Put each line that begins with a quotation behind the line above it: 将第三条修改为： ⏎ “…”."""
    whole: list[_Draft] = []
    for draft in drafts:
        if not draft.characters:
            continue
        if whole and draft.characters[0] == QUOTE:
            whole[-1].take(draft)
        else:
            whole.append(draft)
    return whole
