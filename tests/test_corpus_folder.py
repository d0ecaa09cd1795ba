"""A user's corpus keeps what came byte for byte; every command takes its names, and shows what is known of each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from kept import GWY, RULES, put, run, written
from word import docx, paragraph

import zhize
from zhize import corpus
from zhize.corpus.holding import LOCK_FILE


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a corpus that is not there yet, in a place where files can be named without a path."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ZHIZE_CORPUS", raising=False)
    return tmp_path / "corpus"


# --- adding and reading ----------------------------------------------------------------------------------------------


def test_a_file_is_kept_byte_for_byte_and_read_by_its_name(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written()
    code, out, err = run(capsys, "corpus", "add", "jining-2022", file, "--corpus", folder)
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == (
        "已入库 jining-2022：《济宁市人民政府工作规则》，济政发〔2022〕4号，2022-03-28，2 条，施行状态未核实"
    )
    assert (folder / "jining-2022.txt").read_bytes() == file.read_bytes()
    source = corpus.read_text("jining-2022", folder)
    assert source is not None
    assert (source.name, source.text) == ("jining-2022", RULES)
    assert zhize.parse(source).id == "jining-2022"


def test_every_command_takes_a_name_where_it_takes_a_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(folder)
    here = ("--corpus", folder)
    assert "市政府办公室应当及时报告。" in run(capsys, "show", "jining-2022", "第二条", *here)[1]
    assert run(capsys, "analyze", "jining-2022", *here)[1].startswith("济宁市人民政府工作规则\n")
    assert run(capsys, "check", "jining-2022", *here)[0] == 0
    _, out, _ = run(capsys, "compare", "sishui-2022", "jining-2022", *here)
    assert out.splitlines()[1] == "右  济宁市人民政府工作规则（市级），2022-03-28，施行状态未核实"
    for arguments in (["matrix", "jining-2022", "-o", "a.xlsx"], ["graph", "jining-2022", "-o", "a.svg"]):
        assert run(capsys, *arguments, *here)[0] == 0
    assert run(capsys, "report", "jining-2022", "-o", "out", *here)[0] == 0
    assert "施行状态未核实" in Path("out/report.html").read_text(encoding="utf-8")


def test_several_texts_by_name_stand_in_one_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(folder)
    names = ("sishui-2022", "jining-2022", "synthetic-qingshi-city-2022")
    code, out, _ = run(capsys, "compare", *names, "--corpus", folder)
    titles = ["泗水县人民政府工作规则", "济宁市人民政府工作规则", "青石市人民政府工作规则"]
    assert (code, [line.split()[1] for line in out.splitlines()[2:5]]) == (0, titles)
    code, out, err = run(capsys, "compare", *names, "--corpus", folder, "-o", "a.docx")
    assert (code, out) == (2, "")
    assert err == "zhize: error: a.docx: the suffix .docx is not known; end the name with .html, .xlsx or .json\n"


def test_the_variable_names_the_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ZHIZE_CORPUS", str(folder))
    assert corpus.default_folder() == folder
    assert run(capsys, "corpus", "add", "jining-2022", written())[0] == 0
    assert list(corpus.holdings(folder)) == ["jining-2022"]


def test_a_file_beside_us_comes_before_a_text_of_the_same_name(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(folder)
    written("邻县人民政府工作规则\n第一条　县长召集会议。\n", "jining-2022")
    assert run(capsys, "analyze", "jining-2022", "--corpus", folder)[1].startswith("邻县人民政府工作规则\n")


def test_word_documents_keep_their_kind(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("rules.bin").write_bytes(docx(*(paragraph(line) for line in RULES.splitlines())))
    assert run(capsys, "corpus", "add", "jining-2022", "rules.bin", "--corpus", folder)[0] == 0
    [place] = corpus.holdings(folder)["jining-2022"].places
    assert (place.file, place.given) == ("jining-2022.docx", "rules.bin")


def test_the_pages_of_a_document_are_one_text(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = RULES.split("二、")
    pages = [written(first, "1.txt"), written("二、" + second, "2.txt")]
    assert run(capsys, "corpus", "add", "jining-2022", *pages, "--corpus", folder)[0] == 0
    assert sorted(path.name for path in folder.glob("*.txt")) == ["jining-2022.txt", "jining-2022~2.txt"]
    source = corpus.read_text("jining-2022", folder)
    assert source is not None
    assert [article.number for article in zhize.parse(source).articles] == [1, 2]


def test_a_text_of_ones_own_needs_no_entry(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written("邻县人民政府工作规则\n第一条　县长召集会议。\n")
    assert run(capsys, "corpus", "add", "邻县-2023", "rules.txt", "--corpus", folder)[0] == 0
    assert run(capsys, "corpus", "show", "邻县-2023", "--corpus", folder)[1].startswith(
        "邻县人民政府工作规则\n名称        邻县-2023\n"
    )


def test_the_manifest_fills_what_a_text_leaves_open(folder: Path) -> None:
    put(folder, "gwy-2018", GWY)
    source = corpus.read_text("gwy-2018", folder)
    assert source is not None
    meta = zhize.parse(source).metadata
    assert (meta.issuer, meta.doc_number, meta.issued) == ("国务院", "国发〔2018〕21号", "2018-06-25")
    assert (meta.in_force_from, meta.in_force_until) == ("2018-06-25", "2023-03-18")


# --- what is there ---------------------------------------------------------------------------------------------------


def test_the_list_shows_what_is_there_first(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(folder)
    _, out, _ = run(capsys, "corpus", "list", "--format", "json", "--corpus", folder)
    found = json.loads(out)
    assert [record["id"] for record in found][:4] == [
        "sishui-2022",
        "synthetic-yunling-province-2021",
        "synthetic-qingshi-city-2022",
        "jining-2022",
    ]
    by_id = {record["id"]: record for record in found}
    assert by_id["jining-2022"]["origin"] == "已添加"
    assert by_id["gwy-2018"]["standing"] == "标注为“已失效（至2023-03-18）”"
    assert (by_id["shandong-2013"]["standing"], by_id["shandong-2013"]["held"]) == ("施行状态未核实", False)
    _, out, _ = run(capsys, "corpus", "list", "济宁", "--corpus", folder)
    assert [line.split()[0] for line in out.splitlines()[2:3]] == ["jining-2022"]
    assert out.splitlines()[-3:] == ["共 1 份，其中在库 1 份", "", f"自有文本存放于 {folder}"]
    _, out, _ = run(capsys, "corpus", "list", "--held", "--corpus", folder)
    assert "共 4 份，其中在库 4 份" in out


@pytest.mark.parametrize("word", ["JINING", "济政发[2022]4号", "济政发（2022）4号", "济政发〔２０２２〕4号"])
def test_a_word_is_found_in_whatever_form(word: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "corpus", "list", word, "--corpus", folder)
    assert "jining-2022 " in out


def test_what_a_text_says_of_its_days_is_shown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = RULES.replace("报告。\n", "报告。\n三、本规则自2022年4月1日起施行，有效期至2027年3月31日。\n")
    put(folder, text=text)
    _, out, _ = run(capsys, "corpus", "show", "jining-2022", "--corpus", folder)
    assert "施行日期    2022-04-01\n状态        有效期至2027-03-31，施行状态未核实\n" in out


def test_a_text_that_another_replaced_says_so_at_once_and_whatever_its_page_says(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = "<table><tr><td>有效性</td><td>有效</td></tr></table>"
    lines = "".join(f"<p>{line}</p>" for line in GWY.splitlines())
    file = written(f"<html><body>{page}<div>{lines}</div></body></html>", "rules.html")
    _, out, _ = run(capsys, "corpus", "add", "gwy-2018", file, "--corpus", folder)
    assert out.splitlines()[0] == "已入库 gwy-2018：《国务院工作规则》，2 条，标注为“已失效（至2023-03-18）”"
    assert corpus.holdings(folder)["gwy-2018"].validity == "有效"
    _, out, _ = run(capsys, "analyze", "gwy-2018", "--corpus", folder)
    assert "状态      标注为“已失效（至2023-03-18）”" in out


def test_a_folder_of_the_same_name_is_no_text(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(folder)
    Path("jining-2022").mkdir()
    assert run(capsys, "analyze", "jining-2022", "--corpus", folder)[1].startswith("济宁市人民政府工作规则\n")


def test_a_text_goes_with_its_files(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(folder)
    put(folder, "邻县")
    code, out, _ = run(capsys, "corpus", "remove", "jining-2022", "--corpus", folder)
    assert (code, out) == (0, "已移除 jining-2022：《济宁市人民政府工作规则》，jining-2022.txt\n")
    assert sorted(path.name for path in folder.iterdir()) == [".lock", LOCK_FILE, "邻县.txt"]
    code, _, err = run(capsys, "corpus", "remove", "sishui-2022", "--corpus", folder)
    assert code == 2
    assert "sishui-2022: comes with the program and stays" in err


def test_a_whole_corpus_is_verified(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(folder)
    code, out, _ = run(capsys, "corpus", "verify", "--corpus", folder)
    assert (code, out) == (0, f"随附文本 3 份，自有文本 1 份（{folder}），全部完好\n")


def test_verify_names_what_is_wrong(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a", "b", "c"):
        put(folder, name)
    (folder / "a.txt").write_text("改", encoding="utf-8")
    (folder / "b.txt").unlink()
    (folder / "旧.txt").write_text("x", encoding="utf-8")
    code, out, _ = run(capsys, "corpus", "verify", "--corpus", folder)
    assert code == 1
    assert out.splitlines() == [
        "a：文件 a.txt 入库后被改动（SHA-256 不符）",
        "b：文件 b.txt 不存在或无法读取",
        "旧.txt：不属于任何文本；要用它，请以 zhize corpus add 添加，否则可以删除",
        f"随附文本 3 份，自有文本 3 份（{folder}），有问题 3 处",
    ]
