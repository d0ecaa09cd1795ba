"""Instructions on words: replaced, put in, taken out; and on the lead or a sentence of a place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zhize.amending.draft import NodeKind
from zhize.amending.finding import places_of
from zhize.amending.nouns import Operation, Side, Unit
from zhize.structure.labels import item_label
from zhize.structure.places import place_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhize.amending.draft import Node
    from zhize.amending.nouns import Instruction, Target
    from zhize.amending.work import Work

_WORDS: Final = frozenset({Operation.REPLACE_WORDS, Operation.INSERT_WORDS, Operation.DELETE_WORDS})
_SENTENCE: Final = re.compile(r"[^。！？]*[。！？]?")
_ENDS: Final = tuple("。！？；;")
_CLOSERS: Final = tuple("。！？；;：:，,、")
_HEADINGS: Final = frozenset({Unit.PART, Unit.CHAPTER, Unit.SECTION})


@dataclass(frozen=True, slots=True)
class _Scope:
    """A stretch of the source in which words are looked for."""

    node: Node
    start: int  # source
    end: int


def change_words(work: Work) -> None:
    """Carry out what concerns words of the old text; those of a lead or a sentence before single words."""
    for index, instruction in work.open():
        if instruction.operation is Operation.REPLACE and _is_part(instruction):
            _replace_part(work, index, instruction)
    for index, instruction in work.open():
        if instruction.operation in _WORDS:
            _change(work, index, instruction)


def _is_part(instruction: Instruction) -> bool:
    return len(instruction.old) == 1 and bool(instruction.old[0].lead or instruction.old[0].sentence)


def _replace_part(work: Work, index: int, instruction: Instruction) -> None:
    scopes = _scopes(work, index, instruction)
    if scopes is None or instruction.text is None:
        if scopes is not None:
            work.fail(index, f"决定没有给出{instruction.place}的文字")
        return
    scope, source = scopes[0], work.draft.source
    text = instruction.text
    last = source[scope.end - 1]
    if last in _CLOSERS:
        text = text.rstrip("".join(_CLOSERS)) + last
    if scope.node.conflict(scope.start, scope.end) is not None:
        work.fail(index, f"{instruction.place}的文字已由另一项修改")
        return
    scope.node.change(scope.start, scope.end, text, instruction.label)
    work.done(index)


def _change(work: Work, index: int, instruction: Instruction) -> None:
    scopes = _scopes(work, index, instruction)
    if scopes is None:
        return
    if not instruction.old_words.strip():
        if scopes and instruction.side in {Side.START, Side.END}:
            _insert_at_edge(work, index, instruction, scopes[0])
        else:
            work.fail(index, "决定没有写明是哪些文字")
        return
    source = work.draft.source
    found: list[tuple[Node, int, int]] = []
    for at, scope in enumerate(scopes):
        places = places_of(instruction.old_words, source, scope.start, scope.end)
        if not places and len(scopes) == len(instruction.old):
            work.fail(index, f"{instruction.old[at]}没有“{_short(instruction.old_words)}”")
            return
        found += ((scope.node, start, end) for start, end in places)
    _make(work, index, instruction, found)


def _make(work: Work, index: int, instruction: Instruction, found: list[tuple[Node, int, int]]) -> None:
    """Change the words where they were found, if it is clear which are meant."""
    words = _short(instruction.old_words)
    free = [place for place in found if place[0].conflict(*place[1:]) is None]
    if not found:
        work.fail(index, f"{instruction.place}没有“{words}”")
        return
    if len(found) > 1 and not instruction.every:
        work.fail(index, f"{instruction.place}有{len(found)}处“{words}”，决定没有写明是哪一处")
        return
    if not free:
        blocking = next(edit for place in found if (edit := place[0].conflict(*place[1:])) is not None)
        if blocking.label == instruction.label and instruction.label:
            work.done(index, f"{instruction.place}另有整体修改，此项文字以整体修改的为准")
        else:
            label = blocking.label.rstrip("、.．")
            work.fail(index, f"“{words}”所在的文字已由决定第{label}项修改" if label else f"“{words}”所在的文字已修改")
        return
    for node, start, end in free:
        node.change(*_edit(instruction, start, end), label=instruction.label)
    several = instruction.every and len(free) > 1
    work.done(index, f"共改动{len(free)}处" if several else "")


def _edit(instruction: Instruction, start: int, end: int) -> tuple[int, int, str]:
    if instruction.operation is Operation.INSERT_WORDS:
        at = start if instruction.side is Side.BEFORE else end
        return at, at, instruction.new_words
    return start, end, "" if instruction.operation is Operation.DELETE_WORDS else instruction.new_words


def _insert_at_edge(work: Work, index: int, instruction: Instruction, scope: _Scope) -> None:
    source, words, remark = work.draft.source, instruction.new_words, ""
    at = scope.start
    if instruction.side is Side.END:
        # “，但是……除外” goes before the last 。, a sentence of its own behind it.
        closed = source[scope.end - 1] in _ENDS and not words.endswith(_ENDS)
        at = scope.end - 1 if closed else scope.end
    elif not words.endswith(_CLOSERS):
        remark = "增加的文字与原文之间没有标点，请核对"
    if scope.node.conflict(at, at) is not None:
        work.fail(index, f"{instruction.place}的文字已由另一项修改")
        return
    scope.node.change(at, at, words, instruction.label)
    work.done(index, remark)


def _scopes(work: Work, index: int, instruction: Instruction) -> list[_Scope] | None:
    """Return where an instruction looks for its words; None, with the reason noted, where a place is not there."""
    if not instruction.old:
        return list(_everywhere(work))
    scopes: list[_Scope] = []
    for target in instruction.old:
        here = _scope(work, index, target)
        if here is None:
            if index not in work.outcomes:
                work.fail(index, f"原文没有{target}")
            return None
        scopes += here
    return scopes


def _scope(work: Work, index: int, target: Target) -> Sequence[_Scope] | None:
    draft = work.draft
    if target.unit is Unit.TITLE:
        title = draft.title()
        return None if title is None else [_Scope(draft.front, *title)]
    if target.unit is Unit.PREAMBLE:
        lines = draft.preamble()
        number = target.locator.paragraph
        if not lines or number > len(lines):
            return None
        first, last = (lines[number - 1], lines[number - 1]) if number else (lines[0], lines[-1])
        return _narrowed(work, target, _Scope(draft.front, first.start, last.end))
    if target.unit in _HEADINGS:
        return _heading_scope(work, target)
    if target.unit is Unit.ANNEX:
        return _annexes(work, target.heading) or None
    if target.unit is Unit.BODY:
        found = draft.paragraph(target.locator.paragraph)
        return None if found is None else [_Scope(*found)]
    return _article_scope(work, index, target)


def _article_scope(work: Work, index: int, target: Target) -> Sequence[_Scope] | None:
    node = work.article(index, target)
    if node is None or node.article is None:
        return None
    place = place_in(node.article, target.locator)
    if place is None or not node.article.runs:
        return None
    start, end = node.article.to_source(place.span.start), node.article.to_source(place.span.end)
    if place.locator.item and target.locator.article:
        label = item_label(work.draft.source[start:end])
        start += len(label.label) if label is not None and target.sentence else 0
    return _narrowed(work, target, _Scope(node, start, end))


def _narrowed(work: Work, target: Target, scope: _Scope) -> Sequence[_Scope] | None:
    """Return the lead of a place, or one of its sentences, where that is meant."""
    text = work.draft.source[scope.start : scope.end]
    if target.lead:
        lines = text.split("\n")
        first = next((at for at, line in enumerate(lines) if item_label(line.strip()) is not None), 0)
        if not first:
            return None
        end = scope.start + len("\n".join(lines[:first]).rstrip())
        return [_Scope(scope.node, scope.start, end)]
    if not target.sentence:
        return [scope]
    sentences = [match.span() for match in _SENTENCE.finditer(text) if match[0].strip()]
    at = target.sentence - 1 if target.sentence > 0 else len(sentences) - 1
    if not 0 <= at < len(sentences):
        return None
    start, end = sentences[at]
    return [_Scope(scope.node, scope.start + start, scope.start + end)]


def _heading_scope(work: Work, target: Target) -> Sequence[_Scope] | None:
    """Return the line of a heading where its name is meant, else all that stands under it."""
    found = work.draft.heading(target)
    if found is None:
        return None
    if target.name:
        return [_Scope(found[0], found[0].start, found[0].end)]
    return [_Scope(node, node.start, node.end) for node in found]


def _annexes(work: Work, number: int) -> list[_Scope]:
    annexes = work.draft.regulation.annexes
    chosen = annexes if not number else annexes[number - 1 : number]
    back = [node for node in work.draft.nodes if node.kind is NodeKind.BACK]
    return [_Scope(back[0], annex.source.start, annex.source.end) for annex in chosen if back]


def _everywhere(work: Work) -> Iterator[_Scope]:
    """Yield the text without its title and the notes below it."""
    for leaf in work.draft.preamble():
        yield _Scope(work.draft.front, leaf.start, leaf.end)
    for node in work.draft.nodes:
        if node.kind in {NodeKind.HEADING, NodeKind.ARTICLE} and not node.deleted:
            yield _Scope(node, node.start, node.end)
    yield from _annexes(work, 0)


def _short(words: str) -> str:
    plain = words.replace("\n", "")
    return plain if len(plain) <= 20 else f"{plain[:18]}……"  # noqa: PLR2004  # characters of a line of report
