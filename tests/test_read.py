"""`zhize.read`: every character as it was decoded, or one line that says what is wrong and what to do."""

from __future__ import annotations

import re
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

import zhize
from zhize.errors import InputError
from zhize.readers import as_source

RULES = "某县人民政府工作规则\r\n第一条　县长应当及时回复。\n"
SAVE_AS_TEXT = "save it as docx or as plain text (纯文本, UTF-8) and try again"
CHOOSE_ANOTHER = "choose a file with text in it"


def _zip(*members: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for member in members:
            archive.writestr(member, RULES)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (RULES.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + RULES.encode(), "utf-8-sig"),
        (RULES.encode("gb18030"), "gb18030"),
        (b"\xff\xfe" + RULES.encode("utf-16-le"), "utf-16"),
        (b"\xfe\xff" + RULES.encode("utf-16-be"), "utf-16"),
    ],
    ids=["utf-8", "bom", "gb18030", "utf-16-le", "utf-16-be"],
)
def test_text_in_any_usual_encoding_is_the_same_text(data: bytes, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "rules.txt"
    path.write_bytes(data)
    assert zhize.read(path) == zhize.Source(text=RULES, name="rules.txt", encoding=encoding)
    assert zhize.read(str(path)) == zhize.read(path)
    assert zhize.read(data) == zhize.Source(text=RULES, name="-", encoding=encoding)


@pytest.mark.parametrize(
    "text",
    ["甲\r\n乙\r丙\n", "　　第一条　甲", "甲\u2028乙\x85丙\x0b丁\x0c", "𠮷野家县㐂\U0001f600", "a", "甲\ufeff乙"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_no_character_is_changed(text: str, encoding: str) -> None:
    assert zhize.read(text.encode(encoding)).text == text


def test_a_text_in_gb18030_with_few_characters_is_read() -> None:
    assert zhize.read("县长".encode("gb18030")).text == "县长"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", f"rules.txt: is empty; {CHOOSE_ANOTHER}"),
        (b" \n\t\r\n", f"rules.txt: is empty; {CHOOSE_ANOTHER}"),
        ("\u3000\n\u3000".encode(), f"rules.txt: holds only white space; {CHOOSE_ANOTHER}"),
        (b"\xef\xbb\xbf", f"rules.txt: holds only white space; {CHOOSE_ANOTHER}"),
        (b"\xff\xfe", f"rules.txt: holds only white space; {CHOOSE_ANOTHER}"),
        (_zip("xl/workbook.xml"), f"rules.txt: is an Excel workbook (xlsx), not plain text; {SAVE_AS_TEXT}"),
        (_zip("ppt/slides.xml"), f"rules.txt: is a PowerPoint file (pptx), not plain text; {SAVE_AS_TEXT}"),
        (_zip("rules"), f"rules.txt: is an archive (zip), not plain text; {SAVE_AS_TEXT}"),
        (b"\x89PNG\r\n\x1a\n", f"rules.txt: is a picture (png), not plain text; {SAVE_AS_TEXT}"),
        (b"\xff\xd8\xff\xe0", f"rules.txt: is a picture (jpeg), not plain text; {SAVE_AS_TEXT}"),
        (b"\x1f\x8b\x08\0", f"rules.txt: is a compressed file (gz), not plain text; {SAVE_AS_TEXT}"),
        (b"SQLite format 3\0", f"rules.txt: is a database (sqlite), not plain text; {SAVE_AS_TEXT}"),
        (b"\x7fELF\x02\x01\x01\0\0\xff\xff", f"rules.txt: is binary, not plain text; {SAVE_AS_TEXT}"),
        (
            "第一条\0县长".encode(),
            f"rules.txt: is binary, not plain text (control character U+0000 at character 3); {SAVE_AS_TEXT}",
        ),
        (
            "第一条\x1b[1m县长".encode(),
            f"rules.txt: is binary, not plain text (control character U+001B at character 3); {SAVE_AS_TEXT}",
        ),
        (
            "第一条　县长应当回复。".encode() + b"\xe5\x8e" + "　第二条　县长应当".encode(),
            f"rules.txt: byte 33 is not utf-8; {SAVE_AS_TEXT}",
        ),
        ("第一条　县长应当回复。".encode()[:-1], f"rules.txt: byte 30 is not utf-8; {SAVE_AS_TEXT}"),
        ("县长".encode("gb18030") + b"\xff\xff", f"rules.txt: byte 4 is not gb18030; {SAVE_AS_TEXT}"),
        (b"\xff\xfe\x00\xd8", f"rules.txt: is binary, not plain text; {SAVE_AS_TEXT}"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(data: bytes, message: str) -> None:
    with pytest.raises(zhize.InputError) as raised:
        zhize.read(data, name="rules.txt")
    assert str(raised.value) == message


def test_a_page_that_quotes_html_is_text() -> None:
    assert zhize.read("第一条　<html>不是网页。".encode()).text == "第一条　<html>不是网页。"


def test_a_file_that_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "rules.txt"
    with pytest.raises(zhize.InputError) as raised:
        zhize.read(path)
    assert str(raised.value) == f"{path}: no such file; check the path"


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(zhize.InputError) as raised:
        zhize.read(tmp_path)
    assert str(raised.value) == f"{tmp_path}: is a directory; name one file in it"


def _forbid(_: Path) -> bytes:
    raise PermissionError


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "rules.txt"
    path.write_bytes(RULES.encode())
    monkeypatch.setattr(Path, "read_bytes", _forbid)
    with pytest.raises(zhize.InputError) as raised:
        zhize.read(path)
    assert str(raised.value) == f"{path}: may not be read; ask for permission or copy the file"


def test_a_folder_that_the_system_forbids_to_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_bytes", _forbid)
    with pytest.raises(zhize.InputError) as raised:
        zhize.read(tmp_path)
    assert str(raised.value) == f"{tmp_path}: is a directory; name one file in it"


@pytest.mark.parametrize(
    ("name", "what"),
    [("长" * 300, "File name too long"), ("a\0b", "embedded null byte")],
    ids=["too long", "zero byte"],
)
@pytest.mark.skipif(sys.platform != "linux", reason="the words are the system's")
def test_a_name_that_no_file_can_have(name: str, what: str) -> None:
    with pytest.raises(zhize.InputError) as raised:
        zhize.read(name)
    assert str(raised.value) == f"{name}: cannot be read ({what}); check the path"


def test_a_refusal_names_the_file_and_keeps_its_parts(tmp_path: Path) -> None:
    path = tmp_path / "rules.xlsx"
    path.write_bytes(_zip("xl/workbook.xml"))
    with pytest.raises(zhize.InputError) as raised:
        zhize.read(path)
    assert (raised.value.where, raised.value.what, raised.value.remedy) == (
        str(path),
        "is an Excel workbook (xlsx), not plain text",
        SAVE_AS_TEXT,
    )


def test_a_string_is_a_text_unless_it_names_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rules.txt").write_bytes(RULES.encode())
    monkeypatch.chdir(tmp_path)
    assert as_source("rules.txt") == zhize.Source(text=RULES, name="rules.txt", encoding="utf-8")
    for text in ("other", "rules.txt\n", "", ".", "第一条　甲。", "长" * 5000, "a\0b"):
        assert as_source(text) == zhize.Source(text=text, name="str", encoding="str")


@pytest.mark.parametrize("name", ["没有.docx", "文件夹/没有.TXT", "rules.pdf"])
def test_the_name_of_a_file_that_is_not_there_is_no_text(name: str) -> None:
    with pytest.raises(InputError, match=re.escape(f"{name}: no such file; check the path")):
        as_source(name)


@pytest.mark.parametrize("text", ["县政府办公室应当及时回复", "第一条　报送规则.docx。", "第一条\n附件.docx"])
def test_a_sentence_is_a_text(text: str) -> None:
    assert as_source(text).text == text


def test_a_source_stays_as_it_is() -> None:
    source = zhize.Source(text="甲", name="x", encoding="utf-8")
    assert as_source(source) is source


@pytest.mark.parametrize(
    ("offset", "place"), [(0, (1, 1)), (1, (1, 2)), (2, (1, 3)), (3, (2, 1)), (4, (2, 2)), (5, (3, 1))]
)
def test_a_source_knows_lines_and_columns(offset: int, place: tuple[int, int]) -> None:
    source = zhize.Source(text="甲乙\n丙\n", name="-", encoding="str")
    assert source.position(offset) == place
