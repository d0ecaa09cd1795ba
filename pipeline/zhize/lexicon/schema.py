"""What an entry of each lexicon file may say, field by field."""

from __future__ import annotations

from enum import StrEnum

from msgspec import field

from zhize.lexicon import Entry
from zhize.types import ActorType, Level, Modality, Relation
from zhize.values import Role, Standing


class MarkerEntry(Entry, frozen=True):
    """A deontic marker of ``markers.toml``."""

    modality: Modality
    not_: tuple[str, ...] = field(name="not", default=())  # longer words in which it is no marker: 应 in 应急


class VerbEntry(Entry, frozen=True):
    """A predicate verb of ``verbs.toml``."""

    soft: bool = False  # names a programme or an attitude rather than an act that one could check
    opens: bool = False  # what stands behind it is its object and never the noun that it describes: 制定|规章


class AdverbEntry(Entry, frozen=True):
    """A word of ``adverbs.toml``: it may stand between a subject and its predicate."""


class Particle(StrEnum):
    """What a function word does in a clause."""

    PREPOSITION = "preposition"  # a predicate may open with it: 向县委请示报告
    GOVERNOR = "governor"  # takes the body behind it as its object: 报县政府


class ParticleEntry(Entry, frozen=True):
    """A function word of ``particles.toml``."""

    kind: Particle


class RelationEntry(Entry, frozen=True):
    """A frame of ``relations.toml`` around the other bodies of an act."""

    relations: tuple[Relation, ...]  # two where the words say two things: 指导和监督
    before: tuple[str, ...]  # one of them ends where the bodies begin
    after: tuple[str, ...]  # one of them begins, adverbs skipped, where the bodies end; "" for anything
    reach: int = 0  # how many characters of the clause may stand before that word: 对下级政府【的机关事务工作】的监督


class Implied(StrEnum):
    """What an act says of a bearer whom nobody names."""

    OFFICE = "office"  # it is somebody's task whoever was named before: 追究刑事责任
    SANCTION = "sanction"  # it strikes the one of whom the case speaks, who therefore does not do it: 给予警告
    LIABILITY = "liability"  # it is borne by who acted, never by who punishes: 承担赔偿责任
    OPEN = "open"  # it says who is meant if nobody is named: 提出申请
    TOPIC = "topic"  # it says so where the topic opens with it: 新建港口，应当…


class ImpliedEntry(Entry, frozen=True):
    """Words of ``implied.toml`` that tell who is meant where a norm names nobody."""

    kind: Implied
    names: tuple[str, ...]  # empty where only somebody is ruled out


class BodyEntry(Entry, frozen=True):
    """A name of ``bodies.toml`` that begins where it stands: 国务院."""

    type: ActorType


class HeadEntry(Entry, frozen=True):
    """The last word of a name: of bodies in ``heads.toml``, of people outside government in ``parties.toml``."""

    type: ActorType
    alone: bool = True  # names somebody without a word in front: 部门, but not 机构
    open: int = 0  # how many characters that no lexicon knows may stand in front: 会展业主管部门
    attach: bool = False  # may follow a body and 的: 县政府组成部门的主要负责人
    not_: tuple[str, ...] = field(name="not", default=())  # longer words in which it is no head
    verb_after: tuple[str, ...] = ()  # one of them before the whole name makes a verb of it: 受|县委|领导


class Modifier(StrEnum):
    """What a word in front of a head says."""

    LEVEL = "level"  # a tier by name; a place may stand before it: 泗水县
    SCOPE = "scope"  # which tiers: 县级以上, 本级
    DETERMINER = "determiner"  # which of the bodies: 有关, 各
    DUTY = "duty"  # what the body does; no level stands behind it: 主管, 承办
    QUALITY = "quality"  # what kind: 主要, 国有


class ModifierEntry(Entry, frozen=True):
    """A word of ``modifiers.toml`` that may stand in front of a head."""

    kind: Modifier
    not_: tuple[str, ...] = field(name="not", default=())  # longer words whose last character it is: 市 in 城市


class FieldEntry(Entry, frozen=True):
    """A field of administration in ``fields.toml``: 机关事务 in 机关事务主管部门."""


class ContextEntry(Entry, frozen=True):
    """A word of ``contexts.toml`` behind which a name can begin: 由, 会同."""

    weak: bool = False  # may as well be a part of the name: 许可 in 安全生产许可证颁发机关

    not_: tuple[str, ...] = field(name="not", default=())  # longer words around it: 自由, 由来


class RelativeEntry(Entry, frozen=True):
    """A word of ``relatives.toml`` that opens a clause which says which body is meant: 负责常务工作的副县长."""

    not_: tuple[str, ...] = field(name="not", default=())  # longer words that open none: 有关


class NotionEntry(Entry, frozen=True):
    """A fixed notion of ``notions.toml`` that holds the word for a body but names none: 法治政府."""

    firm: bool = False  # also behind an owner: 本级政府|机关事务, but 本级政府机关|用地


class UnitEntry(Entry, frozen=True):
    """A unit of time of ``units.toml``."""

    period: str  # ISO 8601 duration of one: P1WD
    counted: bool = True  # stands behind a number: 三|个月
    alone: bool = False  # is a measure without a number: 半年
    cycle: bool = False  # stands behind 每: 每|季度
    not_: tuple[str, ...] = field(name="not", default=())  # longer words that begin with it: 年度


class TimeEntry(Entry, frozen=True):
    """A fixed expression of ``times.toml``."""

    value: str  # of the vague ones their class, immediate; of a rhythm how often, R1/P1M
    not_: tuple[str, ...] = field(name="not", default=())  # longer words in which it is none: 定期 in 鉴定期限


class TimeCue(StrEnum):
    """What a word beside a measure of time says."""

    MOST = "most"  # no more than the measure; part of the expression: 不得超过
    LEAST = "least"  # no less; part of the expression: 不少于
    LATEST = "latest"  # the end of a time limit; part of the expression: 至迟
    AHEAD = "ahead"  # before the event; part of the expression: 提前
    ELAPSED = "elapsed"  # how much of the measure has passed; part of the expression: 满
    SHORT = "short"  # that it has not passed; part of the expression: 未满
    LINK = "link"  # joins one of these or a period to the measure: 有效期|为
    PERIOD = "period"  # what lasts; directly before the measure part of the expression: 有效期
    WINDOW = "window"  # the same, of what is to be done: 办理期限
    EXTENSION = "extension"  # the measure adds to a time limit: 延长
    BAR = "bar"  # behind …内: the measure is how long something lasts: 不予
    VOID_BEFORE = "void_before"  # before a measure: no time that binds: 上, 树龄
    VOID_AFTER = "void_after"  # behind it: 有期徒刑, 工资
    PREPOSITION = "preposition"  # the event or measure begins behind it: 在
    OPENER = "opener"  # the expression begins with it: 自
    MODAL = "modal"  # ends what comes before an event: 应当
    PRIOR = "prior"  # ends an event before which something is done: 前
    RECEIPT = "receipt"  # a verb with which an event begins, its subject left out: 收到


class TimeCueEntry(Entry, frozen=True):
    """A word of ``timecues.toml`` beside measures of time."""

    kind: TimeCue
    reach: int = 0  # how many characters may stand between it and the measure; of a period, that name it: 合同|期限
    not_: tuple[str, ...] = field(name="not", default=())  # longer words in which it is no cue: 自 in 自治


class PageLabelEntry(Entry, frozen=True):
    """A label of ``pagelabels.toml`` above a document on a government site."""

    name: str  # of the fact: index_number, issuer … as `zhize.types.Fact` has it


class PageNoiseEntry(Entry, frozen=True):
    """A word of ``pagenoise.toml`` that stands around the text of a page."""


class PagePart(StrEnum):
    """What the name of an element says of it."""

    CONTENT = "content"
    NOISE = "noise"
    TITLE = "title"


class PageHintEntry(Entry, frozen=True):
    """An id or class of ``pagehints.toml``."""

    kind: PagePart


class PageState(StrEnum):
    """What a phrase says of a page."""

    MISSING = "missing"  # an error page, also one with status 200
    BROWSER = "browser"  # it wants scripts, or a person
    LOGIN = "login"
    CUT = "cut"  # it shows the beginning of its document


class PagePhraseEntry(Entry, frozen=True):
    """A phrase of ``pagephrases.toml``."""

    kind: PageState


class SlotEntry(Entry, frozen=True):
    """The last word of a name in ``slots.toml``, known by where it stands: 排水户|应当."""

    type: ActorType
    not_: tuple[str, ...] = field(name="not", default=())  # longer words in which it is none: 或者


class PivotEntry(Entry, frozen=True):
    """A verb of ``pivots.toml`` whose object looks like a subject: 告知|当事人|可以."""


class RoleKind(StrEnum):
    """What a word of ``roles.toml`` does in the name of a body."""

    SHORT = "short"  # has a shorter form: 人民政府
    TIER = "tier"  # a name begins with it and it tells the level: 县级
    DETERMINER = "determiner"  # says which of the bodies, before the word of the level: 各
    ORGAN = "organ"  # names a body: 办公室
    POST = "post"  # names who holds an office in the body before it: 主任
    MANNER = "manner"  # stands before a post and lowers it: 副
    MEETING = "meeting"  # names a meeting of the body before it: 常务会议
    COMMON = "common"  # in front of the word of a level it makes no name of a place: 当地城市
    VERTICAL = "vertical"  # a field whose bodies are not, or not everywhere, of the government beside them: 税务


class Rank(StrEnum):
    """Which post of a body."""

    HEAD = "head"
    DEPUTY = "deputy"
    EXECUTIVE = "executive"  # the first of the deputies
    SECRETARY = "secretary"  # 秘书长
    LEADERS = "leaders"
    MEMBERS = "members"


class RoleEntry(Entry, frozen=True):
    """A word of ``roles.toml``."""

    kind: RoleKind
    role: Role | None = (
        None  # of the organ or meeting; of a post, that of the organ which it implies: 县长 → government
    )
    rank: Rank | None = None  # of a post; of a manner, the rank that it gives
    level: Level | None = None  # that the word tells by itself
    beneath: Level | None = None  # the level that it lies beneath, where it tells no more: 地方, national
    standing: Standing | None = None  # that it tells by itself: 上级
    word: str = ""  # the word of the level that it stands for, where that is another: 县 for 县级
    of: str = ""  # the body it belongs to, where no other is named: 县政府 for 县长
    short: str = ""  # the shorter form
    not_: tuple[str, ...] = field(name="not", default=())  # longer words in which it is none
