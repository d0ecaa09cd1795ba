"""An `Amended` as lines for a person, in Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zhize.amending.nouns import Operation, Side, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhize.amending.nouns import Amended, Instruction, Outcome

_LONGEST: Final = 24  # characters of words that a line quotes


def to_text(amended: Amended) -> str:
    """Return the summary: how many instructions were carried out, which were not and why, what to look at."""
    return "\n".join(_lines(amended)) + "\n"


def _inner(title: str) -> str:
    """Return a title as it stands inside of 《》: its own marks become 〈〉 (GB/T 15834)."""
    return title.translate(str.maketrans("《》", "〈〉"))


def _lines(amended: Amended) -> Iterator[str]:
    by_status = {status: [each for each in amended.outcomes if each.status is status] for status in Status}
    applied, failed, others = by_status[Status.APPLIED], by_status[Status.FAILED], by_status[Status.OTHER]
    yield f"{amended.title or '原文'}：依照《{_inner(amended.decision)}》修改"
    total = len(applied) + len(failed)
    yield f"共{total}项，已改{len(applied)}项，未改{len(failed)}项" + (
        f"；修改其他文件的{len(others)}项略去" if others else ""
    )
    for heading, outcomes in (("未改（请人工处理）", failed), ("已改", applied)):
        if outcomes:
            yield ""
            yield heading
            for outcome in outcomes:
                yield from _outcome(outcome)
    if amended.remarks:
        yield ""
        yield "请核对"
        yield from (f"  {remark}" for remark in amended.remarks)


def _outcome(outcome: Outcome) -> Iterator[str]:
    instruction = outcome.instruction
    reason = f"：{outcome.reason}" if outcome.reason else ""
    yield f"  决定第{instruction.line}行 {instruction.label}{said(instruction)}{reason}"
    yield from (f"    注：{remark}" for remark in outcome.remarks)


def said(instruction: Instruction) -> str:
    """Return what an instruction orders, in a few words: 第三条改为第四条，修改."""
    place, new = instruction.place, "、".join(map(str, instruction.new))
    words, words_new = _short(instruction.old_words), _short(instruction.new_words)
    edges = {Side.START: "开头", Side.END: "末尾", Side.BEFORE: f"“{words}”前", Side.AFTER: f"“{words}”后"}
    return {
        Operation.REPLACE: f"{place}修改" if not new else f"{place}改为{new}，修改",
        Operation.ADD: f"增加{new or place}",
        Operation.DELETE: f"删去{place}",
        Operation.RENUMBER: f"{place}改为{new}",
        Operation.MERGE: f"{place}合并" + (f"为{new}" if new else ""),
        Operation.SPLIT: f"{place}分为{new or '几条'}",
        Operation.REPLACE_WORDS: f"{place}中的“{words}”改为“{words_new}”",
        Operation.INSERT_WORDS: f"{place}{edges.get(instruction.side or Side.END, '')}增加“{words_new}”",
        Operation.DELETE_WORDS: f"{place}删去“{words}”",
        Operation.REORDER: "条文顺序作相应调整" if not instruction.old else f"{place}以后的序号顺延",
        Operation.UNKNOWN: "有修改内容",
    }[instruction.operation]


def _short(words: str) -> str:
    plain = words.replace("\n", "")
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 2]}……"
