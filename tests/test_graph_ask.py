"""``zhize graph``: the files by their suffix, and the questions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from zhize.analysis import analyze
from zhize.cli import main
from zhize.cli.arguments import listed
from zhize.cli.graph.asking import QUESTIONS
from zhize.cli.graph.writing import SUFFIXES
from zhize.export.graphs.asking import wrapped
from zhize.export.terminal.aligned import width

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "泗水县人民政府工作规则"
ARGUMENTS = {"职责": ("县司法局",), "链条": ("主办部门", "县长"), "变化": ("synthetic-qingshi-city-2022",)}


@pytest.fixture(scope="module")
def held(seed: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The seed as ``zhize analyze`` writes it: a question needs the text no more."""
    path = tmp_path_factory.mktemp("asked") / "泗水.json"
    path.write_text(analyze(seed).to_json(), encoding="utf-8")
    return str(path)


@pytest.fixture
def asked(capsys: pytest.CaptureFixture[str]) -> Any:  # noqa: ANN401  # a function of words
    def ask(*words: str) -> str:
        assert main(["graph", "ask", *words]) == 0
        printed, complaints = capsys.readouterr()
        assert complaints == ""
        return str(printed)

    return ask


def _fails(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["graph", *arguments]) == 2
    printed, complaint = capsys.readouterr()
    assert printed == ""
    assert complaint.count("\n") == 1
    return complaint.strip().removeprefix("zhize: error: ")


# --- answers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.words[1])
def test_a_question_is_answered_in_both_languages_and_as_data(question: Any, asked: Any, held: str) -> None:  # noqa: ANN401
    chinese, english = question.words
    names = ARGUMENTS.get(chinese, ())
    text = asked(held, chinese, *names)
    assert text == asked(held, english, *names)
    document = json.loads(asked(held, english, *names, "--format", "json"))
    assert {name: value for name, value in document.items() if name != "answer"} == {
        "schema": "zhize.answer/1",
        "id": "sishui-2022",
        "title": TITLE,
        "question": english,
        "names": list(names),
    }
    assert all(width(line) <= 100 for line in text.splitlines() if not line.startswith(("仅", "类型")))


def test_the_duties_of_a_body_out_and_in(asked: Any, held: str) -> None:  # noqa: ANN401
    text = asked(held, "职责", "县司法局")
    assert text.splitlines()[:9] == [
        "县司法局的职责",
        "",
        "应做之事 1 项",
        "类型：机构　层级：县级　职能：部门　属于：县政府",
        "条款      主体      模态  关系和相对方  时间  行为",
        "--------  --------  ----  ------------  ----  ----",
        "第二十条  县司法局  义务                      审查",
        "",
        "他方对其之事 3 项",
    ]
    assert "县政府各部门  经县司法局审核  第五十三条  事先  经县司法局合法性审查，并报县政府同意" in text
    document = json.loads(asked(held, "duties", "县司法局", "--format", "json"))
    assert [record["norm"] for record in document["answer"]["bears"]] == ["20.1"]
    assert {record["norm"] for record in document["answer"]["in"]} == {"21.1", "53.1"}


def test_what_is_forbidden_and_what_is_without_an_approval(asked: Any, held: str) -> None:  # noqa: ANN401
    text = asked(held, "职责", "县政府")
    lines = [line.split() for line in text.splitlines()]
    assert ["议事协调机构", "不得报送县政府", "第四十九条第二款", "直接向县政府报送公文"] in lines
    assert ["主管部门", "报送县政府", "第四十九条第二款", "向县政府呈文"] in lines
    assert ["各议事协调机构", "未经县政府批准不得"] in [line[:2] for line in lines]


def test_a_chain_has_its_links_articles_words_and_total(asked: Any, held: str) -> None:  # noqa: ANN401
    text = asked(held, "链条", "部门", "主持会议的县政府领导")
    assert "1. 部门 → 县政府办公室 → 主持会议的县政府领导\n" in text
    assert (
        "   时限：“会前5个工作日”（第四十三条第一款）未计入：从事由往前倒计，是提前量，不是办理时间；1 环未定时限\n"
    ) in text
    assert "先经" in text
    assert "报县政府办公室审核" in text


def test_no_chain_says_who_has_one(asked: Any, held: str) -> None:  # noqa: ANN401
    text = asked(held, "链条", "县司法局", "县长")
    assert "原文没有从县司法局到县长的链条\n同类主体中有链条的：县政府各部门、" in text
    assert "反方向有：从县政府各部门到县委\n" in asked(held, "链条", "县委", "县政府各部门")
    assert "起点和终点是同一主体" in asked(held, "链条", "县长", "县长")


def test_other_names_of_a_body_will_do(asked: Any, held: str) -> None:  # noqa: ANN401
    assert asked(held, "职责", "泗水县人民政府") == asked(held, "职责", "县政府")


def test_sums_are_said_with_their_units(asked: Any, tmp_path: Path) -> None:  # noqa: ANN401
    path = tmp_path / "办法.txt"
    path.write_text(
        "某县公文管理办法\n第一条　县教育局应当在3个工作日内将方案报县政府办公室审核。\n"
        "第二条　县政府办公室应当在5个工作日内将意见报县长审批。\n第三条　县长应当在3日内将结果报告县委。\n",
        encoding="utf-8",
    )
    text = asked(str(path), "链条", "县教育局", "县委")
    assert "时限：可相加的合计 3日加8个工作日（单位不同，不相加）\n" in text


def test_changes_put_the_bodies_of_two_levels_side_by_side(asked: Any) -> None:  # noqa: ANN401
    text = asked("synthetic-yunling-province-2021", "变化", "synthetic-qingshi-city-2022")
    assert "副省长／副市长" in text
    document = json.loads(
        asked("synthetic-yunling-province-2021", "变化", "synthetic-qingshi-city-2022", "--format", "json")
    )
    [shift] = [each for each in document["answer"]["ties"] if each["left"] and each["left"][0]["bearer"] == "主办部门"]
    assert (shift["kind"], shift["facets"]) == ("changed", ["deadline"])
    assert [side[0]["deadline"] for side in (shift["left"], shift["right"])] == ["会前7个工作日", "会前5个工作日"]
    assert "相同 136" in asked("sishui-2022", "变化", "sishui-2022")


@pytest.mark.parametrize(
    "question", [question for question in QUESTIONS if not question.names], ids=lambda question: question.words[1]
)
def test_a_text_without_duties_is_answered_too(question: Any, asked: Any, tmp_path: Path) -> None:  # noqa: ANN401
    path = tmp_path / "附注.txt"
    path.write_text("附注\n", encoding="utf-8")
    assert len(asked(str(path), question.words[0])) > 10
    assert json.loads(asked(str(path), question.words[0], "--format", "json"))["answer"] == []


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ([], "zhize graph ask takes FILE and QUESTION; see zhize graph --help"),
        (["sishui-2022"], "zhize graph ask takes FILE and QUESTION; see zhize graph --help"),
        (
            ["sishui-2022", "什么"],
            "there is no question 什么; ask 职责, 链条, 关口, 无相对方, 无时限, 只受不担, 循环 or 变化",
        ),
        (["sishui-2022", "链条", "县长"], "链条 takes BODY BODY behind it, and there is 县长; see zhize graph --help"),
        (["sishui-2022", "循环", "县长"], "循环 takes nothing behind it, and there is 县长; see zhize graph --help"),
        (
            ["sishui-2022", "职责", "财政局"],
            f"财政局: is no body of {TITLE}; the nearest names are 县财政局、县政府、县政协、市政府、县审计局",
        ),
        (["无.txt", "循环"], "无.txt: no such file; check the path"),
    ],
)
def test_a_question_that_is_none_is_one_line(capsys: pytest.CaptureFixture[str], words: list[str], fault: str) -> None:
    assert _fails(capsys, "ask", *words) == fault


# --- files -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("suffix", "start"),
    [
        (".graphml", b"<?xml"),
        (".gexf", b"<?xml"),
        (".json", b'{\n "schema": "zhize.graph/1"'),
        (".dot", b"digraph duties {"),
        (".mmd", b"flowchart LR\n"),
        (".html", b"<!doctype html>"),
        (".svg", b"<svg"),
        (".png", b"\x89PNG\r\n\x1a\n"),
    ],
)
def test_the_suffix_says_what_is_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, suffix: str, start: bytes
) -> None:
    path = tmp_path / f"职责图{suffix}"
    assert main(["graph", "synthetic-qingshi-city-2022", "-o", str(path)]) == 0
    assert capsys.readouterr() == (f"{path}\n", "")
    assert path.read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["无.txt"], "the following arguments are required: -o/--output; see zhize graph --help"),
        (["无.txt", "循环", "-o", "x.svg"], "unrecognized arguments: 循环; see zhize graph --help"),
        (
            ["无.txt", "-o", "x.svg", "--format", "json"],
            "--format holds for zhize graph ask; the suffix of -o says what is written",
        ),
        (
            ["ask", "无.txt", "循环", "-o", "x.svg"],
            "-o holds for the graph and not for an answer; redirect what is printed with >",
        ),
        (
            ["无.txt", "-o", "x.pdf"],
            f"x.pdf: the suffix .pdf is not known; end the name with {listed(SUFFIXES)}",
        ),
    ],
)
def test_what_does_not_go_together_is_one_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], fault: str
) -> None:
    assert _fails(capsys, *arguments) == fault


def test_help_names_every_question(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["graph", "--help"]) == 0
    printed = capsys.readouterr().out
    assert [question.words for question in QUESTIONS if not {*question.words} <= {*printed.split()}] == []


# --- cells of several lines ------------------------------------------------------------------------------------------

WORDS = "拟提交县政府常务会议研究的议题，由部门填报《申报单》，报分管副县长审定并签字后由县政府办公室汇总。"


@pytest.mark.parametrize("total", [30, 40, 60, 200])
def test_a_long_cell_takes_several_lines_and_loses_nothing(total: int) -> None:
    lines = list(wrapped(("主体", "行为"), [("县政府办公室主任", WORDS), ("乙", "甲\n乙")], (12, 0), total=total))
    body = lines[2:-1]
    assert "".join(line.split("  ", 1)[0] for line in body) == "县政府办公室主任"
    assert "".join(line.split("  ", 1)[-1].strip() if "  " in line else "" for line in body) == WORDS
    assert all(width(line) <= max(total, 34) for line in lines)
    assert not [line for line in body if line.split()[-1].startswith(("，", "。", "》"))]
    assert lines[-1].split() == ["乙", "甲", "乙"]
