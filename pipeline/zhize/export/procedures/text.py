"""Procedures as text: a table for the terminal, Markdown with a chart, records for programs."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from zhize.export.procedures.mermaid import to_mermaid
from zhize.export.procedures.shapes import notes_of, who_of, words_of
from zhize.export.terminal.aligned import table
from zhize.labels import RELATION
from zhize.procedures import Join

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from zhize.procedures import Procedure, Stage

_HEAD = ("序", "主体", "行为", "方式", "时限", "情形与说明", "条款")
_LIMITS = (4, 32, 0, 4, 18, 24, 18)  # cells; what they leave of the width is for 行为
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>~&$^=-])")
_JOINS: Final[Mapping[Join, str]] = {
    Join.OPENS: "程序开始",
    Join.NORM: "同一规范的先后行为",
    Join.MATTER: "同一事项",
    Join.PAPER: "承接前一环节的成果",
    Join.HANDED: "由前一环节的参与者接办",
    Join.SENTENCE: "同一句中相承",
    Join.CARRIED: "承前省略主体",
    Join.CASE: "同一决定的另一情形",
}


def to_table(found: Sequence[Procedure], *, title: str, width: int) -> str:
    """Return procedures as text for a terminal.

    Args:
        found: the procedures.
        title: of their text.
        width: cells of a line.
    """
    if not found:
        return f"《{title}》\n没有发现由两个以上环节组成的程序\n"
    lines = [f"《{title}》程序 {len(found)} 项"]
    for procedure in found:
        lines += ["", f"{procedure.id}  {procedure.title}（{procedure.place}）"]
        lines += [f"事项：{procedure.matter}"] if procedure.matter else []
        lines += _stages(procedure, width)
        lines += [f"后续：{other.title}（都涉及“{other.grounds}”）" for other in procedure.following]
    return "\n".join(lines) + "\n"


def _stages(procedure: Procedure, width: int) -> list[str]:
    """Return the table of the stages without columns that say nothing here."""
    rows = _cells(procedure)
    alone = {row[-1] for row in rows} == {procedure.place}
    kept = [at for at in range(len(_HEAD) - alone) if any(row[at] for row in rows)]
    head, limits = [_HEAD[at] for at in kept], [_LIMITS[at] for at in kept]
    return table(head, [[row[at] for at in kept] for row in rows], limits, total=width)


def _cells(procedure: Procedure) -> list[tuple[str, ...]]:
    return [
        (
            str(number),
            who_of(stage),
            words_of(stage),
            RELATION[stage.relation] if stage.relation else "",
            "；".join(stage.times),
            _when(stage),
            stage.place,
        )
        for number, stage in enumerate(procedure.stages, 1)
    ]


def _when(stage: Stage) -> str:
    return "；".join(part for part in (stage.case, *notes_of(stage)) if part)


def to_markdown(found: Iterable[Procedure], *, title: str) -> str:
    """Return procedures as Markdown: for each its chart (Mermaid), its stages, and why they stand together."""
    lines = [f"# {_plain(f'《{title}》程序')}"]
    for procedure in found:
        lines += ["", f"## {_plain(procedure.title)}", "", _plain(procedure.place), ""]
        lines += ["```mermaid", to_mermaid(procedure).rstrip("\n"), "```", ""]
        lines += [f"| {' | '.join((*_HEAD, '连接理由'))} |", "|" + " --- |" * (len(_HEAD) + 1)]
        for cells, stage in zip(_cells(procedure), procedure.stages, strict=True):
            lines.append(f"| {' | '.join(_plain(cell) for cell in (*cells, reason(stage)))} |")
        lines += [f"\n后续：{_plain(other.title)}（都涉及“{_plain(other.grounds)}”）" for other in procedure.following]
    return "\n".join(lines) + "\n"


def reason(stage: Stage) -> str:
    """Return why a stage stands with the ones before it, and the words that say so."""
    return _JOINS[stage.join] + (f"（{stage.grounds}）" if stage.grounds else "")


def _plain(text: str) -> str:
    """Return a text in which Markdown reads no sign of its own."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def to_json(found: Iterable[Procedure], *, title: str) -> str:
    """Return procedures as JSON text: the document ``zhize.procedures/1``; offsets are article offsets."""
    document = {
        "schema": "zhize.procedures/1",
        "title": title,
        "procedures": [record(procedure) for procedure in found],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def record(procedure: Procedure) -> dict[str, Any]:
    """Return a procedure as plain objects: a part of its flow is a stage, or a decision with ``cases``."""
    return asdict(procedure)
