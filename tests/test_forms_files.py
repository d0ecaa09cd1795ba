"""The files that carry a form, read back as other programs read them."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from argparse import ArgumentParser
from dataclasses import replace
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

import docx
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pypdfium2
import pytest
from documents import article, document, empty, norm
from docx.oxml.ns import qn
from docx.shared import Mm
from markdown_it import MarkdownIt

from zhize import __version__, analyze, matrix
from zhize.cli import main
from zhize.cli.forms import list as listing
from zhize.cli.forms import show
from zhize.export.documents.ledger import to_docx
from zhize.export.workbooks.form_excel import form_to_xlsx
from zhize.export.workbooks.markdown import escaped, to_markdown
from zhize.export.workbooks.parquet import SCHEMA, from_parquet, to_parquet
from zhize.export.workbooks.separated import sheet_to_csv
from zhize.forms.filling import fill
from zhize.forms.loading import form_names, form_text, load_form, read_form

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document
    from docx.table import Table

    from zhize.analysis import Analysis

TASKS = (
    "示例办法\n第一章　制定\n第一条　县司法局应当会同县财政局在3个工作日内制定方案。\n"
    "第二章　公布\n第二条　县政府办公室应当公布方案。"
)
ODD = "=1+1|县|*政府*\n<b>应当</b>\x07`公开`"


@pytest.fixture(scope="module")
def seed_analysis(seed: Path) -> Analysis:
    return analyze(seed)


@pytest.fixture(scope="module")
def tasks() -> Analysis:
    return analyze(TASKS)


def _odd() -> Analysis:
    """Return a document whose only norm has what every format would take for its own."""
    plain = document()
    body = article(1, ODD)
    return replace(
        plain, regulation=replace(plain.regulation, articles=(body,)), actors=(), times=(), norms=(norm(ODD, ODD),)
    )


def _opened(data: bytes) -> Document:
    return docx.Document(BytesIO(data))


def _cells(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


# --- Word ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", form_names())
def test_a_document_holds_every_row_of_its_form(name: str, seed_analysis: Analysis) -> None:
    form = load_form(name)
    sheet = fill(form, seed_analysis, printed=True)
    opened = _opened(to_docx(form, seed_analysis))
    said = "".join(opened.element.body.itertext())
    shown = [index for index, column in enumerate(sheet.columns) if column.field not in {"number", "confidence"}]
    parts = {part for row in sheet.rows for index in shown for part in str(row[index]).rstrip("。；").split("\n")}
    assert not {part for part in parts if part not in said}
    assert all(note in said for note in form.notes)


def test_a_table_lies_across_and_repeats_its_head(seed_analysis: Analysis) -> None:
    opened = _opened(to_docx(load_form("任务分工表"), seed_analysis))
    page = opened.sections[0]
    assert [round(side / Mm(1)) for side in (page.page_width, page.page_height)] == [297, 210]
    assert [round(side / Mm(1)) for side in (page.top_margin, page.right_margin, page.bottom_margin)] == [28, 37, 26]
    (table,) = opened.tables
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None  # noqa: SLF001
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)  # noqa: SLF001
    assert sum(column.width for column in table.columns) == pytest.approx(Mm(297 - 37 - 35), abs=Mm(1))


def test_the_chapters_stand_across_the_table(tasks: Analysis) -> None:
    (table,) = _opened(to_docx(load_form("任务分工表"), tasks)).tables
    rows = _cells(table)
    assert rows[1] == ["一、制定"] * 8
    assert rows[2][:3] == ["1", "会同县财政局在3个工作日内制定方案", ""]
    assert rows[2][3:7] == ["县司法局", "县财政局", "3个工作日内", "第一条"]
    assert rows[3] == ["二、公布"] * 8


def test_the_layout_of_lines(tasks: Analysis) -> None:
    opened = _opened(to_docx(load_form("任务分工表-分行"), tasks))
    lines = [line.text for line in opened.paragraphs]
    assert lines[:2] == ["《示例办法》", "任务分工表"]
    assert lines[3:9] == [
        "一、制定",
        "1．会同县财政局在3个工作日内制定方案。",
        "牵头单位：县司法局",
        "责任单位：县财政局",
        "完成时限：3个工作日内",
        "依据：第一条",
    ]
    assert lines[9:12] == ["二、公布", "2．公布方案。", "牵头单位：县政府办公室"]
    page = opened.sections[0]
    assert [round(side / Mm(1)) for side in (page.page_width, page.left_margin)] == [210, 28]
    run = opened.paragraphs[4].runs[0]
    assert run.font.size.pt == 16
    assert run._r.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")) == "仿宋"  # noqa: SLF001


def test_the_layout_with_brackets(tasks: Analysis) -> None:
    lines = [line.text for line in _opened(to_docx(load_form("任务分工表-括注"), tasks)).paragraphs]
    assert lines[4] == (
        "1．会同县财政局在3个工作日内制定方案（责任分工：县司法局牵头，县财政局配合；完成时限：3个工作日内；依据：第一条）"
    )
    assert lines[6] == "2．公布方案（责任分工：县政府办公室牵头；依据：第二条）"


def test_the_merged_cells_of_a_body(seed_analysis: Analysis) -> None:
    (table,) = _opened(to_docx(load_form("责任清单"), seed_analysis)).tables
    states = [row._tr.tc_lst[1].tcPr.find(qn("w:vMerge")) for row in table.rows[1:8]]  # noqa: SLF001
    assert [state is not None and state.get(qn("w:val")) for state in states][:2] == ["restart", "continue"]


def test_a_text_without_norms_says_so_in_a_document() -> None:
    opened = _opened(to_docx(load_form("义务清单"), empty()))
    assert not opened.tables
    assert "（没有此类规定。）" in [line.text for line in opened.paragraphs]


def test_the_same_form_gives_the_same_bytes(tasks: Analysis) -> None:
    form = load_form("责任清单")
    assert to_docx(form, tasks) == to_docx(form, tasks)
    assert form_to_xlsx(form, tasks) == form_to_xlsx(form, tasks)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_a_printed_table_has_its_head_on_every_page(seed_analysis: Analysis, tmp_path: Path) -> None:
    path = tmp_path / "表.docx"
    path.write_bytes(to_docx(load_form("禁止事项"), seed_analysis))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    environment = {**os.environ, "HOME": str(tmp_path)}
    subprocess.run([*command, "--outdir", str(tmp_path), str(path)], check=True, capture_output=True, env=environment)
    with pypdfium2.PdfDocument(tmp_path / "表.pdf") as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    assert len(pages) > 2
    assert all("违反的后果" in page for page in pages[:-1])
    assert "— 2 —" in pages[1]


# --- workbook and CSV ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", form_names())
def test_the_workbook_of_a_form_has_its_cells(name: str, seed_analysis: Analysis) -> None:
    form = load_form(name)
    sheet = fill(form, seed_analysis)
    book = openpyxl.load_workbook(BytesIO(form_to_xlsx(form, seed_analysis)))
    assert book.sheetnames == [name, "说明"]
    found = [["" if cell is None else cell for cell in row] for row in book[name].iter_rows(values_only=True)]
    assert found[0] == [column.title for column in sheet.columns]
    kept = [index for index, column in enumerate(sheet.columns) if not column.merged]
    assert [[row[index] for index in kept] for row in found[1:]] == [[row[i] for i in kept] for row in sheet.rows]
    assert book[name].print_title_rows == "$1:$1"


def test_the_workbook_merges_what_the_form_merges(seed_analysis: Analysis) -> None:
    page = openpyxl.load_workbook(BytesIO(form_to_xlsx(load_form("责任清单"), seed_analysis)))["责任清单"]
    assert page.merged_cells.ranges
    assert page.cell(2, 2).value == "县政府"
    assert page.auto_filter.ref is None
    assert {str(each)[0] for each in page.merged_cells.ranges} == {"B", "C"}


def test_a_form_is_no_formula() -> None:
    page = openpyxl.load_workbook(BytesIO(form_to_xlsx(load_form("任务分工表"), _odd())))["任务分工表"]
    assert page.cell(2, 2).value == ODD.replace("\x07", "␇")
    assert page.cell(2, 2).data_type == "s"


def test_the_csv_of_a_form(tasks: Analysis) -> None:
    data = sheet_to_csv(fill(load_form("督查台账"), tasks)).decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(data)))
    assert (rows[0]["来源"], rows[0]["主办单位"], rows[0]["协办单位"]) == ("第一条", "县司法局", "县财政局")
    assert rows[1]["销号日期"] == ""
    assert sheet_to_csv(fill(load_form("任务分工表"), _odd())).decode("utf-8-sig").count("'=1+1") == 1


# --- Markdown --------------------------------------------------------------------------------------------------------


def _html_cells(text: str) -> list[str]:
    """Return the cells of the tables as a reader of Markdown sees them."""
    found, inside = [], False
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "inline" and inside:
            shown = ("\n" if child.type == "html_inline" else child.content for child in token.children or ())
            found.append("".join(shown))
        inside = token.type in {"td_open", "th_open"}
    return found


def test_a_table_of_markdown_shows_every_cell(seed_analysis: Analysis) -> None:
    form = load_form("禁止事项")
    sheet = fill(form, seed_analysis, printed=True)
    cells = _html_cells(to_markdown(form, seed_analysis).decode())
    assert cells == [*(column.title for column in sheet.columns), *(str(cell) for row in sheet.rows for cell in row)]


def test_what_markdown_would_take_for_its_own_is_shown() -> None:
    cells = _html_cells(to_markdown(load_form("任务分工表"), _odd()).decode())
    assert cells[9] == ODD.replace("\x07", "␇")
    assert escaped("a|b\nc") == r"a\|b<br>c"


def test_chapters_and_paragraphs_of_markdown(tasks: Analysis) -> None:
    text = to_markdown(load_form("任务分工表"), tasks).decode()
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# 《示例办法》任务分工表",
        "## 一、制定",
        "## 二、公布",
    ]
    lines = to_markdown(load_form("任务分工表-分行"), tasks).decode()
    assert "1．会同县财政局在3个工作日内制定方案。  \n牵头单位：县司法局  \n责任单位：县财政局  \n" in lines
    assert "（没有此类规定。）" in to_markdown(load_form("任务分工表"), empty()).decode()


# --- Parquet ---------------------------------------------------------------------------------------------------------


def test_parquet_reads_back_equal(seed_analysis: Analysis) -> None:
    pd.testing.assert_frame_equal(from_parquet(to_parquet(seed_analysis)), matrix(seed_analysis))
    several = (document("a"), document("b"), seed_analysis)
    pd.testing.assert_frame_equal(from_parquet(to_parquet(*several)), matrix(*several))
    pd.testing.assert_frame_equal(from_parquet(to_parquet(empty())), matrix(empty()))


def test_parquet_is_typed_and_says_who_wrote_it() -> None:
    schema = pq.read_schema(BytesIO(to_parquet(document())))
    assert schema.metadata[b"zhize"].decode() == __version__
    assert schema.metadata[b"schema"].decode() == SCHEMA
    assert str(schema.field("bearers").type).startswith("list<")
    assert schema.field("bearers").metadata[b"label"].decode() == "责任主体"
    assert (str(schema.field("confidence").type), str(schema.field("doubtful").type)) == ("double", "bool")


def test_half_a_character_does_not_stop_parquet() -> None:
    broken = replace(
        document(), norms=(norm(document().regulation.articles[0].text, "主办部门", bearers=("\ud800局",)),)
    )
    assert from_parquet(to_parquet(broken))["bearers"][0] == ("\ufffd局",)


# --- the command -----------------------------------------------------------------------------------------------------


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "办法.txt"
    path.write_text(TASKS, encoding="utf-8")
    return path


@pytest.mark.parametrize("suffix", [".xlsx", ".docx", ".csv", ".md", ".parquet"])
def test_the_command_writes_each_format(suffix: str, rules: Path, tmp_path: Path) -> None:
    path = tmp_path / f"清单{suffix}"
    assert main(["matrix", str(rules), "-o", str(path)]) == 0
    first = path.read_bytes()
    assert first.startswith({".csv": b"\xef\xbb\xbf", ".md": b"# ", ".parquet": b"PAR1"}.get(suffix, b"PK"))


@pytest.mark.parametrize("suffix", [".xlsx", ".docx", ".csv", ".md"])
def test_the_command_fills_a_users_form(suffix: str, rules: Path, tmp_path: Path) -> None:
    form = tmp_path / "我的.toml"
    form.write_text(form_text("任务分工表").replace("责任单位", "协同单位", 1), encoding="utf-8")
    path = tmp_path / f"表{suffix}"
    assert main(["matrix", str(rules), "--form", str(form), "-o", str(path)]) == 0
    made = read_form(form.read_text(encoding="utf-8"), where="x")
    analysis = analyze(rules)
    expected = {
        ".xlsx": lambda: form_to_xlsx(made, analysis),
        ".docx": lambda: to_docx(made, analysis),
        ".csv": lambda: sheet_to_csv(fill(made, analysis)),
        ".md": lambda: to_markdown(made, analysis),
    }
    assert path.read_bytes() == expected[suffix]()


@pytest.mark.parametrize(
    ("form", "name", "said"),
    [
        ("无", "表.docx", "无: is no form; use one of 义务清单、任务分工表"),
        ("义务清单", "表.parquet", "义务清单: Parquet holds the whole matrix and takes no form; leave --form out"),
        ("义务清单", "表.pdf", "the suffix .pdf is not known; end the name with .xlsx, .docx, .csv, .parquet or .md"),
    ],
)
def test_a_wrong_wish_is_one_line_and_writes_nothing(
    form: str, name: str, said: str, rules: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["matrix", str(rules), "--form", form, "-o", str(tmp_path / name)]) == 2
    error = capfd.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == [rules.name]


def test_a_form_is_printed_and_can_be_read(capfd: pytest.CaptureFixture[str]) -> None:
    parser = ArgumentParser()
    show.configure(parser)
    show.run(parser.parse_args(["任务分工表"]))
    assert read_form(capfd.readouterr().out, where="x") == load_form("任务分工表")


def test_the_forms_are_listed_with_their_columns(capfd: pytest.CaptureFixture[str]) -> None:
    listing.run(ArgumentParser().parse_args([]))
    out = capfd.readouterr().out
    assert all(f"{name}\n  序号" in out for name in form_names())
    assert "牵头单位" in out
