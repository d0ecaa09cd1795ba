"""The verb `amend`: an old text and a decision → the new text and what came of each instruction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zhize.amending import laws
from zhize.amending.draft import NodeKind, draft_of
from zhize.amending.fronts import change_fronts, number_headings
from zhize.amending.instructions import instructions_of
from zhize.amending.nouns import Amended, Operation, Outcome, Status
from zhize.amending.remarks import remarks_of
from zhize.amending.rendering import render
from zhize.amending.renumbering import number_articles, place_headings
from zhize.amending.units import change_units
from zhize.amending.wholes import change_wholes
from zhize.amending.wording import change_words
from zhize.amending.work import Work
from zhize.errors import InputError
from zhize.readers import as_source
from zhize.structure import parse
from zhize.types import Regulation

if TYPE_CHECKING:
    from pathlib import Path

    from zhize.amending.draft import Node
    from zhize.amending.nouns import Instruction
    from zhize.types import Source

_NOT_READ: Final = "没有读懂这一项，请人工处理"
_NOT_DONE: Final = "这种改法还不能自动处理，请人工处理"
_NO_LAW: Final = "决定没有写明修改的是哪一个文件"
_NOT_PLACED: Final = "条号互相矛盾，请人工处理"
_PLACING: Final = frozenset({Operation.ADD, Operation.RENUMBER, Operation.MERGE, Operation.SPLIT})
_MOST_TRIES: Final = 20
_LISTED: Final = 5  # texts that an error names


def amend(old: str | Source | Path | Regulation, decision: str | Source | Path) -> Amended:
    """Apply an amending decision to a text.

    Args:
        old: the old text, or the path of its file.
        decision: the decision, or the path of its file. It may amend several texts.

    Returns:
        The new text, and what came of each instruction. What cannot be carried out is said and not guessed; every
        character that no instruction touches is as it was. A decision without instructions changes nothing.

    Raises:
        InputError: a file cannot be read, or the decision amends other texts only.
    """
    regulation = old if isinstance(old, Regulation) else parse(as_source(old))
    source = as_source(decision)
    title = _title_of(source.text)
    return apply(regulation, instructions_of(source.text), title, where=source.name)


def apply(regulation: Regulation, instructions: tuple[Instruction, ...], decision: str, *, where: str = "-") -> Amended:
    """Apply instructions to a parsed text.

    Args:
        regulation: the old text, with its source.
        instructions: what the decision orders.
        decision: title of the decision.
        where: its file, for errors.

    Raises:
        InputError: all instructions are for other texts.
    """
    own = _own(regulation, instructions)
    if instructions and not own:
        raise InputError(_amends_others(regulation, instructions), where=where, remedy="give the text that it amends")
    chosen = tuple(instructions[index] for index in own)
    work, nodes = _carried_out(regulation, chosen)
    numbers = _new_numbers(work)
    done = any(outcome.status is Status.APPLIED for outcome in work.outcomes.values())
    came = {index: work.outcomes[at] for at, index in enumerate(own)}
    return Amended(
        text=render(work.draft, nodes) if done else work.draft.source,
        title=regulation.title,
        decision=decision,
        outcomes=tuple(
            came.get(index, Outcome(instruction=instruction, status=Status.OTHER))
            for index, instruction in enumerate(instructions)
        ),
        remarks=tuple(remarks_of(work, numbers)) if done else (),
        numbers=tuple((before, after) for before, after in numbers.items() if after),
    )


def _carried_out(regulation: Regulation, instructions: tuple[Instruction, ...]) -> tuple[Work, list[Node]]:
    """Return what was done and the pieces of the new text in order.

    An instruction whose number turns out to have no place is not half done: all is done again without it.
    """
    barred: dict[int, str] = {}
    for _ in range(_MOST_TRIES):
        work, nodes = _attempt(regulation, instructions, barred)
        if not work.barred:
            return work, nodes
        barred |= work.barred
    placed = {index: _NOT_PLACED for index, each in enumerate(instructions) if each.operation in _PLACING}
    return _attempt(regulation, instructions, placed | barred)


def _attempt(
    regulation: Regulation, instructions: tuple[Instruction, ...], barred: dict[int, str]
) -> tuple[Work, list[Node]]:
    several = any(each.law for each in instructions)
    reorder = any(each.operation is Operation.REORDER and not each.old for each in instructions)
    work = Work(draft_of(regulation), instructions, reorder)
    for index, instruction in work.open():
        if _is_of_nothing(instruction, several=several):
            work.fail(index, _NO_LAW)
        elif index in barred:
            work.fail(index, barred[index])
        elif instruction.operation is Operation.REORDER:
            work.done(index)
        elif instruction.operation is Operation.UNKNOWN:
            work.fail(index, _NOT_READ)
    change_wholes(work)
    change_fronts(work)
    change_units(work)
    change_words(work)
    for index, _ in list(work.open()):
        work.fail(index, _NOT_DONE)
    body = place_headings(work, number_articles(work))
    number_headings(work, body)
    back = [node for node in work.draft.nodes if node.kind is NodeKind.BACK]
    return work, [work.draft.front, *body, *back]


def _is_of_nothing(instruction: Instruction, *, several: bool) -> bool:
    """Whether a decision that amends several texts does not say which one this instruction is for."""
    return several and instruction.law is None and instruction.operation is not Operation.REORDER


def _new_numbers(work: Work) -> dict[str, str]:
    """Return the new ids of the articles whose number changed, "" where the article went."""
    numbers = {
        before: "" if node.deleted else _id(node.number, node.suffix) for before, node in work.draft.by_id.items()
    }
    return {before: after for before, after in numbers.items() if after != before and "_" not in before}


def _id(number: int, suffix: int) -> str:
    return f"{number}-{suffix}" if suffix else str(number)


def _own(regulation: Regulation, instructions: tuple[Instruction, ...]) -> list[int]:
    """Return the indexes of the instructions that are for this text."""
    named = {instruction.law for instruction in instructions if instruction.law}
    title = regulation.title
    if not title and len(named) <= 1:
        return list(range(len(instructions)))
    return [
        index for index, each in enumerate(instructions) if each.law is None or (title and laws.same(each.law, title))
    ]


def _amends_others(regulation: Regulation, instructions: tuple[Instruction, ...]) -> str:
    named = list(dict.fromkeys(instruction.law for instruction in instructions if instruction.law))
    listed = "".join(f"《{name}》" for name in named[:_LISTED]) + ("等" if len(named) > _LISTED else "")
    title = f"《{regulation.title}》" if regulation.title else "this text"
    return f"the decision amends {listed} and not {title}"


def _title_of(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")
