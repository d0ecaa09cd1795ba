"""The fields that a column may show: English names as in `zhize.columns`, and their Chinese labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zhize.forms.schema import Rows

if TYPE_CHECKING:
    from collections.abc import Mapping

_ALL: Final = {
    "number": "序号",
    "title": "文件",
    "locator": "条款",
    "basis": "依据（条款，多个文件的连同标题）",
    "chapter": "章",
    "bearers": "责任主体",
    "modality": "模态",
    "action": "行为",
    "quote": "依据原文",
    "key": "编号",
}
_NORM: Final = {
    **_ALL,
    "bearer_source": "主体来源",
    "force": "刚性",
    "marker": "标志词",
    "act": "行为（禁止、许可的连同标志词）",
    "task": "任务（条件和行为）",
    "parties": "相对方与关系",
    "lead": "牵头单位",
    "assists": "配合单位",
    "condition": "条件",
    "exception": "例外",
    "limits": "时限",
    "frequencies": "频次",
    "times": "时限和频次",
    "consequences": "不履行的后果",
    "confidence": "置信度",
    "doubts": "存疑",
}
FIELDS: Final[Mapping[Rows, Mapping[str, str]]] = {
    Rows.NORMS: _NORM,
    Rows.TASKS: _NORM,
    Rows.BODIES: {**_ALL, "body": "责任主体", "duty": "主要职责", "act": _NORM["act"], "times": "时限和频次"},
    Rows.TIMES: {
        **_ALL,
        "type": "时间类型",
        "text": "期限（原文）",
        "unit": "期限单位",
        "anchor": "起算点",
        "due_rule": "到期规则",
        "consequences": "逾期后果",
    },
    Rows.TIES: {
        **_ALL,
        "relation": "关系",
        "counterpart": "相对方",
        "limits": "时限",
    },
}
"""What a row of each kind can show."""

BLANK: Final[Mapping[str, str]] = {
    "review": "复核",
    "note": "复核意见",
    "remark": "备注",
    "person": "责任人",
    "office": "责任科室",
    "leader": "牵头领导",
    "assigned": "交办日期",
    "progress": "进展情况",
    "trouble": "存在问题",
    "next_step": "下一步措施",
    "status": "状态",
    "closed": "销号日期",
}
"""What only a person knows; such a column is blank."""

FILTERS: Final[Mapping[Rows, frozenset[str]]] = {
    Rows.NORMS: frozenset({"modality", "force", "bearers", "bearer_type", "timed"}),
    Rows.TASKS: frozenset({"modality", "force", "bearers", "bearer_type", "timed"}),
    Rows.BODIES: frozenset({"modality", "force", "bearers", "bearer_type", "timed"}),
    Rows.TIMES: frozenset({"modality", "bearers", "bearer_type", "type"}),
    Rows.TIES: frozenset({"modality", "bearers", "bearer_type", "relation"}),
}
"""What the rows of each kind can be filtered by."""
