"""The closed sets of values: what a field of a noun or of the contract can say, the Chinese term beside each.

Standard library only; `zhize.types` offers them together with the nouns.
"""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """The tier of government that issued a text (层级)."""

    NATIONAL = "national"  # 国家
    PROVINCE = "province"  # 省、自治区、直辖市
    CITY = "city"  # 设区的市、自治州
    COUNTY = "county"  # 县、不设区的市、市辖区
    TOWNSHIP = "township"  # 乡、镇、街道


class ActorType(StrEnum):
    """What kind of actor a mention names (主体类型)."""

    ORG = "ORG"  # 机关、部门、单位
    ROLE = "ROLE"  # 职务、任职的人
    MEETING = "MEETING"  # 会议
    GROUP = "GROUP"  # 政府以外的人和组织


class TimeType(StrEnum):
    """What a time expression says (时间类型)."""

    DEADLINE = "deadline"  # 期限
    FREQUENCY = "frequency"  # 频次
    DURATION = "duration"  # 持续时间
    VAGUE = "vague"  # 无量度的时间要求


class Direction(StrEnum):
    """On which side of its anchor a deadline lies (方向)."""

    BEFORE = "before"  # 前
    WITHIN = "within"  # 内
    AFTER = "after"  # 起、后


class Bound(StrEnum):
    """Whether the measure is the most, the least or the very time allowed (界限)."""

    MAX = "max"  # 至多
    MIN = "min"  # 至少
    EXACT = "exact"  # 恰好


class Modality(StrEnum):
    """Deontic modality of a norm (模态)."""

    OBLIGATION = "obligation"  # 应当
    PROHIBITION = "prohibition"  # 不得
    PERMISSION = "permission"  # 可以
    CONSTITUTIVE = "constitutive"  # 构成、界定


class Force(StrEnum):
    """Whether one could check that a norm was kept (刚性)."""

    HARD = "hard"  # 硬性
    SOFT = "soft"  # 倡导


class BearerSource(StrEnum):
    """How the bearer of a norm was found (主体来源)."""

    EXPLICIT = "explicit"  # 本句写明
    CARRIED = "carried"  # 承前省略
    DEFAULT = "default"  # 推定为制定机关


class Relation(StrEnum):
    """What ties the bearer of a norm to another body (关系)."""

    REPORTS_TO = "reports_to"  # 向…报告
    SUBMITS_TO = "submits_to"  # 报送…
    APPROVED_BY = "approved_by"  # 经…批准
    REVIEWED_BY = "reviewed_by"  # 经…审核
    CONSULTS = "consults"  # 征求…意见
    NOTIFIES = "notifies"  # 通报…
    SUPERVISES = "supervises"  # 监督…
    SUPERVISED_BY = "supervised_by"  # 接受…监督
    DELEGATES_TO = "delegates_to"  # 委托…
    ASSISTS = "assists"  # 协助…
    INVITES = "invites"  # 邀请…
    DIRECTS = "directs"  # 部署、指导…
    REQUESTS_LEAVE_FROM = "requests_leave_from"  # 向…请假
    TRANSFERS_TO = "transfers_to"  # 转…办理


class Role(StrEnum):
    """What a body or post is for in its government (职能)."""

    GOVERNMENT = "government"  # 政府、国务院
    HEAD = "head"  # 县长、街道办事处主任
    DEPUTY = "deputy"  # 副县长
    EXECUTIVE_DEPUTY = "executive_deputy"  # 常务副县长
    SECRETARY_GENERAL = "secretary_general"  # 秘书长
    DEPUTY_SECRETARY_GENERAL = "deputy_secretary_general"  # 副秘书长
    LEADERS = "leaders"  # 政府领导
    MEMBERS = "members"  # 政府组成人员
    OFFICE = "office"  # 办公厅、办公室
    OFFICE_HEAD = "office_head"  # 办公室主任
    OFFICE_DEPUTY = "office_deputy"  # 办公室副主任
    DEPARTMENT = "department"  # 部门、部、厅、局、委
    DEPARTMENT_HEAD = "department_head"  # 部门主要负责人、局长
    DEPARTMENT_DEPUTY = "department_deputy"  # 副局长
    DIVISION = "division"  # 内设机构
    INSTITUTION = "institution"  # 事业单位
    COORDINATION = "coordination"  # 议事协调机构、领导小组
    OUTPOST = "outpost"  # 派出机关、派出机构
    ZONE = "zone"  # 开发区等的管理委员会
    VILLAGE_COMMITTEE = "village_committee"  # 村民委员会、居民委员会
    PARTY_COMMITTEE = "party_committee"  # 党委
    PARTY_HEAD = "party_head"  # 书记
    PARTY_DEPUTY = "party_deputy"  # 副书记
    PARTY_GROUP = "party_group"  # 党组
    PARTY_DEPARTMENT = "party_department"  # 党委部门
    PARTY_DEPARTMENT_HEAD = "party_department_head"  # 党委部门负责人
    DISCIPLINE = "discipline"  # 纪委
    DISCIPLINE_HEAD = "discipline_head"  # 纪委书记
    DISCIPLINE_DEPUTY = "discipline_deputy"  # 纪委副书记
    SUPERVISION = "supervision"  # 监委
    SUPERVISION_HEAD = "supervision_head"  # 监委主任
    SUPERVISION_DEPUTY = "supervision_deputy"  # 监委副主任
    CONGRESS = "congress"  # 人大
    CONGRESS_COMMITTEE = "congress_committee"  # 人大常委会
    CONGRESS_PANEL = "congress_panel"  # 专门委员会
    CONGRESS_HEAD = "congress_head"  # 委员长、人大常委会主任、乡镇人大主席
    CONGRESS_DEPUTY = "congress_deputy"  # 副委员长、人大常委会副主任
    CPPCC = "cppcc"  # 政协
    CPPCC_HEAD = "cppcc_head"  # 政协主席
    CPPCC_DEPUTY = "cppcc_deputy"  # 政协副主席
    COURT = "court"  # 法院
    COURT_HEAD = "court_head"  # 法院院长
    COURT_DEPUTY = "court_deputy"  # 法院副院长
    PROCURATORATE = "procuratorate"  # 检察院
    PROCURATORATE_HEAD = "procuratorate_head"  # 检察长
    PROCURATORATE_DEPUTY = "procuratorate_deputy"  # 副检察长
    PLENARY_MEETING = "plenary_meeting"  # 全体会议
    EXECUTIVE_MEETING = "executive_meeting"  # 常务会议
    HEAD_MEETING = "head_meeting"  # 县长办公会议
    CHAIR_MEETING = "chair_meeting"  # 主任会议、委员长会议


class Standing(StrEnum):
    """How a body's level stands to that of the document (与本文件的层级关系)."""

    OWN = "own"  # 本级
    UPPER = "upper"  # 上级
    LOWER = "lower"  # 下级
    OTHER = "other"  # 同级的其他地方或部门
    UNKNOWN = "unknown"  # 文字没有说明


class LeafKind(StrEnum):
    """What a stretch of the source is, once a text is parsed; the leaves together are the text."""

    NOTICE = "notice"  # 印发通知、题注
    TITLE = "title"  # 标题
    HEADING = "heading"  # 编、章、节的标题行
    LABEL = "label"  # 条的编号
    BODY = "body"  # 条文
    BLANK = "blank"  # 空白
    ANNEX = "annex"  # 附件
    TAIL = "tail"  # 条文之后的文字
    OTHER = "other"  # 同一通知印发的另一文件


class Doubt(StrEnum):
    """Why a person should look at a norm first (存疑原因)."""

    NO_BEARER = "no_bearer"  # 未写明主体
    IMPLIED_BEARER = "implied_bearer"  # 主体系推定
    DISTANT_BEARER = "distant_bearer"  # 主体承前句推断
    RIVAL_BEARERS = "rival_bearers"  # 前文有两个可能的主体
    UNKNOWN_NAME = "unknown_name"  # 主体名称未能识别
    LEARNED_NAME = "learned_name"  # 主体名称由模型识别
    NO_VERB = "no_verb"  # 行为以未收录的词开头
    SELDOM_RIGHT = "seldom_right"  # 此类读法常有出入
