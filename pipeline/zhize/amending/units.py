"""Instructions on paragraphs (款), items (项) and points (目): replaced, added, deleted, renumbered.

All that one list of them undergoes is settled at once, since a decision says the numbers of the new text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zhize.amending.draft import Node, NodeKind
from zhize.amending.listing import Piece, UnitList, container_of, list_of
from zhize.amending.nouns import Operation, Side, Status, Unit
from zhize.amending.sequence import Slot, arrange
from zhize.amending.work import Coming, bare, divided
from zhize.numerals import NUMERAL, chinese
from zhize.structure.lines import EDGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.amending.nouns import Instruction, Target
    from zhize.amending.work import Work

_LEVELS: Final = (Unit.PARAGRAPH, Unit.ITEM, Unit.POINT)
_NAMES: Final = {Unit.PARAGRAPH: "paragraph", Unit.ITEM: "item", Unit.POINT: "point"}
_OPERATIONS: Final = frozenset(
    {Operation.REPLACE, Operation.ADD, Operation.DELETE, Operation.RENUMBER, Operation.MERGE}
)
_PUNCTUATION: Final = tuple("。；;，,、：:！？")
_NUMBER: Final = re.compile(rf"[{NUMERAL}]+")


def change_units(work: Work) -> None:
    """Carry out what concerns paragraphs, items and points of articles."""
    lists: dict[tuple[str, Unit, int, int], UnitList] = {}
    for index, instruction in work.open():
        target = _changed(instruction)
        if target is None:
            continue
        node = work.article(index, target)
        if node is None or node.article is None:
            continue
        container = container_of(node.article, target)
        if container is None:
            work.fail(index, f"原文没有{target}，或者分不清是哪一款的项")
            continue
        key = (node.article.id, target.unit, *container)
        if key not in lists:
            lists[key] = list_of(work, node, target.unit, container)
        lists[key].orders.append(index)
    for each in lists.values():
        _change_list(work, each)


def _changed(instruction: Instruction) -> Target | None:
    """Return a place that stands for the list an instruction changes; None where it changes none."""
    if instruction.operation not in _OPERATIONS:
        return None
    places = instruction.new if instruction.operation is Operation.ADD else instruction.old
    if not places or places[0].unit not in _LEVELS or any(each.lead or each.sentence for each in instruction.old):
        return None
    if len({_holder(each) for each in places}) > 1:
        return None
    if instruction.operation is Operation.ADD and not places[0].article and instruction.old:
        outer, unit = instruction.old[-1], places[0].unit
        return type(outer)(unit=unit, locator=outer.locator)
    if instruction.operation is Operation.ADD and instruction.old and instruction.old[-1].article:
        # The article has its old number here, whatever it is in the new text.
        old, new = instruction.old[-1].locator, places[0].locator
        locator = type(new)(
            article=old.article,
            suffix=old.suffix,
            paragraph=new.paragraph or old.paragraph,
            item=new.item or old.item,
            point=new.point,
        )
        return type(places[0])(unit=places[0].unit, locator=locator)
    return places[0]


def _change_list(work: Work, each: UnitList) -> None:
    name = _NAMES[each.unit]
    numbers = [piece.number for piece in each.pieces]
    gone: set[int] = set()
    claims: dict[int, int] = {}
    coming: list[Slot[Piece]] = []
    for index in each.orders:
        instruction = work.instructions[index]
        places = [getattr(target.locator, name) for target in instruction.old if target.unit is each.unit]
        missing = [number for number in places if numbers.count(number) != 1]
        if instruction.operation is not Operation.ADD and missing:
            work.fail(index, f"原文没有{instruction.place}（或者有两个）")
            continue
        if instruction.operation is Operation.ADD:
            coming += _coming(work, index, instruction, each)
        elif instruction.operation is Operation.DELETE or _leaves(instruction):
            gone |= set(places)
            work.done(index)
        elif instruction.operation is Operation.RENUMBER:
            claims |= dict(zip(places, (getattr(new.locator, name) for new in instruction.new), strict=True))
            work.done(index)
        else:
            if instruction.new:
                claims[places[0]] = getattr(instruction.new[0].locator, name)
            _replace(work, index, instruction, each, places)
    if gone or claims or coming:
        _settle(work, each, gone, claims, coming)
    for index in each.orders:
        if _leaves(work.instructions[index]) and work.outcomes[index].status is Status.APPLIED:
            _promote(work, index, each)


def _holder(target: Target) -> tuple[Unit, str, int]:
    return target.unit, target.article, 0 if target.unit is Unit.PARAGRAPH else target.locator.paragraph


def _leaves(instruction: Instruction) -> bool:
    """Whether a paragraph goes because it becomes an article."""
    pair = (*instruction.old, *instruction.new)
    return [target.unit for target in pair] == [Unit.PARAGRAPH, Unit.ARTICLE]


def _promote(work: Work, index: int, each: UnitList) -> None:
    """Bring the article that a paragraph becomes: 将第九条第二款改为第十条."""
    instruction, article = work.instructions[index], each.node.own
    target, paragraph = instruction.new[0], article.paragraphs[instruction.old[0].locator.paragraph - 1]
    text = article.text[paragraph.start : paragraph.end]
    if instruction.text is not None:
        text = bare(instruction.text, target)
    number, suffix = target.locator.article, target.locator.suffix
    work.coming.append(Coming(index, target, Node(NodeKind.ARTICLE, 0, 0, number=number, suffix=suffix, added=text)))


def _coming(work: Work, index: int, instruction: Instruction, each: UnitList) -> list[Slot[Piece]]:
    if not instruction.texts:
        work.fail(index, f"决定没有给出{instruction.place}的文字")
        return []
    targets = instruction.new
    whole = (bare("\n".join(instruction.texts), targets[0]),)
    texts = whole if len(targets) == 1 else divided(instruction.texts, targets)
    if texts is None:
        work.fail(index, "决定给出的文字分不清各属哪一款、哪一项")
        return []
    slots = []
    for target, text in zip(targets, texts, strict=True):
        claim = getattr(target.locator, _NAMES[each.unit])
        behind = len(each.pieces)
        if not claim and instruction.side in {Side.AFTER, Side.BEFORE} and instruction.old:
            behind = getattr(instruction.old[-1].locator, _NAMES[each.unit]) or behind
            behind -= instruction.side is Side.BEFORE
        piece = Piece(0, 0, 0, "", text, index)
        slots.append(Slot(piece, claim=claim, behind=-1 if claim else behind))
    work.done(index)
    return slots


def _replace(work: Work, index: int, instruction: Instruction, each: UnitList, places: Sequence[int]) -> None:
    """Give one unit, or several that follow one another, a new text."""
    pieces = [piece for piece in each.pieces if piece.number in places]
    if not instruction.texts or not pieces:
        work.fail(index, f"决定没有给出{instruction.place}的文字")
        return
    if places != list(range(places[0], places[0] + len(places))):
        texts = divided(instruction.texts, instruction.old)
        if texts is None:
            work.fail(index, "决定给出的文字分不清各属哪一款、哪一项")
            return
    else:
        texts = divided(instruction.texts, instruction.old) if each.unit is not Unit.PARAGRAPH else None
        texts = texts or ("\n".join(instruction.texts),)
    remark = ""
    ends = [piece.end for piece in pieces] if len(texts) == len(pieces) else [pieces[-1].end]
    for piece, text, end in zip(pieces, texts, ends, strict=False):
        start = piece.start + len(piece.label)
        new = _set(work, bare(text, instruction.old[0]))
        if each.unit is Unit.PARAGRAPH and new.endswith(("：", ":")) and (lead := _lead_end(each.node, piece)):
            end, remark = lead, "新文字以冒号结尾，原各项保留，请核对"  # noqa: PLW2901  # the list stays
        if each.unit is not Unit.PARAGRAPH:
            new = _punctuated(new, work.draft.source[end - 1])
        if each.node.conflict(start, end) is not None:
            work.fail(index, f"{instruction.place}的文字已由另一项修改")
            return
        each.node.change(start, end, new, instruction.label)
    work.done(index, remark)


def _set(work: Work, text: str) -> str:
    lines = [line.strip(EDGES) for line in text.split("\n") if line.strip(EDGES)]
    return work.draft.style.joint.join(lines)


def _lead_end(node: Node, piece: Piece) -> int:
    """Return where the words before the items of a paragraph end; 0 where it has no items."""
    article = node.own
    for paragraph in article.paragraphs:
        if paragraph.items and article.to_source(paragraph.start) == piece.start:
            text = article.text[paragraph.start : paragraph.items[0].start].rstrip()
            return article.to_source(paragraph.start + len(text))
    return 0


def _punctuated(text: str, last: str) -> str:
    """Return the text of an item with the mark at its end that the one before it had."""
    if last not in _PUNCTUATION:
        return text
    return text[:-1] + last if text.endswith(_PUNCTUATION) else text + last


def _settle(work: Work, each: UnitList, gone: set[int], claims: dict[int, int], coming: Sequence[Slot[Piece]]) -> None:
    """Put the units in order, and note what that changes in the text."""
    olds = [
        Slot(piece, old=piece.number, claim=claims.get(piece.number, 0))
        for piece in each.pieces
        if piece.number not in gone
    ]
    order = arrange(olds, coming)
    kept = [piece.number for piece, _ in order.placed if piece.number]
    if order.refused or kept != sorted(kept) or not order.placed:
        reason = "决定所写的款、项序号与原文对不上" if order.placed else "删去后不剩文字，请写明删去整条"
        for index in each.orders:
            if work.instructions[index].operation is not Operation.REPLACE or work.instructions[index].new:
                work.fail(index, reason)
        return
    _cut(each, gone)
    _put_in(work, each, order.placed)
    _close_list(work, each, order.placed[-1][0])


def _put_in(work: Work, each: UnitList, placed: Sequence[tuple[Piece, int]]) -> None:
    """Number the units anew and put those that come behind the one before them."""
    anchor = 0  # the old number of the unit before
    behind: dict[int, list[str]] = {}
    for piece, number in placed:
        if piece.number:
            anchor = piece.number
            _relabel(each, piece, number)
        else:
            text = _label(each, number) + _closed(work, each, piece, is_last=piece is placed[-1][0])
            behind.setdefault(anchor, []).append(text)
    for number, texts in behind.items():
        if number or not each.pieces:
            at = next((piece.end for piece in each.pieces if piece.number == number), each.end)
            each.node.change(at, at, "".join(each.joint + text for text in texts))
        else:
            start = each.pieces[0].start
            each.node.change(start, start, "".join(text + each.joint for text in texts))


def _cut(each: UnitList, gone: set[int]) -> None:
    """Take out the units that go, each run of them with one of the breaks beside it."""
    run: list[int] = []
    for at in range(len(each.pieces) + 1):
        if at < len(each.pieces) and each.pieces[at].number in gone:
            run.append(at)
            continue
        if run:
            first, behind = run[0], at
            start = each.pieces[first - 1].end if first else each.pieces[0].start
            end = each.pieces[run[-1]].end if first or behind == len(each.pieces) else each.pieces[behind].start
            each.node.change(start, end, "")
            run = []


def _label(each: UnitList, number: int) -> str:
    if each.unit is Unit.PARAGRAPH:
        return ""
    pattern = next((piece.label for piece in each.pieces if piece.label), "（一）" if each.unit is Unit.ITEM else "1.")
    return _numbered(pattern, number)


def _numbered(label: str, number: int) -> str:
    """Return the label of an item with another number: （三） → （四）, 3. → 4., ③ → ④."""
    match = _NUMBER.search(label)
    if match is None:
        return label
    numeral = str(number) if match[0].isascii() else chinese(number)
    return label[: match.start()] + numeral + label[match.end() :]


def _relabel(each: UnitList, piece: Piece, number: int) -> None:
    if each.unit is Unit.PARAGRAPH or number == piece.number:
        return
    label = _numbered(piece.label, number)
    if label != piece.label:
        each.node.change(piece.start, piece.start + len(piece.label), label)


def _closed(work: Work, each: UnitList, piece: Piece, *, is_last: bool) -> str:
    """Return the text of a new unit, an item with the mark at its end that its place asks for."""
    text = _set(work, piece.text)
    if each.unit is Unit.PARAGRAPH or not each.pieces:
        return text
    source = work.draft.source
    inner = source[each.pieces[0].end - 1] if len(each.pieces) > 1 else "；"
    return _punctuated(text, source[each.pieces[-1].end - 1] if is_last else inner)


def _close_list(work: Work, each: UnitList, last: Piece) -> None:
    """Let the item that is now the last one end like the one that was, and that one like the others."""
    if each.unit is Unit.PARAGRAPH or len(each.pieces) < 2:  # noqa: PLR2004  # two ends to tell apart
        return
    old_last, source = each.pieces[-1], work.draft.source
    inner, outer = source[each.pieces[0].end - 1], source[old_last.end - 1]
    if last is old_last or inner == outer or not {inner, outer} <= set(_PUNCTUATION):
        return
    wrong, mark = (last, outer) if last.number else (old_last, inner)
    if wrong.number and each.node.conflict(wrong.end - 1, wrong.end) is None:
        each.node.change(wrong.end - 1, wrong.end, mark)
