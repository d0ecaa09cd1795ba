"""What somebody entered in a file that nothing reads back is not replaced."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from zhize.cli import main

RULE = "青石县印章管理办法\n第一条　县司法局应当会同县财政局在3个工作日内制定方案。\n第二条　用印应当登记。\n"
FORM = ["matrix", "规则.txt", "--form", "督查台账", "-o"]
WRITERS = {
    "台账.xlsx": [*FORM, "台账.xlsx"],
    "台账.docx": [*FORM, "台账.docx"],
    "对照.xlsx": ["compare", "规则.txt", "新规则.txt", "-o", "对照.xlsx"],
    "对照.docx": ["compare", "规则.txt", "新规则.txt", "-o", "对照.docx"],
}


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("规则.txt").write_text(RULE, encoding="utf-8")
    Path("新规则.txt").write_text(RULE.replace("3个", "5个"), encoding="utf-8")


def _enter(name: str) -> None:
    if name.endswith(".xlsx"):
        workbook = load_workbook(name)
        workbook.worksheets[0].cell(row=2, column=8, value="已办结")
        workbook.save(name)
        return
    document = Document(name)
    document.add_paragraph("已办结")
    document.core_properties.modified = document.core_properties.modified.replace(year=2026)
    document.save(name)


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_that_somebody_saved_is_not_replaced(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(WRITERS[name]) == 0
    _enter(name)
    filled = Path(name).read_bytes()
    capsys.readouterr()
    assert main(WRITERS[name]) == 2
    assert capsys.readouterr().err == (
        f"zhize: error: {name}: was saved by somebody since it was written, and may hold what was entered; "
        "choose another name, or move it away first\n"
    )
    assert Path(name).read_bytes() == filled


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_that_nobody_touched_is_replaced(name: str) -> None:
    assert main(WRITERS[name]) == 0
    Path("规则.txt").write_text(RULE + "第三条　印章由专人保管。\n", encoding="utf-8")
    before = Path(name).read_bytes()
    assert main(WRITERS[name]) == 0
    assert Path(name).read_bytes() != before


@pytest.mark.parametrize("data", [b"", b"words", b"PK\x03\x04 broken"])
def test_what_is_no_office_file_is_replaced(data: bytes) -> None:
    Path("台账.xlsx").write_bytes(data)
    assert main(WRITERS["台账.xlsx"]) == 0


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", ["台账.xlsx", "台账.docx"])
def test_libreoffice_saves_leave_a_trace(name: str, tmp_path: Path) -> None:
    assert main(WRITERS[name]) == 0
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    kind = name.rpartition(".")[2]
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", "存过", name]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    shutil.copy(Path("存过") / name, name)
    assert main(WRITERS[name]) == 2
