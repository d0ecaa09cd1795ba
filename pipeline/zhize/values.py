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
