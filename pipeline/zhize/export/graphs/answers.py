"""Answers to questions about the duty graph, ready to be printed as tables or as data: one function a question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from zhize import labels
from zhize.export.graphs.answer_rows import (
    BASIS,
    BASIS_WIDTHS,
    NORM,
    NORM_WIDTHS,
    duty_row,
    facet_words,
    norm_record,
    norm_row,
    plain,
    shortened,
    total_words,
)
from zhize.graph import (
    BETWEEN,
    MOST,
    ShiftKind,
    bottlenecks,
    chains,
    cycles,
    duties_of,
    incoming,
    kindred,
    outgoing,
    receivers,
    signatures,
    without_counterpart,
    without_deadline,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import networkx as nx

    from zhize.analysis import Analysis
    from zhize.graph import Chain, Duty, Link, Shift, Shifts

Row = tuple[str, ...]

_SHIFT: Final = {ShiftKind.ADDED: "仅后文", ShiftKind.REMOVED: "仅前文", ShiftKind.CHANGED: "有别"}
_NONE: Final = "没有"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A table of an answer."""

    title: str = ""
    head: Row = ()
    rows: tuple[Row, ...] = ()
    limits: tuple[int, ...] = ()  # cells of each column; 0 for the one that takes the rest
    lines: tuple[str, ...] = ()  # stand before the table


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is printed of a question, and the same as data."""

    heading: str
    blocks: tuple[Block, ...]
    data: Any  # what JSON holds


def of_duties(analysis: Analysis, graph: nx.MultiDiGraph, body: str) -> Answer:
    """Answer what a body has to do, and what others have to do towards it."""
    norms, received = duties_of(analysis, body), incoming(graph, body)
    facts = graph.nodes[body]
    said = (
        ("类型", labels.ACTOR_TYPE.get(facts["type"], "")),
        ("层级", labels.LEVEL.get(facts["level"], "")),
        ("职能", labels.ROLE.get(facts["role"], "")),
        ("属于", facts["part_of"]),
        ("又称", facts["aliases"].replace(BETWEEN, "、")),
    )
    about = "　".join(f"{name}：{value}" for name, value in said if value)
    borne = Block(
        title=f"应做之事 {len(norms)} 项",
        head=NORM,
        rows=tuple(norm_row(analysis, norm) for norm in norms),
        limits=NORM_WIDTHS,
        lines=(about,) if about else (),
    )
    data = {
        "body": {"name": body, **facts},
        "bears": [norm_record(analysis, norm) for norm in norms],
        "out": plain(outgoing(graph, body)),
        "in": plain(received),
    }
    towards = _basis(f"他方对其之事 {len(received)} 项", received)
    return Answer(heading=f"{body}的职责", blocks=(borne, towards), data=data)


def of_chains(graph: nx.MultiDiGraph, start: str, goal: str) -> Answer:
    """Answer by which ways a matter goes from one body to another: the shortest first, every link with its articles."""
    found = chains(graph, start, goal)
    heading = f"从{start}到{goal}的报批、送审、报送、报告链条"
    if found:
        return Answer(heading=heading, blocks=_of_ways(found), data=plain(found))
    if start == goal:
        line = "起点和终点是同一主体；又回到起点的，见“循环”"
        return Answer(heading=heading, blocks=(Block(lines=(line,)),), data=[])
    others = [name for name in kindred(graph, start) if name != goal and chains(graph, name, goal, most=1)]
    lines = [f"原文没有从{start}到{goal}的链条"]
    if chains(graph, goal, start, most=1):
        lines.append(f"反方向有：从{goal}到{start}")
    if others:
        lines.append(f"同类主体中有链条的：{'、'.join(others)}")
    return Answer(heading=heading, blocks=(Block(lines=tuple(lines)),), data=[])


def of_cycles(graph: nx.MultiDiGraph) -> Answer:
    """Answer where a matter comes back to who began it."""
    found = cycles(graph)
    none = Block(lines=("报批、送审、报送、报告都不回到起点",))
    return Answer(
        heading="报批、送审、报送、报告的循环", blocks=_of_ways(found) if found else (none,), data=plain(found)
    )


def of_bottlenecks(analysis: Analysis, graph: nx.MultiDiGraph) -> Answer:
    """Answer whose signature, approval or review is needed most, and who stands in the middle of most ways."""
    gates = bottlenecks(graph, signatures(analysis))
    summary = Block(
        title=f"关口 {len(gates)} 个",
        head=("主体", "审批审核签发", "所受报送报告", "居间", "来自主体"),
        rows=tuple(
            (gate.body, str(gate.decisions), str(len(gate.received)), f"{gate.betweenness:.1f}", str(gate.behind))
            for gate in gates
        ),
        limits=(0, 12, 12, 8, 8),
        lines=(
            "审批审核签发：须经其决定的规范数；所受报送报告：他方报送、报告的事项数",
            "居间：其他两个主体之间的最短链条有几条经过它；来自主体：直接或者间接到它的主体数",
        )
        if gates
        else (),
    )
    asked = _basis("须经其审批、审核、准假的事项", [duty for gate in gates for duty in gate.approvals])
    own = Block(
        title="由其签发、审批、审核而未写明报送方的事项",
        head=NORM,
        rows=tuple(norm_row(analysis, norm, bearer=gate.body) for gate in gates for norm in gate.signs),
        limits=NORM_WIDTHS,
    )
    data = [
        plain(gate) | {"decisions": gate.decisions, "signs": [norm_record(analysis, norm) for norm in gate.signs]}
        for gate in gates
    ]
    return Answer(heading="审批、审核、签发的关口", blocks=_with_rows(summary, asked, own), data=data)


def of_no_counterpart(analysis: Analysis) -> Answer:
    """Answer which obligations and prohibitions name no other body."""
    norms = without_counterpart(analysis)
    block = Block(
        title=f"{len(norms)} 项，共 {len(analysis.norms)} 项规范",
        head=NORM,
        rows=tuple(norm_row(analysis, norm) for norm in norms),
        limits=NORM_WIDTHS,
    )
    records = [norm_record(analysis, norm) for norm in norms]
    return Answer(heading="没有相对方的义务和禁止", blocks=(block,), data=records)


def of_no_deadline(analysis: Analysis) -> Answer:
    """Answer which obligations have neither a deadline nor a frequency, those with a vague time (及时) first."""
    norms = sorted(without_deadline(analysis), key=lambda norm: not norm.time)
    vague = sum(bool(norm.time) for norm in norms)
    block = Block(
        title=f"{len(norms)} 项，其中 {vague} 项有“及时”一类没有量度的时间" if vague else f"{len(norms)} 项",
        head=NORM,
        rows=tuple(norm_row(analysis, norm) for norm in norms),
        limits=NORM_WIDTHS,
    )
    records = [norm_record(analysis, norm) for norm in norms]
    return Answer(heading="没有时限和频次的义务", blocks=(block,), data=records)


def of_receivers(graph: nx.MultiDiGraph) -> Answer:
    """Answer who bears no norm and only stands on the other side."""
    received = {body: incoming(graph, body) for body in receivers(graph)}
    block = Block(
        title=f"{len(received)} 个，共 {len(graph)} 个主体",
        head=("主体", "来自", *BASIS[1:]),
        rows=tuple((body, *duty_row(duty)) for body, found in received.items() for duty in found),
        limits=(14, 12, 16, 16, 8, 0),
    )
    data = [{"body": body, "in": plain(found)} for body, found in received.items()]
    return Answer(heading="只受不担的主体", blocks=(block,), data=data)


def of_changes(shifts: Shifts, titles: tuple[str, str]) -> Answer:
    """Answer what changes between two graphs."""
    counts = {kind: sum(shift.kind is kind for shift in shifts.ties) for kind in ShiftKind}
    counted = "，".join(f"{_SHIFT[kind]} {number}" for kind, number in counts.items())
    table = Block(
        title=f"关系：{counted}，相同 {shifts.same}",
        head=("变化", "主体", "关系和相对方", "前文条款", "后文条款", "差异或者行为"),
        rows=tuple(map(_shift_row, shifts.ties)),
        limits=(6, 14, 18, 14, 14, 0),
    )
    only = Block(
        title="主体",
        lines=(f"仅前文有：{'、'.join(shifts.gone) or _NONE}", f"仅后文有：{'、'.join(shifts.new) or _NONE}"),
    )
    return Answer(heading=f"《{titles[0]}》与《{titles[1]}》的职责关系", blocks=(table, only), data=plain(shifts))


# --- parts -----------------------------------------------------------------------------------------------------------


def _with_rows(first: Block, *others: Block) -> tuple[Block, ...]:
    """Return the first block and those of the others that have rows."""
    return (first, *(block for block in others if block.rows))


def _of_ways(found: Sequence[Chain]) -> tuple[Block, ...]:
    """Return chains or cycles as lines, and each of their links once with its articles and words."""
    lines = []
    for number, chain in enumerate(found, 1):
        back = (chain.bodies[0],) if len(chain.links) == len(chain.bodies) else ()
        lines += [f"{number}. {' → '.join((*chain.bodies, *back))}", f"   {total_words(chain.total)}"]
    more = f"，只列前 {MOST} 条" if len(found) == MOST else ""
    ways = Block(title=f"{len(found)} 条，最短 {len(found[0].links)} 环{more}", lines=tuple(lines))
    links = {(link.bearer, link.counterpart): link for chain in found for link in chain.links}
    rows = [row for link in links.values() for row in _link_rows(link)]
    basis = Block(
        title="各环的依据",
        head=(*BASIS[:2], "先经", *BASIS[2:]),
        rows=tuple(rows),
        limits=(14, 16, 10, 16, 10, 0),
    )
    return ways, basis


def _link_rows(link: Link) -> Iterable[Row]:
    for duty, first in zip(link.duties, link.first, strict=True):
        bearer, towards, *rest = duty_row(duty)
        yield (bearer, towards, "、".join(first), *rest)


def _basis(title: str, duties: Sequence[Duty]) -> Block:
    return Block(title=title, head=BASIS, rows=tuple(map(duty_row, duties)), limits=BASIS_WIDTHS)


def _shift_row(shift: Shift) -> Row:
    shown = [side[0] for side in (shift.left, shift.right) if side]
    places = ("、".join(dict.fromkeys(duty.place for duty in side)) for side in (shift.left, shift.right))
    differing = "；".join(facet_words(shift, facet) for facet in shift.facets)
    return (
        _SHIFT[shift.kind],
        "／".join(dict.fromkeys(duty.bearer for duty in shown)),
        "／".join(dict.fromkeys(labels.RELATION_PHRASE[shift.relation].format(duty.counterpart) for duty in shown)),
        *places,
        differing or shortened(shown[0].action),
    )
