"""A user's corpus keeps what came byte for byte, whoever writes at once, and says what is wrong in one line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from word import docx, paragraph

import zhize
from zhize import corpus
from zhize.cli import main
from zhize.corpus.holding import LOCK_FILE
from zhize.corpus.receiving import Given, receive
from zhize.errors import CorpusError

ROOT = Path(__file__).parents[1]
# 济宁's rules as the manifest describes them, in words of our own.
RULES = """\
济宁市人民政府关于印发济宁市人民政府工作规则的通知
济政发〔2022〕4号

济宁市人民政府工作规则
（2022年3月24日市政府常务会议通过）

一、市长召集会议。
二、市政府办公室应当及时报告。

济宁市人民政府
2022年3月28日
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a corpus that is not there yet, in a place where files can be named without a path."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ZHIZE_CORPUS", raising=False)
    return tmp_path / "corpus"


def _file(text: str = RULES, name: str = "rules.txt") -> Path:
    Path(name).write_text(text, encoding="utf-8")
    return Path(name)


def _put(folder: Path, name: str = "jining-2022", text: str = RULES, *, replace: bool = False) -> None:
    arrival = receive(name, [Given(data=text.encode(), where="rules.txt", file="rules.txt")], how="added")
    corpus.add(folder, name, arrival.holding, arrival.contents, replace=replace)


def _run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return code, out, err


# --- adding and reading ----------------------------------------------------------------------------------------------


def test_a_file_is_kept_byte_for_byte_and_read_by_its_name(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = _file()
    code, out, err = _run(capsys, "corpus", "add", "jining-2022", file, "--corpus", folder)
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
    _put(folder)
    here = ("--corpus", folder)
    assert "市政府办公室应当及时报告。" in _run(capsys, "show", "jining-2022", "第二条", *here)[1]
    assert _run(capsys, "analyze", "jining-2022", *here)[1].startswith("济宁市人民政府工作规则\n")
    assert _run(capsys, "check", "jining-2022", *here)[0] == 0
    _, out, _ = _run(capsys, "compare", "sishui-2022", "jining-2022", *here)
    assert out.splitlines()[1] == "右  济宁市人民政府工作规则（市级），2022-03-28，施行状态未核实"
    for arguments in (["matrix", "jining-2022", "-o", "a.xlsx"], ["graph", "jining-2022", "-o", "a.svg"]):
        assert _run(capsys, *arguments, *here)[0] == 0
    assert _run(capsys, "report", "jining-2022", "-o", "out", *here)[0] == 0
    assert "施行状态未核实" in Path("out/report.html").read_text(encoding="utf-8")


def test_the_first_of_several_texts_is_held_against_each_other(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _put(folder)
    names = ("sishui-2022", "jining-2022", "synthetic-qingshi-city-2022")
    _, out, _ = _run(capsys, "compare", *names, "--corpus", folder)
    sides = [line.split("（")[0] for line in out.splitlines() if line.startswith(("左", "右"))]
    county = "左  泗水县人民政府工作规则"
    assert sides == [county, "右  济宁市人民政府工作规则", county, "右  青石市人民政府工作规则"]
    code, out, err = _run(capsys, "compare", *names, "--corpus", folder, "-o", "a.html")
    assert (code, out) == (2, "")
    assert err == (
        "zhize: error: one text is held against 2, but a file or JSON shows two texts; name two, or use zhize report … "
        "-o DIR for a page of each\n"
    )


def test_the_variable_names_the_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ZHIZE_CORPUS", str(folder))
    assert corpus.default_folder() == folder
    assert _run(capsys, "corpus", "add", "jining-2022", _file())[0] == 0
    assert list(corpus.holdings(folder)) == ["jining-2022"]


def test_a_file_beside_us_comes_before_a_text_of_the_same_name(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _put(folder)
    _file("邻县人民政府工作规则\n第一条　县长召集会议。\n", "jining-2022")
    assert _run(capsys, "analyze", "jining-2022", "--corpus", folder)[1].startswith("邻县人民政府工作规则\n")


def test_word_documents_keep_their_kind(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("rules.bin").write_bytes(docx(*(paragraph(line) for line in RULES.splitlines())))
    assert _run(capsys, "corpus", "add", "jining-2022", "rules.bin", "--corpus", folder)[0] == 0
    [place] = corpus.holdings(folder)["jining-2022"].places
    assert (place.file, place.given) == ("jining-2022.docx", "rules.bin")


def test_the_pages_of_a_document_are_one_text(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = RULES.split("二、")
    pages = [_file(first, "1.txt"), _file("二、" + second, "2.txt")]
    assert _run(capsys, "corpus", "add", "jining-2022", *pages, "--corpus", folder)[0] == 0
    assert sorted(path.name for path in folder.glob("*.txt")) == ["jining-2022.txt", "jining-2022~2.txt"]
    source = corpus.read_text("jining-2022", folder)
    assert source is not None
    assert [article.number for article in zhize.parse(source).articles] == [1, 2]


def test_a_text_of_ones_own_needs_no_entry(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _file("邻县人民政府工作规则\n第一条　县长召集会议。\n")
    assert _run(capsys, "corpus", "add", "邻县-2023", "rules.txt", "--corpus", folder)[0] == 0
    assert _run(capsys, "corpus", "show", "邻县-2023", "--corpus", folder)[1].startswith(
        "邻县人民政府工作规则\n名称        邻县-2023\n"
    )


def test_the_manifest_fills_what_a_text_leaves_open(folder: Path) -> None:
    _put(folder, "gwy-2018", "国务院工作规则\n一、总理召集会议。\n二、国务院实行总理负责制。\n")
    source = corpus.read_text("gwy-2018", folder)
    assert source is not None
    meta = zhize.parse(source).metadata
    assert (meta.issuer, meta.doc_number, meta.issued) == ("国务院", "国发〔2018〕21号", "2018-06-25")
    assert (meta.in_force_from, meta.in_force_until) == ("2018-06-25", "2023-03-18")


# --- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "jining-2022",
            RULES.replace("济宁", "济南").replace("2022", "2023"),
            (
                "rules.txt: is not the document that jining-2022 names: title 济南市人民政府工作规则, not "
                "济宁市人民政府工作规则; number 济政发〔2023〕4号, not 济政发〔2022〕4号; "
                "date 2023-03-28 or 2023-03-24, not "
                "2022-03-28 or 2022-03-24; look at it; --accept takes it all the same"
            ),
        ),
        (
            "shandong-2013",
            "山东省人民政府工作规则\n2004年9月8日\n一、省长召集会议。\n二、省政府组成人员履行职责。\n",
            (
                "rules.txt: is not the document that shandong-2013 names: date 2004-09-08, not 2013-04-08 or "
                "2013-04-02; "
                "look at it; --accept takes it all the same"
            ),
        ),
        (
            "jining-2022",
            "济宁市人民政府工作规则\n济政发〔2022〕4号\n市长召集会议。\n",
            (
                "rules.txt: is not the document that jining-2022 names: it has no articles; look at it; --accept "
                "takes it all the same"
            ),
        ),
        ("sishui-2022", RULES, "sishui-2022: comes with the program; choose another id"),
        (
            "../x",
            RULES,
            "../x: cannot be the id of a text; use up to 64 letters, digits, 汉字, - and _, for example jining-2022",
        ),
        (
            "con.1",
            RULES,
            "con.1: cannot be the id of a text; use up to 64 letters, digits, 汉字, - and _, for example jining-2022",
        ),
        ("邻县", " \n", "rules.txt: is empty; choose a file with text in it"),
    ],
    ids=["city", "year", "articles", "shipped", "path", "device", "empty"],
)
def test_what_cannot_be_added_is_one_line_and_changes_nothing(
    name: str, text: str, message: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _put(folder, "jining-2022" if name != "jining-2022" else "邻县")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    code, out, err = _run(capsys, "corpus", "add", name, _file(text), "--corpus", folder)
    assert (code, out, err) == (2, "", f"zhize: error: {message}\n")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_another_number_of_the_same_year_is_another_document(folder: Path) -> None:
    with pytest.raises(CorpusError, match="number 济政发〔2022〕14号, not 济政发〔2022〕4号"):
        _put(folder, text=RULES.replace("〔2022〕4号", "〔2022〕14号"))


@pytest.mark.parametrize("number", ["济政发[2022]4号", "济政发（2022） 4 号", "济政发〔2022〕４号"])
def test_the_form_of_a_number_is_no_difference(number: str, folder: Path) -> None:
    _put(folder, text=RULES.replace("济政发〔2022〕4号", number))


def test_another_day_beside_the_same_number_is_a_doubt_only(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = _file(RULES.replace("3月24日", "3月20日").replace("3月28日", "4月1日"))
    code, out, _ = _run(capsys, "corpus", "add", "jining-2022", file, "--corpus", folder)
    assert code == 0
    assert "请核对    date 2022-04-01 or 2022-03-20, not 2022-03-28 or 2022-03-24" in out


def test_another_document_is_taken_if_the_user_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = _file(RULES.replace("济宁", "济南"))
    assert _run(capsys, "corpus", "add", "jining-2022", file, "--accept", "--corpus", folder)[0] == 0
    accepted = "title 济南市人民政府工作规则, not 济宁市人民政府工作规则"
    assert corpus.holdings(folder)["jining-2022"].accepted == (accepted,)
    source = corpus.read_text("jining-2022", folder)
    assert source is not None
    assert source.facts == ()  # the manifest speaks of another document


def test_a_name_that_is_taken_needs_replace(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("rules.docx").write_bytes(docx(*(paragraph(line) for line in RULES.splitlines())))
    assert _run(capsys, "corpus", "add", "jining-2022", "rules.docx", "--corpus", folder)[0] == 0
    code, _, err = _run(capsys, "corpus", "add", "jining-2022", _file(), "--corpus", folder)
    day = corpus.holdings(folder)["jining-2022"].at[:10]
    assert code == 2
    assert err == (
        f"zhize: error: jining-2022: is in the corpus already (济宁市人民政府工作规则, {day}); --replace takes the new "
        "file instead\n"
    )
    assert _run(capsys, "corpus", "add", "jining-2022", _file(), "--replace", "--corpus", folder)[0] == 0
    assert sorted(path.name for path in folder.iterdir()) == [".lock", "jining-2022.txt", LOCK_FILE]


def test_names_that_differ_by_case_only_are_refused(folder: Path) -> None:
    _put(folder, "Jining")
    with pytest.raises(CorpusError, match="jining: differs from Jining by upper and lower case only; use Jining"):
        _put(folder, "jining")


def test_a_text_that_is_not_there_says_how_to_get_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = _run(capsys, "compare", "sishui-2022", "jining-2022", "--corpus", folder)
    assert code == 2
    assert err == (
        "zhize: error: jining-2022: is not in the corpus yet; run: zhize corpus fetch jining-2022 (or save the text as "
        "a file and run: zhize corpus add jining-2022 FILE)\n"
    )
    _, _, err = _run(capsys, "analyze", "shandong-2025", "--corpus", folder)
    assert err == (
        "zhize: error: shandong-2025: is not in the corpus yet; save the text as a file and run: zhize corpus add "
        "shandong-2025 FILE\n"
    )


# --- what is there ---------------------------------------------------------------------------------------------------


def test_the_list_shows_what_is_there_first(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _put(folder)
    _, out, _ = _run(capsys, "corpus", "list", "--format", "json", "--corpus", folder)
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
    _, out, _ = _run(capsys, "corpus", "list", "济宁", "--corpus", folder)
    assert [line.split()[0] for line in out.splitlines()[2:3]] == ["jining-2022"]
    assert out.splitlines()[-3:] == ["共 1 份，其中在库 1 份", "", f"自有文本存放于 {folder}"]
    _, out, _ = _run(capsys, "corpus", "list", "--held", "--corpus", folder)
    assert "共 4 份，其中在库 4 份" in out


def test_a_text_goes_with_its_files(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _put(folder)
    _put(folder, "邻县")
    code, out, _ = _run(capsys, "corpus", "remove", "jining-2022", "--corpus", folder)
    assert (code, out) == (0, "已移除 jining-2022：《济宁市人民政府工作规则》，jining-2022.txt\n")
    assert sorted(path.name for path in folder.iterdir()) == [".lock", LOCK_FILE, "邻县.txt"]
    code, _, err = _run(capsys, "corpus", "remove", "sishui-2022", "--corpus", folder)
    assert code == 2
    assert "sishui-2022: comes with the program and stays" in err


def test_a_whole_corpus_is_verified(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _put(folder)
    code, out, _ = _run(capsys, "corpus", "verify", "--corpus", folder)
    assert (code, out) == (0, f"随附文本 3 份，自有文本 1 份（{folder}），全部完好\n")


def test_verify_names_what_is_wrong(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a", "b", "c"):
        _put(folder, name)
    (folder / "a.txt").write_text("改", encoding="utf-8")
    (folder / "b.txt").unlink()
    (folder / "旧.txt").write_text("x", encoding="utf-8")
    code, out, _ = _run(capsys, "corpus", "verify", "--corpus", folder)
    assert code == 1
    assert out.splitlines() == [
        "a：文件 a.txt 入库后被改动（SHA-256 不符）",
        "b：文件 b.txt 不存在或无法读取",
        "旧.txt：不属于任何文本，可以删除",
        f"随附文本 3 份，自有文本 3 份（{folder}），有问题 3 处",
    ]


def test_a_file_that_was_changed_is_no_longer_what_was_published(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _put(folder)
    with (folder / "jining-2022.txt").open("a", encoding="utf-8") as file:
        file.write("三、增加的一条。\n")
    code, _, err = _run(capsys, "analyze", "jining-2022", "--corpus", folder)
    assert code == 2
    assert f"its file {folder / 'jining-2022.txt'} was changed since it came on " in err


@pytest.mark.parametrize(
    "lock",
    [
        "{",
        '{"schema": "zhize.corpus/9", "texts": {}}',
        '{"schema": "zhize.corpus/1", "texts": {"a": {"places": [{"file": "../a", "sha256": "'
        + "0" * 64
        + '", "size": 1}], "how": "added", "at": "", "title": "", "articles": 1}}}',
    ],
    ids=["cut", "newer", "climbs"],
)
def test_a_damaged_lock_file_is_one_line(lock: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder.mkdir()
    (folder / LOCK_FILE).write_text(lock, encoding="utf-8")
    code, out, err = _run(capsys, "corpus", "list", "--corpus", folder)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"zhize: error: {folder / LOCK_FILE}: is damaged, or of a newer version (")


def test_a_link_is_not_followed_out_of_the_folder(folder: Path) -> None:
    folder.mkdir()
    outside = _file("nothing of the corpus", "outside.txt")
    (folder / "邻县.txt").symlink_to(outside.absolute())
    with pytest.raises(CorpusError, match="stands where the file shall go"):
        _put(folder, "邻县")
    assert outside.read_text(encoding="utf-8") == "nothing of the corpus"


def test_two_at_once_lose_nothing(folder: Path) -> None:
    program = (
        "import sys; from zhize.cli import main;"
        "sys.exit(max(main(['corpus', 'add', f'{sys.argv[1]}-{n}', 'rules.txt', '--corpus', sys.argv[2]])"
        " for n in range(8)))"
    )
    _file()
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program, name, str(folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for name in ("a", "b", "c")
    ]
    for process in running:
        _, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (0, b"")
    assert list(corpus.holdings(folder)) == sorted(f"{name}-{number}" for name in "abc" for number in range(8))
    assert corpus.verify(folder) == ()


def test_a_stop_in_the_middle_leaves_the_corpus_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _put(folder)
    before = (folder / LOCK_FILE).read_bytes()

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        _put(folder, "邻县")
    monkeypatch.undo()
    assert (folder / LOCK_FILE).read_bytes() == before
    assert corpus.verify(folder) == ()
