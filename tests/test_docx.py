"""Word documents: automatic numbers, tracked changes, tables, text boxes, footnotes; and files that are broken."""

from __future__ import annotations

import random
import shutil
import subprocess
import zipfile
from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from word import abstract, docx, level, num, paragraph, run

import zhize
from zhize.cli import main
from zhize.readers.docx_numbering import formatted

if TYPE_CHECKING:
    from pathlib import Path

RULES = abstract(
    0,
    level(0, "chineseCounting", "第%1章　"),
    level(1, "chineseCountingThousand", "第%2条　", more='<w:lvlRestart w:val="0"/>'),
    level(2, "japaneseCounting", "（%3）"),
    level(3, "decimal", "%4."),
)
REGULATION = [
    paragraph("某县会议规则"),
    paragraph("总则", number=1, level=0),
    paragraph("县长召集会议。", number=1, level=1),
    paragraph("会议", number=1, level=0),
    paragraph("会议讨论下列事项：", number=1, level=1),
    paragraph("重大决策：", number=1, level=2),
    paragraph("规划；", number=1, level=3),
    paragraph("预算。", number=1, level=3),
    paragraph("重大项目。", number=1, level=2),
    paragraph("本规则自印发之日起施行。", number=1, level=1),
]
TEXT = """某县会议规则
第一章　总则
第一条　县长召集会议。
第二章　会议
第二条　会议讨论下列事项：
（一）重大决策：
1.规划；
2.预算。
（二）重大项目。
第三条　本规则自印发之日起施行。"""


def _text(data: bytes) -> str:
    return zhize.read(data).text


def test_automatic_numbers_are_in_the_text() -> None:
    assert _text(docx(*REGULATION, numbering=RULES + num(1, 0))) == TEXT


def test_a_document_and_its_text_give_the_same_tree() -> None:
    from_word = zhize.parse(zhize.read(docx(*REGULATION, numbering=RULES + num(1, 0))))
    from_text = zhize.parse(zhize.Source(text=TEXT, name="-", encoding="str"))
    assert (from_word.articles, from_word.metadata) == (from_text.articles, from_text.metadata)


OFFICE = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def _converted(file: Path, form: str, suffix: str) -> Path:
    profile = f"-env:UserInstallation=file://{file.parent}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(file.parent), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return file.with_suffix(suffix)


@OFFICE
def test_libreoffice_numbers_the_same(tmp_path: Path) -> None:
    # Chapters are a list of their own: LibreOffice does not know levels that never begin again.
    articles = abstract(
        1,
        level(0, "chineseCountingThousand", "第%1条"),
        level(1, "japaneseCounting", "（%2）"),
        level(2, "decimal", "%3."),
        level(3, "ideographTraditional", "%4、"),
    )
    numbering = abstract(0, level(0, "chineseCounting", "第%1章")) + articles + num(1, 0) + num(2, 1)
    depths = [(1, 0), (2, 0), (2, 1), (2, 1), (2, 2), (2, 3), (2, 2), (1, 0), *[(2, 0)] * 12, (2, 1)]
    blocks = [paragraph("会议。", number=number, level=depth) for number, depth in depths]
    file = tmp_path / "规则.docx"
    file.write_bytes(docx(*blocks, numbering=numbering))
    written = _converted(file, "txt:Text (encoded):UTF8", ".txt")
    printed = written.read_text(encoding="utf-8-sig").splitlines()
    assert ["".join(line.split()) for line in printed] == _text(file.read_bytes()).splitlines()


@OFFICE
@pytest.mark.parametrize("suffix", [".doc", ".rtf", ".odt"])
def test_old_documents_are_read_by_libreoffice(suffix: str, tmp_path: Path) -> None:
    file = tmp_path / "规则.docx"
    file.write_bytes(docx(*(paragraph(line) for line in TEXT.splitlines())))
    source = zhize.read(_converted(file, suffix.removeprefix("."), suffix))
    assert (source.text, source.name) == (TEXT, f"规则{suffix}")


def test_without_libreoffice_an_old_document_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(zhize.InputError) as caught:
        zhize.read(b"{\\rtf1\\ansi", name="规则.rtf")
    assert str(caught.value) == (
        "规则.rtf: is an RTF document; install LibreOffice, or open it in Word or WPS and save it as docx"
    )


@pytest.mark.parametrize(
    ("number", "form", "printed"),
    [
        (12, "decimal", "12"),
        (3, "decimalZero", "03"),
        (12, "decimalFullWidth", "１２"),
        (10, "chineseCounting", "十"),
        (110, "chineseCountingThousand", "一百一十"),
        (12, "japaneseCounting", "十二"),
        (12, "ideographDigital", "一二"),
        (2, "ideographTraditional", "乙"),
        (12, "ideographZodiac", "亥"),
        (12, "chineseLegalSimplified", "拾贰"),
        (3, "decimalEnclosedCircle", "③"),
        (21, "decimalEnclosedCircleChinese", "21"),
        (28, "lowerLetter", "bb"),
        (1, "upperLetter", "A"),
        (9, "lowerRoman", "ix"),
        (14, "upperRoman", "XIV"),
        (5, "none", ""),
    ],
)
def test_number_formats(number: int, form: str, printed: str) -> None:
    assert formatted(number, form) == printed


@pytest.mark.parametrize(
    ("numbering", "blocks", "lines"),
    [
        # Two lists of one definition count on; one with a start of its own begins again.
        (
            abstract(0, level(0, "decimal", "%1、")) + num(1, 0) + num(2, 0),
            [("甲", 1, 0), ("乙", 2, 0)],
            ["1、甲", "2、乙"],
        ),
        (
            abstract(0, level(0, "decimal", "%1、"))
            + num(1, 0)
            + num(2, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
            [("甲", 1, 0), ("乙", 1, 0), ("丙", 2, 0), ("丁", 2, 0)],
            ["1、甲", "2、乙", "1、丙", "2、丁"],
        ),
        # A lower level begins again below each higher one, and prints the numbers above it.
        (
            abstract(0, level(0, "decimal", "%1"), level(1, "decimal", "%1.%2 ")) + num(1, 0),
            [("甲", 1, 0), ("乙", 1, 1), ("丙", 1, 1), ("丁", 1, 0), ("戊", 1, 1)],
            ["1甲", "1.1 乙", "1.2 丙", "2丁", "2.1 戊"],
        ),
        # isLgl prints every number as a decimal one.
        (
            abstract(0, level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2 ", more="<w:isLgl/>"))
            + num(1, 0),
            [("甲", 1, 0), ("乙", 1, 1)],
            ["一、甲", "1.1 乙"],
        ),
        # A list that begins past 1; a list that nobody defined.
        (abstract(0, level(0, "decimal", "%1.", start=5)) + num(1, 0), [("甲", 1, 0), ("乙", 9, 0)], ["5.甲", "乙"]),
    ],
    ids=["shared", "override", "levels", "legal", "start"],
)
def test_lists(numbering: str, blocks: list[tuple[str, int, int]], lines: list[str]) -> None:
    written = [paragraph(words, number=number, level=depth) for words, number, depth in blocks]
    assert _text(docx(*written, numbering=numbering)).split("\n") == lines


def test_a_style_numbers_its_paragraphs() -> None:
    listed = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = f'<w:style w:styleId="条">{listed}</w:style><w:style w:styleId="条二"><w:basedOn w:val="条"/></w:style>'
    numbering = abstract(0, level(0, "chineseCounting", "第%1条　")) + num(1, 0)
    blocks = [paragraph("甲", style="条"), paragraph("乙", style="条二"), paragraph("丙", number=0, style="条")]
    assert _text(docx(*blocks, numbering=numbering, styles=styles)).split("\n") == ["第一条　甲", "第二条　乙", "丙"]


def test_tracked_changes_are_taken_as_accepted_and_said() -> None:
    data = docx(
        paragraph("第一条　县长", f"<w:ins>{run('应当')}</w:ins>", f"<w:del>{run('可以')}</w:del>", "召集会议。"),
        paragraph("第二条　会议", mark="<w:del/>"),
        paragraph("每月召开。"),
    )  # fmt: skip
    regulation = zhize.parse(zhize.read(data))
    assert [article.text for article in regulation.articles] == ["县长应当召集会议。", "会议每月召开。"]
    assert [problem.message for problem in regulation.problems] == ["Word文件中有3处修订，按全部接受读取"]


def test_tables_boxes_breaks_footnotes_and_headers() -> None:
    box = f"<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>{paragraph('此件公开发布')}</w:txbxContent></mc:Choice>"
    box += f"<mc:Fallback><w:txbxContent>{paragraph('旧')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
    cells = "".join(f"<w:tc>{paragraph(words)}</w:tc>" for words in ("会议", "地点"))
    data = docx(
        paragraph("第一条　县长", '<w:r><w:footnoteReference w:id="2"/></w:r>', "召集会议。", box),
        f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>",
        paragraph("上", "<w:r><w:br/></w:r>", "下", run("隐藏", "<w:vanish/>")),
        footnotes=f'<w:footnote w:id="2">{paragraph("指某县县长。")}</w:footnote>',
        header="页眉",
    )
    source = zhize.read(data)
    assert source.text.split("\n") == [
        *("第一条　县长召集会议。", "此件公开发布", "会议\t地点", "上", "下", "［1］指某县县长。"),
    ]
    found = [source.origin(source.text.index(words)) for words in ("县长", "此件", "地点", "下", "［1］")]
    assert [(origin.unit, origin.number) for origin in found if origin] == [
        *(("paragraph", 1), ("paragraph", 2), ("paragraph", 4), ("paragraph", 5), ("footnote", 1)),
    ]


def test_the_command_takes_a_word_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "规则.docx"
    file.write_bytes(docx(*REGULATION, numbering=RULES + num(1, 0)))
    assert main(["show", str(file), "第二条第一项"]) == 0
    assert capsys.readouterr().out == "（一）重大决策：\n1.规划；\n2.预算。\n"


# --- files that are broken -------------------------------------------------------------------------------------------


def _with(name: str, data: bytes) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
        archive.writestr("word/x", b"")
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (docx(paragraph("甲"))[:300], "-: is damaged (File is not a zip file); "),
        (_with("word/y", b""), "-: is not a whole Word document (word/document.xml is missing); "),
        (_with("word/document.xml", b"<a"), "-: is damaged in word/document.xml (unclosed token: line 1, column 0); "),
        (
            _with("word/document.xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
            "-: has a document type declaration in word/document.xml; ",
        ),
        (_with("word/document.xml", b" " * (65 * 2**20)), "-: holds more than 64 MB in word/document.xml; "),
        (docx(paragraph("")), "-: holds no text; "),
    ],
    ids=["cut", "no document", "no xml", "entities", "bomb", "empty"],
)
def test_a_broken_document_is_one_line(data: bytes, message: str) -> None:
    with pytest.raises(zhize.InputError) as caught:
        zhize.read(data)
    assert str(caught.value).startswith(message)


def test_damaged_bytes_never_crash() -> None:
    data = docx(*REGULATION, numbering=RULES + num(1, 0))
    chance = random.Random(0)  # noqa: S311  # no secret
    for _ in range(200):
        damaged = bytearray(data)
        for _ in range(chance.randrange(1, 6)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        with suppress(zhize.InputError):
            zhize.parse(zhize.read(bytes(damaged)))
