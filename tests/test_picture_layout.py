"""How the picture is arranged: rows, trunks, bars and lines that keep their distances, whatever the graph."""

from __future__ import annotations

from itertools import combinations, pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhize.export.graphs.layered import layered, split
from zhize.export.graphs.places import Scene, scene
from zhize.export.graphs.routes import path
from zhize.export.graphs.spacing import spread
from zhize.export.graphs.tracks import Bar, levels
from zhize.export.graphs.units import frames, links, trunks
from zhize.graph import Tie, Tier, ties
from zhize.types import Relation

RELATIONS = [Relation.REPORTS_TO, Relation.APPROVED_BY, Relation.CONSULTS]


@st.composite
def graphs(draw: st.DrawFn) -> nx.MultiDiGraph:
    """Draw a duty graph: bodies in any tiers, ties between any two, a body and itself among them."""
    sizes = draw(st.lists(st.integers(0, 6), min_size=1, max_size=6))
    graph = nx.MultiDiGraph(title="试", id="t")
    for tier, size in zip(Tier, sizes, strict=False):
        for number in range(size):
            name = "县" * draw(st.integers(1, 30)) + f"{tier.value}{number}"
            graph.add_node(name, label=name, type="ORG", tier=tier.value, duties=draw(st.integers(0, 99)))
    names = list(graph)
    if names:
        ends = st.tuples(st.sampled_from(names), st.sampled_from(names), st.sampled_from(RELATIONS))
        for key, (bearer, counterpart, relation) in enumerate(draw(st.lists(ends, max_size=30))):
            graph.add_edge(bearer, counterpart, key=str(key), **_said(relation, key))
    return graph


def _said(relation: Relation, number: int) -> dict[str, str]:
    place = {"article": str(number), "place": f"第{number}条", "norm": f"{number}.1"}
    words = {"marker": "应当", "action": "报告", "time": ""}
    return place | words | {"relation": relation.value, "modality": "obligation", "force": "hard"}


def _points(way: str) -> list[tuple[float, float]]:
    """Return the points of a path; of a round corner its beginning and its end."""
    found = []
    for part in way.replace("M", "L").split("L")[1:]:
        for pair in [part.split("Q")[0], *(" ".join(part.split("Q")[1].split()[2:]) for _ in part.split("Q")[1:])]:
            x, y = pair.split()
            found.append((float(x), float(y)))
    return found


def _boxes(place: Scene) -> dict[str, tuple[float, float, float, float]]:
    """Return left, top, right and bottom of each frame, in the x of the lines."""
    found = {}
    for head, frame in place.frames.items():
        row = place.ways.row_of[head]
        middle = place.ground.tops[row] + place.ground.heights[row] / 2
        x, half = place.centres[head], frame.width / 2
        found[head] = (x - half, middle - frame.height / 2, x + half, middle + frame.height / 2)
    return found


@given(graphs())
@settings(max_examples=60, deadline=None)
def test_no_line_runs_over_a_body(graph: nx.MultiDiGraph) -> None:
    place = scene(graph, ties(graph))
    boxes = _boxes(place)
    for number, trunk in enumerate(place.ways.trunks):
        for link in trunk.links:
            for one, other in pairwise(_points(path(place.ways, number, link, place.ground))):
                low, high = min(one[0], other[0]), max(one[0], other[0])
                top, bottom = min(one[1], other[1]), max(one[1], other[1])
                over = [
                    head
                    for head, box in boxes.items()
                    if low < box[2] - 1 and box[0] + 1 < high + 1 and top < box[3] - 1 and box[1] + 1 < bottom
                ]
                assert over == []


@given(graphs())
@settings(max_examples=60, deadline=None)
def test_every_body_has_a_place_and_none_touches_another(graph: nx.MultiDiGraph) -> None:
    place = scene(graph, ties(graph))
    spots = [*place.spots, *(place.shelf.spots if place.shelf else ())]
    assert sorted(spot.box.name for spot in spots) == sorted(graph)
    for one, other in combinations(spots, 2):
        beside = one.left + one.box.width < other.left or other.left + other.box.width < one.left
        assert beside or one.top + one.box.height < other.top or other.top + other.box.height < one.top
    assert all(spot.left >= 0 and spot.left + spot.box.width <= place.width for spot in spots)
    assert all(spot.top >= 0 and spot.top + spot.box.height <= place.bottom for spot in spots)


@given(graphs())
@settings(max_examples=60, deadline=None)
def test_every_tie_is_in_one_link_and_every_link_in_one_trunk(graph: nx.MultiDiGraph) -> None:
    drawn = ties(graph)
    framed = frames(drawn, dict(graph.nodes(data="tier")))
    found = links(drawn, framed)
    assert sorted(map(_key, drawn)) == sorted(_key(tie) for link in found for tie in link.ties)
    apart = [link for link in found if link.bearer != link.counterpart]
    grown = trunks(apart, {head: number // 2 for number, head in enumerate(framed)})
    assert sorted(map(id, apart)) == sorted(id(link) for trunk in grown for link in trunk.links)
    for trunk in grown:
        assert {link.bearer if trunk.outward else link.counterpart for link in trunk.links} == {trunk.root}
        assert len({link.relation for link in trunk.links}) == 1


def _key(tie: Tie) -> tuple[str, str, str]:
    return tie.bearer, tie.counterpart, tie.relation


def test_lines_to_one_body_run_as_one_trunk() -> None:
    graph = nx.MultiDiGraph()
    for name in ("县委", "甲", "乙", "丙"):
        graph.add_node(name, label=name, type="ORG", tier=Tier.PARTY if name == "县委" else Tier.DEPARTMENT, duties=1)
    for number, name in enumerate(("甲", "乙", "丙")):
        graph.add_edge(name, "县委", key=str(number), **_said(Relation.REPORTS_TO, number))
        graph.add_edge(name, name, key=f"{number}/2", **_said(Relation.CONSULTS, number))
    [trunk] = scene(graph, ties(graph)).ways.trunks
    assert (trunk.root, trunk.outward, len(trunk.links)) == ("县委", False, 3)


@given(
    st.lists(
        st.builds(
            lambda tops, bottoms: Bar(tops=tuple(sorted(tops)), bottoms=tuple(sorted(bottoms))),
            st.lists(st.integers(0, 300), min_size=1, max_size=3),
            st.lists(st.integers(0, 300), min_size=1, max_size=3),
        ),
        max_size=12,
    )
)
def test_no_two_bars_of_a_level_touch(bars: list[Bar]) -> None:
    found = levels(bars)
    for (one, level), (other, same) in combinations(zip(bars, found, strict=True), 2):
        assert level != same or one.high < other.low or other.high < one.low


def test_bars_that_would_cross_change_places() -> None:
    left_to_right, inside = Bar(tops=(0,), bottoms=(100,)), Bar(tops=(50,), bottoms=(200,))
    # The second begins within the first: above it, its line down would not meet the first one's bar.
    assert levels([left_to_right, inside]) == [1, 0]
    assert levels([inside, left_to_right]) == [0, 1]


@given(st.lists(st.floats(-500, 1500), min_size=1, max_size=12), st.floats(1, 30))
def test_places_keep_their_distances_and_limits(wishes: list[float], gap: float) -> None:
    found = spread(wishes, [gap] * (len(wishes) - 1), 0, 1000, [1.0] * len(wishes))
    assert all(other - one >= gap - 1e-6 for one, other in pairwise(found))
    assert found[0] >= 0
    assert found[-1] <= 1000 + 1e-6


def test_a_wish_that_hurts_nobody_is_granted() -> None:
    assert spread([10, 200, 205], [20, 20], 0, 500, [1, 1, 1]) == pytest.approx([10, 192.5, 212.5])


@pytest.mark.parametrize(("span", "rows"), [(1000, 1), (330, 2), (220, 3)])
def test_a_tier_takes_the_rows_that_it_needs(span: float, rows: int) -> None:
    names = [f"{number}" for number in range(5)]
    found, tiers = split([names, []], dict.fromkeys(names, 82.0), [], span)
    assert (len(found), tiers) == (rows, [0] * rows)
    assert sorted(name for row in found for name in row) == names


def test_a_long_trunk_runs_straight_past_a_box() -> None:
    rows = [["上"], ["左", "右"], ["下"]]
    layout = layered(rows, {"上": 80, "左": 80, "右": 80, "下": 80}, [("上", ["下"])], 600)
    x = layout.lanes[0, 1]
    assert all(abs(x - layout.centres[name]) > 40 for name in ("左", "右"))
    assert abs(x - layout.centres["上"]) <= 40
    assert abs(x - layout.centres["下"]) <= 40
