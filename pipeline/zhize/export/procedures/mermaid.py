"""A procedure as a Mermaid flow chart, which Markdown pages of many sites and editors draw."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zhize.export.graphs.mermaid import escape
from zhize.export.procedures.rows import rows_of
from zhize.export.procedures.shapes import notes_of, who_of, words_of
from zhize.labels import RELATION
from zhize.procedures import Decision

if TYPE_CHECKING:
    from zhize.export.procedures.rows import Row
    from zhize.procedures import Procedure, Stage

_Loose = tuple[str, str]  # a shape from which a line is still to be drawn, and the word beside it


@dataclass(slots=True, kw_only=True)
class _Chart:
    """The lines written so far."""

    lines: list[str] = field(default_factory=list)
    count: int = 0
    loose: list[_Loose] = field(default_factory=list)

    def add(self, shape: tuple[str, str], *words: str, beside: str = "") -> str:
        """Write a shape and the lines that lead to it; return its id."""
        self.count += 1
        name = f"n{self.count}"
        label = "<br>".join(escape(part) for part in words if part)
        self.lines.append(f'  {name}{shape[0]}"{label}"{shape[1]}')
        for tail, word in self.loose:
            label = " · ".join(part for part in (word, beside) if part)
            self.lines.append(f"  {tail} -->" + (f'|"{escape(label)}"| ' if label else " ") + name)
        self.loose = [(name, "")]
        return name


def to_mermaid(procedure: Procedure) -> str:
    """Return the flow chart of a procedure as Mermaid text, to be written as UTF-8.

    Signs of ASCII in words of the text stand as ``#34;``, so that nothing of it is read as Mermaid, Markdown or HTML.
    """
    chart = _Chart(lines=["flowchart TD", f"  %% {escape(procedure.title)}"])
    chart.add(("([", "])"), procedure.matter or "开始")
    for part in procedure.flow:
        if isinstance(part, Decision):
            _decision(chart, part)
        else:
            _stage(chart, part)
    following = "；".join(f"后续：{other.title}" for other in procedure.following)
    chart.add(("([", "])"), following or "结束")
    return "\n".join(chart.lines) + "\n"


def _stage(chart: _Chart, stage: Stage) -> None:
    beside = " · ".join([*([RELATION[stage.relation]] if stage.relation else []), *stage.times])
    chart.add(("[", "]"), who_of(stage), words_of(stage), *notes_of(stage), stage.place, beside=beside)


def _decision(chart: _Chart, decision: Decision) -> None:
    rows = rows_of(decision)
    ends: list[_Loose] = []
    if decision.exclusive:
        fork = chart.add(("{{", "}}"), "按情形之一")
        for row in rows:
            chart.loose = [(fork, "；".join(row.words))]
            _stages(chart, row)
            ends += chart.loose
        chart.loose = ends
        return
    for row in rows:
        asked = chart.add(("{{", "}}"), *row.words)
        chart.loose = [(asked, "是")]
        _stages(chart, row)
        chart.loose = [*chart.loose, (asked, "否")]


def _stages(chart: _Chart, row: Row) -> None:
    for stage in row.stages:
        _stage(chart, stage)
