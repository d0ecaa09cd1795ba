"""What persons may enter, and the names of the cells that they enter it in.

A cell is called by the field of its column (``bearers``, as in `zhize.forms`), ``review`` for the verdict, ``note`` for
the remark, and ``extra:`` with the title for a column of the person's own.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from zhize import labels

if TYPE_CHECKING:
    from collections.abc import Mapping


class Verdict(StrEnum):
    """What a person says of a row (复核)."""

    CONFIRMED = "确认"
    CORRECTED = "修改"
    DELETED = "删除"
    ADDED = "新增"


class State(StrEnum):
    """Whether an entry still meets the text that it was made for."""

    APPLIED = "applied"  # 原处
    MOVED = "moved"  # 条文移动、重新编号，文字未变
    STALE = "stale"  # 文字已改，不再适用


SETTLED: Final = frozenset({Verdict.CONFIRMED, Verdict.CORRECTED, Verdict.ADDED})
"""Verdicts after which a norm is what a person says it is."""

REVIEW, NOTE, KEY, NUMBER, TITLE, LOCATOR, ACTION, QUOTE = (
    *("review", "note", "key", "number", "title", "locator", "action", "quote"),
)
EXTRA: Final = "extra:"
COMMENT: Final = "批注"
"""What the comments on a row's cells (批注) are kept as."""

TITLES: Final[Mapping[str, str]] = {
    NUMBER: "序号",
    TITLE: "文件",
    LOCATOR: "条款",
    "bearers": "责任主体",
    "bearer_source": "主体来源",
    "modality": "模态",
    ACTION: "行为",
    "parties": "相对方与关系",
    "condition": "条件",
    "exception": "例外",
    "limits": "时限",
    "frequencies": "频次",
    "force": "刚性",
    QUOTE: "依据原文",
    "confidence": "置信度",
    "doubts": "存疑",
    REVIEW: "复核",
    NOTE: "复核意见",
    KEY: "编号",
}
"""The columns of the sheet that is read back, in their order."""

CLOSED: Final[Mapping[str, Mapping[str, str]]] = {"modality": labels.MODALITY, "force": labels.FORCE}
"""The cells that take nothing but these words, by value."""


def title_of(cell: str) -> str:
    """Return what people call a cell: 责任主体, or the title of their own column."""
    return TITLES.get(cell, cell.removeprefix(EXTRA))
