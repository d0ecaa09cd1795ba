"""Questions asked of the duty graph: chains, cycles, bottlenecks, what lacks something, and the body that is meant."""

from __future__ import annotations

from itertools import combinations, pairwise, permutations
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhize.analysis import analyze
from zhize.due_dates.measures import Measure
from zhize.errors import InputError
from zhize.graph import (
    ASSENT,
    LONGEST,
    MOST,
    bottlenecks,
    chains,
    cycles,
    duty_graph,
    find,
    kindred,
    nearest,
    receivers,
    signatures,
    without_counterpart,
    without_deadline,
)
from zhize.graph.rounds import rounds

if TYPE_CHECKING:
    from pathlib import Path

    from zhize.analysis import Analysis
    from zhize.graph import Chain

PLAN = """某县人民政府工作规则
第一条　县教育局应当在3个工作日内将方案报县政府办公室审核。
第二条　县政府办公室应当在5个工作日内将审核意见报县长审批。
第三条　县长应当在3日内将结果报告县委。
第四条　县教育局应当将方案报县财政局审核。
第五条　县财政局应当在会前2日将意见报县长审批。
第六条　县委不得将方案报县教育局审批。
第七条　各镇应当每月向县教育局报告一次。
"""


@pytest.fixture(scope="module")
def analysis(seed: Path) -> Analysis:
    return analyze(seed)


@pytest.fixture(scope="module")
def graph(analysis: Analysis) -> nx.MultiDiGraph:
    return duty_graph(analysis)


@pytest.fixture(scope="module")
def plan() -> nx.MultiDiGraph:
    return duty_graph(analyze(PLAN))


def _graph(*edges: tuple[str, str], relation: str = "approved_by") -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph(title="试")
    for number, (bearer, counterpart) in enumerate(edges, 1):
        said = {"modality": "obligation", "force": "hard", "article": str(number), "place": f"第{number}条"}
        said |= {"norm": f"{number}.1", "marker": "", "action": "报批", "time": "", "relation": relation}
        graph.add_edge(bearer, counterpart, key=f"{number}.1/1", **said)
    return graph


def _norms(chain: Chain) -> list[list[str]]:
    return [[duty.norm for duty in link.duties] for link in chain.links]


# --- chains ----------------------------------------------------------------------------------------------------------


def test_a_chain_of_the_seed_has_its_articles_and_who_comes_before(graph: nx.MultiDiGraph) -> None:
    [chain] = chains(graph, "部门", "主持会议的县政府领导")
    assert chain.bodies == ("部门", "县政府办公室", "主持会议的县政府领导")
    assert _norms(chain) == [["43.3"], ["43.2"]]
    # 由县政府办公室汇总，经县政府办公室主任审定后报主持会议的县政府领导
    assert [link.first for link in chain.links] == [((),), (("县政府办公室主任",),)]
    assert {duty.place for link in chain.links for duty in link.duties} == {"第四十三条第一款"}


def test_the_shortest_chain_comes_first_and_every_simple_one_is_there(graph: nx.MultiDiGraph) -> None:
    found = chains(graph, "主办部门", "县长")
    assert found[0].bodies == ("主办部门", "县长")
    assert found[0].links[0].first == (("分管副县长",),)
    sizes = [len(chain.links) for chain in found]
    assert sizes == sorted(sizes)
    assert len({chain.bodies for chain in found}) == len(found)
    plain = nx.DiGraph((link.bearer, link.counterpart) for chain in found for link in chain.links)
    assert {chain.bodies for chain in found} == set(map(tuple, nx.all_simple_paths(plain, "主办部门", "县长")))


def test_what_is_forbidden_is_no_step_of_a_chain(graph: nx.MultiDiGraph, plan: nx.MultiDiGraph) -> None:
    # 议事协调机构和临时机构不得直接向县政府报送公文
    assert graph.has_edge("议事协调机构", "县政府")
    assert chains(graph, "议事协调机构", "县政府") == ()
    # 未经县政府批准，县政府各部门、各议事协调机构不得……
    [chain] = chains(graph, "各议事协调机构", "县政府")
    assert _norms(chain) == [["55.2"]]
    assert chains(plan, "县委", "县教育局") == ()


def test_chains_of_approval_alone(plan: nx.MultiDiGraph) -> None:
    assert [chain.bodies for chain in chains(plan, "县教育局", "县委")] == [
        ("县教育局", "县政府办公室", "县长", "县委"),
        ("县教育局", "县财政局", "县长", "县委"),
    ]
    assert chains(plan, "县教育局", "县委", relations=ASSENT) == ()
    assert len(chains(plan, "县教育局", "县长", relations=ASSENT)) == 2
    assert len(chains(plan, "县教育局", "县委", most=1)) == 1


def test_deadlines_are_summed_by_unit_and_the_others_said_apart(plan: nx.MultiDiGraph) -> None:
    through_office, through_finance = chains(plan, "县教育局", "县委")
    assert through_office.total.sums == (Measure(days=3), Measure(working=8))
    assert (through_office.total.apart, through_office.total.untimed) == ((), 0)
    assert through_finance.total.sums == (Measure(days=3),)
    assert through_finance.total.untimed == 1
    [apart] = through_finance.total.apart
    assert (apart.place, apart.deadline) == ("第五条", "会前2日")
    assert apart.reason == "从事由往前倒计，是提前量，不是办理时间"


@pytest.mark.parametrize(
    ("limits", "sums", "reasons"),
    [
        ([("P1W", "within")], (Measure(weeks=1),), []),
        ([("P3M", "within")], (Measure(months=3),), []),
        ([("P1Y/P3Y", "within")], (), ["不是一段确定的长度"]),
        ([("--03-31", "before")], (), ["从事由往前倒计，是提前量，不是办理时间"]),
        ([("P3D", "after")], (), ["是最早的时间，不是最迟的时间"]),
        ([("P3D", "within"), ("P5D", "within")], (), ["本环有几个时限，依事项而定"] * 2),
        ([("P3D", "within"), ("", "")], (), ["本环的其他事项未定时限"]),
        ([("P3D", "within"), ("P3D", "within")], (Measure(days=3),), []),
        ([("", "")], (), []),
    ],
)
def test_only_what_is_a_length_of_time_is_summed(
    limits: list[tuple[str, str]], sums: tuple[Measure, ...], reasons: list[str]
) -> None:
    graph = _graph(*[("甲", "乙")] * len(limits))
    for (value, direction), (_, _, said) in zip(limits, graph.edges(data=True), strict=True):
        said |= {"deadline": value and f"时限{value}", "deadline_value": value, "deadline_direction": direction}
    [chain] = chains(graph, "甲", "乙")
    assert chain.total.sums == sums
    assert [apart.reason for apart in chain.total.apart] == reasons
    assert chain.total.untimed == (not sums and not reasons)


def test_weeks_and_days_are_one_unit() -> None:
    graph = _graph(("甲", "乙"), ("乙", "丙"))
    for value, (_, _, said) in zip(("P1W", "P3D"), graph.edges(data=True), strict=True):
        said |= {"deadline": value, "deadline_value": value, "deadline_direction": "within"}
    [chain] = chains(graph, "甲", "丙")
    assert chain.total.sums == (Measure(days=10),)


def test_two_deadlines_of_one_norm_stay_two() -> None:
    graph = _graph(("甲", "乙"))
    [(_, _, said)] = graph.edges(data=True)
    said |= {"deadline": "3日内；一周内", "deadline_value": "P3D；P1W", "deadline_direction": "within；within"}
    [chain] = chains(graph, "甲", "乙")
    assert [apart.deadline for apart in chain.total.apart] == ["3日内", "一周内"]


def test_no_way_and_no_body(graph: nx.MultiDiGraph) -> None:
    assert chains(graph, "县司法局", "县长") == ()
    assert chains(graph, "县长", "县长") == ()
    with pytest.raises(KeyError, match="县发改局"):
        chains(graph, "县发改局", "县长")


# --- cycles ----------------------------------------------------------------------------------------------------------


def test_a_cycle_begins_where_the_text_does_and_leads_back() -> None:
    graph = _graph(("甲", "乙"), ("丙", "丁"), ("乙", "丙"), ("丙", "甲"), ("丁", "丁"))
    loop, long = cycles(graph)
    assert loop.bodies == ("丁",)
    assert long.bodies == ("甲", "乙", "丙")
    assert [(link.bearer, link.counterpart) for link in long.links] == list(pairwise(("甲", "乙", "丙", "甲")))
    assert _norms(long) == [["1.1"], ["3.1"], ["4.1"]]


def test_cycles_are_of_what_goes_up_only(graph: nx.MultiDiGraph, plan: nx.MultiDiGraph) -> None:
    assert cycles(_graph(("甲", "乙"), ("乙", "甲"), relation="notifies")) == ()
    assert cycles(graph) == ()
    assert cycles(plan) == ()  # 县委不得将方案报县教育局审批


def test_a_cycle_too_long_to_read_is_left_out() -> None:
    names = [f"机构{number}" for number in range(LONGEST + 1)]
    assert cycles(_graph(*pairwise((*names, names[0])))) == ()
    [cycle] = cycles(_graph(*pairwise((*names[:-1], names[0]))))
    assert len(cycle.links) == LONGEST


def test_of_many_cycles_the_shortest_come_first_and_in_the_order_of_the_text() -> None:
    names = [f"机构{number}" for number in range(9)]
    graph = _graph(*permutations(names, 2))
    found = [cycle.bodies for cycle in cycles(graph)]
    assert len(found) == MOST
    pairs = list(combinations(names, 2))
    assert found[: len(pairs)] == pairs
    assert found[len(pairs) :][:2] == [tuple(names[:3]), (*names[:2], names[3])]


@given(st.lists(st.tuples(st.sampled_from("甲乙丙丁戊"), st.sampled_from("甲乙丙丁戊")), max_size=14))
def test_every_cycle_is_found_once(edges: list[tuple[str, str]]) -> None:
    ways = nx.DiGraph(edges)
    found = list(rounds(ways, 4))
    expected = {frozenset(pairwise((*bodies, bodies[0]))) for bodies in nx.simple_cycles(ways) if len(bodies) <= 4}
    turned = [frozenset(pairwise((*bodies, bodies[0]))) for bodies in found]
    assert len(set(turned)) == len(turned)
    assert set(turned) == expected
    at = {body: number for number, body in enumerate(ways)}
    ranks = [(len(bodies), [at[body] for body in bodies]) for bodies in found]
    assert ranks == sorted(ranks)
    assert all(min(places) == places[0] for _, places in ranks)


# --- bottlenecks -----------------------------------------------------------------------------------------------------


def test_whose_signature_is_on_most(analysis: Analysis, graph: nx.MultiDiGraph) -> None:
    gates = {gate.body: gate for gate in bottlenecks(graph, signatures(analysis))}
    first, second, third, *_ = gates
    assert (first, second, third) == ("县长", "县政府", "县政府办公室")
    head = gates["县长"]
    # 第五十四条：由县长签发
    assert [norm.id for norm in head.signs] == ["44.2", "54.1", "54.2", "54.3", "54.5", "54.9"]
    assert {duty.norm for duty in head.approvals} == {"42.1", "47.1", "50.1", "54.8", "54.10", "58.1", "58.2"}
    assert head.decisions == 13
    assert [duty.norm for duty in head.received] == ["74.2"]
    assert gates["县财政局"].decisions == 1


def test_betweenness_is_the_ways_of_others_that_lead_through_a_body() -> None:
    graph = _graph(("甲", "乙"), ("乙", "丙"), ("甲", "丁"), ("丁", "丙"), ("丙", "戊"))
    found = {gate.body: (gate.betweenness, gate.behind) for gate in bottlenecks(graph)}
    assert found == {"丙": (3.0, 3), "乙": (1.0, 1), "丁": (1.0, 1), "戊": (0.0, 4)}


def test_only_the_bare_act_is_a_signature(analysis: Analysis) -> None:
    signs = signatures(analysis)
    # 县政府常务会议由县长决定召开 is no signature, 由县政府全体会议或常务会议讨论决定 is a decision.
    assert "39.5" not in {norm.id for norm in signs["县长"]}
    assert [norm.id for norm in signs["县政府常务会议"]] == ["27.1"]
    assert [norm.id for norm in signs["县司法局"]] == ["20.1"]


# --- what lacks something --------------------------------------------------------------------------------------------


def test_obligations_without_a_deadline(analysis: Analysis) -> None:
    lacking = {norm.id for norm in without_deadline(analysis)}
    assert {"3.3", "32.5", "44.1"} <= lacking  # 及时, 定期, nothing
    assert lacking.isdisjoint({"43.3", "52.8", "90.3"})  # 会前5个工作日, 3个工作日内, 提前3天
    assert lacking.isdisjoint({"38.4", "39.9"})  # 每年召开1－2次, 每月召开1次
    assert all(norm.modality == "obligation" for norm in without_deadline(analysis))


def test_duties_without_a_counterpart_and_bodies_without_a_duty(analysis: Analysis, graph: nx.MultiDiGraph) -> None:
    alone = {norm.id for norm in without_counterpart(analysis)}
    assert "11.1" in alone
    assert "43.3" not in alone
    assert {"县委", "市政府", "县财政局"} <= set(receivers(graph))
    assert {"县长", "县司法局"}.isdisjoint(receivers(graph))


# --- the body that is meant ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "body"),
    [("县长", "县长"), ("泗水县人民政府", "县政府"), ("常务会议", "县政府常务会议"), ("常务副县长", "常务副县长")],
)
def test_a_name_or_another_name_is_a_body(graph: nx.MultiDiGraph, word: str, body: str) -> None:
    assert find(graph, word) == body


def test_a_name_that_is_none_lists_the_nearest(graph: nx.MultiDiGraph) -> None:
    with pytest.raises(InputError) as caught:
        find(graph, "泗水县司法局")
    assert str(caught.value) == (
        "泗水县司法局: is no body of 泗水县人民政府工作规则; "
        "the nearest names are 县司法局、县审计局、县财政局、县委、县长"
    )
    assert nearest(graph, "财政局")[0] == "县财政局"


def test_a_name_of_two_bodies_and_a_graph_of_none() -> None:
    graph = nx.MultiDiGraph()
    with pytest.raises(InputError, match="县长: is no body of the text; it names no body with a duty"):
        find(graph, "县长")
    graph.add_node("甲局", aliases="主管部门；局")
    graph.add_node("乙局", aliases="主管部门")
    with pytest.raises(InputError, match="主管部门: means several bodies of the text; use one of 甲局、乙局"):
        find(graph, "主管部门")


def test_who_is_of_the_same_role(graph: nx.MultiDiGraph) -> None:
    same = kindred(graph, "县司法局")
    assert {"县政府各部门", "主办部门", "县财政局"} <= set(same)
    assert {"县司法局", "上级审计机关", "县政府办公室"}.isdisjoint(same)
    assert kindred(graph, "社会公众") == ()


def test_whoever_signs_is_counted_where_nobody_asks_for_it() -> None:
    text = "第一条　规范性文件由县长签署，以县政府文件印发。\n第二条　公文由县长签发。\n第三条　纪要由主任签字。\n"
    assert {body: len(norms) for body, norms in signatures(analyze(text)).items()} == {"县长": 2, "主任": 1}
