"""``zhize procedures``: what it prints and writes, and what it refuses in one line."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from zhize import cli
from zhize.analysis import Analysis, analyze
from zhize.cli.procedures import named
from zhize.procedures import procedures

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(cli.COMMANDS, "procedures", "who does what in which order")


@pytest.fixture(scope="module")
def analyzed(seed: Path) -> Analysis:
    return analyze(seed)


@pytest.fixture(scope="module")
def seed_json(analyzed: Analysis, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The analysis as a file: reading it takes less time than finding it again."""
    file = tmp_path_factory.mktemp("analysis") / "泗水.json"
    file.write_text(analyzed.to_json(), encoding="utf-8")
    return file


def _run(*arguments: str | Path) -> int:
    return cli.main(["procedures", *map(str, arguments)])


def test_prints_the_procedure_of_an_article(seed: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert _run(seed, "第五十八条") == 0
    out = capfd.readouterr().out
    assert "58.1  印章使用（第五十八条）" in out
    assert "使用县长印章" in out


@pytest.mark.parametrize("name", ["公文签发", "52.1", "第五十四条", "第五十二条第二款", "文签"])
def test_a_procedure_has_several_names(name: str, analyzed: Analysis) -> None:
    assert [one.id for one in named(procedures(analyzed), name)] == ["52.1"]


SUFFIXED = (
    "第五条 县教育局应当加强学习。\n"
    "第五条之一 县民政局应当将名单报县司法局审核，报县政府审定。\n"
    "第五十条 县教育局应当将方案报县政府办公室审核，报县长签发。"
)


@pytest.mark.parametrize(
    ("name", "ids"), [("第五条", []), ("第五", []), ("第五条之一", ["5-1.1"]), ("第五十条", ["50.1"])]
)
def test_an_article_is_no_other_one_that_begins_so(name: str, ids: list[str]) -> None:
    assert [one.id for one in named(procedures(analyze(SUFFIXED)), name)] == ids


def test_procedures_of_one_title_are_told_apart_by_their_numbers(
    seed_json: Path,
    analyzed: Analysis,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, other, *_ = procedures(analyzed)
    twins = (one, replace(one, id="9.9"), other)
    monkeypatch.setattr("zhize.cli.procedures.procedures", lambda _: twins)
    assert _run(seed_json, "-o", tmp_path / "一.svg") == 2
    assert capfd.readouterr().err.rstrip().endswith(f"name one: {one.id}、9.9、{other.title}")


@pytest.mark.parametrize(
    ("suffix", "start"),
    [(".svg", b"<svg "), (".png", b"\x89PNG"), (".mmd", b"flowchart TD"), (".md", b"# "), (".json", b"{")],
)
def test_writes_a_file(suffix: str, start: bytes, seed_json: Path, tmp_path: Path) -> None:
    target = tmp_path / f"议题{suffix}"
    assert _run(seed_json, "会议议题申报", "-o", target) == 0
    assert target.read_bytes().startswith(start)


def test_json_holds_the_procedures_of_the_text(seed_json: Path, tmp_path: Path) -> None:
    target = tmp_path / "程序.json"
    assert _run(seed_json, "-o", target) == 0
    titles = {one["title"] for one in json.loads(target.read_text(encoding="utf-8"))["procedures"]}
    assert {"会议议题申报", "公文签发", "行政规范性文件制定"} <= titles


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("没有这个",), "没有这个: is no procedure of the text; name one of 行政规范性文件制定、"),
        (("-o", "全部.svg"), "procedures; name one: 行政规范性文件制定、"),
        (("会议", "-o", "会议.png"), "会议: has 3 procedures; name one: 会议议题申报、会议纪要签发、会议请假\n"),
        (("-o", "程序.xlsx"), "the suffix .xlsx is not known; end the name with .svg, .png, .mmd, .md or .json"),
    ],
)
def test_refuses_in_one_line(
    arguments: tuple[str, ...],
    message: str,
    seed_json: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert _run(seed_json, *arguments) == 2
    complaint = capfd.readouterr().err
    assert message in complaint
    assert complaint.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_text_without_procedures(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "空.txt"
    text.write_text("没有条文的一段话。", encoding="utf-8")
    assert _run(text) == 0
    assert "没有发现" in capfd.readouterr().out
    assert _run(text, "-o", tmp_path / "空.svg") == 2
    assert "has no procedure to draw" in capfd.readouterr().err
    assert not (tmp_path / "空.svg").exists()
