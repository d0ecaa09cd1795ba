"""Times, case by case: `cases/times.md` is written to be read and added to by a jurist."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from zhize.lexicon import Entry, load
from zhize.lexicon.schema import TimeCue, TimeCueEntry, TimeEntry, UnitEntry
from zhize.tagging import times
from zhize.tagging.cues import ending, standing
from zhize.tagging.measures import Measure, measures
from zhize.types import Time, TimeType

CASES = Path(__file__).parent / "cases" / "times.md"
NONE = "—"


@dataclass(frozen=True)
class Case:
    place: str
    text: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def read_cases(path: Path) -> list[Case]:
    """A case is a heading, a text and a table; 无 for a table says that the text holds no time."""
    cases = []
    for chunk in path.read_text(encoding="utf-8").split("\n## ")[1:]:
        title, *lines = chunk.strip().split("\n")
        place = f"{path.name}:{title}"
        table = [_cells(line) for line in lines if line.startswith("|")]
        empty = "无" in lines
        text = "\n".join(line for line in lines if line not in {"", "无"} and not line.startswith("|"))
        assert text, f"{place}: no text"
        assert empty != (len(table) > 2), f"{place}: a table with rows, or 无"
        columns, rows = (table[0], tuple(table[2:])) if table else ((), ())
        assert set(columns) <= set(SHOW), f"{place}: unknown column"
        assert all(len(row) == len(columns) for row in rows), f"{place}: a row has too many or few cells"
        cases.append(Case(place, text, columns, rows))
    return cases


SHOW = {
    "文字": lambda time: time.text,
    "类型": lambda time: time.type.value,
    "值": lambda time: time.value,
    "方向": lambda time: time.direction.value if time.direction else NONE,
    "起算": lambda time: time.anchor or NONE,
    "界限": lambda time: time.bound.value if time.bound else NONE,
}


@pytest.mark.parametrize("case", read_cases(CASES), ids=lambda case: case.place)
def test_times(case: Case) -> None:
    found = [tuple(SHOW[column](time) for column in case.columns) for time in times.match(case.text)]
    assert found == list(case.rows)


def test_an_article_s_id_and_the_rule_travel_with_the_time() -> None:
    assert times.match("应当在三日内答复。", article="43-1") == (
        Time(
            article="43-1",
            start=3,
            end=6,
            text="三日内",
            type=TimeType.DEADLINE,
            value="P3D",
            direction=times.Direction.WITHIN,
            bound=times.Bound.MAX,
        ),
    )
    assert [time.rule for time in times.match("应当在三日内及时答复。")] == ["measure.within", "vague.word"]


def test_only_deadlines_have_a_side() -> None:
    text = "每年召开1次，有效期五年，应当及时办理，三日内办结。"
    sided = {time.type for time in times.match(text) if time.direction or time.bound or time.anchor}
    assert sided == {TimeType.DEADLINE}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三日", "P3D"),
        ("１２个工作日", "P12WD"),
        ("一至三年", "P1Y/P3Y"),
        ("三个月至一年", "P3M/P1Y"),
        ("六个月以上三年以下", "P6M/P3Y"),
        ("1年零6个月", "P1Y6M"),
        ("两个学期", "P12M"),
        ("半年", "P6M"),
        ("二十四小时", "PT24H"),
    ],
)
def test_a_measure_keeps_the_unit_of_the_text(text: str, value: str) -> None:
    assert [measure.value for measure in measures(text)] == [value]


@pytest.mark.parametrize("text", ["第三日", "三年级", "五年规划", "一百二日", "三周岁", "1.5小时"])
def test_what_is_no_measure(text: str) -> None:
    assert list(measures(text)) == []


def test_a_measure_knows_where_it_stands() -> None:
    assert list(measures("应在3个工作日内回复")) == [Measure(start=2, end=7, value="P3WD")]


def _name(entry: object) -> str:
    return f"{entry.text}-{getattr(entry, 'kind', '')}" if isinstance(entry, Entry) else str(entry)


VAGUE = load("times", TimeEntry)
UNITS = load("units", UnitEntry)
CUES = load("timecues", TimeCueEntry)
INSIDE = {TimeCue.MOST, TimeCue.LEAST, TimeCue.LATEST, TimeCue.AHEAD, TimeCue.ELAPSED, TimeCue.SHORT}
INSIDE |= {TimeCue.LINK, TimeCue.PERIOD, TimeCue.WINDOW, TimeCue.PRIOR}


def _pairs(
    entries: tuple[TimeEntry, ...] | tuple[UnitEntry, ...] | tuple[TimeCueEntry, ...],
) -> list[tuple[Entry, str]]:
    return [(entry, longer) for entry in entries for longer in entry.not_]


@pytest.mark.parametrize("entry", VAGUE, ids=_name)
def test_an_expression_is_found_in_its_example(entry: TimeEntry) -> None:
    assert [(time.text, time.value) for time in times.match(entry.example)] == [(entry.text, entry.value)]


@pytest.mark.parametrize(("entry", "longer"), _pairs(VAGUE), ids=_name)
def test_an_expression_is_not_found_inside_a_longer_word(entry: TimeEntry, longer: str) -> None:
    assert entry.text in longer
    assert entry.text not in [time.text for time in times.match(longer)]


@pytest.mark.parametrize("entry", UNITS, ids=_name)
def test_a_unit_is_found_in_its_example(entry: UnitEntry) -> None:
    (time,) = times.match(entry.example)
    assert entry.text in time.text
    size = entry.period.lstrip("PT").strip("0123456789")
    assert size in time.value


@pytest.mark.parametrize(("entry", "longer"), _pairs(UNITS), ids=_name)
def test_a_unit_is_not_found_inside_a_longer_word(entry: UnitEntry, longer: str) -> None:
    assert longer.startswith(entry.text)
    assert list(measures(f"三{longer}")) == []


@pytest.mark.parametrize("entry", CUES, ids=_name)
def test_a_cue_does_in_its_example_what_its_kind_says(entry: TimeCueEntry) -> None:
    found = times.match(entry.example)
    behind = entry.example.index(entry.text) + len(entry.text)
    if entry.kind in INSIDE:
        assert [entry.text in time.text for time in found] == [True]
    elif entry.kind in {TimeCue.VOID_BEFORE, TimeCue.VOID_AFTER}:
        assert found == ()
    elif entry.kind is TimeCue.BAR:
        assert [time.type for time in found] == [TimeType.DURATION]
    elif entry.kind is TimeCue.EXTENSION:
        assert [(time.type, time.start) for time in found] == [(TimeType.DEADLINE, behind)]
    elif entry.kind is TimeCue.OPENER:
        assert [(time.start, time.anchor) for time in found] == [(0, "合同签订")]
    elif entry.kind is TimeCue.RECEIPT:
        assert [time.anchor for time in found] == [f"{entry.text}文件"]
    else:
        assert [time.start for time in found] == [behind]


@pytest.mark.parametrize(("entry", "longer"), _pairs(CUES), ids=_name)
def test_a_cue_is_not_found_inside_a_longer_word(entry: TimeCueEntry, longer: str) -> None:
    at = longer.index(entry.text)
    assert at not in [place for place, cue in standing(entry.kind).each(longer) if cue == entry]
    assert ending(entry.kind).ending(longer, at + len(entry.text)) != entry
