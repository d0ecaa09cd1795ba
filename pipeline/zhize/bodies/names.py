"""Bodies (机构): the canonical name of each mention, and whose document it is.

A mention keeps its own words, unless they lean on the mention beside it: 其常务委员会, the 财政 of 财政、审计等部门,
the 市 of 市、县人民政府, the 副主任 of 县政府办公室主任、副主任.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from zhize.lexicon import load
from zhize.lexicon.schema import FieldEntry, HeadEntry, Modifier, ModifierEntry
from zhize.types import ActorType, Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from zhize.types import Actor, Definition, Regulation

_LINK = re.compile(r"(?:、|和|与|及|或|或者|以及|，)(?:其他)?")
_OWN = {Level.PROVINCE: "省|自治区|市", Level.CITY: "市|州|盟", Level.COUNTY: "县|区|市|旗", Level.TOWNSHIP: "镇|乡"}
_RULES_OF = re.compile(
    r"(?:中华人民共和国)?(?P<body>[\u4e00-\u9fff]{2,24}?)(?:(?:全体|常务)?会议)?(?:工作规则|组织法|组织条例|议事规则|工作条例|会议制度)(?![\u4e00-\u9fff])"
)
_ITS = re.compile("^(?:其(?!他)|该(?!级))")  # whose it is stands in no mention beside it: 其所在单位
_CONGRESS = re.compile(r"人民代表大会常务委员会$")
_OFFICE = re.compile(r"(?:(?:主要)?(?:负责人|负责同志|领导同志|领导)|(?:正职)?首长)$")
_IN_PERSON = re.compile(r"[^，。；]{0,6}?(?:列席|参加|出席|旁听|到会|陪同)")  # what no unit does, but who heads it
_OWNER = re.compile("(?:政府|国务院|[省市县区州旗盟级乡镇])$")
_CLASS = re.compile("等(?:有关|相关)?(部门|单位|机构|机关)$")
_PLACE = re.compile("[\u4e00-\u9fff]{1,12}?(?P<tier>自治区|自治州|自治县|省|市|州|盟|县|区|旗)(?![省市州盟县区旗])")
_CLASSES = re.compile("(?:部门|单位|机构|机关|局|委|办|行)$")
_BODY = re.compile("(?:政府|国务院|大会|委员会|法院|检察院|[局厅部院委办社会]|办公室|机关)$")  # not 政府参事, 技术档案
_NEAR = 3  # characters between the members of a row
_LONGEST_NAME = 24  # characters; what is longer describes and does not name
_AND_OTHERS = re.compile(r"等?(?:有关|相关|其他)?(?:的)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """Whose document it is."""

    default: str | None = None  # who bears a norm that names nobody: the document's own government
    legislator: str | None = None  # for whom a law speaks that encourages or supports: 国家, 省人民政府, 市人民政府
    senders: tuple[str, ...] = ()  # the classes of bodies that turn to it: 各镇（街道）, 县政府各部门
    short_congress: bool = False  # the text also writes 人大常委会 for 人民代表大会常务委员会
    short_names: Mapping[str, str] = field(default_factory=dict)  # 县人民政府办公室（以下简称县政府办） → 县政府办


def own_government(regulation: Regulation, definitions: Iterable[Definition] = ()) -> Own:
    """Return whose document a regulation is, under the name that its articles use.

    Args:
        regulation: a parsed regulation.
        definitions: the short names that it gives.

    Returns:
        For rules of a body (泗水县人民政府工作规则, 国务院组织法) and texts that a government issued: that body, as
        the text calls it. For laws of a congress, which bind whom their subject implies: no default.
    """
    text = "\n".join(article.text for article in regulation.articles)
    return Own(
        default=_default(regulation, text),
        legislator=_legislator(regulation),
        short_congress="人大常委会" in text,
        short_names={
            each.meaning: each.name for each in definitions if each.alias and _abbreviates(each.name, each.meaning)
        },
    )


def _abbreviates(short: str, name: str) -> bool:
    """Whether a short name is made of the characters of the name (县政府办 of 县人民政府办公室), and no new word.

    登记机关 for 承担市场主体登记工作的部门 is a new one: there each mention keeps its own words.
    """
    rest = iter(name)
    return len(short) < len(name) <= _LONGEST_NAME and all(character in rest for character in short)


def senders_of(articles: Iterable[Sequence[Actor]]) -> tuple[str, ...]:
    """Return who turns to the government whose rules these are: the classes of bodies named together most often.

    Args:
        articles: the mentions of each article, with their canonical names.

    Returns:
        各镇（街道） and 县政府各部门 where those two stand side by side; () where no such row occurs twice.
    """
    rows = Counter[tuple[str, ...]]()
    for mentions in articles:
        for first, second in pairwise(mentions):
            names = (first.body, second.body)
            if second.start - first.end <= _NEAR and all("各" in name for name in names) and _is_org(first, second):
                rows[names] += 1
    row, count = max(rows.items(), key=lambda each: each[1], default=((), 0))
    return row if count > 1 else ()


def _is_org(*actors: Actor) -> bool:
    return all(actor.type is ActorType.ORG for actor in actors)


def titled_body(title: str) -> str | None:
    """Return the body that rules are for, by their title: 泗水县人民政府 for 泗水县人民政府工作规则."""
    found = _RULES_OF.match(title)
    return found["body"] if found and _BODY.search(found["body"]) else None


def _legislator(regulation: Regulation) -> str | None:
    """Return for whom a law of a congress speaks where it says 鼓励 or 支持 of nobody: the state, or its government."""
    level, title = regulation.metadata.level, regulation.metadata.title
    if level is Level.NATIONAL:
        return "国家"
    found = _PLACE.match(title)
    return f"{found['tier']}人民政府" if level is not None and found else None


def _default(regulation: Regulation, text: str) -> str | None:
    meta = regulation.metadata
    issuer = meta.issuer or ""
    body = titled_body(meta.title) or (issuer if issuer.endswith("人民政府") else None)
    if body is None or not body.endswith("人民政府"):
        return body
    levels = _OWN.get(meta.level, "") if meta.level else ""
    used = Counter(re.findall(rf"(?:{levels})(?:人民)?政府", text)) if levels else Counter[str]()
    mine = {name: count for name, count in used.items() if name[0] in body}
    return max(mine, key=mine.__getitem__) if mine else body


def resolve(actors: tuple[Actor, ...], text: str, own: Own) -> tuple[Actor, ...]:
    """Give each mention of an article its canonical name.

    Args:
        actors: the mentions, in order.
        text: the article's text.
        own: whose document it is.

    Returns:
        The same mentions with ``body`` filled in.
    """
    names = [actor.text for actor in actors]
    links = [_linked(text, first, second) for first, second in pairwise(actors)] + [False]
    for index in range(1, len(actors)):
        if links[index - 1]:
            names[index] = _leaning_back(actors[index], actors[index - 1], names[index - 1])
    last = len(actors) - 1  # of this coordination: looked for anew each time, it would cost the length squared
    for index in range(len(actors) - 2, -1, -1):
        if links[index]:
            _lean_forward(actors, names, index, links, last)
            _share_office(actors, names, index, text)
        else:
            last = index
    return tuple(
        actor if name == actor.text else replace(actor, body=name)
        for actor, name in zip(actors, (_shortened(name, own) for name in names), strict=True)
    )


def _linked(text: str, first: Actor, second: Actor) -> bool:
    gap = text[first.end : second.start]
    return len(gap) <= len("或者其他") and _LINK.fullmatch(gap) is not None


def _shortened(name: str, own: Own) -> str:
    for full, short in own.short_names.items():
        # A mention may leave out the place: 县人民政府办公室 of 泗水县人民政府办公室.
        if full.endswith(name) and _abbreviates(short, name):
            return short
    name = _ITS.sub("", name)
    return _CONGRESS.sub("人大常委会", name) if own.short_congress else name


# --- what a name takes from the one before it ------------------------------------------------------------------------


def _leaning_back(actor: Actor, before: Actor, name: str) -> str:
    """Return the name of a mention with what it owes to the one before it, whose canonical name is ``name``."""
    if actor.text.startswith("其") and not actor.text.startswith("其他") and before.type is ActorType.ORG:
        return actor.text if before.text.startswith("其") else name + actor.text.removeprefix("其")
    if actor.rule != "head" or before.type is not actor.type:
        return actor.text
    if actor.type is ActorType.ROLE:
        return _same_office(name, actor.text) or actor.text
    if actor.type is ActorType.MEETING:
        return _same_convener(name, actor.text) or actor.text
    return actor.text


def _same_office(earlier: str, title: str) -> str | None:
    """县政府办公室主任 and 副主任 → 县政府办公室副主任."""
    others = ("副" + title, title.removeprefix("副") if title.startswith("副") else "副" + title)
    for other in sorted(others, key=len, reverse=True):
        if earlier.endswith(other) and earlier != other and not earlier.endswith("副" + other):
            return earlier.removesuffix(other) + title
    return None


def _same_convener(earlier: str, meeting: str) -> str | None:
    """县政府全体会议 and 常务会议 → 县政府常务会议; 县长办公会议 says who convenes it and lends nothing."""
    heads, own = _meetings()
    convener = earlier.removesuffix(max((head for head in heads if earlier.endswith(head)), key=len, default=""))
    return convener + meeting if meeting in own and convener not in {"", earlier} else None


@cache
def _meetings() -> tuple[frozenset[str], frozenset[str]]:
    """The heads of meetings, and those among them that do not say who convenes: 全体会议, 常务会议."""
    entries = load("heads", HeadEntry)
    conveners = tuple(entry.text for entry in entries if entry.type is ActorType.ROLE)
    meetings = (entry.text for entry in entries if entry.type is ActorType.MEETING and entry.alone)
    heads = frozenset(meeting for meeting in meetings if not meeting.startswith("政府"))
    return heads, frozenset(head for head in heads if head.endswith("会议") and not head.startswith(conveners))


# --- what a name takes from the one behind it ------------------------------------------------------------------------


def _lean_forward(actors: tuple[Actor, ...], names: list[str], index: int, links: list[bool], last: int) -> None:
    """Give the members of a coordination the head that only its last member has, and that one the first one's owner."""
    actor, following = actors[index], names[index + 1]
    if actor.rule == "shared level" or _level().fullmatch(actor.text.removeprefix("各")):
        level = _level().match(following)
        whole = actor.text.startswith("各") and not following.endswith("人民政府")  # 各镇、县政府各部门 are two classes
        if level is not None and level.end() < len(following) and not whole:
            names[index] = actor.text + following[level.end() :]
    elif (actor.rule == "shared field" or _is_field(actor)) and (tail := _tail(following)):
        names[index] = actor.text + tail
        if following == actors[index + 1].text:  # the last one: 农业农村等部门
            names[index + 1] = following[: _behind_fields(following)] + tail
        owner = actor.text[: _last_field(actor.text)]
        if _OWNER.search(owner):
            _pass_owner(actors, names, index, links, owner)
    elif _is_field(actor) and not _last_field(actor.text):
        # 卫生健康、民政、残疾人联合会等部门: the last name is no field, its head is everybody's.
        names[index] += found[1] if (found := _CLASS.search(actors[last].text)) else ""


def _tail(name: str) -> str:
    """Return the class that a name with fields in front ends with, 部门 of 交通管理部门; "" where there is none."""
    if not _fields().match(name):
        return ""
    tail = _without_others(name[_behind_fields(name) :])
    return tail if _CLASSES.search(tail) else ""


def _behind_fields(name: str) -> int:
    """Return where the last field of a name ends: at 部门 in 公安机关交通管理部门."""
    return max((found.end() for found in _fields().finditer(name) if found.end() < len(name)), default=len(name))


def _is_field(actor: Actor) -> bool:
    """Whether a name that the model found is only the field of a department: 科技、农业农村等部门."""
    return actor.rule == "learned" and actor.type is ActorType.ORG and _last_field(actor.text) < len(actor.text)


def _share_office(actors: tuple[Actor, ...], names: list[str], index: int, text: str) -> None:
    """Units before 各部门主要负责人 stand for their heads too: 各镇人民政府、县政府各部门|主要负责人."""
    actor, following = actors[index], names[index + 1]
    office = _OFFICE.search(following)
    shared = actors[index + 1].type is ActorType.ROLE or following != actors[index + 1].text
    if office is None or actor.type not in {ActorType.ORG, ActorType.GROUP} or not shared:
        return
    classes = actor.text.startswith("各") and "各" in following
    person = _IN_PERSON.match(text, actors[index + 1].end) or following != actors[index + 1].text
    of = "的" if following.endswith("的" + office[0]) else ""
    if (of or classes or person) and not names[index].endswith(office[0]):
        names[index] += of + office[0]


def _pass_owner(actors: tuple[Actor, ...], names: list[str], index: int, links: list[bool], owner: str) -> None:
    """县级以上人民政府 owns every department of 县级以上人民政府财政、审计等部门和机关事务主管部门."""
    while links[index] and actors[index + 1].rule in {"field", "shared field"}:
        index += 1
        field = _fields().match(names[index])
        if field is None:
            return
        names[index] = owner + field[0] + _without_others(names[index][field.end() :])


def _without_others(tail: str) -> str:
    """Return 部门 for 等有关部门."""
    return tail[len(others[0]) :] if (others := _AND_OTHERS.match(tail)) else tail


@cache
def _level() -> re.Pattern[str]:
    """A level with its alternatives in brackets at the beginning of a name."""
    words = "|".join(
        sorted(
            (
                entry.text
                for entry in load("modifiers", ModifierEntry)
                if entry.kind is Modifier.LEVEL or (entry.kind is Modifier.SCOPE and entry.text.endswith("级"))
            ),
            key=len,
            reverse=True,
        )
    )
    return re.compile(rf"(?:沿[河海湖江]|所在地?)?(?:{words})(?:[（(](?:(?:{words})、?)+[）)])?")


@cache
def _fields() -> re.Pattern[str]:
    words = sorted((entry.text for entry in load("fields", FieldEntry)), key=len, reverse=True)
    return re.compile("|".join(words))


def _last_field(name: str) -> int:
    """Return where the longest field begins with which a name ends; its length where it ends with none."""
    return next((at for at in range(len(name)) if _fields().fullmatch(name, at)), len(name))
