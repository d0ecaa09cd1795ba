"""Instructions on whole articles: replaced, added, deleted, renumbered, merged, split."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zhize.amending.draft import Node, NodeKind
from zhize.amending.nouns import Operation, Side, Unit
from zhize.amending.work import Coming, bare, divided
from zhize.structure.lines import EDGES

if TYPE_CHECKING:
    from zhize.amending.nouns import Instruction, Target
    from zhize.amending.work import Work

_NO_TEXT: Final = "决定没有给出{place}的文字"
_NOT_DIVIDED: Final = "决定给出的文字分不清各属哪一条"
_NO_NUMBER: Final = "决定没有写明新增条文的位置"
_TWICE: Final = "{place}已由决定第{label}项处理"


def change_wholes(work: Work) -> None:
    """Carry out what concerns whole articles; where they go is settled afterwards, all numbers together."""
    for index, instruction in work.open():
        read = _VERBS.get(instruction.operation)
        if read is not None and _is_whole(instruction):
            read(work, index, instruction)


def _is_whole(instruction: Instruction) -> bool:
    places = instruction.new if instruction.operation is Operation.ADD else instruction.old
    return bool(places) and all(
        target.unit is Unit.ARTICLE and not (target.lead or target.sentence) for target in places
    )


def _nodes(work: Work, index: int, targets: tuple[Target, ...]) -> list[Node]:
    """Return the articles of places; none, with the reason noted, where one cannot be changed."""
    nodes = []
    for target in targets:
        node = work.draft.article(target.article)
        if node is None or node.article is None:
            work.fail(index, f"原文没有{target}（或者有两个）")
            return []
        if node.article.id in work.whole:
            label = work.whole[node.article.id].rstrip("、.．")
            work.fail(index, _TWICE.format(place=target, label=label))
            return []
        nodes.append(node)
    if len({node.own.id for node in nodes}) < len(nodes):
        work.fail(index, "同一条写了两次")
        return []
    return nodes


def _replace(work: Work, index: int, instruction: Instruction) -> None:
    nodes = _nodes(work, index, instruction.old)
    if not nodes:
        return
    texts = divided(instruction.texts, instruction.new or instruction.old)
    if len(nodes) == 1 and instruction.text is not None:
        named = (*instruction.new, *instruction.old)
        texts = (min((bare(instruction.text, target) for target in named), key=len),)
    if texts is None or not instruction.texts:
        reason = _NOT_DIVIDED if instruction.texts else _NO_TEXT.format(place=instruction.place)
        work.fail(index, reason)
        return
    for node, text in zip(nodes, texts, strict=True):
        _set_text(work, node, text, instruction.label)
    if instruction.new:
        _claim(work, index, instruction)
    if index not in work.outcomes:
        work.done(index)


def _set_text(work: Work, node: Node, text: str, label: str) -> None:
    article = node.own
    start = article.runs[0].source if article.runs else article.source.end
    lines = [line.strip(EDGES) for line in text.split("\n") if line.strip(EDGES)]
    node.edits.clear()
    gap = "" if article.runs else work.draft.style.gap
    node.change(start, article.source.end, gap + work.draft.style.joint.join(lines), label)
    work.whole[article.id] = label


def _claim(work: Work, index: int, instruction: Instruction) -> None:
    for before, after in zip(instruction.old, instruction.new, strict=False):
        work.claims[before.article] = (index, after)


def _delete(work: Work, index: int, instruction: Instruction) -> None:
    nodes = _nodes(work, index, instruction.old)
    for node in nodes:
        node.deleted = True
        work.whole[node.own.id] = instruction.label
    if nodes:
        work.done(index)


def _renumber(work: Work, index: int, instruction: Instruction) -> None:
    if any(target.unit is not Unit.ARTICLE for target in instruction.new):
        work.fail(index, f"{instruction.place}不再是一条，须人工处理")
        return
    for target in instruction.old:
        node = work.draft.article(target.article)
        if node is None or node.deleted:
            work.fail(index, f"原文没有{target}（或者有两个，或者已删去）")
            return
    _claim(work, index, instruction)
    work.done(index)


def _add(work: Work, index: int, instruction: Instruction) -> None:
    targets = instruction.new
    if not instruction.texts:
        work.fail(index, _NO_TEXT.format(place=instruction.place))
        return
    anchor = instruction.old[-1] if instruction.side in {Side.AFTER, Side.BEFORE} and instruction.old else None
    unnumbered = not targets[0].locator.article
    if unnumbered and (anchor is None or anchor.unit is not Unit.ARTICLE):
        work.fail(index, _NO_NUMBER)
        return
    if anchor is not None and anchor.unit is Unit.ARTICLE and work.draft.article(anchor.article) is None:
        work.fail(index, f"原文没有{anchor}（或者有两个）")
        return
    whole = (bare("\n".join(instruction.texts), targets[0]),)
    texts = whole if len(targets) == 1 else divided(instruction.texts, targets)
    if texts is None:
        work.fail(index, _NOT_DIVIDED)
        return
    for target, text in zip(targets, texts, strict=True):
        node = Node(NodeKind.ARTICLE, 0, 0, number=target.locator.article, suffix=target.locator.suffix, added=text)
        node.chapter = target.chapter
        behind = anchor.article if unnumbered and anchor is not None else ""
        work.coming.append(Coming(index, target, node, behind, instruction.side is Side.BEFORE))
    work.done(index)


def _merge(work: Work, index: int, instruction: Instruction) -> None:
    nodes = _nodes(work, index, instruction.old)
    if not nodes:
        return
    if len(nodes) == 1 or len(instruction.new) > 1:
        work.fail(index, "决定没有写明哪几条合并为哪一条")
        return
    remark = ""
    text = instruction.text
    if text is None:
        text = "\n".join(node.article.text for node in nodes if node.article is not None)
        remark = "决定没有给出合并后的文字，现将各条文字依次作为各款，请核对"
    first, *others = nodes
    named = (*instruction.new, *instruction.old)
    _set_text(work, first, min((bare(text, target) for target in named), key=len), instruction.label)
    for node in others:
        node.deleted = True
        work.whole[node.own.id] = instruction.label
    if instruction.new:
        work.claims[instruction.old[0].article] = (index, instruction.new[0])
    work.done(index, remark)


def _split(work: Work, index: int, instruction: Instruction) -> None:
    nodes = _nodes(work, index, instruction.old)
    if not nodes:
        return
    texts = divided(instruction.texts, instruction.new) if instruction.texts and instruction.new else None
    if texts is None:
        work.fail(index, "决定没有给出分开后各条的文字或者序号")
        return
    _set_text(work, nodes[0], texts[0], instruction.label)
    work.claims[instruction.old[0].article] = (index, instruction.new[0])
    for target, text in zip(instruction.new[1:], texts[1:], strict=True):
        node = Node(NodeKind.ARTICLE, 0, 0, number=target.locator.article, suffix=target.locator.suffix, added=text)
        work.coming.append(Coming(index, target, node))
    work.done(index)


_VERBS: Final = {
    Operation.REPLACE: _replace,
    Operation.DELETE: _delete,
    Operation.RENUMBER: _renumber,
    Operation.ADD: _add,
    Operation.MERGE: _merge,
    Operation.SPLIT: _split,
}
