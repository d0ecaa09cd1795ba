"""The command `zhize amend`: what it writes, what it prints, and what it says when something is wrong."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from zhize.cli import main

if TYPE_CHECKING:
    from pathlib import Path

OLD = "某县会议办法\n第一条　会议由县长召集。\n第二条　纪要由县长签发。\n"
DECISION = """\
某县人民政府关于修改《某县会议办法》的决定
一、将第一条修改为：“会议由县长召集和主持。”
二、将第二条中的“签发”修改为“审定”。
本决定自公布之日起施行。
"""
NEW = "某县会议办法\n第一条　会议由县长召集和主持。\n第二条　纪要由县长审定。\n"
SUMMARY = """\
某县会议办法：依照《某县人民政府关于修改〈某县会议办法〉的决定》修改
共2项，已改2项，未改0项

已改
  决定第2行 一、第一条修改
  决定第3行 二、第二条中的“签发”改为“审定”

请核对
  没有添加题注，请按公布的情况补写
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "旧.txt"
    path.write_text(OLD, encoding="utf-8")
    return path


@pytest.fixture
def decision(tmp_path: Path) -> Path:
    path = tmp_path / "决定.txt"
    path.write_text(DECISION, encoding="utf-8")
    return path


def _fails(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert main(["amend", *map(str, arguments)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    return err.removeprefix("zhize: error: ").removesuffix("\n")


def test_the_new_text_is_written_and_the_summary_printed(
    capsys: pytest.CaptureFixture[str], old: Path, decision: Path, tmp_path: Path
) -> None:
    new = tmp_path / "新.txt"
    assert main(["amend", str(old), str(decision), "-o", str(new)]) == 0
    assert new.read_text(encoding="utf-8") == NEW
    assert old.read_text(encoding="utf-8") == OLD
    assert capsys.readouterr().out == f"{new}\n{SUMMARY}"


def test_a_dry_run_writes_nothing(
    capsys: pytest.CaptureFixture[str], old: Path, decision: Path, tmp_path: Path
) -> None:
    new = tmp_path / "新.txt"
    assert main(["amend", str(old), str(decision), "-o", str(new), "--dry-run"]) == 0
    assert not new.exists()
    assert capsys.readouterr().out == SUMMARY


def test_json_names_each_instruction(capsys: pytest.CaptureFixture[str], old: Path, decision: Path) -> None:
    assert main(["amend", str(old), str(decision), "--dry-run", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["schema"], document["complete"], document["text"]) == ("zhize.amendment/1", True, NEW)
    first, second = document["instructions"]
    assert (first["operation"], first["old_articles"], first["new_articles"]) == ("replace", ["1"], [])
    assert (first["place"], first["texts"], first["status"]) == ("第一条", ["会议由县长召集和主持。"], "applied")
    assert (second["operation"], second["old_words"], second["new_words"]) == ("replace_words", "签发", "审定")
    words = [DECISION[each["span"]["start"] : each["span"]["end"]] for each in document["instructions"]]
    assert words == ["第一条修改为：“会议由县长召集和主持。”", "第二条中的“签发”修改为“审定”"]


def test_what_is_left_undone_is_said_and_ends_with_1(
    capsys: pytest.CaptureFixture[str], old: Path, decision: Path, tmp_path: Path
) -> None:
    decision.write_text(DECISION.replace("“签发”", "“印发”"), encoding="utf-8")
    new = tmp_path / "新.txt"
    assert main(["amend", str(old), str(decision), "-o", str(new)]) == 1
    assert new.read_text(encoding="utf-8") == NEW.replace("审定", "签发")
    printed = capsys.readouterr().out
    assert "共2项，已改1项，未改1项\n" in printed
    assert "  决定第3行 二、第二条中的“印发”改为“审定”：第二条没有“印发”\n" in printed


def test_a_text_of_the_corpus_has_a_name(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    decision = tmp_path / "决定.txt"
    decision.write_text("关于修改《泗水县人民政府工作规则》的决定\n一、删去第九十三条。\n", encoding="utf-8")
    assert main(["amend", "sishui-2022", str(decision), "--dry-run"]) == 0
    assert capsys.readouterr().out.startswith(
        "泗水县人民政府工作规则：依照《关于修改〈泗水县人民政府工作规则〉的决定》修改\n"
    )


def test_a_place_for_the_new_text_must_be_named(capsys: pytest.CaptureFixture[str], old: Path, decision: Path) -> None:
    assert _fails(capsys, old, decision) == (
        "nowhere to write the new text; name it with -o NEW.txt, or look first with --dry-run"
    )


def test_the_old_text_is_not_written_over(capsys: pytest.CaptureFixture[str], old: Path, decision: Path) -> None:
    assert _fails(capsys, old, decision, "-o", old) == (f"{old}: is what is read; choose another name for the new text")
    assert old.read_text(encoding="utf-8") == OLD


def test_only_text_is_written(capsys: pytest.CaptureFixture[str], old: Path, decision: Path, tmp_path: Path) -> None:
    new = tmp_path / "新.docx"
    message = f"{new}: the suffix .docx is not known; end the name with .txt"
    assert _fails(capsys, old, decision, "-o", new) == message


def test_a_decision_on_another_text_is_refused(
    capsys: pytest.CaptureFixture[str], old: Path, decision: Path, tmp_path: Path
) -> None:
    decision.write_text(DECISION.replace("会议办法", "公文办法"), encoding="utf-8")
    new = tmp_path / "新.txt"
    assert _fails(capsys, old, decision, "-o", new) == (
        f"{decision}: the decision amends 《某县公文办法》 and not 《某县会议办法》; give the text that it amends"
    )
    assert not new.exists()


def test_what_orders_nothing_is_refused(
    capsys: pytest.CaptureFixture[str], old: Path, decision: Path, tmp_path: Path
) -> None:
    decision.write_text("关于表彰先进的通报\n现予表彰。\n", encoding="utf-8")
    assert _fails(capsys, old, decision, "-o", tmp_path / "新.txt") == (
        f"{decision}: orders no amendment; give a decision that amends (修改决定)"
    )


def test_standard_input_is_read_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert _fails(capsys, "-", "-", "--dry-run") == (
        "-: standard input can be read once only; name a file for the other"
    )
