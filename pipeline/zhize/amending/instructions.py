"""The verb `instructions_of`: the text of an amending decision → what it orders, in order.

A decision is a list of points; a point may have points of its own. What a point names (a text, an article) holds for
the points below it. A line that orders nothing (the preface, 本决定自…施行) is passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from zhize.amending import laws
from zhize.amending.grammar import read_statement
from zhize.amending.nouns import Instruction, Operation, Unit
from zhize.amending.phrases import Context
from zhize.amending.quoting import QUOTE, statements_of
from zhize.amending.words import tokens_of
from zhize.structure.labels import item_label
from zhize.structure.lines import EDGES
from zhize.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhize.amending.grammar import Read
    from zhize.amending.quoting import Statement
    from zhize.amending.words import Token

_ARTICLE_LABEL: Final = re.compile(
    r"第[零〇一二三四五六七八九十百千]{1,7}条[\s\u3000]+(?!修改|改为|增加|删|分为|的|和|、|中)"
)
_TAKES_TEXT: Final = frozenset({Operation.ADD, Operation.REPLACE, Operation.MERGE, Operation.SPLIT})
_CLOSING: Final = re.compile(
    r"本(?:决定|修正案|决议|通知|办法|规定)[自由的]|此外|《[^《》]+》根据本|根据本(?:决定|修正案)"
)
_FOR_ALL: Final = ("此外", "另外", "上述")
_GOES_ON: Final = re.compile(r"原?第[^，。；：\s]{1,40}?(?:相应地?)?(?:改为|修改为|作为|调整为)")
_INTRODUCES: Final = re.compile(r"作(?:出|了)?(?:如下|以下|下列)|修改内容|附件|依照|根据|自.{1,20}起(?:施行|执行)")
_MOST_CONTENT: Final = 400  # lines without quotation marks below an instruction
_VERBS: Final = frozenset("MDNGSX")
_TO_BE_TEXT: Final = frozenset("：:")


@dataclass(slots=True)
class _Level:
    """A point of the decision and what it has named."""

    numbering: str  # 一、 or 第…条
    number: int
    label: str
    law: str | None
    context: Context


@dataclass(slots=True)
class _Reader:
    """Where in a decision the reading stands."""

    law: str | None
    aliases: dict[str, str]
    levels: list[_Level] = field(default_factory=list)
    context: Context = field(default_factory=Context)
    top: Context = field(init=False)  # outside of all points

    def __post_init__(self) -> None:
        """Begin outside of all points."""
        self.top = self.context

    @property
    def label(self) -> str:
        """The labels of the open points: 三、2."""
        return "".join(level.label for level in self.levels)

    def enter(self, label: tuple[str, int, str] | None) -> None:
        """Open the point that a line begins; a line without a label goes on with the open one."""
        if label is None:
            return
        numbering, number, printed = label
        known = [level.numbering for level in self.levels]
        if numbering in known:
            del self.levels[known.index(numbering) :]
        outer = self.levels[-1] if self.levels else None
        self.context = (outer.context if outer else self.top).copy()
        self.levels.append(_Level(numbering, number, printed, outer.law if outer else self.law, self.context))

    def leave(self) -> None:
        """Leave all points: 此外，对相关条文顺序作相应调整."""
        self.levels.clear()
        self.context = self.top

    def name(self, law: str) -> None:
        """Take note of the text that a line says it amends."""
        if self.levels:
            self.levels[-1].law = law
        else:
            self.law = law

    @property
    def amended(self) -> str | None:
        """The text that the open point amends."""
        return self.levels[-1].law if self.levels else self.law


def instructions_of(text: str, title: str = "") -> tuple[Instruction, ...]:
    """Return what a decision orders.

    Args:
        text: the whole text of the decision.
        title: its title, where its text does not begin with it.

    Returns:
        The instructions in their order; words that amend and were not understood are `Operation.UNKNOWN`.
    """
    statements = statements_of(text)
    reader = _Reader(_law_of_front(statements, title), laws.aliases_of(text))
    found: list[Instruction] = []
    at = _front(statements)
    while at < len(statements):
        statement = statements[at]
        at += 1
        label = _label(statement.text)
        reader.enter(label)
        if label is None and statement.text.startswith(_FOR_ALL):
            reader.leave()
        skipped = len(label[2]) if label else 0
        body = statement.text[skipped:]
        law = laws.named_in(body.strip(EDGES), reader.aliases, reader.amended) if label or "《" in body else None
        if law is not None:
            reader.name(law)
        read = list(_read(statement, skipped, reader))
        if read and not read[-1].texts and read[-1].operation in _TAKES_TEXT and body.rstrip()[-1:] in _TO_BE_TEXT:
            at, content = _content(statements, at, label)
            if content:
                read = [*_with_content(read, content)]
        found += read
    return tuple(_with_lines(text, found))


def _with_lines(text: str, instructions: Sequence[Instruction]) -> Iterator[Instruction]:
    """Yield the instructions with the line of the decision in which each begins."""
    line, at = 1, 0
    for instruction in instructions:
        start = instruction.span.start
        line += text.count("\n", at, start) if start >= at else -text.count("\n", start, at)
        at = start
        yield replace(instruction, line=line)


def _read(statement: Statement, skipped: int, reader: _Reader) -> Iterator[Instruction]:
    tokens = [token for token in tokens_of(statement.text) if token.start >= skipped]
    owners = _owners(tokens, reader)
    if len(set(owners.values())) <= 1:
        yield from _read_tokens(statement, _without_titles(tokens), skipped, reader)
        return
    if sum(token.letter in _VERBS for token in tokens) > 1:  # which words are whose?
        yield from _unread(statement, skipped, len(statement.text), reader)
        return
    for law in dict.fromkeys(owners.values()):
        own = [token for at, token in enumerate(tokens) if owners.get(at, law) == law]
        yield from (replace(each, law=law) for each in _read_tokens(statement, _without_titles(own), skipped, reader))


def _owners(tokens: Sequence[Token], reader: _Reader) -> dict[int, str]:
    """Return whose text each place lies in, where a statement names texts: 《甲条例》第三条、《乙条例》第五条."""
    owners: dict[int, str] = {}
    law = reader.amended or ""
    for at, token in enumerate(tokens):
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        if token.letter == "T" and after is not None and after.letter == "P":
            law = laws.meant(token.text, reader.aliases, reader.amended)
        if token.letter == "P" and token.targets:
            owners[at] = law
    return owners


def _read_tokens(statement: Statement, tokens: Sequence[Token], skipped: int, reader: _Reader) -> Iterator[Instruction]:
    text = statement.text
    quotations = [quotation.text for quotation in statement.quotations]
    read, lost = read_statement(text, tokens, quotations, reader.context)
    for each in read:
        yield _placed(each, tokens, statement, reader)
    if not lost and not read and _orders(text, tokens, skipped):
        yield from _unread(statement, skipped, len(text), reader)
    elif lost and _may_amend(tokens, lost):
        stops = [token.end for token in tokens[: lost[0]] if token.letter == ";"]
        end = next((token.start for token in tokens[lost[-1] :] if token.letter == ";"), len(text))
        yield from _unread(statement, max([skipped, *stops]), end, reader)


def _unread(statement: Statement, start: int, end: int, reader: _Reader) -> Iterator[Instruction]:
    """Yield that a stretch of a statement orders something that was not understood."""
    first = start + len(statement.text[start:]) - len(statement.text[start:].lstrip(EDGES))
    span = Span(start=statement.starts[first], end=_end(statement, end))
    yield Instruction(operation=Operation.UNKNOWN, law=reader.amended, span=span, label=reader.label, rule="none")


def _placed(each: Read, tokens: Sequence[Token], statement: Statement, reader: _Reader) -> Instruction:
    span = Span(start=statement.starts[tokens[each.first].start], end=_end(statement, tokens[each.last].end))
    return replace(each.instruction, law=reader.amended, span=span, label=reader.label)


def _end(statement: Statement, offset: int) -> int:
    """Return the source offset behind a character of a statement; a quotation reaches to its closing mark."""
    if statement.text[offset - 1] != QUOTE:
        return statement.starts[offset - 1] + 1
    return statement.quotations[statement.text.count(QUOTE, 0, offset) - 1].end


def _orders(text: str, tokens: Sequence[Token], skipped: int) -> bool:
    """Whether a point that no rule read a word of must order something: it names a place, and no points stand below."""
    if not skipped or not tokens or text.rstrip()[-1:] in _TO_BE_TEXT or _INTRODUCES.search(text):
        return False
    return any(token.targets for token in tokens)


def _may_amend(tokens: Sequence[Token], lost: Sequence[int]) -> bool:
    """Whether a verb that no rule took can be an instruction: it speaks of a place, or of words."""
    clause = [token.letter for token in tokens[max(0, lost[0] - 4) : lost[-1] + 4]]
    return "P" in clause or "Q" in clause


def _without_titles(tokens: Sequence[Token]) -> list[Token]:
    """Drop the names of texts, save one that a place is changed into: 将名称修改为《…》."""
    kept: list[Token] = []
    for token in tokens:
        if token.letter != "T":
            kept.append(token)
        elif len(kept) > 1 and kept[-1].letter == "M" and _is_title(kept[-2]):
            kept.append(replace(token, letter="U"))
    return kept


def _is_title(token: Token) -> bool:
    return any(target.unit is Unit.TITLE for target in token.targets)


def _label(text: str) -> tuple[str, int, str] | None:
    """Return the numbering, the number and the label with which a line begins."""
    article = _ARTICLE_LABEL.match(text)
    if article is not None:
        return "第一条", 0, article[0]
    label = item_label(text)
    return None if label is None else (label.numbering, label.number, label.label)


def _front(statements: Sequence[Statement]) -> int:
    """Return the index behind the title, which names what is amended but orders nothing."""
    return 1 if statements and (laws.of_title(statements[0].text) or "决定" in statements[0].text[-4:]) else 0


def _law_of_front(statements: Sequence[Statement], title: str) -> str | None:
    """Return the text that the title of the decision names, or its preface."""
    for line in (title, *(statement.text for statement in statements[:3])):
        law = laws.of_title(line) if line else None
        if law is not None:
            return law
    return None


def _content(
    statements: Sequence[Statement], at: int, label: tuple[str, int, str] | None
) -> tuple[int, list[Statement]]:
    """Return the lines below an instruction that are the new text without quotation marks, and where they end."""
    content: list[Statement] = []
    while at < len(statements) and len(content) < _MOST_CONTENT:
        text = statements[at].text
        below = _label(text)
        next_point = label is not None and below is not None and below[0] == label[0] and "条" not in label[0]
        if next_point or _CLOSING.match(text) or _GOES_ON.match(text):
            break
        if below is not None and label is None and below[0] == "一、":
            break
        content.append(statements[at])
        at += 1
    return at, content


def _with_content(read: Sequence[Instruction], content: Sequence[Statement]) -> Iterator[Instruction]:
    """Yield the instructions, the last one with its text."""
    *others, last = read
    yield from others
    text = "\n".join(statement.text.replace(QUOTE, "") for statement in content)
    yield replace(last, texts=(text,), span=Span(start=last.span.start, end=content[-1].end))
