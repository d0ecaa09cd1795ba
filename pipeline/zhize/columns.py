"""The columns of the tables: name, type and Chinese label of each; an enum stands for a column of its values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.types import ActorType, BearerSource, Bound, Direction, Force, Level, Modality, Relation, TimeType
from zhize.values import Role, Standing

if TYPE_CHECKING:
    from enum import StrEnum

Schema = tuple[tuple[str, "str | type[StrEnum]", str], ...]

TEXT, TUPLE, NUMBER, FLAG, COUNT = "text", "tuple", "number", "flag", "count"

_WHERE: Schema = (
    ("document", TEXT, "文件编号"),
    ("title", TEXT, "文件"),
    ("article", TEXT, "条号"),
    ("label", TEXT, "原编号"),
)
MATRIX: Schema = (
    *_WHERE,
    ("locator", TEXT, "条款"),
    ("chapter", TEXT, "章"),
    ("norm", TEXT, "规范编号"),
    ("bearers", TUPLE, "责任主体"),
    ("bearer_source", BearerSource, "主体来源"),
    ("modality", Modality, "模态"),
    ("force", Force, "刚性"),
    ("marker", TEXT, "标志词"),
    ("action", TEXT, "行为"),
    ("counterparts", TUPLE, "相对方"),
    ("relations", TUPLE, "关系"),
    ("condition", TEXT, "条件"),
    ("cases", TUPLE, "所列情形"),
    ("exception", TEXT, "例外"),
    ("deadlines", TUPLE, "时限"),
    ("frequencies", TUPLE, "频次"),
    ("times", TUPLE, "时间表述"),
    ("time_types", TUPLE, "时间类型"),
    ("time_values", TUPLE, "时间值"),
    ("quote", TEXT, "依据原文"),
    ("confidence", NUMBER, "置信度"),
    ("doubtful", FLAG, "需复核"),
    ("doubts", TUPLE, "存疑原因"),
    ("steps", TUPLE, "程序步骤"),
    ("sanctions", TUPLE, "所对应的规范"),
)
ARTICLES: Schema = (
    *_WHERE,
    ("chapter", TEXT, "章"),
    ("text", TEXT, "条文"),
    ("characters", COUNT, "字数"),
    ("paragraphs", COUNT, "款数"),
    ("items", COUNT, "项数"),
    ("norms", COUNT, "规范数"),
)
EDGES: Schema = (
    *_WHERE,
    ("locator", TEXT, "条款"),
    ("norm", TEXT, "规范编号"),
    ("bearer", TEXT, "责任主体"),
    ("relation", Relation, "关系"),
    ("counterpart", TEXT, "相对方"),
    ("modality", Modality, "模态"),
    ("action", TEXT, "行为"),
    ("deadlines", TUPLE, "时限"),
    ("quote", TEXT, "依据原文"),
)
TIMES: Schema = (
    *_WHERE,
    ("locator", TEXT, "条款"),
    ("type", TimeType, "时间类型"),
    ("text", TEXT, "原文表述"),
    ("value", TEXT, "时间值"),
    ("anchor", TEXT, "起算点"),
    ("direction", Direction, "方向"),
    ("bound", Bound, "界限"),
    ("norm", TEXT, "规范编号"),
    ("bearers", TUPLE, "责任主体"),
    ("action", TEXT, "事项"),
    ("quote", TEXT, "依据原文"),
)
REFERENCES: Schema = (
    *_WHERE,
    ("locator", TEXT, "条款"),
    ("citation", TEXT, "引用"),
    ("cited_title", TEXT, "所引文件"),
    ("target", TEXT, "所指条款"),
    ("resolved", TEXT, "所指编号"),
)
DEFINITIONS: Schema = (
    *_WHERE,
    ("locator", TEXT, "条款"),
    ("name", TEXT, "名称"),
    ("meaning", TEXT, "所指"),
    ("alias", FLAG, "简称"),
)
BODIES: Schema = (
    *_WHERE[:2],
    ("body", TEXT, "机构"),
    ("body_type", ActorType, "主体类型"),
    ("role", Role, "职能"),
    ("tier", Level, "层级"),
    ("standing", Standing, "与本文件的关系"),
    ("place", TEXT, "地域"),
    ("part_of", TEXT, "所属机构"),
    ("aliases", TUPLE, "其他称谓"),
    ("article", TEXT, "条号"),
    ("mentions", COUNT, "提及次数"),
)
PROBLEMS: Schema = (
    *_WHERE[:2],
    ("line", COUNT, "行"),
    ("code", TEXT, "问题代码"),
    ("message", TEXT, "文本问题"),
    ("remedy", TEXT, "处理建议"),
    ("message_en", TEXT, "文本问题（英文）"),
    ("remedy_en", TEXT, "处理建议（英文）"),
)
ALL = (ARTICLES, TIMES, EDGES, REFERENCES, DEFINITIONS, BODIES, PROBLEMS, MATRIX)
