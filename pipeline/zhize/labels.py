"""Chinese names of the contract's values, in one place for the graph, the page, the workbook and the summary.

Every enum is covered in full (a test holds it); names are the words that offices use, short enough for a cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zhize.types import ActorType, BearerSource, Bound, Direction, Doubt, Force, Level, Modality, Relation, TimeType

if TYPE_CHECKING:
    from collections.abc import Mapping

MODALITY: Final[Mapping[str, str]] = {
    Modality.OBLIGATION: "义务",
    Modality.PROHIBITION: "禁止",
    Modality.PERMISSION: "许可",
    Modality.CONSTITUTIVE: "界定",
}
"""Modality of a norm (模态)."""

FORCE: Final[Mapping[str, str]] = {Force.HARD: "硬性", Force.SOFT: "倡导"}
"""Whether one could check that a norm was kept (刚性)."""

ACTOR_TYPE: Final[Mapping[str, str]] = {
    ActorType.ORG: "机构",
    ActorType.ROLE: "职务",
    ActorType.MEETING: "会议",
    ActorType.GROUP: "社会",
}
"""What kind of actor a mention names (主体类型)."""

TIME_TYPE: Final[Mapping[str, str]] = {
    TimeType.DEADLINE: "期限",
    TimeType.FREQUENCY: "频次",
    TimeType.DURATION: "期间",
    TimeType.VAGUE: "概括时间",
}
"""What a time expression says (时间类型)."""

VAGUE: Final[Mapping[str, str]] = {
    "immediate": "及时",
    "regular": "定期",
    "prior": "事前",
    "on_time": "按时",
    "when_needed": "视需要",
}
"""Values of a time without a measure."""

DIRECTION: Final[Mapping[str, str]] = {Direction.BEFORE: "之前", Direction.WITHIN: "以内", Direction.AFTER: "之后"}
"""On which side of its anchor a deadline lies (方向)."""

BOUND: Final[Mapping[str, str]] = {Bound.MAX: "至多", Bound.MIN: "至少", Bound.EXACT: "恰为"}
"""Whether a measure is the most, the least or the very time allowed (界限)."""

BEARER_SOURCE: Final[Mapping[str, str]] = {
    BearerSource.EXPLICIT: "原文写明",
    BearerSource.CARRIED: "承前省略",
    BearerSource.DEFAULT: "推定",
}
"""How the bearer of a norm was found (主体来源)."""

DOUBT: Final[Mapping[str, str]] = {
    Doubt.NO_BEARER: "未写明主体",
    Doubt.IMPLIED_BEARER: "主体系推定",
    Doubt.RIVAL_BEARERS: "前文有两个可能的主体",
    Doubt.DISTANT_BEARER: "主体承前句推断",
    Doubt.UNKNOWN_NAME: "主体名称未收录",
    Doubt.LEARNED_NAME: "主体名称由模型识别",
    Doubt.NO_VERB: "行为以未收录的词开头",
    Doubt.SELDOM_RIGHT: "此类读法常有出入",
}
"""Why a person should look at a norm first (存疑原因)."""

RELATION: Final[Mapping[str, str]] = {
    Relation.REPORTS_TO: "报告",
    Relation.SUBMITS_TO: "报送",
    Relation.APPROVED_BY: "报批",
    Relation.REVIEWED_BY: "送审",
    Relation.CONSULTS: "协商",
    Relation.NOTIFIES: "通报",
    Relation.SUPERVISES: "监督",
    Relation.SUPERVISED_BY: "受监督",
    Relation.DELEGATES_TO: "委托",
    Relation.ASSISTS: "协助",
    Relation.INVITES: "邀请",
    Relation.DIRECTS: "部署指导",
    Relation.REQUESTS_LEAVE_FROM: "请假",
    Relation.TRANSFERS_TO: "转办",
}
"""What the bearer does towards the counterpart, in a word: 县司法局 —报告→ 县政府."""

RELATION_PHRASE: Final[Mapping[str, str]] = {
    Relation.REPORTS_TO: "向{}报告",
    Relation.SUBMITS_TO: "报送{}",
    Relation.APPROVED_BY: "经{}批准",
    Relation.REVIEWED_BY: "经{}审核",
    Relation.CONSULTS: "与{}协商",
    Relation.NOTIFIES: "通报{}",
    Relation.SUPERVISES: "监督{}",
    Relation.SUPERVISED_BY: "受{}监督",
    Relation.DELEGATES_TO: "委托{}",
    Relation.ASSISTS: "协助{}",
    Relation.INVITES: "邀请{}",
    Relation.DIRECTS: "部署、指导{}",
    Relation.REQUESTS_LEAVE_FROM: "向{}请假",
    Relation.TRANSFERS_TO: "转{}办理",
}
"""The relation as a phrase around the counterpart's name: ``RELATION_PHRASE[…].format("县政府")``."""

LEVEL: Final[Mapping[str, str]] = {
    Level.NATIONAL: "国家",
    Level.PROVINCE: "省级",
    Level.CITY: "市级",
    Level.COUNTY: "县级",
    Level.TOWNSHIP: "乡级",
}
"""The tier of government that issued a text (层级)."""

PAIR_TYPE: Final[Mapping[str, str]] = {
    "identical": "相同",
    "adapted": "随级调整",
    "modified": "修改",
    "split": "拆分",
    "merged": "合并",
    "added": "新增",
    "deleted": "删除",
}
"""How the two sides of a pair of articles stand to each other (`zhize.comparison.PairType`)."""

CHANGE_KIND: Final[Mapping[str, str]] = {
    "modality": "模态",
    "force": "刚性",
    "deadline": "时限",
    "frequency": "频次",
    "bearer": "主体",
    "counterpart": "相对方",
    "condition": "条件",
    "norm_added": "新增规范",
    "norm_removed": "删去规范",
    "wording": "文字",
}
"""What a change touches (`zhize.comparison.ChangeKind`)."""

EFFECT: Final[Mapping[str, str]] = {"weaker": "减弱", "stronger": "加强", "shorter": "缩短", "longer": "延长"}
"""Which way a change goes, from left to right (`zhize.comparison.Effect`)."""

UNSTATED: Final = "未写明"
"""Stands where the text does not say."""

PROBLEM: Final[Mapping[str, str]] = {
    "no-articles": "没有条文编号",
    "no-body": "没有正文",
    "several-documents": "含多个文件",
    "numbering-start": "首条缺失",
    "numbering-gap": "编号不连续",
    "number-out-of-order": "编号倒退",
    "repeated-number": "编号重复",
    "doubtful-number": "编号存疑",
    "head-inside-line": "条文未另起行",
    "empty-article": "条文为空",
    "heading-without-number": "标题缺编号",
    "heading-of-another-kind": "标题编号不同",
    "heading-gap": "标题不连续",
    "repeated-heading": "标题重复",
    "heading-out-of-order": "标题倒退",
    "contents-mismatch": "目录不符",
    "text-outside-articles": "条外文字",
    "orphan-item": "列举缺首项",
    "item-gap": "列举不连续",
    "item-inside-line": "列举未另起行",
    "lost-item-numbers": "列举缺编号",
    "hard-wrapped": "句中换行",
    "cut-off-end": "文末残缺",
    "no-final-provisions": "文末存疑",
    "empty-annex": "附件为空",
    "unreadable-character": "字符无法识别",
    "dangling-reference": "引用落空",
    "tracked-changes": "含有修订",
    "more-pages": "网页不全",
    "page-cut": "网页被截断",
}
"""Codes of problems; a code that is not here is printed as it is."""
