"""What is not the document that was meant, and what a user may get wrong: one line, and the corpus is as it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from kept import RULES, SEVERAL, put, run, written
from word import docx, paragraph

from zhize import corpus
from zhize.corpus.holding import LOCK_FILE
from zhize.corpus.receiving import Given, receive
from zhize.errors import CorpusError


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a corpus that is not there yet, in a place where files can be named without a path."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ZHIZE_CORPUS", raising=False)
    return tmp_path / "corpus"


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
        ("sishui-2022", RULES, "sishui-2022: comes with the program; use it as it is, or choose another id"),
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
        ("２０２２邻县", RULES, "２０２２邻县: cannot be the id of a text; use 2022邻县"),
        ("SISHUI-2022", RULES, "SISHUI-2022: differs from sishui-2022 by upper and lower case only; use sishui-2022"),
        (
            "shandong-2013",
            "山东省人民政府工作规则\n鲁政发〔2004〕65号\n一、省长召集会议。\n二、省政府组成人员履行职责。\n",
            (
                "rules.txt: is not the document that shandong-2013 names: year of the number 鲁政发〔2004〕65号, not "
                "2013-04-08 or 2013-04-02; look at it; --accept takes it all the same"
            ),
        ),
        (
            "jining-2022",
            SEVERAL,
            (
                "rules.txt: is not the document that jining-2022 names: it begins with 济宁市人民政府会议制度; "
                "济宁市人民政府工作规则 stands behind that and wants a file of its own; look at it; --accept takes it "
                "all the same"
            ),
        ),
    ],
    ids=[
        "city",
        "year",
        "articles",
        "shipped",
        "path",
        "device",
        "empty",
        "width",
        "case",
        "year of the number",
        "second of several",
    ],
)
def test_what_cannot_be_added_is_one_line_and_changes_nothing(
    name: str, text: str, message: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(folder, "jining-2022" if name != "jining-2022" else "邻县")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    code, out, err = run(capsys, "corpus", "add", name, written(text), "--corpus", folder)
    assert (code, out, err) == (2, "", f"zhize: error: {message}\n")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_another_number_of_the_same_year_is_another_document(folder: Path) -> None:
    with pytest.raises(CorpusError, match="number 济政发〔2022〕14号, not 济政发〔2022〕4号"):
        put(folder, text=RULES.replace("〔2022〕4号", "〔2022〕14号"))


@pytest.mark.parametrize(
    "number",
    ["济政发[2022]4号", "济政发（2022） 4 号", "济政发〔2022〕４号", "济政发〔2022〕第4号", "济政发〔2022〕04号"],
)
def test_the_form_of_a_number_is_no_difference(number: str, folder: Path) -> None:
    put(folder, text=RULES.replace("济政发〔2022〕4号", number))


def test_another_day_beside_the_same_number_is_a_doubt_only(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(RULES.replace("3月24日", "3月20日").replace("3月28日", "4月1日"))
    code, out, _ = run(capsys, "corpus", "add", "jining-2022", file, "--corpus", folder)
    assert code == 0
    assert "请核对    date 2022-04-01 or 2022-03-20, not 2022-03-28 or 2022-03-24" in out


def test_another_document_is_taken_if_the_user_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(RULES.replace("济宁", "济南"))
    assert run(capsys, "corpus", "add", "jining-2022", file, "--accept", "--corpus", folder)[0] == 0
    accepted = "title 济南市人民政府工作规则, not 济宁市人民政府工作规则"
    assert corpus.holdings(folder)["jining-2022"].accepted == (accepted,)
    source = corpus.read_text("jining-2022", folder)
    assert source is not None
    assert source.facts == ()  # the manifest speaks of another document


def test_a_name_that_is_taken_needs_replace(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("rules.docx").write_bytes(docx(*(paragraph(line) for line in RULES.splitlines())))
    assert run(capsys, "corpus", "add", "jining-2022", "rules.docx", "--corpus", folder)[0] == 0
    code, _, err = run(capsys, "corpus", "add", "jining-2022", written(), "--corpus", folder)
    day = corpus.holdings(folder)["jining-2022"].at[:10]
    assert code == 2
    assert err == (
        f"zhize: error: jining-2022: is in the corpus already (济宁市人民政府工作规则, {day}); --replace takes the new "
        "file instead\n"
    )
    assert run(capsys, "corpus", "add", "jining-2022", written(), "--replace", "--corpus", folder)[0] == 0
    assert sorted(path.name for path in folder.iterdir()) == [".lock", "jining-2022.txt", LOCK_FILE]


def test_names_that_differ_by_case_only_are_refused(folder: Path) -> None:
    put(folder, "Jining")
    with pytest.raises(CorpusError, match="jining: differs from Jining by upper and lower case only; use Jining"):
        put(folder, "jining")


def test_a_text_that_is_not_there_says_how_to_get_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "compare", "sishui-2022", "jining-2022", "--corpus", folder)
    assert code == 2
    assert err == (
        "zhize: error: jining-2022: is not in the corpus yet; run: zhize corpus fetch jining-2022 (or save the text as "
        "a file and run: zhize corpus add jining-2022 FILE)\n"
    )
    _, _, err = run(capsys, "analyze", "shandong-2025", "--corpus", folder)
    assert err == (
        "zhize: error: shandong-2025: is not in the corpus yet; save the text as a file and run: zhize corpus add "
        "shandong-2025 FILE\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["add", "rules.txt", "jining-2022"], "the ID comes first: zhize corpus add jining-2022 rules.txt"),
        (
            ["fetch", "http://www.jining.gov.cn/"],
            "http://www.jining.gov.cn/ is no ID; zhize corpus fetch ID --url URL names an address",
        ),
        (["list", "--corpus", "rules.txt"], "rules.txt: is a file, not a folder; name a folder"),
        (
            ["remove", "jining-2022"],
            "jining-2022: is not in the corpus corpus; zhize corpus list --held shows what can be removed",
        ),
    ],
    ids=["order", "address", "file", "nothing"],
)
def test_a_slip_is_one_line_and_leaves_no_folder(
    arguments: list[str], message: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written()
    code, out, err = run(capsys, "corpus", arguments[0], "--corpus", folder.name, *arguments[1:])
    assert (code, out, err) == (2, "", f"zhize: error: {message}\n")
    assert not folder.exists()


def test_a_name_that_is_no_text_is_written_with_escapes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = os.fsdecode(b"\xff.txt")
    written(name=file)
    assert run(capsys, "corpus", "add", "jining-2022", file, "--corpus", folder)[0] == 0
    [place] = corpus.holdings(folder)["jining-2022"].places
    assert place.given == "\\udcff.txt"


def test_a_title_alone_is_a_doubt(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written("山东省人民政府工作规则\n一、省长召集会议。\n二、省政府组成人员履行职责。\n")
    code, out, _ = run(capsys, "corpus", "add", "shandong-2013", file, "--corpus", folder)
    assert code == 0
    assert "请核对    only the title agrees; the text gives no number or date that shows which year's it is" in out


def test_other_documents_behind_the_one_that_is_meant_are_named() -> None:
    first, second = "济宁市人民政府工作规则", "济宁市人民政府会议制度"
    text = SEVERAL.replace(first, "甲").replace(second, first).replace("甲", second)
    arrival = receive("jining-2022", [Given(data=text.encode(), where="rules.txt")], how="added")
    assert arrival.doubts == (f"it holds other documents too: {second}",)


def test_pages_that_are_fewer_than_they_say_are_refused() -> None:
    pages = [f"<html><body><p>{RULES}</p><p>第{number}页 共3页</p></body></html>" for number in (1, 2)]
    given = [Given(data=page.replace("\n", "</p><p>").encode(), where=f"{at}.html") for at, page in enumerate(pages, 1)]
    with pytest.raises(CorpusError, match="it is 2 pages of 3; look at it"):
        receive("jining-2022", given, how="added")
