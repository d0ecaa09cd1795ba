"""Flow charts: everything that a procedure says stands in them, nothing overflows its shape, nothing is misread."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhize.analysis import analyze
from zhize.export.graphs.shapes import ems
from zhize.export.procedures.chart import WIDTH, to_svg
from zhize.export.procedures.mermaid import to_mermaid
from zhize.export.procedures.rows import rows_of
from zhize.export.procedures.text import to_json, to_markdown, to_table
from zhize.export.procedures.wrapping import wrapped
from zhize.procedures import Decision, Procedure, procedures

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

LONG = (
    "第一条 拟提交县人民政府常务会议、县长办公会议、县人民政府专题会议研究的重大项目资金安排方案和2022-2025年规划ABC，"
    "由县经济和信息化发展改革委员会重点项目协调推进办公室起草并按照《关于进一步加强和规范重大建设项目管理的若干意见》附具材料，"
    "在会议召开前10个工作日内报县人民政府办公室审核；涉及国土空间规划调整、生态保护红线、永久基本农田的，由县自然资源和规划局会签；"
    "不涉及国土空间规划调整、生态保护红线、永久基本农田的，由县财政局会签。"
)
HOSTILE = '第一条 拟公布的<b>"名单"</b>&#35;|`x`，由县民政局提出"]-->|<script>，报县政府审定。'


@pytest.fixture(scope="module")
def found(seed: Path) -> dict[str, Procedure]:
    return {procedure.title: procedure for procedure in procedures(analyze(seed))}


def _of(text: str) -> Procedure:
    [procedure] = procedures(analyze(text))
    return procedure


# --- SVG -------------------------------------------------------------------------------------------------------------

_MEASURE = """() => {
  const out = [];
  const inside = (a, b) => a.x >= b.x - .5 && a.y >= b.y - .5 && a.right <= b.right + .5 && a.bottom <= b.bottom + .5;
  const boxes = [];
  for (const group of document.querySelectorAll('g.stage, g.time, g.end, g.case')) {
    const shape = group.querySelector('rect, polygon').getBoundingClientRect();
    if (group.classList.contains('stage') || group.classList.contains('case')) boxes.push(shape);
    const words = [...group.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect()]);
    for (const [text, place] of words)
      if (!inside(place, shape)) out.push('outside: ' + text);
    for (let i = 0; i < words.length; i++)
      for (let j = i + 1; j < words.length; j++) {
        const [a, b] = [words[i][1], words[j][1]];
        const over = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (over > 6 && a.left < b.right && b.left < a.right) out.push('over each other: ' + words[i][0]);
      }
  }
  for (let i = 0; i < boxes.length; i++)
    for (let j = i + 1; j < boxes.length; j++)
      if (boxes[i].left < boxes[j].right && boxes[j].left < boxes[i].right &&
          boxes[i].top < boxes[j].bottom && boxes[j].top < boxes[i].bottom) out.push('boxes overlap: ' + i + ' ' + j);
  const svg = document.querySelector('svg').getBoundingClientRect();
  for (const text of document.querySelectorAll('svg text'))
    if (!inside(text.getBoundingClientRect(), svg)) out.push('off the page: ' + text.textContent);
  return out;
}"""


def _faults(browser: Browser, charts: list[str]) -> list[str]:
    page = browser.new_page(viewport={"width": 800, "height": 1100})
    faults: list[str] = []
    for chart in charts:
        page.set_content(chart)
        faults += page.evaluate(_MEASURE)
    page.close()
    return faults


def test_nothing_overflows_in_a_browser(browser: Browser, found: dict[str, Procedure]) -> None:
    charts = [to_svg(procedure, title="泗水县人民政府工作规则") for procedure in found.values()]
    hard = [to_svg(one, title="长" * 90) for text in (LONG, HOSTILE) for one in procedures(analyze(text))]
    assert len(hard) > 1
    assert _faults(browser, [*charts, *hard]) == []


def test_the_measure_sees_what_overflows(browser: Browser, found: dict[str, Procedure]) -> None:
    chart = to_svg(found["会议议题申报"])
    assert _faults(browser, [chart.replace("汇总</text>", f"{'汇总' * 30}</text>")]) != []


def test_a_chart_is_an_svg_as_wide_as_a_page_and_the_same_each_time(found: dict[str, Procedure]) -> None:
    for procedure in found.values():
        chart = to_svg(procedure)
        root = ET.fromstring(chart)  # noqa: S314  # the picture is our own
        assert root.get("width") == f"{WIDTH:.0f}"
        assert chart == to_svg(procedure)


def test_every_stage_and_case_is_drawn(found: dict[str, Procedure]) -> None:
    for procedure in found.values():
        root = ET.fromstring(to_svg(procedure))  # noqa: S314  # the picture is our own
        groups = [group for group in root.iter("{http://www.w3.org/2000/svg}g") if group.get("class") == "stage"]
        drawn = {group.get("data-norm") for group in groups}
        shown = [stage for part in procedure.flow for stage in _shown(part)]
        assert len(groups) == len(shown)
        assert {stage.norm for stage in shown} == drawn
        words = "".join("".join(root.itertext()).split())
        assert all("".join(stage.words.split()) in words for stage in procedure.stages)
        assert all("".join(stage.case.split()) in words.replace("・", "") for stage in procedure.stages)


def _shown(part: object) -> list:  # type: ignore[type-arg]
    return [stage for row in rows_of(part) for stage in row.stages] if isinstance(part, Decision) else [part]


def test_cases_of_the_same_signature_share_a_row(found: dict[str, Procedure]) -> None:
    decision = found["公文签发"].flow[-1]
    assert isinstance(decision, Decision)
    row = rows_of(decision)[0]
    assert len(row.words) == 4
    assert row.stages[0].place == "第五十四条第一项、第二项、第三项、第四项"


def test_what_a_chart_says_beside_its_arrows(found: dict[str, Procedure]) -> None:
    chart = to_svg(found["会议议题申报"], title="泗水县人民政府工作规则")
    words = re.findall(r"<text[^>]*>([^<]*)</text>", chart)
    assert {"会前5个工作日", "报批", "送审", "报送：部门", "后续：会议纪要签发"} <= set(words)
    assert "《泗水县人民政府工作规则》第四十三条第一款" in words


def test_what_has_no_words_is_drawn_all_the_same(found: dict[str, Procedure]) -> None:
    one = found["会议议题申报"]
    empty = replace(one.stages[0], words=" ", times=("",), exception=" ")
    chart = to_svg(replace(one, matter=" ", flow=(empty,)))
    assert chart.count('<g class="stage"') == 1
    assert "nan" not in chart


# --- lines -----------------------------------------------------------------------------------------------------------


@given(st.text(alphabet="县政府办公室，。（）《》12aB、“”", max_size=60), st.integers(min_value=4, max_value=30))
def test_lines_hold_the_text_and_keep_to_the_width(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert "".join(lines) == text
    assert all(ems(line) <= width for line in lines)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("报县长审定，再办", 5, ("报县长审", "定，再办")),
        ("填写报《申报单》表", 4, ("填写报", "《申报", "单》表")),
        ("应当在2022年前完成", 6, ("应当在2022", "年前完成")),
        ("", 6, ("",)),
    ],
)
def test_where_lines_break(text: str, width: int, lines: tuple[str, ...]) -> None:
    assert wrapped(text, width) == lines


# --- Mermaid, Markdown, JSON, terminal -------------------------------------------------------------------------------


def test_mermaid_of_topics(found: dict[str, Procedure]) -> None:
    lines = to_mermaid(found["会议议题申报"]).splitlines()
    assert lines[:3] == [
        "flowchart TD",
        "  %% 会议议题申报",
        '  n1(["拟提交县政府常务会议、县长办公会议研究的议题"])',
    ]
    assert '  n6 -->|"送审 · 会前5个工作日"| n7' in lines
    assert lines[-1] == "  n7 --> n8"


def test_mermaid_reads_no_sign_of_the_text() -> None:
    shape = r"n\d+(\(\[|\[|\{\{)\"[^\"]*\"(\]\)|\]|\}\})"
    line = re.compile(rf"  (?:{shape}|n\d+ -->(?:\|\"[^\"|]*\"\|)? ?n\d+|%% [^\n]*)")
    chart = to_mermaid(_of(HOSTILE))
    assert all(line.fullmatch(each) for each in chart.splitlines()[1:])
    assert "<script" not in chart
    assert "<b>" not in chart.replace("<br>", "")


def test_markdown_keeps_its_tables(found: dict[str, Procedure]) -> None:
    text = to_markdown([*found.values(), _of(HOSTILE)], title="试")
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {9}
    assert text.count("```mermaid") == len(found) + 1


def test_json_says_everything(found: dict[str, Procedure]) -> None:
    text = to_json(found.values(), title="试")
    assert '"schema": "zhize.procedures/1"' in text
    assert '"join": "paper"' in text
    assert '"exclusive": true' in text


def test_the_table_of_a_terminal(found: dict[str, Procedure]) -> None:
    text = to_table([found["会议纪要签发"]], title="泗水县人民政府工作规则", width=100)
    assert text.splitlines() == [
        "《泗水县人民政府工作规则》程序 1 项",
        "",
        "44.1  会议纪要签发（第四十四条）",
        "事项：县政府全体会议、县政府常务会议和县长办公会议会议纪要",
        "序  主体                行为                      方式",
        "--  ------------------  ------------------------  ----",
        "1   县政府办公室        负责起草",
        "2   县政府办公室主任    经县政府办公室主任审核    送审",
        "3   县政府主要领导同志  报县政府主要领导同志签发  报批",
    ]
    assert "没有发现" in to_table([], title="试", width=80)
