"""The register of bodies: names in context by the role table, line by line in `cases/bodies.md`, and whole texts."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

import zhize
from zhize import tables
from zhize.analysis import Analysis, analyze
from zhize.bodies import Body, Home, body_of, home_of, registry
from zhize.bodies.words import determiners_at, is_common, is_vertical, shortened, tiers_at, words_of
from zhize.lexicon import load
from zhize.lexicon.schema import RoleEntry, RoleKind
from zhize.readers import as_source
from zhize.structure import parse
from zhize.types import ActorType, Level
from zhize.values import Role, Standing

CASES = Path(__file__).parent / "cases" / "bodies.md"
HEADING = re.compile(r"## (?P<title>.+)（(?P<level>[a-z]+|-)）")
MENTION = re.compile(r"\[(?P<name>[^\[\]]+)\]")
COLUMNS = 7


@dataclass(frozen=True)
class Case:
    place: str
    title: str
    level: str
    sentence: str
    name: str
    expected: tuple[str, ...]


def read_case(place: str, title: str, level: str, line: str) -> Case:
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    assert len(cells) == COLUMNS, f"{place}: {len(cells)} columns, not {COLUMNS}"
    names = MENTION.findall(cells[0])
    assert len(names) == 1, f"{place}: mark one name"
    return Case(place, title, level, MENTION.sub(r"\g<name>", cells[0]), names[0], tuple(cells[1:]))


def read_cases(path: Path) -> list[Case]:
    cases, title, level = [], "", ""
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if heading := HEADING.fullmatch(line):
            title, level = heading["title"], heading["level"]
        elif line.startswith("| ") and not line.startswith(("| 原文", "| ---")):
            cases.append(read_case(f"{path.name}:{number}", title, level, line))
    assert cases, f"{path.name}: no case"
    return cases


def row(body: Body) -> tuple[str, ...]:
    said = (body.name, body.type.value, body.standing.value, body.tier, body.role, body.of)
    return tuple(str(value) if value else "-" for value in said)


@pytest.mark.parametrize("case", read_cases(CASES), ids=lambda case: f"{case.place} {case.name}")
def test_names_in_context(case: Case) -> None:
    home = home_of(parse(as_source(f"{case.title}\n\n第一条 {case.sentence}\n")))
    assert (home.level or "-") == case.level
    assert row(body_of(case.name, home)) == case.expected


def test_a_row_without_a_marked_name_is_an_error() -> None:
    with pytest.raises(AssertionError, match=r"bodies\.md:1: mark one name"):
        read_case("bodies.md:1", "", "-", "| 县政府负责。 | 县政府 | ORG | own | county | government | - |")


def test_a_row_that_lacks_a_column_is_an_error() -> None:
    with pytest.raises(AssertionError, match=r"bodies\.md:1: 6 columns, not 7"):
        read_case("bodies.md:1", "", "-", "| [县政府]负责。 | 县政府 | ORG | own | county | government |")


def test_the_table_has_every_level_and_standing() -> None:
    cases = read_cases(CASES)
    assert {case.level for case in cases} == {*Level, "-"}
    assert {case.expected[2] for case in cases} == set(Standing)
    assert {case.expected[3] for case in cases} == {*Level, "-"}


# --- whose document it is --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "level", "place", "above"),
    [
        ("济宁市任城区人民政府工作规则", Level.COUNTY, "任城区", ["济宁市"]),
        ("青石市养犬管理条例", Level.CITY, "青石市", []),
        ("青石市历史文化街区保护条例", Level.CITY, "青石市", []),
        ("云岭省城市管理条例", Level.PROVINCE, "云岭省", []),
        ("景德镇市人民政府工作规则", Level.CITY, "景德镇市", []),
        ("新乡市人民政府工作规则", Level.CITY, "新乡市", []),
        ("青石市南山区人民政府工作规则", Level.COUNTY, "南山区", ["青石市"]),
        ("单县人民政府工作规则", Level.COUNTY, "单县", []),
        ("聊城市人民政府工作规则", Level.CITY, "聊城市", []),
        ("国家市场监督管理总局工作规则", Level.NATIONAL, None, []),
        ("风景名胜区条例", None, None, []),
    ],
)
def test_a_title_tells_whose_document_it_is(
    title: str, level: Level | None, place: str | None, above: list[str]
) -> None:
    home = home_of(parse(as_source(f"{title}\n\n第一条 为了规范管理，制定本规则。\n")))
    assert (home.level, home.place, [each.name for each in home.above]) == (level, place, above)


def test_the_city_above_a_county_has_a_level_where_the_text_names_a_province() -> None:
    with_province = home_of(parse(as_source("河湾县人民政府工作规则\n\n第一条 传达省政府、市政府会议精神。\n")))
    without = home_of(parse(as_source("河湾县人民政府工作规则\n\n第一条 传达市政府会议精神。\n")))
    assert body_of("市政府", with_province).tier is Level.CITY
    assert body_of("市政府", without).tier is None
    assert body_of("市政府", without).standing is Standing.UPPER


def test_a_department_of_a_city_sees_its_government_above_itself() -> None:
    home = home_of(parse(as_source("青石市财政局工作规则\n\n第一条 为了规范工作，制定本规则。\n")))
    seen = {name: body_of(name, home).standing for name in ("市财政局", "青石市财政局", "局长", "市政府", "市审计局")}
    own, upper, other = Standing.OWN, Standing.UPPER, Standing.OTHER
    assert list(seen.values()) == [own, own, own, upper, other]
    assert body_of("局长", home).of == "市财政局"


def test_a_home_that_says_nothing_leaves_every_level_open() -> None:
    body = body_of("县政府", Home())
    assert (body.standing, body.tier, body.place) == (Standing.UNKNOWN, Level.COUNTY, None)


@pytest.mark.parametrize("name", ["政协委员", "专家学者", "居民"])
def test_people_outside_government_have_no_role(name: str) -> None:
    body = body_of(name, Home(level=Level.COUNTY, place="泗水县", word="县"))
    assert (body.type, body.role, body.standing) == (ActorType.GROUP, None, Standing.UNKNOWN)


@pytest.mark.parametrize(
    "name", ["当地城市人民政府", "相关市场监督管理部门", "所在地设区的市人民政府", "住房城乡建设部门"]
)
def test_common_words_are_no_place(name: str) -> None:
    assert body_of(name, Home(level=Level.PROVINCE, place="云岭省", word="省")).place is None


@pytest.mark.parametrize("name", ["", "，", "（", "）县政府（", "各", "县", "的", "主任", "副", "省、", "其他"])
def test_any_words_have_a_body(name: str) -> None:
    body = body_of(name, Home(level=Level.COUNTY, place="泗水县", word="县"))
    assert isinstance(body, Body)
    assert body.of is None or body.of in name


# --- the register ----------------------------------------------------------------------------------------------------


def bodies_in(text: str) -> dict[str, Body]:
    analysis = analyze(text)
    return {body.name: body for body in registry(analysis.regulation, analysis.actors, analysis.definitions)}


RULES = "河湾县人民政府工作规则\n\n第一条 "


def test_the_names_of_one_body_are_joined() -> None:
    found = bodies_in(
        RULES + "县政府要依法行政。河湾县人民政府应当公开信息。县人民政府应当接受监督。县政府由县长领导。"
    )
    assert list(found) == ["县政府", "县长"]
    assert found["县政府"].aliases == ("河湾县人民政府", "县人民政府")
    assert found["县政府"].mentions == 4


def test_a_committee_is_found_behind_its_pronoun() -> None:
    found = bodies_in(RULES + "县人民代表大会及其常务委员会监督县政府。县政府向县人大常委会报告。")
    assert found["县人大常委会"].aliases == ("其常务委员会",)
    assert found["县人大常委会"].of == "县人民代表大会"


def test_the_first_deputy_has_two_names() -> None:
    found = bodies_in(RULES + "由负责常务工作的副县长主持会议。报常务副县长审批。")
    assert [(body.role, body.mentions) for body in found.values()] == [(Role.EXECUTIVE_DEPUTY, 2)]


def test_a_short_name_that_the_text_gives_stands_for_the_body() -> None:
    found = bodies_in(RULES + "县市场监督管理局（以下简称登记机关）负责登记。登记机关应当公示。")
    body = found["登记机关"]
    assert (body.role, body.standing, body.of) == (Role.DEPARTMENT, Standing.OWN, "县政府")
    assert {body.name, *body.aliases} >= {"登记机关", "县市场监督管理局"}


def test_a_short_name_for_words_that_name_no_body_stays_what_it_is() -> None:
    found = bodies_in(
        RULES + "本县行政区域内从事生产经营活动的单位（以下简称生产经营单位）应当自查。生产经营单位应当报告。"
    )
    assert (found["生产经营单位"].standing, found["生产经营单位"].place) == (Standing.UNKNOWN, None)


def test_a_unit_that_stands_for_its_head_is_no_name_for_him() -> None:
    found = bodies_in(RULES + "县政府派出机构、县政府直属事业单位和县政府各部门的主要负责人参加会议。")
    head = next(body for body in found.values() if body.role is Role.HEAD)
    assert (head.type, head.of, head.aliases) == (ActorType.ROLE, "县政府派出机构", ())


def test_an_owner_has_the_name_that_the_text_uses() -> None:
    found = bodies_in("中华人民共和国监督法\n\n第一条 全国人民代表大会常务委员会负责监督。\n")
    assert found["全国人民代表大会常务委员会"].of == "全国人民代表大会"


def test_a_text_without_mentions_has_no_bodies() -> None:
    assert registry(parse(as_source("通知\n\n第一条 本规则自公布之日起施行。\n")), ()) == ()


# --- 泗水县 ----------------------------------------------------------------------------------------------------------

# Read one by one in the text: every body of 泗水's rules that has a role.
SISHUI = {
    Role.GOVERNMENT: "县政府 国务院 省政府 市政府 下级政府 政府",
    Role.HEAD: "县长 各镇（街道）镇长（办事处主任） 县政府派出机构的主要负责人 镇（街道）镇长（办事处主任） "
    "各镇（街道）人民政府（办事处）主要负责人",
    Role.DEPUTY: "副县长 分管副县长 分管有关工作的副县长 分管县长",
    Role.EXECUTIVE_DEPUTY: "负责常务工作的副县长",
    Role.LEADERS: "县政府领导同志 主持会议的县政府领导 县政府主要领导同志 县政府分管领导同志 其他县政府领导同志",
    Role.MEMBERS: "县政府组成人员",
    Role.OFFICE: "县政府办公室 办公室",
    Role.OFFICE_HEAD: "县政府办公室主任",
    Role.OFFICE_DEPUTY: "县政府办公室副主任",
    Role.DEPARTMENT: "本部门 县政府各部门 县审计局 上级审计机关 各部门 县司法局 起草部门 相关部门 县政府部门 部门 "
    "牵头部门 分管部门 主办部门 县政府有关部门 其他部门 主管部门 县财政局 有关部门 协办部门 政府部门 业务部门 "
    "相关责任部门 部门管理机构 制发部门 其他联合发文部门 县直部门 组织实施部门",
    Role.DEPARTMENT_HEAD: "县政府组成部门的主要负责人 部门主要负责人 部门管理机构的主要负责人 "
    "县政府有关部门的主要负责人 县政府有关部门负责人 主办部门主要负责人 "
    "相关部门负责人 县政府部门主要负责人 县政府各部门主要负责人 各部门负责人",
    Role.DIVISION: "县政府部门内设机构 各部门内设机构",
    Role.INSTITUTION: "事业单位 县政府直属事业单位",
    Role.COORDINATION: "议事协调机构 各议事协调机构",
    Role.OUTPOST: "县政府派出机构",
    Role.PARTY_COMMITTEE: "省委 市委 县委 党中央",
    Role.PARTY_DEPARTMENT_HEAD: "县委有关部门负责人",
    Role.DISCIPLINE: "县纪委监委机关",
    Role.CONGRESS: "县人民代表大会",
    Role.CONGRESS_COMMITTEE: "县人大常委会",
    Role.CPPCC: "县政协",
    Role.COURT: "人民法院",
    Role.PROCURATORATE: "人民检察院 检察机关",
    Role.PLENARY_MEETING: "县政府全体会议",
    Role.EXECUTIVE_MEETING: "县政府常务会议",
    Role.HEAD_MEETING: "县长办公会议",
}
UPPER = [
    "中央",
    "省委",
    "市委",
    "上级审计机关",
    "省政府",
    "国务院",
    "市政府",
    "中央、省、市属驻泗单位的主要负责人",
    "党中央",
]
LOWER = [
    "镇（街道）",
    "各镇（街道）镇长（办事处主任）",
    "各镇（街道）",
    "镇（街道）镇长（办事处主任）",
    "下级政府",
    "镇街",
    "各镇（街道）人民政府（办事处）主要负责人",
]


@pytest.fixture(scope="module")
def sishui(seed: Path) -> Analysis:
    return analyze(seed)


def test_every_body_of_sishui_has_its_role(sishui: Analysis) -> None:
    found: dict[Role, list[str]] = {}
    for body in registry(sishui.regulation, sishui.actors, sishui.definitions):
        if body.role:
            found.setdefault(body.role, []).append(body.name)
    assert {role: sorted(names) for role, names in found.items()} == {
        role: sorted(names.split()) for role, names in SISHUI.items()
    }


def test_every_body_of_sishui_has_its_level(sishui: Analysis) -> None:
    bodies = registry(sishui.regulation, sishui.actors, sishui.definitions)
    by_standing = {standing: [body.name for body in bodies if body.standing is standing] for standing in Standing}
    assert (by_standing[Standing.UPPER], by_standing[Standing.LOWER]) == (UPPER, LOWER)
    assert by_standing[Standing.OTHER] == []
    own = [name for name in by_standing[Standing.OWN] if "县" not in name]
    assert own == []


def test_every_mention_is_counted_once(sishui: Analysis) -> None:
    bodies = registry(sishui.regulation, sishui.actors, sishui.definitions)
    assert sum(body.mentions for body in bodies) == len(sishui.actors)
    assert len({body.name for body in bodies}) == len(bodies)
    first = [int(body.article or 0) for body in bodies]
    assert first == sorted(first)


def test_every_bearer_is_found_in_the_register(sishui: Analysis) -> None:
    bodies = registry(sishui.regulation, sishui.actors, sishui.definitions)
    names = {name for body in bodies for name in (body.name, *body.aliases)}
    named = {actor.body for actor in sishui.actors}
    bearers = {bearer for norm in sishui.norms for bearer in norm.bearers} & named
    assert bearers
    assert bearers <= names


def test_the_register_is_made_in_time_that_grows_with_the_text(sishui: Analysis) -> None:
    def seconds(actors: int) -> float:
        mentions = [replace(sishui.actors[0], body=f"县{at}局") for at in range(actors)]
        start = time.perf_counter()
        registry(sishui.regulation, mentions)
        return time.perf_counter() - start

    seconds(100)
    assert min(seconds(2000) for _ in range(3)) < 30 * min(seconds(200) for _ in range(3))


def test_the_table_has_one_row_a_body(sishui: Analysis) -> None:
    frame = tables.bodies(sishui, sishui)
    assert len(frame) == 2 * len(registry(sishui.regulation, sishui.actors, sishui.definitions))
    row = frame.set_index("body").loc["县政府办公室主任"].iloc[0].to_dict()
    assert row == {
        "document": "sishui-2022",
        "title": "泗水县人民政府工作规则",
        "body_type": "ROLE",
        "role": "office_head",
        "tier": "county",
        "standing": "own",
        "place": "泗水县",
        "part_of": "县政府办公室",
        "aliases": (),
        "article": "6",
        "mentions": 7,
    }
    assert set(frame.columns) <= set(tables.labels())
    assert len({tables.labels()[column] for column in frame.columns}) == len(frame.columns)


def test_an_empty_table_has_the_columns_and_types_of_a_full_one(sishui: Analysis) -> None:
    nothing = zhize.analyze("通知\n\n第一条 本规则自公布之日起施行。\n")
    assert tables.bodies(nothing).dtypes.to_dict() == tables.bodies(sishui).dtypes.to_dict()


# --- roles.toml ------------------------------------------------------------------------------------------------------

ROLES = load("roles", RoleEntry)


def found_in(entry: RoleEntry, text: str) -> bool:
    match entry.kind:
        case RoleKind.SHORT:
            return shortened(text) != text and entry.short in shortened(text)
        case RoleKind.TIER:
            counted = determiners_at(text, 0)
            return entry in [word.entry for word in tiers_at(text, counted[-1].end if counted else 0)]
        case RoleKind.DETERMINER:
            return entry in [word.entry for word in determiners_at(text, 0)]
        case RoleKind.VERTICAL:
            return entry.text in text and is_vertical(text)
        case RoleKind.COMMON:
            return entry.text in text and is_common(text)
        case _:
            return entry in [word.entry for word in words_of(shortened(text))]


@pytest.mark.parametrize("entry", ROLES, ids=lambda entry: f"{entry.kind} {entry.text}")
def test_a_word_is_found_in_its_example(entry: RoleEntry) -> None:
    assert found_in(entry, entry.example)


@pytest.mark.parametrize(
    ("entry", "longer"),
    [(entry, longer) for entry in ROLES for longer in entry.not_],
    ids=lambda value: str(value)[:12],
)
def test_a_word_is_none_inside_a_longer_one(entry: RoleEntry, longer: str) -> None:
    assert entry.text in longer
    assert not found_in(entry, longer)


@pytest.mark.parametrize("entry", ROLES, ids=lambda entry: f"{entry.kind} {entry.text}")
def test_a_word_says_what_its_kind_needs(entry: RoleEntry) -> None:
    assert bool(entry.short) == (entry.kind is RoleKind.SHORT)
    assert bool(entry.rank) == (entry.kind in {RoleKind.POST, RoleKind.MANNER})
    assert not entry.word or entry.kind in {RoleKind.TIER, RoleKind.POST}
    assert entry.role is None or entry.kind in {RoleKind.ORGAN, RoleKind.POST, RoleKind.MEETING}
