"""What the report shows, before it is a page: words in two languages, counts, deadlines on a line, procedures."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from string import Formatter

import pytest
from documents import MEETING, document, empty, norm

from zhize.analysis import analyze
from zhize.comparison import compare
from zhize.errors import LexiconError
from zhize.export.pages import words as words_module
from zhize.export.pages.charts import charts
from zhize.export.pages.html import to_report
from zhize.export.pages.overview import overview
from zhize.export.pages.report import page_of
from zhize.export.pages.timeline import timeline
from zhize.export.pages.times import cycle_days, days_of, read
from zhize.export.pages.words import Said, say, words
from zhize.types import Bound, Direction, Modality, Time, TimeType

TEMPLATES = Path(words_module.__file__).parents[1] / "templates"

# --- words -----------------------------------------------------------------------------------------------------------


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", words())
def test_every_word_is_said_in_both_languages(key: str) -> None:
    word = words()[key]
    assert word.zh
    assert re.search("[a-zA-Z]", word.en)
    assert not re.search("[\u3400-\u9fff]", word.en)
    assert _names(word.zh) == _names(word.en)


def test_every_word_of_the_templates_is_known_and_every_known_one_is_used() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(TEMPLATES.glob("report*")))
    text += "".join(
        path.read_text(encoding="utf-8") for path in sorted(Path(words_module.__file__).parent.glob("*.py"))
    )
    asked = set(re.findall(r"""(?:\bw|say|say_zh)\(\s*["']([\w.]+)["']\s*[,)]""", text))
    asked |= set(re.findall(r"""wa\('[\w-]+', '([\w.]+)'""", text)) | set(
        re.findall(r'data-w(?:-\w+)?="([\w.]+)"', text)
    )
    assert asked - set(words()) == set()
    mentioned = set(re.findall(r"[\w]+", text))
    families = ("tick_", "role_")
    assert {key for key in words() if "." not in key and key not in mentioned and not key.startswith(families)} == set()


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("[words]\nskip = { zh = '跳' }", "missing required field `en`"),
        ("[words]\nskip = { zh = '跳', en = 'skip', fr = 'sauter' }", "contains unknown field `fr`"),
        ("[words]\n[names.modality]\nobligation = 'Duty'", "differs from zhize.labels in"),
        ("[words", "words.toml"),
    ],
)
def test_a_broken_file_of_words_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str, said: str
) -> None:
    (tmp_path / "words.toml").write_text(broken + ("" if "[names" in broken else "\n[names]\n"), encoding="utf-8")
    monkeypatch.setattr(words_module, "files", lambda _: tmp_path)
    with pytest.raises(LexiconError, match=re.escape(said)) as raised:
        words_module.words.__wrapped__()
    assert "\n" not in str(raised.value).strip()


def test_values_are_filled_in_by_language() -> None:
    said = say("link_to", place=Said(zh="第一条", en="Art. 1"))
    assert said == Said(zh="第一条的链接", en="Link to Art. 1")


# --- times -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "days", "working"),
    [("P5WD", 7, True), ("P3M/P12M", 360, False), ("P1Y6M", 545, False), ("PT24H", 1, False), ("P0D", 0, False)],
)
def test_lengths_in_days(value: str, days: float, *, working: bool) -> None:
    length = days_of(value)
    assert length is not None
    assert (round(length[0]), length[1]) == (days, working)


@pytest.mark.parametrize("value", ["--03-31", "immediate", "R1/P1M", "2022", "P", "P5X", ""])
def test_what_has_no_length(value: str) -> None:
    assert days_of(value) is None


def test_cycles_are_ordered_by_their_length() -> None:
    values = ["R1/P1Y", "immediate", "R1/P1W", "R2/P1M"]
    assert sorted(values, key=cycle_days) == ["R1/P1W", "R2/P1M", "R1/P1Y", "immediate"]


@pytest.mark.parametrize(
    ("value", "direction", "bound", "zh", "en"),
    [
        ("P5WD", Direction.BEFORE, Bound.MIN, "至少提前5个工作日", "5 working days before"),
        ("P1M", Direction.WITHIN, Bound.MAX, "1个月以内", "within 1 month"),
        ("R1-2/P1Y", None, None, "每年1至2次", "1–2 times every year"),
        ("R1/P10D", None, None, "每10日1次", "1 × every 10 days"),
        ("immediate", None, None, "及时", "promptly"),
        ("--03-31", None, None, "3月31日", "3月31日"),
    ],
)
def test_times_are_read_in_both_languages(
    value: str, direction: Direction | None, bound: Bound | None, zh: str, en: str
) -> None:
    time = Time(
        article="1", start=0, end=1, text="", type=TimeType.DEADLINE, value=value, direction=direction, bound=bound
    )
    assert read(time) == Said(zh=zh, en=en)


# --- overview --------------------------------------------------------------------------------------------------------


def test_the_overview_counts() -> None:
    page = page_of(document())
    found = page.overview
    assert [(share.name, share.counts) for share in found.bodies] == [
        ("县政府办公室", (("obligation", 1), ("prohibition", 1))),
        ("主办部门", (("obligation", 1),)),
        ("县长", (("obligation", 1),)),
        ("县政府", (("obligation", 1),)),
    ]
    assert found.forces == ((Modality.OBLIGATION, 3, 0), (Modality.PROHIBITION, 1, 0))
    assert [(event.name, [moment.days for moment in event.moments]) for event in found.events] == [("会", [-7.0])]
    assert [(deed.read.zh, deed.href) for deed in found.cycles] == [("每月1次", "#norm-1.2")]
    assert (page.timed, page.doubtful, found.chapters) == (2, 1, ())


def test_a_text_without_anything_counts_nothing() -> None:
    page = page_of(empty())
    assert (page.overview.bodies, page.overview.forces, page.overview.events, page.timeline) == ((), (), (), None)
    assert charts(empty()) == ()


def _deadlines(*values: tuple[str, Direction, str]) -> tuple[Time, ...]:
    return tuple(
        Time(
            article="1",
            start=number,
            end=number + 1,
            text="x",
            type=TimeType.DEADLINE,
            value=value,
            direction=direction,
            anchor=anchor or None,
        )
        for number, (value, direction, anchor) in enumerate(values)
    )


def test_deadlines_stand_on_their_side_of_the_event() -> None:
    times = _deadlines(
        ("P3D", Direction.WITHIN, ""),
        ("P3D", Direction.BEFORE, "会"),
        ("P1Y", Direction.WITHIN, "会"),
        ("P3D", Direction.WITHIN, "会"),
        ("P3D", Direction.WITHIN, "会"),
    )
    analysis = replace(document(), times=times)
    events = overview(analysis, page_of(analysis).chapters).events
    # The event that nobody names stands last.
    assert [event.name for event in events] == ["会", ""]
    line = timeline(events)
    assert line is not None
    first = line.rows[0]
    assert [(dot.x < line.zero, dot.length.zh) for dot in first.dots] == [
        (True, "3日"),
        (False, "3日 ×2"),
        (False, "1年"),
    ]
    before, after, far = first.dots
    assert line.zero - before.x == pytest.approx(after.x - line.zero)
    assert far.y > after.y
    assert all(0 < dot.x < line.width and 0 < dot.y < line.height for row in line.rows for dot in row.dots)
    assert "第一条第一款" in after.told.zh


def test_many_events_end_in_the_table() -> None:
    analysis = replace(document(), times=_deadlines(*((f"P{n + 1}D", Direction.WITHIN, f"事件{n}") for n in range(30))))
    line = page_of(analysis).timeline
    assert line is not None
    assert (len(line.rows), line.left_out) == (20, 10)
    assert "另有10个起算事件" in to_report(analysis)


# --- standing, comparison, procedures --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "zh", "en"),
    [
        ({}, "施行状态未核实", "Not verified"),
        (
            {"in_force_until": "2027-05-01"},
            "有效期至2027-05-01，施行状态未核实",
            "Valid until 2027-05-01; not verified",
        ),
        ({"validity": "已废止"}, "标注为“已废止”", "Marked “已废止”"),
    ],
)
def test_the_banner_says_what_is_known_of_being_in_force(known: dict[str, str], zh: str, en: str) -> None:
    assert page_of(document(**known)).standing.words == Said(zh=zh, en=en)


def test_a_comparison_is_summed_up_and_linked() -> None:
    other = document("other", title="邻县人民政府工作规则")
    other = replace(other, norms=other.norms[:1])
    page = to_report(document(), comparison=compare(document(), other), comparison_page="对照-甲 乙.html")
    assert "与《邻县人民政府工作规则》对照" in page
    assert 'href="%E5%AF%B9%E7%85%A7-%E7%94%B2%20%E4%B9%99.html"' in page
    assert 'id="comparison"' not in to_report(document())


def test_every_procedure_has_a_chart_with_names_of_its_own(seed: Path) -> None:
    found = charts(analyze(seed))
    assert len(found) > 10
    assert "会议议题申报" in {chart.title for chart in found}
    ids = [name for chart in found for name in re.findall(r'\bid="([^"]+)"', chart.svg)]
    assert len(ids) == len(set(ids))
    for chart in found:
        assert set(re.findall(r"url\(#([^)]+)\)", chart.svg)) <= set(ids)


def test_very_long_names_and_a_text_of_one_paragraph() -> None:
    long = "某县" + "农业农村和乡村振兴工作领导小组" * 20
    page = to_report(replace(document(), norms=(norm(MEETING, "通报1次办理情况", bearers=(long,)),)))
    assert page.count(f'data-pick="{long}"') == 3
