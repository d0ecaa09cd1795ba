"""What changes between the duty graphs of two regulations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from zhize.analysis import analyze
from zhize.graph import Facet, ShiftKind, changes, duty_graph

if TYPE_CHECKING:
    from pathlib import Path

    import networkx as nx

    from zhize.graph import Shifts

OLD = """某县公文管理办法
第一条　县教育局应当在5个工作日内将方案报县政府办公室审核。
第二条　县财政局应当将预算报县长审批。
第三条　县审计局应当每年向县政府报告一次。
第四条　县司法局应当将草案送县政府办公室审核。
"""
NEW = """某县公文管理办法
第一条　县教育局应当在3个工作日内将方案报县政府办公室审核。
第二条　县财政局可以将预算报县长审批。
第三条　县审计局应当每半年向县政府报告一次。
第四条　县司法局应当将草案送县政府办公室审核。县司法局应当将说明送县政府办公室审核。
第五条　县水利局应当将计划报县长审批。
"""


def _graph(text: str) -> nx.MultiDiGraph:
    return duty_graph(analyze(text))


def _said(shifts: Shifts) -> dict[str, tuple[ShiftKind, tuple[Facet, ...]]]:
    return {(shift.left or shift.right)[0].bearer: (shift.kind, shift.facets) for shift in shifts.ties}


def test_what_is_new_gone_or_otherwise() -> None:
    shifts = changes(_graph(OLD), _graph(NEW))
    assert _said(shifts) == {
        "县教育局": (ShiftKind.CHANGED, (Facet.DEADLINE,)),
        "县财政局": (ShiftKind.CHANGED, (Facet.MODALITY,)),
        "县审计局": (ShiftKind.CHANGED, (Facet.FREQUENCY,)),
        "县司法局": (ShiftKind.CHANGED, (Facet.NUMBER,)),
        "县水利局": (ShiftKind.ADDED, ()),
    }
    assert (shifts.gone, shifts.new, shifts.same) == ((), ("县水利局",), 0)


def test_a_shift_has_the_articles_of_both_sides() -> None:
    [shift] = [shift for shift in changes(_graph(OLD), _graph(NEW)).ties if Facet.DEADLINE in shift.facets]
    assert [(duty.place, duty.deadline_value) for duty in (*shift.left, *shift.right)] == [
        ("第一条", "P5WD"),
        ("第一条", "P3WD"),
    ]


def test_nothing_changes_in_a_text_itself(seed: Path) -> None:
    graph = duty_graph(analyze(seed))
    shifts = changes(graph, graph)
    assert (shifts.ties, shifts.gone, shifts.new) == ((), (), ())
    assert shifts.same > 100


@pytest.mark.parametrize(("left", "right"), [(OLD, NEW), (NEW, OLD)], ids=["forth", "back"])
def test_the_other_way_round_it_is_the_mirror(left: str, right: str) -> None:
    there, back = changes(_graph(left), _graph(right)), changes(_graph(right), _graph(left))
    mirrored = {ShiftKind.ADDED: ShiftKind.REMOVED, ShiftKind.REMOVED: ShiftKind.ADDED}
    assert {(shift.kind, shift.left, shift.right, shift.facets) for shift in there.ties} == {
        (mirrored.get(shift.kind, shift.kind), shift.right, shift.left, shift.facets) for shift in back.ties
    }
    assert (there.gone, there.new, there.same) == (back.new, back.gone, back.same)


def test_bodies_of_two_levels_are_one_under_a_common_name() -> None:
    county, city = _graph(OLD), _graph(OLD.replace("县", "市"))
    apart = changes(county, city)
    assert {shift.kind for shift in apart.ties} == {ShiftKind.ADDED, ShiftKind.REMOVED}
    assert "县财政局" in apart.gone
    assert "市财政局" in apart.new
    together = changes(
        county, city, ours=lambda name: name.replace("县", "本"), theirs=lambda name: name.replace("市", "本")
    )
    assert (together.ties, together.gone, together.new) == ((), (), ())
    assert together.same == 4
