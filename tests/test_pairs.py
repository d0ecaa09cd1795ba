"""Many pairs in one run: a page for each, an index of all, and what fails set aside."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import openpyxl
import pytest

from zhize.cli import pairs
from zhize.cli.pairs import read_pairs, run_pairs
from zhize.errors import InputError, OutputError

if TYPE_CHECKING:
    from zhize.cli.progress import Progress

OLD = "甲县办法\n第一条　县政府应当于5日内答复。\n第二条　县政府不得收费。\n"
NEW = "甲县办法\n第一条　县政府可以于3日内答复。\n第二条　县政府不得收费。\n第三条　县司法局应当每年公布一次结果。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "旧.txt").write_text(OLD, encoding="utf-8")
    (tmp_path / "新.txt").write_text(NEW, encoding="utf-8")
    return tmp_path


def _run(list_file: Path, output: Path) -> int:
    return run_pairs(list_file, output)


def _list(folder: Path, *lines: str) -> Path:
    path = folder / "清单.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_page_a_pair_and_an_index(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(_list(folder, "旧.txt\t新.txt", "新.txt\t旧.txt"), folder / "out") == 0
    names = {path.name for path in (folder / "out").iterdir()}
    assert names == {"1-旧-新.html", "2-新-旧.html", "目录.html", "目录.xlsx"}
    index = (folder / "out" / "目录.html").read_text(encoding="utf-8")
    links = {unquote(unescape(part.split('"')[0])) for part in index.split('<a href="')[1:]}
    assert links == {"1-旧-新.html", "2-新-旧.html"}
    assert "共2组，完成2组，未完成0组" in capsys.readouterr().out
    head, first, second = openpyxl.load_workbook(folder / "out" / "目录.xlsx")["对照目录"].iter_rows(values_only=True)
    row, back = (dict(zip(head, map(str, cells), strict=True)) for cells in (first, second))
    assert [row[name] for name in ("左条数", "右条数", "相同", "修改", "新增")] == ["2", "3", "1", "1", "1"]
    assert (row["变化：模态"], back["新增"], back["删除"]) == ("1", "0", "1")
    assert "模态（减弱）1" in row["加强、减弱"]


def test_what_fails_is_set_aside_and_the_run_goes_on(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "坏.txt").write_bytes(b"\x89PNG\r\n")
    assert _run(_list(folder, "旧.txt\t坏.txt", "旧.txt\t无.txt", "旧.txt\t新.txt"), folder / "out") == 1
    assert {path.name for path in (folder / "out").iterdir()} == {"3-旧-新.html", "目录.html", "目录.xlsx"}
    out = capsys.readouterr().out
    assert "共3组，完成1组，未完成2组" in out
    assert "第2组未完成：无.txt: " in out
    assert "坏.txt" in (folder / "out" / "目录.html").read_text(encoding="utf-8")
    book = openpyxl.load_workbook(folder / "out" / "目录.xlsx")
    assert book.sheetnames == ["对照目录", "未完成", "说明"]
    assert book["未完成"].max_row == 3


def test_each_text_is_analysed_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    load = pairs.load

    def counted(names: list[str], progress: Progress, *, folder: Path | None = None) -> object:
        seen.extend(Path(name).name for name in names)
        return load(names, progress, folder=folder)

    monkeypatch.setattr(pairs, "load", counted)
    _run(_list(folder, *["旧.txt\t新.txt"] * 3, "旧.txt\t无.txt", "无.txt\t新.txt"), folder / "out")
    assert sorted(seen) == ["新.txt", "无.txt", "旧.txt"]


@pytest.mark.parametrize("fields", [("left", "right"), ("old_path", "new_path")])
def test_records_name_texts_beside_the_list_or_above_it(folder: Path, fields: tuple[str, str]) -> None:
    inner = folder / "对照" / "版本"
    inner.mkdir(parents=True)
    (inner / "近.txt").write_text(OLD, encoding="utf-8")
    path = inner / "清单.jsonl"
    record = {fields[0]: "近.txt", fields[1]: "新.txt", "note": "x"}
    path.write_text("# 两件\n\n" + json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")
    (pair,) = read_pairs(path)
    assert (pair.line, pair.left, pair.right) == (3, str(inner / "近.txt"), str(folder / "新.txt"))


def test_long_names_give_files_that_every_system_takes(folder: Path) -> None:
    long = "关于" + "很长的名称" * 14
    for version in "甲乙":
        (folder / f"{long}{version}.txt").write_text(OLD, encoding="utf-8")
    assert _run(_list(folder, f"{long}甲.txt\t{long}乙.txt"), folder / "out") == 0
    assert max(len(path.name.encode()) for path in (folder / "out").iterdir()) < 255


def test_a_name_of_the_corpus_stays_one(folder: Path) -> None:
    (pair,) = read_pairs(_list(folder, "sishui-2022\t旧.txt"))
    assert pair.left == "sishui-2022"


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("旧.txt 新.txt", ":1: is no pair of names; write a line a pair"),
        ("旧.txt\t", ":1: is no pair of names"),
        ("a\tb\tc", ":1: is no pair of names"),
        ('{"left": "a"}', ":1: is a record without left and right"),
        ('{"left": "a", ', ":1: is no JSON to its end"),
        ("# nothing", ": is an empty list"),
    ],
)
def test_a_list_that_is_none_is_refused(folder: Path, line: str, what: str) -> None:
    with pytest.raises(InputError) as caught:
        _run(_list(folder, line), folder / "out")
    assert what in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not (folder / "out").exists()


def test_a_file_in_the_place_of_the_folder_is_refused_first(folder: Path) -> None:
    with pytest.raises(OutputError, match="is a file, not a folder"):
        _run(folder / "无.tsv", folder / "旧.txt")


def test_the_pairs_of_the_known_versions_are_read(shared: Path) -> None:
    known = shared / "alignment" / "versions" / "versions.jsonl"
    if not known.is_file():
        pytest.skip("measured on ../shared/alignment (known correspondences), which is not here")
    found = read_pairs(known)
    assert len(found) == 59
    assert all(Path(name).is_file() for pair in found for name in (pair.left, pair.right))
