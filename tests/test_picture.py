"""The picture of the duties: what is drawn, where, and that nothing lies on anything else."""

from __future__ import annotations

import re
import time
from itertools import combinations, pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from documents import document, empty

from zhize import labels
from zhize.analysis import analyze
from zhize.export.graphs.picture import to_svg
from zhize.export.graphs.shapes import STROKES, TIER
from zhize.graph import Tier, duty_graph, ties
from zhize.types import Relation

if TYPE_CHECKING:
    from pathlib import Path

SVG = "{http://www.w3.org/2000/svg}"
Box = tuple[float, float, float, float]


def _read(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  # the picture is our own


@pytest.fixture(scope="module")
def seed_graph(seed: Path) -> nx.MultiDiGraph:
    return duty_graph(analyze(seed))


def _bodies(svg: str) -> dict[str, Box]:
    """Return left, top, right and bottom of each body's box."""
    found = {}
    for group in _read(svg).iter(f"{SVG}g"):
        if group.get("class") == "body":
            rect = group.find(f"{SVG}rect")
            assert rect is not None
            x, y, width, height = (float(rect.get(name, "")) for name in ("x", "y", "width", "height"))
            found[group.get("data-body", "")] = (x, y, x + width, y + height)
    return found


def _groups(svg: str, kind: str) -> list[ET.Element]:
    return [group for group in _read(svg).iter(f"{SVG}g") if group.get("class") == kind]


def _ties(svg: str) -> list[tuple[str, str, str]]:
    """Return bearer, counterpart and relation of what each line stands for."""
    named = {group.get("data-at"): group.get("data-body", "") for group in _groups(svg, "body")}
    return [
        (named[bearer], named[counterpart], group.get("data-relation", ""))
        for group in _groups(svg, "tie")
        for bearer in group.get("data-from", "").split()
        for counterpart in group.get("data-to", "").split()
    ]


def _titles(svg: str, kind: str) -> list[str]:
    found = [group.find(f"{SVG}title") for group in _groups(svg, kind)]
    return [title.text or "" for title in found if title is not None]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _graph(*edges: tuple[str, str, Relation], norms: int = 1) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph(title="试", id="t")
    for bearer, counterpart, relation in edges:
        for name in (bearer, counterpart):
            graph.add_node(name, label=name, type="ORG", tier=Tier.DEPARTMENT.value, duties=1)
        for number in range(norms):
            graph.add_edge(
                bearer,
                counterpart,
                key=f"{number}/{relation}",
                relation=relation.value,
                modality="obligation",
                force="hard",
                article=str(number),
                place=f"第{number}条",
                norm=f"{number}.1",
                marker="",
                action="报告",
                time="",
            )
    return graph


def test_every_body_and_every_tie_of_the_seed_is_drawn(seed_graph: nx.MultiDiGraph) -> None:
    svg = to_svg(seed_graph)
    assert set(_bodies(svg)) == set(seed_graph)
    assert sorted(_ties(svg)) == sorted((tie.bearer, tie.counterpart, str(tie.relation)) for tie in ties(seed_graph))


def test_no_two_bodies_of_the_seed_touch(seed_graph: nx.MultiDiGraph) -> None:
    boxes = _bodies(to_svg(seed_graph))
    assert [pair for pair in combinations(boxes, 2) if _overlap(boxes[pair[0]], boxes[pair[1]])] == []


def test_tiers_stand_in_their_order(seed_graph: nx.MultiDiGraph) -> None:
    boxes = _bodies(to_svg(seed_graph))
    tiers = list(Tier)
    joined = [(name, tier) for name, tier in seed_graph.nodes(data="tier") if seed_graph.degree(name)]
    ranked = sorted((tiers.index(Tier(tier)), boxes[name]) for name, tier in joined)
    for (upper, above), (lower, below) in combinations(ranked, 2):
        assert upper == lower or above[3] <= below[1]


def test_the_seed_is_small_quick_and_always_the_same(seed_graph: nx.MultiDiGraph) -> None:
    begin = time.process_time()
    svg = to_svg(seed_graph)
    assert time.process_time() - begin <= 1.5, "0.3 s on a quiet machine"
    assert len(svg.encode()) <= 150_000
    assert to_svg(seed_graph.copy()) == svg


def test_the_seed_fits_a_screen_and_a_page(seed_graph: nx.MultiDiGraph) -> None:
    root = _read(to_svg(seed_graph))
    width, height = float(root.get("width", "")), float(root.get("height", ""))
    assert width <= 1300, "names are 12 pixels high on a screen of 1280"
    assert height <= 0.95 * width, "names are 6 points high on A4 across"


def test_a_tooltip_says_who_what_and_where() -> None:
    svg = to_svg(duty_graph(document()))
    assert sorted(_titles(svg, "tie")) == [
        "主办部门 —送审→ 县政府办公室：1项\n第一条第一款　应报县政府办公室审核",
        "县政府 —报告→ 市政府：1项\n第二条　向市政府报告",
        "县长 —报告→ 市政府：1项\n第二条　向市政府报告",
    ]
    assert sorted(_titles(svg, "body")) == [
        "主办部门（类型未写明）：承担规范1项",
        "县政府办公室（类型未写明），属县政府：承担规范2项",
        "县政府（类型未写明）：承担规范1项",
        "县长（职务），属县政府：承担规范1项",
        "市政府（类型未写明）：承担规范0项",
    ]


def test_a_tooltip_has_six_norms_and_says_how_many_more() -> None:
    [title] = _titles(to_svg(_graph(("甲局", "乙局", Relation.CONSULTS), norms=9)), "tie")
    heading, *lines = title.split("\n")
    assert heading == "甲局 —协商→ 乙局：9项"
    assert lines == [*(f"第{number}条　报告" for number in range(6)), "……另有3项"]


def test_bodies_of_the_same_ties_share_a_frame_and_a_line() -> None:
    graph = _graph(*(("县政府", name, Relation.CONSULTS) for name in ("甲", "乙", "丙", "丁", "戊", "己")))
    svg = to_svg(graph)
    assert len(_groups(svg, "tie")) == 1
    assert len(_ties(svg)) == 6
    frames = [rect for rect in _read(svg).iter(f"{SVG}rect") if rect.get("class") == "rim"]
    assert len(frames) == 1
    assert _titles(svg, "tie") == ["县政府 —协商→ 甲、乙、丙、丁等6个主体：1项\n第0条　报告"]


def test_a_body_without_ties_stands_below_the_others() -> None:
    graph = _graph(("甲局", "乙局", Relation.CONSULTS))
    graph.add_node("县政府", label="县政府", type="ORG", tier=Tier.GOVERNMENT.value, duties=4)
    boxes = _bodies(to_svg(graph))
    assert boxes["县政府"][1] > max(boxes["甲局"][3], boxes["乙局"][3])


def test_a_body_that_belongs_to_another_is_marked() -> None:
    graph = _graph(("县政府办公室", "县政府", Relation.REPORTS_TO), ("县政府办公室", "市政府", Relation.REPORTS_TO))
    graph.nodes["县政府办公室"]["part_of"] = "县政府"
    graph.nodes["市政府"]["part_of"] = "省政府"  # which is not in the picture
    svg = to_svg(graph)
    numbers = {group.get("data-body"): group.get("data-at") for group in _groups(svg, "body")}
    assert [
        (group.get("data-body"), group.get("data-of")) for group in _groups(svg, "body") if group.get("data-of")
    ] == [("县政府办公室", numbers["县政府"])]
    assert "县政府办公室（机构），属县政府：承担规范1项" in _titles(svg, "body")
    assert sum(path.get("class") == "part" for path in _read(svg).iter(f"{SVG}path")) == 2, "the body, and the legend"


def test_what_only_encourages_is_pale() -> None:
    graph = _graph(("甲局", "乙局", Relation.CONSULTS), ("乙局", "丙局", Relation.CONSULTS))
    graph.edges["甲局", "乙局", "0/consults"]["force"] = "soft"
    paths = [group.find(f"{SVG}path") for group in _groups(to_svg(graph), "tie")]
    assert [path.get("opacity") for path in paths if path is not None].count(".55") == 1


def test_the_legend_names_what_occurs_and_nothing_else() -> None:
    root = _read(to_svg(duty_graph(document())))
    legend = next(group for group in root.iter(f"{SVG}g") if group.get("class") == "legend")
    words = [text.text for text in legend.iter(f"{SVG}text")]
    assert words == ["报告", "送审", "职务", "所属主体也在图中", words[-1]]
    assert str(words[-1]).startswith("箭头由承担者指向相对方；线越粗，规范越多；")


def test_relations_differ_in_colour_or_dashes() -> None:
    assert set(STROKES) == set(Relation)
    assert len(set(STROKES.values())) == len(STROKES)


def test_more_duties_make_a_thicker_line() -> None:
    widths = []
    for norms in (1, 2, 9):
        root = _read(to_svg(_graph(("甲局", "乙局", Relation.CONSULTS), norms=norms)))
        tie = next(group for group in root.iter(f"{SVG}g") if group.get("class") == "tie")
        path = tie.find(f"{SVG}path")
        assert path is not None
        widths.append(float(path.get("stroke-width", "")))
    assert widths == sorted(set(widths))


def test_lines_of_two_relations_do_not_lie_on_each_other() -> None:
    svg = to_svg(_graph(("甲局", "乙局", Relation.CONSULTS), ("乙局", "甲局", Relation.NOTIFIES)))
    paths = [path.get("d") for group in _groups(svg, "tie") for path in group.iter(f"{SVG}path")]
    assert len(paths) == len(set(paths)) == 2


def test_a_duty_among_bodies_of_one_kind_is_a_loop() -> None:
    assert _ties(to_svg(_graph(("部门", "部门", Relation.CONSULTS)))) == [("部门", "部门", "consults")]


@pytest.mark.parametrize("name", ['<script>alert("1")</script>', "甲&乙]]>", "a'b\"c", "\x00\ud800", ""])
def test_any_name_is_escaped(name: str) -> None:
    svg = to_svg(_graph((name, "县政府", Relation.REPORTS_TO)))
    svg.encode()
    shown = "".join("\ufffd" if char in "\x00\ud800" else char for char in name)
    assert set(_bodies(svg)) == {shown, "县政府"}
    assert "<script" not in svg


def test_a_very_long_name_and_very_many_bodies_find_room() -> None:
    names = ["县" * 400, *(f"第{number}号部门" for number in range(80))]
    svg = to_svg(_graph(*((name, names[-1], Relation.REPORTS_TO) for name in names[:-1])))
    boxes = _bodies(svg)
    assert len(boxes) == len(names)
    assert not any(_overlap(one, other) for one, other in combinations(boxes.values(), 2))


def test_nothing_to_draw_is_a_picture_too() -> None:
    svg = to_svg(duty_graph(empty()))
    assert _bodies(svg) == {}
    assert "没有从条文中识别出主体和职责" in svg


def test_a_body_without_a_tier_stands_with_the_departments() -> None:
    graph = nx.MultiDiGraph(title="别人的图")
    graph.add_node("县教育局", tier="department")
    graph.add_node("甲")
    assert re.findall(r'data-body="([^"]*)"', to_svg(graph)) == ["县教育局", "甲"]
    assert TIER[Tier.DEPARTMENT] in to_svg(graph)


def test_every_tier_and_relation_has_its_words() -> None:
    graph = _graph(*((tier.value, other.value, Relation.CONSULTS) for tier, other in pairwise(Tier)))
    for tier in Tier:
        graph.nodes[tier.value]["tier"] = tier.value
    drawn = [text.text for text in _read(to_svg(graph)).iter(f"{SVG}text")]
    assert [
        word
        for word in ("上级", "党委 人大 政协", "政府", "会议", "领导", "办公室", "单位", "镇街", "社会")
        if word not in drawn
    ] == []
    assert set(labels.RELATION) == set(STROKES)
