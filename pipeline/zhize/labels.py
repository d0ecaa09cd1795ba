"""Chinese names of the contract's values, in one place for the graph, the page, the workbook and the summary.

Every enum is covered in full (a test holds it); names are the words that offices use, short enough for a cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zhize.types import ActorType, BearerSource, Bound, Direction, Doubt, Force, Level, Modality, Relation, TimeType
from zhize.values import Role

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

GROUND: Final[Mapping[str, str]] = {
    "wording": "文字相近",
    "norms": "规范相同",
    "order": "前后条文相承",
    "chapter": "同名章节",
    "references": "援引相同",
    "handed_on": "承接移出的文字",
    "alone": "前后已对应，两侧各余一条",
}
"""Why two articles stand for each other (`zhize.comparison.Ground`)."""

STANCE: Final[Mapping[str, str]] = {"versions": "新旧文本", "levels": "上下级文本", "peers": "同类文本"}
"""How two texts stand to each other (`zhize.comparison.StanceKind`)."""

STANCE_SIDES: Final[Mapping[str, tuple[str, str]]] = {
    "versions": ("原文本", "新文本"),
    "levels": ("上级文本", "本级文本"),
    "peers": ("左文", "右文"),
}
"""What the text that is the basis and the one that is judged are called, by `zhize.comparison.StanceKind`."""

FINDING: Final[Mapping[str, Mapping[str, str]]] = {
    "versions": {
        "lacking": "原有、新无",
        "without_basis": "新增",
        "stricter": "趋严",
        "looser": "趋宽",
        "possible_conflict": "可能冲突",
    },
    "levels": {
        "lacking": "上有、本级无",
        "without_basis": "本级有、上无",
        "stricter": "严于上级",
        "looser": "宽于上级",
        "possible_conflict": "可能抵触",
    },
    "peers": {
        "lacking": "左有、右无",
        "without_basis": "右有、左无",
        "stricter": "右较严",
        "looser": "右较宽",
        "possible_conflict": "可能冲突",
    },
}
"""What a person should look at (`zhize.comparison.FindingKind`), by `zhize.comparison.StanceKind`."""

REVIEW_HEAD: Final[Mapping[str, str]] = {
    "licence": "增设许可",
    "penalty": "增设处罚",
    "coercion": "增设强制",
    "charge": "增设收费",
    "rights": "减损权利或者增加义务",
}
"""What a review asks first of a norm without basis above (`zhize.comparison.reviewheads.ReviewHead`)."""

ROLE: Final[Mapping[str, str]] = {
    Role.GOVERNMENT: "政府",
    Role.HEAD: "政府首长",
    Role.DEPUTY: "政府副职",
    Role.EXECUTIVE_DEPUTY: "常务副职",
    Role.SECRETARY_GENERAL: "秘书长",
    Role.DEPUTY_SECRETARY_GENERAL: "副秘书长",
    Role.LEADERS: "政府领导",
    Role.MEMBERS: "政府组成人员",
    Role.OFFICE: "办公机构",
    Role.OFFICE_HEAD: "办公机构负责人",
    Role.OFFICE_DEPUTY: "办公机构副职",
    Role.DEPARTMENT: "部门",
    Role.DEPARTMENT_HEAD: "部门负责人",
    Role.DEPARTMENT_DEPUTY: "部门副职",
    Role.DIVISION: "内设机构",
    Role.INSTITUTION: "事业单位",
    Role.COORDINATION: "议事协调机构",
    Role.OUTPOST: "派出机关",
    Role.ZONE: "管委会",
    Role.VILLAGE_COMMITTEE: "村（居）民委员会",
    Role.PARTY_COMMITTEE: "党委",
    Role.PARTY_HEAD: "党委书记",
    Role.PARTY_DEPUTY: "党委副书记",
    Role.PARTY_GROUP: "党组",
    Role.PARTY_DEPARTMENT: "党委部门",
    Role.PARTY_DEPARTMENT_HEAD: "党委部门负责人",
    Role.DISCIPLINE: "纪委",
    Role.DISCIPLINE_HEAD: "纪委书记",
    Role.DISCIPLINE_DEPUTY: "纪委副书记",
    Role.SUPERVISION: "监委",
    Role.SUPERVISION_HEAD: "监委主任",
    Role.SUPERVISION_DEPUTY: "监委副主任",
    Role.CONGRESS: "人大",
    Role.CONGRESS_COMMITTEE: "人大常委会",
    Role.CONGRESS_PANEL: "人大专门委员会",
    Role.CONGRESS_HEAD: "人大常委会主任",
    Role.CONGRESS_DEPUTY: "人大常委会副主任",
    Role.CPPCC: "政协",
    Role.CPPCC_HEAD: "政协主席",
    Role.CPPCC_DEPUTY: "政协副主席",
    Role.COURT: "法院",
    Role.COURT_HEAD: "法院院长",
    Role.COURT_DEPUTY: "法院副院长",
    Role.PROCURATORATE: "检察院",
    Role.PROCURATORATE_HEAD: "检察长",
    Role.PROCURATORATE_DEPUTY: "副检察长",
    Role.PLENARY_MEETING: "全体会议",
    Role.EXECUTIVE_MEETING: "常务会议",
    Role.HEAD_MEETING: "首长办公会议",
    Role.CHAIR_MEETING: "主任会议",
}
"""What a body or post is for in its government (职能)."""

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
