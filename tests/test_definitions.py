"""Names that a text gives, citations that they and its own places resolve, and those that lead nowhere."""

from __future__ import annotations

import pytest

import zhize
from zhize.structure.definitions import definitions_of
from zhize.structure.resolution import references_of


def _regulation(text: str) -> zhize.Regulation:
    return zhize.parse(zhize.Source(text=text, name="-", encoding="str"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "为实施《中华人民共和国预算法》（以下简称《预算法》），制定本办法。",
            [("预算法", "中华人民共和国预算法", True)],
        ),
        ("某县人民政府办公室（以下简称县政府办）负责值班。", [("县政府办", "某县人民政府办公室", True)]),
        ("由县行政审批服务局(以下简称审批局)受理。", [("审批局", "县行政审批服务局", True)]),
        ("根据需要设立应急指挥部（以下称指挥部）。", [("指挥部", "应急指挥部", True)]),
        ("机关、团体、企业（以下统称单位）应当登记。", [("单位", "机关、团体、企业", True)]),
        ("重大行政决策程序（下称程序）。", []),
        ("本办法所称值班，是指工作日以外的在岗。", [("值班", "工作日以外的在岗", False)]),
        ("本规则所称的重大事项包括规划和预算。", [("重大事项", "规划和预算", False)]),
        ("前款所称“主办单位”，是指牵头的部门。", [("主办单位", "牵头的部门", False)]),
        (
            "本办法下列用语的含义：\n（一）值班，是指在岗；\n（二）带班，是指领导在岗。",
            [("值班", "在岗", False), ("带班", "领导在岗", False)],
        ),
        ("县长是指定的召集人。", []),
    ],
)
def test_names_that_a_text_gives(text: str, names: list[tuple[str, str, bool]]) -> None:
    regulation = _regulation(f"第一条　{text}")
    found = definitions_of(regulation)
    assert [(each.name, each.meaning, each.alias) for each in found] == names
    for each in found:
        assert regulation.article(each.article).text[each.start : each.end] == each.name


RULES = """某县会议规则
第一条　县政府办公室（以下简称县政府办）依照《中华人民共和国档案法》（以下简称档案法）管理会议档案。
第二条　会议讨论下列事项：
（一）重大决策；
（二）重大项目。
前款第二项事项，依照第一条办理。
第二条之一　违反档案法第三条的，依照本规则第二条第一款第（一）项、第（二）项处理。
第三条　依照前条和第二条之一办理。违反本规则第九条的，通报。
第四条　“依照本规则第八条办理”的表述停止使用。该条例第七条同时废止。
第五条　《某县会议规则》第一条至第三条自印发之日起施行。
"""


def test_citations_resolve_to_ids_and_full_names() -> None:
    regulation = _regulation(RULES)
    found = [
        (regulation.article(each.article).text[each.start : each.end], each.resolved, each.document)
        for each in references_of(regulation, definitions_of(regulation))
    ]
    assert found == [
        ("《中华人民共和国档案法》", None, None),
        ("前款第二项", "2.p1.i2", None),
        ("第一条", "1", None),
        ("档案法第三条", None, "中华人民共和国档案法"),
        ("本规则第二条第一款第（一）项", "2.p1.i1", None),
        ("第（二）项", "2.p1.i2", None),
        ("前条", "2-1", None),
        ("第二条之一", "2-1", None),
        ("本规则第九条", None, None),
        ("本规则第八条", None, None),
        ("该条例第七条", None, None),
        ("《某县会议规则》第一条至第三条", "1", None),
        ("《某县会议规则》第一条至第三条", "2", None),
        ("《某县会议规则》第一条至第三条", "3", None),
    ]


def test_only_what_must_be_in_the_text_can_lead_nowhere() -> None:
    dangling = [problem for problem in zhize.check(_regulation(RULES)) if problem.code == "dangling-reference"]
    assert [problem.message for problem in dangling] == ["“本规则第九条”在本文中没有对应的条文"]


def test_what_an_amending_decision_cites_is_another_text() -> None:
    text = (
        "关于修改《某县会议规则》的决定\n一、删去第九条。\n二、将本规则第十条改为第九条。\n三、本决定自公布之日起施行。"
    )
    assert all(each.resolved is None for each in references_of(_regulation(text)))
    assert zhize.check(_regulation(text)) == ()


def test_a_mention_under_its_full_name_is_the_body_of_its_short_name() -> None:
    analysis = zhize.analyze(
        "第一条　某县人民政府办公室（以下简称县政府办公室）负责值班。\n第二条　县政府办公室应当报告。"
    )
    assert {actor.body for actor in analysis.actors} == {"县政府办公室"}
    assert [each.name for each in analysis.definitions] == ["县政府办公室"]


def test_the_problems_of_citations_stand_in_the_analysis() -> None:
    analysis = zhize.analyze("第一条　县长召集会议。\n第二条　依照本规则第九条主持。")
    assert [problem.code for problem in analysis.problems] == ["dangling-reference"]


@pytest.mark.parametrize(
    ("text", "resolved", "dangling"),
    [
        ("第一条　依照前款办理。", [None], ["前款"]),
        ("第一条　甲。\n依照前款办理。", ["1.p1"], []),
        ("第一条　本项制度由县长负责。", [], []),
        ("第一条　甲。\n第一条之一　乙。\n第二条　依照前条办理。", ["1-1"], []),
        ("第一条　甲。\n第一条　乙。\n依照前款办理。\n第二条　丙。", ["1_2.p1"], []),
        ("第一条　甲。\n第二条　依照前条第二款办理。", [None], ["前条第二款"]),
        ("第一条　会议：\n（一）甲；\n（二）依照前项办理。", ["1.p1.i1"], []),
    ],
)
def test_places_near_by(text: str, resolved: list[str | None], dangling: list[str]) -> None:
    regulation = _regulation(text)
    assert [each.resolved for each in references_of(regulation)] == resolved
    problems = [problem for problem in zhize.check(regulation) if problem.code == "dangling-reference"]
    assert [problem.message.split("”")[0].lstrip("“") for problem in problems] == dangling
