"""Instructions on what stands around the articles: title, preamble, headings, annexes, paragraphs without articles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zhize.amending.draft import Node, NodeKind, relabelled
from zhize.amending.nouns import Operation, Side, Target, Unit
from zhize.amending.work import Coming
from zhize.numerals import Locator
from zhize.structure.headings import CHAPTER, PART, SECTION, heading_of, topic_of
from zhize.structure.lines import EDGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.amending.nouns import Instruction
    from zhize.amending.work import Work

_HEADINGS: Final = frozenset({Unit.PART, Unit.CHAPTER, Unit.SECTION})
_WORDS: Final = {Unit.PART: "编", Unit.CHAPTER: "章", Unit.SECTION: "节"}
_RANKS: Final = {Unit.PART: PART, Unit.CHAPTER: CHAPTER, Unit.SECTION: SECTION}
_ARTICLE: Final = re.compile(r"第[零〇一二三四五六七八九十百千]{1,9}条(?:之[一二三四五六七八九十]{1,3})?(?=[\s\u3000])")
_AROUND: Final = frozenset({Unit.TITLE, Unit.PREAMBLE, Unit.BODY, Unit.ANNEX})


def change_fronts(work: Work) -> None:
    """Carry out what concerns the title, the preamble, headings, annexes and a text without articles."""
    for index, instruction in work.open():
        places = instruction.new if instruction.operation is Operation.ADD else instruction.old
        if not places or places[0].sentence or places[0].lead or len({place.unit for place in places}) > 1:
            continue
        if places[0].unit in _AROUND:
            _change_around(work, index, instruction)
        elif places[0].unit in _HEADINGS and instruction.operation in _HEADING_VERBS:
            _HEADING_VERBS[instruction.operation](work, index, instruction)


def _change_around(work: Work, index: int, instruction: Instruction) -> None:
    if instruction.operation not in {Operation.REPLACE, Operation.DELETE}:
        return
    if instruction.operation is Operation.REPLACE and instruction.text is None:
        work.fail(index, f"决定没有给出{instruction.place}的文字")
        return
    found = _extent(work, instruction.old[0])
    if found is None:
        work.fail(index, f"原文没有{instruction.place}")
        return
    node, start, end = found
    lines = [line.strip(EDGES) for line in (instruction.text or "").split("\n")]
    if node.conflict(start, end) is not None:
        work.fail(index, f"{instruction.place}的文字已由另一项修改")
        return
    node.change(start, end, work.draft.style.joint.join(filter(None, lines)), instruction.label)
    work.done(index)


def _extent(work: Work, target: Target) -> tuple[Node, int, int] | None:
    draft = work.draft
    if target.unit is Unit.TITLE:
        title = draft.title()
        return None if title is None else (draft.front, *title)
    if target.unit is Unit.PREAMBLE:
        lines, number = draft.preamble(), target.locator.paragraph
        if not lines or number > len(lines):
            return None
        chosen = lines[number - 1 : number] if number else lines
        return draft.front, chosen[0].start, chosen[-1].end
    if target.unit is Unit.ANNEX:
        back = [node for node in draft.nodes if node.kind is NodeKind.BACK]
        annexes = draft.regulation.annexes
        number = target.heading or 1
        if not back or number > len(annexes) or (not target.heading and len(annexes) > 1):
            return None
        return back[0], annexes[number - 1].source.start, annexes[number - 1].source.end
    return draft.paragraph(target.locator.paragraph)


def _rename(work: Work, index: int, instruction: Instruction) -> None:
    """第三章章名修改为“…” | 第三章修改为“第三章 …”: one line is the heading, more would be its articles."""
    node = _heading(work, index, instruction.old[0])
    if node is None:
        return
    text = (instruction.text or "").strip()
    if not text or "\n" in text:
        work.fail(index, f"决定没有给出{instruction.place}的名称，或者给出的不只是名称")
        return
    source = work.draft.source
    line = source[node.start : node.end].rstrip(EDGES)
    plain = line.lstrip(EDGES)
    start = node.start + len(line) - len(plain)
    new = heading_of(text) or topic_of(text)
    if new is None:
        label = plain[: len(plain) - len(_name_of(plain))]
        text = (relabelled(label, instruction.new[0].heading) if instruction.new else label) + text
    node.change(start, start + len(plain), text, instruction.label)
    if instruction.new:
        node.number = instruction.new[0].heading
    work.done(index)


def _name_of(line: str) -> str:
    """Return the name in the line of a heading: 总  则 of 第一章  总  则."""
    for unit in (*_WORDS.values(), "、"):
        head, mark, name = line.partition(unit)
        if mark and len(head) < 12:  # noqa: PLR2004  # 第一百二十三
            return name.lstrip(EDGES)
    return line


def _heading(work: Work, index: int, target: Target) -> Node | None:
    found = work.draft.heading(target)
    if found is None:
        work.fail(index, f"原文没有{target}（或者有两个）")
        return None
    return found[0]


def _delete_heading(work: Work, index: int, instruction: Instruction) -> None:
    for target in instruction.old:
        found = work.draft.heading(target)
        if found is None:
            work.fail(index, f"原文没有{target}（或者有两个）")
            return
        going = found[:1] if target.name else found
        if any(node.article is not None and node.own.id in {*work.whole, *work.claims} for node in going):
            work.fail(index, f"{target}中的条已由另一项处理")
            return
        for node in going:
            node.deleted = work.headings = True
            if node.article is not None:
                work.whole[node.article.id] = instruction.label
    work.done(index)


def _renumber_heading(work: Work, index: int, instruction: Instruction) -> None:
    nodes = [_heading(work, index, target) for target in instruction.old]
    if None in nodes:
        return
    for node, target in zip(nodes, instruction.new, strict=False):
        if node is not None:
            relabel_heading(work, node, target.heading, instruction.label)
    work.done(index)


def relabel_heading(work: Work, node: Node, number: int, label: str = "") -> None:
    """Give a heading another number: 第三章 → 第四章."""
    source = work.draft.source
    line = source[node.start : node.end]
    start = node.start + len(line) - len(line.lstrip(EDGES))
    unit = next((at for at in range(start, node.end) if source[at] in "编章节部、"), None)
    if unit is None or node.number == number or node.conflict(start, unit + 1) is not None:
        return
    node.change(start, unit + 1, relabelled(source[start : unit + 1], number), label)
    node.number = number


def _add_heading(work: Work, index: int, instruction: Instruction) -> None:
    target = instruction.new[0]
    text = instruction.text
    if text is None or len(instruction.new) > 1 or not target.heading:
        work.fail(index, f"决定没有给出{target}的名称或者序号")
        return
    name, _, rest = text.strip().partition("\n")
    articles = _articles_in(rest)
    if articles is None:
        work.fail(index, f"{target}之下的文字没有条的序号")
        return
    pattern = next((node for node in work.draft.nodes if node.kind is NodeKind.HEADING), None)
    word = _WORDS[target.unit]
    label = relabelled(f"第一{word}", target.heading)
    line = name if heading_of(name) is not None else f"{label}{_gap(work, pattern)}{name}"
    indent = ""
    if pattern is not None:
        line_of = work.draft.source[pattern.start : pattern.end]
        indent = line_of[: len(line_of) - len(line_of.lstrip(EDGES))]
    rank = _RANKS[target.unit]
    node = Node(NodeKind.HEADING, 0, 0, rank=rank, number=target.heading, chapter=target.chapter, added=indent + line)
    anchor = instruction.old[-1].article if instruction.old and instruction.side is Side.BEFORE else ""
    work.coming.append(Coming(index, target, node, anchor, before=bool(anchor)))
    for locator, words in articles:
        place = Target(unit=Unit.ARTICLE, locator=locator)
        number, suffix = locator.article, locator.suffix
        below = Node(NodeKind.ARTICLE, 0, 0, number=number, suffix=suffix, added=words, home=node)
        work.coming.append(Coming(index, place, below))
    work.headings = True
    work.done(index)


def _articles_in(text: str) -> list[tuple[Locator, str]] | None:
    """Return the articles that stand below a heading which comes with them; None for text without a number."""
    found: list[tuple[Locator, str]] = []
    for line in filter(None, (line.strip(EDGES) for line in text.split("\n"))):
        match = _ARTICLE.match(line)
        if match is not None:
            found.append((Locator.parse(match[0]), line[match.end() :].lstrip(EDGES)))
        elif not found:
            return None
        else:
            found[-1] = (found[-1][0], f"{found[-1][1]}\n{line}")
    return found


def _gap(work: Work, pattern: Node | None) -> str:
    if pattern is None:
        return "　"
    line = work.draft.source[pattern.start : pattern.end].strip(EDGES)
    name = _name_of(line)
    before = line[: len(line) - len(name)]
    return before[len(before.rstrip(EDGES)) :] or "　"


_HEADING_VERBS: Final = {
    Operation.REPLACE: _rename,
    Operation.DELETE: _delete_heading,
    Operation.RENUMBER: _renumber_heading,
    Operation.ADD: _add_heading,
}


def number_headings(work: Work, nodes: Sequence[Node]) -> None:
    """Number parts, chapters and the sections of each chapter anew, where a heading came or went."""
    if not work.headings:
        return
    gone = any(node.kind is NodeKind.HEADING and node.deleted for node in work.draft.nodes)
    if gone and not work.reorder and not any(each.node.kind is NodeKind.HEADING for each in work.coming):
        return
    numbers: dict[int, int] = {}
    for node in nodes:
        if node.kind is not NodeKind.HEADING or not node.number:
            continue
        if node.rank <= CHAPTER:
            numbers.pop(SECTION, None)
        numbers[node.rank] = numbers.get(node.rank, 0) + 1
        if node.added is None:
            relabel_heading(work, node, numbers[node.rank])
