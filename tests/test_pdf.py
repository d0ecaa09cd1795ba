"""PDF: the lines of a page become paragraphs, what is not the text goes, and a scan is refused."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from word import abstract, docx, level, num, paragraph

import zhize
from zhize.readers.pdf_lines import PageLine, joined

if TYPE_CHECKING:
    from pathlib import Path

LONG = "县政府及各部门要严格遵守宪法和法律，坚持依法行政，自觉接受监督，严格规范公正文明执法，建设服务型政府。" * 2
ARTICLES = [
    *(f"第{number}条　{LONG}" for number in ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")),
    "第十一条　会议讨论下列事项：",
    "（一）重大决策；",
    "（二）重大项目。",
    "第十二条　本规则自印发之日起施行。",
]
TEXT = "\n".join(["某县会议规则", *ARTICLES])
STYLE = "body{font:16pt/1.8 'Noto Serif CJK SC'} p{margin:0} h1{text-align:center}"

CHROMIUM = pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")
OFFICE = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def _printed(folder: Path, style: str, body: str) -> Path:
    """Return a page as Chromium prints it, with its date, address and page numbers around it."""
    page, file = folder / "规则.html", folder / "规则.pdf"
    page.write_text(f"<meta charset='utf-8'><style>{STYLE}{style}</style>{body}", encoding="utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={file}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return file


def _same(text: str) -> str:
    """Return a text without blanks: a PDF tells their width, not which they were."""
    return "\n".join("".join(line.split()) for line in text.splitlines())


def _tree(text_or_source: str | zhize.Source) -> list[tuple[str, list[list[str]]]]:
    source = text_or_source if isinstance(text_or_source, zhize.Source) else _source(text_or_source)
    return [
        (article.id, [[item.label for item in each.items] for each in article.paragraphs])
        for article in zhize.parse(source).articles
    ]


def _source(text: str) -> zhize.Source:
    return zhize.Source(text=text, name="-", encoding="str")


@CHROMIUM
@pytest.mark.parametrize("style", ["p{text-indent:2em}", "", "p{margin:.8em 0}", "@page{size:A5}p{text-indent:2em}"])
def test_chromium_prints_and_the_text_comes_back(style: str, tmp_path: Path) -> None:
    body = "<h1>某县会议规则</h1>" + "".join(f"<p>{line}</p>" for line in ARTICLES)
    source = zhize.read(_printed(tmp_path, style, body))
    assert _same(source.text) == _same(TEXT)
    assert _tree(source) == _tree(TEXT)
    places = [source.origin(source.text.index(label)) for label in ("第一条", "第十二条")]
    assert [place.unit for place in places if place] == ["page", "page"]
    assert places[0] is not None
    assert places[1] is not None
    assert places[0].number == 1 < places[1].number


@OFFICE
def test_libreoffice_prints_and_the_text_comes_back(tmp_path: Path) -> None:
    indent = '<w:ind w:firstLineChars="200" w:firstLine="480"/>'
    numbering = abstract(0, level(0, "chineseCountingThousand", "第%1条　")) + num(1, 0)
    words = [line.partition("　")[2] if line[0] == "第" else line for line in ARTICLES]
    blocks = [
        paragraph(text, number=1 if line[0] == "第" else None).replace("</w:pPr>", f"{indent}</w:pPr>")
        for text, line in zip(words, ARTICLES, strict=True)
    ]
    file = tmp_path / "规则.docx"
    file.write_bytes(docx(paragraph("某县会议规则"), *blocks, numbering=numbering))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    source = zhize.read(tmp_path / "规则.pdf")
    assert _same(source.text) == _same(TEXT)
    assert _same(zhize.read(file).text) == _same(TEXT)


@CHROMIUM
def test_a_scan_is_refused_in_one_line(tmp_path: Path) -> None:
    picture = "<svg width='400' height='400'><rect width='300' height='300' fill='gray'/></svg>"
    file = _printed(tmp_path, "@page{margin:0}", picture)
    with pytest.raises(zhize.InputError) as caught:
        zhize.read(file)
    assert str(caught.value) == (
        f"{file}: is a PDF of pictures, without text (a scan); "
        "read it with character recognition (OCR), or get it as docx or text"
    )


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"])
def test_a_damaged_pdf_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(zhize.InputError) as caught:
        zhize.read(data)
    assert str(caught.value).startswith("-: is a damaged PDF (")


# --- lines → paragraphs ----------------------------------------------------------------------------------------------


def _line(text: str, *, page: int = 1, left: float = 50, right: float = 550, bottom: float = 400) -> PageLine:
    return PageLine(text=text, page=page, left=left, right=right, bottom=bottom, top=bottom + 16, height=800)


def _lines(*texts: tuple[str, float, float], page: int = 1) -> list[PageLine]:
    return [
        _line(text, page=page, left=left, right=right, bottom=600 - 24 * at)
        for at, (text, left, right) in enumerate(texts)
    ]


def test_a_full_line_goes_on_unless_the_next_one_is_indented_or_numbered() -> None:
    lines = _lines(
        ("第一条　县政府及各部门要严格遵守", 82, 550),
        ("宪法和法律，依法行政，接受监督。", 50, 550),
        ("县长应当召集会议并主持会议的进行", 82, 550),
        ("（一）重大决策和重大项目的讨论；", 50, 550),
        ("会议结束。", 50, 130),
    )
    assert [text for _, text in joined(lines)] == [
        "第一条　县政府及各部门要严格遵守宪法和法律，依法行政，接受监督。",
        "县长应当召集会议并主持会议的进行",
        "（一）重大决策和重大项目的讨论；会议结束。",
    ]


def test_a_paragraph_goes_on_over_the_page_and_its_furniture() -> None:
    pages = []
    for page in (1, 2, 3):
        pages.append(_line("某县人民政府公报", page=page, bottom=760, left=200, right=400))
        pages += [_line("县政府及各部门要严格遵守宪法法律", page=page, bottom=400 - 24 * at) for at in range(3)]
        pages.append(_line(f"— {page} —", page=page, bottom=30, left=280, right=320))
    assert list(joined(pages)) == [(1, "县政府及各部门要严格遵守宪法法律" * 9)]


def test_latin_words_keep_a_blank_between_them() -> None:
    lines = _lines(("县政府办公室使用的系统名称为 Smart", 50, 550), ("Office 系统。", 50, 200))
    assert [text for _, text in joined(lines)] == ["县政府办公室使用的系统名称为 Smart Office 系统。"]
