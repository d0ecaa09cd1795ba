"""Why files could not be read, in Chinese, and what the command says of it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from zhize.batches import batch
from zhize.batches.failures import HEAD, failures, kind_of, kinds
from zhize.batches.ledger import Held
from zhize.batches.nouns import Summary
from zhize.cli import main
from zhize.cli.batch import told

if TYPE_CHECKING:
    from pathlib import Path

RULES = "甲县人民政府工作规则\n第一条　县长应当召集会议。\n".encode()


@pytest.mark.parametrize(("name", "line"), [(kind.name, line) for kind in kinds() for line in kind.examples])
def test_a_line_is_of_its_kind(name: str, line: str) -> None:
    found = kind_of(line)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("holds no text but links a file (is encrypted.pdf); save that file", "page"),
        ("holds no text; if its pages are pictures, use a text version", "empty"),
        ("holds word/document.xml twice; open it in Word", "large"),
        ("is not in the corpus; see zhize corpus list", "missing"),
        ("is not a whole Word document (word/document.xml is missing); open it in Word", "damaged"),
    ],
)
def test_the_longest_beginning_decides(line: str, name: str) -> None:
    found = kind_of(line)
    assert found is not None
    assert found.name == name


def test_no_beginning_is_of_two_kinds() -> None:
    begins = [words for kind in kinds() for words in kind.begins]
    assert len(set(begins)) == len(begins)


def test_what_is_of_no_kind_keeps_its_line() -> None:
    held = Held(name="=1+1.txt", sha256="", characters=0, failed="was struck by lightning; wait")
    rows = list(csv.reader(io.StringIO(failures([held]).decode("utf-8-sig"))))
    assert rows == [list(HEAD), ["'=1+1.txt", "其他", "见英文说明", "was struck by lightning; wait"]]


def test_files_that_cannot_be_read_have_their_reason(tmp_path: Path) -> None:
    texts = tmp_path / "文件 夹"
    texts.mkdir()
    files = {
        "好.txt": RULES,
        "压缩.docx": b"PK\x05\x06" + bytes(18),
        "图.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(200)),
        "坏.pdf": b"%PDF-1.7\n1 0 obj",
        "空.docx": b"",
    }
    for name, data in files.items():
        (texts / name).write_bytes(data)
    batch(texts, tmp_path / "库", jobs=1, learned=False)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "库" / "failed.csv").read_text("utf-8-sig"))))
    assert {row["文件"]: row["原因"] for row in rows} == {
        "压缩.docx": "不是文本，或者扩展名与内容不符",
        "图.txt": "不是文本，或者扩展名与内容不符",
        "坏.pdf": "文件损坏或者不完整",
        "空.docx": "没有文字",
    }
    assert all(row["怎么办"] and row["英文说明"] for row in rows)


def test_an_empty_input_is_not_the_folder_at_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_bytes(RULES)
    monkeypatch.chdir(tmp_path)
    assert main(["batch", "", "-o", "库"]) == 2
    assert capsys.readouterr().err == "zhize: error: IN is empty; name a folder, a list of files, or corpus\n"
    assert not (tmp_path / "库").exists()


def test_what_was_passed_over_is_a_short_line(tmp_path: Path) -> None:
    names = {"Makefile": 1, "round": 1} | {f".{letter}": 3 for letter in "abcdefgh"}
    done = Summary(
        documents=1,
        failed=0,
        rows={"articles": 1, "norms": 1},
        characters=1,
        made=1,
        kept=0,
        removed=0,
        passed_over=names,
        seconds=1.0,
    )
    (last,) = told(done, tmp_path).splitlines()[2:]
    assert last == "略过其他文件 26 个（.a 3、.b 3、.c 3、.d 3、.e 3、.f 3、.g 3、.h 3等）"
    few = replace(done, passed_over={"Makefile": 1, "round": 1, ".jpg": 1})
    assert told(few, tmp_path).splitlines()[2:] == ["略过其他文件 3 个（无扩展名 2、.jpg 1）"]
