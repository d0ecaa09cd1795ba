"""Due dates, case by case: `cases/due.md` is written to be read and added to by a jurist."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pytest

from zhize.due_dates import Due, due
from zhize.tagging import times
from zhize.types import TimeType

CASES = Path(__file__).parent / "cases" / "due.md"
NONE = "—"


@dataclass(frozen=True)
class Case:
    place: str
    text: str
    cells: tuple[tuple[str, str], ...]


def _printed(moment: dt.date | None) -> str:
    if isinstance(moment, dt.datetime):
        return moment.strftime("%Y-%m-%dT%H:%M")
    return moment.isoformat() if moment else NONE


SHOW = {
    "到期日": lambda found: _printed(found.date),
    "最早": lambda found: _printed(found.earliest),
    "最迟": lambda found: _printed(found.latest),
}
GIVEN = ("时限", "事件", "规则", "口径")


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def read_cases(path: Path) -> list[Case]:
    """A case is a row of a table under a heading and a sentence."""
    cases = []
    for chunk in path.read_text(encoding="utf-8").split("\n## ")[1:]:
        title, *lines = chunk.strip().split("\n")
        head, _, *rows = [_cells(line) for line in lines if line.startswith("|")]
        text = "\n".join(line for line in lines if line and not line.startswith("|"))
        assert text, f"{title}: no sentence"
        assert rows, f"{title}: no rows"
        assert "到期日" in head, f"{title}: no date"
        assert set(head) <= {*SHOW, *GIVEN}, f"{title}: unknown column"
        for row in rows:
            assert len(row) == len(head), f"{title}: a row has too many or few cells"
            cases.append(Case(f"{path.name}:{title} {row[0]} {row[1]}", text, tuple(zip(head, row, strict=True))))
    return cases


@pytest.mark.parametrize("case", read_cases(CASES), ids=lambda case: case.place)
def test_a_time_comes_to_its_date(case: Case) -> None:
    cells = dict(case.cells)
    deadlines = [time for time in times.match(case.text) if time.type is TimeType.DEADLINE]
    time = next(time for time in deadlines if time.text == cells.get("时限", deadlines[0].text))
    event = None if cells["事件"] == NONE else cells["事件"]
    rule = cells.get("规则", NONE)
    found = due(time, event, rule=None if rule == NONE else rule)
    assert isinstance(found, Due)
    assert {column: SHOW[column](found) for column in cells if column in SHOW} == {
        column: cell for column, cell in cells.items() if column in SHOW
    }
    if "口径" in cells:
        doubts = "；".join(found.doubts)
        assert (cells["口径"] in doubts) if cells["口径"] != NONE else doubts == ""
