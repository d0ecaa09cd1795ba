"""The picture of the duties: what is drawn, where, and that nothing lies on anything else."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from documents import document, empty
from hypothesis import given, settings
from hypothesis import strategies as st

from zhize import labels
from zhize.analysis import analyze
from zhize.export.graphs.layered import layered
from zhize.export.graphs.picture import to_svg
from zhize.export.graphs.shapes import STROKES
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


def _ties(svg: str) -> list[tuple[str, str, str]]:
    return [
        (group.get("data-from", ""), group.get("data-to", ""), group.get("data-relation", ""))
        for group in _read(svg).iter(f"{SVG}g")
        if group.get("class") == "tie"
    ]


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
    ranked = sorted((tiers.index(Tier(tier)), boxes[name]) for name, tier in seed_graph.nodes(data="tier"))
    for (upper, above), (lower, below) in combinations(ranked, 2):
        assert upper == lower or above[3] <= below[1]


def test_the_seed_is_small_and_always_the_same(seed: Path, seed_graph: nx.MultiDiGraph) -> None:
    svg = to_svg(seed_graph)
    assert len(svg.encode()) <= 100_000
    assert to_svg(duty_graph(analyze(seed))) == svg


def test_a_tooltip_says_who_what_and_where() -> None:
    svg = to_svg(duty_graph(document()))
    titles = [title.text for title in _read(svg).iter(f"{SVG}title")]
    assert titles == [
        "《某县人民政府工作规则》职责关系图",
        "县长 —报告→ 市政府：1项，第二条",
        "县政府 —报告→ 市政府：1项，第二条",
        "主办部门 —送审→ 县政府办公室：1项，第一条第一款",
        "市政府（类型未写明）：承担规范0项",
        "县政府（类型未写明）：承担规范1项",
        "县长（职务）：承担规范1项",
        "县政府办公室（类型未写明）：承担规范2项",
        "主办部门（类型未写明）：承担规范1项",
    ]


def test_the_legend_names_what_occurs_and_nothing_else() -> None:
    root = _read(to_svg(duty_graph(document())))
    legend = next(group for group in root.iter(f"{SVG}g") if group.get("class") == "legend")
    words = [text.text for text in legend.iter(f"{SVG}text")]
    assert words == ["报告", "送审", "职务", "箭头由承担者指向相对方；线越粗，职责越多；框内数字是所承担规范的项数"]


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
    paths = [path.get("d") for path in _read(svg).iter(f"{SVG}path") if "C" in path.get("d", "")]
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
    assert _bodies(to_svg(duty_graph(empty()))) == {}


def test_every_tier_and_relation_has_its_words() -> None:
    graph = nx.MultiDiGraph(title="试")
    for tier in Tier:
        graph.add_node(tier.value, label=tier.value, type="", tier=tier.value, duties=0)
    drawn = [text.text for text in _read(to_svg(graph)).iter(f"{SVG}text")]
    assert [
        word for word in ("上级", "人大", "政府", "会议", "领导", "办公室", "单位", "镇街", "社会") if word not in drawn
    ] == []
    assert set(labels.RELATION) == set(STROKES)


@st.composite
def _tiers(draw: st.DrawFn) -> tuple[list[list[str]], dict[str, float], dict[tuple[str, str], float]]:
    sizes = draw(st.lists(st.integers(0, 9), min_size=1, max_size=6))
    groups = [[f"{tier}.{number}" for number in range(size)] for tier, size in enumerate(sizes)]
    names = [name for group in groups for name in group]
    widths = {name: draw(st.floats(20, 400)) for name in names}
    joined = [pair for pair in combinations(names, 2) if draw(st.integers(0, 9)) == 0]
    pairs = {pair: draw(st.floats(0, 20)) for pair in joined}
    return groups, widths, pairs


@given(_tiers())
@settings(max_examples=60, deadline=None)
def test_any_layout_keeps_its_distances(
    case: tuple[list[list[str]], dict[str, float], dict[tuple[str, str], float]],
) -> None:
    groups, widths, pairs = case
    layout = layered(groups, widths, pairs, 600)
    assert sorted(name for row in layout.rows for name in row) == sorted(widths)
    for row in layout.rows:
        edges = [(layout.centres[name] - widths[name] / 2, layout.centres[name] + widths[name] / 2) for name in row]
        assert edges[0][0] >= -1e-6
        assert all(one[1] < other[0] for one, other in pairwise(edges))
    for (index, _), x in layout.lanes.items():
        gaps = [abs(x - layout.centres[name]) - widths[name] / 2 for name in layout.rows[index]]
        assert min(gaps, default=1) > 0, "a line runs under a box"
